// SPDX-License-Identifier: GPL-3.0-or-later
// Downloads with restic on a VPS: a real sshd, a real restic behind it, and archives nobody should trust.
#include "services/restic/restic_browser.h"
#include "tests/remote/loopback_sshd.h"
#include "tests/restic/job_wait.h"
#include "tests/restic/made_archive.h"
#include "tests/restic/restic_fixture.h"
#include "tests/support/patience.h"

#include <fcntl.h>
#include <filesystem>
#include <linux/capability.h>
#include <QDir>
#include <QTest>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

using namespace snapgpu;

namespace {

/** The names that are one file, each group on a line. */
QByteArray linkedNames(const QString &folder)
{
    QProcess find;
    find.setWorkingDirectory(folder);
    find.start(QStringLiteral("find"),
        {QStringLiteral("."), QStringLiteral("-type"), QStringLiteral("f"), QStringLiteral("-links"),
            QStringLiteral("+1"), QStringLiteral("-printf"), QStringLiteral("%i %p\\0")});
    find.waitForFinished();
    QMap<QByteArray, QByteArrayList> names;
    for (const QByteArray &line : find.readAllStandardOutput().split('\0')) {
        const qsizetype blank = line.indexOf(' ');
        names[line.left(blank)].append(line.mid(blank + 1));
    }
    names.remove({});
    QByteArrayList groups;
    for (QByteArrayList &group : names) {
        std::sort(group.begin(), group.end());
        groups.append(group.join(" = "));
    }
    std::sort(groups.begin(), groups.end());
    return groups.join('\n');
}

/** Links from folder to folder, a name that is no UTF-8 among them, and a fifo. */
void addLinksAndFifo(const QString &workspace)
{
    const auto at = [root = workspace.toUtf8()](const char *name) -> QByteArray { return root + name; };
    QVERIFY(link(at("/models/small.pt").constData(), at("/odd/third\xe9").constData()) == 0);
    QVERIFY(link(at("/code/run.sh").constData(), at("/empty/again.sh").constData()) == 0);
    QVERIFY(mkfifo(at("/code/fifo").constData(), 0640) == 0);
    QVERIFY(chmod(at("/code/fifo").constData(), 0640) == 0);
}

/** A VPS by ssh, whose restic is a script or the real one behind a script that notes what it was asked. */
struct Vps
{
    LoopbackSshd sshd;
    ResticTools tools;

    explicit Vps(const QByteArray &script)
    {
        writeFile(sshd.path(QStringLiteral("bin/restic")), "#!/bin/sh\n" + script, true);
        tools.resticProgram = QStringLiteral("/no/such/restic"); // none is needed here
        tools.identityFile = sshd.settings().identityFile;
        tools.knownHostsDir = sshd.settings().knownHostsDir;
    }
    Repository at(Repository repository) const
    {
        repository.host =
            sshd.settings().user + QLatin1String("@127.0.0.1:") + QString::number(sshd.endpoint().port);
        return repository;
    }
    BrowserFiles files() const
    {
        return {sshd.path(QStringLiteral("home/c.sqlite")), sshd.path(QStringLiteral("home/trees")), {}};
    }
};

/** From here on this process and what it starts make devices no more, as in most containers. */
bool dropMakingDevices()
{
    __user_cap_header_struct head{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct rights[2] = {};
    if (syscall(SYS_capget, &head, rights) != 0 || prctl(PR_CAPBSET_DROP, CAP_MKNOD) != 0) {
        return false;
    }
    const quint32 bit = 1U << CAP_MKNOD;
    rights[0].effective &= ~bit;
    rights[0].permitted &= ~bit;
    rights[0].inheritable &= ~bit;
    return syscall(SYS_capset, &head, rights) == 0;
}

const QString kId(64, QLatin1Char('a'));

/** A line of `restic ls`. */
QByteArray node(const char *type, const char *path, const char *more = "")
{
    return QByteArray("{\"name\":\"n\",\"type\":\"") + type + "\",\"path\":\"" + path + '"' + more
        + ",\"struct_type\":\"node\"}\n";
}

/** A restic that knows one snapshot: a folder "d" with the file "f" and a folder "s" with "x" in it, and
 * what `more` says. */
QByteArray scripted(const QByteArray &dump, const QByteArray &more = {})
{
    return "case $1 in\nsnapshots) echo '[{\"id\":\"" + kId.toLatin1()
        + "\",\"tree\":\"bb\",\"time\":\"2026-11-25T21:02:08Z\"}]';;\ncat) echo '{\"id\":\"cc\"}';;\n"
          "ls) cat <<'END'\n{\"struct_type\":\"snapshot\",\"id\":\"aa\"}\n"
        + node("dir", "/d") + node("file", "/d/f", ",\"size\":5,\"mode\":420") + node("dir", "/d/s")
        + node("file", "/d/s/x", ",\"size\":1,\"mode\":420") + more + "END\n;;\nfind) echo '[]';;\ndump) "
        + dump + ";;\nesac\n";
}

} // namespace

class TestDownload final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void byteIdenticalFromAVps_data() { addResticRows(); }
    void byteIdenticalFromAVps();
    void whatIsLostIsCounted_data() { addResticRows(); }
    void whatIsLostIsCounted();
    void onlyLinksAreLinks_data() { addResticRows(); }
    void onlyLinksAreLinks();
    void specialsAreNamed();
    void untrustedArchives_data();
    void untrustedArchives();
    void resticMissingOnTheVps();
    void cancelledLeavesNothing();
    void devicesThatNobodyMayMake(); ///< the last: it gives a right of this process away

private:
    std::unique_ptr<Vps> m_vps;
};

