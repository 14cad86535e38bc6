// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart_view.h"

#include "ui/chart_legend.h"
#include "ui/chart_plot.h"
#include "ui/chart_table_model.h"
#include "ui/chart_text.h"
#include "ui/icons.h"
#include "ui/table_setup.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <QAccessible>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QSaveFile>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

constexpr int kRoomForNote = 480;
constexpr int kPictureMargin = 16;
constexpr int kPictureHeader = 34;
constexpr int kPictureLegend = 26;
constexpr int kKeyWidth = 28;
constexpr int kMeasuredRows = 40;
constexpr double kPictureRatio = 2; // an exported picture is made for dense screens and print

QToolButton *makeChip(const QString &text, const QString &name, QWidget *parent)
{
    auto *chip = new QToolButton(parent);
    chip->setText(text);
    chip->setAccessibleName(name);
    chip->setToolTip(name);
    chip->setFocusPolicy(Qt::StrongFocus);
    chip->setProperty("role", QStringLiteral("chip"));
    return chip;
}

Error writeFault(const QString &file, const QString &why)
{
    return {ErrorCategory::InvalidInput,
        ChartView::tr("%1 could not be written: %2. Choose another folder.")
            .arg(QDir::toNativeSeparators(file), why),
        {}, 0, 0};
}

} // namespace

ChartView::ChartView(const Theme *theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_title(makeLabel({}, "heading", this))
    , m_note(new ElidedLabel(this))
    , m_tableButton(makeChip(tr("Table"), tr("Show the numbers of this chart as a table"), this))
    , m_exportButton(makeChip(tr("Export"), tr("Save the picture or the numbers of this chart"), this))
    , m_stack(new QStackedWidget(this))
    , m_plane(makePlanePlot(theme, this))
    , m_rows(makeRowsPlot(theme, this))
    , m_table(new QTableView(this))
    , m_model(new ChartTableModel(this))
    , m_state(new StateView(theme, this))
    , m_legend(new ChartLegend(theme, this))
{
    setProperty("role", QStringLiteral("panel"));
    m_table->setModel(m_model);
    configureTable(m_table);
    m_table->setSortingEnabled(false); // rows stand as the chart has them
    m_table->setSelectionBehavior(QAbstractItemView::SelectItems);
    for (QWidget *page : {static_cast<QWidget *>(m_plane), static_cast<QWidget *>(m_rows),
             static_cast<QWidget *>(m_table), static_cast<QWidget *>(m_state)}) {
        m_stack->addWidget(page);
    }
    m_stack->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 10, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(makeHeader());
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_legend);
    setTabOrder(m_exportButton, m_plane);

    connect(m_tableButton, &QToolButton::toggled, this, [this] { showContent(); });
    for (ChartPlot *plot : {m_plane, m_rows}) {
        connect(plot, &ChartPlot::hovered, this, [this, plot](const QString &text) {
            plot->setAccessibleDescription(text.isEmpty() ? m_chart.summary : text);
            QAccessibleEvent event(plot, QAccessible::DescriptionChanged);
            QAccessible::updateAccessibility(&event);
            Q_EMIT hovered(text);
        });
        connect(m_legend, &ChartLegend::toggled, plot, &ChartPlot::setSeriesShown);
    }
    showContent();
}

QWidget *ChartView::makeHeader()
{
    auto *header = new QWidget(this);
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_note->setProperty("role", QStringLiteral("field"));
    m_tableButton->setCheckable(true);
    auto *menu = new QMenu(m_exportButton);
    menu->addAction(tr("Save the picture (PNG)…"), this, [this] {
        askForFile(
            tr("Save the picture"), QStringLiteral("png"), tr("Pictures (*.png)"), &ChartView::exportPng);
    });
    menu->addAction(tr("Save the numbers (CSV)…"), this, [this] {
        askForFile(
            tr("Save the numbers"), QStringLiteral("csv"), tr("Tables (*.csv)"), &ChartView::exportCsv);
    });
    m_exportButton->setMenu(menu);
    m_exportButton->setPopupMode(QToolButton::InstantPopup);
    layout->addWidget(m_title);
    layout->addSpacing(2);
    layout->addWidget(m_note, 1);
    layout->addWidget(m_tableButton);
    layout->addWidget(m_exportButton);
    return header;
}

/** Where there is little room the title and the buttons come before how it was reckoned. */
void ChartView::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    m_note->setVisible(width() >= kRoomForNote);
}

void ChartView::setChart(const Chart &chart)
{
    m_stateOnly = chart.isEmpty();
    m_chart = chart;
    m_title->setText(chart.title);
    m_note->setFullText(chart.note);
    const QString keys = tr("Arrow keys read the values, plus and minus zoom, 0 shows everything again");
    for (ChartPlot *each : {m_plane, m_rows}) {
        each->setAccessibleName(chart.title);
        each->setAccessibleDescription(chart.summary);
        each->setToolTip({});
        each->setStatusTip(keys);
    }
    plot()->setChart(chart);
    m_legend->setChart(chart);
    m_model->setTable(chart.table);
    m_table->setAccessibleName(tr("%1, as a table").arg(chart.title));
    if (m_model->columnCount()
        > 0) { // wide enough for words, and with thousands of rows only the first are measured
        m_table->horizontalHeader()->setResizeContentsPrecision(kMeasuredRows);
        m_table->horizontalHeader()->setMinimumSectionSize(64);
        m_table->horizontalHeader()->setStretchLastSection(true);
        m_table->resizeColumnsToContents();
    }
    if (m_stateOnly) {
        m_state->present(QStringLiteral("hosts"), {}, chart.emptyTitle, chart.emptySentence);
    }
    showContent();
}

