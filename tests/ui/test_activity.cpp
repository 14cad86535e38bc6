// SPDX-License-Identifier: GPL-3.0-or-later
// What happened: the story as values, its table, and the page in a window over a real host memory.
#include "tests/support/patience.h"
#include "tests/ui/demo.h"
#include "tests/ui/demo_hosts.h"
#include "ui/activity_model.h"
#include "ui/activity_page.h"
#include "ui/language.h"
#include "ui/main_window.h"
#include "ui/table_setup.h"
#include "ui/widgets.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace snapgpu;

namespace {

BootAttempt attempt(const QString &label, AttemptOutcome outcome, qint64 atMs, const QString &reason = {})
{
    BootAttempt one;
    one.label = label;
    one.machineId = 31540;
    one.gpuName = QStringLiteral("RTX 4090");
    one.place = QStringLiteral("Quebec, CA");
    one.startedAtMs = atMs;
    one.observedMs = 18'000;
    one.outcome = outcome;
    one.reason = reason;
    return one;
}

MemoryStory story()
{
    MemoryStory made;
    made.attempts = {attempt(QStringLiteral("a/1"), AttemptOutcome::Ready, 1'000'000),
        attempt(QStringLiteral("a/2"), AttemptOutcome::Cancelled, 1'000'500),
        attempt(QStringLiteral("a/3"), AttemptOutcome::Failed, 1'001'000, QStringLiteral("no GPU"))};
    RaceRecord race;
    race.raceId = QStringLiteral("a");
    race.startedAtMs = 999'000;
    race.elapsedMs = 25'000;
    race.end = RaceRecord::End::Won;
    race.created = 3;
    race.waves = 1;
    race.failed = 1;
    made.races = {race};
    RestoreRecord restore;
    restore.label = QStringLiteral("a/1");
    restore.startedAtMs = 1'100'000;
    restore.elapsedMs = 10'000;
    restore.bytes = 1'000'000'000;
    restore.ok = true;
    made.restores = {restore};
    return made;
}

LedgerRow row(LedgerState state)
{
    LedgerRow made;
    made.label = QStringLiteral("a/2");
    made.gpuName = QStringLiteral("RTX 4090");
    made.state = state;
    made.reason = QStringLiteral("another machine was faster");
    made.changedAtMs = 1'050'000;
    return made;
}

} // namespace

class TestActivity final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installLanguage(qApp, QStringLiteral("en")); }

    void tellsEverythingByTime()
    {
        const QVector<ActivityEntry> entries = activityOf(story(), {row(LedgerState::Condemned)});
        QCOMPARE(entries.size(), 6);
        QVERIFY(std::is_sorted(entries.cbegin(), entries.cend(),
            [](const ActivityEntry &a, const ActivityEntry &b) { return a.atMs > b.atMs; }));
        QCOMPARE(entries.at(0).kind, ActivityEntry::Kind::Restore);
        QCOMPARE(entries.at(0).what, QStringLiteral("Restored 1.0 GB in 10.0 s · 100 MB/s"));
        QCOMPARE(entries.at(0).where,
            QStringLiteral("RTX 4090, Quebec, CA (31540)")); // of the attempt of its label
        QCOMPARE(entries.at(1).what, QStringLiteral("Being destroyed: another machine was faster"));
        QCOMPARE(entries.at(1).tone, QStringLiteral("warn"));
        QCOMPARE(entries.at(2).what,
            QStringLiteral("Race won after 25.0 s · 3 machines rented · 1 wave · 1 fell out"));
        QCOMPARE(entries.at(3).what, QStringLiteral("Fell out after 18.0 s: no GPU"));
        QCOMPARE(entries.at(3).tone, QStringLiteral("bad"));
        QVERIFY(activityOf({}, {row(LedgerState::Refused), row(LedgerState::Intent)})
                    .isEmpty()); // nothing was rented
    }

    void tableAndItsFilters()
    {
        Theme theme(qApp, Appearance::Light);
        ActivityModel model(&theme);
        ActivityFilter filter(&model);
        const QAbstractItemModelTester sound(&model);
        const QAbstractItemModelTester soundToo(&filter);
        model.setEntries(activityOf(story(), {row(LedgerState::Gone)}));
        using Show = ActivityFilter::Show;
        for (const auto &[show, rows] : {std::pair{Show::All, 6}, {Show::Races, 1}, {Show::Machines, 4},
                 {Show::Restores, 1}, {Show::Problems, 1}}) {
            filter.setShow(show);
            QCOMPARE(filter.rowCount(), rows);
        }
        filter.setShow(Show::All);
        filter.setText(QStringLiteral("quebec fell"));
        QCOMPARE(filter.rowCount(), 1);
        filter.setText({});
        model.setEntries({});
        QCOMPARE(filter.rowCount(), 0);
    }

    void pageInTheWindow()
    {
        demo::World world(Appearance::Light);
        world.remember(demo::past(world.clock.wallMs(), 30));
        MainWindow window(world.services());
        window.resize(1280, 800);
        window.show();
        window.showPage(MainWindow::Activity);
        auto *table = window.findChild<QTableView *>(QStringLiteral("activityTable"));
        QTRY_VERIFY_WITH_TIMEOUT(table->isVisible() && table->model()->rowCount() > 100, 20'000);
        auto *page = window.findChild<ActivityPage *>();
        QVERIFY(page->statusText().contains(QLatin1String("entries")));
        // A click on a kind, words, and both together that match nothing.
        const auto buttons = page->findChildren<QToolButton *>();
        const auto races = std::find_if(buttons.cbegin(), buttons.cend(),
            [](const QToolButton *button) { return button->text() == QLatin1String("Races"); });
        QVERIFY(races != buttons.cend());
        (*races)->click();
        QCOMPARE(table->model()->rowCount(), 30);
        auto *search = page->findChild<QLineEdit *>(QStringLiteral("activitySearch"));
        search->setText(QStringLiteral("nowhere"));
        QVERIFY(!table->isVisible());
        page->findChild<StateView *>()->actionTriggered(); // "Show everything"
        QTRY_VERIFY(table->isVisible() && table->model()->rowCount() > 100);
        // And to the clipboard as every table.
        table->selectRow(0);
        copySelection(table);
        QVERIFY(QGuiApplication::clipboard()->text().contains(
            table->model()->index(0, ActivityModel::What).data().toString()));
    }

    void nothingYet()
    {
        demo::World world(Appearance::Light);
        MainWindow window(world.services());
        window.show();
        window.showPage(MainWindow::Activity);
        auto *page = window.findChild<ActivityPage *>();
        QTRY_VERIFY(page->findChild<StateView *>()->isVisible());
        page->findChild<StateView *>()->actionTriggered();
        QCOMPARE(window.currentPage(), MainWindow::Launch);
    }
};

QTEST_MAIN(TestActivity)
#include "test_activity.moc"
