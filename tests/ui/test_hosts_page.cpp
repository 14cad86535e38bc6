// SPDX-License-Identifier: GPL-3.0-or-later
// The hosts page over a real memory in a file: what it shows, by keyboard, and what it says when there is
// nothing to show.
#include "models/table_roles.h"
#include "services/metrics/host_memory.h"
#include "tests/support/patience.h"
#include "tests/ui/demo.h"
#include "tests/ui/demo_hosts.h"
#include "ui/chart_plot.h"
#include "ui/chart_text.h"
#include "ui/chart_view.h"
#include "ui/host_table_model.h"
#include "ui/hosts_charts.h"
#include "ui/hosts_page.h"
#include "ui/language.h"
#include "ui/main_window.h"
#include "ui/widgets.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QDialog>
#include <QLineEdit>
#include <QMenu>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace snapgpu;

namespace {

HostRow hostRow(qint64 machine, std::optional<double> p50, qint64 failed = 0)
{
    HostRow row;
    row.key = {QStringLiteral("vast.ai"), machine};
    row.gpuName = QStringLiteral("RTX 4090");
    row.place = machine % 2 == 0 ? QStringLiteral("Norway, NO") : QStringLiteral("Texas, US");
    row.attempts = 10;
    row.ready = 10 - failed;
    row.failed = failed;
    row.p50.value = p50;
    row.lastSeenMs = 1'764'000'000'000;
    return row;
}

ChartView *chartOf(MainWindow &window) { return window.findChild<ChartView *>(QStringLiteral("hostsChart")); }

QToolButton *buttonNamed(QWidget *root, const QString &text)
{
    const auto buttons = root->findChildren<QToolButton *>();
    const auto found = std::find_if(buttons.cbegin(), buttons.cend(),
        [&text](const QToolButton *button) { return button->isVisible() && button->text() == text; });
    return found == buttons.cend() ? nullptr : *found;
}

/** A window on the hosts page whose memory has answered. */
struct Opened
{
    explicit Opened(int races)
    {
        world.remember(demo::past(world.clock.wallMs(), races));
        window = std::make_unique<MainWindow>(world.services());
        window->resize(1280, 800);
        window->show();
        window->showPage(MainWindow::Hosts);
    }
    demo::World world;
    std::unique_ptr<MainWindow> window;
};

} // namespace

