// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/backup/backup_failure.h"
#include "services/backup/backup_plan.h"
#include "services/backup/backup_tracker.h"
#include "services/backup/sync_words.h"
#include "services/core/json.h"

#include <QProcess>
#include <QTest>

using namespace snapgpu;

namespace {

BackupRequest request()
{
    BackupRequest asked;
    asked.repository.url = QStringLiteral("s3:https://example.com/b");
    asked.repository.password = QStringLiteral("it's a $ecret");
    asked.repository.environment.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("a'b c"));
    asked.paths = QStringList{QStringLiteral("/workspace"), QStringLiteral("/root/it's $x `y`")};
    asked.tags = QStringList{QStringLiteral("a tag")};
    asked.excludes = QStringList{QStringLiteral("*.tmp"), QStringLiteral("-x y")};
    asked.host = QStringLiteral("my host");
    return asked;
}

RestoreHost machine(ResticVersion version) { return {version, qint64(32) << 30, 6}; }

/** What the agent would tell of a line that restic wrote. */
json::Value told(const QByteArray &line)
{
    const auto value = line.startsWith('{') ? json::parse(line) : fail(ErrorCategory::Internal, {});
    return value ? json::Value{{"event", "restic"}, {"line", *value}}
                 : json::Value{{"event", "text"}, {"text", line.toStdString()}};
}

BackupTracker fed(const QByteArrayList &lines, int exitCode)
{
    BackupTracker tracker;
    tracker.feed({{"event", "phase"}, {"phase", "backup"}}, 0);
    qint64 now = 0;
    for (const QByteArray &line : lines) {
        tracker.feed(told(line), now += 1000);
    }
    tracker.feed({{"event", "done"}, {"exit", exitCode}}, now);
    return tracker;
}

} // namespace

class TestBackupPlan final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void argumentsByVersion();
    void forgettingMeetsOnlyItsOwn();
    void whatWasNotSaidComesFromTheRestore();
    void scriptSurvivesTheShell();
    void mistakesAreRefused_data();
    void mistakesAreRefused();
    void keysTellBackupsApart();
    void wordsOfOldAndNew();
    void unreadFilesAreNamedOnce();
    void nothingNew();
    void sentencesOfFailures_data();
    void sentencesOfFailures();
    void intervals();
    void statusOfASync();
};

void TestBackupPlan::argumentsByVersion()
{
    const BackupPlan old = planBackup(request(), nullptr, machine({0, 14, 0}));
    QVERIFY(old.termBySigint);
    QVERIFY(!old.backup.join(' ').contains("--read-concurrency"));
    const BackupPlan once = planBackup(request(), nullptr, machine({0, 19, 1}));
    QVERIFY(!once.termBySigint);
    QVERIFY(once.backup.contains("--read-concurrency=6"));
    QVERIFY(once.backup.contains("s3.connections=16"));
    QVERIFY(once.backup.contains("--host=my host"));
    QVERIFY(!once.backup.contains("--skip-if-unchanged")); // who asks for a backup gets a snapshot
    QVERIFY(once.forget.isEmpty());
    QCOMPARE(
        once.backup.mid(once.backup.indexOf("--") + 1), (QByteArrayList{"/workspace", "/root/it's $x `y`"}));
    const SyncRequest sync;
    QVERIFY(!planBackup(request(), &sync, machine({0, 16, 5})).backup.contains("--skip-if-unchanged"));
    const BackupPlan daemon = planBackup(request(), &sync, machine({0, 17, 0}));
    QVERIFY(daemon.backup.contains("--skip-if-unchanged"));
    QVERIFY(daemon.backup.contains("--tag=snapgpu-sync"));
    QVERIFY(daemon.backup.contains("--tag=a tag"));
    QVERIFY(daemon.forget.isEmpty()); // nothing to keep was named, so everything stays
    // A small machine gets fewer connections, each of which holds a pack.
    QVERIFY(planBackup(request(), nullptr, {{0, 19, 1}, qint64(300) << 20, 2})
                .backup.contains("s3.connections=6"));
}

