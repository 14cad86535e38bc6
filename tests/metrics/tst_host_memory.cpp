// SPDX-License-Identifier: GPL-3.0-or-later
// Host memory as the window uses it: real SQLite files, both threads, questions and the person's lists.
#include "services/metrics/host_memory.h"
#include "tests/metrics/memory_samples.h"
#include "tests/support/await.h"

#include <QFile>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace snapgpu;
using namespace snapgpu::test;

class TestHostMemory final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void remembersAcrossStarts();
    void answersAgree();
    void marksAndForgetting();
    void exportsAndImports();

private:
    MemorySettings settings() const
    {
        MemorySettings made;
        made.file = m_dir->filePath(QStringLiteral("memory.sqlite"));
        return made;
    }
    template <typename T> static T get(Job<T> *job)
    {
        const auto result = await(job);
        if (!result || !*result) {
            qWarning() << "no answer" << (result ? result->error().message : QString());
            return T();
        }
        return **result;
    }

    MockClock m_clock;
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestHostMemory::remembersAcrossStarts()
{
    {
        HostMemory memory(settings(), &m_clock);
        QSignalSpy changed(&memory, &HostMemory::changed);
        memory.record(
            {readyAttempt(1, 30'000), cancelledAttempt(2, 30'000), failedAttempt(3, FailureClass::Unfit)});
        const MemoryHealth health = get(memory.health());
        QCOMPARE(health.attempts, 3);
        QVERIFY(health.usable);
        QVERIFY(health.warning.isEmpty());
        QVERIFY(changed.wait(30'000));
        QCOMPARE(memory.beliefs()->attempts(), 3);
    }
    {
        HostMemory memory(settings(), &m_clock);
        memory.record({readyAttempt(1, 34'000)}); // written by the destructor, nobody waits
    }
    HostMemory memory(settings(), &m_clock);
    const QVector<HostRow> rows = get(memory.hosts({}));
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows.first().key.machineId, 1);
    QCOMPARE(rows.first().attempts, 2);
    QCOMPARE(rows.first().ready, 2);
    QCOMPARE(*rows.first().p50.value, 30.0);
    QCOMPARE(rows.at(2).failed, 1);
    QCOMPARE(rows.at(2).lastFailure, FailureClass::Unfit);
    QVERIFY(rows.at(2).cooldownUntilMs > m_clock.wallMs());
    QVERIFY(!QSqlDatabase::connectionNames().contains(QStringLiteral("qt_sql_default_connection")));
}

void TestHostMemory::answersAgree()
{
    const SampleMemory sample = sampleMemory(2'000, 60);
    HostMemory memory(settings(), &m_clock);
    memory.record(sample.attempts);
    for (const RaceRecord &race : sample.races) {
        memory.record(race);
    }
    for (const RestoreRecord &restore : sample.restores) {
        memory.record(restore);
    }
    QCOMPARE(get(memory.health()).attempts, 2'000);
    const CurvesAnswer all = get(memory.curves({}, GroupBy::All));
    QCOMPARE(all.groups.size(), 1);
    QCOMPARE(all.groups.first().attempts, 2'000);
    const CurvesAnswer byGpu = get(memory.curves({}, GroupBy::Gpu, 3));
    QCOMPARE(byGpu.groups.size(), 3);
    QCOMPARE(byGpu.groupsLeftOut, 5);
    QCOMPARE(byGpu.test.degrees, 2);
    qint64 sum = byGpu.attemptsLeftOut;
    for (const MemoryGroup &group : byGpu.groups) {
        sum += group.attempts;
        QCOMPARE(group.ready + group.cancelled + group.failed, group.attempts);
        MemoryFilter only;
        only.gpus = QStringList{group.name};
        const CurvesAnswer one = get(memory.curves(only, GroupBy::All));
        QCOMPARE(one.groups.first().attempts, group.attempts);
        QCOMPARE(one.groups.first().p50.value, group.p50.value);
    }
    QCOMPARE(sum, 2'000);
    qint64 rows = 0;
    for (const HostRow &row : get(memory.hosts({}))) {
        rows += row.attempts;
    }
    QCOMPARE(rows, 2'000);
    const HistogramAnswer histogram = get(memory.histogram({}));
    const auto total = [](const QVector<qint64> &bins) {
        return std::accumulate(bins.begin(), bins.end(), qint64{0});
    };
    QCOMPARE(total(histogram.ready) + total(histogram.cancelled) + total(histogram.failed), 2'000);
    QCOMPARE(total(histogram.ready), all.groups.first().ready);
    const TimelineAnswer timeline = get(memory.timeline({}, 300));
    QVERIFY(timeline.thinned);
    QVERIFY(timeline.points.size() <= 300 && timeline.points.size() > 200);
    const StagesAnswer stages = get(memory.stages({}, GroupBy::All));
    QCOMPARE(stages.groups.first().attempts, all.groups.first().ready);
    const SavingsAnswer savings = get(memory.savings({}));
    QVERIFY(savings.races > 300);
    QVERIFY(savings.savedSeconds() > 0);
    const MemoryFacets facets = get(memory.facets());
    QCOMPARE(facets.gpus.size(), 8);
    QCOMPARE(facets.attempts, 2'000);
}

void TestHostMemory::marksAndForgetting()
{
    HostMemory memory(settings(), &m_clock);
    memory.record({readyAttempt(1, 30'000), readyAttempt(2, 20'000)});
    const HostKey one{QStringLiteral("vast"), 1};
    QVERIFY(await(memory.setMark(one, HostMark::Pinned)).value().has_value());
    QVERIFY(await(memory.setMark({QStringLiteral("vast"), 2}, HostMark::Banned)).value().has_value());
    get(memory.health());
    QCOMPARE(memory.beliefs()->mark(one), HostMark::Pinned);
    QVERIFY(await(memory.setMark(one, HostMark::None)).value().has_value());
    get(memory.health());
    QCOMPARE(memory.beliefs()->mark(one), HostMark::None);
    QCOMPARE(get(memory.forget({QStringLiteral("vast"), 2})), 1);
    get(memory.health());
    const QVector<HostRow> rows = get(memory.hosts({}));
    QCOMPARE(rows.size(), 1);
    QCOMPARE(memory.beliefs()->attempts(), 1);
    QCOMPARE(memory.beliefs()->mark({QStringLiteral("vast"), 2}), HostMark::None);
}

void TestHostMemory::exportsAndImports()
{
    const SampleMemory sample = sampleMemory(200, 20);
    const QString file = m_dir->filePath(QStringLiteral("memory.jsonl"));
    HostMemory memory(settings(), &m_clock);
    memory.record(sample.attempts);
    for (const RaceRecord &race : sample.races) {
        memory.record(race);
    }
    const qint64 lines = get(memory.exportTo(file));
    QCOMPARE(lines, 200 + sample.races.size());
    MemorySettings elsewhere;
    elsewhere.file = m_dir->filePath(QStringLiteral("other.sqlite"));
    HostMemory other(elsewhere, &m_clock);
    QCOMPARE(get(other.importFrom(file)), lines);
    QCOMPARE(get(other.importFrom(file)), 0); // nothing counts twice
    QCOMPARE(get(other.health()).attempts, 200);
    QCOMPARE(get(other.curves({}, GroupBy::All)).groups.first().p50.value,
        get(memory.curves({}, GroupBy::All)).groups.first().p50.value);
    QFile broken(m_dir->filePath(QStringLiteral("broken.jsonl")));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write(
        "{\"type\":\"attempt\",\"label\":\"x\"}\nnot json\n{\"type\":\"attempt\",\"label\":\"y\",\"outcome\":"
        "\"ready\",\"started_at_ms\":1,\"observed_ms\":-5}\n");
    broken.close();
    QCOMPARE(get(other.importFrom(broken.fileName())), 0);
    const MemoryHealth health = get(other.health());
    QCOMPARE(health.unreadable, 2);
    QCOMPARE(health.negative, 1);
}

QTEST_GUILESS_MAIN(TestHostMemory)
#include "tst_host_memory.moc"
