// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/metrics/memory_query.h"

#include <QWidget>

class QActionGroup;
class QPushButton;
class QToolButton;

namespace snapgpu {

/** What the hosts page looks at: grouping, GPU, place, image and period, each a button with a menu. */
class HostsFilterBar final : public QWidget
{
    Q_OBJECT
public:
    explicit HostsFilterBar(QWidget *parent = nullptr);

    void setFacets(const MemoryFacets &facets); ///< what the menus offer
    MemoryFilter filter(qint64 nowMs) const;
    GroupBy groupBy() const { return m_groupBy; }
    void setGroupBy(GroupBy groupBy);
    int periodDays() const { return m_days; } ///< 0 = everything
    void setPeriodDays(int days);
    bool isNarrowed() const; ///< GPU, place or image is chosen
    void clear(); ///< takes away GPU, place and image

Q_SIGNALS:
    void changed();

private:
    /** One filter with a single choice; empty = everything passes. */
    struct Choice
    {
        QToolButton *chip = nullptr;
        QString all; ///< text of the button without a choice
        QString value;
        QVector<MemoryFacets::Facet> offered;
    };
    QToolButton *addChip(const QString &name);
    void fillChoice(Choice &choice);
    void fillGroupMenu();
    void fillPeriodMenu();
    void refresh();
    void say();

    QToolButton *m_group;
    QToolButton *m_period;
    Choice m_gpu, m_place, m_image;
    QPushButton *m_clear;
    GroupBy m_groupBy = GroupBy::Gpu;
    int m_days = 60;
};

} // namespace snapgpu
