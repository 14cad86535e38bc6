// SPDX-License-Identifier: GPL-3.0-or-later
// The files of host memory: revisions, damage, locks, clocks that jump, retention; and a real PostgreSQL server.
#include "services/metrics/host_memory.h"
#include "services/metrics/memory_database.h"
#include "tests/metrics/memory_samples.h"
#include "tests/support/await.h"
#include "tests/support/test_paths.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <unistd.h>

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

/** A PostgreSQL server of its own on loopback; gone with the object. */
class PostgresServer final
{
public:
    /** Empty, or why it cannot run here, with the command that changes it. */
    QString start()
    {
        if (!QSqlDatabase::drivers().contains(QStringLiteral("QPSQL"))) {
            return QStringLiteral("no PostgreSQL driver: apt-get install libqt6sql6-psql");
        }
        const QDir versions(QStringLiteral("/usr/lib/postgresql"));
        const QStringList found = versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
        if (found.isEmpty()) {
            return QStringLiteral("no PostgreSQL server: apt-get install postgresql");
        }
        const QString bin = versions.filePath(found.last()) + QStringLiteral("/bin/");
        const QString data = m_dir.filePath(QStringLiteral("data"));
        if (geteuid() == 0) { // a server refuses to run as root
            if (QProcess::execute(QStringLiteral("chown"), {QStringLiteral("postgres"), m_dir.path()}) != 0) {
                return QStringLiteral("no user postgres: apt-get install postgresql");
            }
            m_prefix = QStringList{QStringLiteral("runuser"), QStringLiteral("-u"), QStringLiteral("postgres"), QStringLiteral("--")};
        }
        if (run({bin + QStringLiteral("initdb"), QStringLiteral("-D"), data, QStringLiteral("-A"), QStringLiteral("trust"),
                QStringLiteral("-U"), QStringLiteral("snapgpu"), QStringLiteral("-N")})
            != 0) {
            return QStringLiteral("initdb failed");
        }
        QTcpServer probe;
        probe.listen(QHostAddress::LocalHost);
        m_port = probe.serverPort();
        probe.close();
        QStringList command = m_prefix;
        command += {bin + QStringLiteral("postgres"), QStringLiteral("-D"), data, QStringLiteral("-p"), QString::number(m_port),
            QStringLiteral("-k"), m_dir.path(), QStringLiteral("-c"), QStringLiteral("listen_addresses=127.0.0.1"),
            QStringLiteral("-c"), QStringLiteral("fsync=off")};
        m_server.setStandardErrorFile(m_dir.filePath(QStringLiteral("log")));
        m_server.start(command.takeFirst(), command);
        for (int i = 0; i < 100; ++i) {
            if (run({bin + QStringLiteral("pg_isready"), QStringLiteral("-h"), QStringLiteral("127.0.0.1"), QStringLiteral("-p"), QString::number(m_port)}) == 0) {
                return {};
            }
            QTest::qWait(100);
        }
        return QStringLiteral("the server did not start");
    }
    ~PostgresServer()
    {
        if (m_server.state() != QProcess::NotRunning) {
            m_server.terminate();
            m_server.waitForFinished(10'000);
        }
    }
    QString url() const { return QStringLiteral("postgresql://snapgpu@127.0.0.1:%1/postgres").arg(m_port); }

    PostgresServer() = default;
    Q_DISABLE_COPY_MOVE(PostgresServer)

private:
    int run(const QStringList &what) const
    {
        QStringList command = m_prefix + what;
        QProcess process;
        process.setStandardOutputFile(QProcess::nullDevice());
        process.setStandardErrorFile(QProcess::nullDevice());
        process.setWorkingDirectory(QStringLiteral("/"));
        process.start(command.takeFirst(), command);
        return process.waitForFinished(60'000) ? process.exitCode() : -1;
    }

    QTemporaryDir m_dir;
    QStringList m_prefix;
    QProcess m_server;
    quint16 m_port = 0;
};

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
        m_clock.setWall(kNow);
    }
    void revisionOneIsBroughtUp();
    void writesOldRevisionsAsTheyWere();
    void newerFileIsRefused();
    void damageIsMovedAside_data();
    void damageIsMovedAside();
    void lockedFileIsSaid();
    void lockedWhileRunning();
    void impossibleTimes();
    void changedGpuIsCounted();
    void retentionAndAClockThatJumps();
    void secretsInTheAddressAreRefused();
    void sharedPostgres();

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
    const QString golden = sourceDir() + QStringLiteral("/tests/metrics/golden/host_memory-revision-1.sqlite");
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
        QVERIFY(await(memory.setMark(rows.first().key, HostMark::Pinned)).value().has_value()); // new in revision 2
    }
    QCOMPARE(Raw(m_settings.file).run(QStringLiteral("PRAGMA user_version")).toInt(), metrics::memorySchemaVersion());
    // The file as it was is kept.
    QCOMPARE(Raw(m_settings.file + QStringLiteral(".revision-1")).run(QStringLiteral("PRAGMA user_version")).toInt(), 1);
    QCOMPARE(Raw(m_settings.file + QStringLiteral(".revision-1")).run(QStringLiteral("SELECT COUNT(*) FROM boot_attempt")).toInt(), 3);
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
    const QString schema =
        QStringLiteral("SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_master WHERE sql NOT NULL ORDER BY name)");
    const QString golden = sourceDir() + QStringLiteral("/tests/metrics/golden/host_memory-revision-1.sqlite");
    QVERIFY(QFile::copy(golden, m_dir->filePath(QStringLiteral("golden"))));
    QCOMPARE(Raw(m_settings.file).run(schema).toString(), Raw(m_dir->filePath(QStringLiteral("golden"))).run(schema).toString());
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
    QFile file(m_settings.file);
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(whole ? 0 : 4096);
    file.write(QByteArray(whole ? 20'000 : int(file.size()) - 4096, 'x'));
    file.close();
    QFile::remove(m_settings.file + QStringLiteral("-wal"));
    HostMemory memory(m_settings, &m_clock);
    memory.record({readyAttempt(1, 30'000)});
    const MemoryHealth health = get(memory.health());
    QVERIFY(health.usable);
    QVERIFY2(health.warning.contains(QLatin1String("damaged")), qPrintable(health.warning));
    QCOMPARE(health.attempts, 1); // a fresh one
    QCOMPARE(QDir(m_dir->path()).entryList({QStringLiteral("*.corrupt-*")}).size(), 1); // and the old one kept
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
        QVERIFY(warned.wait(15'000));
        other.run(QStringLiteral("ROLLBACK"));
    }
    QTRY_COMPARE_WITH_TIMEOUT(get(memory.health()).attempts, 1, 10'000);
    QCOMPARE(get(memory.health()).unwritten, 0);
    QVERIFY(get(memory.health()).warning.isEmpty());
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
        memory.record({readyAttempt(1, 30'000, 500 * day), readyAttempt(2, 30'000, 5 * day), readyAttempt(3, 30'000, 4 * day)});
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

void TestMemoryStore::secretsInTheAddressAreRefused()
{
    for (const char *url : {"postgresql://me:secret@127.0.0.1/db", "mysql://127.0.0.1/db", "postgresql://127.0.0.1"}) {
        m_settings.url = QString::fromLatin1(url);
        HostMemory memory(m_settings, &m_clock);
        const MemoryHealth health = get(memory.health());
        QVERIFY(!health.usable);
        QVERIFY(!health.warning.isEmpty() && !health.warning.contains(QLatin1String("secret")));
    }
}

void TestMemoryStore::sharedPostgres()
{
    PostgresServer server;
    if (const QString why = server.start(); !why.isEmpty()) {
        QSKIP(qPrintable(why));
    }
    m_settings.url = server.url();
    const SampleMemory sample = sampleMemory(500, 40);
    HostMemory mine(m_settings, &m_clock);
    mine.record(sample.attempts);
    for (const RaceRecord &race : sample.races) {
        mine.record(race);
    }
    for (const RestoreRecord &restore : sample.restores) {
        mine.record(restore);
    }
    const MemoryHealth health = get(mine.health());
    QVERIFY2(health.usable, qPrintable(health.warning));
    QCOMPARE(health.attempts, 500);
    HostMemory theirs(m_settings, &m_clock); // the schema is there already
    QCOMPARE(get(theirs.health()).attempts, 500);
    QCOMPARE(get(theirs.curves({}, GroupBy::Gpu)).test.chiSquare, get(mine.curves({}, GroupBy::Gpu)).test.chiSquare);
    theirs.record({readyAttempt(10'001, 9'000)});
    get(theirs.health());
    QCOMPARE(get(mine.health()).attempts, 501); // what one learns, the other knows
    const HostKey host{QStringLiteral("vast"), 10'001};
    QVERIFY(await(mine.setMark(host, HostMark::Banned)).value().has_value());
    get(theirs.health());
    QCOMPARE(theirs.beliefs()->mark(host), HostMark::Banned);
    const qint64 removed = get(theirs.forget(host));
    QVERIFY(removed > 1);
    QCOMPARE(get(mine.health()).attempts, 501 - removed);
    // And by the same statements as in a file.
    MemorySettings local;
    local.file = m_dir->filePath(QStringLiteral("local.sqlite"));
    HostMemory file(local, &m_clock);
    const QString lines = m_dir->filePath(QStringLiteral("lines"));
    QVERIFY(get(mine.exportTo(lines)) > 500);
    QVERIFY(get(file.importFrom(lines)) > 500);
    QCOMPARE(get(file.health()).attempts, 501 - removed);
    QCOMPARE(get(file.curves({}, GroupBy::All)).groups.first().p50.value, get(mine.curves({}, GroupBy::All)).groups.first().p50.value);
}

QTEST_GUILESS_MAIN(TestMemoryStore)
#include "tst_memory_store.moc"
