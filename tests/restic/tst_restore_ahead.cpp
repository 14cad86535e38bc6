// SPDX-License-Identifier: GPL-3.0-or-later
// What the machine fetches while its restic begins: from a real S3 server by a real curl, over a real sshd;
// and what becomes of a restore when that goes wrong.
#include "services/restore/ahead_list.h"
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
    void init();
    void cleanup();
    void resticFetchesNoneOfItAgain();
    void theRestComesWhole();
    void fetchersThatFail_data();
    void fetchersThatFail();
    void aWrongMapCostsTimeOnly();
    void nothingIsLeftOfACancelledOne();
    void nothingIsLeftOfAKilledOne();
    void nothingIsFoundWhereNothingCanBe();

private:
    bool prepare();
    RestoreRequest request() const;
    std::shared_ptr<const PacksAhead> look(const RestoreRequest &asked, const QString &password = {});
    /** GETs of these packs: by restic, or by the machine itself. */
    int requestsFor(const PacksAhead &ahead, bool byRestic) const;
    QStringList leftOnMachine() const;
    static int processesWith(const QByteArray &text);

    QString restored() const { return m_bench->target + m_fixture->workspace(); }

    std::unique_ptr<RestoreBench> m_bench;
    std::unique_ptr<ResticFixture> m_fixture;
    std::unique_ptr<S3Server> m_server;
    Repository m_repository;
    Snapshot m_snapshot;
};

void TestRestoreAhead::init()
{
    for (const QString &missing : {RestoreBench::missing(), S3Server::missing()}) {
        if (!missing.isEmpty()) {
            QSKIP(qPrintable(missing));
        }
    }
    if (!prepare()) {
        QSKIP("no restic of 0.17 or newer; to run this test: tests/newest-restic.sh build/tools");
    }
}

void TestRestoreAhead::cleanup()
{
    m_bench.reset();
    m_server.reset();
    m_fixture.reset();
}

