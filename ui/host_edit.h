// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query.h"

#include <QWidget>

class QCheckBox;
class QRadioButton;

namespace snapgpu {

/** Who may run the machine: verified or not, data centers only, static addresses only. */
class HostEdit final : public QWidget
{
    Q_OBJECT
public:
    explicit HostEdit(QWidget *parent = nullptr);
    void setQuery(const Query &query);
    QWidget *focusTarget() const;

Q_SIGNALS:
    void edited(const QString &field, const QString &state); ///< "true", "false", "any"; empty = no condition

private:
    QRadioButton *m_verified;
    QRadioButton *m_all;
    QRadioButton *m_unverified;
    QCheckBox *m_datacenter;
    QCheckBox *m_staticIp;
};

/** On demand or interruptible, and what the second means for the person's money and work. */
class PriceTypeEdit final : public QWidget
{
    Q_OBJECT
public:
    explicit PriceTypeEdit(QWidget *parent = nullptr);
    void setInterruptible(bool on);
    QWidget *focusTarget() const;

Q_SIGNALS:
    void chosen(bool interruptible);

private:
    QRadioButton *m_onDemand;
    QRadioButton *m_interruptible;
};

} // namespace snapgpu
