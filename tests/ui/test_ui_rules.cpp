// SPDX-License-Identifier: GPL-3.0-or-later
// What the window reckons without a window: estimates, edits of the filter line, money, colours, settings.
#include "models/query_edit.h"
#include "services/session/plan_estimate.h"
#include "services/session/spend_caps.h"
#include "services/settings/settings.h"
#include "tests/support/patience.h"
#include "tests/ui/demo.h"
#include "ui/machine_watch.h"
#include "ui/restore_panel.h"
#include "ui/theme.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace snapgpu;

namespace {

Offer priced(qint64 machine, double dollarsPerHour)
{
    Offer offer;
    offer.id = machine * 10;
    offer.machineId = machine;
    offer.dphBase = dollarsPerHour;
    return offer;
}

LedgerRow row(LedgerState state, qint64 created, qint64 changed, std::optional<qint64> running)
{
    LedgerRow row;
    row.label = QStringLiteral("label%1").arg(created);
    row.gpuName = QStringLiteral("RTX 4090");
    row.state = state;
    row.gpuHourly = Money::fromDollars(3.6);
    row.storageHourly = Money::fromDollars(0.36);
    row.createdAtMs = created;
    row.changedAtMs = changed;
    row.runningSinceMs = running;
    return row;
}

PlanEstimate estimateOf(
    const QVector<Offer> &offers, const LaunchPlan &plan, const Expectation &expectation = {})
{
    QVector<PricedCandidate> candidates;
    for (const Offer &offer : offers) {
        candidates.append(*pricedCandidate(offer, plan)); // on demand every offer has a price
    }
    return estimatePlan(candidates, plan, expectation);
}

const QVector<QueryOp> kAtMost{QueryOp::Lt, QueryOp::Lte};
const QVector<QueryOp> kEquals{QueryOp::Eq, QueryOp::In};

} // namespace

