// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/machine_watch.h"

#include <QWidget>

class QLabel;

namespace snapgpu {

class Theme;

/** While a machine will not die this stands on every page and cannot be closed. */
class RedLine final : public QWidget
{
    Q_OBJECT
public:
    explicit RedLine(const Theme *theme, QWidget *parent = nullptr);

    void setStatus(const MoneyStatus &status);

Q_SIGNALS:
    void showMachinesRequested();

private:
    void refreshSign();

    const Theme *m_theme;
    QLabel *m_sign;
    QLabel *m_text;
};

} // namespace snapgpu
