// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/more_offers.h"

#include "models/format.h"
#include "ui/widgets.h"

#include <QHBoxLayout>

namespace snapgpu {

MoreOffers::MoreOffers(QWidget *parent)
    : QFrame(parent)
    , m_text(makeLabel({}, "dim", this))
    , m_more(makeButton(tr("Load more"), "link", this))
    , m_stop(makeButton(tr("Stop"), "link", this))
{
    m_text->setObjectName(QStringLiteral("moreOffersLabel"));
    m_more->setObjectName(QStringLiteral("moreOffersButton"));
    m_stop->setObjectName(QStringLiteral("stopOffersButton"));
    m_more->setToolTip(tr("Asks page by page, from the cheapest on; the cloud allows ten pages a minute"));
    m_stop->setAccessibleName(tr("Stop loading offers"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(13, 4, 13, 4);
    layout->addWidget(m_text);
    layout->addWidget(m_more);
    layout->addWidget(m_stop);
    layout->addStretch(1);
    connect(m_more, &QPushButton::clicked, this, &MoreOffers::moreRequested);
    connect(m_stop, &QPushButton::clicked, this, &MoreOffers::stopRequested);
    hide();
}

void MoreOffers::showAll() { hide(); }

void MoreOffers::showCut(int loaded, bool mayAsk)
{
    present(tr("The cloud has more than these %1 offers.").arg(format::count(loaded)), mayAsk, false);
}

void MoreOffers::showLoading(int loaded)
{
    present(tr("%1 offers so far, more are coming…").arg(format::count(loaded)), false, true);
}

QString MoreOffers::text() const { return isHidden() ? QString() : m_text->text(); }

void MoreOffers::present(const QString &text, bool more, bool stop)
{
    const bool hadFocus = m_more->hasFocus() || m_stop->hasFocus();
    m_text->setText(text);
    m_more->setVisible(more);
    m_stop->setVisible(stop);
    show();
    if (hadFocus && (more || stop)) {
        (more ? m_more : m_stop)->setFocus(); // where the keyboard was, the next step is
    }
}

} // namespace snapgpu
