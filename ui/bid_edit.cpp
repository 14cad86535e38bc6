// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bid_edit.h"

#include "ui/widgets.h"

#include <QDoubleSpinBox>
#include <QGridLayout>

namespace snapgpu {

namespace {

constexpr double kHighestBid = 128; // the vendor's limit
constexpr double kHighestMargin = 1000;

} // namespace

BidEdit::BidEdit(QWidget *parent)
    : QWidget(parent)
    , m_bid(new QDoubleSpinBox(this))
    , m_margin(new QDoubleSpinBox(this))
{
    m_bid->setRange(0, kHighestBid);
    m_bid->setDecimals(3);
    m_bid->setSingleStep(0.01);
    m_bid->setSpecialValueText(tr("by machine"));
    m_bid->setToolTip(tr("The same bid for every machine; machines that want more are left out"));
    m_bid->setObjectName(QStringLiteral("bidBox"));
    m_margin->setRange(0, kHighestMargin);
    m_margin->setDecimals(0);
    m_margin->setSingleStep(5);
    m_margin->setSuffix(tr(" %"));
    m_margin->setToolTip(tr("Above the lowest bid that each machine takes"));
    m_margin->setObjectName(QStringLiteral("bidMarginBox"));
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(3);
    grid->addWidget(makeFieldLabel(tr("Own &bid $/h"), m_bid, this), 0, 0);
    grid->addWidget(makeFieldLabel(tr("Above &lowest"), m_margin, this), 0, 1);
    grid->addWidget(m_bid, 1, 0);
    grid->addWidget(m_margin, 1, 1);
    QLabel *warning = makeLabel(
        tr("Outbid means stopped at once: what runs ends, the files stay, the disk is still billed."),
        "field", this);
    warning->setWordWrap(true);
    grid->addWidget(warning, 2, 0, 1, 2);
    for (QDoubleSpinBox *box : {m_bid, m_margin}) {
        connect(box, &QDoubleSpinBox::valueChanged, this, &BidEdit::refresh);
        connect(box, &QDoubleSpinBox::valueChanged, this, &BidEdit::edited);
    }
}

void BidEdit::load(const Preferences &preferences)
{
    m_bid->setValue(preferences.bidDollars);
    m_margin->setValue(preferences.bidMarginPercent);
    refresh();
}

void BidEdit::store(Preferences *preferences) const
{
    preferences->bidDollars = m_bid->value();
    preferences->bidMarginPercent = m_margin->value();
}

void BidEdit::writeTo(LaunchPlan *plan) const
{
    plan->bidMarginPercent = m_margin->value();
    if (m_bid->value() > 0) {
        plan->bid = Money::fromDollars(m_bid->value());
    }
}

void BidEdit::refresh() { m_margin->setEnabled(m_bid->value() <= 0); }

} // namespace snapgpu
