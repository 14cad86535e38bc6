// SPDX-License-Identifier: GPL-3.0-or-later
// The start-up script is run for real, by several shells and with each tool it may find on a machine.
#include "services/cloud/vast/onstart.h"
#include "tests/support/patience.h"
#include "tests/support/process_check.h"
#include "tests/support/scripted_server.h"

#include <csignal>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace snapgpu;
using test::reply;

namespace {

const QByteArray kKey = "instance-key-0123456789abcdef";
const QString kPublicKey =
    QStringLiteral("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJmVzdGtleXRlc3RrZXl0ZXN0a2V5dGVzdGtleXRl me@home");

/** A machine made of a folder: its /root and the tools it has. */
class FakeMachine final
{
public:
    FakeMachine()
    {
        QDir(m_dir.path()).mkpath(QStringLiteral("root"));
        QDir(m_dir.path()).mkpath(QStringLiteral("bin"));
        for (const char *tool : {"sh", "cat", "chmod", "chown", "date", "grep", "head", "id", "mkdir", "mv",
                 "rm", "sed", "setsid", "sleep", "tr"}) {
            addTool(QString::fromLatin1(tool));
        }
    }
    ~FakeMachine() { stop(); }

    bool addTool(const QString &name, const QString &as = {})
    {
        QString path = QStandardPaths::findExecutable(name);
        if (name == QLatin1String("python3")) { // version managers put a script in its place
            QProcess python;
            python.start(name, {QStringLiteral("-c"), QStringLiteral("import sys; print(sys.executable)")});
            python.waitForFinished();
            path = QString::fromUtf8(python.readAll()).trimmed();
        }
        return !path.isEmpty()
            && QFile::link(path, m_dir.filePath(QStringLiteral("bin/") + (as.isEmpty() ? name : as)));
    }

