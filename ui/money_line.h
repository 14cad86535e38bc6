// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/machine_watch.h"

#include <QWidget>

class QLabel;

namespace snapgpu {

class Theme;

/** On every page: machines alive, what they cost, what today cost, and whether anything was left behind. */
class MoneyLine final : public QWidget
{
    Q_OBJECT
public:
    explicit MoneyLine(const Theme *theme, QWidget *parent = nullptr);
    void setStatus(const MoneyStatus &status);

private:
    void refreshSign();

    const Theme *m_theme;
    QLabel *m_machines;
    QLabel *m_hourly;
    QLabel *m_today;
    QLabel *m_sign;
    QLabel *m_state;
    QString m_tone;
};

} // namespace snapgpu
