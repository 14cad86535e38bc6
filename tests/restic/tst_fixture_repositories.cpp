// SPDX-License-Identifier: GPL-3.0-or-later
// The restic project's own test repositories, old and damaged ones among them, in the browser services.
#include "services/restic/repository_report.h"
#include "services/restic/restic_browser.h"
#include "tests/restic/job_wait.h"
#include "tests/restic/restic_fixture.h"

#include <QProcess>
#include <QTest>

using namespace snapgpu;

class TestFixtureRepositories final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensAndLists_data();
    void opensAndLists();
    void aMissingPackIsNamed_data() { addResticRows(); }
    void aMissingPackIsNamed();

private:
    static std::unique_ptr<ResticBrowser> browserOf(
        const QString &program, const QString &folder, const QTemporaryDir &dir, int deadlineMs = 60'000)
    {
        ResticTools tools;
        tools.resticProgram = program;
        tools.cacheDir = dir.filePath(QStringLiteral("cache"));
        tools.openDeadlineMs = deadlineMs;
        Repository repository;
        repository.url = folder;
        repository.password = QStringLiteral("geheim");
        return std::make_unique<ResticBrowser>(tools, repository,
            BrowserFiles{dir.filePath(QStringLiteral("home/catalog.sqlite")),
                dir.filePath(QStringLiteral("home/trees")), dir.filePath(QStringLiteral("home/own.json"))});
    }
};

void TestFixtureRepositories::opensAndLists_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("snapshots");
    const std::pair<const char *, int> all[] = {{"small-repo", 4}, {"repo-obsolete-index", 1},
        {"repo-unreferenced-data", 1}, {"repo-restore-permissions-test", 1}, {"repo-layout-default", 3},
        {"repo-data-missing", 1}}; // its trees are whole
    for (const ResticBinary &restic : resticBinaries()) {
        for (const auto &[name, count] : all) {
            QTest::addRow("%s with %s", name, qPrintable(restic.version))
                << restic.program << QString::fromLatin1(name) << count;
        }
    }
    if (resticBinaries().isEmpty()) {
        QTest::newRow("none") << QString() << QString() << 0;
    }
}

void TestFixtureRepositories::opensAndLists()
{
    QFETCH(QString, program);
    QFETCH(QString, name);
    QFETCH(int, snapshots);
    if (program.isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic");
    }
    QTemporaryDir dir;
    const QString folder = unpackResticFixture(name, dir.path());
    QVERIFY(!folder.isEmpty());
    const auto browser = browserOf(program, folder, dir);
    const auto view = waitFor(browser->refresh());
    QVERIFY2(view.has_value(), view ? "" : qPrintable(view.error().message + view.error().detail));
    QCOMPARE(view->snapshots.size(), snapshots);
    const Snapshot &newest = view->snapshots.first();
    QVERIFY(newest.time.isValid());
    const auto tree = waitFor(browser->open(newest.id));
    QVERIFY2(tree.has_value(), tree ? "" : qPrintable(tree.error().message + tree.error().detail));
    QVERIFY((*tree)->nodeCount() > 1);
}

void TestFixtureRepositories::aMissingPackIsNamed()
{
    QFETCH(QString, program);
    if (program.isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic");
    }
    QTemporaryDir dir;
    const QString folder = unpackResticFixture(QStringLiteral("repo-data-missing"), dir.path());
    // 0.14 tries a missing pack again for 44 s before it gives up; the deadline cuts that short.
    const auto browser = browserOf(program, folder, dir, 5000);
    const auto view = waitFor(browser->refresh());
    QVERIFY2(view.has_value(), view ? "" : qPrintable(view.error().message));
    const auto file = waitFor(browser->preview(view->snapshots.first().id, "/home/thinkpad/data/test", 100));
    QVERIFY(!file);
    QCOMPARE(toText(blamedPart(file.error())), toText(RepositoryPart::Damaged));
    QVERIFY2(file.error().message.contains(QLatin1String("damaged")), qPrintable(file.error().message));
}

QTEST_GUILESS_MAIN(TestFixtureRepositories)
#include "tst_fixture_repositories.moc"
