// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/race_lane_model.h"

#include <QListView>
#include <QStyledItemDelegate>
#include <QWidget>

namespace snapgpu {

class Theme;

/** Where the parts of a lane stand; shared by the lanes and the axis above them. */
struct LaneGeometry
{
    int nameWidth = 0;
    int barLeft = 0;
    int barWidth = 0;
    int outcomeLeft = 0;

    static LaneGeometry fitting(int width, const QFontMetrics &metrics);
    int x(const RaceAxis &axis, qint64 ms) const { return barLeft + qRound(axis.position(ms) * barWidth); }
};

/** What all painters of a race need to know about now. */
struct RaceMoment
{
    RaceAxis axis;
    qint64 nowMs = 0; ///< since race start
    QVector<qint64> waveStartsMs;
};

/** Paints one racer: name, coloured stages, and how it ended with icon, word and reason. */
class LaneDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    LaneDelegate(const Theme *theme, const RaceMoment *moment, QObject *parent = nullptr);

    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintName(QPainter *painter, const QRect &row, const LaneGeometry &g, const RacerView &racer) const;
    void paintStages(
        QPainter *painter, const QRect &row, const LaneGeometry &g, const RacerView &racer) const;
    void paintOutcome(
        QPainter *painter, const QRect &row, const LaneGeometry &g, const RacerView &racer) const;

    const Theme *m_theme;
    const RaceMoment *m_moment;
};

/** Above the lanes: seconds, wave marks and the legend of colours. */
class LaneAxis final : public QWidget
{
    Q_OBJECT
public:
    LaneAxis(const Theme *theme, const RaceMoment *moment, QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintTicks(QPainter &painter, const LaneGeometry &g);
    void paintLegend(QPainter &painter, const LaneGeometry &g);

    const Theme *m_theme;
    const RaceMoment *m_moment;
};

/** The lanes, with hairlines for seconds and marks for waves behind them. */
class LaneView final : public QListView
{
    Q_OBJECT
public:
    LaneView(const Theme *theme, const RaceMoment *moment, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme *m_theme;
    const RaceMoment *m_moment;
};

} // namespace snapgpu
