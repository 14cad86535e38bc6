// SPDX-License-Identifier: GPL-3.0-or-later
// Downloads with restic on a VPS: a real sshd, a real restic behind it, and archives nobody should trust.
#include "services/restic/restic_browser.h"
#include "services/restic/tar_reader.h"
#include "services/restic/tree_unpacker.h"
#include "tests/remote/loopback_sshd.h"
#include "tests/restic/job_wait.h"
#include "tests/restic/restic_fixture.h"

#include <filesystem>
#include <QDir>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace snapgpu;

namespace {

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(not there)");
}

QStringList everythingIn(const QString &folder)
{
    QStringList names; // also those that are no UTF-8, which QDir passes over
    for (const auto &entry : std::filesystem::directory_iterator(folder.toStdString())) {
        names.append(QString::fromLatin1(entry.path().filename().c_str()));
    }
    names.sort();
    return names;
}

QByteArray sortedLines(const QString &text)
{
    QStringList lines = text.split(QLatin1Char('\n'));
    lines.sort();
    return lines.join(QLatin1Char('\n')).toLatin1();
}

/** What a download keeps: as describeTree, but times in milliseconds and no counts of hard links. */
QByteArray kept(const QString &folder)
{
    QString text = QString::fromLatin1(describeTree(folder));
    static const QRegularExpression times(QStringLiteral("(\\.\\d{3})\\d+ \\./"));
    static const QRegularExpression links(QStringLiteral("(?m)^f (\\d+) \\d+ "));
    text.replace(times, QStringLiteral("\\1 ./"));
    return sortedLines(text.replace(links, QStringLiteral("f \\1 ")));
}

/** One header of an archive, as `tar` writes it. */
QByteArray header(const QByteArray &path, char flag, const QByteArray &link = {}, qint64 size = 0)
{
    QByteArray block(512, '\0');
    const auto put = [&block](qsizetype at, const QByteArray &text) { block.replace(at, text.size(), text); };
    put(0, path.left(100));
    put(100, "0000644");
    put(124, QByteArray::number(size, 8).rightJustified(11, '0'));
    put(136, "15301676130");
    put(148, "        ");
    block[156] = flag;
    put(157, link.left(100));
    put(257,
        QByteArray("ustar\0"
                   "00",
            8));
    qint64 sum = 0;
    for (const char c : std::as_const(block)) {
        sum += static_cast<uchar>(c);
    }
    put(148, QByteArray::number(sum, 8).rightJustified(6, '0') + '\0' + ' ');
    return block;
}

QByteArray file(const QByteArray &path, const QByteArray &content)
{
    return header(path, '0', {}, content.size())
        + content.leftJustified((content.size() + 511) / 512 * 512, '\0');
}

const QByteArray kEnd(1024, '\0');

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

const QString kId(64, QLatin1Char('a'));

/** A restic that knows one snapshot: a folder "d" with the file "f" and a folder "s" with "x" in it. */
QByteArray scripted(const QByteArray &dump)
{
    const auto node = [](const char *type, const char *path, const char *more) -> QByteArray {
        return QByteArray("{\"name\":\"n\",\"type\":\"") + type + "\",\"path\":\"" + path + '"' + more
            + ",\"struct_type\":\"node\"}\n";
    };
    return "case $1 in\nsnapshots) echo '[{\"id\":\"" + kId.toLatin1()
        + "\",\"tree\":\"bb\",\"time\":\"2026-11-25T21:02:08Z\"}]';;\ncat) echo '{\"id\":\"cc\"}';;\n"
          "ls) cat <<'END'\n{\"struct_type\":\"snapshot\",\"id\":\"aa\"}\n"
        + node("dir", "/d", "") + node("file", "/d/f", ",\"size\":5,\"mode\":420") + node("dir", "/d/s", "")
        + node("file", "/d/s/x", ",\"size\":1,\"mode\":420") + "END\n;;\ndump) " + dump + ";;\nesac\n";
}

} // namespace

class TestDownload final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsWhatTarWrites_data();
    void readsWhatTarWrites();
    void anyBytesEnd();
    void nothingLeavesTheFolder_data();
    void nothingLeavesTheFolder();
    void byteIdenticalFromAVps_data() { addResticRows(); }
    void byteIdenticalFromAVps();
    void untrustedArchives_data();
    void untrustedArchives();
    void resticMissingOnTheVps();
    void cancelledLeavesNothing();

private:
    std::unique_ptr<Vps> m_vps;
};

