// SPDX-License-Identifier: GPL-3.0-or-later
// What lies in the target before and after: holes, links in the place of folders; words that break off; locks
// of the dead. With each restic there is.
#include "services/restic/restic_browser.h"
#include "services/restore/link_scout.h"
#include "tests/restic/job_wait.h"
#include "tests/restic/restore_test.h"

#include <csignal>
#include <QDir>
#include <QTest>
#include <sys/stat.h>
#include <unistd.h>

using namespace snapgpu;

namespace {

qint64 blocksOf(const QString &path)
{
    struct stat facts = {};
    return stat(path.toUtf8().constData(), &facts) == 0 ? qint64(facts.st_blocks) * 512 : -1;
}

} // namespace

class TestRestoreTarget final : public RestoreTest
{
    Q_OBJECT
public:
    TestRestoreTarget()
        : RestoreTest(1)
    {
    }

private Q_SLOTS:
    void holesStayHoles_data() { addResticRows(); }
    void holesStayHoles();
    void aLinkWhereAFolderBelongs_data() { addResticRows(); }
    void aLinkWhereAFolderBelongs();
    void wordsBreakOff_data();
    void wordsBreakOff();
    void aListBreaksOff();
    void theKilledRestoreLeavesNoLock_data() { addResticRows(); }
    void theKilledRestoreLeavesNoLock();
    void theScoutFindsHardLinks_data() { addResticRows(); }
    void theScoutFindsHardLinks();
    void ourDeadLocksGoAndOthersStay_data() { addResticRows(); }
    void ourDeadLocksGoAndOthersStay();
    void ourDeadLocksOnAVpsGo_data() { addResticRows(); }
    void ourDeadLocksOnAVpsGo();

private:
    QStringList locks() const
    {
        return QDir(m_fixture->path(QStringLiteral("repo/locks"))).entryList(QDir::Files);
    }
    /** A restic that dies by kill -9 as soon as its lock is in the repository. */
    QByteArray dyingRestic() const
    {
        return "#!/bin/sh\ncase \" $* \" in *' forget '*|*' backup '*)\n(n=0; while [ $n -lt 1500 ]; do for "
               "l in '"
            + m_fixture->path(QStringLiteral("repo/locks")).toUtf8()
            + "'/*; do case $l in *-tmp-*|*'*') ;; *) kill -9 $$; exit ;; esac; done; n=$((n+1)); sleep "
              "0.01; "
              "done) "
              ">/dev/null 2>&1 &\n;; esac\nexec '"
            + program().toUtf8() + "' \"$@\"\n";
    }
    std::unique_ptr<ResticBrowser> browser(const QString &restic) const
    {
        ResticTools tools;
        tools.resticProgram = restic;
        tools.cacheDir = m_fixture->path(QStringLiteral("cache"));
        return std::make_unique<ResticBrowser>(tools, m_fixture->repository(),
            BrowserFiles{m_fixture->path(QStringLiteral("home/catalog.sqlite")),
                m_fixture->path(QStringLiteral("home/trees")),
                m_fixture->path(QStringLiteral("home/own.json"))});
    }
};

