// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/home.h"
#include "services/core/job.h"
#include "services/core/json.h"
#include "services/core/log.h"
#include "tests/support/await.h"
#include "tests/support/patience.h"

#include <QFileInfo>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <unistd.h>

using namespace snapgpu;
using test::await;

namespace {

json::Value object(const char *text) { return *json::parse(text); }

/** A job that starts something and counts how often it was stopped. */
class StoppableJob final : public Job<int>
{
public:
    using Job<int>::Job;
    void succeed(int value) { finish(value); }
    int stopped = 0;

protected:
    void doCancel() override { ++stopped; }
};

} // namespace

class TestCore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deepDocumentsAreNotParsed()
    {
        for (const int depth : {129, 10'000, 1'000'000}) {
            QVERIFY(!json::parse(QByteArray(depth, '[') + QByteArray(depth, ']')));
            QByteArray objects;
            for (int i = 0; i < qMin(depth, 10'000); ++i) {
                objects += "{\"a\":";
            }
            QVERIFY(!json::parse(objects));
        }
        QVERIFY(json::parse(QByteArray(128, '[') + QByteArray(128, ']')));
        QVERIFY(json::parse("\"" + QByteArray(1000, '[') + "\"")); // brackets in a string are no depth
        QVERIFY(json::parse("[\"\\\"[[[[\\\\\"]"));
        QVERIFY(!json::parse(QByteArray(100'000, ']')));
    }

    void largeDocumentsAreNotParsed()
    {
        json::Limits limits;
        limits.maxBytes = 1000;
        const auto tooLarge = json::parse("\"" + QByteArray(1000, 'x') + "\"", limits);
        QVERIFY(!tooLarge);
        QCOMPARE(tooLarge.error().category, ErrorCategory::BadAnswer);
        QVERIFY(json::parse("\"" + QByteArray(998, 'x') + "\"", limits));
    }

    void brokenDocuments_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QList<QByteArray> broken = {"", " ", "{", "}", "nul", "{\"a\":}", "[1,]", "{'a':1}", "\"\xff\"",
            "1 2", "{\"a\":1}x", QByteArray("\0", 1), "NaN", "\"\\ud800\"", "<html>"};
        for (const QByteArray &text : broken) {
            QTest::addRow("%s", text.toPercentEncoding().constData()) << text;
        }
    }
    void brokenDocuments()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!json::parse(text));
    }

    void numbersMayBeStrings()
    {
        const json::Value row =
            object(R"({"a":"5","b":5,"c":" 5 ","d":"x","e":null,"f":[5],"g":true,"h":"5.5","i":5.0})");
        QCOMPARE(json::integer(row, "a").value_or(-1), 5);
        QCOMPARE(json::integer(row, "b").value_or(-1), 5);
        QCOMPARE(json::integer(row, "c").value_or(-1), 5);
        QVERIFY(!json::integer(row, "d") && !json::integer(row, "e") && !json::integer(row, "f"));
        QVERIFY(!json::integer(row, "h") && !json::integer(row, "none"));
        QCOMPARE(json::integer(row, "i").value_or(-1), 5);
        QCOMPARE(json::number(row, "h").value_or(-1), 5.5);
        QVERIFY(!json::number(row, "d") && !json::number(row, "g"));
        QCOMPARE(json::string(row, "b").value_or(QString()), QStringLiteral("5"));
        QVERIFY(!json::string(row, "f") && !json::string(row, "e"));
        QCOMPARE(json::trimmed(row, "c"), QStringLiteral("5"));
    }

    void integersKeepEveryDigit()
    {
        const json::Value row =
            object(R"({"max":9223372036854775807,"over":9223372036854775808,"min":-9223372036854775808,
            "huge":18446744073709551616,"text":"9223372036854775807","overText":"9223372036854775808",
            "exact":9007199254740993,"real":9007199254740994.0,"half":0.5,"big":1e300})");
        QCOMPARE(json::integer(row, "max").value_or(0), INT64_MAX);
        QCOMPARE(json::integer(row, "min").value_or(0), INT64_MIN);
        QCOMPARE(json::integer(row, "exact").value_or(0), 9007199254740993);
        QCOMPARE(json::integer(row, "text").value_or(0), INT64_MAX);
        for (const char *key : {"over", "huge", "overText", "real", "half", "big"}) {
            QVERIFY2(!json::integer(row, key), key);
        }
    }

    void numbersAreFinite()
    {
        const json::Value row = object(R"({"a":"inf","b":"nan","c":"1e999","d":1e308,"e":"-INF"})");
        for (const char *key : {"a", "b", "c", "e"}) {
            QVERIFY2(!json::number(row, key), key);
        }
        QVERIFY(json::number(row, "d"));
    }

    void yesAndNo()
    {
        const json::Value row =
            object(R"({"a":true,"b":0,"c":"True","d":"0","e":"maybe","f":null,"g":1.0,"h":[]})");
        QCOMPARE(json::boolean(row, "a").value_or(false), true);
        QCOMPARE(json::boolean(row, "b").value_or(true), false);
        QCOMPARE(json::boolean(row, "c").value_or(false), true);
        QCOMPARE(json::boolean(row, "d").value_or(true), false);
        QCOMPARE(json::boolean(row, "g").value_or(false), true);
        QVERIFY(!json::boolean(row, "e") && !json::boolean(row, "f") && !json::boolean(row, "h"));
    }

    void readersAcceptAnyValue()
    {
        for (const char *text : {"null", "7", "\"x\"", "[1]", "true"}) {
            const json::Value value = object(text);
            QVERIFY(!json::find(value, "a") && !json::array(value, "a") && !json::object(value, "a"));
            QVERIFY(!json::integer(value, "a") && !json::number(value, "a") && !json::string(value, "a"));
        }
    }

    void writingNeverThrows()
    {
        json::Value value;
        value["bad"] = std::string("\xff\xfe\x80");
        value["surrogate"] = json::fromQString(QString(QChar(0xD800)));
        QVERIFY(json::dump(value).contains("bad"));
    }

    void randomDocumentsNeverCrash()
    {
        QRandomGenerator random(3);
        const QByteArray alphabet = "{}[]\",:\\0123456789eE+-.truefalsn \n\xff\x80u";
        for (int i = 0; i < 100'000; ++i) {
            QByteArray text;
            for (quint32 n = random.bounded(40); n > 0; --n) {
                text += alphabet.at(
                    static_cast<qsizetype>(random.bounded(static_cast<quint32>(alphabet.size()))));
            }
            if (const auto value = json::parse(text)) {
                json::dump(*value);
                json::integer(*value, "a");
            }
        }
    }

    void redaction_data()
    {
        QTest::addColumn<QString>("text");
        const auto row = [](const char *text) { QTest::newRow(text) << QString::fromUtf8(text); };
        row("Authorization: Bearer s3cr3t-value");
        row("authorization: bearer s3cr3t-value");
        row("GET /x?api_key=s3cr3t-value&b=1");
        row("GET /x?API_KEY=s3cr3t-value");
        row(R"({"api_key":"s3cr3t-value"})");
        row(R"({"instance_api_key" : "s3cr3t-value"})");
        row(R"({"jupyter_token":"s3cr3t-value"})");
        row(R"({"RESTIC_PASSWORD":"s3cr3t-value"})");
        row(R"({"aws_secret_access_key":"s3cr3t-value"})");
        row("password=s3cr3t-value");
    }
    void redaction()
    {
        QFETCH(QString, text);
        QVERIFY2(!redacted(text).contains(QStringLiteral("s3cr3t-value")), qPrintable(redacted(text)));
    }

    void registeredSecretsVanishEverywhere()
    {
        registerSecret(QStringLiteral("correct horse"));
        registerSecret(QStringLiteral("abc")); // too short to be told from ordinary text
        QCOMPARE(redacted(QStringLiteral("x correct horse y abc")), QStringLiteral("x [redacted] y abc"));
    }

    void aSecretThatContainsAnotherVanishesWhole()
    {
        registerSecret(QStringLiteral("inner-secret"));
        registerSecret(QStringLiteral("outer-inner-secret-tail"));
        QVERIFY(!redacted(QStringLiteral("outer-inner-secret-tail")).contains(QStringLiteral("tail")));
    }

    void jobsFinishOnceAndLater()
    {
        auto *job = new StoppableJob;
        QSignalSpy finished(job, &JobBase::finished);
        QSignalSpy destroyed(job, &QObject::destroyed);
        job->succeed(1);
        job->succeed(2);
        job->cancel();
        QVERIFY(finished.isEmpty()); // never inside the call
        QCOMPARE(job->result().value(), 1);
        QCOMPARE(job->stopped, 0);
        QTRY_COMPARE(finished.size(), 1);
        QTRY_COMPARE(destroyed.size(), 1);
    }

    void cancelIsAResult()
    {
        auto *job = new StoppableJob;
        job->cancel();
        job->cancel();
        QCOMPARE(job->stopped, 1);
        const auto result = await(static_cast<Job<int> *>(job));
        QVERIFY(result && !*result);
        QCOMPARE(result->error().category, ErrorCategory::Cancelled);
    }

    void settledJobsStillComeFromTheLoop()
    {
        QObject parent;
        bool called = false;
        settledJob<int>(&parent, 5)->then(&parent, [&](const Result<int> &result) {
            called = result.value() == 5;
        });
        QVERIFY(!called);
        QTRY_VERIFY(called);
    }

    void aDeadContextIsNotCalled()
    {
        QObject parent;
        bool called = false;
        auto context = std::make_unique<QObject>();
        settledJob<int>(&parent, 5)->then(context.get(), [&](const Result<int> &) { called = true; });
        context.reset();
        QTest::qWait(20);
        QVERIFY(!called);
    }

    void jobsMayDieEarly()
    {
        auto *job = new StoppableJob;
        QSignalSpy finished(job, &JobBase::finished);
        job->succeed(1);
        delete job;
        QTest::qWait(20);
        QVERIFY(finished.isEmpty());
    }

    // Every order of finishing, cancelling and dying: at most one `finished`, and one unless it died.
    void randomJobLives()
    {
        QRandomGenerator random(11);
        for (int i = 0; i < 20'000; ++i) {
            auto *job = new StoppableJob;
            int finishes = 0;
            bool dead = false;
            connect(job, &JobBase::finished, this, [&] { ++finishes; });
            connect(job, &QObject::destroyed, this, [&] { dead = true; });
            bool deleted = false;
            bool settled = false;
            for (quint32 n = 1 + random.bounded(5); n > 0 && !dead; --n) {
                switch (random.bounded(5)) {
                case 0:
                    job->succeed(1);
                    settled = true;
                    break;
                case 1:
                    job->cancel();
                    settled = true;
                    break;
                case 2:
                    delete job;
                    deleted = true;
                    break;
                default:
                    QCoreApplication::sendPostedEvents();
                    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
                }
            }
            QCoreApplication::sendPostedEvents();
            QVERIFY(finishes <= 1);
            QVERIFY2(deleted || !settled || finishes == 1, "a settled job must tell");
            if (!dead && !settled) {
                delete job;
            }
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
    }

    void homeIsPrivate()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("a/b c/ü"));
        const auto home = Home::open(path);
        QVERIFY(home);
        QCOMPARE(home->path(), path);
        const auto open = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(path) & open));
        QVERIFY(!(QFile::permissions(QFileInfo(home->file(QStringLiteral("x/y"))).path()) & open));
    }

    void homeThatIsAFile()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(QStringLiteral("f")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (const QString &path : {file.fileName(), QString(file.fileName() + QStringLiteral("/below"))}) {
            const auto home = Home::open(path);
            QVERIFY(!home);
            QVERIFY2(home.error().message.contains(path), qPrintable(home.error().message));
        }
    }

    /** The window starts its services anew, for the sandbox and after the setup. */
    void logIsOpenedAgain()
    {
        const QtMessageHandler before = qInstallMessageHandler(nullptr);
        QTemporaryDir dir;
        const QString first = dir.filePath(QStringLiteral("first.log"));
        const QString second = dir.filePath(QStringLiteral("second.log"));
        installLog(first, false);
        qWarning("one");
        installLog(first, false);
        qWarning("two");
        installLog(second, false);
        qWarning("three");
        qInstallMessageHandler(before);
        const auto content = [](const QString &path) {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QVERIFY(content(first).contains("one") && content(first).contains("two"));
        QVERIFY(content(second).contains("three") && !content(second).contains("two"));
    }

    void homeThatCannotBeWritten()
    {
        if (::geteuid() == 0) {
            // Root writes everywhere except where the kernel says no.
            const auto home = Home::open(QStringLiteral("/proc/snapgpu"));
            QVERIFY(!home);
            return;
        }
        QTemporaryDir dir;
        QFile::setPermissions(dir.path(), QFile::ReadOwner | QFile::ExeOwner);
        QVERIFY(!Home::open(dir.path()));
        QVERIFY(!Home::open(dir.filePath(QStringLiteral("below"))));
        QFile::setPermissions(dir.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
};

QTEST_GUILESS_MAIN(TestCore)
#include "test_core.moc"