void TestDownload::readsWhatTarWrites_data()
{
    QTest::addColumn<QString>("format");
    for (const char *format : {"ustar", "gnu", "pax"}) {
        QTest::newRow(format) << QString::fromLatin1(format);
    }
}

/** The same entries in pieces of every size, against what the real tar packed. */
void TestDownload::readsWhatTarWrites()
{
    QFETCH(QString, format);
    QTemporaryDir dir;
    QDir().mkpath(dir.filePath(QStringLiteral("t/deep/er")));
    writeFile(dir.filePath(QStringLiteral("t/a file")), "content\n");
    writeFile(dir.filePath(QStringLiteral("t/empty")), "");
    writeFile(dir.filePath(QStringLiteral("t/deep/er/block")), QByteArray(512, 'b'));
    writeFile(dir.filePath(QStringLiteral("t/deep/") + QString(90, QLatin1Char('y'))), QByteArray(2000, 'y'));
    QFile::link(QStringLiteral("../no where"), dir.filePath(QStringLiteral("t/link")));
    if (format != QLatin1String("ustar")) {
        writeFile(dir.filePath(QStringLiteral("t/") + QString(200, QLatin1Char('z'))), "long");
        writeFile(dir.filePath(QStringLiteral("t/\u00fc\u20ac")), "utf-8");
    }
    QProcess tar;
    tar.setWorkingDirectory(dir.path());
    tar.start(QStringLiteral("tar"),
        {QStringLiteral("--format=") + format, QStringLiteral("--sort=name"), QStringLiteral("-cf"),
            QStringLiteral("-"), QStringLiteral("t")});
    QVERIFY(tar.waitForFinished());
    const QByteArray archive = tar.readAllStandardOutput();
    QRandomGenerator random(99);
    for (int round = 0; round < 10; ++round) {
        QTemporaryDir out;
        TreeUnpacker unpacker(out.path().toStdString());
        TarReader reader({[&](const TarEntry &entry) {
                              const QByteArray path = '/' + entry.path;
                              if (entry.kind == TarKind::Folder) {
                                  unpacker.addFolder(path, entry.mode, entry.mtimeMs);
                              } else if (entry.kind == TarKind::Symlink) {
                                  unpacker.addLink(path, entry.linkTarget, entry.mtimeMs);
                              } else {
                                  unpacker.addFile(path, entry.mode, entry.mtimeMs);
                              }
                          },
            [&](QByteArrayView bytes) { unpacker.write(bytes); }});
        for (qsizetype at = 0; at < archive.size();) {
            const qsizetype most =
                round == 0 ? archive.size() : random.bounded(1, 1 << random.bounded(1, 12));
            const qsizetype take = std::min<qsizetype>(most, archive.size() - at);
            QVERIFY(reader.feed(QByteArrayView(archive).sliced(at, take)));
            at += take;
        }
        unpacker.finish();
        QVERIFY(reader.isComplete());
        QVERIFY2(!unpacker.fault(), unpacker.fault() ? qPrintable(unpacker.fault()->message) : "");
        const auto whole = [](const QString &folder) { // these formats tell whole seconds, PAX tells more
            QString text = QString::fromLatin1(describeTree(folder));
            return sortedLines(
                text.replace(QRegularExpression(QStringLiteral("\\.\\d+ \\./")), QStringLiteral(" ./")));
        };
        QCOMPARE(whole(out.filePath(QStringLiteral("t"))), whole(dir.filePath(QStringLiteral("t"))));
    }
}

/** Noise and damaged archives neither crash nor count as whole. */
void TestDownload::anyBytesEnd()
{
    const QByteArray good = file("d/f", "hello") + header("d/l", '2', "f") + kEnd;
    QRandomGenerator random(7);
    int broken = 0;
    for (int round = 0; round < 20'000; ++round) {
        QByteArray bytes = good.left(good.size() - 512 * random.bounded(1, 4));
        for (int i = random.bounded(1, 6); i > 0; --i) {
            bytes[random.bounded(static_cast<int>(bytes.size()))] = static_cast<char>(random.bounded(256));
        }
        qint64 told = 0;
        qint64 size = 0;
        TarReader reader({[&](const TarEntry &entry) {
                              QVERIFY(entry.size >= 0);
                              size += entry.size;
                          },
            [&](QByteArrayView data) { told += data.size(); }});
        broken += reader.feed(bytes) ? 0 : 1;
        QVERIFY(told <= size && told <= bytes.size());
    }
    QVERIFY(broken > 10'000); // the sum of a header catches nearly all of it
    TarReader cut({[](const TarEntry & /*entry*/) {}, [](QByteArrayView /*data*/) {}});
    QVERIFY(cut.feed(good.left(good.size() - 1024)));
    QVERIFY(!cut.isComplete());
}

void TestDownload::nothingLeavesTheFolder_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"/../out", "/a/../../out", "/a/..", "/.", "/", "", "a", "//a", "/a/", "/a//b",
             "/link/through", "/file/below", "/file"}) {
        QTest::newRow(path) << QByteArray(path);
    }
    QTest::newRow("nul") << QByteArray("/a\0b", 4);
}