void TestBackupPlan::forgettingMeetsOnlyItsOwn()
{
    SyncRequest sync;
    sync.keep.last = 3;
    sync.keep.tag = QStringLiteral("somebody's");
    sync.keep.host = QStringLiteral("elsewhere");
    sync.keep.path = QStringLiteral("/etc");
    const BackupPlan plan = planBackup(request(), &sync, machine({0, 19, 1}));
    const QString group = syncGroupTag(request());
    QVERIFY(plan.forget.contains("--keep-last=3"));
    QVERIFY(plan.forget.contains("--host=my host"));
    QVERIFY(plan.forget.contains("--tag=snapgpu-sync," + group.toUtf8())); // a comma means both
    QVERIFY(!plan.forget.join(' ').contains("prune"));
    QVERIFY(!plan.forget.join(' ').contains("elsewhere"));
    QVERIFY(plan.backup.contains("--tag=" + group.toUtf8()));
    // The order of paths says nothing, another path or host does.
    BackupRequest other = request();
    std::reverse(other.paths.begin(), other.paths.end());
    QCOMPARE(syncGroupTag(other), group);
    other.paths.append(QStringLiteral("/data"));
    QVERIFY(syncGroupTag(other) != group);
    other = request();
    other.host = QStringLiteral("x");
    QVERIFY(syncGroupTag(other) != group);
}

void TestBackupPlan::whatWasNotSaidComesFromTheRestore()
{
    const RestoredNote restored{
        QStringLiteral("ab"), QStringLiteral("desk"), {QStringLiteral("/workspace/MuseTalk")}};
    const BackupRequest known = backupDefaults({}, restored);
    QCOMPARE(known.paths, restored.paths);
    QCOMPARE(known.host, restored.hostname);
    const BackupRequest unknown = backupDefaults({}, {});
    QCOMPARE(unknown.paths, QStringList{QStringLiteral("/workspace")});
    QCOMPARE(unknown.host, QStringLiteral("snapgpu"));
    const BackupRequest said = backupDefaults(request(), restored);
    QCOMPARE(said.paths, request().paths);
    QCOMPARE(said.host, request().host);
}

void TestBackupPlan::scriptSurvivesTheShell()
{
    SyncRequest sync;
    sync.keep.last = 1;
    const BackupPlan plan = planBackup(request(), &sync, machine({0, 19, 1}));
    const auto script = backupScript(plan, request(), &sync, QStringLiteral("/opt/re stic"));
    QVERIFY(script.has_value());
    QProcess shell;
    shell.start(QStringLiteral("sh"), {});
    shell.write("sg_dir=/agent\ncache_folder() { printf '/ca che'; }\n"
                "spawn_restic() { for a in \"$@\"; do printf '[%s]' \"$a\"; done; }\n"
        + *script
        + "\nprintf '%s|%s|%s|' \"$sg_restic\" \"$sg_password\" \"$sg_every\"; sg_backup; sg_forget; "
          "(sg_environment; printf '|%s' \"$AWS_SECRET_ACCESS_KEY\")\n");
    shell.closeWriteChannel();
    QVERIFY(shell.waitForFinished());
    QByteArray expected = "/opt/re stic|it's a $ecret|300|";
    for (const QByteArray &argument : plan.backup) {
        if (argument == "--") {
            expected += "[--exclude=/agent][--exclude=/ca che][--exclude=/ca che.ahead]";
        }
        expected += '[' + argument + ']';
    }
    for (const QByteArray &argument : plan.forget) {
        expected += '[' + argument + ']';
    }
    QCOMPARE(shell.readAllStandardOutput(), expected + "|a'b c");
}

void TestBackupPlan::mistakesAreRefused_data()
{
    QTest::addColumn<int>("which");
    for (const char *name : {"path", "tag", "empty tag", "exclude", "variable", "interval", "nul"}) {
        static int count = 0;
        QTest::newRow(name) << count++;
    }
}

