// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/machine_watch.h"

#include <functional>
#include <memory>
#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>
#include <QTimer>

namespace snapgpu {

class Theme;

/** What the system tells a person who looks elsewhere; the window tells it too. */
struct Notification
{
    QString title;
    QString text;
    bool bad = false;
};

using Notifier = std::function<void(const Notification &)>;

/** What the icon says. The worst state wins. */
struct TrayState
{
    enum class Sign { None, Busy, Warn, Bad };
    Sign sign = Sign::None;
    QString tip; ///< under 128 characters, as Windows wants it
    bool operator==(const TrayState &) const = default;
};

/** `busy` = a race or a restore is under way. Pure. */
TrayState trayState(const MoneyStatus &money, bool busy);

/**
 * The icon in the system's tray, where there is one: it may come some seconds after the session began, so it
 * is looked for a while. Everything works without it.
 */
class Tray final : public QObject
{
    Q_OBJECT
public:
    explicit Tray(const Theme *theme, QObject *parent = nullptr);
    ~Tray() override;
    Q_DISABLE_COPY_MOVE(Tray)

    void setState(const TrayState &state);
    void notify(const Notification &notification); ///< nothing happens while there is no tray

Q_SIGNALS:
    void windowRequested(); ///< the icon or its menu
    void notificationClicked();
    void quitRequested();

private:
    void look();
    void showState();

    const Theme *m_theme;
    QMenu m_menu;
    std::unique_ptr<QSystemTrayIcon> m_icon; ///< null while there is no tray
    QTimer m_looks;
    int m_looksLeft;
    TrayState m_state;
};

} // namespace snapgpu
