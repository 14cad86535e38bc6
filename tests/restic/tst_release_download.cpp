// SPDX-License-Identifier: GPL-3.0-or-later
// The last resort for a machine that can fetch nothing: this computer fetches the pinned restic and sends it.
#include "services/net/http_client.h"
#include "services/restore/release_download.h"
#include "tests/restic/job_wait.h"
#include "tests/restic/restic_fixture.h"
#include "tests/restic/restore_bench.h"

#include <QCryptographicHash>
#include <QDir>
#include <QPointer>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace snapgpu;

namespace {

/** Serves one file as release pages do: asked for under its name, found in a store the caller is sent to. */
class ReleasePage final : public QObject
{
public:
    explicit ReleasePage(QByteArray content)
        : m_content(std::move(content))
    {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                const QByteArray path = socket->readAll().split(' ').value(1);
                asked.append(path);
                if (path == "/store") {
                    return answer(socket, "200 OK", {}, m_content);
                }
                if (path.startsWith("/gone")) {
                    return answer(socket, "404 Not Found", {}, "no");
                }
                const QByteArray to = path.startsWith("/loop") ? path
                    : path.startsWith("/ftp")                  ? "ftp://x/y"
                                                               : "/store";
                answer(socket, "302 Found", "Location: " + to + "\r\n", {});
            });
        });
    }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort()); }

    QByteArrayList asked;

private:
    static void answer(
        QTcpSocket *socket, const QByteArray &status, const QByteArray &more, const QByteArray &body)
    {
        socket->write("HTTP/1.1 " + status + "\r\n" + more
            + "Content-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body);
        socket->disconnectFromHost();
    }

    QByteArray m_content;
    QTcpServer m_server;
};

QString sumOf(const QByteArray &content)
{
    return QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex());
}

} // namespace

class TestReleaseDownload final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsOnlyWhatIsPinned();
    void aMachineThatCanFetchNothing();
};

void TestReleaseDownload::keepsOnlyWhatIsPinned()
{
    const QByteArray content(200'000, 'r');
    ReleasePage page(content);
    HttpClient http;
    QTemporaryDir home;
    const QString folder = home.filePath(QStringLiteral("cache/releases"));
    const auto get = [&](const QString &path, const QString &sha256) {
        ResticRelease release;
        release.fileName = QStringLiteral("restic.bz2");
        release.sha256 = sha256;
        release.url = page.url() + path;
        return waitFor(new ReleaseDownload(&http, release, folder, this));
    };
    const auto refused = get(QStringLiteral("/v1/restic.bz2"), sumOf("another"));
    QVERIFY(!refused && refused.error().message.contains(QStringLiteral("SHA-256")));
    for (const char *path : {"/gone", "/loop", "/ftp"}) {
        const auto bad = get(QLatin1String(path), sumOf(content));
        QVERIFY2(!bad && bad.error().message.endsWith(QLatin1Char('.')), path);
    }
    QVERIFY(QDir(folder).isEmpty());
    const auto file = get(QStringLiteral("/v1/restic.bz2"), sumOf(content));
    QVERIFY2(file.has_value(), whyNot(file).constData());
    QFile kept(*file);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), content);
    QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList{QStringLiteral("restic.bz2")});
}

void TestReleaseDownload::aMachineThatCanFetchNothing()
{
    if (const QString missing = RestoreBench::missing(); !missing.isEmpty()) {
        QSKIP(qPrintable(missing));
    }
    if (resticBinaries().isEmpty() || QStandardPaths::findExecutable(QStringLiteral("bzip2")).isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic bzip2");
    }
    const ResticBinary newest = resticBinaries().last();
    ResticFixture fixture(newest.program);
    fixture.makeWorkspace(1);
    fixture.backup();
    // The "release" is a script that calls the real program, packed as releases are.
    const QString script = fixture.path(QStringLiteral("release"));
    writeFile(script,
        "#!/bin/sh\nexec '" + newest.program.toUtf8() + "' \"$@\"\n#" + QByteArray(100'000, 'x') + '\n');
    QProcess::execute(QStringLiteral("bzip2"), {script});
    QFile packed(script + QLatin1String(".bz2"));
    QVERIFY(packed.open(QIODevice::ReadOnly));
    const QByteArray content = packed.readAll();
    ReleasePage page(content);
    HttpClient http;
    ResticSource source;
    source.baseUrl = page.url();
    source.http = &http;
    source.uploadDir = fixture.path(QStringLiteral("home/restic-releases"));
    const auto restoreOn = [&](RestoreBench &bench, QStringList *said) {
        // No way out of the machine, and a restic nobody can use.
        for (const char *tool : {"curl", "wget"}) {
            writeFile(bench.sshd.path(QLatin1String("bin/") + QLatin1String(tool)),
                "#!/bin/sh\necho no way out >&2\nexit 7\n", true);
        }
        writeFile(
            bench.sshd.path(QStringLiteral("agent/bin/restic")), "#!/bin/sh\necho 'restic 0.9.6'\n", true);
        bench.engine = std::make_unique<ResticRestoreEngine>(&bench.clock, ProbeFactory(), source);
        RestoreJob *job = bench.start(bench.request(fixture.repository(), fixture.snapshot()));
        connect(job, &RestoreJob::progressed, this, [job, said] { said->append(job->progress().message); });
        return bench.wait(job);
    };
    QStringList said;
    RestoreBench refused{QString()}; // the pin is another file's
    const auto bad = restoreOn(refused, &said);
    QVERIFY(!bad);
    QCOMPARE(toText(bad.error().category), toText(ErrorCategory::MissingTool));
    QVERIFY2(bad.error().message.contains(QStringLiteral("SHA-256")), qPrintable(bad.error().message));
    QVERIFY(QDir(source.uploadDir).isEmpty());

    source.sha256ForTests = sumOf(content);
    page.asked.clear();
    RestoreBench first{QString()};
    const auto result = restoreOn(first, &said);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(result->resticVersion, newest.version);
    QCOMPARE(describeTree(first.target + fixture.workspace()), describeTree(fixture.workspace()));
    QVERIFY(!said.filter(QStringLiteral("on this computer for it")).isEmpty());
    QCOMPARE(page.asked.size(), 2); // the page and its store, and not by the machine
    QVERIFY2(page.asked.first().startsWith("/v0.19.1/restic_0.19.1_linux_"), page.asked.first().constData());

    RestoreBench second{QString()}; // what was fetched once is kept
    const auto again = restoreOn(second, &said);
    QVERIFY2(again.has_value(), whyNot(again).constData());
    QCOMPARE(page.asked.size(), 2);
}

QTEST_GUILESS_MAIN(TestReleaseDownload)
#include "tst_release_download.moc"
