// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/remote/line_splitter.h"
#include "services/remote/shell_quote.h"
#include "services/remote/ssh_command.h"
#include "services/remote/ssh_failure.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

using namespace snapgpu;

namespace {

QByteArray randomBytes(QRandomGenerator &random, int most)
{
    QByteArray bytes;
    const int size = random.bounded(most + 1);
    // Half of them from the characters that shells treat specially.
    static const QByteArray special = "'\"\\`$!*?[]{}()<>|&;~#%^ \t\n\r=-";
    for (int i = 0; i < size; ++i) {
        bytes.append(random.bounded(2) ? special.at(random.bounded(int(special.size())))
                                       : static_cast<char>(random.bounded(1, 256)));
    }
    return bytes;
}

} // namespace

class TestRemotePieces final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void quotedWordsSurviveEveryShell_data();
    void quotedWordsSurviveEveryShell();
    void linesSurviveAnyCutting();
    void longLinesAreDroppedWhole();
    void knownHostsFilesArePlainNames();
    void argumentsCarryWhatIsNeeded();
    void failuresAreClassified_data();
    void failuresAreClassified();
};

void TestRemotePieces::quotedWordsSurviveEveryShell_data()
{
    QTest::addColumn<QString>("shell");
    for (const char *shell : {"sh", "dash", "bash", "busybox", "zsh"}) {
        QTest::newRow(shell) << QString::fromLatin1(shell);
    }
}

void TestRemotePieces::quotedWordsSurviveEveryShell()
{
    QFETCH(QString, shell);
    QRandomGenerator random(20261123);
    QByteArrayList words;
    for (int i = 0; i < 400; ++i) {
        words.append(randomBytes(random, 40));
    }
    QProcess process;
    const QStringList first =
        shell == QLatin1String("busybox") ? QStringList{QStringLiteral("sh")} : QStringList();
    process.start(shell, first);
    if (!process.waitForStarted()) {
        QSKIP(qPrintable(QStringLiteral("to run this test: sudo apt-get install %1").arg(shell)));
    }
    process.write("printf '%s\\0' " + shellCommand(words) + '\n');
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.readAllStandardOutput(), words.join('\0') + '\0');
}

void TestRemotePieces::linesSurviveAnyCutting()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 2000; ++round) {
        QByteArrayList expected;
        QByteArray stream;
        for (int i = random.bounded(12); i > 0; --i) {
            QByteArray line = randomBytes(random, 30);
            line.replace('\n', 'n');
            line.replace('\r', 'r');
            expected.append(line);
            stream += line + (random.bounded(2) ? "\n" : "\r\n");
        }
        stream += "rest";
        LineSplitter splitter;
        QByteArrayList got;
        for (qsizetype at = 0; at < stream.size();) {
            const qsizetype size = 1 + random.bounded(9);
            got += splitter.feed(stream.mid(at, size));
            at += size;
        }
        QCOMPARE(got, expected);
        QCOMPARE(splitter.takeRest(), QByteArray("rest"));
    }
}

void TestRemotePieces::longLinesAreDroppedWhole()
{
    LineSplitter splitter(10);
    QCOMPARE(splitter.feed("short\n0123456"), QByteArrayList{"short"});
    QCOMPARE(splitter.feed("789ABC"), QByteArrayList());
    QCOMPARE(splitter.feed("still the long one\nnext\n"), QByteArrayList{"next"});
    QCOMPARE(splitter.dropped(), 1);
}

void TestRemotePieces::knownHostsFilesArePlainNames()
{
    SshSettings settings;
    settings.knownHostsDir = QStringLiteral("/k");
    const QString one = knownHostsFile(settings, QStringLiteral("snapgpu/ab12/../x/1"));
    QVERIFY(one.startsWith(QStringLiteral("/k/")));
    QVERIFY(!one.mid(3).contains(QLatin1Char('/')));
    QVERIFY(one != knownHostsFile(settings, QStringLiteral("snapgpu/ab12/../x/2")));
}

void TestRemotePieces::argumentsCarryWhatIsNeeded()
{
    SshSettings settings;
    settings.identityFile = QStringLiteral("/a b/100%/key");
    settings.knownHostsDir = QStringLiteral("/k");
    const QStringList arguments = sshArguments(
        settings, QStringLiteral("l"), {QStringLiteral("-oProxyCommand=evil"), 2222, true}, "true");
    QVERIFY(arguments.contains(QStringLiteral("BatchMode=yes")));
    QVERIFY(arguments.contains(QStringLiteral("IdentitiesOnly=yes")));
    QVERIFY(arguments.contains(QStringLiteral("IdentityFile=\"/a b/100%%/key\"")));
    QVERIFY(arguments.contains(QStringLiteral("StrictHostKeyChecking=accept-new")));
    // A host name can never become an option.
    QCOMPARE(arguments.indexOf(QStringLiteral("--")), arguments.size() - 3);
}

void TestRemotePieces::failuresAreClassified_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<bool>("spoke");
    QTest::addColumn<ErrorCategory>("category");
    QTest::newRow("refused connection") << QByteArray("ssh: connect to host h port 1: Connection refused")
                                        << 255 << false << ErrorCategory::SshUnreachable;
    QTest::newRow("timeout") << QByteArray("ssh: connect to host h port 1: Connection timed out") << 255
                             << false << ErrorCategory::SshUnreachable;
    QTest::newRow("closed") << QByteArray("kex_exchange_identification: Connection closed by remote host")
                            << 255 << false << ErrorCategory::SshUnreachable;
    QTest::newRow("key") << QByteArray("root@h: Permission denied (publickey).") << 255 << false
                         << ErrorCategory::SshKey;
    QTest::newRow("host key") << QByteArray("@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @") << 255
                              << false << ErrorCategory::SshUnreachable;
    QTest::newRow("no sh there") << QByteArray("sh: not found") << 127 << false << ErrorCategory::HostFault;
    QTest::newRow("lost") << QByteArray("client_loop: send disconnect: Broken pipe") << 255 << true
                          << ErrorCategory::Network;
    QTest::newRow("agent died") << QByteArray() << 137 << true << ErrorCategory::HostFault;
}

void TestRemotePieces::failuresAreClassified()
{
    QFETCH(QByteArray, text);
    QFETCH(int, exitCode);
    QFETCH(bool, spoke);
    QFETCH(ErrorCategory, category);
    const Error error =
        sshFailure({false, exitCode, spoke, text}, QStringLiteral("h:1"), QStringLiteral("ssh"));
    QCOMPARE(toText(error.category), toText(category));
    QVERIFY(!error.message.isEmpty());
    QCOMPARE(toText(sshFailure({true, 255, false, {}}, {}, QStringLiteral("nossh")).category),
        toText(ErrorCategory::MissingTool));
}

QTEST_GUILESS_MAIN(TestRemotePieces)
#include "tst_remote_pieces.moc"
