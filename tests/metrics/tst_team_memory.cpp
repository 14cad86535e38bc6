// SPDX-License-Identifier: GPL-3.0-or-later
// A host memory that a team shares: what is told of a wrong address, and a real PostgreSQL server that comes
// and goes.
#include "services/core/log.h"
#include "services/metrics/host_memory.h"
#include "tests/metrics/memory_samples.h"
#include "tests/metrics/postgres_server.h"
#include "tests/support/await.h"
#include "tests/support/patience.h"

#include <QDirIterator>
#include <QFile>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace snapgpu;
using namespace snapgpu::test;

namespace {

const auto kPassword = QStringLiteral("blue-42-quokka");

} // namespace

class TestTeamMemory final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void addressIsReadPartByPart_data();
    void addressIsReadPartByPart();
    void withoutAServerTheOwnFileWorks();
    void faultsAreNamed_data();
    void faultsAreNamed();
    void membersShare();
    void nothingIsLostWithoutTheServer();
    void ownFileStaysWhole();
    void endsWhileTheServerIsSlow();
    void passwordIsNowhere();

private:
    template <typename T> static T get(Job<T> *job)
    {
        const auto result = await(job, 30'000);
        return result && *result ? **result : T();
    }
    static bool inStep(HostMemory &memory)
    {
        return await(memory.synchronise(), 30'000).value_or(fail(ErrorCategory::Timeout, {})).has_value();
    }
    MemorySettings settings(const QString &name, bool withTeam = true) const
    {
        MemorySettings made;
        made.file = m_dir->filePath(name + QStringLiteral(".sqlite"));
        if (withTeam) {
            made.team = m_team;
        }
        return made;
    }
    /** Each test has a database of its own on the one server. */
    void needServer()
    {
        if (!m_whyNot.isEmpty()) {
            QSKIP(qPrintable(m_whyNot));
        }
        const QString name = QStringLiteral("team%1").arg(++m_databases);
        QVERIFY(m_server.sql(QStringLiteral("CREATE DATABASE ") + name));
        m_team = {m_server.url(QStringLiteral("snapgpu"), name), kPassword};
    }

    MockClock m_clock;
    PostgresServer m_server;
    QString m_whyNot;
    int m_databases = 0;
    TeamMemory m_team;
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestTeamMemory::initTestCase() { m_whyNot = m_server.start(kPassword); }

void TestTeamMemory::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_team = {};
    m_clock.setWall(kNow);
}

void TestTeamMemory::addressIsReadPartByPart_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("word");
    QTest::newRow("good") << "postgresql://me@db.example.org:5433/memory"
                          << "";
    QTest::newRow("short scheme") << "postgres://me@db.example.org/memory"
                                  << "";
    QTest::newRow("another database") << "mysql://me@127.0.0.1/db"
                                      << "no address of a PostgreSQL";
    QTest::newRow("words") << "my server"
                           << "no address of a PostgreSQL";
    QTest::newRow("no host") << "postgresql:///db"
                             << "host is missing";
    QTest::newRow("no database") << "postgresql://me@127.0.0.1"
                                 << "database is missing";
    QTest::newRow("no user") << "postgresql://127.0.0.1/db"
                             << "user is missing";
    QTest::newRow("password") << "postgresql://me:secret@127.0.0.1/db"
                              << "carries a password";
}

void TestTeamMemory::addressIsReadPartByPart()
{
    QFETCH(QString, url);
    QFETCH(QString, word);
    const auto checked = checkTeamAddress(url);
    QCOMPARE(checked.has_value(), word.isEmpty());
    if (!checked) {
        QVERIFY2(checked.error().message.contains(word), qPrintable(checked.error().message));
        QVERIFY(!checked.error().message.contains(QLatin1String("secret")));
    }
}

