// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart_values.h"

#include <QVector>
#include <QWidget>

class QPainter;
class QToolButton;

namespace snapgpu {

class Theme;
struct Tokens;

/** The key of one series: its line with the dashes, its mark, or a square of its colour. */
void drawSeriesKey(
    QPainter &painter, const QRectF &box, const Chart &chart, int series, const Tokens &tokens);

/** One button per series of a chart; pressing it takes the series out of the picture and back. */
class ChartLegend final : public QWidget
{
    Q_OBJECT
public:
    explicit ChartLegend(const Theme *theme, QWidget *parent = nullptr);

    void setChart(const Chart &chart); ///< series of negative colour have no key
    bool isUseful() const; ///< says more than the title: several keys, or figures
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return place(width, false); }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void toggled(int series, bool shown);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    int place(int width, bool move) const; ///< height of the rows; with `move` puts the buttons there
    void refreshKeys();

    const Theme *m_theme;
    Chart m_chart; ///< without points
    QVector<QToolButton *> m_buttons; ///< null = no key
};

} // namespace snapgpu
