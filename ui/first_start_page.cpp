// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/first_start_page.h"

#include "ui/icons.h"
#include "ui/widgets.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace snapgpu {

FirstStartPage::FirstStartPage(const AppServices &services, QWidget *parent)
    : QWidget(parent)
{
    auto *outer = new QVBoxLayout(this);
    outer->addStretch(2);
    QFrame *panel = makeFrame("panel", this);
    panel->setFixedWidth(580);
    auto *middle =
        new QHBoxLayout; // stretches, not an alignment: texts that wrap need their height for width
    middle->addStretch(1);
    middle->addWidget(panel);
    middle->addStretch(1);
    outer->addLayout(middle);
    outer->addStretch(3);

    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(26, 22, 26, 24);
    layout->setSpacing(10);
    QLabel *title = makeLabel(tr("Welcome to SnapGPU"), "title", panel);
    QLabel *sentence = makeLabel(
        tr("It races rented GPU machines, keeps the first that is ready and restores your workspace on it. "
           "To rent real machines it needs what is missing below; the sandbox needs nothing."),
        "dim", panel);
    sentence->setWordWrap(true);
    layout->addWidget(title);
    layout->addWidget(sentence);
    layout->addSpacing(4);
    for (const SetupItem &item : services.setup) {
        layout->addWidget(makeItem(item, services.theme));
    }
    layout->addSpacing(6);
    auto *buttons = new QHBoxLayout;
    QPushButton *sandbox = makeButton(tr("&Try the sandbox"), "primary", panel);
    sandbox->setObjectName(QStringLiteral("sandboxButton"));
    sandbox->setToolTip(
        tr("A cloud inside this computer with real ssh machines and a demo workspace; it costs nothing"));
    sandbox->setVisible(services.canOfferSandbox);
    QPushButton *again = makeButton(tr("&Look again"), "", panel);
    again->setObjectName(QStringLiteral("lookAgainButton"));
    again->setMinimumHeight(26);
    m_first = services.canOfferSandbox ? sandbox : again;
    QPushButton *settings = makeButton(tr("Provider and &key…"), "", panel);
    settings->setObjectName(QStringLiteral("providerSettingsButton"));
    settings->setMinimumHeight(26);
    settings->setVisible(services.providers != nullptr);
    connect(settings, &QPushButton::clicked, this, &FirstStartPage::settingsRequested);
    buttons->addWidget(sandbox);
    buttons->addWidget(settings);
    buttons->addWidget(again);
    buttons->addStretch(1);
    layout->addLayout(buttons);
    connect(sandbox, &QPushButton::clicked, this, &FirstStartPage::sandboxRequested);
    connect(again, &QPushButton::clicked, this, &FirstStartPage::lookAgainRequested);
}

QWidget *FirstStartPage::makeItem(const SetupItem &item, const Theme *theme)
{
    QFrame *row = makeFrame("inset", this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(12, 9, 12, 9);
    layout->setSpacing(12);
    auto *sign = new QLabel(row);
    const auto paint = [sign, theme, found = item.found] {
        const Tokens &t = theme->tokens();
        sign->setPixmap(tintedPixmap(found ? QStringLiteral("check") : QStringLiteral("key"), 18,
            found ? t.ok : t.warn, sign->devicePixelRatioF()));
    };
    paint();
    connect(theme, &Theme::changed, sign, paint);
    layout->addWidget(sign, 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(makeLabel(
        item.found ? tr("%1: found").arg(item.title) : tr("%1: missing").arg(item.title), "strong", row));
    QLabel *detail = makeLabel(item.detail, "dim", row);
    detail->setWordWrap(true);
    words->addWidget(detail);
    layout->addLayout(words, 1);
    return row;
}

} // namespace snapgpu
