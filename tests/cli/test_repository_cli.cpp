// SPDX-License-Identifier: GPL-3.0-or-later
// The commands about the repository, through snapgpu-cli with a real restic.
#include "tests/cli/cli_home.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

using namespace snapgpu;
using namespace snapgpu::test;

class TestRepositoryCli final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fromNothingToForget();
};

void TestRepositoryCli::fromNothingToForget()
{
    const QString restic = QStandardPaths::findExecutable(QStringLiteral("restic"));
    if (restic.isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic");
    }
    CliHome home;
    home.environment().insert(QStringLiteral("RESTIC_REPOSITORY"), home.file(QStringLiteral("repo")));
    home.environment().insert(QStringLiteral("RESTIC_PASSWORD"), QStringLiteral("pw-cli-91c2"));
    const auto run = [&](const QString &line) {
        return home.run(line.split(QLatin1Char(' '), Qt::SkipEmptyParts)
            + QStringList{QStringLiteral("--vast-url"), QStringLiteral("http://127.0.0.1:1")});
    };
    const auto backup = [&](const QByteArray &content) {
        QDir().mkpath(home.file(QStringLiteral("ws")));
        QFile file(home.file(QStringLiteral("ws/main.py")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
        file.close();
        QProcess process;
        process.setProcessEnvironment(home.environment());
        process.setWorkingDirectory(home.path());
        process.start(restic, {QStringLiteral("backup"), QStringLiteral("ws")});
        QVERIFY(process.waitForFinished(60'000) && process.exitCode() == 0);
    };
    CliRun said = run(QStringLiteral("repository test"));
    QCOMPARE(json::trimmed(said.lines.value(0), "part"), QStringLiteral("no_repository"));
    QCOMPARE(said.exitCode, 5);
    said = run(QStringLiteral("repository create"));
    QVERIFY2(said.exitCode == 0, said.said());
    QCOMPARE(json::trimmed(said.lines.value(0), "repository_id").size(), 64);
    backup("one");
    backup("three");

    said = run(QStringLiteral("snapshots"));
    QVERIFY2(said.exitCode == 0, said.said());
    const json::Value object = said.lines.value(0);
    const json::Value *list = json::array(object, "snapshots");
    QVERIFY(list != nullptr && list->size() == 2);
    const QString first = json::trimmed(list->at(0), "id");
    const QString second = json::trimmed(list->at(1), "id");
    said = run(QStringLiteral("ls %1 /ws").arg(first.left(8)));
    QVERIFY2(said.exitCode == 0 && said.out.contains("/ws/main.py"), said.said());
    said = run(QStringLiteral("ls %1 ws").arg(first.left(8))); // the slash goes without saying
    QVERIFY2(said.exitCode == 0 && said.out.contains("/ws/main.py"), said.said());
    said = run(QStringLiteral("find [x")); // which makes restic itself panic
    QCOMPARE(said.exitCode, 5);
    QVERIFY2(said.errorMessage().contains(QLatin1String("not well formed")), said.said());
    said = run(QStringLiteral("ls %1 /nowhere").arg(first.left(8)));
    QCOMPARE(said.exitCode, 5);
    QVERIFY2(said.out.contains("/nowhere"), said.said());
    said = run(QStringLiteral("diff %1 %2").arg(first, second));
    QVERIFY2(said.exitCode == 0, said.said());
    bool sawChange = false;
    for (const json::Value &line : said.lines) {
        if (json::trimmed(line, "path") == QLatin1String("/ws/main.py")) {
            QCOMPARE(json::trimmed(line, "modifier"), QStringLiteral("M"));
            QCOMPARE(json::integer(line, "before"), std::optional<qint64>(3));
            QCOMPARE(json::integer(line, "after"), std::optional<qint64>(5));
            sawChange = true;
        }
    }
    QVERIFY2(sawChange, said.said());
    said = run(QStringLiteral("find main.* --snapshot latest"));
    QVERIFY2(said.exitCode == 0 && said.lines.size() == 1, said.said());
    QCOMPARE(json::trimmed(said.lines.at(0), "snapshot"), second);

    said = run(QStringLiteral("tag %1 --add good").arg(first));
    QVERIFY2(said.exitCode == 0 && said.count("tagged") == 1, said.said());
    const QString tagged = json::trimmed(said.event("tagged"), "snapshot");
    said = run(QStringLiteral("snapshots --tag good"));
    QVERIFY2(json::array(said.lines.value(0), "snapshots")->size() == 1, said.said());

    said = run(QStringLiteral("forget --keep-last 1 --dry-run"));
    QVERIFY2(said.exitCode == 0 && said.count("would_forget") == 1, said.said());
    said = run(QStringLiteral("forget %1").arg(tagged)); // without --yes
    QCOMPARE(said.exitCode, 2);
    said = run(QStringLiteral("forget %1 %2 --yes").arg(tagged, second)); // the last of its path
    QCOMPARE(said.exitCode, 5);
    QVERIFY2(said.count("last_of") == 1, said.said());
    said = run(QStringLiteral("forget %1 --yes").arg(tagged));
    QVERIFY2(said.exitCode == 0 && said.count("forgotten") == 1, said.said());
    said = run(QStringLiteral("snapshots"));
    QVERIFY(json::array(said.lines.value(0), "snapshots")->size() == 1);
}

QTEST_GUILESS_MAIN(TestRepositoryCli)
#include "test_repository_cli.moc"