#define NEED_SSHD                                                                                            \
    if (const QString missing = LoopbackSshd::missing(); !missing.isEmpty()) {                               \
        QSKIP(qPrintable(missing));                                                                          \
    }

void TestDownload::byteIdenticalFromAVps()
{
    QFETCH(QString, program);
    NEED_SSHD
    if (program.isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic");
    }
    ResticFixture fixture(program);
    fixture.makeWorkspace(3);
    addLinksAndFifo(fixture.workspace());
    const QByteArray whole = describeTree(fixture.workspace());
    const QByteArray links = linkedNames(fixture.workspace());
    QVERIFY2(links.count('=') == 3, links.constData());
    fixture.backupRelative();
    const QString id = fixture.snapshot().id;
    Vps vps("echo \"$1\" >>" + fixture.path(QStringLiteral("asked")).toUtf8() + "\nexec " + program.toUtf8()
        + " \"$@\"\n");
    QVERIFY(vps.sshd.start());
    ResticBrowser browser(vps.tools, vps.at(fixture.repository()), vps.files());
    const QString target = fixture.path(QStringLiteral("down"));
    QDir().mkpath(target);
    qint64 told = 0;
    connect(&browser, &SnapshotBrowser::progress, this,
        [&](JobBase * /*job*/, const BrowseProgress &progress) { told = std::max(told, progress.done); });

    auto report = waitFor(browser.download(id, {"/ws"}, target));
    QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().message + report.error().detail));
    QCOMPARE(describeTree(target + QLatin1String("/ws")), whole); // nanoseconds and numbers of links too
    QCOMPARE(linkedNames(target + QLatin1String("/ws")), links);
    QVERIFY(report->leftOut.isEmpty());
    QCOMPARE(report->apart, 0);
    QVERIFY(told > 0);
    QCOMPARE(report->names, QStringList{QStringLiteral("ws")});

    writeFile(target + QLatin1String("/run.sh"), "mine"); // never overwritten
    const QVector<QByteArray> some{"/ws/odd/latin\xe9", "/ws/odd/new\nline", "/ws/code/run.sh", "/ws/empty",
        "/ws/code/dangling", "/ws/code/fifo"};
    report = waitFor(browser.download(id, some, target));
    QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().message + report.error().detail));
    QCOMPARE(readFile(target + QLatin1String("/run.sh")), QByteArray("mine"));
    QCOMPARE(readFile(target + QLatin1String("/run.sh (2)")), QByteArray("#!/bin/sh\necho hi\n"));
    QVERIFY(QFileInfo(target + QLatin1String("/run.sh (2)")).isExecutable());
    QCOMPARE(readFile(target + QLatin1String("/new\nline")), QByteArray("content of new\nline"));
    QVERIFY(QFileInfo(target + QLatin1String("/empty")).isDir());
    QCOMPARE(everythingIn(target).size(), 8); // with the tree, the file that was there, and "run.sh (2)"
    QCOMPARE(QFile::symLinkTarget(target + QLatin1String("/dangling")), QStringLiteral("/no/such/place"));
    QVERIFY(rawListing(target, "fifo").value(0).startsWith("p "));
    QCOMPARE(linkedNames(target).count("run.sh (2) = ./empty/again.sh")
            + linkedNames(target).count("./empty/again.sh = ./run.sh (2)"),
        1); // chosen one by one they are still one file
    report = waitFor(browser.download(id, {"/"}, target)); // the whole snapshot
    QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().message + report.error().detail));
    QCOMPARE(describeTree(target + QLatin1String("/snapshot/ws")), whole);
    QCOMPARE(linkedNames(target + QLatin1String("/snapshot/ws")), links);
    QVERIFY(!readFile(fixture.path(QStringLiteral("asked"))).contains("restore")); // nothing written there
}

