// SPDX-License-Identifier: GPL-3.0-or-later
// The browser's services against a real S3 server, 20 ms away: list, files, find, diff, tags, forget, create.
// What changed is then asked of restic itself, over the folder behind the server.
#include "services/restic/restic_browser.h"
#include "tests/remote/loopback_sshd.h"
#include "tests/restic/job_wait.h"
#include "tests/restic/restic_fixture.h"
#include "tests/s3/s3_server.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTest>

using namespace snapgpu;

namespace {

template <typename T> QByteArray why(const Result<T> &result)
{
    const QString text =
        result ? QString() : result.error().message + QLatin1Char(' ') + result.error().detail;
    return text.toUtf8();
}

} // namespace

class TestCatalogS3 final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everythingOfTheBrowser_data() { addResticRows(); }
    void everythingOfTheBrowser();
    void refusals_data();
    void refusals();

private:
    static ResticTools tools(const ResticFixture &fixture, const QString &program)
    {
        ResticTools made;
        made.resticProgram = program;
        made.cacheDir = fixture.path(QStringLiteral("cache"));
        return made;
    }
    static BrowserFiles files(const ResticFixture &fixture)
    {
        return {fixture.path(QStringLiteral("home/catalog.sqlite")),
            fixture.path(QStringLiteral("home/trees")), fixture.path(QStringLiteral("home/own.json"))};
    }
};

#define NEED_S3(program)                                                                                     \
    if (const QString missing = S3Server::missing(); !missing.isEmpty() || program.isEmpty()) {              \
        QSKIP(qPrintable(                                                                                    \
            program.isEmpty() ? QStringLiteral("to run this test: sudo apt-get install restic") : missing)); \
    }

void TestCatalogS3::everythingOfTheBrowser()
{
    QFETCH(QString, program);
    NEED_S3(program)
    ResticFixture fixture(program);
    fixture.makeWorkspace(1);
    fixture.backupRelative({QStringLiteral("--tag"), QStringLiteral("old")});
    writeFile(fixture.workspace() + QLatin1String("/code/new.py"), "print('new')\n");
    fixture.backupRelative({QStringLiteral("--host"), QStringLiteral("two")});
    fixture.backupRelative({QStringLiteral("--host"), QStringLiteral("two")});
    S3Server server; // the fixture's folders are its buckets, so "repo" is one
    QVERIFY(server.start(fixture.path()) && server.slowDown(20, 20'000'000));
    Repository repository = server.repository(QStringLiteral("repo"));
    repository.password = fixture.repository().password;
    ResticBrowser browser(tools(fixture, program), repository, files(fixture));

    auto view = waitFor(browser.refresh());
    QVERIFY2(view.has_value(), why(view).constData());
    QCOMPARE(view->snapshots.size(), 3);
    const QVector<SnapshotGroup> groups = groupByTree(view->snapshots);
    QCOMPARE(groups.size(), 2);
    QCOMPARE(groups.first().count(), 2);
    const Snapshot newest = view->snapshots.first();
    const Snapshot oldest = view->snapshots.last();
    QCOMPARE(oldest.tags, QStringList{QStringLiteral("old")});

    const auto tree = waitFor(browser.open(newest.id));
    QVERIFY2(tree.has_value(), why(tree).constData());
    const QByteArrayList onDisk = rawListing(fixture.path(), "ws");
    QCOMPARE((*tree)->nodeCount(), quint32(onDisk.size() + 1));
    QVERIFY((*tree)->find("/ws/odd/latin\xe9").has_value());
    const auto found = waitFor(browser.find(QStringLiteral("new.py"), {}));
    QVERIFY2(found.has_value(), why(found).constData());
    QCOMPARE(found->size(), 2); // in both that hold it
    const auto diff = waitFor(browser.diff(oldest.id, newest.id));
    QVERIFY2(diff.has_value(), why(diff).constData());
    QCOMPARE(diff->addedFiles, 1);
    const auto preview = waitFor(browser.preview(newest.id, "/ws/code/new.py", 100));
    QVERIFY2(preview.has_value(), why(preview).constData());
    QCOMPARE(preview->bytes, QByteArray("print('new')\n"));
    QCOMPARE(server.requests("PUT", "/repo/"), 0); // all of that took no lock

    view = waitFor(browser.editTags({oldest.id}, {QStringLiteral("good")}, {QStringLiteral("old")}));
    QVERIFY2(view.has_value(), why(view).constData());
    QCOMPARE(view->snapshots.last().tags, QStringList{QStringLiteral("good")});
    QVERIFY(fixture.restic({QStringLiteral("snapshots"), QStringLiteral("--json")}).contains("\"good\""));

    ForgetPolicy policy;
    policy.last = 1;
    const auto plan = waitFor(browser.planForget(policy));
    QVERIFY2(plan.has_value(), why(plan).constData());
    QCOMPARE(plan->remove.size(), 1); // of the two of one host and path
    QVERIFY(plan->lastOf.isEmpty());
    view = waitFor(browser.forget({plan->remove.first().id}, false));
    QVERIFY2(view.has_value(), why(view).constData());
    QCOMPARE(view->snapshots.size(), 2);
    QStringList rest;
    for (const Snapshot &snapshot : view->snapshots) {
        rest.append(snapshot.id);
    }
    QCOMPARE(categoryOf(browser.forget(rest, false)), toText(ErrorCategory::InvalidInput)); // keep one
    const QByteArray left = fixture.restic({QStringLiteral("snapshots"), QStringLiteral("--json")});
    QCOMPARE(left.count("\"short_id\""), 2);
    const QByteArray gone = "\"id\":\"" + plan->remove.first().id.toLatin1(); // "parent" may name it too
    QVERIFY(!left.contains(gone));
    QVERIFY(QDir(fixture.path(QStringLiteral("repo/locks"))).isEmpty()); // every lock was taken away again

    server.makeBucket(QStringLiteral("fresh"));
    Repository fresh = repository;
    fresh.url = server.url(QStringLiteral("fresh"));
    const auto made = waitFor(createRepository(tools(fixture, program), fresh, this));
    QVERIFY2(made.has_value() && made->isGood(), qPrintable(made ? made->sentence : made.error().message));
    QVERIFY(QFileInfo::exists(server.bucketPath(QStringLiteral("fresh/config"))));
    const auto twice = waitFor(createRepository(tools(fixture, program), fresh, this));
    QVERIFY2(twice.has_value() && toText(twice->part) == toText(RepositoryPart::Exists),
        qPrintable(twice ? twice->sentence : twice.error().message));
    ResticBrowser empty(tools(fixture, program), fresh, files(fixture));
    QCOMPARE(waitFor(empty.refresh())->snapshots.size(), 0);
}

