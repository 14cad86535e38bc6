// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hosts_filter_bar.h"

#include "models/format.h"
#include "ui/widgets.h"

#include <array>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace snapgpu {

namespace {

constexpr qint64 kDayMs = 86'400'000;
constexpr int kLongestText = 22; // of a chosen value on its button
constexpr int kMostOffered = 40; // a menu longer than the screen helps nobody
constexpr std::array kPeriods{7, 30, 60, 180, 365, 0};
constexpr std::array kGroups{GroupBy::Gpu, GroupBy::Machine, GroupBy::Owner, GroupBy::Place, GroupBy::Image,
    GroupBy::Provider, GroupBy::All};

QString shortened(const QString &text)
{
    if (text.size() <= kLongestText) {
        return text;
    }
    return text.left(kLongestText / 2) + QChar(u'…') + text.right(kLongestText / 2 - 1);
}

QString escaped(QString text) { return text.replace(QLatin1Char('&'), QStringLiteral("&&")); }

void showChip(QToolButton *chip, const QString &text, bool active)
{
    chip->setText(escaped(text));
    chip->setProperty("active", active);
    setRole(chip, "chip");
}

QString groupText(GroupBy groupBy)
{
    switch (groupBy) {
    case GroupBy::Gpu:
        return HostsFilterBar::tr("by GPU");
    case GroupBy::Machine:
        return HostsFilterBar::tr("by machine");
    case GroupBy::Owner:
        return HostsFilterBar::tr("by host");
    case GroupBy::Place:
        return HostsFilterBar::tr("by place");
    case GroupBy::Image:
        return HostsFilterBar::tr("by image");
    case GroupBy::Provider:
        return HostsFilterBar::tr("by provider");
    case GroupBy::All:
        break;
    }
    return HostsFilterBar::tr("all together");
}

QString periodText(int days)
{
    return days > 0 ? HostsFilterBar::tr("last %n day(s)", nullptr, days) : HostsFilterBar::tr("all time");
}

} // namespace

HostsFilterBar::HostsFilterBar(QWidget *parent)
    : QWidget(parent)
    , m_group(addChip(tr("What the charts compare")))
    , m_period(addChip(tr("Period")))
    , m_gpu{addChip(tr("GPU model")), tr("all GPUs"), {}, {}}
    , m_place{addChip(tr("Place of the machines")), tr("all places"), {}, {}}
    , m_image{addChip(tr("Image that was booted")), tr("all images"), {}, {}}
    , m_clear(makeButton(tr("Clear"), "link", this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    for (QToolButton *chip : {m_group, m_gpu.chip, m_place.chip, m_image.chip, m_period}) {
        layout->addWidget(chip);
    }
    layout->addWidget(m_clear);
    m_clear->setAccessibleName(tr("Clear all filters"));
    connect(m_clear, &QPushButton::clicked, this, &HostsFilterBar::clear);
    connect(m_group->menu(), &QMenu::aboutToShow, this, &HostsFilterBar::fillGroupMenu);
    connect(m_period->menu(), &QMenu::aboutToShow, this, &HostsFilterBar::fillPeriodMenu);
    for (Choice *choice : {&m_gpu, &m_place, &m_image}) {
        connect(choice->chip->menu(), &QMenu::aboutToShow, this, [this, choice] { fillChoice(*choice); });
    }
    refresh();
}

QToolButton *HostsFilterBar::addChip(const QString &name)
{
    auto *chip = new QToolButton(this);
    chip->setAccessibleName(name);
    chip->setToolTip(name);
    chip->setFocusPolicy(Qt::StrongFocus);
    chip->setPopupMode(QToolButton::InstantPopup);
    chip->setMenu(new QMenu(chip));
    return chip;
}

void HostsFilterBar::fillChoice(Choice &choice)
{
    QMenu *menu = choice.chip->menu();
    menu->clear();
    const auto add = [&](const QString &text, const QString &value) {
        QAction *action = menu->addAction(escaped(text), this, [this, &choice, value] {
            choice.value = value;
            say();
        });
        action->setCheckable(true);
        action->setChecked(choice.value == value);
    };
    add(choice.all, {});
    menu->addSeparator();
    int offered = 0;
    for (const MemoryFacets::Facet &facet : choice.offered) {
        if (!facet.name.isEmpty() && ++offered <= kMostOffered) {
            add(tr("%1 (%2)").arg(facet.name, format::count(facet.attempts)), facet.name);
        }
    }
}

void HostsFilterBar::fillGroupMenu()
{
    m_group->menu()->clear();
    for (const GroupBy groupBy : kGroups) {
        QAction *action =
            m_group->menu()->addAction(groupText(groupBy), this, [this, groupBy] { setGroupBy(groupBy); });
        action->setCheckable(true);
        action->setChecked(groupBy == m_groupBy);
    }
}

void HostsFilterBar::fillPeriodMenu()
{
    m_period->menu()->clear();
    for (const int days : kPeriods) {
        QAction *action =
            m_period->menu()->addAction(periodText(days), this, [this, days] { setPeriodDays(days); });
        action->setCheckable(true);
        action->setChecked(days == m_days);
    }
}

void HostsFilterBar::setFacets(const MemoryFacets &facets)
{
    m_gpu.offered = facets.gpus;
    m_place.offered = facets.places;
    m_image.offered = facets.images;
}

MemoryFilter HostsFilterBar::filter(qint64 nowMs) const
{
    MemoryFilter filter;
    if (m_days > 0) {
        filter.fromMs = nowMs - m_days * kDayMs;
    }
    const auto set = [](QStringList &list, const Choice &choice) {
        if (!choice.value.isEmpty()) {
            list = {choice.value};
        }
    };
    set(filter.gpus, m_gpu);
    set(filter.places, m_place);
    set(filter.images, m_image);
    return filter;
}

void HostsFilterBar::setGroupBy(GroupBy groupBy)
{
    if (groupBy != m_groupBy) {
        m_groupBy = groupBy;
        say();
    }
}

void HostsFilterBar::setPeriodDays(int days)
{
    if (days != m_days) {
        m_days = days;
        say();
    }
}

bool HostsFilterBar::isNarrowed() const
{
    return !m_gpu.value.isEmpty() || !m_place.value.isEmpty() || !m_image.value.isEmpty();
}

void HostsFilterBar::clear()
{
    m_gpu.value.clear();
    m_place.value.clear();
    m_image.value.clear();
    say();
}

void HostsFilterBar::say()
{
    refresh();
    Q_EMIT changed();
}

void HostsFilterBar::refresh()
{
    showChip(m_group, groupText(m_groupBy), false);
    showChip(m_period, periodText(m_days), false);
    for (const Choice *choice : {&m_gpu, &m_place, &m_image}) {
        const bool chosen = !choice->value.isEmpty();
        showChip(choice->chip, chosen ? shortened(choice->value) : choice->all, chosen);
    }
    m_clear->setVisible(isNarrowed());
}

} // namespace snapgpu