void TestBackupPlan::mistakesAreRefused()
{
    QFETCH(int, which);
    BackupRequest asked = request();
    SyncRequest sync;
    switch (which) {
    case 0:
        asked.paths.append(QStringLiteral("workspace"));
        break;
    case 1:
        asked.tags.append(QStringLiteral("a,b"));
        break;
    case 2:
        asked.tags.append(QString());
        break;
    case 3:
        asked.excludes.append(QString());
        break;
    case 4:
        asked.repository.environment.insert(QStringLiteral("A;rm"), {});
        break;
    case 5:
        sync.everySeconds = 1;
        break;
    default:
        asked.paths.append(QStringLiteral("/a") + QChar(0));
        break;
    }
    const auto script =
        backupScript(planBackup(asked, &sync, machine({0, 19, 1})), asked, &sync, QStringLiteral("restic"));
    QVERIFY(!script.has_value());
    QCOMPARE(script.error().category, ErrorCategory::InvalidInput);
    QVERIFY(!script.error().message.isEmpty());
}

void TestBackupPlan::keysTellBackupsApart()
{
    const SyncRequest sync;
    SyncRequest often = sync;
    often.everySeconds = 60;
    BackupRequest secret = request();
    secret.repository.password = QStringLiteral("another");
    QCOMPARE(backupKey(secret, nullptr), backupKey(request(), nullptr)); // no secret is in it
    QVERIFY(backupKey(request(), nullptr) != backupKey(request(), &sync));
    QVERIFY(backupKey(request(), &often) != backupKey(request(), &sync));
    BackupRequest other = request();
    other.excludes.clear();
    QVERIFY(backupKey(other, nullptr) != backupKey(request(), nullptr));
}

void TestBackupPlan::wordsOfOldAndNew()
{
    // As 0.14 and 0.19 were seen to write them.
    const BackupTracker old = fed(
        {"{\"message_type\":\"status\",\"percent_done\":0,\"total_files\":1,\"total_bytes\":3}",
            "{\"message_type\":\"status\",\"action\":\"scan_finished\",\"item\":\"\",\"duration\":0.1,"
            "\"data_size\":7,\"total_files\":3}",
            "{\"message_type\":\"status\",\"seconds_elapsed\":2,\"seconds_remaining\":3,\"percent_done\":0.5,"
            "\"total_files\":3,\"files_done\":1,\"total_bytes\":7,\"bytes_done\":3,\"current_files\":[\"/"
            "a\"]}",
            "{\"message_type\":\"summary\",\"files_new\":3,\"files_changed\":1,\"files_unmodified\":2,"
            "\"data_added\":2382,\"total_files_processed\":6,\"total_bytes_processed\":9,"
            "\"snapshot_id\":\"f846909c\"}"},
        0);
    QVERIFY(old.isGood());
    QVERIFY(old.opened());
    QCOMPARE(old.progress().snapshotId, QStringLiteral("f846909c"));
    QCOMPARE(old.progress().addedBytes, 2382);
    QCOMPARE(old.progress().filesNew, 3);
    QCOMPARE(old.progress().filesChanged, 1);
    QCOMPARE(old.progress().filesUnmodified, 2);
    QCOMPARE(old.progress().filesDone, 6);
    QCOMPARE(old.progress().bytesDone, 9);
    QVERIFY(old.progress().totalIsFinal);

    BackupTracker young;
    young.feed({{"event", "phase"}, {"phase", "backup"}}, 0);
    for (int i = 1; i <= 4; ++i) {
        young.feed(
            told("{\"message_type\":\"status\",\"seconds_remaining\":9,\"total_files\":10,\"files_done\":"
                + QByteArray::number(i)
                + ",\"total_bytes\":10000,\"bytes_done\":" + QByteArray::number(1000 * i) + "}"),
            1000 * i);
    }
    QCOMPARE(young.progress().bytesPerSecond, 1000.0);
    QCOMPARE(young.progress().secondsLeft, 9);
    QVERIFY(!young.exitCode());
    young.feed(told("{\"message_type\":\"summary\",\"files_new\":1,\"data_added\":2382,"
                    "\"data_added_packed\":1633,\"snapshot_id\":\"6bedb819\"}"),
        5000);
    young.feed({{"event", "phase"}, {"phase", "forget"}}, 5000);
    QCOMPARE(young.progress().phase, BackupPhase::Forgetting);
    young.feed(told("unable to create lock in backend: repository is already locked"), 5000);
    young.feed({{"event", "forgot"}, {"exit", 11}}, 5000);
    young.feed({{"event", "done"}, {"exit", 0}}, 5000);
    QVERIFY(young.isGood()); // what a forget says is not the backup's
    QVERIFY(young.errorText().isEmpty());
    QCOMPARE(young.forgetExit(), std::optional<int>(11));
    QCOMPARE(young.progress().addedBytes, 1633);
    // A new connection tells it from the beginning.
    young.beginReplay(6000);
    QVERIFY(!young.exitCode());
    QCOMPARE(young.progress().bytesDone, 0);
}