class TestHostsPage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installLanguage(qApp, QStringLiteral("en")); } // plurals

    void tableModel()
    {
        HostTableModel model;
        HostFilterModel shown(&model);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QAbstractItemModelTester proxyTester(
            &shown, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const qint64 now = 1'764'000'060'000;
        model.setHosts({hostRow(1, 30), hostRow(2, {}, 3), hostRow(3, 12)}, now);
        shown.sort(HostTableModel::Median, Qt::AscendingOrder);
        QCOMPARE(shown.index(0, HostTableModel::Machine).data().toString(), QStringLiteral("3"));
        QCOMPARE(shown.index(2, HostTableModel::Median).data().toString(), QStringLiteral("not reached"));
        shown.sort(HostTableModel::Median, Qt::DescendingOrder);
        QCOMPARE(shown.index(0, HostTableModel::Machine).data().toString(), QStringLiteral("1"));
        QCOMPARE(shown.index(2, HostTableModel::Machine).data().toString(), QStringLiteral("2"));
        shown.setText(QStringLiteral("norway"));
        QCOMPARE(shown.rowCount(), 1);
        shown.setText({});
        model.setHosts({hostRow(1, 31), hostRow(2, 5), hostRow(3, 12)}, now); // the same rows: no reset
        QCOMPARE(model.rowOf({QStringLiteral("vast.ai"), 2}), 1);
        QCOMPARE(model.index(1, HostTableModel::Median).data(RawRole).toDouble(), 5.0);
        HostRow off = hostRow(4, {}, 2);
        off.cooldownUntilMs = now + 6 * 86'400'000LL;
        off.mark = HostMark::Pinned;
        model.setHosts({off}, now);
        QCOMPARE(
            model.index(0, HostTableModel::State).data().toString(), QStringLiteral("pinned, 6 days off"));
        model.setHosts({}, now);
        QCOMPARE(model.rowCount(), 0);
    }

    void fastHostsEndWithTheDuds()
    {
        const qint64 now = 1'764'000'060'000;
        HostRow off = hostRow(9, 3, 3);
        off.cooldownUntilMs = now + 86'400'000;
        const Chart chart = fastHostsChart({hostRow(1, 30), off, hostRow(3, 12), hostRow(4, {})}, now);
        QCOMPARE(chart.rows.size(), 3); // the one that neither failed nor has a median has nothing to say
        QCOMPARE(chart.rows.at(0).name, QStringLiteral("3"));
        QCOMPARE(chart.rows.at(1).name, QStringLiteral("1"));
        QCOMPARE(chart.rows.at(2).tone, QStringLiteral("bad"));
        QVERIFY(chart.rows.at(2).text.contains(QStringLiteral("3 duds")));
        QCOMPARE(chart.table.rows.size(), chart.rows.size());
    }

    void curvesSayNotReached()
    {
        MemoryGroup group;
        group.name = QStringLiteral("RTX 4090");
        group.ready = 1;
        group.attempts = 4;
        group.curve = survival::kaplanMeier({{10, true}, {12, false}, {14, false}, {20, false}});
        group.p50 = survival::quantile(group.curve, 0.5);
        CurvesAnswer answer;
        answer.groups = {group};
        const Chart chart = curvesChart(answer, GroupBy::Gpu);
        QCOMPARE(chart.series.size(), 1);
        QCOMPARE(chart.series.first().detail, QStringLiteral("p50 not reached · 1 boot"));
        QCOMPARE(chart.series.first().ticks.size(), 3);
        QCOMPARE(chart.series.first().points.last(),
            QPointF(20, 0.25)); // level to the last observation, no farther
        QCOMPARE(chart.table.rows.size(), 1);
        QVERIFY(chart.summary.contains(QStringLiteral("not reached")));
        QVERIFY(curvesChart({}, GroupBy::Gpu).isEmpty());
    }

    void histogramAddsUp()
    {
        HistogramAnswer answer;
        answer.binSeconds = 5;
        answer.ready = {1, 4, 2};
        answer.cancelled = {0, 3, 1};
        answer.failed = {0, 0, 0};
        answer.attempts = 11;
        const Chart chart = histogramChart(answer);
        QCOMPARE(chart.series.size(), 2); // nothing failed: no empty key
        QCOMPARE(chart.series.at(1).points.at(1), QPointF(5, 7));
        QCOMPARE(chart.series.at(1).low.at(1), QPointF(5, 4));
        QCOMPARE(chart.x.to, 15.0);
        QVERIFY(!chart.table.rows.last().at(1).isValid()); // "everything longer" has no end
        QVERIFY(histogramChart({}).isEmpty());
    }

    void everyPictureFromTheMemory()
    {
        Opened opened(60);
        ChartView *chart = chartOf(*opened.window);
        QTRY_COMPARE(chart->chart().id, QStringLiteral("ready-within"));
        QTRY_VERIFY(!chart->chart().isEmpty());
        QVERIFY(chart->chart().series.size() > 1);
        const QVector<std::pair<QString, QString>> pictures{
            {QStringLiteral("Stages"), QStringLiteral("stages")},
            {QStringLiteral("Attempts"), QStringLiteral("attempts")},
            {QStringLiteral("Histogram"), QStringLiteral("histogram")},
            {QStringLiteral("Ready within"), QStringLiteral("ready-within")}};
        for (const auto &[button, id] : pictures) {
            QToolButton *segment = buttonNamed(opened.window.get(), button);
            QVERIFY2(segment != nullptr, qPrintable(button));
            segment->setFocus();
            QTest::keyClick(segment, Qt::Key_Space);
            QTRY_COMPARE(chart->chart().id, id);
            QVERIFY(!chart->chart().isEmpty());
            QVERIFY(!chart->chart().table.rows.isEmpty());
            QVERIFY(!chart->chart().summary.isEmpty());
            QVERIFY(chart->plot()->isVisible());
        }
        auto *table = opened.window->findChild<QTableView *>(QStringLiteral("hostsTable"));
        QVERIFY(table->model()->rowCount() > 5);
    }

    void pinBanAndForgetByKeyboard()
    {
        Opened opened(40);
        auto *table = opened.window->findChild<QTableView *>(QStringLiteral("hostsTable"));
        QTRY_VERIFY(table->model()->rowCount() > 5);
        table->setFocus();
        table->setCurrentIndex(table->model()->index(0, 0));
        const QString machine = table->currentIndex().data().toString();
        const auto state = [&] {
            return table->currentIndex().siblingAtColumn(HostTableModel::State).data().toString();
        };
        QTest::keyClick(table, Qt::Key_P, Qt::ControlModifier);
        QTRY_VERIFY(state().contains(QStringLiteral("pinned")));
        QTest::keyClick(table, Qt::Key_B, Qt::ControlModifier);
        QTRY_VERIFY(state().contains(QStringLiteral("banned")));
        QTest::keyClick(table, Qt::Key_B, Qt::ControlModifier);
        QTRY_VERIFY(!state().contains(QStringLiteral("banned")));
        QCOMPARE(table->currentIndex().siblingAtColumn(0).data().toString(), machine);
        const int before = table->model()->rowCount();
        QTest::keyClick(table, Qt::Key_Delete);
        auto *question = opened.window->findChild<QDialog *>(QStringLiteral("questionDialog"));
        QVERIFY(question != nullptr);
        const auto buttons = question->findChildren<QAbstractButton *>();
        for (QAbstractButton *button : buttons) {
            if (button->text().contains(QStringLiteral("Forget"))) {
                button->click();
                break;
            }
        }
        QTRY_COMPARE(table->model()->rowCount(), before - 1);
    }

    void emptyAndMissingMemoryExplain()
    {
        {
            Opened opened(0);
            auto *page = opened.window->findChild<HostsPage *>();
            QTRY_VERIFY(page->findChild<StateView *>()->isVisible());
            QTRY_VERIFY(buttonNamed(opened.window.get(), QStringLiteral("Ready within")) == nullptr);
            const auto views = page->findChildren<StateView *>();
            QTRY_VERIFY(std::any_of(views.cbegin(), views.cend(), [](const StateView *view) {
                return view->isVisible() && view->sentence().contains(QStringLiteral("Every race adds"));
            }));
        }
        demo::World world;
        AppServices services = world.services();
        services.memory = nullptr;
        services.memoryNote = QStringLiteral("The file is of a newer version.");
        MainWindow window(services);
        window.show();
        window.showPage(MainWindow::Hosts);
        const auto views = window.findChild<HostsPage *>()->findChildren<StateView *>();
        QVERIFY(std::any_of(views.cbegin(), views.cend(), [](const StateView *view) {
            return view->isVisible() && view->sentence().contains(QStringLiteral("newer version"));
        }));
    }

    void shortcutFilterAndSettings()
    {
        Opened opened(30);
        QVERIFY(QTest::qWaitForWindowActive(opened.window.get()));
        opened.window->showPage(MainWindow::Launch);
        QTest::keyClick(opened.window.get(), Qt::Key_5, Qt::ControlModifier);
        QCOMPARE(opened.window->currentPage(), MainWindow::Hosts);
        auto *table = opened.window->findChild<QTableView *>(QStringLiteral("hostsTable"));
        QTRY_VERIFY(table->model()->rowCount() > 5);
        QTest::keySequence(opened.window.get(), QKeySequence::Find);
        auto *search = opened.window->findChild<QLineEdit *>(QStringLiteral("hostsFilter"));
        QTRY_COMPARE(QApplication::focusWidget(), search);
        QTest::keyClicks(search, QStringLiteral("nowhere"));
        QVERIFY(!table->isVisible());
        QTest::keyClick(search, Qt::Key_Escape);
        QVERIFY(table->isVisible());
        buttonNamed(opened.window.get(), QStringLiteral("Histogram"))->click();
        opened.window->close();
        QCOMPARE(opened.world.settings->values().hostsPicture, 3);
    }
};

QTEST_MAIN(TestHostsPage)
#include "test_hosts_page.moc"
