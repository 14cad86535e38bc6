// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/metrics/offer_outlook.h"
#include "ui/offer_details.h"

#include <memory>
#include <QObject>

namespace snapgpu {

class Clock;
class HostMemory;

/** Gives the table what host memory expects of each offer, and the details what it knows of a machine. */
class OfferMemory final : public QObject
{
    Q_OBJECT
public:
    /** All must outlive it. */
    OfferMemory(
        const HostMemory *memory, const Clock *clock, OfferTableModel *model, QObject *parent = nullptr);

    void refresh(); ///< reads what is known now
    void setLoad(const WorkLoad &load); ///< what is to be done on the machine
    const HostBeliefs *beliefs() const { return m_beliefs.get(); } ///< null before the first refresh()
    /** Lines for the details, name and value; a sentence has no name. Empty when this machine was never
     * tried. */
    QVector<QPair<QString, QString>> history(const Offer &offer) const;

Q_SIGNALS:
    void learned(); ///< at least one attempt is remembered

private:
    const HostMemory *m_memory;
    const Clock *m_clock;
    OfferTableModel *m_model;
    WorkLoad m_load;
    std::shared_ptr<const HostBeliefs> m_beliefs;
};

} // namespace snapgpu