class TestUiRules final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void worstCostIsAnUpperBound()
    {
        LaunchPlan plan;
        plan.diskGb = 0;
        plan.waveSize = 2;
        plan.maxWaves = 2;
        plan.waveDelayMs = 60'000;
        plan.giveUpMs = 600'000;
        const QVector<Offer> offers{
            priced(1, 0.6), priced(2, 1.2), priced(3, 0.3), priced(4, 2.4), priced(5, 0.1)};
        const PlanEstimate estimate = estimateOf(offers, plan);
        QCOMPARE(estimate.machines, 4);
        QCOMPARE(estimate.candidates, 5);
        QCOMPARE(estimate.peakHourly, Money::fromDollars(4.5));
        // Wave 1: 2.4 and 1.2 for ten minutes; wave 2: 0.6 and 0.3 for nine.
        QCOMPARE(estimate.worstCost, Money::fromDollars(3.6 / 6 + 0.9 * 9 / 60));
    }

    void aMachineRacesOnceInTheEstimate()
    {
        LaunchPlan plan;
        QVector<Offer> offers{priced(7, 1.0), priced(7, 2.0)};
        offers[1].id = 71;
        const PlanEstimate estimate = estimateOf(offers, plan);
        QCOMPARE(estimate.candidates, 1);
        QCOMPARE(estimate.machines, 1);
        QCOMPARE(estimate.peakHourly, Money::fromDollars(2.0));
        QCOMPARE(estimateOf({}, plan).machines, 0);
    }

    void capsCutTheEstimate()
    {
        LaunchPlan plan;
        plan.diskGb = 0;
        plan.maxHourly = Money::fromDollars(1.0);
        plan.maxCost = Money::fromDollars(0.05);
        const PlanEstimate estimate = estimateOf({priced(1, 0.6), priced(2, 0.5), priced(3, 0.4)}, plan);
        QVERIFY(estimate.cappedByHourly);
        QVERIFY(estimate.cappedByCost);
        QCOMPARE(estimate.machines, 2);
        QCOMPARE(estimate.worstCost, Money::fromDollars(0.05));
        plan.maxHourly = Money::fromDollars(0.1);
        QCOMPARE(estimateOf({priced(1, 0.6)}, plan).machines, 0);
    }

    void expectedCostEndsWhenSomebodyIsReady()
    {
        LaunchPlan plan;
        plan.diskGb = 0;
        plan.waveSize = 2;
        plan.maxWaves = 3;
        plan.waveDelayMs = 60'000;
        QVector<Offer> offers{priced(1, 0.6), priced(2, 1.2), priced(3, 0.3), priced(4, 2.4), priced(5, 0.1)};
        offers[0].inetDownCost = 0.010;
        offers[1].inetDownCost = 0.020;
        const PlanEstimate estimate = estimateOf(offers, plan, {90'000, 5'500'000'000});
        // Best first: 0.6 and 1.2 for 90 s, 0.3 and 2.4 for 30 s; the third wave never begins.
        QCOMPARE(estimate.expectedCost, Money::fromDollars(1.8 * 90 / 3600 + 2.7 * 30 / 3600));
        QCOMPARE(estimate.expectedTraffic, Money::fromDollars(0.015 * 5.5));
        QCOMPARE(estimate.worstTraffic, Money::fromDollars(0.020 * 5.5));
        QVERIFY(estimate.expectedCost < estimate.worstCost);
        plan.maxCost = Money::fromDollars(0.01);
        QCOMPARE(estimateOf(offers, plan, {90'000, 0}).expectedCost, Money::fromDollars(0.01));
        QVERIFY(!estimate.trafficUnknown);
        QVERIFY(estimateOf(offers, plan, {90'000, 0}).trafficUnknown);
        plan.restore = false;
        QCOMPARE(estimateOf(offers, plan, {90'000, 5'500'000'000}).worstTraffic, Money());
    }

    void theUsualTimeIsTheMedianOfPastRaces()
    {
        QCOMPARE(usualReadyMs({}), std::nullopt);
        QVector<LedgerRow> rows;
        const auto add = [&rows](const char *race, qint64 created, std::optional<qint64> running) {
            LedgerRow row;
            row.raceId = QLatin1String(race);
            row.createdAtMs = created;
            row.runningSinceMs = running;
            rows.append(row);
        };
        add("a", 1000, 31'000);
        add("a", 500, 90'000); // the first to run counts, from the first that was created
        add("b", 0, 70'000);
        add("c", 0, std::nullopt); // nobody ever ran
        add("d", 0, 20'000);
        QCOMPARE(usualReadyMs(rows), std::optional<qint64>(30'500));
    }

    void trafficIsWholeMicroDollars()
    {
        const Money perGb = Money::fromDollars(0.003);
        QCOMPARE(trafficCost(perGb, 7'123'456'789), Money::fromMicros(21'370));
        QCOMPARE(trafficCost(perGb, -1), Money());
        QCOMPARE(trafficCost(Money::fromDollars(1), 2'000'000'000'000'000), Money::fromDollars(2'000'000));
    }

    void editsOfTheFilterLine_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("replacement");
        QTest::addColumn<QString>("expected");
        QTest::newRow("append") << "num_gpus=1"
                                << "dph<=2"
                                << "num_gpus=1 dph<=2";
        QTest::newRow("first") << ""
                               << "dph<=2"
                               << "dph<=2";
        QTest::newRow("replace in place") << "dph < 1  num_gpus=1"
                                          << "dph<=2"
                                          << "dph<=2 num_gpus=1";
        QTest::newRow("both operators") << "dph<1 num_gpus=1 dph_total<=3"
                                        << "dph<=2"
                                        << "dph<=2 num_gpus=1";
        QTest::newRow("remove") << "num_gpus=1 dph<1 reliability>0.9"
                                << ""
                                << "num_gpus=1 reliability>0.9";
        QTest::newRow("lower bound stays") << "dph>0.1 dph<1"
                                           << "dph<=2"
                                           << "dph>0.1 dph<=2";
        QTest::newRow("list beside it") << "gpu_name in [RTX_3090, RTX_4090] dph<1"
                                        << ""
                                        << "gpu_name in [RTX_3090, RTX_4090]";
        QTest::newRow("not understood stays") << "dph << <"
                                              << "dph<=2"
                                              << "dph << <";
    }

    void editsOfTheFilterLine()
    {
        QFETCH(QString, line);
        QFETCH(QString, replacement);
        QFETCH(QString, expected);
        QCOMPARE(queryedit::withCondition(line, QStringLiteral("dph_total"), kAtMost, replacement), expected);
    }

    void wildcardsAreReplacedToo()
    {
        const QString field = QStringLiteral("verified");
        const QString any = queryedit::withCondition(
            QStringLiteral("num_gpus=1"), field, kEquals, QStringLiteral("verified=any"));
        QCOMPARE(any, QStringLiteral("num_gpus=1 verified=any"));
        QCOMPARE(queryedit::withCondition(any, field, kEquals, {}), QStringLiteral("num_gpus=1"));
        QCOMPARE(queryedit::withCondition(any, field, kEquals, QStringLiteral("verified=any")), any);
    }

    void moneyOfToday()
    {
        constexpr qint64 kMidnight = 1'000'000'000;
        constexpr qint64 kSecond = 1000;
        const qint64 now = kMidnight + 3600 * kSecond;
        QVector<LedgerRow> rows;
        rows.append(row(
            LedgerState::Kept, kMidnight - 3600 * kSecond, 0, kMidnight - 1800 * kSecond)); // since yesterday
        rows.append(
            row(LedgerState::Gone, kMidnight + 1, kMidnight + 1 + 100 * kSecond, std::nullopt)); // never ran
        rows.append(row(LedgerState::Refused, kMidnight + 2, now, std::nullopt));
        rows.append(row(LedgerState::Condemned, now - 10 * kSecond, now, std::nullopt));
        const MoneyStatus status = moneyStatus(rows, {}, now, kMidnight);
        QCOMPARE(status.machines.size(), 2);
        QVERIFY(status.machines.first().kept);
        QCOMPARE(status.hourly, Money::fromDollars(3.6 + 0.36 + 0.36));
        QCOMPARE(status.today, Money::fromDollars(3.96 + 0.01 + 0.001));
    }

    void colours_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void colours()
    {
        QFETCH(bool, dark);
        const Tokens &t = tokensFor(dark);
        for (const QColor &text : {t.text, t.dim, t.accent, t.ok, t.warn, t.bad}) {
            for (const QColor &ground : {t.ground, t.panel, t.selection, t.field}) {
                QVERIFY2(contrast(text, ground) >= 4.5,
                    qPrintable(QStringLiteral("%1 on %2: %3")
                                   .arg(text.name(), ground.name())
                                   .arg(contrast(text, ground))));
            }
        }
        QVERIFY(contrast(t.onAccent, t.accent) >= 4.5);
        const QString sheet = styleSheetFor(t);
        QVERIFY2(
            !sheet.contains(QRegularExpression(QStringLiteral("\\{[a-zA-Z]+\\}"))), "a token has no colour");
    }

    void contrastIsThatOfTheStandard()
    {
        QVERIFY(qAbs(contrast(Qt::black, Qt::white) - 21.0) < 0.01);
        QVERIFY(qAbs(contrast(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01);
    }

    void themeFollowsTheSystem()
    {
        const QPalette before = QGuiApplication::palette();
        Theme theme(qApp, Appearance::System);
        QSignalSpy spy(&theme, &Theme::changed);
        const bool wasDark = theme.tokens().dark;
        QGuiApplication::setPalette(paletteFor(tokensFor(!wasDark)));
        QTRY_COMPARE(spy.count(), 1);
        QCOMPARE(theme.tokens().dark, !wasDark);
        theme.setAppearance(wasDark ? Appearance::Dark : Appearance::Light);
        QCOMPARE(theme.tokens().dark, wasDark);
        QGuiApplication::setPalette(before);
    }

    void restoreShare()
    {
        RestoreProgress progress;
        QVERIFY(RestoreBar::share(progress) < 0); // no total is no number
        progress.bytesTotal = 200;
        progress.bytesDone = 50;
        QCOMPARE(RestoreBar::share(progress), 0.25);
        progress.bytesDone = 900;
        QCOMPARE(RestoreBar::share(progress), 1.0);
        progress.bytesDone = 0;
        progress.phase = RestorePhase::Done;
        QCOMPARE(RestoreBar::share(progress), 1.0);
    }

    void settingsComeBack()
    {
        QTemporaryDir home;
        const QString file = home.filePath(QStringLiteral("settings.json"));
        Preferences wanted;
        {
            SettingsStore store(file);
            QCOMPARE(store.values(), Preferences());
            wanted.appearance = Appearance::Dark;
            wanted.query = QStringLiteral("dph<1 gpu_name=\"RTX 4090\"");
            wanted.critical = {QStringLiteral("*.py"), QStringLiteral("ção/**")};
            wanted.diskGb = 80;
            wanted.maxHourlyDollars = 2.5;
            QSignalSpy spy(&store, &SettingsStore::changed);
            QVERIFY(store.set(wanted));
            QVERIFY(store.set(wanted));
            QCOMPARE(spy.count(), 1);
        }
        QCOMPARE(SettingsStore(file).values(), wanted);
        QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void settingsKeepWhatANewerVersionWrote()
    {
        QTemporaryDir home;
        const QString path = home.filePath(QStringLiteral("settings.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            R"({"from_the_future": [1, 2], "wave_size": 999, "disk_gb": "60", "language": 7, "critical": "no list"})");
        file.close();
        SettingsStore store(path);
        QCOMPARE(store.values().waveSize, 20); // brought back into its range
        QCOMPARE(store.values().diskGb, 60.0);
        QVERIFY(store.values().critical.isEmpty());
        Preferences next = store.values();
        next.waveSize = 4;
        QVERIFY(store.set(next));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("from_the_future"));
    }

    void damagedSettingsAreMovedAside()
    {
        QTemporaryDir home;
        const QString path = home.filePath(QStringLiteral("settings.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"wave_size\": ");
        file.close();
        const SettingsStore store(path);
        QVERIFY(store.warning().contains(QLatin1String("damaged")));
        QVERIFY(QFile::exists(path + QStringLiteral(".damaged")));
        QCOMPARE(store.values(), Preferences());
    }

    void settingsHoldNoSecret()
    {
        const QStringList keys = SettingsStore::keys();
        for (const QString &key : keys) {
            for (const char *word : {"password", "secret", "token", "api_key"}) {
                QVERIFY2(!key.contains(QLatin1String(word)), qPrintable(key));
            }
        }
        QTemporaryDir home;
        SettingsStore store(home.filePath(QStringLiteral("settings.json")));
        Preferences bad;
        bad.repositoryUrl = QStringLiteral("rest:https://me:hunter22@backup.example.org/");
        const auto saved = store.set(bad);
        QVERIFY(!saved);
        QVERIFY(!saved.error().message.contains(QLatin1String("hunter22")));
        QVERIFY(!QFile::exists(home.filePath(QStringLiteral("settings.json"))));
    }

    void unwritableSettingsSaySo()
    {
        QTemporaryDir home;
        SettingsStore store(home.filePath(QStringLiteral("no/such/folder/settings.json")));
        Preferences next;
        next.waveSize = 7;
        QVERIFY(!store.set(next));
        QCOMPARE(store.values().waveSize, Preferences().waveSize); // what is not on disk is not in force
    }
};

QTEST_MAIN(TestUiRules)
#include "test_ui_rules.moc"