void TestBackupPlan::unreadFilesAreNamedOnce()
{
    const QByteArray summary = "{\"message_type\":\"summary\",\"files_new\":1,\"snapshot_id\":\"5fac8091\"}";
    const BackupTracker old =
        fed({"{\"message_type\":\"error\",\"error\":{\"Op\":\"open\",\"Path\":\"/w/a\",\"Err\":13},"
             "\"during\":\"archival\",\"item\":\"/w/a\"}",
                "{\"message_type\":\"error\",\"error\":{},\"during\":\"scan\",\"item\":\"/w/deny\"}",
                "{\"message_type\":\"error\",\"error\":{},\"during\":\"archival\",\"item\":\"/w/deny\"}",
                summary, "Warning: at least one source file could not be read"},
            3);
    QVERIFY(old.isGood());
    QCOMPARE(old.progress().unreadCount, 2);
    QCOMPARE(unreadSentence(old.progress()), QStringLiteral("2 file(s) could not be read: /w/a"));
    const BackupTracker young = fed({"{\"message_type\":\"error\",\"error\":{\"message\":\"openfile for "
                                     "readdirnames failed: open /w/deny: "
                                     "permission denied\"},\"during\":\"archival\",\"item\":\"/w/deny\"}",
                                        "/nope does not exist, skipping", summary,
                                        "{\"message_type\":\"exit_error\",\"code\":3,\"message\":\"Warning: "
                                        "at least one source file could "
                                        "not be read\"}"},
        3);
    QCOMPARE(young.progress().unread.size(), 2);
    QCOMPARE(young.progress().unread.at(1).path, QStringLiteral("/nope"));
    QCOMPARE(doneSentence(young.progress()),
        QStringLiteral("A snapshot was made, but 2 file(s) could not be read: /w/deny (permission denied)"));
    // restic before 0.19 ends with 0 when a path is missing: it is told all the same.
    QCOMPARE(fed({"/nope does not exist, skipping", summary}, 0).progress().unreadCount, 1);
}

void TestBackupPlan::nothingNew()
{
    const BackupTracker same =
        fed({"{\"message_type\":\"summary\",\"files_unmodified\":4,\"data_added\":0}"}, 0);
    QVERIFY(same.isGood());
    QVERIFY(same.progress().unchanged);
    QVERIFY(doneSentence(same.progress()).startsWith(QStringLiteral("Nothing has changed")));
    QVERIFY(!fed({}, 0).isGood()); // without a summary nobody knows that anything was saved
    QVERIFY(!fed({"{\"message_type\":\"summary\",\"snapshot_id\":\"aa\"}"}, 1).isGood());
}

void TestBackupPlan::sentencesOfFailures_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("category");
    QTest::addColumn<QString>("word");
    const auto row = [](const char *name, int code, const char *text, ErrorCategory category,
                         const char *word) {
        QTest::newRow(name) << code << QByteArray(text) << int(category) << QString::fromLatin1(word);
    };
    row("killed", 137, "", ErrorCategory::RestoreFailed, "killed");
    row("keeper killed", -1, "", ErrorCategory::RestoreFailed, "killed");
    row("password", 12, "Fatal: wrong password or no key found", ErrorCategory::RepositoryPassword,
        "password");
    row("old password", 1, "Fatal: wrong password or no key found", ErrorCategory::RepositoryPassword,
        "password");
    row("locked", 11, "unable to create lock in backend: repository is already locked by PID 1 on x by y",
        ErrorCategory::RepositoryLocked, "locked");
    row("disk", 1, "Fatal: open /tmp/restic-temp-pack-1: no space left on device", ErrorCategory::DiskFull,
        "No space");
    row("path", 1, "Fatal: all source directories/files do not exist", ErrorCategory::NotFound, "--path");
    row("old path", 1, "Fatal: all target directories/files do not exist", ErrorCategory::NotFound, "--path");
    row("expired", 1, "Fatal: The provided token has expired.", ErrorCategory::Auth, "expired");
    row("other", 1, "first\nFatal: something odd", ErrorCategory::RestoreFailed, "something odd");
    row("no restic", 127, "restic: not found", ErrorCategory::MissingTool, "restic");
}

