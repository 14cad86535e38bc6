// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/snapshot_tree.h"
#include "services/restore/hard_links.h"
#include "services/restore/restic_bootstrap.h"
#include "services/restore/restore_failure.h"
#include "services/restore/restore_plan.h"

#include <QProcess>
#include <QTest>

using namespace snapgpu;

Q_DECLARE_METATYPE(snapgpu::ResticVersion)

namespace {

RestoreRequest request()
{
    RestoreRequest result;
    result.repository.url = QStringLiteral("s3:https://account.example/bucket");
    result.repository.password = QStringLiteral("it's a $ecret");
    result.repository.environment.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("a'b c"));
    result.snapshot.id = QString(64, QLatin1Char('a'));
    result.snapshot.paths = QStringList{QStringLiteral("/workspace/app")};
    result.critical = QStringList{QStringLiteral("/workspace/app/code"), QStringLiteral("-dash'*")};
    return result;
}

} // namespace

class TestRestorePlan final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void versions();
    void targets_data();
    void targets();
    void connections();
    void phases_data();
    void phases();
    void whenTheSecondBegins_data();
    void whenTheSecondBegins();
    void scriptSurvivesTheShell();
    void badNamesAreRefused();
    void bootstrapOrder();
    void whatVersionsLack();
    void hardLinksByTheTree();
    void sentencesOfFailures_data();
    void sentencesOfFailures();
};

void TestRestorePlan::versions()
{
    QVERIFY(ResticVersion::parse(QStringLiteral("restic 0.14.0 compiled with go1.19.8"))->minor == 14);
    QVERIFY(*ResticVersion::parse(QStringLiteral("0.17.1-dev")) > kModernRestic);
    QVERIFY(*ResticVersion::parse(QStringLiteral("v1.0")) > kModernRestic);
    QVERIFY(!ResticVersion::parse(QString()));
    QVERIFY(!ResticVersion::parse(QStringLiteral("command not found")));
}

void TestRestorePlan::targets_data()
{
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<QString>("target");
    const auto row = [](const char *name, const QStringList &paths, const char *target) {
        QTest::newRow(name) << paths << QString::fromLatin1(target);
    };
    row("workspace", {QStringLiteral("/workspace/a"), QStringLiteral("/workspace")}, "/");
    row("both homes", {QStringLiteral("/workspace/a"), QStringLiteral("/root/.config")}, "/");
    row("elsewhere", {QStringLiteral("/home/me/project")}, "/workspace");
    row("mixed", {QStringLiteral("/workspace/a"), QStringLiteral("/etc")}, "/workspace");
    row("same beginning only", {QStringLiteral("/workspace2/a")}, "/workspace");
    row("windows", {QStringLiteral("C:\\project")}, "/workspace");
    row("none", {}, "/workspace");
}

void TestRestorePlan::targets()
{
    QFETCH(QStringList, paths);
    QFETCH(QString, target);
    QCOMPARE(defaultTarget(paths), target);
}

