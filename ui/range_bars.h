// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/range_edit.h"

#include <QVector>
#include <QWidget>

namespace snapgpu {

/** How many values fall where, with two ends to drag by mouse; the boxes beside it are for the keyboard. */
class RangeBars final : public QWidget
{
    Q_OBJECT
public:
    explicit RangeBars(const Theme *theme, QWidget *parent = nullptr);

    void setValues(const QVector<double> &values);
    void setRange(const Range &range);
    bool isUseful() const { return m_high > m_low; }
    QSize sizeHint() const override { return {250, 52}; }

Q_SIGNALS:
    void dragged(const snapgpu::Range &range);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    double shareOf(double value) const; ///< 0..1 from left to right
    double valueAt(double x) const;
    void dragTo(double x);

    const Theme *m_theme;
    Range m_range;
    QVector<int> m_bins;
    double m_low = 0;
    double m_high = 0;
    bool m_logarithmic = false;
    bool m_draggingFrom = false;
};

} // namespace snapgpu