/** Owners, setuid and extended attributes do not come over ssh; the report says of how many. */
void TestDownload::whatIsLostIsCounted()
{
    QFETCH(QString, program);
    NEED_SSHD
    if (program.isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic");
    }
    ResticFixture fixture(program);
    fixture.makeWorkspace(1);
    const QByteArray folder = fixture.workspace().toUtf8() + "/traits";
    QDir().mkpath(QString::fromUtf8(folder));
    for (const char *name : {"/plain", "/tool", "/tagged"}) {
        writeFile(QString::fromUtf8(folder + name), name);
    }
    const bool mayGive = chown(QByteArray(folder + "/plain").constData(), 4711, 4712) == 0;
    QVERIFY(chmod(QByteArray(folder + "/tool").constData(), 04755) == 0);
    const bool hasAttributes =
        setxattr(QByteArray(folder + "/tagged").constData(), "user.note", "kept", 4, 0) == 0;
    fixture.backupRelative();
    const QString id = fixture.snapshot().id;
    Vps vps("exec " + program.toUtf8() + " \"$@\"\n");
    QVERIFY(vps.sshd.start());
    ResticBrowser browser(vps.tools, vps.at(fixture.repository()), vps.files());
    const QString target = fixture.path(QStringLiteral("down"));
    QDir().mkpath(target);
    auto report = waitFor(browser.download(id, {"/ws/traits"}, target));
    QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().message + report.error().detail));
    QCOMPARE(report->lost.owners, mayGive ? 1 : 0);
    QCOMPARE(report->lost.setIds, 1);
    QCOMPARE(report->lost.attributes, hasAttributes ? 1 : 0);
    struct stat tool = {};
    QVERIFY(stat(QFile::encodeName(target + QLatin1String("/traits/tool")).constData(), &tool) == 0);
    QCOMPARE(int(tool.st_mode & 07777), 0755); // setuid of somebody else's file would be given to us
    report = waitFor(browser.download(id, {"/ws/traits/tagged"}, target));
    QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().message + report.error().detail));
    QCOMPARE(report->lost.owners + report->lost.setIds, 0);
}

/** Files that are alike in all but the inode, their other names outside of the backup, are never joined; and
 * where telling links apart would take a hundred calls of an old restic, it is said that they were not told.
 */