void TestDownload::nothingLeavesTheFolder()
{
    QFETCH(QByteArray, path);
    QTemporaryDir dir;
    QDir().mkpath(dir.filePath(QStringLiteral("root")));
    QDir().mkpath(dir.filePath(QStringLiteral("outside")));
    TreeUnpacker unpacker(dir.filePath(QStringLiteral("root")).toStdString());
    unpacker.addLink("/link", dir.filePath(QStringLiteral("outside")).toUtf8(), 0);
    unpacker.addFile("/file", 0644, 0);
    unpacker.write("first");
    QVERIFY(!unpacker.fault());
    unpacker.addFile(path, 0644, 0);
    unpacker.write("evil");
    unpacker.finish();
    QVERIFY(unpacker.fault().has_value());
    QCOMPARE(toText(unpacker.fault()->category), toText(ErrorCategory::BadAnswer));
    QCOMPARE(readFile(dir.filePath(QStringLiteral("root/file"))), QByteArray("first"));
    QVERIFY(everythingIn(dir.filePath(QStringLiteral("outside"))).isEmpty());
    QCOMPARE(everythingIn(dir.path()), (QStringList{QStringLiteral("outside"), QStringLiteral("root")}));
}

#define NEED_SSHD                                                                                            \
    if (const QString missing = LoopbackSshd::missing(); !missing.isEmpty()) {                               \
        QSKIP(qPrintable(missing));                                                                          \
    }

void TestDownload::byteIdenticalFromAVps()
{
    QFETCH(QString, program);
    QFETCH(QString, version);
    NEED_SSHD
    if (program.isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic");
    }
    ResticFixture fixture(program);
    fixture.makeWorkspace(3);
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
    QCOMPARE(kept(target + QLatin1String("/ws")), kept(fixture.workspace()));
    QVERIFY(told > 0);
    QCOMPARE(report->names, QStringList{QStringLiteral("ws")});

    writeFile(target + QLatin1String("/run.sh"), "mine"); // never overwritten
    QVector<QByteArray> some{"/ws/odd/latin\xe9", "/ws/odd/new\nline", "/ws/code/run.sh", "/ws/empty"};
    const bool tellsLinks = !version.startsWith(QLatin1String("0.14"));
    if (tellsLinks) {
        some.append("/ws/code/dangling");
    }
    report = waitFor(browser.download(id, some, target));
    QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().message + report.error().detail));
    QCOMPARE(readFile(target + QLatin1String("/run.sh")), QByteArray("mine"));
    QCOMPARE(readFile(target + QLatin1String("/run.sh (2)")), QByteArray("#!/bin/sh\necho hi\n"));
    QVERIFY(QFileInfo(target + QLatin1String("/run.sh (2)")).isExecutable());
    QCOMPARE(readFile(target + QLatin1String("/new\nline")), QByteArray("content of new\nline"));
    QVERIFY(QFileInfo(target + QLatin1String("/empty")).isDir());
    const int there = 6 + (tellsLinks ? 1 : 0); // with the tree, the file that was there, and "run.sh (2)"
    QCOMPARE(everythingIn(target).size(), there);
    if (tellsLinks) {
        QVERIFY(QFileInfo(target + QLatin1String("/dangling")).isSymLink());
    } else {
        QCOMPARE(categoryOf(browser.download(id, {"/ws/code/dangling"}, target)),
            toText(ErrorCategory::RestoreFailed));
        QCOMPARE(everythingIn(target).size(), there);
    }
    report = waitFor(browser.download(id, {"/"}, target)); // the whole snapshot
    QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().message + report.error().detail));
    QCOMPARE(kept(target + QLatin1String("/snapshot/ws")), kept(fixture.workspace()));
    QVERIFY(!readFile(fixture.path(QStringLiteral("asked"))).contains("restore")); // nothing written there
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

QTEST_GUILESS_MAIN(TestDownload)
#include "tst_download.moc"
