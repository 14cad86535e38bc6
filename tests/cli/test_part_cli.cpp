// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_home.h"

#include <algorithm>
#include <QDir>
#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>

using namespace snapgpu;
using namespace snapgpu::test;

/** "Restore only this" through the command line: on a machine that is launched for it, and on one that runs,
 * from which it is then backed up. */
class TestPartCli final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void launchedAndRunning();

private:
    static void backUp(const CliHome &home, const QString &id);
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

    backUp(home, id);
    if (QTest::currentTestFailed()) {
        return;
    }

    const CliRun gone = home.run(words("--sandbox destroy --all"));
    QVERIFY2(gone.exitCode == 0, gone.said());
    QCOMPARE(home.machinesAlive(), 0);
}

/** What was restored there goes back under the name it came from; and so it does again and again. */
void TestPartCli::backUp(const CliHome &home, const QString &id)
{
    const QStringList sandbox{QStringLiteral("--sandbox"), QStringLiteral("--json")};
    const auto latest = [&] {
        const CliRun run = home.run(sandbox + QStringList{QStringLiteral("snapshots")});
        return run.lines.isEmpty() ? json::Value() : run.lines.first()["snapshots"].back();
    };
    const json::Value before = latest();
    const CliRun made = home.run(sandbox
        + QStringList{QStringLiteral("backup"), id, QStringLiteral("--tag"), QStringLiteral("by hand")});
    QVERIFY2(made.exitCode == 0, made.said());
    const json::Value after = latest();
    QVERIFY(json::trimmed(after, "id").startsWith(json::trimmed(made.event("backed_up"), "snapshot")));
    QVERIFY(json::trimmed(after, "id") != json::trimmed(before, "id"));
    QCOMPARE(json::trimmed(after, "hostname"), json::trimmed(before, "hostname"));
    QVERIFY(after["paths"] == before["paths"]);
    QVERIFY(after["tags"] == json::Value::array({"by hand"}));
    QVERIFY(made.count("progress") > 0);
    QVERIFY(json::boolean(made.lines.last(), "ok").value_or(false));

    const CliRun nothing = home.run(sandbox
        + QStringList{QStringLiteral("backup"), id, QStringLiteral("--path"), QStringLiteral("/nowhere")});
    QCOMPARE(nothing.exitCode, 5);
    QCOMPARE(nothing.errorCategory(), QStringLiteral("not_found"));

    const auto sync = [&](const char *verb, const QStringList &more = {}) {
        const CliRun run =
            home.run(sandbox + QStringList{QStringLiteral("sync"), QLatin1String(verb), id} + more);
        return run.exitCode == 0 ? run.event("sync") : json::Value{{"state", run.said()}};
    };
    const auto state = [](const json::Value &value) { return json::trimmed(value, "state"); };
    QCOMPARE(state(sync("status")), QStringLiteral("none"));
    const json::Value begun = sync("start",
        {QStringLiteral("--every"), QStringLiteral("1h"), QStringLiteral("--keep-last"),
            QStringLiteral("2")});
    QCOMPARE(state(begun), QStringLiteral("idle"));
    QCOMPARE(json::integer(begun, "every_s").value_or(0), 3600);
    QVERIFY(json::trimmed(latest(), "id").startsWith(json::trimmed(begun, "snapshot")));
    QCOMPARE(state(sync("status")), QStringLiteral("idle"));
    QCOMPARE(state(sync("stop")), QStringLiteral("none"));
    QCOMPARE(state(sync("status")), QStringLiteral("none"));
}

QTEST_GUILESS_MAIN(TestPartCli)
#include "test_part_cli.moc"