void TestDownload::onlyLinksAreLinks()
{
    QFETCH(QString, program);
    QFETCH(QString, version);
    NEED_SSHD
    if (program.isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic");
    }
    ResticFixture fixture(program);
    fixture.makeWorkspace(1);
    const QByteArray outside = fixture.path(QStringLiteral("outside")).toUtf8();
    const QByteArray inside = fixture.workspace().toUtf8() + "/twins";
    QDir().mkpath(QString::fromUtf8(outside));
    QDir().mkpath(QString::fromUtf8(inside));
    for (int i = 0; i < 50; ++i) { // several within one tick of the clock of a file system
        const QByteArray name = outside + "/twin" + QByteArray::number(i);
        const QByteArray second = inside + "/twin" + QByteArray::number(i);
        const int fd = open(name.constData(), O_CREAT | O_WRONLY, 0644);
        QVERIFY(fd >= 0);
        const timespec same[2] = {{1'700'000'000, 0}, {1'700'000'000, 0}};
        QVERIFY(futimens(fd, same) == 0 && link(name.constData(), second.constData()) == 0);
        close(fd);
    }
    const QByteArray script = fixture.workspace().toUtf8() + "/code/run.sh";
    for (int i = 0; i < 70; ++i) {
        const QString folder = fixture.workspace() + QStringLiteral("/many/%1").arg(i);
        QDir().mkpath(folder);
        const QByteArray name = folder.toUtf8() + "/link";
        QVERIFY(link(script.constData(), name.constData()) == 0);
    }
    fixture.backupRelative();
    const QString id = fixture.snapshot().id;
    Vps vps("exec " + program.toUtf8() + " \"$@\"\n");
    QVERIFY(vps.sshd.start());
    ResticBrowser browser(vps.tools, vps.at(fixture.repository()), vps.files());
    const QString few = fixture.path(QStringLiteral("few"));
    QDir().mkpath(few);
    auto report = waitFor(browser.download(id, {"/ws/twins", "/ws/models"}, few));
    QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().message + report.error().detail));
    QCOMPARE(everythingIn(few + QLatin1String("/twins")).size(), 50);
    QCOMPARE(linkedNames(few), QByteArray("./models/small-again.pt = ./models/small.pt"));
    QCOMPARE(report->apart, 0);

    const QString many = fixture.path(QStringLiteral("down"));
    QDir().mkpath(many);
    report = waitFor(browser.download(id, {"/ws/many"}, many));
    QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().message + report.error().detail));
    const bool tells = !version.startsWith(QLatin1String("0.14"));
    QCOMPARE(report->apart, tells ? 0 : 70);
    QCOMPARE(linkedNames(many).count('='), tells ? 69 : 0);
    for (int i = 0; i < 70; ++i) {
        QCOMPARE(readFile(many + QStringLiteral("/many/%1/link").arg(i)), QByteArray("#!/bin/sh\necho hi\n"));
    }
}

/** Devices and sockets do not come, and the report names them; a fifo does. */
void TestDownload::specialsAreNamed()
{
    NEED_SSHD
    QTemporaryDir dir;
    QDir().mkpath(dir.filePath(QStringLiteral("down")));
    writeFile(dir.filePath(QStringLiteral("tar")),
        file("d/f", "hello") + header("d/null", '0') + header("d/fifo", '0') + header("d/s/", '5')
            + file("d/s/x", "1") + kEnd);
    Vps vps(scripted("cat " + dir.filePath(QStringLiteral("tar")).toUtf8(),
        node("chardev", "/d/null") + node("fifo", "/d/fifo", ",\"mode\":33554816") + node("socket", "/d/sock")
            + node("dev", "/d/s/disk")));
    QVERIFY(vps.sshd.start());
    Repository repository;
    repository.url = QStringLiteral("/there");
    ResticBrowser browser(vps.tools, vps.at(repository), vps.files());
    const QString down = dir.filePath(QStringLiteral("down"));
    const auto report = waitFor(browser.download(kId, {"/d"}, down));
    QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().message + report.error().detail));
    QCOMPARE(report->leftOut, (QVector<QByteArray>{"/d/null", "/d/s/disk", "/d/sock"}));
    QCOMPARE(report->files, 3);
    QCOMPARE(everythingIn(down + QLatin1String("/d")),
        (QStringList{QStringLiteral("f"), QStringLiteral("fifo"), QStringLiteral("s")}));
    QCOMPARE(rawListing(down, "d/fifo"), (QByteArrayList{"p 0 d/fifo"}));
    const auto alone = waitFor(browser.download(kId, {"/d/sock", "/d/null"}, down));
    QVERIFY(!alone);
    QCOMPARE(toText(alone.error().category), toText(ErrorCategory::InvalidInput));
    const auto beside = waitFor(browser.download(kId, {"/d/sock", "/d/fifo"}, down));
    QVERIFY2(beside.has_value(), beside ? "" : qPrintable(beside.error().message));
    QCOMPARE(beside->names, QStringList{QStringLiteral("fifo")});
    QCOMPARE(beside->leftOut, QVector<QByteArray>{"/d/sock"});
}

