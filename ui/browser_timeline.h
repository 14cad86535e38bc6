// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot.h"

#include <QVector>
#include <QWidget>
#include <utility>

namespace snapgpu {

class Theme;

/**
 * Snapshots over time, one lane per host. Marks closer than their width stand together as one. Hover names a
 * mark, a click or Left, Right, Home and End choose one.
 */
class BrowserTimeline final : public QWidget
{
    Q_OBJECT
public:
    explicit BrowserTimeline(const Theme *theme, QWidget *parent = nullptr);

    void setSnapshots(const QVector<Snapshot> &snapshots);
    void setCurrent(const QString &snapshotId);
    QString current() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(const QString &snapshotId);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;

private:
    int laneCount() const { return static_cast<int>(m_hosts.size()); }
    double xOf(qint64 ms) const;
    QRectF laneRect(int lane) const;
    int markAt(QPointF place) const; ///< place in m_snapshots; -1 = none
    QString textOf(int snapshot) const;
    void choose(int snapshot);
    void paintAxis(QPainter &painter) const;
    void paintLane(QPainter &painter, int lane) const;

    const Theme *m_theme;
    QVector<Snapshot> m_snapshots; ///< oldest first
    QVector<int> m_laneOf; ///< by place in m_snapshots
    QStringList m_hosts;
    qint64 m_from = 0;
    qint64 m_to = 0;
    int m_current = -1;
    int m_hover = -1;
};

/** Pure: moments for the axis between two times, at most `room` of them, on whole hours, days, months or
 * years of local time, with their texts. */
QVector<std::pair<qint64, QString>> timelineTicks(qint64 fromMs, qint64 toMs, int room);

} // namespace snapgpu