void TestBackupPlan::sentencesOfFailures()
{
    QFETCH(int, code);
    QFETCH(QByteArray, text);
    QFETCH(int, category);
    QFETCH(QString, word);
    const Error error = backupError({code, text, QStringLiteral("s3:x/y"), 0});
    QCOMPARE(int(error.category), category);
    QVERIFY2(error.message.contains(word), qPrintable(error.message));
    QVERIFY2(!error.message.contains(QStringLiteral("estore")), qPrintable(error.message));
}

void TestBackupPlan::intervals()
{
    QCOMPARE(parseInterval(QStringLiteral("90")), std::optional<int>(90));
    QCOMPARE(parseInterval(QStringLiteral("90s")), std::optional<int>(90));
    QCOMPARE(parseInterval(QStringLiteral("5m")), std::optional<int>(300));
    QCOMPARE(parseInterval(QStringLiteral("2h")), std::optional<int>(7200));
    QCOMPARE(parseInterval(QStringLiteral("1d")), std::optional<int>(86'400));
    for (const char *bad : {"", "m", "-5m", "5 m", "5w", "1.5h", "99999999999"}) {
        QVERIFY2(!parseInterval(QString::fromLatin1(bad)), bad);
    }
}

void TestBackupPlan::statusOfASync()
{
    const auto parsed = [](const char *text) {
        return parseSyncStatus(*json::parse(text), QStringLiteral("s3:x/y"), 1'000'000'000);
    };
    QCOMPARE(parsed(R"({"event":"sync","found":false,"alive":false})").state, SyncStatus::State::None);
    QCOMPARE(parsed(R"({"event":"sync","found":false,"alive":true})").state, SyncStatus::State::Idle);
    QCOMPARE(parsed(R"({"found":true,"alive":false,"state":"lost"})").state, SyncStatus::State::Lost);
    QCOMPARE(parsed(R"({"found":true,"alive":false,"state":"idle"})").state, SyncStatus::State::Lost);
    QCOMPARE(parsed(R"({"found":true,"alive":false,"state":"stopped"})").state, SyncStatus::State::None);
    // The machine's clock is ten minutes ahead of this one.
    const SyncStatus one = parsed(
        R"({"found":true,"alive":true,"state":"idle","every":300,"failures":2,"turns":7,"began":1000500,)"
        R"("ended":1000590,"exit":12,"next":1000700,"ok":1000100,"summary":{"message_type":"summary",)"
        R"("data_added":50,"snapshot_id":"abcd"},"snapshot":"abcd","snapshot_time":1000050,"unread":0,)"
        R"("error":"{\"message_type\":\"exit_error\",\"code\":12,\"message\":\"Fatal: wrong password or no key found\"}",)"
        R"("about":{"paths":["/workspace"],"host":"h"},"now":1000600})");
    QCOMPARE(one.state, SyncStatus::State::Idle);
    QCOMPARE(one.everySeconds, 300);
    QCOMPARE(one.turns, 7);
    QCOMPARE(one.failures, 2);
    QCOMPARE(one.nextAt, 1'000'100);
    QCOMPARE(one.okAt, 999'500);
    QCOMPARE(one.snapshotId, QStringLiteral("abcd"));
    QCOMPARE(one.addedBytes, 50);
    QVERIFY(!one.unchanged);
    QVERIFY2(one.error.contains(QStringLiteral("password")), qPrintable(one.error));
    QCOMPARE(one.paths, QStringList{QStringLiteral("/workspace")});
    const auto note =
        parseRestored(*json::parse(R"({"restored":{"snapshot":"ab","hostname":"d","paths":["/w","/r"]}})"));
    QCOMPARE(note.hostname, QStringLiteral("d"));
    QCOMPARE(note.paths.size(), 2);
}

QTEST_GUILESS_MAIN(TestBackupPlan)
#include "tst_backup_plan.moc"