void TestDownload::untrustedArchives_data()
{
    QTest::addColumn<QByteArray>("archive");
    QTest::addColumn<QString>("category");
    const QString bad = toText(ErrorCategory::BadAnswer);
    const QByteArray whole = header("d/s/", '5') + file("d/s/x", "1") + file("d/f", "hello");
    QTest::newRow("whole") << whole + kEnd << QStringLiteral("success");
    QTest::newRow("up") << file("d/../../up", "evil") + kEnd << bad;
    QTest::newRow("absolute") << file("/tmp/absolute", "evil") + kEnd << bad;
    QTest::newRow("not asked for") << file("e", "evil") + kEnd << bad;
    QTest::newRow("not in the snapshot") << file("d/.bashrc", "evil") + kEnd << bad;
    QTest::newRow("through a link") << header("d/s", '2', "/tmp") + file("d/s/x", "evil") + kEnd << bad;
    QTest::newRow("twice") << file("d/f", "hello") + file("d/f", "again") + kEnd << bad;
    QTest::newRow("cut") << whole.left(whole.size() - 512) << bad;
    QTest::newRow("no end") << whole << bad;
    QTest::newRow("a file left out") << header("d/s/", '5') + file("d/s/x", "1") + kEnd << bad;
    QTest::newRow("a folder as a file") << whole + file("d/s", "evil") + kEnd << bad;
    QTest::newRow("a file as a link") << header("d/f", '2', "/etc/passwd") + file("d/s/x", "1") + kEnd << bad;
    QTest::newRow("no archive") << QByteArray("Welcome to this computer!\n").repeated(40) << bad;
    QTest::newRow("nothing") << QByteArray() << bad;
}

void TestDownload::untrustedArchives()
{
    QFETCH(QByteArray, archive);
    QFETCH(QString, category);
    NEED_SSHD
    QTemporaryDir dir;
    QDir().mkpath(dir.filePath(QStringLiteral("down")));
    if (!m_vps) { // one for all rows: what is in the snapshot is asked once
        m_vps = std::make_unique<Vps>(scripted("cat \"${0%/bin/restic}/tar\""));
        QVERIFY(m_vps->sshd.start());
    }
    writeFile(m_vps->sshd.path(QStringLiteral("tar")), archive);
    Repository repository;
    repository.url = QStringLiteral("/there");
    ResticBrowser browser(m_vps->tools, m_vps->at(repository), m_vps->files());
    const auto report = waitFor(browser.download(kId, {"/d"}, dir.filePath(QStringLiteral("down"))));
    QVERIFY2((report ? QStringLiteral("success") : toText(report.error().category)) == category,
        report ? "" : qPrintable(report.error().message + report.error().detail));
    if (report) {
        QCOMPARE(readFile(dir.filePath(QStringLiteral("down/d/f"))), QByteArray("hello"));
        return;
    }
    QVERIFY2(report.error().message.contains(QLatin1String("nothing was kept")),
        qPrintable(report.error().message));
    QTRY_VERIFY(everythingIn(dir.filePath(QStringLiteral("down"))).isEmpty()); // in the worker's thread
}