void TestTeamMemory::withoutAServerTheOwnFileWorks()
{
    m_team.url = QStringLiteral("postgresql://me@127.0.0.1:1/memory"); // nobody listens on port 1
    HostMemory memory(settings(QStringLiteral("mine")), &m_clock);
    QSignalSpy warned(&memory, &HostMemory::warning);
    memory.record({readyAttempt(1, 30'000)});
    QTRY_VERIFY_WITH_TIMEOUT(!get(memory.health()).teamProblem.isEmpty(), 20'000);
    const MemoryHealth health = get(memory.health());
    QVERIFY(health.usable && health.hasTeam && !health.teamOnline);
    QVERIFY2(health.teamProblem.contains(QLatin1String("sent later")), qPrintable(health.teamProblem));
    QCOMPARE(health.attempts, 1); // and is known at once
    QCOMPARE(warned.count(), 1);
    const auto marked = await(memory.setMark({QStringLiteral("vast"), 1}, HostMark::Pinned), 20'000);
    QVERIFY(marked && !*marked); // a team's list needs its server, and says so
}

void TestTeamMemory::faultsAreNamed_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("database");
    QTest::addColumn<QString>("password");
    QTest::addColumn<int>("port"); // 0 = the right one
    QTest::addColumn<QString>("word"); // empty = works
    QTest::newRow("all is well") << "snapgpu"
                                 << "postgres" << kPassword << 0 << "";
    QTest::newRow("wrong password") << "snapgpu"
                                    << "postgres"
                                    << "wrong" << 0 << "one of the two is wrong";
    QTest::newRow("no such user") << "nobody"
                                  << "postgres" << kPassword << 0 << "user nobody";
    QTest::newRow("no password") << "snapgpu"
                                 << "postgres"
                                 << "" << 0 << "none is known";
    QTest::newRow("no such database") << "snapgpu"
                                      << "elsewhere" << kPassword << 0 << "no database elsewhere";
    QTest::newRow("nobody listens") << "snapgpu"
                                    << "postgres" << kPassword << 1 << "No PostgreSQL server listens";
    QTest::newRow("may only read") << "reader"
                                   << "postgres" << kPassword << 0 << "may not make or change tables";
}

void TestTeamMemory::faultsAreNamed()
{
    if (!m_whyNot.isEmpty()) {
        QSKIP(qPrintable(m_whyNot));
    }
    QFETCH(QString, user);
    QFETCH(QString, database);
    QFETCH(QString, password);
    QFETCH(int, port);
    QFETCH(QString, word);
    m_server.sql(
        QStringLiteral("CREATE ROLE reader LOGIN PASSWORD '%1'").arg(kPassword)); // is there the second time
    QString url = m_server.url(user, database);
    if (port != 0) {
        url.replace(QString::number(m_server.port()), QString::number(port));
    }
    QElapsedTimer timer;
    timer.start();
    auto *job = testTeamMemory({url, password}, this);
    QVERIFY(timer.elapsed() < 1'000); // the caller never waits
    const auto tried = await(job, 20'000);
    QVERIFY(tried.has_value());
    QCOMPARE(tried->has_value(), word.isEmpty());
    if (!*tried) {
        QVERIFY2(tried->error().message.contains(word), qPrintable(tried->error().message));
    } else {
        QCOMPARE(**tried, 0); // and the try has left nothing behind
    }
}

void TestTeamMemory::membersShare()
{
    needServer();
    const SampleMemory sample = sampleMemory(500, 40);
    HostMemory mine(settings(QStringLiteral("mine")), &m_clock);
    mine.record(sample.attempts);
    for (const RaceRecord &race : sample.races) {
        mine.record(race);
    }
    for (const RestoreRecord &restore : sample.restores) {
        mine.record(restore);
    }
    QVERIFY(inStep(mine));
    const MemoryHealth health = get(mine.health());
    QVERIFY2(
        health.usable && health.teamOnline && health.teamProblem.isEmpty(), qPrintable(health.teamProblem));
    QCOMPARE(health.attempts, 500);
    QCOMPARE(health.unsent, 0);
    HostMemory theirs(settings(QStringLiteral("theirs")), &m_clock); // the schema is there already
    QVERIFY(inStep(theirs));
    QCOMPARE(get(theirs.health()).attempts, 500);
    QCOMPARE(get(theirs.curves({}, GroupBy::Gpu)).test.chiSquare,
        get(mine.curves({}, GroupBy::Gpu)).test.chiSquare);
    QSignalSpy told(&mine, &HostMemory::changed);
    theirs.record({readyAttempt(10'001, 9'000)});
    QVERIFY(inStep(theirs));
    QVERIFY(inStep(mine));
    QCOMPARE(get(mine.health()).attempts, 501); // what one learns, the other knows
    QTRY_VERIFY(told.count() > 0);
    const HostKey host{QStringLiteral("vast"), 10'001};
    QVERIFY(await(mine.setMark(host, HostMark::Banned), 20'000).value().has_value());
    QVERIFY(inStep(theirs));
    get(theirs.health());
    QCOMPARE(theirs.beliefs()->mark(host), HostMark::Banned);
    const qint64 removed = get(theirs.forget(host));
    QVERIFY(removed > 1);
    QVERIFY(inStep(mine));
    QVERIFY(inStep(theirs));
    QCOMPARE(get(theirs.health()).attempts, 501 - removed);
    get(mine.health());
    QCOMPARE(mine.beliefs()->mark(host), HostMark::None);
    // And by the same statements as in a file.
    HostMemory file(settings(QStringLiteral("file"), false), &m_clock);
    const QString lines = m_dir->filePath(QStringLiteral("lines"));
    QVERIFY(get(theirs.exportTo(lines)) > 400);
    QVERIFY(get(file.importFrom(lines)) > 400);
    QCOMPARE(get(file.importFrom(lines)), 0);
    QCOMPARE(get(file.health()).attempts, 501 - removed);
    QCOMPARE(get(file.curves({}, GroupBy::All)).groups.first().p50.value,
        get(theirs.curves({}, GroupBy::All)).groups.first().p50.value);
}

/** The server is cut off in the middle of work and comes back. */
void TestTeamMemory::nothingIsLostWithoutTheServer()
{
    needServer();
    HostMemory mine(settings(QStringLiteral("mine")), &m_clock);
    HostMemory theirs(settings(QStringLiteral("theirs")), &m_clock);
    mine.record({readyAttempt(1, 30'000)});
    QVERIFY(inStep(mine));
    QVERIFY(inStep(theirs));
    m_server.stop();
    mine.record({readyAttempt(2, 20'000), readyAttempt(3, 20'000)});
    QVERIFY(!inStep(mine));
    MemoryHealth health = get(mine.health());
    QCOMPARE(health.attempts, 3); // known here at once
    QCOMPARE(health.unsent, 2);
    QVERIFY(!health.teamOnline && health.usable);
    { // also when the program ends before the server is back
        HostMemory later(settings(QStringLiteral("mine")), &m_clock);
        QCOMPARE(get(later.health()).attempts, 3);
    }
    QCOMPARE(m_server.startAgain(), QString());
    QVERIFY(inStep(mine));
    health = get(mine.health());
    QVERIFY(health.teamOnline && health.teamProblem.isEmpty());
    QCOMPARE(health.unsent, 0);
    QVERIFY(inStep(theirs));
    QCOMPARE(get(theirs.health()).attempts, 3);
}

/** Joining a team brings what was learned alone; leaving it keeps what was learned within. */
void TestTeamMemory::ownFileStaysWhole()
{
    needServer();
    {
        HostMemory other(settings(QStringLiteral("other")), &m_clock);
        other.record({readyAttempt(7, 30'000)});
        QVERIFY(inStep(other));
    }
    HostMemory mine(settings(QStringLiteral("mine"), false), &m_clock);
    mine.record({readyAttempt(1, 30'000)});
    QVERIFY(await(mine.setMark({QStringLiteral("vast"), 1}, HostMark::Pinned)).value().has_value());
    QCOMPARE(get(mine.health()).attempts, 1);
    mine.useTeam(m_team);
    QVERIFY(inStep(mine));
    QTRY_COMPARE(get(mine.health()).attempts, 2);
    QCOMPARE(mine.beliefs()->mark({QStringLiteral("vast"), 1}), HostMark::Pinned);
    mine.record({readyAttempt(2, 30'000)});
    QVERIFY(inStep(mine));
    QCOMPARE(get(mine.health()).attempts, 3);
    mine.useTeam({});
    QTRY_COMPARE(get(mine.health()).attempts, 2); // without the other one's
    QVERIFY(!get(mine.health()).hasTeam);
}

void TestTeamMemory::endsWhileTheServerIsSlow()
{
    needServer();
    auto mine = std::make_unique<HostMemory>(settings(QStringLiteral("mine")), &m_clock);
    mine->record({readyAttempt(1, 30'000), readyAttempt(2, 30'000)});
    QVERIFY(inStep(*mine));
    const QString name = QStringLiteral("slow");
    {
        QSqlDatabase other = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), name);
        other.setHostName(QStringLiteral("127.0.0.1"));
        other.setPort(m_server.port());
        other.setDatabaseName(QUrl(m_team.url).path().mid(1));
        QVERIFY(other.open(QStringLiteral("snapgpu"), kPassword));
        QSqlQuery query(other);
        // The server itself ends the transaction, and with it the lock: this thread is about to wait.
        QVERIFY(query.exec(QStringLiteral("SET idle_in_transaction_session_timeout = 1000")));
        QVERIFY(query.exec(QStringLiteral("BEGIN")));
        QVERIFY(query.exec(QStringLiteral("LOCK TABLE boot_attempt")));
        mine->forget({QStringLiteral("vast"), 1}); // at the server first, then here
        QTest::qWait(200);
        mine.reset();
    }
    QSqlDatabase::removeDatabase(name);
    HostMemory again(settings(QStringLiteral("mine"), false), &m_clock);
    QCOMPARE(get(again.health()).attempts, 1);
}

void TestTeamMemory::passwordIsNowhere()
{
    needServer();
    const QString log = m_dir->filePath(QStringLiteral("log"));
    installLog(log, false);
    {
        HostMemory mine(settings(QStringLiteral("mine")), &m_clock);
        mine.record({readyAttempt(1, 30'000)});
        QVERIFY(inStep(mine));
        mine.useTeam({m_team.url, QStringLiteral("wrong-") + kPassword}); // what libpq says is logged
        QVERIFY(!inStep(mine));
        QVERIFY(!get(mine.health()).teamProblem.contains(kPassword));
    }
    int files = 0;
    for (QDirIterator it(m_dir->path(), QDir::Files, QDirIterator::Subdirectories); it.hasNext(); ++files) {
        QFile file(it.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains(kPassword.toUtf8()), qPrintable(file.fileName()));
    }
    QVERIFY(files >= 3); // log, own file, copy
}

QTEST_GUILESS_MAIN(TestTeamMemory)
#include "tst_team_memory.moc"
