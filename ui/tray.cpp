// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tray.h"

#include "models/format.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QPainter>

namespace snapgpu {

namespace {

constexpr int kLookMs = 2'000;
constexpr int kLooks = 15;
constexpr int kNotificationMs = 10'000;
constexpr qsizetype kMostTip = 127;

QIcon signedIcon(TrayState::Sign sign, const Tokens &tokens)
{
    QIcon plain = applicationIcon();
    if (sign == TrayState::Sign::None) {
        return plain;
    }
    const QColor colour = sign == TrayState::Sign::Bad ? tokens.bad
        : sign == TrayState::Sign::Warn                ? tokens.warn
                                                       : tokens.accent;
    QIcon made;
    for (const int size : {16, 22, 24, 32, 48, 64}) {
        QPixmap pixmap = plain.pixmap(size, size);
        const double scale = pixmap.devicePixelRatio();
        const double side = pixmap.width() / scale;
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        const double dot = side * 0.5;
        const QRectF place(side - dot, side - dot, dot, dot);
        painter.setPen(Qt::NoPen);
        painter.setBrush(Qt::white);
        painter.drawEllipse(place);
        painter.setBrush(colour);
        painter.drawEllipse(place.adjusted(side / 16, side / 16, -side / 16, -side / 16));
        painter.end();
        made.addPixmap(pixmap);
    }
    return made;
}

} // namespace

TrayState trayState(const MoneyStatus &money, bool busy)
{
    TrayState state;
    QStringList lines{QStringLiteral("SnapGPU")};
    if (!money.machines.isEmpty()) {
        lines.append(Tray::tr("%n machine(s), %1", nullptr, static_cast<int>(money.machines.size()))
                         .arg(format::dollarsPerHour(money.hourly)));
        state.sign = TrayState::Sign::Busy;
    }
    if (busy) {
        state.sign = TrayState::Sign::Busy;
    }
    if (money.sweep.stubborn > 0) {
        state.sign = TrayState::Sign::Bad;
        lines.append(Tray::tr("%n machine(s) will not die", nullptr, money.sweep.stubborn));
    } else if (money.sweep.elsewhere > 0 || !money.sweep.lastListOk) {
        state.sign = TrayState::Sign::Warn;
        lines.append(money.sweep.elsewhere > 0
                ? Tray::tr("%n machine(s) on another account", nullptr, money.sweep.elsewhere)
                : Tray::tr("the cloud does not answer"));
    }
    state.tip = lines.join(QLatin1Char('\n')).left(kMostTip);
    return state;
}

Tray::Tray(const Theme *theme, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_looksLeft(kLooks)
{
    m_menu.addAction(tr("Show SnapGPU"), this, &Tray::windowRequested);
    m_menu.addAction(tr("Quit"), this, &Tray::quitRequested);
    connect(theme, &Theme::changed, this, &Tray::showState);
    connect(&m_looks, &QTimer::timeout, this, &Tray::look);
    m_looks.start(kLookMs);
    look();
}

Tray::~Tray() = default;

void Tray::look()
{
    if (QSystemTrayIcon::isSystemTrayAvailable()) {
        m_icon = std::make_unique<QSystemTrayIcon>();
        m_icon->setContextMenu(&m_menu);
        connect(m_icon.get(), &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick) {
                    Q_EMIT windowRequested();
                }
            });
        connect(m_icon.get(), &QSystemTrayIcon::messageClicked, this, &Tray::notificationClicked);
        showState();
        m_icon->show();
        m_looks.stop();
    } else if (--m_looksLeft <= 0) {
        m_looks.stop();
    }
}

void Tray::setState(const TrayState &state)
{
    if (state != m_state) {
        m_state = state;
        showState();
    }
}

void Tray::showState()
{
    if (m_icon) {
        m_icon->setIcon(signedIcon(m_state.sign, m_theme->tokens()));
        m_icon->setToolTip(m_state.tip.isEmpty() ? QStringLiteral("SnapGPU") : m_state.tip);
    }
}

void Tray::notify(const Notification &notification)
{
    if (m_icon) {
        m_icon->showMessage(notification.title, notification.text,
            notification.bad ? QSystemTrayIcon::Warning : QSystemTrayIcon::Information, kNotificationMs);
    }
}

} // namespace snapgpu
