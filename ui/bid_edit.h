// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/session/launch_session.h"
#include "services/settings/settings.h"

#include <QWidget>

class QDoubleSpinBox;

namespace snapgpu {

/** What to bid for interruptible machines, and in one sentence what being outbid means. */
class BidEdit final : public QWidget
{
    Q_OBJECT
public:
    explicit BidEdit(QWidget *parent = nullptr);

    void load(const Preferences &preferences);
    void store(Preferences *preferences) const;
    void writeTo(LaunchPlan *plan) const;

Q_SIGNALS:
    void edited();

private:
    void refresh();

    QDoubleSpinBox *m_bid;
    QDoubleSpinBox *m_margin;
};

} // namespace snapgpu