    /** Runs the script in the foreground, as the provider's entry point does. */
    int run(const QString &shell, const QString &text, const QStringList &extraEnvironment = {})
    {
        m_ran = true;
        QProcess process;
        QStringList environment = {QStringLiteral("PATH=") + m_dir.filePath(QStringLiteral("bin")),
            QStringLiteral("SNAPGPU_ROOT=") + root(), // Small systems sleep in whole seconds only.
            QStringLiteral("SNAPGPU_TICK=")
                + (shell.startsWith(QLatin1String("busybox")) ? QStringLiteral("1") : QStringLiteral("0.2")),
            QStringLiteral("CONTAINER_ID=4711"),
            QStringLiteral("CONTAINER_API_KEY=") + QString::fromLatin1(kKey)};
        process.setEnvironment(environment + extraEnvironment);
        QStringList words = shell.split(QLatin1Char(' '));
        const QString program = words.takeFirst();
        process.start(program, words + QStringList{QStringLiteral("-c"), text});
        if (!process.waitForFinished(30'000)) {
            process.kill();
            process.waitForFinished();
            return -1;
        }
        errors = process.readAllStandardError();
        return process.exitCode();
    }

    /** Ends the lease loops of this machine, also one that only just starts; the folder's name is unique. */
    void stop()
    {
        const QByteArray loop = root().toUtf8() + "/.snapgpu/lease.sh";
        if (!m_ran) {
            return;
        }
        m_ran = false;
        int killed = 0;
        for (int i = 0; i < 100 && (killed == 0 || !test::processesWith(loop).isEmpty()); ++i) {
            for (const test::ProcessEntry &entry : test::processesWith(loop)) {
                ::kill(static_cast<pid_t>(-entry.pid), SIGKILL); // setsid made it the leader of its group
                ::kill(static_cast<pid_t>(entry.pid), SIGKILL);
                ++killed;
            }
            QTest::qWait(20);
        }
    }

    QString root() const { return m_dir.filePath(QStringLiteral("root")); }
    QByteArray read(const QString &path) const
    {
        QFile file(root() + QLatin1Char('/') + path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QString &path, const QByteArray &text) const
    {
        QDir().mkpath(QFileInfo(root() + QLatin1Char('/') + path).path());
        QFile file(root() + QLatin1Char('/') + path);
        if (file.open(QIODevice::WriteOnly)) {
            file.write(text);
        }
    }
    QFile::Permissions mode(const QString &path) const
    {
        return QFile::permissions(root() + QLatin1Char('/') + path);
    }
    bool leaseRuns() const { return !test::processesWith(root().toUtf8() + "/.snapgpu/lease.sh").isEmpty(); }

    QByteArray errors;

private:
    QTemporaryDir m_dir;
    bool m_ran = false;
};

QString textFor(const test::ScriptedServer &server, int leaseSeconds)
{
    return vast::onstartText({kPublicKey, leaseSeconds, server.url().toString(), vast::kVastLease});
}

} // namespace

class TestOnstart final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fitsTheLimitWithAnyKey()
    {
        const QString rsa4096 =
            QStringLiteral("ssh-rsa ") + QString(724, QLatin1Char('A')) + QStringLiteral(" someone");
        for (const QString &key : {QString(), kPublicKey, rsa4096}) {
            const QString text = vast::onstartText({key, 86'400, QStringLiteral("https://console.vast.ai")});
            QVERIFY2(text.size() <= vast::kMaxOnstart, qPrintable(QString::number(text.size())));
            QVERIFY(!text.contains(QLatin1Char('@')));
        }
    }

    void oddInputCannotBreakOut()
    {
        const QString evil = QStringLiteral("ssh-ed25519 AAAA'; touch /tmp/x; ' b");
        QVERIFY(!vast::onstartText({evil, 60, QStringLiteral("http://h")})
                     .contains(QStringLiteral("touch /tmp/x")));
        const QString twoLines = QStringLiteral("ssh-ed25519 AAAA c\nssh-ed25519 BBBB d");
        QVERIFY(
            !vast::onstartText({twoLines, 60, QStringLiteral("http://h")}).contains(QStringLiteral("BBBB")));
        const QString url = vast::onstartText({kPublicKey, 60, QStringLiteral("http://h/a'b")});
        QVERIFY(url.contains(QStringLiteral("'http://h/a%27b'")));
    }

    void setsUpTheKey_data()
    {
        QTest::addColumn<QString>("shell");
        QTest::newRow("sh") << QStringLiteral("/bin/sh");
        QTest::newRow("bash") << QStringLiteral("/bin/bash");
        QTest::newRow("busybox") << QStringLiteral("busybox sh");
    }
    void setsUpTheKey()
    {
        QFETCH(QString, shell);
        if (QStandardPaths::findExecutable(shell.section(QLatin1Char(' '), 0, 0)).isEmpty()) {
            QSKIP("apt-get install busybox");
        }
        test::ScriptedServer server;
        FakeMachine machine;
        machine.write(QStringLiteral(".ssh/authorized_keys"), "ssh-rsa OTHER no-newline-at-the-end");
        QFile::setPermissions(
            machine.root() + QStringLiteral("/.ssh/authorized_keys"), QFile::Permissions(0x6666));
        for (int again = 0; again < 2; ++again) {
            QCOMPARE(machine.run(shell, textFor(server, 900)), 0);
            QVERIFY2(machine.errors.isEmpty(), machine.errors.constData());
            machine.stop();
        }
        const QByteArray plain = kPublicKey.section(QLatin1Char(' '), 0, 1).toUtf8();
        QCOMPARE(machine.read(QStringLiteral(".ssh/authorized_keys")),
            "ssh-rsa OTHER no-newline-at-the-end\n" + plain + "\n");
        const auto open = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(machine.mode(QStringLiteral(".ssh")) & open));
        QVERIFY(!(machine.mode(QStringLiteral(".ssh/authorized_keys")) & open));
        QVERIFY(!(machine.mode(QStringLiteral(".snapgpu")) & open));
        QVERIFY(QFile::exists(machine.root() + QStringLiteral("/.no_auto_tmux")));
        const qint64 lease = machine.read(QStringLiteral(".snapgpu/lease")).trimmed().toLongLong();
        const qint64 expected = QDateTime::currentSecsSinceEpoch() + 900;
        QVERIFY(qAbs(lease - expected) <= 5);
    }

