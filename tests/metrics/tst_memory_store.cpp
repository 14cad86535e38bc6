// SPDX-License-Identifier: GPL-3.0-or-later
// The files of host memory: revisions, damage, locks, clocks that jump, retention.
#include "services/metrics/host_memory.h"
#include "services/metrics/memory_database.h"
#include "tests/metrics/memory_samples.h"
#include "tests/support/await.h"
#include "tests/support/patience.h"
#include "tests/support/test_paths.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace snapgpu;
using namespace snapgpu::test;

namespace {

/** Runs statements on a file, on a connection of its own that stays open until the end of its life. */
class Raw final
{
public:
    explicit Raw(const QString &file)
        : m_name(QStringLiteral("raw-") + file)
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
        db.setDatabaseName(file);
        m_open = db.open();
    }
    ~Raw()
    {
        QSqlDatabase::database(m_name, false).close();
        QSqlDatabase::removeDatabase(m_name);
    }
    Q_DISABLE_COPY_MOVE(Raw)
    QVariant run(const QString &sql) const
    {
        QSqlQuery query(QSqlDatabase::database(m_name, false));
        if (!m_open || !query.exec(sql)) {
            return {};
        }
        return query.next() ? query.value(0) : QVariant(true);
    }

private:
    QString m_name;
    bool m_open = false;
};

QByteArray bytesOf(const QString &file)
{
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

} // namespace

class TestMemoryStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_settings = MemorySettings();
        m_settings.file = m_dir->filePath(QStringLiteral("host_memory.sqlite"));
        m_settings.keepColumnsFrom = 1'000;
        m_clock.setWall(kNow);
    }
    void revisionOneIsBroughtUp();
    void writesOldRevisionsAsTheyWere();
    void newerFileIsRefused();
    void damageIsMovedAside_data();
    void damageIsMovedAside();
    void lockedFileIsSaid();
    void lockedAtStartIsOpenedLater();
    void lockedWhileRunning();
    void columnsKeptBesideTheFile();
    void columnsThatCannotBeBelieved_data();
    void columnsThatCannotBeBelieved();
    void damageFoundLaterIsMovedAside();
    void impossibleTimes();
    void changedGpuIsCounted();
    void retentionAndAClockThatJumps();

