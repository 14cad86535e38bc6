// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart_values.h"
#include "services/core/result.h"

#include <QFrame>

class QLabel;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace snapgpu {

class ChartLegend;
class ChartPlot;
class ChartTableModel;
class ElidedLabel;
class StateView;
class Theme;

/**
 * A chart with everything around it: title, legend, the same numbers as a table, and export. The one
 * interface through which the rest of the window draws charts. `theme` must outlive it.
 */
class ChartView final : public QFrame
{
    Q_OBJECT
public:
    explicit ChartView(const Theme *theme, QWidget *parent = nullptr);

    void setChart(const Chart &chart);
    const Chart &chart() const { return m_chart; }
    /** Instead of a chart, while there is none: "Reading the memory…", or why it failed (`tone` "bad"). */
    void setState(const QString &title, const QString &sentence, const QString &tone = {});

    void showTable(bool table);
    bool showsTable() const;
    void zoom(double factor); ///< above 1 = closer
    void pan(double share); ///< of the visible width
    void resetZoom();
    ChartPlot *plot() const; ///< what is shown or would be shown; for the keyboard

    QImage picture(double devicePixelRatio) const; ///< title, plot and legend, without buttons
    Result<Done> exportPng(const QString &file) const;
    Result<Done> exportCsv(const QString &file) const;

Q_SIGNALS:
    void hovered(const QString &text); ///< value under the cursor; empty = none
    void said(const QString &sentence, const QString &tone); ///< outcome of an export

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeHeader();
    void showContent();
    void askForFile(const QString &title, const QString &suffix, const QString &filter,
        Result<Done> (ChartView::*write)(const QString &) const);

    const Theme *m_theme;
    Chart m_chart;
    QLabel *m_title;
    ElidedLabel *m_note;
    QToolButton *m_tableButton;
    QToolButton *m_exportButton;
    QStackedWidget *m_stack;
    ChartPlot *m_plane;
    ChartPlot *m_rows;
    QTableView *m_table;
    ChartTableModel *m_model;
    StateView *m_state;
    ChartLegend *m_legend;
    bool m_stateOnly = true;
};

} // namespace snapgpu
