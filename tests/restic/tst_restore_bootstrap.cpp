// SPDX-License-Identifier: GPL-3.0-or-later
// How a machine without a restic of use gets one, for real.
#include "tests/restic/restore_test.h"

#include <QCryptographicHash>
#include <QDir>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace snapgpu;

class TestRestoreBootstrap final : public RestoreTest
{
    Q_OBJECT
public:
    TestRestoreBootstrap()
        : RestoreTest(1)
    {
    }

private Q_SLOTS:
    void fetchesThePinnedRelease();
    void uploadsWhatTheMachineCannotFetch();
    void oldResticIsUsedAndItsLimitsSaid();

private:
    /** A repository that this restic made, and a machine without one. */
    void makeMachine(const QString &program)
    {
        QVERIFY(prepare(program));
        m_bench = std::make_unique<RestoreBench>(QString());
    }
};

void TestRestoreBootstrap::fetchesThePinnedRelease()
{
    const QVector<ResticBinary> binaries = resticBinaries();
    if (binaries.isEmpty() || QStandardPaths::findExecutable(QStringLiteral("bzip2")).isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic bzip2");
    }
    makeMachine(binaries.last().program);
    // The "release" is a script that calls the real program, packed as releases are.
    const QString script = m_bench->sshd.path(QStringLiteral("release"));
    writeFile(script, "#!/bin/sh\nexec '" + binaries.last().program.toUtf8() + "' \"$@\"\n");
    QProcess::execute(QStringLiteral("bzip2"), {script});
    QFile packed(script + QLatin1String(".bz2"));
    QVERIFY(packed.open(QIODevice::ReadOnly));
    const QByteArray body = packed.readAll();
    QByteArray asked;
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [&asked, &body, socket] {
            asked += socket->readAll();
            if (asked.endsWith("\r\n\r\n")) {
                socket->write(
                    "HTTP/1.0 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n");
                socket->write(body);
                socket->disconnectFromHost();
            }
        });
    });
    // A machine with an unusable restic only.
    const QString own = m_bench->sshd.path(QStringLiteral("agent/bin/restic"));
    writeFile(own, "#!/bin/sh\necho 'restic 0.9.6 compiled with go1.13'\n", true);
    ResticSource source;
    source.baseUrl = QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort());

    const auto run = [&] {
        m_bench->engine = std::make_unique<ResticRestoreEngine>(&m_bench->clock, ProbeFactory(), source);
        return m_bench->restore(request());
    };
    // Without the right checksum nothing of it is run.
    const auto refused = run();
    QVERIFY(!refused);
    QCOMPARE(toText(refused.error().category), toText(ErrorCategory::MissingTool));
    QVERIFY2(
        refused.error().message.contains(QStringLiteral("SHA-256")), qPrintable(refused.error().message));
    QVERIFY2(asked.startsWith("GET /v0.19.1/restic_0.19.1_linux_"), asked.constData());

    asked.clear();
    source.sha256ForTests =
        QString::fromLatin1(QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex());
    const auto result = run();
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(result->resticVersion, binaries.last().version);
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

void TestRestoreBootstrap::uploadsWhatTheMachineCannotFetch()
{
    const QVector<ResticBinary> binaries = resticBinaries();
    if (binaries.isEmpty() || QStandardPaths::findExecutable(QStringLiteral("bzip2")).isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic bzip2");
    }
    makeMachine(binaries.last().program);
    ResticSource source;
    source.baseUrl = QStringLiteral("http://127.0.0.1:1"); // nobody is there
    source.uploadDir = m_bench->sshd.path(QStringLiteral("releases"));
    const auto release = ResticRelease::forMachine(
        QSysInfo::currentCpuArchitecture() == QLatin1String("arm64") ? QStringLiteral("aarch64")
                                                                     : QSysInfo::currentCpuArchitecture(),
        source);
    QVERIFY(release.has_value());
    QDir().mkpath(source.uploadDir);
    const QString script =
        source.uploadDir + QLatin1Char('/') + QFileInfo(release->fileName).completeBaseName();
    // Large enough to need several reads of the channel.
    writeFile(script,
        "#!/bin/sh\nexec '" + binaries.last().program.toUtf8() + "' \"$@\"\n#" + QByteArray(300'000, 'x')
            + '\n');
    QProcess::execute(QStringLiteral("bzip2"), {script});
    QFile packed(source.uploadDir + QLatin1Char('/') + release->fileName);
    QVERIFY(packed.open(QIODevice::ReadOnly));
    writeFile(m_bench->sshd.path(QStringLiteral("bin/restic")),
        "#!/bin/sh\necho 'restic 0.9.6 compiled with go1.13'\n", true);
    const auto run = [&] {
        m_bench->engine = std::make_unique<ResticRestoreEngine>(&m_bench->clock, ProbeFactory(), source);
        return m_bench->restore(request());
    };
    const auto refused = run(); // the pin is another file's
    QVERIFY(!refused);
    QVERIFY2(
        refused.error().message.contains(QStringLiteral("SHA-256")), qPrintable(refused.error().message));
    source.sha256ForTests =
        QString::fromLatin1(QCryptographicHash::hash(packed.readAll(), QCryptographicHash::Sha256).toHex());
    const auto result = run();
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(result->resticVersion, binaries.last().version);
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

void TestRestoreBootstrap::oldResticIsUsedAndItsLimitsSaid()
{
    const QVector<ResticBinary> binaries = resticBinaries();
    if (binaries.isEmpty() || !binaries.first().version.startsWith(QLatin1String("0.14"))) {
        QSKIP("to run this test, use a system whose restic is 0.14 (Debian 12)");
    }
    makeMachine(binaries.first().program);
    ResticSource source;
    source.baseUrl = QStringLiteral("http://127.0.0.1:1");
    m_bench->engine = std::make_unique<ResticRestoreEngine>(&m_bench->clock, ProbeFactory(), source);
    RestoreJob *job = m_bench->start(request());
    QStringList said;
    connect(job, &RestoreJob::progressed, this, [&] { said.append(job->progress().message); });
    const auto result = m_bench->wait(job);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(result->resticVersion, QStringLiteral("0.14.0"));
    QVERIFY(!said.filter(QStringLiteral("cannot go on with what is there")).isEmpty());
}

QTEST_GUILESS_MAIN(TestRestoreBootstrap)
#include "tst_restore_bootstrap.moc"