    void anExpiredLeaseDestroys_data()
    {
        QTest::addColumn<QString>("shell");
        QTest::addColumn<QString>("tool");
        for (const char *tool : {"curl", "wget", "python3"}) {
            for (const char *shell : {"/bin/sh", "/bin/bash", "busybox sh"}) {
                if (qstrcmp(tool, "wget") == 0 && qstrcmp(shell, "busybox sh") == 0) {
                    continue; // its own wget stands before the real one and knows no DELETE
                }
                QTest::addRow("%s, %s", tool, shell)
                    << QString::fromLatin1(shell) << QString::fromLatin1(tool);
            }
        }
    }
    void anExpiredLeaseDestroys()
    {
        QFETCH(QString, shell);
        QFETCH(QString, tool);
        FakeMachine machine;
        if (!machine.addTool(tool)
            || QStandardPaths::findExecutable(shell.section(QLatin1Char(' '), 0, 0)).isEmpty()) {
            QSKIP("apt-get install curl wget python3 busybox");
        }
        test::ScriptedServer server;
        test::Scripted slow = reply(200, R"({"success":true})");
        slow.delayMs = 150;
        server.setScript({slow});
        QCOMPARE(machine.run(shell, textFor(server, 1)), 0);
        bool leaked = false;
        const auto watch = [&] { leaked = leaked || !test::processesWith(kKey).isEmpty(); };
        // Twice: an accepted destroy is not believed.
        QTRY_VERIFY_WITH_TIMEOUT((watch(), server.seen().size() >= 2), 30'000);
        for (const test::SeenRequest &seen : server.seen()) {
            QCOMPARE(seen.method, QByteArray("DELETE"));
            QCOMPARE(seen.target, QByteArray("/api/v0/instances/4711/"));
            QCOMPARE(seen.header("Authorization"), "Bearer " + kKey);
            QCOMPARE(seen.header("Content-Type"), QByteArray("application/json"));
            QCOMPARE(seen.body, QByteArray("{}"));
        }
        QVERIFY2(!leaked, "the key stood in the arguments of a process");
        machine.stop();
        QTRY_VERIFY(!machine.leaseRuns());
        machine.write(QStringLiteral("x"), {});
        QFile::remove(
            machine.root() + QStringLiteral("/.snapgpu/.w")); // only there if wget was cut off just now
        QVERIFY(test::filesContaining(machine.root(), kKey).isEmpty());
    }

    void aBrokenToolIsPassedOver()
    {
        FakeMachine machine;
        QVERIFY(machine.addTool(QStringLiteral("false"), QStringLiteral("curl")));
        QVERIFY(machine.addTool(QStringLiteral("false"), QStringLiteral("wget")));
        QVERIFY(machine.addTool(QStringLiteral("python3")));
        test::ScriptedServer server;
        QCOMPARE(machine.run(QStringLiteral("/bin/sh"), textFor(server, 1)), 0);
        QTRY_VERIFY_WITH_TIMEOUT(server.seen().size() >= 1, 30'000);
    }

    void refusalsAndSilenceDoNotEndIt()
    {
        FakeMachine machine;
        QVERIFY(machine.addTool(QStringLiteral("curl")));
        test::ScriptedServer server;
        test::Scripted hangUp;
        hangUp.ending = test::Scripted::Ending::HangUp;
        server.setScript({reply(500, ""), hangUp, reply(401, "{}"), reply(429, ""), reply(200, "{}")});
        QCOMPARE(machine.run(QStringLiteral("/bin/sh"), textFor(server, 1)), 0);
        QTRY_VERIFY_WITH_TIMEOUT(server.seen().size() >= 5, 30'000);
    }

    void renewingKeepsItAlive()
    {
        FakeMachine machine;
        QVERIFY(machine.addTool(QStringLiteral("curl")));
        test::ScriptedServer server;
        QCOMPARE(machine.run(QStringLiteral("/bin/sh"), textFor(server, 4)), 0);
        for (int i = 0; i < 6; ++i) {
            machine.write(QStringLiteral(".snapgpu/lease"),
                QByteArray::number(QDateTime::currentSecsSinceEpoch() + 4) + "\n");
            QTest::qWait(1000);
        }
        QCOMPARE(server.seen().size(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(server.seen().size() >= 1, 30'000); // nobody renews any more
    }

    void keptIsForEverAndSurvivesRestarts()
    {
        FakeMachine machine;
        QVERIFY(machine.addTool(QStringLiteral("curl")));
        test::ScriptedServer server;
        QCOMPARE(machine.run(QStringLiteral("/bin/sh"), textFor(server, 1)), 0);
        machine.write(QStringLiteral(".snapgpu/lease"), "kept"); // also without a newline
        QTest::qWait(1700);
        const qsizetype before = server.seen().size();
        machine.stop();
        QCOMPARE(machine.run(QStringLiteral("/bin/sh"), textFor(server, 1)), 0);
        QTest::qWait(1700);
        QCOMPARE(server.seen().size(), before);
        QCOMPARE(machine.read(QStringLiteral(".snapgpu/lease")), QByteArray("kept"));
        QVERIFY(machine.leaseRuns());
    }

    void junkInTheLeaseNeitherSavesNorKills()
    {
        FakeMachine machine;
        QVERIFY(machine.addTool(QStringLiteral("curl")));
        test::ScriptedServer server;
        QCOMPARE(machine.run(QStringLiteral("/bin/sh"), textFor(server, 7)), 0);
        const QList<QByteArray> junk = {"", "\n", "-5", "abc", "99999999999999999999", "12 x 34 $(reboot)"};
        machine.write(QStringLiteral(".snapgpu/lease"), junk.at(3));
        QTest::qWait(1500);
        QCOMPARE(server.seen().size(), 0); // the lease of its birth still holds
        machine.write(QStringLiteral(".snapgpu/lease"), junk.at(4));
        QTRY_VERIFY_WITH_TIMEOUT(server.seen().size() >= 1, 30'000); // and still ends
    }

    void aVanishedLeaseEndsOnTime()
    {
        FakeMachine machine;
        QVERIFY(machine.addTool(QStringLiteral("curl")));
        test::ScriptedServer server;
        QCOMPARE(machine.run(QStringLiteral("/bin/sh"), textFor(server, 2)), 0);
        QVERIFY(QFile::remove(machine.root() + QStringLiteral("/.snapgpu/lease")));
        QTRY_VERIFY_WITH_TIMEOUT(server.seen().size() >= 1, 30'000);
    }

    void theContainerLabelStandsInForTheId()
    {
        FakeMachine machine;
        QVERIFY(machine.addTool(QStringLiteral("curl")));
        test::ScriptedServer server;
        QCOMPARE(machine.run(QStringLiteral("/bin/sh"), textFor(server, 1),
                     {QStringLiteral("CONTAINER_ID="), QStringLiteral("VAST_CONTAINERLABEL=C.815")}),
            0);
        QTRY_VERIFY_WITH_TIMEOUT(server.seen().size() >= 1, 30'000);
        QCOMPARE(server.seen().at(0).target, QByteArray("/api/v0/instances/815/"));
    }

    void aPodEndsItselfWithItsOwnKey()
    {
        FakeMachine machine;
        QVERIFY(machine.addTool(QStringLiteral("curl")));
        test::ScriptedServer server;
        const QString text = vast::onstartText({kPublicKey, 1, server.url().toString(), vast::kRunPodLease});
        QVERIFY(text.size() <= vast::kMaxOnstart);
        QCOMPARE(
            machine.run(QStringLiteral("/bin/sh"), text,
                {QStringLiteral("CONTAINER_API_KEY=of-another-cloud"), QStringLiteral("RUNPOD_POD_ID=x7k2"),
                    QStringLiteral("RUNPOD_API_KEY=") + QString::fromLatin1(kKey)}),
            0);
        QTRY_VERIFY_WITH_TIMEOUT(server.seen().size() >= 1, 30'000);
        QCOMPARE(server.seen().at(0).method, QByteArray("DELETE"));
        QCOMPARE(server.seen().at(0).target, QByteArray("/v2/pods/x7k2"));
        QCOMPARE(server.seen().at(0).header("Authorization"), "Bearer " + kKey);
    }

    // A bare CUDA image has openssl and nothing else; the certificate is checked.
    void opensslAloneIsEnough()
    {
        FakeMachine machine;
        if (!machine.addTool(QStringLiteral("openssl"))) {
            QSKIP("apt-get install openssl");
        }
        QTemporaryDir dir;
        const QString key = dir.filePath(QStringLiteral("key.pem"));
        const QString certificate = dir.filePath(QStringLiteral("cert.pem"));
        QProcess maker;
        maker.start(QStringLiteral("openssl"),
            QStringLiteral("req -x509 -newkey rsa:2048 -nodes -days 1 -batch -subj /CN=localhost -addext "
                           "subjectAltName=DNS:localhost -keyout %1 -out %2")
                .arg(key, certificate)
                .split(QLatin1Char(' ')));
        QVERIFY(maker.waitForFinished() && maker.exitCode() == 0);
        QTcpServer reserve;
        QVERIFY(reserve.listen(QHostAddress::LocalHost));
        const QString port = QString::number(reserve.serverPort());
        reserve.close();
        QProcess server;
        QByteArray seen;
        connect(&server, &QProcess::readyReadStandardOutput, this, [&] {
            seen += server.readAllStandardOutput();
            server.write("HTTP/1.0 200 OK\r\n\r\n{}\n");
        });
        server.start(QStringLiteral("openssl"),
            {QStringLiteral("s_server"), QStringLiteral("-quiet"), QStringLiteral("-accept"), port,
                QStringLiteral("-key"), key, QStringLiteral("-cert"), certificate});
        QVERIFY(server.waitForStarted());
        QTest::qWait(300);
        const QString text =
            vast::onstartText({kPublicKey, 1, QStringLiteral("https://localhost:%1").arg(port)});
        QCOMPARE(
            machine.run(QStringLiteral("/bin/sh"), text, {QStringLiteral("SSL_CERT_FILE=") + certificate}),
            0);
        QTRY_VERIFY_WITH_TIMEOUT(seen.contains(kKey), 30'000);
        QVERIFY(seen.startsWith("DELETE /api/v0/instances/4711/ HTTP/1.0"));
        // Somebody else's certificate gets nothing.
        machine.stop();
        seen.clear();
        FakeMachine careful;
        QVERIFY(careful.addTool(QStringLiteral("openssl")));
        QCOMPARE(
            careful.run(QStringLiteral("/bin/sh"), text, {QStringLiteral("SSL_CERT_FILE=/dev/null")}), 0);
        QTest::qWait(2200);
        QVERIFY2(!seen.contains(kKey), "the key went to a server nobody vouches for");
        server.kill();
        server.waitForFinished();
    }
};

QTEST_GUILESS_MAIN(TestOnstart)
#include "test_onstart.moc"
