// SPDX-License-Identifier: GPL-3.0-or-later
// What a restore's progress makes of the agent's and restic's words.
#include "services/core/json.h"
#include "services/restore/restore_tracker.h"

#include <QRandomGenerator>
#include <QTest>

using namespace snapgpu;

namespace {

json::Value parsed(const char *text) { return *json::parse(text); }

json::Value status(qint64 restored, qint64 skipped, qint64 total)
{
    return json::Value{{"event", "restic"},
        {"line",
            {{"message_type", "status"}, {"bytes_restored", restored}, {"bytes_skipped", skipped},
                {"total_bytes", total}, {"total_files", 10}, {"files_restored", 3}}}};
}

} // namespace

class TestRestoreTracker final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void followsTwoPhases();
    void followsExcludes();
    void keepsErrors();
    void neverGoesBack();
    void stallsAndPhases();
};

void TestRestoreTracker::followsTwoPhases()
{
    RestoreTracker tracker({}, true);
    QVERIFY(tracker.progress().phase == RestorePhase::Preparing);
    tracker.feed(parsed(R"({"event":"phase","phase":"critical"})"), 10);
    tracker.feed(parsed(R"({"event":"restic_started","pid":5})"), 20);
    QVERIFY(tracker.progress().phase == RestorePhase::Critical);
    QCOMPARE(tracker.progress().resticRunningMs, 20);
    tracker.feed(status(100, 0, 200), 1000);
    QCOMPARE(tracker.progress().bytesDone, 100);
    QCOMPARE(tracker.progress().bytesTotal, -1); // 200 is the critical part only
    QCOMPARE(tracker.progress().secondsLeft, -1);
    tracker.feed(status(200, 0, 200), 2000);
    QCOMPARE(tracker.progress().bytesPerSecond, 100.0);
    tracker.feed(parsed(R"({"event":"critical_ready"})"), 2100);
    QCOMPARE(tracker.progress().criticalReadyMs, 2100);
    QCOMPARE(tracker.progress().criticalBytes, 200);
    tracker.feed(parsed(R"({"event":"phase","phase":"rest"})"), 2200);
    tracker.feed(status(0, 200, 1000), 3000);
    QCOMPARE(tracker.progress().bytesDone, 200);
    QCOMPARE(tracker.progress().bytesTotal, 1000);
    QCOMPARE(tracker.progress().bytesSkipped, 0); // brought by this very restore
    tracker.feed(status(400, 250, 1000), 5000);
    QCOMPARE(tracker.progress().bytesDone, 650);
    QCOMPARE(tracker.progress().bytesSkipped, 50);
    QVERIFY(tracker.progress().secondsLeft > 0);
    tracker.feed(parsed(R"({"event":"done","exit":0})"), 6000);
    QCOMPARE(tracker.exitCode(), std::optional<int>(0));
    QCOMPARE(tracker.progress().bytesDone, 1000);
}

void TestRestoreTracker::followsExcludes()
{
    // 0.14: no words from restic, the agent counts; the total comes from stats.
    RestoreTracker tracker({}, true);
    tracker.feed(parsed(R"({"event":"phase","phase":"critical"})"), 0);
    tracker.feed(parsed(R"({"event":"watch","bytes":300})"), 500);
    tracker.feed(parsed(R"({"event":"restic","line":{"total_size":1000,"total_file_count":9}})"), 600);
    tracker.feed(parsed(R"({"event":"phase","phase":"rest"})"), 700);
    QCOMPARE(tracker.progress().bytesTotal, 1000);
    tracker.feed(parsed(R"({"event":"watch","bytes":100,"files":7})"), 1500);
    QCOMPARE(tracker.progress().bytesDone, 400);
    QCOMPARE(tracker.progress().filesDone, 7);
    tracker.feed(parsed(R"({"event":"watch","bytes":5000})"), 2500);
    QCOMPARE(tracker.progress().bytesDone, 1000);
    // A failure invents no completeness.
    RestoreTracker failed({}, false);
    failed.feed(parsed(R"({"event":"phase","phase":"rest"})"), 0);
    failed.feed(status(5, 0, 100), 100);
    failed.feed(parsed(R"({"event":"done","exit":1})"), 200);
    QCOMPARE(failed.progress().bytesDone, 5);
    QCOMPARE(failed.exitCode(), std::optional<int>(1));
}

