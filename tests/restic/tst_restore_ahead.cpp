// SPDX-License-Identifier: GPL-3.0-or-later
// What the machine fetches while its restic begins: from a real S3 server by a real curl, over a real sshd;
// and what becomes of a restore when that goes wrong.
#include "services/restore/ahead_list.h"
#include "services/restore/metadata_seed.h"
#include "services/restore/pack_scout.h"
#include "tests/restic/job_wait.h"
#include "tests/restic/restic_fixture.h"
#include "tests/restic/restore_bench.h"
#include "tests/s3/s3_server.h"

#include <csignal>
#include <QDir>
#include <QElapsedTimer>
#include <QTest>

using namespace snapgpu;

class TestRestoreAhead final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_bench.reset(); }
    void cleanupTestCase();
    void resticFetchesNoneOfItAgain();
    void theRestComesWhole();
    void fetchersThatFail_data();
    void fetchersThatFail();
    void aWrongMapCostsTimeOnly();
    void nothingIsLeftOfACancelledOne();
    void nothingIsLeftOfAKilledOne();
    void nothingIsLeftOfOneThatNeverBegan();
    void anothersProcessIsLeftAlone();
    void aFullDiskIsMadeRoomOn();
    void aWarmMachineKeepsItsTrees();
    void nothingIsFoundWhereNothingCanBe();

private:
    RestoreRequest request() const;
    std::shared_ptr<const PacksAhead> look(const RestoreRequest &asked, const QString &password = {});
    RestoreRequest requestAhead(); ///< with what a scout found, which is looked for only once
    /** GETs of these packs: by restic, or by the machine itself. */
    int requestsFor(const PacksAhead &ahead, bool byRestic) const;
    QStringList leftOnMachine() const;
    static int processesWith(const QByteArray &text);

    QString restored() const { return m_bench->target + m_fixture->workspace(); }

    std::shared_ptr<const PacksAhead> m_ahead;
    std::unique_ptr<RestoreBench> m_bench;
    std::unique_ptr<ResticFixture> m_fixture;
    std::unique_ptr<S3Server> m_server;
    Repository m_repository;
    Snapshot m_snapshot;
};

/** Nobody changes the repository, so that one serves all. */
void TestRestoreAhead::initTestCase()
{
    for (const QString &missing : {RestoreBench::missing(), S3Server::missing()}) {
        if (!missing.isEmpty()) {
            QSKIP(qPrintable(missing));
        }
    }
    const QVector<ResticBinary> known = resticBinaries();
    if (known.isEmpty()
        || ResticVersion::parse(known.last().version).value_or(ResticVersion()) < kModernRestic) {
        QSKIP("no restic of 0.17 or newer; to run this test: tests/newest-restic.sh build/tools");
    }
    m_fixture = std::make_unique<ResticFixture>(known.last().program);
    m_fixture->makeWorkspace(24);
    m_fixture->backup();
    m_snapshot = m_fixture->snapshot();
    m_fixture->restic(
        {QStringLiteral("ls"), m_snapshot.id}); // as a launch does, so that the cache has it all
}

void TestRestoreAhead::init()
{
    m_server = std::make_unique<S3Server>(); // whose requests are counted
    QVERIFY(m_server->start(m_fixture->path()) && m_server->slowDown(20, 20'000'000));
    m_repository = m_server->repository(QStringLiteral("repo"));
    m_repository.password = m_fixture->repository().password;
    m_bench = std::make_unique<RestoreBench>(resticBinaries().last().program);
}

void TestRestoreAhead::cleanupTestCase()
{
    m_server.reset();
    m_fixture.reset();
}

RestoreRequest TestRestoreAhead::request() const
{
    RestoreRequest asked = m_bench->request(m_repository, m_snapshot);
    asked.critical = QStringList{m_fixture->workspace() + QStringLiteral("/models")};
    asked.cacheDir = m_fixture->path(QStringLiteral("fixture-cache"));
    asked.linkMbps = 5000;
    return asked;
}

