// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/app_services.h"

#include <QWidget>

namespace snapgpu {

/** Before a key is there: what was looked for and where, and the sandbox to try everything without an
 * account. */
class FirstStartPage final : public QWidget
{
    Q_OBJECT
public:
    explicit FirstStartPage(const AppServices &services, QWidget *parent = nullptr);

    QWidget *focusTarget() const { return m_first; }

Q_SIGNALS:
    void sandboxRequested();
    void lookAgainRequested();
    void settingsRequested();

private:
    QWidget *makeItem(const SetupItem &item, const Theme *theme);

    QWidget *m_first = nullptr;
};

} // namespace snapgpu