void TestCatalogS3::refusals_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("bucket");
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("part");
    const std::tuple<const char *, const char *, const char *, RepositoryPart> all[] = {
        {"no such bucket", "nobucket", "", RepositoryPart::Bucket},
        {"no possible bucket", "b", "", RepositoryPart::Bucket},
        {"nothing at the path", "repo/deeper", "", RepositoryPart::NoRepository},
        {"unknown key", "repo", "AWS_ACCESS_KEY_ID", RepositoryPart::Keys},
        {"wrong secret", "repo", "AWS_SECRET_ACCESS_KEY", RepositoryPart::Keys},
        {"wrong region", "repo", "AWS_DEFAULT_REGION", RepositoryPart::Region},
        {"wrong password", "repo", "password", RepositoryPart::Password},
        {"nobody there", "repo", "port", RepositoryPart::Network},
        {"no TLS there", "repo", "https", RepositoryPart::Network},
    };
    for (const ResticBinary &restic : resticBinaries()) {
        for (const auto &[name, bucket, variable, part] : all) {
            // What stands between restic and the storage takes 0.14 20 s to give up, without a word.
            if (part == RepositoryPart::Network && restic.version.startsWith(QLatin1String("0.14"))) {
                continue;
            }
            QTest::addRow("%s with %s", name, qPrintable(restic.version))
                << restic.program << QString::fromLatin1(bucket) << QString::fromLatin1(variable)
                << toText(part);
        }
    }
    if (resticBinaries().isEmpty()) {
        QTest::newRow("none") << QString() << QString() << QString() << QString();
    }
}

/** The test button tells which part is wrong, soon, whatever restic is there. */
void TestCatalogS3::refusals()
{
    QFETCH(QString, program);
    QFETCH(QString, bucket);
    QFETCH(QString, variable);
    QFETCH(QString, part);
    NEED_S3(program)
    ResticFixture fixture(program);
    fixture.restic({QStringLiteral("init")});
    S3Server server;
    QVERIFY(server.start(fixture.path()));
    Repository repository = server.repository(bucket);
    repository.password = fixture.repository().password;
    if (variable == QLatin1String("password")) {
        repository.password = QStringLiteral("wrong");
    } else if (variable == QLatin1String("port")) {
        server.stop();
    } else if (variable == QLatin1String("https")) {
        repository.url.replace(QLatin1String("http:"), QLatin1String("https:"));
    } else if (!variable.isEmpty()) {
        repository.environment.insert(variable, QStringLiteral("AKIAWRONG0000"));
    }
    QElapsedTimer clock;
    clock.start();
    const auto report = waitFor(testRepository(tools(fixture, program), repository, this));
    QVERIFY(report.has_value());
    QVERIFY2(
        toText(report->part) == part, qPrintable(toText(report->part) + report->sentence + report->detail));
    const QString secret = repository.environment.value(QStringLiteral("AWS_SECRET_ACCESS_KEY"));
    QVERIFY(!report->sentence.contains(secret) && !report->detail.contains(secret));
    QVERIFY2(
        report->sentence.endsWith(QLatin1Char('.')) && !report->sentence.contains(QLatin1String("exit code")),
        qPrintable(report->sentence));
    QVERIFY2(clock.elapsed() < 30'000, qPrintable(QString::number(clock.elapsed())));
}

QTEST_GUILESS_MAIN(TestCatalogS3)
#include "tst_catalog_s3.moc"
