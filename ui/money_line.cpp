// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/money_line.h"

#include "models/format.h"
#include "ui/icons.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <QHBoxLayout>

namespace snapgpu {

MoneyLine::MoneyLine(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_machines(makeLabel({}, "strong", this))
    , m_hourly(makeLabel({}, "strong", this))
    , m_today(makeLabel({}, "dim", this))
    , m_sign(new QLabel(this))
    , m_state(makeLabel({}, "", this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(20);
    layout->addWidget(m_machines);
    layout->addWidget(m_hourly);
    layout->addWidget(m_today);
    auto *state = new QHBoxLayout;
    state->setSpacing(6);
    state->addWidget(m_sign);
    state->addWidget(m_state);
    layout->addLayout(state);
    m_state->setObjectName(QStringLiteral("sweeperState"));
    m_machines->setObjectName(QStringLiteral("machinesAlive"));
    connect(theme, &Theme::changed, this, &MoneyLine::refreshSign);
    setStatus({});
}

void MoneyLine::setStatus(const MoneyStatus &status)
{
    m_machines->setText(tr("%n machine(s)", nullptr, static_cast<int>(status.machines.size())));
    QStringList names;
    for (const LiveMachine &machine : status.machines) {
        names.append(tr("%1, %2").arg(machine.name, format::dollarsPerHour(machine.hourly)));
    }
    m_machines->setToolTip(names.join(QLatin1Char('\n')));
    m_hourly->setText(format::dollarsPerHour(status.hourly));
    m_today->setText(tr("today %1").arg(format::dollars(status.today, 2)));
    m_today->setToolTip(tr("Reckoned from the prices of the offers; the provider's bill counts."));
    if (status.sweep.stubborn > 0) {
        m_tone = QStringLiteral("bad");
        m_state->setText(tr("%n will not die", nullptr, status.sweep.stubborn));
    } else if (status.sweep.pending > 0) {
        m_tone = QStringLiteral("warn");
        m_state->setText(tr("destroying %n", nullptr, status.sweep.pending));
    } else if (status.sweep.elsewhere > 0) {
        m_tone = QStringLiteral("warn");
        m_state->setText(tr("%n on another account", nullptr, status.sweep.elsewhere));
    } else if (!status.sweep.lastListOk) {
        m_tone = QStringLiteral("warn");
        m_state->setText(tr("cloud does not answer"));
    } else {
        m_tone = QStringLiteral("ok");
        m_state->setText(tr("nothing left behind"));
    }
    m_state->setToolTip(status.sweep.message);
    setTone(m_state, m_tone);
    refreshSign();
}

void MoneyLine::refreshSign()
{
    const Tokens &t = m_theme->tokens();
    const bool bad = m_tone == QLatin1String("bad");
    const bool warn = m_tone == QLatin1String("warn");
    m_sign->setPixmap(tintedPixmap(bad ? QStringLiteral("warning")
            : warn                     ? QStringLiteral("running")
                                       : QStringLiteral("check"),
        16,
        bad        ? t.bad
            : warn ? t.warn
                   : t.ok,
        devicePixelRatioF()));
}

} // namespace snapgpu