void ChartView::setState(const QString &title, const QString &sentence, const QString &tone)
{
    m_stateOnly = true;
    const QString sign = tone.isEmpty() ? QStringLiteral("hosts") : QStringLiteral("warning");
    m_state->present(sign, tone, title, sentence);
    showContent();
}

void ChartView::showTable(bool table) { m_tableButton->setChecked(table); }

bool ChartView::showsTable() const { return m_tableButton->isChecked(); }

ChartPlot *ChartView::plot() const { return m_chart.kind == Chart::Kind::Rows ? m_rows : m_plane; }

void ChartView::zoom(double factor) { plot()->zoom(factor); }

void ChartView::pan(double share) { plot()->pan(share); }

void ChartView::resetZoom() { plot()->resetZoom(); }

void ChartView::showContent()
{
    m_tableButton->setProperty("active", showsTable());
    setRole(m_tableButton, "chip");
    m_tableButton->setEnabled(!m_stateOnly);
    m_exportButton->setEnabled(!m_stateOnly);
    if (m_stateOnly) {
        m_stack->setCurrentWidget(m_state);
    } else if (showsTable()) {
        m_stack->setCurrentWidget(m_table);
    } else {
        m_stack->setCurrentWidget(plot());
    }
    m_legend->setVisible(!m_stateOnly && !showsTable() && m_legend->isUseful());
}

QImage ChartView::picture(double devicePixelRatio) const
{
    const Tokens &tokens = m_theme->tokens();
    const QSize plotSize = plot()->size();
    const bool legend = m_legend->isUseful();
    const QSize size = plotSize
        + QSize(2 * kPictureMargin, kPictureHeader + 2 * kPictureMargin + (legend ? kPictureLegend : 0));
    QImage image(size * devicePixelRatio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(devicePixelRatio);
    image.fill(tokens.panel);
    QPainter painter(&image);
    painter.setFont(sizedFont(14, QFont::DemiBold));
    painter.setPen(tokens.text);
    const QRectF header(kPictureMargin, kPictureMargin, plotSize.width(), kPictureHeader - 8);
    painter.drawText(header, Qt::AlignLeft | Qt::AlignVCenter, m_chart.title);
    painter.setFont(sizedFont(12));
    painter.setPen(tokens.dim);
    painter.drawText(header, Qt::AlignRight | Qt::AlignVCenter, m_chart.note);
    plot()->render(
        &painter, QPoint(kPictureMargin, kPictureMargin + kPictureHeader), {}, QWidget::DrawChildren);
    double x = kPictureMargin;
    const double y = size.height() - kPictureMargin - kPictureLegend / 2.0;
    for (int i = 0; legend && i < m_chart.series.size(); ++i) {
        const ChartSeries &series = m_chart.series.at(i);
        if (series.colour < 0) {
            continue;
        }
        drawSeriesKey(painter, QRectF(x, y - 6, 22, 12), m_chart, i, tokens);
        const QString text =
            series.detail.isEmpty() ? series.name : QStringLiteral("%1 · %2").arg(series.name, series.detail);
        painter.setPen(tokens.text);
        painter.drawText(QPointF(x + kKeyWidth, y + 4), text);
        x += kKeyWidth + painter.fontMetrics().horizontalAdvance(text) + kPictureMargin;
    }
    return image;
}

Result<Done> ChartView::exportPng(const QString &file) const
{
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly) || !picture(kPictureRatio).save(&out, "PNG") || !out.commit()) {
        return tl::unexpected(writeFault(file, out.errorString()));
    }
    return Done{};
}

Result<Done> ChartView::exportCsv(const QString &file) const
{
    QSaveFile out(file);
    const QByteArray csv = chartCsv(m_chart.table);
    if (!out.open(QIODevice::WriteOnly) || out.write(csv) != csv.size() || !out.commit()) {
        return tl::unexpected(writeFault(file, out.errorString()));
    }
    return Done{};
}

void ChartView::askForFile(const QString &title, const QString &suffix, const QString &filter,
    Result<Done> (ChartView::*write)(const QString &) const)
{
    auto *dialog = new QFileDialog(
        this, title, QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("chartExportDialog"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(m_chart.id + QLatin1Char('.') + suffix);
    connect(dialog, &QFileDialog::fileSelected, this, [this, write](const QString &file) {
        const Result<Done> done = (this->*write)(file);
        Q_EMIT said(done ? tr("Saved as %1").arg(QDir::toNativeSeparators(file)) : done.error().message,
            done ? QStringLiteral("ok") : QStringLiteral("bad"));
    });
    dialog->open();
}

} // namespace snapgpu
