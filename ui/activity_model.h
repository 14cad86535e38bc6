// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/activity_story.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

namespace snapgpu {

class Theme;

/** What happened, one row each. `theme` colours the signs and must outlive the model. */
class ActivityModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { When, Kind, What, Where, Cost, ColumnCount };

    explicit ActivityModel(const Theme *theme, QObject *parent = nullptr);

    void setEntries(const QVector<ActivityEntry> &entries);
    const ActivityEntry &entry(int row) const { return m_entries.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString textAt(const ActivityEntry &entry, Column column) const;
    QVariant signOf(const ActivityEntry &entry) const;

    const Theme *m_theme;
    QVector<ActivityEntry> m_entries;
};

/** Rows of one kind, or only what went wrong, in which every word of the text stands. */
class ActivityFilter final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    enum class Show { All, Races, Machines, Restores, Problems };

    explicit ActivityFilter(ActivityModel *source, QObject *parent = nullptr);

    void setShow(Show show);
    void setText(const QString &text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    ActivityModel *m_source;
    Show m_show = Show::All;
    QStringList m_words;
};

} // namespace snapgpu
