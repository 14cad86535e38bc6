// SPDX-License-Identifier: GPL-3.0-or-later
// What restic's answers look like when something is wrong, through the browser's jobs: one sentence each, and
// nothing half-said. restic is a script that prints what real ones printed.
#include "services/restic/restic_browser.h"
#include "tests/remote/loopback_sshd.h"
#include "tests/restic/job_wait.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace snapgpu;

namespace {

const QString kA(64, QLatin1Char('a'));
const QString kB(64, QLatin1Char('b'));

/** Whole answers of a small repository; a row replaces one of them. */
QMap<QByteArray, QByteArray> goodAnswers()
{
    const auto snapshot = [](const QString &id) -> QByteArray {
        return "{\"id\":\"" + id.toLatin1() + "\",\"tree\":\"" + id.left(8).toLatin1()
            + "\",\"time\":\"2026-11-25T21:02:08Z\",\"hostname\":\"h\",\"paths\":[\"/w\"]}";
    };
    const QByteArray found = "[{\"matches\":[{\"path\":\"/w/f\",\"type\":\"file\",\"size\":1}],\"hits\":1,"
                             "\"snapshot\":\""
        + kA.toLatin1() + "\"}]\n";
    return {{"snapshots", '[' + snapshot(kA) + ',' + snapshot(kB) + "]\n"}, {"cat", "{\"id\":\"cc\"}\n"},
        {"ls",
            "{\"struct_type\":\"snapshot\",\"id\":\"aa\"}\n"
            "{\"name\":\"f\",\"type\":\"file\",\"path\":\"/w/f\",\"size\":1,\"struct_type\":\"node\"}\n"},
        {"find", found},
        {"diff",
            "{\"message_type\":\"change\",\"path\":\"/w/f\",\"modifier\":\"M\"}\n"
            "{\"message_type\":\"statistics\",\"changed_files\":1}\n"},
        {"forget", "[{\"keep\":[" + snapshot(kA) + "],\"remove\":[" + snapshot(kB) + "]}]\n"}};
}

} // namespace

class TestBrowserFaults final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wholeAnswersAreTaken();
    void cutInTheMiddle_data();
    void cutInTheMiddle();
    void refusals_data();
    void refusals();

private:
    ResticTools scripted(const QMap<QByteArray, QByteArray> &answers, const QByteArray &end = {})
    {
        QByteArray script = "#!/bin/sh\ncase $1 in\n";
        for (auto it = answers.cbegin(); it != answers.cend(); ++it) {
            const QString file = m_dir.filePath(QString::fromLatin1(it.key()));
            writeFile(file, it.value());
            script += it.key() + ") cat '" + file.toUtf8() + "';;\n";
        }
        writeFile(m_dir.filePath(QStringLiteral("restic")), script + "esac\n" + end, true);
        ResticTools tools;
        tools.resticProgram = m_dir.filePath(QStringLiteral("restic"));
        return tools;
    }
    /** Each call has a home of its own: nothing is known from before. */
    BrowserFiles files()
    {
        const QString home = m_dir.filePath(QString::number(++m_homes));
        return {
            home + QLatin1String("/c.sqlite"), home + QLatin1String("/trees"), home + QLatin1String("/own")};
    }
    static Repository repository()
    {
        Repository made;
        made.url = QStringLiteral("s3:https://example.invalid/b");
        made.password = QStringLiteral("secret-4711");
        return made;
    }
    Error errorOf(const ResticTools &tools, const QByteArray &command)
    {
        ResticBrowser browser(tools, repository(), files());
        const auto of = [](const auto &result) { return result ? Error() : result.error(); };
        if (command == "snapshots") {
            const Error error = of(waitFor(browser.refresh()));
            return browser.view().snapshots.isEmpty() || error.message.isEmpty() ? error : Error();
        }
        if (command == "ls") {
            return of(waitFor(browser.open(kA)));
        }
        if (command == "find") {
            return of(waitFor(browser.find(QStringLiteral("f"), {})));
        }
        if (command == "diff") {
            return of(waitFor(browser.diff(kA, kB)));
        }
        ForgetPolicy policy;
        policy.last = 1;
        return of(waitFor(browser.planForget(policy)));
    }

    QTemporaryDir m_dir;
    int m_homes = 0;
};

