// SPDX-License-Identifier: GPL-3.0-or-later
// Disks of a machine that are full, read-only, or not the same for target and agent: real ones, in memory.
#include "services/restore/pack_scout.h"
#include "tests/restic/restore_test.h"
#include "tests/restic/small_disk.h"
#include "tests/s3/s3_server.h"
#include "tests/support/patience.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>
#include <vector>

using namespace snapgpu;

namespace {

/** Empty, or the sentence for QSKIP. */
QString missingForAhead()
{
    const QVector<ResticBinary> known = resticBinaries();
    const bool modern = !known.isEmpty()
        && ResticVersion::parse(known.last().version).value_or(ResticVersion()) >= kModernRestic;
    return modern
        ? S3Server::missing()
        : QStringLiteral("no restic of 0.17 or newer; to run this test: tests/newest-restic.sh build/tools");
}

} // namespace

#define SKIP_WITHOUT_AHEAD()                                                                                 \
    if (const QString missing = missingForAhead(); !missing.isEmpty()) {                                     \
        QSKIP(qPrintable(missing));                                                                          \
    }

class TestRestoreDisk final : public RestoreTest
{
    Q_OBJECT
public:
    TestRestoreDisk()
        : RestoreTest(24)
    {
    }
    static void initMain() { s_noMounts = enterOwnMounts(); }

private Q_SLOTS:
    void initTestCase();
    void cleanup()
    {
        if (m_bench) {
            m_bench->sshd.stop();
            removeTree(QFileInfo(m_bench->sshd.agentDir() + QStringLiteral("/run")).canonicalFilePath());
            m_disks.clear(); // before the folders they lie on
        }
        m_bench.reset();
    }
    void fullTarget_data() { addResticRows(); }
    void fullTarget();
    void fullTargetWithFetchAhead();
    void oneDiskWithRoomForItOnce();
    void oneDiskThatFillsMeanwhile();
    void everyFolderOnADiskOfItsOwn();
    void fullDisksBesideTheTarget_data() { addResticRows(); }
    void fullDisksBesideTheTarget();
    void readOnlyTarget_data() { addResticRows(); }
    void readOnlyTarget();

private:
    /** On a folder of the machine. */
    SmallDisk *disk(const char *folder, const QByteArray &size)
    {
        m_disks.push_back(std::make_unique<SmallDisk>(m_bench->sshd.path(QLatin1String(folder)), size));
        return m_disks.back().get();
    }
    /** The same repository behind S3, and what holds the critical files found out. False when it cannot be.
     */
    bool prepareAhead(S3Server &server, RestoreRequest &asked);
    /** Target, agent and caches of the machine from now on: in its folder "disk". */
    bool moveOntoOneDisk(RestoreRequest &asked);
    void bringRestic(const QString &program) const; ///< into an agent's folder that is new
    /** Requests of the machine's curl, whose addresses are signed. */
    static int fetchedAhead(const S3Server &server, const RestoreRequest &asked);
    void mustSayFull(const Result<RestoreProgress> &result) const;
    /** What a restore left besides what every restore leaves. */
    QStringList residue() const;

    std::vector<std::unique_ptr<SmallDisk>> m_disks;
    static inline QString s_noMounts;
};

void TestRestoreDisk::initTestCase()
{
    if (!s_noMounts.isEmpty()) {
        QSKIP(qPrintable(s_noMounts));
    }
}