void TestRestoreTarget::holesStayHoles()
{
    if (program().isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    constexpr qint64 kSize = 24 * 1024 * 1024;
    m_fixture = std::make_shared<ResticFixture>(program());
    m_fixture->makeWorkspace(1);
    const QString disk = m_fixture->workspace() + QStringLiteral("/disk.img");
    writeFile(disk, QByteArray(4096, 'a'));
    QFile file(disk);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.resize(kSize) && file.seek(kSize - 4096));
    file.write(QByteArray(4096, 'z'));
    file.close();
    QVERIFY2(blocksOf(disk) < kSize / 4,
        "the file system under the tests has no holes; set TMPDIR to one that has");
    m_fixture->backup();
    m_snapshot = m_fixture->snapshot();
    m_bench = std::make_unique<RestoreBench>(program());
    const QString copy = restored() + QStringLiteral("/disk.img");
    QStringList said;
    RestoreJob *job = m_bench->start(m_bench->request(m_fixture->repository(), m_snapshot));
    said.append(job->progress().message);
    connect(job, &RestoreJob::progressed, this, [&] { said.append(job->progress().message); });
    const auto result = m_bench->wait(job);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(QFileInfo(copy).size(), kSize);
    if (isOld()) { // knows no holes, and it was said
        QVERIFY2(blocksOf(copy) >= kSize, QByteArray::number(blocksOf(copy)).constData());
        QVERIFY(!said.filter(QStringLiteral("holes in files become zeros")).isEmpty());
    } else {
        QVERIFY2(blocksOf(copy) < kSize / 4, QByteArray::number(blocksOf(copy)).constData());
        QVERIFY(said.filter(QStringLiteral("holes in files")).isEmpty());
    }
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

/** In the target lies a link out of it where the snapshot has a folder: nothing is written through it. */
void TestRestoreTarget::aLinkWhereAFolderBelongs()
{
    SKIP_UNLESS(prepare());
    const QString outside = m_fixture->path(QStringLiteral("outside"));
    QDir().mkpath(outside + QStringLiteral("/sub"));
    QDir().mkpath(restored() + QStringLiteral("/code"));
    const auto link = [&](const QString &to, const QString &at) {
        return ::symlink(to.toUtf8().constData(), (restored() + at).toUtf8().constData()) == 0;
    };
    QVERIFY(link(outside, QStringLiteral("/models")));
    QVERIFY(link(outside + QStringLiteral("/sub"), QStringLiteral("/code/sub")));
    QVERIFY(link(outside, QStringLiteral("/odd")));
    QVERIFY(link(outside, QStringLiteral("/own link <&>"))); // the person's; the snapshot has none there
    const auto result = m_bench->restore(m_bench->request(m_fixture->repository(), m_snapshot));
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QVERIFY2(rawListing(outside, ".").size() == 2, rawListing(outside, ".").join('\n').constData());
    QVERIFY(QFileInfo(restored() + QStringLiteral("/own link <&>")).isSymLink());
    QVERIFY(QFile::remove(restored() + QStringLiteral("/own link <&>")));
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

void TestRestoreTarget::theScoutFindsHardLinks()
{
    if (!prepare(program(), true)) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    ResticTools tools;
    tools.resticProgram = program();
    tools.cacheDir = m_fixture->path(QStringLiteral("cache"));
    SnapshotCatalog catalog(tools);
    const auto findsNone = [&](const Snapshot &snapshot) -> std::optional<bool> {
        LinkScout scout(&catalog, m_fixture->repository(), snapshot);
        const bool done = QTest::qWaitFor([&] { return scout.isDone(); }, 30'000);
        return done ? std::optional(scout.foundNone()) : std::nullopt;
    };
    QCOMPARE(findsNone(m_snapshot), std::optional(false)); // small.pt has two names
    const QByteArray models = m_fixture->workspace().toUtf8() + "/models/";
    QVERIFY(QFile::remove(QString::fromUtf8(models + "small-again.pt")));
    m_fixture->backup();
    QCOMPARE(findsNone(m_fixture->snapshot()), std::optional(!isOld())); // 0.14 tells no inodes
    Repository wrong = m_fixture->repository();
    wrong.password = QStringLiteral("wrong");
    LinkScout blind(&catalog, wrong, m_snapshot);
    QVERIFY(QTest::qWaitFor([&] { return blind.isDone(); }, 30'000));
    QVERIFY(!blind.foundNone());
    auto dropped = std::make_unique<LinkScout>(&catalog, m_fixture->repository(), m_snapshot);
    QTest::qWait(20);
    dropped.reset(); // in the middle
}

void TestRestoreTarget::wordsBreakOff_data()
{
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<bool>("succeeds");
    const QByteArray half = "printf '%s' '{\"message_type\":\"status\",\"percent_done\":0.4,\"total_by'; ";
    QTest::newRow("exit 1") << QByteArray(half + "exit 1") << false;
    QTest::newRow("killed") << QByteArray(half + "kill -9 $$") << false;
    QTest::newRow("error line, exit 1")
        << QByteArray("printf '%s' '{\"message_type\":\"error\",\"error\":{\"mess' >&2; exit 1") << false;
    QTest::newRow("exit 0 after all") << QByteArray("'REAL' \"$@\"; " + half + "exit 0") << true;
}

void TestRestoreTarget::wordsBreakOff()
{
    QFETCH(QByteArray, end);
    QFETCH(bool, succeeds);
    const QString newest = resticBinaries().isEmpty() ? QString() : resticBinaries().last().program;
    if (!prepare(newest)) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    m_bench->wrapRestic("case $1 in version) exec '" + newest.toUtf8() + "' version ;; esac\n"
        + end.replace("REAL", newest.toUtf8()) + '\n');
    const auto result = m_bench->restore(m_bench->request(m_fixture->repository(), m_snapshot));
    QCOMPARE(result.has_value(), succeeds);
    if (succeeds) {
        QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
    } else { // one whole sentence, nothing of the half line in it
        QCOMPARE(toText(result.error().category), toText(ErrorCategory::RestoreFailed));
        QVERIFY2(result.error().message.endsWith(QLatin1Char('.')) && result.error().message.size() > 20
                && !result.error().message.contains(QLatin1Char('{')),
            qPrintable(result.error().message));
    }
}

void TestRestoreTarget::aListBreaksOff()
{
    const QString newest = resticBinaries().isEmpty() ? QString() : resticBinaries().last().program;
    if (!prepare(newest)) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    // Half a list is none, whatever the exit code says.
    const QString script = m_fixture->path(QStringLiteral("cut-restic"));
    for (const char *code : {"0", "1"}) {
        writeFile(script,
            "#!/bin/sh\ncase \" $* \" in *' ls '*) '" + newest.toUtf8() + "' \"$@\" | head -c 1500; exit "
                + code + " ;; esac\nexec '" + newest.toUtf8() + "' \"$@\"\n",
            true);
        const auto cut = browser(script);
        QVERIFY(waitFor(cut->refresh()).has_value());
        const auto tree = waitFor(cut->open(m_snapshot.id));
        QVERIFY2(!tree.has_value(), code);
        QVERIFY2(tree.error().message.endsWith(QLatin1Char('.')), qPrintable(tree.error().message));
    }
    const auto whole = browser(newest); // and nothing of the halves was kept
    QVERIFY(waitFor(whole->refresh()).has_value());
    const auto tree = waitFor(whole->open(m_snapshot.id));
    QVERIFY2(tree.has_value(), whyNot(tree).constData());
    QVERIFY((*tree)->find(m_fixture->workspace().toUtf8() + "/odd/with space").has_value());
}

void TestRestoreTarget::theKilledRestoreLeavesNoLock()
{
    SKIP_UNLESS(prepare());
    m_bench->wrapRestic("exec '" + program().toUtf8() + "' --limit-download 300 \"$@\"\n");
    RestoreJob *job = m_bench->start(m_bench->request(m_fixture->repository(), m_snapshot));
    QVERIFY(QTest::qWaitFor([&] { return !m_bench->resticPids().isEmpty(); }, 30'000));
    QTest::qWait(1200); // the repository is open
    for (qint64 pid : m_bench->resticPids()) {
        ::kill(static_cast<pid_t>(pid), SIGKILL);
    }
    const auto killed = m_bench->wait(job);
    QVERIFY(!killed);
    QVERIFY2(killed.error().message.contains(QStringLiteral("killed")), qPrintable(killed.error().message));
    QVERIFY(locks().isEmpty());
    m_bench->wrapRestic("exec '" + program().toUtf8() + "' \"$@\"\n");
    if (isOld()) {
        QDir(m_bench->target).removeRecursively();
    }
    const auto again = m_bench->restore(m_bench->request(m_fixture->repository(), m_snapshot));
    QVERIFY2(again.has_value(), whyNot(again).constData());
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

void TestRestoreTarget::ourDeadLocksGoAndOthersStay()
{
    if (!prepare(program(), true)) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    const QString script = m_fixture->path(QStringLiteral("dying-restic"));
    writeFile(script, dyingRestic(), true);
    const auto died = waitFor(browser(script)->forget({m_snapshot.id}, true));
    QVERIFY(!died);
    QCOMPARE(locks().size(), 1);
    const auto restored = m_bench->restore(m_bench->request(m_fixture->repository(), m_snapshot));
    QVERIFY2(restored.has_value(), whyNot(restored).constData()); // which asks no lock
    QCOMPARE(locks().size(), 1);
    const auto forgotten = waitFor(browser(program())->forget({m_snapshot.id}, true));
    QVERIFY2(forgotten.has_value(), whyNot(forgotten).constData());
    QVERIFY(locks().isEmpty());

    // Another one, dead as well, that nobody of us started: named, and left alone.
    m_fixture->backup();
    m_snapshot = m_fixture->snapshot();
    QProcess foreign;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("RESTIC_REPOSITORY"), m_fixture->repository().url);
    environment.insert(QStringLiteral("RESTIC_PASSWORD"), m_fixture->repository().password);
    environment.insert(QStringLiteral("RESTIC_CACHE_DIR"), m_fixture->path(QStringLiteral("fixture-cache")));
    foreign.setProcessEnvironment(environment);
    foreign.start(script, {QStringLiteral("backup"), m_fixture->workspace()});
    QVERIFY(foreign.waitForFinished(30'000));
    const QStringList before = locks();
    QCOMPARE(before.size(), 1);
    const auto refused = waitFor(browser(program())->forget({m_snapshot.id}, true));
    if (refused.has_value()) {
        QSKIP("the lock of a backup does not keep this restic from forgetting");
    }
    QCOMPARE(toText(refused.error().category), toText(ErrorCategory::RepositoryLocked));
    QVERIFY2(refused.error().message.contains(QStringLiteral("is locked by process")),
        qPrintable(refused.error().message));
    QCOMPARE(locks(), before);
}

/** The same where restic runs on a VPS: what lives there, and since when, is asked there. */
void TestRestoreTarget::ourDeadLocksOnAVpsGo()
{
    if (!prepare(program(), true)) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    const QString own = m_bench->sshd.path(QStringLiteral("bin/restic"));
    ResticTools tools;
    tools.identityFile = m_bench->sshd.settings().identityFile;
    tools.knownHostsDir = m_bench->sshd.settings().knownHostsDir;
    Repository repository = m_fixture->repository();
    repository.host = QStringLiteral("%1@127.0.0.1:%2")
                          .arg(m_bench->sshd.settings().user)
                          .arg(m_bench->sshd.endpoint().port);
    const auto forget = [&](const char *book) {
        ResticBrowser vps(tools, repository,
            {m_fixture->path(QStringLiteral("home/vps.sqlite")),
                m_fixture->path(QStringLiteral("home/trees")),
                m_fixture->path(QLatin1String("home/") + QLatin1String(book))});
        return waitFor(vps.forget({m_snapshot.id}, true));
    };
    writeFile(own, dyingRestic(), true);
    const auto died = forget("mine.json");
    QVERIFY(!died);
    QVERIFY2(died.error().message.contains(QStringLiteral("killed there")), qPrintable(died.error().message));
    QCOMPARE(locks().size(), 1);
    writeFile(own, "#!/bin/sh\nexec '" + program().toUtf8() + "' \"$@\"\n", true);
    const auto stranger = forget("other.json"); // another program's book knows nothing of it
    QVERIFY(!stranger);
    QCOMPARE(toText(stranger.error().category), toText(ErrorCategory::RepositoryLocked));
    QCOMPARE(locks().size(), 1);
    const auto forgotten = forget("mine.json");
    QVERIFY2(forgotten.has_value(), whyNot(forgotten).constData());
    QVERIFY(forgotten->snapshots.isEmpty());
    QVERIFY(locks().isEmpty());
}

QTEST_GUILESS_MAIN(TestRestoreTarget)
#include "tst_restore_target.moc"