void TestDownload::resticMissingOnTheVps()
{
    NEED_SSHD
    QTemporaryDir dir;
    Vps vps("exit 0\n");
    QVERIFY(QFile::remove(vps.sshd.path(QStringLiteral("bin/restic"))));
    // The login's PATH is what decides there; this computer may have a restic in it too.
    vps.sshd.addConfig("SetEnv PATH=/nowhere\n");
    QVERIFY(vps.sshd.start());
    Repository repository;
    repository.url = QStringLiteral("/there");
    repository.hostEnvironmentFile = dir.filePath(QStringLiteral("env"));
    // The script looks in the usual places as well: hide them.
    writeFile(repository.hostEnvironmentFile, "PATH=/nowhere\n");
    ResticBrowser browser(vps.tools, vps.at(repository), vps.files());
    const auto view = waitFor(browser.refresh());
    QVERIFY(!view);
    QCOMPARE(toText(view.error().category), toText(ErrorCategory::MissingTool));
    QVERIFY2(view.error().message.contains(QLatin1String("restic")), qPrintable(view.error().message));
}

void TestDownload::cancelledLeavesNothing()
{
    NEED_SSHD
    QTemporaryDir dir;
    writeFile(dir.filePath(QStringLiteral("tar")), file("d/f", "hello"));
    QDir().mkpath(dir.filePath(QStringLiteral("down")));
    Vps vps(scripted("cat " + dir.filePath(QStringLiteral("tar")).toUtf8() + "; sleep 60"));
    QVERIFY(vps.sshd.start());
    Repository repository;
    repository.url = QStringLiteral("/there");
    ResticBrowser browser(vps.tools, vps.at(repository), vps.files());
    const QString down = dir.filePath(QStringLiteral("down"));
    auto *job = browser.download(kId, {"/d"}, down);
    QTRY_VERIFY_WITH_TIMEOUT(!everythingIn(down).isEmpty(), 20'000);
    job->cancel();
    QCOMPARE(categoryOf(job), toText(ErrorCategory::Cancelled));
    QTRY_VERIFY(everythingIn(down).isEmpty());
}

/** A device that restic may not make fails the whole of its restore, so it is not asked for. */
void TestDownload::devicesThatNobodyMayMake()
{
    std::vector<std::unique_ptr<ResticFixture>> fixtures;
    for (const ResticBinary &binary : resticBinaries()) {
        fixtures.push_back(std::make_unique<ResticFixture>(binary.program));
        fixtures.back()->makeWorkspace(1);
        addLinksAndFifo(fixtures.back()->workspace());
        const QByteArray device = fixtures.back()->workspace().toUtf8() + "/code/null[1]";
        if (mknod(device.constData(), S_IFCHR | 0666, makedev(1, 3)) != 0) {
            QSKIP("to run this test: sudo build/tests-bin/tst_download devicesThatNobodyMayMake");
        }
        fixtures.back()->backupRelative();
        QFile::remove(QString::fromUtf8(device)); // what is compared with
    }
    QVERIFY(dropMakingDevices());
    for (qsizetype i = 0; i < resticBinaries().size(); ++i) {
        ResticFixture &fixture = *fixtures[static_cast<std::size_t>(i)];
        ResticTools tools;
        tools.resticProgram = resticBinaries().at(i).program;
        ResticBrowser browser(tools, fixture.repository(),
            {fixture.path(QStringLiteral("c.sqlite")), fixture.path(QStringLiteral("trees")), {}});
        for (const QByteArray &chosen : {QByteArray("/ws"), QByteArray("/")}) {
            const QString target = fixture.path(QStringLiteral("down%1").arg(chosen.size()));
            QDir().mkpath(target);
            const auto report = waitFor(browser.download(fixture.snapshot().id, {chosen}, target));
            QVERIFY2(
                report.has_value(), report ? "" : qPrintable(report.error().message + report.error().detail));
            QCOMPARE(report->leftOut, QVector<QByteArray>{"/ws/code/null[1]"});
            const QString ws = target + QLatin1String(chosen == "/" ? "/snapshot/ws" : "/ws");
            // Removing the device gave the folder that held it another time.
            const auto but = [](const QString &folder) {
                QByteArrayList lines = describeTree(folder).split('\n');
                lines.removeIf([](const QByteArray &line) { return line.endsWith(" ./code -> "); });
                return lines.join('\n');
            };
            QCOMPARE(but(ws), but(fixture.workspace()));
            QCOMPARE(linkedNames(ws), linkedNames(fixture.workspace()));
        }
    }
}

QTEST_GUILESS_MAIN(TestDownload)
#include "tst_download.moc"