bool TestRestoreAhead::prepare()
{
    const QVector<ResticBinary> known = resticBinaries();
    if (known.isEmpty()
        || ResticVersion::parse(known.last().version).value_or(ResticVersion()) < kModernRestic) {
        return false;
    }
    m_fixture = std::make_unique<ResticFixture>(known.last().program);
    m_fixture->makeWorkspace(40);
    m_fixture->backup();
    m_snapshot = m_fixture->snapshot();
    m_fixture->restic(
        {QStringLiteral("ls"), m_snapshot.id}); // as a launch does, so that the cache has it all
    m_server = std::make_unique<S3Server>();
    if (!m_server->start(m_fixture->path()) || !m_server->slowDown(20, 20'000'000)) {
        return false;
    }
    m_repository = m_server->repository(QStringLiteral("repo"));
    m_repository.password = m_fixture->repository().password;
    m_bench = std::make_unique<RestoreBench>(known.last().program);
    return true;
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
    return QDir(m_bench->sshd.agentDir())
        .entryList(
            {QStringLiteral("ahead"), QStringLiteral("gone.*")}, QDir::AllEntries | QDir::NoDotAndDotDot);
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
    QVERIFY(QTest::qWaitFor([&] { return leftOnMachine().isEmpty(); }, 5'000));
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
    QVERIFY(QTest::qWaitFor([&] { return leftOnMachine().isEmpty(); }, 5'000));
}

void TestRestoreAhead::fetchersThatFail_data()
{
    QTest::addColumn<QByteArray>("curl");
    // Reads curl's list and makes each file as asked for, but for one thing.
    const auto liar = [](const QByteArray &bytes, const QByteArray &code) -> QByteArray {
        return R"perl(#!/usr/bin/perl
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
    QTest::newRow("no such option") << QByteArray("#!/bin/sh\nexit 2\n");
    QTest::newRow("refused") << liar("''", "403");
    QTest::newRow("the whole object instead of a range") << liar("'x' x $size", "200");
    QTest::newRow("wrong bytes") << liar("'x' x $size", "206");
    QTest::newRow("cut short") << liar("'x' x ($size / 2)", "206");
    QTest::newRow("no file") << QByteArray("#!/bin/sh\necho '/no/such/file 206 9' >&2\n");
    QTest::newRow("junk") << QByteArray("#!/bin/sh\nhead -c 100000 /dev/urandom >&2\n");
    QTest::newRow("never ends") << QByteArray("#!/bin/sh\nexec sleep 61.5\n");
}

/** Whatever the machine's curl does, restic fetches what is not there or not right. */
void TestRestoreAhead::fetchersThatFail()
{
    QFETCH(QByteArray, curl);
    writeFile(m_bench->sshd.path(QStringLiteral("bin/curl")), curl, true);
    RestoreRequest asked = request();
    asked.ahead = look(asked);
    QVERIFY(asked.ahead);
    const auto result = m_bench->restore(asked);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(requestsFor(*asked.ahead, false), 0);
    QVERIFY(requestsFor(*asked.ahead, true) > 0);
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
    QVERIFY(QTest::qWaitFor([&] { return leftOnMachine().isEmpty(); }, 5'000));
    QCOMPARE(processesWith(QByteArray("sleep\0"
                                      "61.5",
                 10)),
        0);
}

/** As after a repacking that this computer's cache does not know of. */
void TestRestoreAhead::aWrongMapCostsTimeOnly()
{
    RestoreRequest asked = request();
    asked.ahead = look(asked);
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
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
    QVERIFY(QTest::qWaitFor([&] { return leftOnMachine().isEmpty(); }, 5'000));
}

void TestRestoreAhead::nothingIsLeftOfACancelledOne()
{
    RestoreRequest asked = request();
    asked.ahead = look(asked);
    QVERIFY(asked.ahead);
    QVERIFY(m_server->slowDown(20, 300'000)); // a piece takes ten seconds
    asked.repository.url = m_server->url(QStringLiteral("repo"));
    RestoreJob *job = m_bench->start(asked);
    const QByteArray folder = (m_bench->sshd.agentDir() + QStringLiteral("/ahead/pid")).toUtf8();
    QVERIFY(QTest::qWaitFor([&] { return QFile::exists(QString::fromUtf8(folder)); }, 10'000));
    QTest::qWait(300);
    job->cancel();
    m_bench->wait(job);
    QVERIFY(QTest::qWaitFor(
        [&] { return leftOnMachine().isEmpty() && m_bench->resticPids().isEmpty(); }, 20'000));
    QCOMPARE(processesWith("--parallel-immediate"), 0);
}

void TestRestoreAhead::nothingIsLeftOfAKilledOne()
{
    RestoreRequest asked = request();
    asked.ahead = look(asked);
    QVERIFY(asked.ahead);
    QVERIFY(m_server->slowDown(20, 2'000'000));
    asked.repository.url = m_server->url(QStringLiteral("repo"));
    RestoreJob *job = m_bench->start(asked);
    QFile runner(m_bench->sshd.agentDir() + QStringLiteral("/run/runner.pid"));
    QVERIFY(QTest::qWaitFor([&] { return runner.exists() && runner.size() > 0; }, 10'000));
    QTest::qWait(400);
    QVERIFY(runner.open(QIODevice::ReadOnly));
    QCOMPARE(::kill(runner.readAll().trimmed().toInt(), SIGKILL), 0);
    const auto result = m_bench->wait(job); // goes on by itself
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
    QVERIFY(QTest::qWaitFor([&] { return leftOnMachine().isEmpty(); }, 5'000));
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
    // Deleted while it is at work: no waiting, no answer.
    ResticTools tools;
    tools.resticProgram = resticBinaries().last().program;
    tools.cacheDir = asked.cacheDir;
    SnapshotCatalog catalog(tools);
    for (const int ms : {0, 200, 700}) {
        auto scout = std::make_unique<PackScout>(&catalog, m_repository, asked);
        QTest::qWait(ms);
        QElapsedTimer clock;
        clock.start();
        scout.reset();
        QVERIFY(clock.elapsed() < 500);
    }
}

QTEST_GUILESS_MAIN(TestRestoreAhead)
#include "tst_restore_ahead.moc"