private:
    template <typename T> static T get(Job<T> *job)
    {
        const auto result = await(job, 30'000);
        return result && *result ? **result : T();
    }

    MockClock m_clock;
    MemorySettings m_settings;
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestMemoryStore::revisionOneIsBroughtUp()
{
    const QString golden =
        sourceDir() + QStringLiteral("/tests/metrics/golden/host_memory-revision-1.sqlite");
    QVERIFY(QFile::copy(golden, m_settings.file));
    QVERIFY(QFile::setPermissions(m_settings.file, QFile::ReadOwner | QFile::WriteOwner));
    {
        HostMemory memory(m_settings, &m_clock);
        const MemoryHealth health = get(memory.health());
        QVERIFY2(health.usable && health.warning.isEmpty(), qPrintable(health.warning));
        QCOMPARE(health.attempts, 3);
        QCOMPARE(health.races, 1);
        QCOMPARE(health.restores, 1);
        const QVector<HostRow> rows = get(memory.hosts({}));
        QCOMPARE(rows.size(), 3);
        QCOMPARE(rows.first().key.machineId, 31540);
        QCOMPARE(rows.first().ownerId, 118204);
        QCOMPARE(rows.first().gpuName, QStringLiteral("RTX 4090"));
        QCOMPARE(rows.first().place, QStringLiteral("Quebec, CA"));
        QCOMPARE(*rows.first().p50.value, 24.0);
        QCOMPARE(*rows.first().restoreMBps, 200.0);
        QCOMPARE(rows.at(2).lastFailure, FailureClass::Container);
        const StageGroup stages = get(memory.stages({}, GroupBy::All)).groups.first();
        QCOMPARE(stages.imageSeconds, 15.0);
        QCOMPARE(stages.totalSeconds(), 24.6);
        QVERIFY(await(memory.setMark(rows.first().key, HostMark::Pinned))
                    .value()
                    .has_value()); // new in revision 2
    }
    QCOMPARE(Raw(m_settings.file).run(QStringLiteral("PRAGMA user_version")).toInt(),
        metrics::memorySchemaVersion());
    // The file as it was is kept.
    QCOMPARE(Raw(m_settings.file + QStringLiteral(".revision-1"))
                 .run(QStringLiteral("PRAGMA user_version"))
                 .toInt(),
        1);
    QCOMPARE(Raw(m_settings.file + QStringLiteral(".revision-1"))
                 .run(QStringLiteral("SELECT COUNT(*) FROM boot_attempt"))
                 .toInt(),
        3);
}

/** The golden file is what revision 1 of this program makes, table by table. */
void TestMemoryStore::writesOldRevisionsAsTheyWere()
{
    {
        auto made = metrics::openMemoryFile(m_settings.file, QStringLiteral("old"), 1);
        QVERIFY(made.has_value());
        made->db.close();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("old"));
    const QString schema = QStringLiteral("SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_master "
                                          "WHERE sql NOT NULL ORDER BY name)");
    const QString golden =
        sourceDir() + QStringLiteral("/tests/metrics/golden/host_memory-revision-1.sqlite");
    QVERIFY(QFile::copy(golden, m_dir->filePath(QStringLiteral("golden"))));
    QCOMPARE(Raw(m_settings.file).run(schema).toString(),
        Raw(m_dir->filePath(QStringLiteral("golden"))).run(schema).toString());
}

void TestMemoryStore::newerFileIsRefused()
{
    {
        HostMemory memory(m_settings, &m_clock);
        memory.record({readyAttempt(1, 30'000)});
        get(memory.health());
    }
    Raw(m_settings.file).run(QStringLiteral("PRAGMA user_version=99"));
    const QByteArray before = bytesOf(m_settings.file);
    {
        HostMemory memory(m_settings, &m_clock);
        QSignalSpy warned(&memory, &HostMemory::warning);
        memory.record({readyAttempt(2, 20'000)});
        const MemoryHealth health = get(memory.health());
        QVERIFY(!health.usable);
        QVERIFY2(health.warning.contains(QLatin1String("newer SnapGPU")), qPrintable(health.warning));
        QCOMPARE(health.attempts, 1); // counts until the end, though it is not stored
        QCOMPARE(health.unwritten, 1);
        QCOMPARE(warned.count(), 1);
        const auto marked = await(memory.setMark({QStringLiteral("vast"), 1}, HostMark::Banned));
        QVERIFY(marked && !*marked);
    }
    QCOMPARE(bytesOf(m_settings.file), before);
}

void TestMemoryStore::damageIsMovedAside_data()
{
    QTest::addColumn<bool>("whole");
    QTest::newRow("not a database") << true;
    QTest::newRow("torn in the middle") << false;
}

void TestMemoryStore::damageIsMovedAside()
{
    QFETCH(bool, whole);
    if (!whole) {
        HostMemory memory(m_settings, &m_clock);
        memory.record(sampleMemory(500, 20).attempts);
        get(memory.health());
    }
    // The writer closes last and leaves one whole file: what is torn below is the data, not an empty head.
    QVERIFY(!QFile::exists(m_settings.file + QStringLiteral("-wal")));
    QFile file(m_settings.file);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(whole || file.size() > 8192);
    file.seek(whole ? 0 : 4096);
    file.write(QByteArray(whole ? 20'000 : int(file.size()) - 4096, 'x'));
    file.close();
    HostMemory memory(m_settings, &m_clock);
    memory.record({readyAttempt(1, 30'000)});
    const MemoryHealth health = get(memory.health());
    QVERIFY(health.usable);
    QVERIFY2(health.warning.contains(QLatin1String("damaged")), qPrintable(health.warning));
    QCOMPARE(health.attempts, 1); // a fresh one
    QCOMPARE(
        QDir(m_dir->path()).entryList({QStringLiteral("*.corrupt-*")}).size(), 1); // and the old one kept
}

void TestMemoryStore::lockedFileIsSaid()
{
    {
        HostMemory memory(m_settings, &m_clock);
        memory.record({readyAttempt(1, 30'000)});
        get(memory.health());
    }
    Raw other(m_settings.file);
    other.run(QStringLiteral("PRAGMA locking_mode=EXCLUSIVE"));
    other.run(QStringLiteral("BEGIN EXCLUSIVE"));
    HostMemory memory(m_settings, &m_clock);
    const MemoryHealth health = get(memory.health());
    QVERIFY(!health.usable);
    QVERIFY2(health.warning.contains(QLatin1String("locked")), qPrintable(health.warning));
    QCOMPARE(get(memory.hosts({})).size(), 0); // answers, as if empty
    QCOMPARE(QDir(m_dir->path()).entryList({QStringLiteral("*.corrupt-*")}).size(), 0);
}

/** What was recorded while another program held the file is written when it lets go, and the answers come. */
void TestMemoryStore::lockedAtStartIsOpenedLater()
{
    {
        HostMemory memory(m_settings, &m_clock);
        memory.record({readyAttempt(1, 30'000)});
        get(memory.health());
    }
    auto other = std::make_unique<Raw>(m_settings.file);
    other->run(QStringLiteral("PRAGMA locking_mode=EXCLUSIVE"));
    other->run(QStringLiteral("BEGIN EXCLUSIVE"));
    HostMemory memory(m_settings, &m_clock);
    QSignalSpy changed(&memory, &HostMemory::changed);
    memory.record({readyAttempt(2, 20'000)});
    const MemoryHealth locked = get(memory.health());
    QVERIFY(!locked.usable);
    QCOMPARE(locked.unwritten, 1);
    other.reset();
    QTRY_VERIFY_WITH_TIMEOUT(get(memory.health()).usable, 20'000);
    const MemoryHealth open = get(memory.health());
    QCOMPARE(open.attempts, 2);
    QCOMPARE(open.unwritten, 0);
    QVERIFY2(open.warning.isEmpty(), qPrintable(open.warning));
    QVERIFY(changed.count() > 0); // whoever shows it knows that there is something to show
    QCOMPARE(memory.beliefs()->attempts(), 2);
}

/** A batch that cannot be written waits and is written later. */
void TestMemoryStore::lockedWhileRunning()
{
    HostMemory memory(m_settings, &m_clock);
    get(memory.health());
    QSignalSpy warned(&memory, &HostMemory::warning);
    {
        Raw other(m_settings.file);
        QVERIFY(other.run(QStringLiteral("BEGIN IMMEDIATE")).isValid());
        memory.record({readyAttempt(1, 30'000)});
        QVERIFY(warned.wait(30'000));
        other.run(QStringLiteral("ROLLBACK"));
    }
    QTRY_COMPARE_WITH_TIMEOUT(get(memory.health()).attempts, 1, 30'000);
    QCOMPARE(get(memory.health()).unwritten, 0);
    QVERIFY(get(memory.health()).warning.isEmpty());
}

namespace {

/** The same answers, figure by figure. */
QString answersOf(HostMemory &memory)
{
    const auto get = [](auto *job) {
        const auto answer = await(job, 30'000);
        return answer && *answer ? **answer : std::decay_t<decltype(**answer)>();
    };
    QStringList all;
    for (const HostRow &row : get(memory.hosts({}))) {
        all += QStringLiteral("%1 %2 %3 %4 %5 %6 %7")
                   .arg(row.key.machineId)
                   .arg(row.attempts)
                   .arg(row.p50.value.value_or(-1))
                   .arg(row.p95.high.value_or(-1))
                   .arg(row.expectedSeconds, 0, 'g', 12)
                   .arg(row.restoreMBps.value_or(-1), 0, 'g', 12)
                   .arg(row.place);
    }
    const SavingsAnswer savings = get(memory.savings({}));
    const CurvesAnswer curves = get(memory.curves({}, GroupBy::Gpu));
    all += QStringLiteral("%1 %2 %3 %4 %5")
               .arg(savings.races)
               .arg(savings.savedSeconds(), 0, 'g', 12)
               .arg(savings.extraDollars, 0, 'g', 12)
               .arg(curves.test.chiSquare, 0, 'g', 12)
               .arg(memory.beliefs()->sigma(), 0, 'g', 12);
    return all.join(QLatin1Char('\n'));
}

} // namespace

/** A start over the columns answers as one over the records; what was added since, or removed, is seen. */
void TestMemoryStore::columnsKeptBesideTheFile()
{
    const SampleMemory sample = sampleMemory(2'500, 30);
    QString fresh;
    {
        HostMemory memory(m_settings, &m_clock);
        memory.record(sample.attempts);
        for (const RaceRecord &race : sample.races) {
            memory.record(race);
        }
        for (const RestoreRecord &restore : sample.restores) {
            memory.record(restore);
        }
        QCOMPARE(get(memory.health()).attempts, 2'500);
        fresh = answersOf(memory);
    }
    const QString columns = m_settings.file + QStringLiteral(".columns");
    QVERIFY(QFile::exists(columns));
    { // the column that is read only from the records: whoever answered with it did not read them again
        Raw(m_settings.file).run(QStringLiteral("UPDATE boot_attempt SET observed_ms = observed_ms + 1000"));
        HostMemory memory(m_settings, &m_clock);
        QCOMPARE(get(memory.health()).attempts, 2'500);
        QCOMPARE(answersOf(memory), fresh);
        memory.record({readyAttempt(77'777, 9'000)});
        QCOMPARE(get(memory.health()).attempts, 2'501);
        Raw(m_settings.file).run(QStringLiteral("UPDATE boot_attempt SET observed_ms = observed_ms - 1000"));
    }
    {
        HostMemory memory(m_settings, &m_clock);
        QCOMPARE(get(memory.health()).attempts, 2'501);
        const HostKey first = get(memory.hosts({})).first().key;
        QVERIFY(get(memory.forget(first)) > 0);
    }
    HostMemory memory(m_settings, &m_clock); // the columns are of another generation now
    const qint64 left =
        Raw(m_settings.file).run(QStringLiteral("SELECT COUNT(*) FROM boot_attempt")).toLongLong();
    QCOMPARE(get(memory.health()).attempts, left);
}

void TestMemoryStore::columnsThatCannotBeBelieved_data()
{
    QTest::addColumn<int>("how");
    QTest::newRow("cut off") << 0;
    QTest::newRow("a flipped bit") << 1;
    QTest::newRow("something else") << 2;
    QTest::newRow("of another database") << 3;
}

void TestMemoryStore::columnsThatCannotBeBelieved()
{
    QFETCH(int, how);
    QString fresh;
    {
        HostMemory memory(m_settings, &m_clock);
        memory.record(sampleMemory(1'000, 20).attempts);
        get(memory.health());
        fresh = answersOf(memory);
    }
    QFile columns(m_settings.file + QStringLiteral(".columns"));
    QVERIFY(columns.open(QIODevice::ReadWrite));
    if (how == 0) {
        columns.resize(columns.size() / 2);
    } else if (how == 1) {
        columns.seek(columns.size() / 3);
        const char byte = columns.peek(1).at(0);
        columns.putChar(static_cast<char>(byte ^ 16));
    } else if (how == 2) {
        columns.resize(0);
        columns.write(QByteArray(100'000, 'x'));
    } else {
        Raw(m_settings.file).run(QStringLiteral("UPDATE boot_attempt SET label = 'other-' || label"));
    }
    columns.close();
    HostMemory memory(m_settings, &m_clock);
    QCOMPARE(get(memory.health()).attempts, 1'000);
    QCOMPARE(answersOf(memory), fresh);
}

/** A large file is opened without reading it through; what the check beside the work finds counts at the next
 * start. */
void TestMemoryStore::damageFoundLaterIsMovedAside()
{
    {
        HostMemory memory(m_settings, &m_clock);
        memory.record(sampleMemory(2'000, 20).attempts);
        get(memory.health());
    }
    QFile file(m_settings.file);
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(file.size() / 2);
    file.write(QByteArray(8'192, 'x'));
    file.close();
    metrics::checkLater(m_settings.file);
    QTRY_VERIFY(QFile::exists(m_settings.file + QStringLiteral(".suspect")));
    HostMemory memory(m_settings, &m_clock);
    QVERIFY(get(memory.health()).warning.contains(QLatin1String("damaged")));
    QVERIFY(!QFile::exists(m_settings.file + QStringLiteral(".suspect")));
}

void TestMemoryStore::impossibleTimes()
{
    HostMemory memory(m_settings, &m_clock);
    QSignalSpy warned(&memory, &HostMemory::warning);
    BootAttempt negative = readyAttempt(1, 30'000);
    negative.observedMs = -4;
    BootAttempt future = readyAttempt(2, 30'000, -10 * qint64{86'400'000});
    BootAttempt stage = readyAttempt(3, 30'000);
    stage.imageMs = -7'000;
    memory.record({negative, future, stage, readyAttempt(4, 20'000)});
    const MemoryHealth health = get(memory.health());
    QCOMPARE(health.attempts, 1);
    QCOMPARE(health.negative, 2);
    QCOMPARE(health.future, 1);
    QVERIFY(warned.count() >= 2);
    // A file that a jumped clock wrote is read without those rows.
    m_clock.setWall(kNow - 30 * qint64{86'400'000});
    HostMemory earlier(m_settings, &m_clock);
    QCOMPARE(get(earlier.health()).attempts, 0);
    QCOMPARE(get(earlier.health()).future, 1);
}

void TestMemoryStore::changedGpuIsCounted()
{
    HostMemory memory(m_settings, &m_clock);
    BootAttempt later = readyAttempt(1, 20'000, 1'000);
    later.gpuName = QStringLiteral("RTX 5090");
    memory.record({readyAttempt(1, 30'000), later});
    QCOMPARE(get(memory.health()).gpuChanged, 1);
    const HostRow row = get(memory.hosts({})).first();
    QCOMPARE(row.gpuName, QStringLiteral("RTX 5090"));
    QCOMPARE(row.gpuChanges, 1);
    QCOMPARE(row.attempts, 2);
}

void TestMemoryStore::retentionAndAClockThatJumps()
{
    const qint64 day = 86'400'000;
    {
        HostMemory memory(m_settings, &m_clock);
        memory.record({readyAttempt(1, 30'000, 500 * day), readyAttempt(2, 30'000, 5 * day),
            readyAttempt(3, 30'000, 4 * day)});
        QCOMPARE(get(memory.health()).attempts, 3);
    }
    {
        HostMemory memory(m_settings, &m_clock); // 400 days are kept
        QCOMPARE(get(memory.health()).attempts, 2);
    }
    m_clock.setWall(kNow + 4'000 * day); // nobody believes that
    HostMemory memory(m_settings, &m_clock);
    QCOMPARE(get(memory.health()).attempts, 2);
}

QTEST_GUILESS_MAIN(TestMemoryStore)
#include "tst_memory_store.moc"