std::shared_ptr<const PacksAhead> TestRestoreAhead::look(const RestoreRequest &asked, const QString &password)
{
    ResticTools tools;
    tools.resticProgram = resticBinaries().last().program;
    tools.cacheDir = asked.cacheDir;
    SnapshotCatalog catalog(tools);
    Repository repository = m_repository;
    repository.password = password.isEmpty() ? repository.password : password;
    const PackScout scout(&catalog, repository, asked);
    return QTest::qWaitFor([&] { return scout.isDone(); }, 60'000) ? scout.found() : nullptr;
}

RestoreRequest TestRestoreAhead::requestAhead()
{
    RestoreRequest asked = request();
    m_ahead = m_ahead ? m_ahead : look(asked);
    asked.ahead = m_ahead;
    return asked;
}

int TestRestoreAhead::requestsFor(const PacksAhead &ahead, bool byRestic) const
{
    QFile log(m_server->log());
    int count = 0;
    if (log.open(QIODevice::ReadOnly)) {
        for (const QByteArray &line : log.readAll().split('\n')) {
            const bool ours = line.contains("X-Amz-Signature") || line.contains("X-Amz-Algorithm");
            for (const PackPart &part : ahead.packs) {
                count += line.contains(QByteArray('/' + part.pack)) && ours != byRestic ? 1 : 0;
            }
        }
    }
    return count;
}

QStringList TestRestoreAhead::leftOnMachine() const
{
    return QDir(m_bench->sshd.path())
        .entryList({QStringLiteral("cache.ahead*")}, QDir::AllEntries | QDir::NoDotAndDotDot);
}

int TestRestoreAhead::processesWith(const QByteArray &text)
{
    int count = 0;
    for (const QString &pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        for (const char *what : {"cmdline", "environ"}) {
            QFile entry(QStringLiteral("/proc/%1/%2").arg(pid, QLatin1String(what)));
            count += pid.toLongLong() > 0 && entry.open(QIODevice::ReadOnly) && entry.readAll().contains(text)
                ? 1
                : 0;
        }
    }
    return count;
}

void TestRestoreAhead::resticFetchesNoneOfItAgain()
{
    RestoreRequest asked = request();
    asked.only.include = asked.critical; // so that nothing else needs something of these packs
    asked.ahead = look(asked);
    QVERIFY(asked.ahead && asked.ahead->packs.size() >= 2);
    int pieces = 0;
    for (const PackPart &part : asked.ahead->packs) {
        pieces += static_cast<int>(aheadPieces(part.ranges).size());
    }
    RestoreJob *job = m_bench->start(asked);
    QElapsedTimer clock;
    clock.start();
    int seen = 0, looks = 0;
    QTimer scan;
    connect(&scan, &QTimer::timeout, this, [&] {
        seen += processesWith("X-Amz-Signature");
        ++looks;
    });
    scan.start(10);
    const auto result = m_bench->wait(job);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    scan.stop();
    QVERIFY(looks > 10);
    QCOMPARE(seen, 0); // the addresses are secrets
    QCOMPARE(requestsFor(*asked.ahead, false), pieces);
    QCOMPARE(requestsFor(*asked.ahead, true), 0);
    QCOMPARE(describeTree(restored() + QStringLiteral("/models")),
        describeTree(m_fixture->workspace() + QStringLiteral("/models")));
    QVERIFY(QTest::qWaitFor([&] { return leftOnMachine().isEmpty(); }, 10'000));
    QVERIFY(!m_bench->agentLog().contains("X-Amz"));
    qInfo("critical %lld ms, %d pieces", result->criticalReadyMs, pieces);
}

void TestRestoreAhead::theRestComesWhole()
{
    RestoreRequest asked = request();
    asked.critical.append(m_fixture->workspace() + QStringLiteral("/odd"));
    asked.ahead = look(asked);
    QVERIFY(asked.ahead);
    const auto result = m_bench->restore(asked);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QVERIFY(requestsFor(*asked.ahead, false) > 0);
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
    QVERIFY(result->criticalReadyMs > 0 && result->criticalReadyMs < result->elapsedMs);
    QVERIFY(QTest::qWaitFor([&] { return leftOnMachine().isEmpty(); }, 10'000));
}

void TestRestoreAhead::fetchersThatFail_data()
{
    QTest::addColumn<QByteArray>("curl");
    // Reads curl's list and makes each file as asked for, but for one thing.
    const auto liar = [](const QByteArray &bytes, const QByteArray &code) -> QByteArray {
        return R"perl(#!/usr/bin/perl
open(my $mark, '>', "$0.ran");
while (<STDIN>) {
    $out = $1 if /^output = "(.*)"/;
    next unless /^range = "(\d+)-(\d+)"/;
    my $size = $2 - $1 + 1;
    open(my $f, '>', $out);
    print $f )perl"
            + bytes + R"perl(;
    close $f;
    print STDERR "\n$out )perl"
            + code + R"perl( $size\n";
}
)perl";
    };
    QTest::newRow("no such option") << QByteArray("#!/bin/sh\n: >\"$0.ran\"\nexit 2\n");
    QTest::newRow("refused") << liar("''", "403");
    QTest::newRow("the whole object instead of a range") << liar("'x' x $size", "200");
    QTest::newRow("wrong bytes") << liar("'x' x $size", "206");
    QTest::newRow("cut short") << liar("'x' x ($size / 2)", "206");
    QTest::newRow("no file") << QByteArray("#!/bin/sh\n: >\"$0.ran\"\necho '/no/such/file 206 9' >&2\n");
    QTest::newRow("junk") << QByteArray("#!/bin/sh\n: >\"$0.ran\"\nhead -c 100000 /dev/urandom >&2\n");
    QTest::newRow("never ends") << QByteArray(
        "#!/usr/bin/perl\nopen(my $mark, '>', \"$0.ran\");\nsleep 600;\n");
}

/** Whatever the machine's curl does, restic fetches what is not there or not right. */
void TestRestoreAhead::fetchersThatFail()
{
    QFETCH(QByteArray, curl);
    writeFile(m_bench->sshd.path(QStringLiteral("bin/curl")), curl, true);
    RestoreRequest asked = requestAhead();
    QVERIFY(asked.ahead);
    const auto result = m_bench->restore(asked);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(requestsFor(*asked.ahead, false), 0);
    QVERIFY(requestsFor(*asked.ahead, true) > 0);
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
    QVERIFY(QTest::qWaitFor([&] { return leftOnMachine().isEmpty(); }, 10'000));
    QCOMPARE(processesWith((m_bench->sshd.path() + QStringLiteral("/bin/curl")).toUtf8()), 0);
    QVERIFY(QFile::exists(m_bench->sshd.path(QStringLiteral("bin/curl.ran"))));
}

/** As after a repacking that this computer's cache does not know of. */
void TestRestoreAhead::aWrongMapCostsTimeOnly()
{
    RestoreRequest asked = requestAhead();
    QVERIFY(asked.ahead);
    auto wrong = std::make_shared<PacksAhead>(*asked.ahead);
    for (PackPart &part : wrong->packs) {
        for (PackRange &range : part.ranges) {
            range.length = range.length / 2 + 1;
        }
    }
    wrong->packs.append({QByteArray(64, '0'), {{0, 1000}}}); // a pack that is nowhere
    asked.ahead = wrong;
    const auto result = m_bench->restore(asked);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QVERIFY(requestsFor(*asked.ahead, false) > 0 && requestsFor(*asked.ahead, true) > 0);
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
    QVERIFY(QTest::qWaitFor([&] { return leftOnMachine().isEmpty(); }, 10'000));
}

void TestRestoreAhead::nothingIsLeftOfACancelledOne()
{
    RestoreRequest asked = requestAhead();
    QVERIFY(asked.ahead);
    QVERIFY(m_server->slowDown(20, 300'000)); // a piece takes ten seconds
    asked.repository.url = m_server->url(QStringLiteral("repo"));
    RestoreJob *job = m_bench->start(asked);
    const QByteArray folder = (m_bench->sshd.path(QStringLiteral("cache.ahead/pid"))).toUtf8();
    QVERIFY(QTest::qWaitFor([&] { return QFile::exists(QString::fromUtf8(folder)); }, 30'000));
    QTest::qWait(300);
    job->cancel();
    m_bench->wait(job);
    QVERIFY(QTest::qWaitFor(
        [&] { return leftOnMachine().isEmpty() && m_bench->resticPids().isEmpty(); }, 20'000));
    QCOMPARE(processesWith("--parallel-immediate"), 0);
}

void TestRestoreAhead::nothingIsLeftOfAKilledOne()
{
    RestoreRequest asked = requestAhead();
    QVERIFY(asked.ahead);
    QVERIFY(m_server->slowDown(20, 5'000'000));
    asked.repository.url = m_server->url(QStringLiteral("repo"));
    RestoreJob *job = m_bench->start(asked);
    QFile runner(m_bench->sshd.agentDir() + QStringLiteral("/run/runner.pid"));
    QVERIFY(QTest::qWaitFor([&] { return runner.exists() && runner.size() > 0; }, 30'000));
    QTest::qWait(400);
    QVERIFY(runner.open(QIODevice::ReadOnly));
    QCOMPARE(::kill(runner.readAll().trimmed().toInt(), SIGKILL), 0);
    const auto result = m_bench->wait(job); // goes on by itself
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
    QVERIFY(QTest::qWaitFor([&] { return leftOnMachine().isEmpty(); }, 10'000));
}

void TestRestoreAhead::nothingIsLeftOfOneThatNeverBegan()
{
    QVERIFY(m_server->slowDown(20, 300'000));
    RestoreRequest asked = request();
    asked.repository.url = m_server->url(QStringLiteral("repo"));
    auto ahead = std::make_shared<PacksAhead>();
    ahead->repository = QByteArray(64, 'e');
    ahead->packs = {{QByteArray(64, 'a'), {{0, 5'000'000}}}};
    asked.ahead = ahead;
    const QByteArray list = aheadList(asked, 4, QDateTime::currentDateTimeUtc());
    std::shared_ptr<AgentChannel> channel = m_bench->login();
    channel->send("ahead " + QByteArray::number(list.size()) + " key", list);
    QVERIFY(QTest::qWaitFor(
        [&] { return QFile::exists(m_bench->sshd.path(QStringLiteral("cache.ahead/key"))); }, 30'000));
    channel.reset();
    QVERIFY(QTest::qWaitFor([&] { return leftOnMachine().isEmpty(); }, 10'000));
}

/** The number of a curl that is gone may be somebody else's by now. */
void TestRestoreAhead::anothersProcessIsLeftAlone()
{
    QProcess other;
    other.start(QStringLiteral("sleep"), {QStringLiteral("600")});
    QVERIFY(other.waitForStarted());
    QDir().mkpath(m_bench->sshd.path(QStringLiteral("cache.ahead")));
    writeFile(
        m_bench->sshd.path(QStringLiteral("cache.ahead/pid")), QByteArray::number(other.processId()) + '\n');
    const std::shared_ptr<AgentChannel> channel = m_bench->login();
    QVERIFY(QTest::qWaitFor([&] { return leftOnMachine().isEmpty(); }, 10'000));
    QVERIFY(!other.waitForFinished(300));
    other.kill();
    other.waitForFinished();
}

/** What was fetched ahead lies there twice for a moment, which may be what does not fit. */
void TestRestoreAhead::aFullDiskIsMadeRoomOn()
{
    m_bench->wrapRestic(
        "case $RESTIC_CACHE_DIR in *.ahead) echo 'Fatal: write: no space left on device' >&2\n"
        "    exit 1 ;;\nesac\n[ \"$1\" != restore ] || [ ! -e \""
        + m_bench->sshd.path(QStringLiteral("cache.ahead")).toUtf8() + "\" ] || exit 1\nexec "
        + resticBinaries().last().program.toUtf8() + " \"$@\"\n");
    RestoreRequest asked = requestAhead();
    QVERIFY(asked.ahead);
    const auto result = m_bench->restore(asked);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

void TestRestoreAhead::aWarmMachineKeepsItsTrees()
{
    RestoreRequest asked = requestAhead();
    QVERIFY(asked.ahead);
    const auto trees = [&] {
        int count = 0;
        for (const SeedFile &seed : seedFiles(asked.cacheDir, m_snapshot.id)) {
            count += seed.kind == "data" ? m_server->requests("GET", '/' + seed.id) : 0;
        }
        return count;
    };
    RestoreRequest cold = asked;
    cold.cacheDir.clear(); // so that the machine fetches the trees itself
    auto result = m_bench->restore(cold);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    const int fetched = trees();
    QVERIFY(fetched > 0);
    removeTree(m_bench->target);
    result = m_bench->restore(cold);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(trees(), fetched);
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

void TestRestoreAhead::nothingIsFoundWhereNothingCanBe()
{
    RestoreRequest asked = request();
    QVERIFY(PackScout::isOfUse(m_repository, asked));
    QVERIFY(!look(asked, QStringLiteral("wrong")));
    RestoreRequest other = asked;
    other.critical = QStringList{QStringLiteral("/no/such/folder")};
    QVERIFY(!look(other));
    other = asked;
    other.cacheDir = m_fixture->path(QStringLiteral("no-cache"));
    QVERIFY(!look(other));
    other = asked;
    other.subfolder = QStringLiteral("/nowhere");
    QVERIFY(!look(other));
    other.subfolder = m_fixture->workspace();
    other.critical = QStringList{QStringLiteral("/models")};
    QVERIFY(look(other)); // patterns begin at the folder, as restic's do
    Repository there = m_repository;
    there.host = QStringLiteral("user@vps");
    QVERIFY(!PackScout::isOfUse(there, asked));
    other = asked;
    other.repository = m_fixture->repository();
    QVERIFY(!PackScout::isOfUse(m_repository, other));
    other = asked;
    other.critical.clear();
    QVERIFY(!PackScout::isOfUse(m_repository, other));
    // Deleted while it is at work: no waiting (this restic takes its time), no answer.
    const QString slow = m_fixture->path(QStringLiteral("slow-restic"));
    writeFile(slow, "#!/bin/sh\nexec sleep 60\n", true);
    ResticTools tools;
    tools.resticProgram = slow;
    tools.cacheDir = asked.cacheDir;
    SnapshotCatalog catalog(tools);
    for (const int ms : {0, 200, 700}) {
        auto scout = std::make_unique<PackScout>(&catalog, m_repository, asked);
        QTest::qWait(ms);
        QElapsedTimer clock;
        clock.start();
        scout.reset();
        QVERIFY(clock.elapsed() < 10'000);
    }
    // Half of it known is as bad as nothing: restic would look for the other half in what is there.
    const QString cache = asked.cacheDir + QLatin1Char('/')
        + QString::fromLatin1(seedFiles(asked.cacheDir, m_snapshot.id).constFirst().repository);
    QDir().mkpath(cache + QStringLiteral("/index/00"));
    writeFile(cache + QStringLiteral("/index/00/") + QString(64, QLatin1Char('0')), "junk");
    QVERIFY(!look(asked));
    QVERIFY(QFile::remove(cache + QStringLiteral("/index/00/") + QString(64, QLatin1Char('0'))));
    QVERIFY(look(asked));
    removeTree(cache + QStringLiteral("/data"));
    QVERIFY(!look(asked));
}

QTEST_GUILESS_MAIN(TestRestoreAhead)
#include "tst_restore_ahead.moc"
