// SPDX-License-Identifier: GPL-3.0-or-later
// Charts: what is thinned away never shows, the table and the file hold the very numbers, and everything that
// a mouse can do works by keyboard too.
#include "models/table_roles.h"
#include "tests/ui/chart_demo.h"
#include "ui/chart_legend.h"
#include "ui/chart_palette.h"
#include "ui/chart_plane_scene.h"
#include "ui/chart_plot.h"
#include "ui/chart_table_model.h"
#include "ui/chart_text.h"
#include "ui/chart_thin.h"
#include "ui/chart_view.h"
#include "ui/theme.h"

#include <cmath>
#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace snapgpu;

namespace {

QVector<QPointF> randomPoints(QRandomGenerator &random, int count, bool fewTimes)
{
    QVector<QPointF> points;
    double x = random.bounded(10.0);
    for (int i = 0; i < count; ++i) {
        x += fewTimes && random.bounded(3) > 0 ? 0 : random.bounded(2.0);
        points.append({x, random.bounded(1000) / 10.0 + 0.1});
    }
    return points;
}

double lowest(const QVector<QPointF> &points)
{
    return std::min_element(points.cbegin(), points.cend(), [](auto a, auto b) {
        return a.y() < b.y();
    })->y();
}
double highest(const QVector<QPointF> &points)
{
    return std::max_element(points.cbegin(), points.cend(), [](auto a, auto b) {
        return a.y() < b.y();
    })->y();
}

/** Cells of one line of RFC 4180 text without line breaks inside cells. */
QStringList cellsOf(const QString &line)
{
    QStringList cells{QString()};
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar sign = line.at(i);
        if (sign == QLatin1Char('"')) {
            if (quoted && i + 1 < line.size() && line.at(i + 1) == sign) {
                cells.last() += sign;
                ++i;
            } else {
                quoted = !quoted;
            }
        } else if (sign == QLatin1Char(',') && !quoted) {
            cells.append(QString());
        } else {
            cells.last() += sign;
        }
    }
    return cells;
}

} // namespace

