// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/json.h"
#include "services/remote/agent_script.h"
#include "services/remote/ssh_command.h"

#include <QDateTime>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace snapgpu;

/** The agent under each shell there is, without ssh. */
class TestAgent final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(agentScript().size() > 1000); }
    void answers_data() { shells(); }
    void answers();
    void escapesAnyBytes_data() { shells(); }
    void escapesAnyBytes();
    void startsFromEveryLoginShell_data();
    void startsFromEveryLoginShell();
    void leavesWhenItsInputEnds();

private:
    static void shells();
    static bool startShell(QProcess &process, const QString &shell, const QString &dir);
    static QVector<json::Value> messages(const QByteArray &output);
};

void TestAgent::shells()
{
    QTest::addColumn<QString>("shell");
    for (const char *shell : {"dash", "bash", "busybox"}) {
        QTest::newRow(shell) << QString::fromLatin1(shell);
    }
}

bool TestAgent::startShell(QProcess &process, const QString &shell, const QString &dir)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("SNAPGPU_DIR"), dir + QLatin1String("/agent"));
    process.setProcessEnvironment(environment);
    QStringList arguments;
    if (shell == QLatin1String("busybox")) {
        arguments << QStringLiteral("sh");
    }
    arguments << QStringLiteral("-c") << QStringLiteral("eval \"$(head -c %1)\"").arg(agentScript().size());
    process.start(shell, arguments);
    if (!process.waitForStarted()) {
        return false;
    }
    process.write(agentScript());
    return true;
}

QVector<json::Value> TestAgent::messages(const QByteArray &output)
{
    QVector<json::Value> result;
    for (const QByteArray &line : output.split('\n')) {
        if (!line.isEmpty()) {
            const auto message = json::parse(line);
            if (!message) {
                qWarning() << "not JSON:" << line;
                result.append(json::Value());
            } else {
                result.append(*message);
            }
        }
    }
    return result;
}

