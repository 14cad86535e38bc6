// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/red_line.h"

#include "models/format.h"
#include "ui/icons.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <QAccessible>
#include <QDateTime>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace snapgpu {

RedLine::RedLine(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_sign(new QLabel(this))
    , m_text(makeLabel({}, "", this))
{
    QFrame *frame = makeFrame("notice", this);
    frame->setProperty("tone", QStringLiteral("bad"));
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 10, 0, 0); // air under the top bar
    outer->addWidget(frame);
    setObjectName(QStringLiteral("redLine"));
    m_text->setObjectName(QStringLiteral("redLineText"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QPushButton *show = makeButton(tr("Show machines"), "link", this);
    show->setObjectName(QStringLiteral("redLineButton"));
    auto *layout = new QHBoxLayout(frame);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->setSpacing(8);
    layout->addWidget(m_sign, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addWidget(show, 0, Qt::AlignTop);
    connect(show, &QPushButton::clicked, this, &RedLine::showMachinesRequested);
    connect(theme, &Theme::changed, this, &RedLine::refreshSign);
    refreshSign();
    hide();
}

void RedLine::setStatus(const MoneyStatus &status)
{
    if (status.sweep.stubborn <= 0) {
        hide();
        return;
    }
    QStringList names;
    for (const StubbornMachine &machine : status.stubborn) {
        names.append(
            tr("%1 since %2", "machine, time")
                .arg(machine.name, format::dateTime(QDateTime::fromMSecsSinceEpoch(machine.sinceMs))));
    }
    QString text = tr("%n machine(s) will not die and may cost money", nullptr, status.sweep.stubborn);
    text += names.isEmpty() ? QStringLiteral(".")
                            : QStringLiteral(": ") + names.join(QStringLiteral("; ")) + QLatin1Char('.');
    text +=
        QLatin1Char(' ') + tr("SnapGPU goes on trying; you can also destroy it on the provider's own page.");
    const bool fresh = isHidden();
    if (m_text->text() != text) {
        m_text->setText(text);
        m_text->setToolTip(status.sweep.message);
    }
    show();
    if (fresh) {
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

void RedLine::refreshSign()
{
    m_sign->setPixmap(
        tintedPixmap(QStringLiteral("warning"), 16, m_theme->tokens().bad, devicePixelRatioF()));
}

} // namespace snapgpu