class TestCharts final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /** What falls on the same pixels is thinned away, and comes back when one looks closer. */
    void closerViewShowsMore()
    {
        QRandomGenerator random(7);
        Chart chart;
        chart.x = {{}, ChartUnit::Seconds, 0, 10'000, false};
        chart.y = {{}, ChartUnit::Seconds, 1, 1'000, true};
        ChartSeries cloud;
        cloud.mark = ChartMark::Disc;
        ChartSeries curve;
        for (int i = 0; i < 40'000; ++i) {
            cloud.points.append({i * 0.25, 1 + random.bounded(999.0)});
            curve.points.append({i * 0.25, 1 + i / 41.0});
        }
        chart.series = {cloud, curve};
        PlaneScene scene;
        scene.setChart(chart);
        scene.layOut({600, 300});
        const auto seen = [&](const ChartSeries &series) {
            return scene.visiblePart(series.points, series.mark);
        };
        QVERIFY(seen(cloud).size() < 30'000);
        QVERIFY(seen(curve).size() <= 4 * 600);
        QCOMPARE(seen(curve).first(), curve.points.first());
        QCOMPARE(seen(curve).last(), curve.points.last());
        scene.zoomAround(100, 5'000); // 100 seconds, 400 points
        const auto within = [&](const QVector<QPointF> &points) {
            return std::count_if(points.cbegin(), points.cend(),
                [&](const QPointF &one) { return one.x() >= scene.from() && one.x() <= scene.to(); });
        };
        QCOMPARE(within(seen(curve)), within(curve.points));
        QVERIFY(within(seen(cloud)) > within(cloud.points) * 9 / 10);
        QVERIFY(seen(cloud).size() <= within(cloud.points) + 2); // and nothing that is far outside is drawn
        scene.resetZoom();
        QVERIFY(seen(cloud).size() < 30'000);
    }

    void thinnedStepsLookTheSame()
    {
        QRandomGenerator random(20'261);
        for (int round = 0; round < 3000; ++round) {
            const int count = random.bounded(1, 900);
            const int columns = random.bounded(1, 120);
            const QVector<QPointF> all = randomPoints(random, count, round % 2 == 0);
            const QVector<QPointF> thin = thinSteps(all, columns);
            QVERIFY2(thin.size() <= std::max<qsizetype>(all.size(), 1) && thin.size() <= 4 * columns + 4,
                qPrintable(QStringLiteral("round %1").arg(round)));
            QCOMPARE(thin.first(), all.first());
            QCOMPARE(thin.last(), all.last());
            QCOMPARE(lowest(thin), lowest(all));
            QCOMPARE(highest(thin), highest(all));
            // At the end of each column the function has its own value: nobody sees a wrong step.
            const double from = all.first().x();
            const double width = (all.last().x() - from) / columns;
            for (int column = 0; column + 1 < columns; ++column) {
                const double edge = from + width * column + width * (1 - 1e-7);
                const bool between =
                    std::any_of(all.cbegin(), all.cend(), // rounding may put it on either side
                        [&](const QPointF &point) { return std::abs(point.x() - edge) < width * 3e-7; });
                QVERIFY(between || stepValue(thin, edge, -1) == stepValue(all, edge, -1));
            }
        }
    }

    void cornersKeepTheFunction()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 500; ++round) {
            const QVector<QPointF> points = randomPoints(random, random.bounded(1, 60), false);
            const QVector<QPointF> corners = stepCorners(points);
            for (qsizetype i = 1; i < corners.size(); ++i) { // only level and upright pieces
                QVERIFY(
                    corners.at(i).x() == corners.at(i - 1).x() || corners.at(i).y() == corners.at(i - 1).y());
            }
            for (const QPointF &point : points) {
                QVERIFY(corners.contains(point));
            }
        }
        QVERIFY(stepCorners({}).isEmpty());
        QCOMPARE(stepValue({}, 3, 0.5), 0.5);
    }

    void thinnedCloudKeepsItsEnds()
    {
        QRandomGenerator random(99);
        for (int round = 0; round < 1500; ++round) {
            const QVector<QPointF> all = randomPoints(random, random.bounded(1, 1500), round % 2 == 0);
            const int columns = random.bounded(1, 80);
            const int rows = random.bounded(1, 40);
            const QVector<QPointF> thin = thinCloud(all, columns, rows, round % 3 == 0);
            QVERIFY(thin.size() <= all.size());
            QVERIFY(thin.size() <= static_cast<qsizetype>(columns) * (rows + 2) + 2 || all.size() <= columns);
            QCOMPARE(lowest(thin), lowest(all));
            QCOMPARE(highest(thin), highest(all));
            QCOMPARE(thin.first(), all.first());
            QCOMPARE(thin.last(), all.last());
            QVERIFY(std::is_sorted(thin.cbegin(), thin.cend(), [](auto a, auto b) { return a.x() < b.x(); }));
            QCOMPARE(thinCloud(all, columns, rows, round % 3 == 0), thin);
        }
    }

    void ticks()
    {
        QRandomGenerator random(5);
        for (int round = 0; round < 5000; ++round) {
            ChartAxis axis;
            axis.unit =
                std::array{ChartUnit::Seconds, ChartUnit::Share, ChartUnit::Count, ChartUnit::Date}.at(
                    static_cast<std::size_t>(random.bounded(4)));
            axis.from = axis.unit == ChartUnit::Date ? 1.7e12 + random.bounded(1e9) : random.bounded(3) * 7.0;
            const double span = std::pow(10.0, random.bounded(5.0) - 0.5);
            axis.to = axis.from + (axis.unit == ChartUnit::Date ? span * 86.4e6 : span);
            const QVector<ChartTick> found = chartTicks(axis, random.bounded(2, 12));
            QVERIFY(found.size() <= 14);
            QStringList texts;
            for (const ChartTick &tick : found) {
                QVERIFY(tick.value >= axis.from - 1e-6 * span && tick.value <= axis.to + 1e-6 * span);
                if (axis.unit == ChartUnit::Seconds) {
                    QVERIFY2(!texts.contains(tick.text), qPrintable(tick.text));
                }
                texts.append(tick.text);
            }
        }
        const ChartAxis seconds{{}, ChartUnit::Seconds, 0, 120, false};
        QCOMPARE(chartTicks(seconds, 6).at(1).text, QStringLiteral("20 s"));
        const ChartAxis log{{}, ChartUnit::Seconds, 1, 3600, true};
        QCOMPARE(chartTicks(log, 10).last().text, QStringLiteral("1 h"));
        QVERIFY(chartTicks({{}, ChartUnit::Count, 5, 5, false}, 5).isEmpty());
    }

    void coloursAreReadable()
    {
        for (const bool dark : {false, true}) {
            const Tokens &tokens = tokensFor(dark);
            for (int i = 0; i < kChartColours; ++i) {
                const double ratio = contrast(chartColour(i, tokens), tokens.panel);
                QVERIFY2(ratio >= 4.0, qPrintable(QStringLiteral("%1 %2: %3").arg(dark).arg(i).arg(ratio)));
                for (int other = 0; other < i; ++other) { // the dashes say it without any colour
                    QVERIFY(chartPen(i, tokens).dashPattern() != chartPen(other, tokens).dashPattern());
                }
            }
        }
    }

    void tableModelAndFileHoldTheSame()
    {
        ChartTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Chart chart = demo::curvesChart();
        chart.table.rows.append(
            {QStringLiteral("=HYPERLINK(\"x\"), \"quoted\""), QVariant(), 1.25, 0.5, 2.0});
        model.setTable(chart.table);
        QStringList lines = QString::fromUtf8(chartCsv(chart.table)).split(QStringLiteral("\r\n"));
        QCOMPARE(lines.takeLast(), QString());
        QCOMPARE(lines.size(), model.rowCount() + 1);
        const QStringList header = cellsOf(lines.first());
        QCOMPARE(header.size(), model.columnCount());
        for (int column = 0; column < model.columnCount(); ++column) {
            QCOMPARE(header.at(column), model.headerData(column, Qt::Horizontal).toString());
            for (int row = 0; row < model.rowCount(); ++row) {
                const QVariant raw = model.index(row, column).data(RawRole);
                const QString cell = cellsOf(lines.at(row + 1)).at(column);
                if (!raw.isValid()) {
                    QCOMPARE(cell, QString());
                } else if (raw.userType() == QMetaType::Double) {
                    QVERIFY(std::abs(cell.toDouble() - raw.toDouble()) <= 1e-9 * std::abs(raw.toDouble()));
                } else {
                    const QString text = raw.toString();
                    QCOMPARE(cell, text.startsWith(QLatin1Char('=')) ? QLatin1Char('\'') + text : text);
                }
            }
        }
    }

    void everyChartByKeyboard_data()
    {
        QTest::addColumn<int>("which");
        for (int i = 0; i < demo::charts().size(); ++i) {
            QTest::newRow(qPrintable(demo::charts().at(i).id)) << i;
        }
    }

    void everyChartByKeyboard()
    {
        QFETCH(int, which);
        Theme theme(qApp, Appearance::Light);
        ChartView view(&theme);
        const Chart chart = demo::charts().at(which);
        view.setChart(chart);
        view.resize(720, 360);
        view.show();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        QSignalSpy hovered(&view, &ChartView::hovered);
        ChartPlot *plot = view.plot();
        plot->setFocus();
        QTest::keyClick(plot, Qt::Key_Right);
        QCOMPARE(hovered.size(), 1);
        const QString first = hovered.last().first().toString();
        QVERIFY(!first.isEmpty());
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(plot);
        QCOMPARE(face->text(QAccessible::Name), chart.title);
        QCOMPARE(face->text(QAccessible::Description), first);
        QTest::keyClick(plot, Qt::Key_Right);
        QVERIFY(hovered.last().first().toString() != first);
        QTest::keyClick(plot, Qt::Key_Left);
        QCOMPARE(hovered.last().first().toString(), first);
        QTest::keyClick(plot, Qt::Key_Escape);
        QCOMPARE(hovered.last().first().toString(), QString());
        QCOMPARE(face->text(QAccessible::Description), chart.summary);

        const QImage whole = view.grab().toImage();
        QTest::keyClick(plot, Qt::Key_Plus);
        QTest::keyClick(plot, Qt::Key_Plus);
        const QImage closer = view.grab().toImage();
        QCOMPARE(closer != whole, plot->canZoom());
        QTest::keyClick(plot, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(view.grab().toImage() != closer, plot->canZoom());
        QTest::keyClick(plot, Qt::Key_0);
        QVERIFY(view.grab().toImage() == whole);
    }

    void legendTakesSeriesOut()
    {
        Theme theme(qApp, Appearance::Light);
        ChartView view(&theme);
        view.setChart(demo::curvesChart());
        view.resize(720, 360);
        view.show();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        const auto keys = view.findChild<ChartLegend *>()->findChildren<QToolButton *>();
        QCOMPARE(keys.size(), 3);
        view.plot()->setFocus();
        QSignalSpy hovered(&view, &ChartView::hovered);
        QTest::keyClick(view.plot(), Qt::Key_Right);
        QTest::keyClick(view.plot(), Qt::Key_Right);
        QVERIFY(hovered.last().first().toString().contains(QStringLiteral("RTX 4090")));
        keys.at(1)->setFocus();
        QTest::keyClick(keys.at(1), Qt::Key_Space);
        QVERIFY(!keys.at(1)->isChecked());
        QTest::keyClick(view.plot(), Qt::Key_Right);
        QVERIFY(!hovered.last().first().toString().contains(QStringLiteral("RTX 4090")));
        QVERIFY(hovered.last().first().toString().contains(QStringLiteral("RTX 5090")));
    }

    void tableIsTheSameChart()
    {
        Theme theme(qApp, Appearance::Light);
        ChartView view(&theme);
        view.setChart(demo::curvesChart());
        view.resize(720, 360);
        view.show();
        auto *table = view.findChild<QTableView *>();
        QVERIFY(!table->isVisible());
        view.showTable(true);
        QVERIFY(table->isVisible());
        QVERIFY(!view.plot()->isVisible());
        QCOMPARE(table->model()->rowCount(), int(demo::curvesChart().table.rows.size()));
        QVERIFY(!table->accessibleName().isEmpty());
    }

    void exports()
    {
        Theme theme(qApp, Appearance::Light);
        ChartView view(&theme);
        view.setChart(demo::curvesChart());
        view.resize(720, 360);
        view.show();
        const QTemporaryDir folder;
        const QString png = folder.filePath(QStringLiteral("a.png"));
        QVERIFY(view.exportPng(png));
        const QImage picture(png);
        QVERIFY(picture.width() >= 2 * view.plot()->width());
        const QString csv = folder.filePath(QStringLiteral("a.csv"));
        QVERIFY(view.exportCsv(csv));
        QFile file(csv);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), chartCsv(demo::curvesChart().table));
        const auto refused = view.exportCsv(folder.filePath(QStringLiteral("no/such/folder/a.csv")));
        QVERIFY(!refused);
        QVERIFY(refused.error().message.contains(QStringLiteral("could not be written")));
    }

    void emptyChartsExplain()
    {
        Theme theme(qApp, Appearance::Light);
        ChartView view(&theme);
        Chart chart;
        chart.title = QStringLiteral("Ready within");
        chart.emptyTitle = QStringLiteral("No boots yet");
        chart.emptySentence = QStringLiteral("Every race adds some.");
        view.setChart(chart);
        view.resize(500, 300);
        view.show();
        QVERIFY(!view.plot()->isVisible());
        const auto buttons = view.findChildren<QToolButton *>();
        for (const QToolButton *button : buttons) {
            QVERIFY(!button->isEnabled() || !button->isVisible());
        }
        view.setChart(demo::curvesChart());
        QVERIFY(view.plot()->isVisible());
    }

    void themeChangesWhileShown()
    {
        Theme theme(qApp, Appearance::Light);
        ChartView view(&theme);
        view.setChart(demo::curvesChart());
        view.resize(500, 300);
        view.show();
        const QImage light = view.grab().toImage();
        theme.setAppearance(Appearance::Dark);
        const QImage dark = view.grab().toImage();
        QVERIFY(light.pixelColor(3, 3).lightness() > 200 && dark.pixelColor(3, 3).lightness() < 60);
        theme.setAppearance(Appearance::Light);
        QVERIFY(view.grab().toImage() == light);
    }
};

QTEST_MAIN(TestCharts)
#include "test_charts.moc"
