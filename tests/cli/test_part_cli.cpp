// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_home.h"

#include <algorithm>
#include <QDir>
#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>

using namespace snapgpu;
using namespace snapgpu::test;

/** "Restore only this" through the command line: on a machine that is launched for it, and on one that runs.
 */
class TestPartCli final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void launchedAndRunning();

private:
    /** Files and links below a folder, sorted. */
    static QStringList files(const QString &folder)
    {
        QStringList list;
        QDirIterator it(folder, QDir::Files | QDir::System | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            list.append(it.next().mid(folder.size()));
        }
        std::sort(list.begin(), list.end());
        return list;
    }
};

void TestPartCli::launchedAndRunning()
{
    CliHome home;
    QVERIFY2(
        home.startSandbox(10.0), "the sandbox does not start: try `snapgpu-cli --sandbox sandbox start`");
    const auto words = [](const char *text) { return QString::fromLatin1(text).split(QLatin1Char(' ')); };
    const CliRun run =
        home.run(words("--sandbox launch num_gpus=1 --include /workspace/MuseTalk/scripts --include "
                       "/workspace/MuseTalk/app.py --critical app.py"));
    QVERIFY2(run.exitCode == 0, run.said());
    QCOMPARE(run.count("critical_ready"), 1);
    const QString id = json::string(run.event("won"), "instance_id").value_or(QStringLiteral("none"));
    const QString workspace = home.file(QStringLiteral("home/sandbox/machines/%1/workspace").arg(id));
    const QStringList all = files(home.demoWorkspace());
    QVERIFY(all.size() > 20);
    QStringList wanted = all.filter(QRegularExpression(QStringLiteral("^/MuseTalk/(scripts/|app\\.py$)")));
    QVERIFY(wanted.size() >= 4 && wanted.size() < all.size() / 2);
    QCOMPARE(files(workspace), wanted);

    // The same machine, which runs: more of the snapshot joins what is there.
    const CliRun more = home.run(
        words("--sandbox --json restore") + QStringList{id} + words("--snapshot latest --iinclude README*"));
    QVERIFY2(more.exitCode == 0, more.said());
    wanted += all.filter(
        QRegularExpression(QStringLiteral("/readme[^/]*$"), QRegularExpression::CaseInsensitiveOption));
    std::sort(wanted.begin(), wanted.end());
    QCOMPARE(files(workspace), wanted);

    const CliRun none = home.run(words("--sandbox --json restore") + QStringList{id}
        + words("--snapshot latest --include /workspace/nowhere"));
    QCOMPARE(none.exitCode, 5);
    QCOMPARE(none.errorCategory(), QStringLiteral("not_found"));
    QVERIFY2(
        none.errorMessage().contains(QStringLiteral("/workspace/nowhere")), qPrintable(none.errorMessage()));
    QCOMPARE(none.count("critical_ready"), 0);
    QCOMPARE(files(workspace), wanted);

    const CliRun gone = home.run(words("--sandbox destroy --all"));
    QVERIFY2(gone.exitCode == 0, gone.said());
    QCOMPARE(home.machinesAlive(), 0);
}

QTEST_GUILESS_MAIN(TestPartCli)
#include "test_part_cli.moc"
