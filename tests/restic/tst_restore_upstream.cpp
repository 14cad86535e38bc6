// SPDX-License-Identifier: GPL-3.0-or-later
// The restic project's own test repositories through the pipeline: byte for byte what restic itself restores
// where they are whole, one clear sentence where they are not.
#include "services/restic/restic_json.h"
#include "tests/restic/restic_fixture.h"
#include "tests/restic/restore_bench.h"
#include "tests/support/test_paths.h"

#include <QDir>
#include <QTest>

using namespace snapgpu;

class TestRestoreUpstream final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void repositories_data();
    void repositories();

private:
    static QByteArray restic(
        const QString &program, const QString &repository, const QStringList &arguments, int *code);
};

void TestRestoreUpstream::init()
{
    if (const QString missing = RestoreBench::missing(); !missing.isEmpty()) {
        QSKIP(qPrintable(missing));
    }
}

void TestRestoreUpstream::repositories_data()
{
    QTest::addColumn<QString>("archive");
    QTest::addColumn<QString>("program");
    QTest::addColumn<bool>("whole");
    for (const ResticBinary &binary : resticBinaries()) {
        const bool old = binary.version.startsWith(QLatin1String("0.14"));
        for (const char *name : {"small-repo", "repo-obsolete-index", "repo-unreferenced-data",
                 "repo-restore-permissions-test", "repo-layout-default", "repo-data-missing"}) {
            if (old && QLatin1String(name) != QLatin1String("small-repo")
                && QLatin1String(name) != QLatin1String("repo-data-missing")) {
                continue; // the old reader is tried on one of each kind
            }
            QTest::newRow(qPrintable(QLatin1String(name) + QLatin1Char(' ') + binary.version))
                << QString::fromLatin1(name) << binary.program
                << (QLatin1String(name) != QLatin1String("repo-data-missing"));
        }
    }
    if (resticBinaries().isEmpty()) {
        QTest::newRow("none") << QString() << QString() << true;
    }
}

QByteArray TestRestoreUpstream::restic(
    const QString &program, const QString &repository, const QStringList &arguments, int *code)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("RESTIC_REPOSITORY"), repository);
    environment.insert(QStringLiteral("RESTIC_PASSWORD"), QStringLiteral("geheim"));
    environment.insert(QStringLiteral("RESTIC_CACHE_DIR"), repository + QStringLiteral("-cache"));
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    process.waitForFinished(60'000);
    *code = process.exitCode();
    return process.readAllStandardOutput();
}

void TestRestoreUpstream::repositories()
{
    QFETCH(QString, archive);
    QFETCH(QString, program);
    QFETCH(bool, whole);
    const QString file =
        test::sourceDir() + QStringLiteral("/tests/restic/fixtures/") + archive + QStringLiteral(".tar.gz");
    if (program.isEmpty() || !QFile::exists(file)) {
        QSKIP(qPrintable(
            QStringLiteral("to run this test, put %1 of restic's source (cmd/restic/testdata) there and "
                           "install restic")
                .arg(file)));
    }
    QTemporaryDir dir;
    QCOMPARE(QProcess::execute(QStringLiteral("tar"),
                 {QStringLiteral("-xzf"), file, QStringLiteral("-C"), dir.path(),
                     QStringLiteral("--no-same-owner")}),
        0);
    const QString repository = dir.filePath(QStringLiteral("repo"));
    QVERIFY(QFile::exists(repository + QStringLiteral("/config")));
    int code = 0;
    const auto snapshots = parseSnapshots(restic(program, repository,
        {QStringLiteral("snapshots"), QStringLiteral("--json"), QStringLiteral("--no-lock")}, &code));
    QVERIFY2(snapshots && code == 0, whyNot(snapshots).constData());
    QVERIFY(!snapshots->isEmpty());
    int failed = 0;
    for (const Snapshot &snapshot : *snapshots) {
        RestoreBench bench(program);
        Repository asked;
        asked.url = repository;
        asked.password = QStringLiteral("geheim");
        const auto result = bench.restore(bench.request(asked, snapshot));
        const QString bare = dir.filePath(QStringLiteral("bare-") + snapshot.id.left(8));
        restic(program, repository,
            {QStringLiteral("restore"), snapshot.id, QStringLiteral("--no-lock"), QStringLiteral("--target"),
                bare},
            &code);
        QCOMPARE(result.has_value(), code == 0);
        if (result) {
            QCOMPARE(describeTree(bench.target), describeTree(bare));
        } else {
            ++failed;
            QVERIFY2(result.error().message.contains(QStringLiteral("damaged")), whyNot(result).constData());
            qInfo("%s", qPrintable(result.error().message));
        }
        removeTree(bench.target);
        removeTree(bare);
    }
    QCOMPARE(failed == 0, whole);
}

QTEST_GUILESS_MAIN(TestRestoreUpstream)
#include "tst_restore_upstream.moc"