void TestBrowserFaults::wholeAnswersAreTaken()
{
    const ResticTools tools = scripted(goodAnswers());
    for (const QByteArray &command : goodAnswers().keys()) {
        if (command != "cat") {
            const Error error = errorOf(tools, command);
            QVERIFY2(error.message.isEmpty(), qPrintable(error.message + error.detail));
        }
    }
}

void TestBrowserFaults::cutInTheMiddle_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<int>("bytes");
    for (const QByteArray &command : goodAnswers().keys()) {
        const auto size = static_cast<int>(goodAnswers().value(command).size());
        for (const int left : {size * 3 / 4, size - 3}) {
            if (command != "cat") {
                QTest::addRow("%s, %d of %d bytes", command.constData(), left, size) << command << left;
            }
        }
    }
}

/** Exit code 0 and half an answer: a broken pipe of ssh, or a restic that was killed on the VPS. */
void TestBrowserFaults::cutInTheMiddle()
{
    QFETCH(QByteArray, command);
    QFETCH(int, bytes);
    QMap<QByteArray, QByteArray> answers = goodAnswers();
    answers[command] = answers.value(command).left(bytes);
    const Error error = errorOf(scripted(answers), command);
    QVERIFY2(toText(error.category) == toText(ErrorCategory::BadAnswer),
        qPrintable(toText(error.category) + error.message));
    QVERIFY2(error.message.endsWith(QLatin1String("Try again.")), qPrintable(error.message));
}

void TestBrowserFaults::refusals_data()
{
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<QString>("category");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, int code, const char *text, ErrorCategory category,
                         const char *says) {
        const QByteArray end = "echo '" + QByteArray(text) + "' >&2\nexit " + QByteArray::number(code) + '\n';
        QTest::newRow(name) << end << toText(category) << QString::fromLatin1(says);
    };
    row("newer repository", 1, "Fatal: config cannot be loaded: unsupported repository version",
        ErrorCategory::RestoreFailed, "Install a newer restic");
    row("newer repository, JSON", 1,
        R"({"message_type":"exit_error","code":1,"message":"Fatal: unsupported repository version 3"})",
        ErrorCategory::RestoreFailed, "Install a newer restic");
    row("wrong password, 0.14", 1, "Fatal: wrong password or no key found", ErrorCategory::RepositoryPassword,
        "password is wrong");
    row("wrong password, JSON", 12,
        R"({"message_type":"exit_error","code":12,"message":"Fatal: wrong password or no key found"})",
        ErrorCategory::RepositoryPassword, "password is wrong");
    row("clock", 1,
        "Fatal: unable to open config file: Stat: The difference between the request time and the "
        "server clock is too large. Is there a repository at the following location?",
        ErrorCategory::Auth, "Set the clock right");
    row("expired key", 1, "Fatal: unable to open config file: Stat: The provided token has expired.",
        ErrorCategory::Auth, "has expired");
    row("killed", 137, "", ErrorCategory::RestoreFailed, "");
}

void TestBrowserFaults::refusals()
{
    QFETCH(QByteArray, end);
    QFETCH(QString, category);
    QFETCH(QString, says);
    const ResticTools tools = scripted({}, end);
    for (const char *command : {"snapshots", "ls", "find", "diff", "forget"}) {
        const Error error = errorOf(tools, command);
        QVERIFY2(toText(error.category) == category, qPrintable(toText(error.category) + error.message));
        QVERIFY2(error.message.contains(says), qPrintable(error.message));
        QVERIFY(!error.message.isEmpty() && !error.message.contains(QLatin1Char('\n')));
        QVERIFY(!error.message.contains(QLatin1String("secret-4711")));
    }
}

QTEST_GUILESS_MAIN(TestBrowserFaults)
#include "tst_browser_faults.moc"