bool TestRestoreDisk::prepareAhead(S3Server &server, RestoreRequest &asked)
{
    if (!prepareNewest() || !server.start(m_fixture->path()) || !server.slowDown(20, 20'000'000)) {
        return false;
    }
    Repository repository = server.repository(QStringLiteral("repo"));
    repository.password = m_fixture->repository().password;
    m_fixture->restic({QStringLiteral("ls"), m_snapshot.id}); // fills the cache
    asked = m_bench->request(repository, m_snapshot);
    asked.critical = QStringList{m_fixture->workspace() + QStringLiteral("/models")};
    asked.cacheDir = m_fixture->path(QStringLiteral("fixture-cache"));
    asked.linkMbps = 5000;
    ResticTools tools;
    tools.resticProgram = newest();
    tools.cacheDir = asked.cacheDir;
    SnapshotCatalog catalog(tools);
    const PackScout scout(&catalog, repository, asked);
    asked.ahead = QTest::qWaitFor([&] { return scout.isDone(); }, 60'000) ? scout.found() : nullptr;
    return asked.ahead != nullptr;
}

bool TestRestoreDisk::moveOntoOneDisk(RestoreRequest &asked)
{
    const QString on = m_bench->sshd.path(QStringLiteral("disk"));
    asked.target = m_bench->target = on + QStringLiteral("/target");
    QDir().mkpath(on + QStringLiteral("/agent"));
    removeTree(m_bench->sshd.agentDir());
    QFile::link(on + QStringLiteral("/agent"), m_bench->sshd.agentDir());
    bringRestic(newest());
    m_bench->sshd.stop();
    m_bench->sshd.addConfig("SetEnv SNAPGPU_DIR=\"" + on.toUtf8() + "/agent\" RESTIC_CACHE_DIR=\""
        + on.toUtf8() + "/cache\" PATH=\"" + m_bench->sshd.path().toUtf8() + "/bin:/usr/bin:/bin\"\n");
    return m_bench->sshd.start();
}

void TestRestoreDisk::bringRestic(const QString &program) const
{
    QDir().mkpath(m_bench->sshd.agentDir() + QStringLiteral("/bin"));
    QFile::link(program, m_bench->sshd.agentDir() + QStringLiteral("/bin/restic"));
}

int TestRestoreDisk::fetchedAhead(const S3Server &server, const RestoreRequest &asked)
{
    QFile log(server.log());
    int count = 0;
    if (log.open(QIODevice::ReadOnly)) {
        for (const QByteArray &line : log.readAll().split('\n')) {
            count += line.contains("X-Amz-Signature") && line.contains(asked.ahead->packs.constFirst().pack)
                ? 1
                : 0;
        }
    }
    return count;
}

void TestRestoreDisk::mustSayFull(const Result<RestoreProgress> &result) const
{
    QVERIFY(!result);
    QCOMPARE(toText(result.error().category), toText(ErrorCategory::DiskFull));
    const QString &said = result.error().message;
    QVERIFY2(said.contains(m_bench->target) && said.contains(QStringLiteral("is full"))
            && !said.contains(QLatin1Char('\n')),
        whyNot(result).constData());
}

QStringList TestRestoreDisk::residue() const
{
    const auto filters = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
    QStringList left = QDir(m_bench->sshd.agentDir()).entryList(filters);
    for (const char *known : {"agent.pid", "bin", "lease", "restored", "run", "unfinished"}) {
        left.removeAll(QLatin1String(known));
    }
    for (const char *folder : {"", "disk"}) {
        left += QDir(m_bench->sshd.path(QLatin1String(folder)))
                    .entryList({QStringLiteral("cache.ahead*")}, filters);
    }
    return left;
}

void TestRestoreDisk::fullTarget()
{
    SKIP_UNLESS(prepare());
    SmallDisk *small = disk("target", "8m");
    QVERIFY(small->isThere());
    RestoreRequest asked = request();
    asked.critical = QStringList{QStringLiteral("*.py")}; // which fit
    mustSayFull(m_bench->restore(asked));
    QVERIFY(m_bench->last.criticalReadyMs > 0);
    QCOMPARE(residue(), QStringList());
    QVERIFY(m_bench->resticPids().isEmpty());
    QVERIFY(small->resize("64m")); // as when somebody made room
    const auto result = m_bench->restore(asked);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
    QVERIFY(!QFile::exists(m_bench->sshd.agentDir() + QStringLiteral("/unfinished")));
}

void TestRestoreDisk::fullTargetWithFetchAhead()
{
    SKIP_WITHOUT_AHEAD();
    S3Server server;
    RestoreRequest asked;
    QVERIFY(prepareAhead(server, asked));
    SmallDisk *small = disk("target", "8m");
    QVERIFY(small->isThere());
    mustSayFull(m_bench->restore(asked));
    QVERIFY(fetchedAhead(server, asked) > 0);
    QTRY_COMPARE(residue(), QStringList()); // it is removed behind the restore's back
    QVERIFY(m_bench->resticPids().isEmpty());
    QVERIFY(small->resize("64m"));
    const auto result = m_bench->restore(asked);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
    QTRY_COMPARE(residue(), QStringList());
}

/** Where all of it would be needed three times, it is not fetched ahead at all. */
void TestRestoreDisk::oneDiskWithRoomForItOnce()
{
    SKIP_WITHOUT_AHEAD();
    S3Server server;
    RestoreRequest asked;
    QVERIFY(prepareAhead(server, asked));
    SmallDisk *small = disk("disk", "34m");
    QVERIFY(small->isThere() && moveOntoOneDisk(asked));
    const auto result = m_bench->restore(asked);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(fetchedAhead(server, asked), 0);
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

/** There was room for it, and somebody else takes that: what was fetched ahead goes, and the restore is
 * whole. */
void TestRestoreDisk::oneDiskThatFillsMeanwhile()
{
    SKIP_WITHOUT_AHEAD();
    S3Server server;
    RestoreRequest asked;
    QVERIFY(prepareAhead(server, asked));
    SmallDisk *small = disk("disk", "100m");
    QVERIFY(small->isThere() && moveOntoOneDisk(asked));
    // Between the last piece and restic's first file.
    m_bench->wrapRestic("on='" + m_bench->sshd.path(QStringLiteral("disk")).toUtf8() + R"sh('
case $RESTIC_CACHE_DIR in *.ahead)
    for i in $(seq 200); do
        curl=$(cat "$on/cache.ahead/pid" 2>/dev/null)
        [ -n "$curl" ] && ! kill -0 "$curl" 2>/dev/null && [ -z "$(ls "$on/cache.ahead/get")" ] && break
        sleep 0.1
    done
    free=$(df -Pk "$on" | awk 'NR == 2 { print $4 }')
    head -c "$(((free - 5000) * 1024))" /dev/zero >"$on/ballast" ;;
esac
exec ')sh"
        + newest().toUtf8() + "' \"$@\"\n");
    const auto result = m_bench->restore(asked);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QVERIFY(fetchedAhead(server, asked) > 0);
    QVERIFY(m_bench->agentLog().contains("no space left"));
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
    QTRY_COMPARE(residue(), QStringList());
}

/** Nothing can be linked or moved from one to the other. */
void TestRestoreDisk::everyFolderOnADiskOfItsOwn()
{
    SKIP_WITHOUT_AHEAD();
    S3Server server;
    RestoreRequest asked;
    QVERIFY(prepareAhead(server, asked));
    const SmallDisk *target = disk("target", "64m"), *cache = disk("cache", "64m"),
                    *agent = disk("agent", "4m");
    QVERIFY(target->isThere() && cache->isThere() && agent->isThere());
    bringRestic(newest());
    for (int round = 0; round < 2; ++round) { // the second time there is something in the cache
        removeTree(restored());
        const auto result = m_bench->restore(asked);
        QVERIFY2(result.has_value(), whyNot(result).constData());
        QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
        QTRY_COMPARE(residue(), QStringList());
    }
}

/** The agent's own disk, or that of restic's cache, is not where the files go. */
void TestRestoreDisk::fullDisksBesideTheTarget()
{
    SKIP_UNLESS(prepare());
    SmallDisk *cache = disk("cache", "64k"), *agent = disk("agent", "64k");
    QVERIFY(cache->isThere() && agent->isThere());
    bringRestic(program());
    for (const char *full : {"cache/ballast", "agent/ballast"}) {
        QFile ballast(m_bench->sshd.path(QLatin1String(full)));
        QVERIFY(ballast.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        while (ballast.write(QByteArray(4096, 'x')) > 0) { }
    }
    RestoreRequest asked = request();
    asked.critical = QStringList{QStringLiteral("*.py")};
    auto result = m_bench->restore(asked);
    if (!result) { // restic 0.19 does not begin then
        QCOMPARE(toText(result.error().category), toText(ErrorCategory::DiskFull));
        QVERIFY2(
            result.error().message.contains(QStringLiteral("restic's cache")), whyNot(result).constData());
        QVERIFY(cache->resize("8m"));
        result = m_bench->restore(asked);
    }
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

void TestRestoreDisk::readOnlyTarget()
{
    SKIP_UNLESS(prepare());
    const SmallDisk disk(m_bench->target, "1m", SmallDisk::Access::ReadOnly);
    QVERIFY(disk.isThere());
    const auto result = m_bench->restore(request());
    QVERIFY(!result);
    QVERIFY2(result.error().message.contains(QStringLiteral("is read-only")), whyNot(result).constData());
}

QTEST_GUILESS_MAIN(TestRestoreDisk)
#include "tst_restore_disk.moc"