void TestRestorePlan::connections()
{
    const auto on = [](qint64 memory, int cores = 0) { return RestoreHost{{0, 19, 1}, memory, cores}; };
    // Asked for: kept, unless the memory cannot hold them.
    QCOMPARE(connectionsFor(5, 0, on(0)), 5);
    QCOMPARE(connectionsFor(64, 100, on(qint64(64) << 30, 1)), 64);
    QCOMPARE(connectionsFor(32, 0, on(qint64(960) << 20)), 20);
    QCOMPARE(connectionsFor(32, 0, on(1)), 4);
    QCOMPARE(connectionsFor(100000, 0, on(0)), 256);
    // By the link: 32 at the least, 20 MB/s each, no more than the cores decode.
    QCOMPARE(connectionsFor(0, 0, on(0)), 32);
    QCOMPARE(connectionsFor(0, 100, on(qint64(64) << 30, 2)), 32);
    QCOMPARE(connectionsFor(0, 10'000, on(qint64(64) << 30, 16)), 63);
    QCOMPARE(connectionsFor(0, 100'000, on(qint64(64) << 30, 64)), 128);
    QCOMPARE(connectionsFor(0, 100'000, on(qint64(64) << 30, 3)), 48);
    QCOMPARE(connectionsFor(0, 100'000, on(qint64(1) << 30, 64)), 21);
}

void TestRestorePlan::phases_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<bool>("critical");
    QTest::addColumn<QByteArray>("rest"); ///< what follows the common part
    QTest::addColumn<bool>("watch");
    QTest::newRow("0.14") << "0.14.0" << true << QByteArray("--exclude=/workspace/app/code --exclude=-dash'*")
                          << true;
    QTest::newRow("0.16") << "0.16.5" << true
                          << QByteArray("--json --sparse --exclude=/workspace/app/code --exclude=-dash'*")
                          << false;
    QTest::newRow("0.17") << "0.17.0" << true << QByteArray("--json --sparse --overwrite if-changed")
                          << false;
    QTest::newRow("0.19") << "0.19.1" << true << QByteArray("--json --sparse --overwrite if-changed")
                          << false;
    QTest::newRow("0.19, all at once")
        << "0.19.1" << false << QByteArray("--json --sparse --overwrite if-changed") << false;
    QTest::newRow("0.14, all at once") << "0.14.0" << false << QByteArray("") << true;
}

void TestRestorePlan::phases()
{
    QFETCH(QString, version);
    QFETCH(bool, critical);
    QFETCH(QByteArray, rest);
    QFETCH(bool, watch);
    RestoreRequest asked = request();
    if (!critical) {
        asked.critical.clear();
    }
    const RestorePlan plan = planRestore(asked, {*ResticVersion::parse(version)});
    const QByteArray common = "restore " + QByteArray(64, 'a') + " --no-lock -o s3.connections=32 --target /";
    if (critical && plan.second != SecondStart::AfterTheFirst) {
        RestoreRequest known = asked;
        known.noHardLinks = true;
        QVERIFY(planRestore(known, {*ResticVersion::parse(version)})
                    .rest.contains("--exclude=/workspace/app/code"));
        known.critical.append(
            QStringLiteral("!*.pyc")); // what is not excluded by it cannot be said by excludes
        QVERIFY(!planRestore(known, {*ResticVersion::parse(version)}).rest.join(' ').contains("--exclude"));
    }
    QCOMPARE(plan.rest.join(' '), QByteArray(common + ' ' + rest).trimmed());
    QCOMPARE(plan.watch, watch);
    QCOMPARE(plan.hasCritical, critical);
    QCOMPARE(plan.stats.isEmpty(), !watch);
    QVERIFY(!plan.rest.contains("--no-cache") && !plan.critical.contains("--no-cache"));
    if (critical) {
        QVERIFY(plan.critical.contains("--include=/workspace/app/code"));
    }
    for (const QByteArray &argument : plan.rest + plan.critical + plan.restAfterFailure + plan.stats) {
        QVERIFY(!argument.contains("ecret") && !argument.contains("a'b c"));
    }
}

void TestRestorePlan::whenTheSecondBegins_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("noHardLinks");
    QTest::addColumn<int>("cores");
    QTest::addColumn<qint64>("memory");
    QTest::addColumn<QString>("version");
    QTest::addColumn<QByteArray>("word");
    const QString s3 = QStringLiteral("s3:https://account.example/bucket"), local = QStringLiteral("/repo");
    const QString rest = QStringLiteral("rest:https://example/");
    const qint64 gb = 1'073'741'824;
    const QString now = QStringLiteral("0.19.1");
    QTest::newRow("far") << s3 << true << 8 << 16 * gb << now << QByteArray("word");
    QTest::newRow("rest server") << rest << true << 0 << qint64(0) << now << QByteArray("word");
    QTest::newRow("far, links not known") << s3 << false << 8 << 16 * gb << now << QByteArray("estimate");
    QTest::newRow("far, one core") << s3 << true << 1 << 16 * gb << now << QByteArray("estimate");
    QTest::newRow("far, little memory") << s3 << true << 8 << gb << now << QByteArray();
    QTest::newRow("far, old") << s3 << true << 8 << 16 * gb << QStringLiteral("0.16.5") << QByteArray();
    QTest::newRow("folder") << local << true << 2 << 16 * gb << now << QByteArray("word");
    QTest::newRow("folder, links not known")
        << local << false << 2 << 16 * gb << now << QByteArray("estimate");
    QTest::newRow("folder, one core") << local << true << 1 << 16 * gb << now << QByteArray();
}

void TestRestorePlan::whenTheSecondBegins()
{
    QFETCH(QString, url);
    QFETCH(bool, noHardLinks);
    QFETCH(int, cores);
    QFETCH(qint64, memory);
    QFETCH(QString, version);
    QFETCH(QByteArray, word);
    RestoreRequest asked = request();
    asked.repository.url = url;
    asked.noHardLinks = noHardLinks;
    const RestoreHost host{*ResticVersion::parse(version), memory, cores};
    const auto script = planScript(planRestore(asked, host), asked, QStringLiteral("restic"));
    QVERIFY(script.has_value());
    QVERIFY2(script->contains(QByteArray("\nsg_early=" + word + '\n')), word.constData());
    asked.critical.clear();
    const auto alone = planScript(planRestore(asked, host), asked, QStringLiteral("restic"));
    QVERIFY(alone && alone->contains("\nsg_early=\n"));
}

void TestRestorePlan::scriptSurvivesTheShell()
{
    const RestoreRequest asked = request();
    const RestorePlan plan = planRestore(asked, {{0, 14, 0}});
    const auto script = planScript(plan, asked, QStringLiteral("/opt/re stic"));
    QVERIFY(script.has_value());
    // The plan as the agent evaluates it, with a spawn_restic that shows what it was given.
    QProcess shell;
    shell.start(QStringLiteral("sh"), {});
    shell.write("spawn_restic() { for a in \"$@\"; do printf '[%s]' \"$a\"; done; }\n" + *script
        + "\nprintf '%s|%s|' \"$sg_restic\" \"$sg_password\"; sg_critical; "
          "(sg_environment; printf '|%s' \"$AWS_SECRET_ACCESS_KEY\")\n");
    shell.closeWriteChannel();
    QVERIFY(shell.waitForFinished());
    QByteArray expected = "/opt/re stic|it's a $ecret|";
    for (const QByteArray &argument : plan.critical) {
        expected += '[' + argument + ']';
    }
    QCOMPARE(shell.readAllStandardOutput(), expected + "|a'b c");
}

void TestRestorePlan::badNamesAreRefused()
{
    for (const char *name : {"A B", "", "1A", "A;rm", "A\nB"}) {
        RestoreRequest asked = request();
        asked.repository.environment.insert(QString::fromLatin1(name), QStringLiteral("x"));
        const auto script = planScript(planRestore(asked, {{0, 19, 1}}), asked, QStringLiteral("restic"));
        QVERIFY2(!script.has_value(), name);
        QCOMPARE(toText(script.error().category), toText(ErrorCategory::InvalidInput));
    }
}

void TestRestorePlan::bootstrapOrder()
{
    using Step = BootstrapStep;
    const std::optional<ResticVersion> none, modern(ResticVersion{0, 17, 0}), old(ResticVersion{0, 14, 0}),
        useless(ResticVersion{0, 12, 1});
    QVERIFY(nextBootstrapStep({modern, true, true}) == Step::UseOwn);
    for (const auto &own : {none, old, useless}) {
        QVERIFY(nextBootstrapStep({own, true, true}) == Step::Fetch);
        QVERIFY(nextBootstrapStep({own, false, true}) == Step::Upload);
        QVERIFY(nextBootstrapStep({own, true, false, true}) == Step::Fetch); // the machine itself first
        QVERIFY(nextBootstrapStep({own, false, true, true}) == Step::Upload); // what lies here next
        QVERIFY(nextBootstrapStep({own, false, false, true}) == Step::Download);
    }
    QVERIFY(nextBootstrapStep({old, false, false}) == Step::UseOld);
    QVERIFY(nextBootstrapStep({none, false, false}) == Step::GiveUp);
    QVERIFY(nextBootstrapStep({useless, false, false}) == Step::GiveUp);
    ResticSource source;
    source.baseUrl = QStringLiteral("https://mirror.example/restic");
    const auto release = ResticRelease::forMachine(QStringLiteral("aarch64"), source);
    QVERIFY(release.has_value());
    QCOMPARE(
        release->url, QStringLiteral("https://mirror.example/restic/v0.19.1/restic_0.19.1_linux_arm64.bz2"));
    QCOMPARE(release->sha256.size(), 64);
    QVERIFY(!ResticRelease::forMachine(QStringLiteral("riscv64"), source));
}

void TestRestorePlan::hardLinksByTheTree()
{
    const auto free = [](std::initializer_list<quint64> inodes) {
        SnapshotTreeBuilder builder;
        builder.add("/ws", {"ws", NodeType::Folder, 0755, 0, 0, 0, 7});
        int number = 0;
        for (quint64 inode : inodes) {
            builder.add("/ws/f" + QByteArray::number(number++), {{}, NodeType::File, 0644, 1, 0, 0, inode});
        }
        const auto bytes = std::make_shared<QByteArray>(builder.finish());
        const auto tree = SnapshotTree::fromBytes(*bytes, bytes);
        return tree && holdsNoHardLinks(*tree);
    };
    QVERIFY(free({}));
    QVERIFY(free({1, 2, 7})); // a folder may share a number with a file of another disk
    QVERIFY(!free({1, 2, 1}));
    QVERIFY(!free({0, 2})); // told by a restic that knows no numbers
}

void TestRestorePlan::whatVersionsLack()
{
    QCOMPARE(ResticFeatures::of({0, 14, 0}).lacks().size(), 3);
    QCOMPARE(ResticFeatures::of({0, 15, 2}).lacks().size(), 2);
    QCOMPARE(ResticFeatures::of({0, 16, 5}).lacks().size(), 1);
    QVERIFY(ResticFeatures::of({0, 17, 0}).lacks().isEmpty());
    QVERIFY(!ResticFeatures::of({0, 16, 5}).cleanTerm && ResticFeatures::of({0, 17, 0}).cleanTerm);
}

void TestRestorePlan::sentencesOfFailures_data()
{
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QString>("category");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *output, ErrorCategory category, const char *says) {
        QTest::newRow(name) << QByteArray(output) << toText(category) << QString::fromLatin1(says);
    };
    row("newer repository", "Fatal: config cannot be loaded: unsupported repository version",
        ErrorCategory::RestoreFailed, "newer restic");
    row("full disk", "ignoring error for /a: write /t/a: no space left on device", ErrorCategory::DiskFull,
        "holds /workspace on the machine is full");
    row("full disk of the cache",
        "unable to open cache: write /root/.cache/restic/CACHEDIR.TAG: no space left on device",
        ErrorCategory::DiskFull, "restic's cache");
    row("read-only", "mkdir /t/a: read-only file system", ErrorCategory::RestoreFailed, "read-only");
    row("damaged pack", R"({"message_type":"error","error":{"message":"ciphertext verification failed"}})",
        ErrorCategory::RestoreFailed, "damaged");
    row("password",
        R"({"message_type":"exit_error","code":12,"message":"Fatal: wrong password or no key found"})",
        ErrorCategory::RepositoryPassword, "password");
    row("clock", "Stat: The difference between the request time and the server's time is too large.",
        ErrorCategory::Auth, "clock");
    row("expired", "Stat: The provided token has expired.", ErrorCategory::Auth, "expired");
    row("cut JSON", "{\"message_type\":\"exit_err", ErrorCategory::RestoreFailed, "exit code 1");
}

void TestRestorePlan::sentencesOfFailures()
{
    QFETCH(QByteArray, output);
    QFETCH(QString, says);
    RestoreFailure failure;
    failure.output = output;
    failure.url = QStringLiteral("s3:https://account.example/bucket");
    failure.target = QStringLiteral("/workspace");
    if (output.contains("ciphertext")) {
        failure.errors.append(
            {QStringLiteral("/workspace/a"), QStringLiteral("ciphertext verification failed")});
    }
    const Error error = restoreError(failure);
    QTEST(toText(error.category), "category");
    QVERIFY2(error.message.contains(says), qPrintable(error.message));
    QVERIFY(!error.message.contains(QLatin1Char('\n')));
}

QTEST_GUILESS_MAIN(TestRestorePlan)
#include "tst_restore_plan.moc"