void TestAgent::answers()
{
    QFETCH(QString, shell);
    QTemporaryDir dir;
    QProcess process;
    if (!startShell(process, shell, dir.path())) {
        QSKIP(qPrintable(QStringLiteral("to run this test: sudo apt-get install %1").arg(shell)));
    }
    process.write("ping 42\nlease claim 600\nlease keep\nlease claim x\nrm -rf *\nattach\ncancel\n");
    QVERIFY(QTest::qWaitFor([&] { return process.bytesToWrite() == 0; }, 30'000));
    QByteArray said; // the graphics card is asked beside the rest
    const auto answered = [&] {
        said += process.readAllStandardOutput();
        return said.contains("\"cancelled\"") && said.contains("\"gpu\"");
    };
    QVERIFY2(QTest::qWaitFor(answered, 30'000), said.constData());
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitCode(), 0);

    QStringList kinds;
    for (const json::Value &message : messages(said + process.readAllStandardOutput())) {
        QVERIFY(message.is_object());
        kinds.append(json::trimmed(message, "event"));
        if (kinds.last() == QLatin1String("hello")) {
            QVERIFY(json::integer(message, "cores").value_or(0) > 0);
            QVERIFY(json::integer(message, "memory").value_or(0) > 1'000'000);
            QVERIFY(json::integer(message, "disk_free").value_or(-1) > 0);
        } else if (kinds.last() == QLatin1String("pong")) {
            QCOMPARE(json::trimmed(message, "id"), QStringLiteral("42"));
        } else if (kinds.last() == QLatin1String("attached")) {
            QCOMPARE(json::boolean(message, "found"), std::optional<bool>(false));
        } else if (kinds.last() == QLatin1String("cancelled")) {
            QCOMPARE(json::boolean(message, "gone"), std::optional<bool>(true));
        }
    }
    QCOMPARE(kinds.first(), QStringLiteral("hello"));
    for (const char *kind : {"pong", "lease", "error", "gpu", "attached", "cancelled"}) {
        QVERIFY2(kinds.contains(QLatin1String(kind)), kind);
    }
    QCOMPARE(kinds.count(QStringLiteral("lease")), 2);
    QFile lease(dir.filePath(QStringLiteral("agent/lease")));
    QVERIFY(lease.open(QIODevice::ReadOnly));
    QCOMPARE(lease.readAll(), QByteArray("kept\n"));
}

void TestAgent::escapesAnyBytes()
{
    QFETCH(QString, shell);
    QRandomGenerator random(99);
    QByteArrayList inputs{"", "plain", "two\nlines\n", "\"\\\t\r\x01\x7f",
        "\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80", "\xff\xfe bad", "\xc0\xaf", "\xed\xa0\x80", "cut \xe2\x82",
        "\xf4\x90\x80\x80"};
    for (int i = 0; i < 60; ++i) {
        QByteArray bytes;
        for (int k = random.bounded(30); k > 0; --k) {
            bytes.append(static_cast<char>(random.bounded(1, 256)));
        }
        inputs.append(bytes);
    }
    // The function alone: everything before the agent's life begins.
    QByteArray script = agentScript();
    script.truncate(script.lastIndexOf("\nmain\n") + 1);
    for (const QByteArray &input : std::as_const(inputs)) {
        QByteArray quoted = input;
        quoted.replace('\'', "'\\''");
        script += "esc '" + quoted + "'; echo\n";
    }
    QProcess process;
    process.start(
        shell, shell == QLatin1String("busybox") ? QStringList{QStringLiteral("sh")} : QStringList());
    if (!process.waitForStarted()) {
        QSKIP(qPrintable(QStringLiteral("to run this test: sudo apt-get install %1").arg(shell)));
    }
    process.write(script);
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(20000));
    const QByteArrayList lines = process.readAllStandardOutput().split('\n');
    QCOMPARE(lines.size(), inputs.size() + 1);
    for (qsizetype i = 0; i < inputs.size(); ++i) {
        const auto value = json::parse(lines.at(i));
        QVERIFY2(value.has_value(), lines.at(i).constData());
        const QString expected = QString::fromUtf8(inputs.at(i));
        // How many replacement characters stand for one bad sequence is a matter of taste.
        QString got = json::toQString(*value);
        const QChar bad(0xfffd);
        if (!expected.contains(bad)) {
            QCOMPARE(got, expected);
        } else {
            QVERIFY(got.contains(bad));
            QCOMPARE(got.remove(bad), QString(expected).remove(bad));
        }
    }
}

void TestAgent::startsFromEveryLoginShell_data()
{
    QTest::addColumn<QString>("shell");
    for (const char *shell : {"sh", "dash", "bash", "zsh", "fish", "tcsh"}) {
        QTest::newRow(shell) << QString::fromLatin1(shell);
    }
}

void TestAgent::startsFromEveryLoginShell()
{
    QFETCH(QString, shell);
    const QByteArray script = "read -r a; echo \"got:$a\"\n";
    QProcess process;
    process.start(shell, {QStringLiteral("-c"), QString::fromLatin1(evaluateFromStdin(script.size()))});
    if (!process.waitForStarted()) {
        QSKIP(qPrintable(QStringLiteral("to run this test: sudo apt-get install %1").arg(shell)));
    }
    process.write(script + "the command\n");
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.readAllStandardOutput(), QByteArray("got:the command\n"));
}

void TestAgent::leavesWhenItsInputEnds()
{
    QTemporaryDir dir;
    QProcess process;
    QVERIFY(startShell(process, QStringLiteral("sh"), dir.path()));
    QVERIFY(process.waitForReadyRead(30'000));
    QElapsedTimer clock;
    clock.start();
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(30'000));
    QVERIFY2(clock.elapsed() < 4000, "it slept until its next sign of life");
}

QTEST_GUILESS_MAIN(TestAgent)
#include "tst_agent.moc"
