// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/backup/sync_schedule.h"
#include "services/remote/agent_script.h"

#include <QProcess>
#include <QTest>
#include <random>

using namespace snapgpu;

namespace {

constexpr const char *kWords[] = {"tick", "busy", "ok", "failed", "stop"};
constexpr const char *kPhases[] = {"idle", "running", "stopped"};

int schedules()
{
    const int wanted = qEnvironmentVariableIntValue("SNAPGPU_SCHEDULES");
    return wanted > 0 ? wanted : 100'000;
}

/** Nothing, or the rule that this step broke. */
const char *broken(const SyncTimes &before, SyncEvent event, qint64 now, bool start, const SyncTimes &after)
{
    using Phase = SyncTimes::Phase;
    const qint64 most = std::max<qint64>(3600, before.everySeconds);
    if (start && before.phase != Phase::Idle) {
        return "two at once, or after the stop";
    }
    if (start && (event != SyncEvent::Tick || now < before.nextAt)) {
        return "too early";
    }
    if (event == SyncEvent::Tick && before.phase == Phase::Idle && now >= before.nextAt && !start) {
        return "not begun when it was due";
    }
    if (before.phase == Phase::Stopped && after.phase != Phase::Stopped) {
        return "rose from the dead";
    }
    const bool ended = before.phase == Phase::Running && event != SyncEvent::Tick && event != SyncEvent::Stop;
    if (!ended) {
        return nullptr;
    }
    if (after.phase != Phase::Idle || after.nextAt <= now) {
        return "no pause behind a turn";
    }
    const qint64 pause = after.nextAt - now;
    switch (event) {
    case SyncEvent::Busy:
        return after.failures == before.failures && pause == 5 ? nullptr : "busy counted as a failure";
    case SyncEvent::Ok:
        return after.failures != 0                                ? "failures outlived a success"
            : pause > std::max(before.everySeconds, 15)           ? "rests too long"
            : after.nextAt < before.beganAt + before.everySeconds ? "more often than asked for"
                                                                  : nullptr;
    default:
        return after.failures != before.failures + 1 ? "a failure was not counted"
            : pause < 60 || pause > most             ? "pause after a failure out of bounds"
                                                     : nullptr;
    }
}

struct Step
{
    SyncEvent event;
    qint64 now;
};

std::vector<Step> randomSteps(std::mt19937_64 &random, int count)
{
    std::vector<Step> steps;
    qint64 now = std::int64_t(random() % 100'000);
    for (int i = 0; i < count; ++i) {
        const auto kind = random() % 100;
        const SyncEvent event = kind < 55 ? SyncEvent::Tick
            : kind < 60                   ? SyncEvent::Busy
            : kind < 78                   ? SyncEvent::Ok
            : kind < 99                   ? SyncEvent::Failed
                                          : SyncEvent::Stop;
        const qint64 jumps[] = {0, 1, 1, 5, 30, 61, 300, 4000};
        now += jumps[random() % 8];
        steps.push_back({event, now});
    }
    return steps;
}

} // namespace

class TestSyncSchedule final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void byExample();
    void randomSchedulesBreakNoRule();
    void theAgentKeepsTheSameRules_data();
    void theAgentKeepsTheSameRules();
};

void TestSyncSchedule::byExample()
{
    SyncTimes times;
    times.nextAt = 1000;
    QVERIFY(!syncStep(times, SyncEvent::Tick, 999));
    QVERIFY(syncStep(times, SyncEvent::Tick, 1000));
    QVERIFY(!syncStep(times, SyncEvent::Tick, 2000)); // it still runs
    syncStep(times, SyncEvent::Ok, 1020);
    QCOMPARE(times.nextAt, 1300); // five minutes after it began
    QVERIFY(syncStep(times, SyncEvent::Tick, 1301));
    syncStep(times, SyncEvent::Ok, 1901); // took longer than the interval
    QCOMPARE(times.nextAt, 1916);
    qint64 now = 1916;
    for (const int pause : {60, 120, 240, 480, 960, 1920, 3600, 3600}) {
        QVERIFY(syncStep(times, SyncEvent::Tick, now));
        syncStep(times, SyncEvent::Failed, now);
        QCOMPARE(times.nextAt - now, qint64(pause));
        now = times.nextAt;
    }
    QCOMPARE(times.failures, 8);
    syncStep(times, SyncEvent::Stop, now);
    QVERIFY(!syncStep(times, SyncEvent::Tick, now + 100'000));
}

void TestSyncSchedule::randomSchedulesBreakNoRule()
{
    int turns = 0;
    for (int seed = 0; seed < schedules(); ++seed) {
        std::mt19937_64 random{std::uint64_t(seed)};
        SyncTimes times;
        const int intervals[] = {10, 12, 60, 300, 3600, 86'400};
        times.everySeconds = intervals[random() % 6];
        for (const Step &step : randomSteps(random, 60)) {
            const SyncTimes before = times;
            const bool start = syncStep(times, step.event, step.now);
            turns += start ? 1 : 0;
            if (const char *rule = broken(before, step.event, step.now, start, times)) {
                QFAIL(qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(QLatin1String(rule))));
            }
        }
    }
    QVERIFY(turns > schedules()); // something was tested
}

void TestSyncSchedule::theAgentKeepsTheSameRules_data()
{
    QTest::addColumn<QString>("shell");
    for (const char *shell : {"dash", "bash", "busybox"}) {
        QTest::newRow(shell) << QString::fromLatin1(shell);
    }
}

/** The rules that run are the agent's, in the shell of a machine. */
void TestSyncSchedule::theAgentKeepsTheSameRules()
{
    QFETCH(QString, shell);
    QByteArray script = agentScript();
    script.truncate(script.lastIndexOf("\nmain\n") + 1);
    script += "t() { sync_step \"$1\" \"$2\"; echo \"${sg_do:-no} $sg_phase $sg_failures $sg_next\"; }\n";
    QByteArrayList expected;
    std::mt19937_64 random{4711};
    for (int schedule = 0; schedule < 60; ++schedule) {
        SyncTimes times;
        const int intervals[] = {10, 12, 60, 300, 3600, 86'400};
        times.everySeconds = intervals[random() % 6];
        script += "sg_phase=idle sg_failures=0 sg_next=0 sg_began=0 sg_every="
            + QByteArray::number(times.everySeconds) + '\n';
        for (const Step &step : randomSteps(random, 40)) {
            const bool start = syncStep(times, step.event, step.now);
            script += QByteArray("t ") + kWords[int(step.event)] + ' ' + QByteArray::number(step.now) + '\n';
            expected.append(QByteArray(start ? "start " : "no ") + kPhases[int(times.phase)] + ' '
                + QByteArray::number(times.failures) + ' ' + QByteArray::number(times.nextAt));
        }
    }
    QProcess process;
    process.start(
        shell, shell == QLatin1String("busybox") ? QStringList{QStringLiteral("sh")} : QStringList());
    if (!process.waitForStarted()) {
        QSKIP(qPrintable(QStringLiteral("to run this test: sudo apt-get install %1").arg(shell)));
    }
    process.write(script);
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(60'000));
    const QByteArrayList lines = process.readAllStandardOutput().trimmed().split('\n');
    QCOMPARE(lines.size(), expected.size());
    for (qsizetype i = 0; i < expected.size(); ++i) {
        QCOMPARE(lines.at(i), expected.at(i));
    }
}

QTEST_GUILESS_MAIN(TestSyncSchedule)
#include "tst_sync_schedule.moc"
