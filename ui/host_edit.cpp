// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/host_edit.h"

#include "ui/chip_rules.h"
#include "ui/widgets.h"

#include <QCheckBox>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

constexpr int kTextWidth = 330;

QVBoxLayout *newColumn(QWidget *widget)
{
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(7);
    return column;
}

QLabel *newHint(const QString &text, QWidget *parent)
{
    QLabel *hint = makeLabel(text, "field", parent);
    hint->setWordWrap(true);
    hint->setFixedWidth(kTextWidth);
    hint->setContentsMargins(23, 0, 0, 4);
    return hint;
}

} // namespace

HostEdit::HostEdit(QWidget *parent)
    : QWidget(parent)
    , m_verified(new QRadioButton(tr("Verified hosts only"), this))
    , m_all(new QRadioButton(tr("All hosts"), this))
    , m_unverified(new QRadioButton(tr("Unverified hosts only"), this))
    , m_datacenter(new QCheckBox(tr("Data centers only"), this))
    , m_staticIp(new QCheckBox(tr("Static addresses only"), this))
{
    QVBoxLayout *column = newColumn(this);
    for (QRadioButton *button : {m_verified, m_all, m_unverified}) {
        column->addWidget(button);
    }
    column->addSpacing(6);
    column->addWidget(m_datacenter);
    column->addWidget(m_staticIp);
    const auto choose = [this](QRadioButton *button, const QString &state) {
        connect(button, &QRadioButton::clicked, this,
            [this, state] { Q_EMIT edited(QStringLiteral("verified"), state); });
    };
    choose(m_verified, {});
    choose(m_all, QStringLiteral("any"));
    choose(m_unverified, QStringLiteral("false"));
    const auto tick = [this](QCheckBox *box, const QString &field) {
        connect(box, &QCheckBox::clicked, this,
            [this, field](bool on) { Q_EMIT edited(field, on ? QStringLiteral("true") : QString()); });
    };
    tick(m_datacenter, QStringLiteral("datacenter"));
    tick(m_staticIp, QStringLiteral("static_ip"));
}

void HostEdit::setQuery(const Query &query)
{
    const bool any = query.removedDefaults.contains(QStringLiteral("verified"));
    const bool verified = chips::flagIn(query, QStringLiteral("verified")).value_or(true);
    (any ? m_all : verified ? m_verified : m_unverified)->setChecked(true);
    m_datacenter->setChecked(chips::flagIn(query, QStringLiteral("datacenter")).value_or(false));
    m_staticIp->setChecked(chips::flagIn(query, QStringLiteral("static_ip")).value_or(false));
}

QWidget *HostEdit::focusTarget() const
{
    return m_all->isChecked() ? m_all : m_unverified->isChecked() ? m_unverified : m_verified;
}

PriceTypeEdit::PriceTypeEdit(QWidget *parent)
    : QWidget(parent)
    , m_onDemand(new QRadioButton(tr("On demand"), this))
    , m_interruptible(new QRadioButton(tr("Interruptible"), this))
{
    QVBoxLayout *column = newColumn(this);
    column->addWidget(m_onDemand);
    column->addWidget(newHint(tr("A fixed price; the machine is yours until you destroy it."), this));
    column->addWidget(m_interruptible);
    column->addWidget(newHint(
        tr("You bid a price and pay it while nobody bids more. When you are outbid, the machine is stopped "
           "at once and without warning: what runs on it ends, its files stay on it, and its disk is billed "
           "until you destroy it."),
        this));
    connect(m_onDemand, &QRadioButton::clicked, this, [this] { Q_EMIT chosen(false); });
    connect(m_interruptible, &QRadioButton::clicked, this, [this] { Q_EMIT chosen(true); });
}

void PriceTypeEdit::setInterruptible(bool on) { (on ? m_interruptible : m_onDemand)->setChecked(true); }

QWidget *PriceTypeEdit::focusTarget() const
{
    return m_interruptible->isChecked() ? m_interruptible : m_onDemand;
}

} // namespace snapgpu