void TestRestoreTracker::keepsErrors()
{
    RestoreTracker tracker({}, false);
    for (int i = 0; i < 3; ++i) {
        tracker.feed(
            parsed(
                R"({"event":"restic","line":{"message_type":"error","error":{"message":"bad"},"item":"/a"}})"),
            i);
    }
    tracker.feed(
        parsed(R"({"event":"text","text":"ignoring error for /b c: ciphertext verification failed"})"), 9);
    tracker.feed(parsed(R"({"event":"text","text":"Fatal: There were 2 errors"})"), 9);
    const QVector<RestoreFileError> &errors = tracker.progress().errors;
    QCOMPARE(errors.size(), 2);
    QCOMPARE(errors.at(0).path, QStringLiteral("/a"));
    QCOMPARE(errors.at(1).path, QStringLiteral("/b c"));
    QCOMPARE(errors.at(1).message, QStringLiteral("ciphertext verification failed"));
    QVERIFY(tracker.errorText().contains("There were 2 errors"));
    tracker.beginReplay(10);
    QVERIFY(tracker.progress().errors.isEmpty());
}

void TestRestoreTracker::neverGoesBack()
{
    // Any order of any messages, also after replays: counts never shrink, never pass the total, never turn
    // mad.
    QRandomGenerator random(1);
    for (int round = 0; round < 20000; ++round) {
        Snapshot snapshot;
        if (random.bounded(2)) {
            snapshot.totalBytes = random.bounded(2000);
        }
        RestoreTracker tracker(snapshot, random.bounded(2) == 0);
        qint64 now = 0;
        qint64 done = 0;
        qint64 ready = -1;
        for (int i = 0; i < 12; ++i) {
            now += random.bounded(1500);
            switch (random.bounded(8)) {
            case 0:
                tracker.feed(parsed(R"({"event":"phase","phase":"critical"})"), now);
                break;
            case 1:
                tracker.feed(parsed(R"({"event":"phase","phase":"rest"})"), now);
                break;
            case 2:
                tracker.feed(parsed(R"({"event":"critical_ready"})"), now);
                break;
            case 3:
                tracker.beginReplay(now);
                break;
            case 4:
                tracker.feed(json::Value{{"event", "watch"}, {"bytes", random.bounded(3000)}}, now);
                break;
            case 5:
                tracker.feed(parsed(R"({"event":"restic","line":[1]})"), now);
                break;
            default:
                tracker.feed(status(random.bounded(1500), random.bounded(1500), random.bounded(2500)), now);
            }
            const RestoreProgress &p = tracker.progress();
            const bool shrankToTotal = p.bytesTotal >= 0 && p.bytesDone == p.bytesTotal;
            QVERIFY2(p.bytesDone >= done || shrankToTotal, qPrintable(QString::number(round)));
            QVERIFY(p.bytesTotal < 0 || p.bytesDone <= p.bytesTotal || p.bytesDone == done);
            QVERIFY(p.bytesSkipped >= 0);
            QVERIFY(p.bytesPerSecond == -1 || p.bytesPerSecond >= 0);
            QVERIFY(p.secondsLeft >= -1);
            QVERIFY(ready < 0 || p.criticalReadyMs == ready);
            ready = p.criticalReadyMs;
            done = p.bytesDone;
        }
    }
}

void TestRestoreTracker::stallsAndPhases()
{
    RestoreTracker tracker({}, true);
    const auto say = [&](const char *text, qint64 at) { tracker.feed(parsed(text), at); };
    say(R"({"event":"phase","phase":"critical"})", 0);
    tracker.tick(60'000);
    QCOMPARE(tracker.progress().stalledMs, 0); // the repository opens: that has a deadline of its own
    tracker.feed(status(100, 0, 200), 61'000);
    tracker.tick(65'000);
    QCOMPARE(tracker.progress().stalledMs, 0);
    say(R"({"event":"text","text":"Load(<data/ab>) returned error, retrying after 1s: connection reset"})",
        66'000);
    tracker.feed(status(100, 0, 200), 70'000); // words, but no bytes
    tracker.tick(71'000);
    QCOMPARE(tracker.progress().stalledMs, 10'000);
    QCOMPARE(tracker.progress().secondsLeft, -1);
    QVERIFY(tracker.trouble().contains(QStringLiteral("connection reset")));
    tracker.feed(status(200, 0, 200), 72'000);
    tracker.tick(72'100);
    QCOMPARE(tracker.progress().stalledMs, 0);
    QVERIFY(tracker.trouble().isEmpty());
    say(R"({"event":"phase_end","phase":"critical","exit":0})", 73'000);
    say(R"({"event":"phase","phase":"rest"})", 73'000);
    tracker.feed(status(300, 200, 500), 75'000);
    say(R"({"event":"phase_end","phase":"rest","exit":0})", 75'000);
    const QVector<RestorePhaseRecord> &phases = tracker.progress().phases;
    QCOMPARE(phases.size(), 2);
    QVERIFY(phases.at(0).phase == RestorePhase::Critical && phases.at(1).phase == RestorePhase::Rest);
    QCOMPARE(phases.at(0).bytes, 200);
    QCOMPARE(phases.at(1).bytes, 300);
    QCOMPARE(phases.at(1).bytesPerSecond(), 150.0);
}

QTEST_GUILESS_MAIN(TestRestoreTracker)
#include "tst_restore_tracker.moc"
