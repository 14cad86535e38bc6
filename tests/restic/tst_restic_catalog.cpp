// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/json.h"
#include "services/restic/restic_error.h"
#include "services/restic/restic_json.h"
#include "services/restic/restic_run.h"
#include "tests/remote/loopback_sshd.h"
#include "tests/restic/restic_fixture.h"

#include <QElapsedTimer>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>

using namespace snapgpu;

class TestResticCatalog final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void parsesEveryShape();
    void findsSnapshots();
    void hostAddresses();
    void classifies_data();
    void classifies();
    void listsLsAndDiff_data() { addResticRows(); }
    void listsLsAndDiff();
    void failuresOfARealRestic_data() { addResticRows(); }
    void failuresOfARealRestic();
    void overSsh_data() { addResticRows(); }
    void overSsh();
    void environmentFileOnTheHost();
    void hangingRepositoryEndsByDeadline();
    void missingProgram();

private:
    template <typename T> static QString failureOf(Job<T> *job)
    {
        const Result<T> result = wait(job);
        return result ? QStringLiteral("success") : toText(result.error().category);
    }

    template <typename T> static Result<T> wait(Job<T> *job)
    {
        std::optional<Result<T>> result;
        job->then(qApp, [&](const Result<T> &r) { result = r; });
        if (!QTest::qWaitFor([&] { return result.has_value(); }, 60'000)) {
            return fail(ErrorCategory::Internal, QStringLiteral("no end"));
        }
        return *result;
    }
};

void TestResticCatalog::parsesEveryShape()
{
    const auto plain = parseSnapshots(
        "reading repository password from stdin\n[{\"id\":\"ab12\",\"tree\":\"cd\",\"time\":"
        "\"2026-11-23T13:19:07.576856179+02:00\",\"hostname\":\"h\",\"tags\":[\"t\"],\"paths\":"
        "[\"/w\"],\"summary\":{\"total_bytes_processed\":7}},{\"id\":\"\"},{\"tree\":null}]\n");
    QVERIFY(plain.has_value());
    QCOMPARE(plain->size(), 1);
    const Snapshot &one = plain->first();
    QCOMPARE(one.time, QDateTime(QDate(2026, 11, 23), QTime(11, 19, 7, 577), Qt::UTC));
    QCOMPARE(one.totalBytes, std::optional<qint64>(7));
    QCOMPARE(one.totalFiles, std::optional<qint64>(0));
    QCOMPARE(one.tags, QStringList{QStringLiteral("t")});

    const auto grouped = parseSnapshots(
        R"([{"group_key":{"hostname":"x"},"snapshots":[{"id":"a1"},{"id":"b2","tags":null}]},{"snapshots":null}])");
    QVERIFY(grouped.has_value());
    QCOMPARE(grouped->size(), 2);
    QVERIFY(!grouped->first().totalBytes);
    QCOMPARE(parseSnapshots("[]")->size(), 0);
    QCOMPARE(parseSnapshots("null\n")->size(), 0);
    for (const char *bad : {"", "{}", "[{", "Fatal: no", "[1,2"}) {
        QVERIFY2(!parseSnapshots(bad).has_value(), bad);
    }
}

void TestResticCatalog::findsSnapshots()
{
    QVector<Snapshot> list(3);
    list[0].id = QStringLiteral("aa11");
    list[1].id = QStringLiteral("aa22");
    list[2].id = QStringLiteral("bb33");
    const QDateTime now = QDateTime::currentDateTimeUtc();
    list[0].time = now.addSecs(-5);
    list[1].time = now;
    list[2].time = now.addSecs(-9);
    QCOMPARE(findSnapshot(list, QStringLiteral("latest"))->id, QStringLiteral("aa22"));
    QCOMPARE(findSnapshot(list, QStringLiteral("b"))->id, QStringLiteral("bb33"));
    for (const char *bad : {"aa", "zz", ""}) {
        const auto found = findSnapshot(list, QString::fromLatin1(bad));
        QVERIFY2(!found, bad);
        QCOMPARE(toText(found.error().category), toText(ErrorCategory::SnapshotMissing));
    }
    QVERIFY(!findSnapshot({}, QStringLiteral("latest")));
}

void TestResticCatalog::hostAddresses()
{
    const HostAddress full = parseHostAddress(QStringLiteral("me@vps.example:2222"));
    QCOMPARE(full.user, QStringLiteral("me"));
    QCOMPARE(full.host, QStringLiteral("vps.example"));
    QCOMPARE(full.port, quint16(2222));
    QCOMPARE(parseHostAddress(QStringLiteral("vps")).port, quint16(0));
    QCOMPARE(parseHostAddress(QStringLiteral("a@[::1]:22")).host, QStringLiteral("::1"));
    QCOMPARE(parseHostAddress(QStringLiteral("fe80::1")).host, QStringLiteral("fe80::1"));
}

void TestResticCatalog::classifies_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<ErrorCategory>("category");
    const auto row = [](const char *name, int code, const char *text, ErrorCategory category) {
        QTest::newRow(name) << code << QByteArray(text) << category;
    };
    row("0.19 password", 12,
        R"({"message_type":"exit_error","code":12,"message":"Fatal: wrong password or no key found"})",
        ErrorCategory::RepositoryPassword);
    row("0.14 password", 1, "Fatal: wrong password or no key found\n", ErrorCategory::RepositoryPassword);
    row("empty password", 1, "Fatal: an empty password is not a password", ErrorCategory::RepositoryPassword);
    row("0.19 missing", 10,
        R"({"message_type":"exit_error","code":10,"message":"Fatal: repository does not exist: unable to open config file: stat x: no such file\nIs there a repository at the following location?\nx"})",
        ErrorCategory::RepositoryMissing);
    row("0.14 missing", 1,
        "Fatal: unable to open config file: stat nope/config: no such file or directory\nIs there a "
        "repository at the "
        "following location?\nnope\n",
        ErrorCategory::RepositoryMissing);
    row("unreachable", 1,
        "Fatal: unable to open config file: Stat: Get \"https://x/\": dial tcp: lookup x: no such host\nIs "
        "there a "
        "repository at the following location?\ns3:x\n",
        ErrorCategory::Network);
    row("keys", 1,
        "Fatal: unable to open config file: Stat: The Access Key Id you provided does not exist\nIs there a "
        "repository at the following location?",
        ErrorCategory::Auth);
    row("0.19 locked", 11,
        R"({"message_type":"exit_error","code":11,"message":"unable to create lock in backend"})",
        ErrorCategory::RepositoryLocked);
    row("0.14 locked", 1,
        "unable to create lock in backend: repository is already locked exclusively by PID 1",
        ErrorCategory::RepositoryLocked);
    row("snapshot", 1,
        R"({"message_type":"exit_error","code":1,"message":"Fatal: failed to find snapshot: no matching ID found for prefix \"deadbeef\""})",
        ErrorCategory::SnapshotMissing);
    row("disk", 1,
        R"({"message_type":"error","error":{"message":"write /w/x: no space left on device"},"during":"restore","item":"/x"})",
        ErrorCategory::DiskFull);
    row("not installed", 127, "sh: 1: exec: restic: not found", ErrorCategory::MissingTool);
    row("damage", 1, "Fatal: There were 2 errors", ErrorCategory::RestoreFailed);
    row("nothing said", 2, "", ErrorCategory::RestoreFailed);
}

void TestResticCatalog::classifies()
{
    QFETCH(int, code);
    QFETCH(QByteArray, text);
    QFETCH(ErrorCategory, category);
    const Error error = resticError(code, text, QStringLiteral("URL"));
    QCOMPARE(toText(error.category), toText(category));
    QVERIFY(!error.message.isEmpty());
    QCOMPARE(error.exitCode, code);
}

void TestResticCatalog::listsLsAndDiff()
{
    QFETCH(QString, program);
    if (program.isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic");
    }
    ResticFixture fixture(program);
    fixture.makeWorkspace(1);
    fixture.backupRelative(
        {QStringLiteral("--host"), QStringLiteral("one"), QStringLiteral("--tag"), QStringLiteral("x")});
    fixture.backupRelative({QStringLiteral("--host"), QStringLiteral("two")});
    writeFile(fixture.workspace() + QLatin1String("/code/new.py"), "new");
    fixture.backupRelative();

    ResticTools tools;
    tools.resticProgram = program;
    tools.cacheDir = fixture.path(QStringLiteral("cache"));
    SnapshotCatalog catalog(tools);
    const auto list = wait(catalog.list(fixture.repository()));
    QVERIFY2(list.has_value(), list ? "" : qPrintable(list.error().message + list.error().detail));
    QCOMPARE(list->size(), 3);
    const QVector<SnapshotGroup> groups = groupByTree(*list);
    QCOMPARE(groups.size(), 2);
    QCOMPARE(groups.at(1).count(), 2);
    QCOMPARE(groups.at(1).hosts, (QStringList{QStringLiteral("one"), QStringLiteral("two")}));

    const Snapshot newest = *findSnapshot(*list, QStringLiteral("latest"));
    const auto all = wait(catalog.ls(fixture.repository(), newest.id, {}));
    QVERIFY(all.has_value());
    QVERIFY(all->size() > 80);
    const auto folder = wait(catalog.ls(fixture.repository(), newest.id, QStringLiteral("/ws/odd")));
    QVERIFY(folder.has_value());
    QCOMPARE(folder->size(), 12); // the folder itself and eleven names
    for (const QByteArray &line : *folder) {
        QVERIFY2(json::parse(line).has_value(), line.constData());
    }
    const auto diff = wait(catalog.diff(fixture.repository(), groups.at(1).newest.id, newest.id));
    QVERIFY2(diff.has_value(), diff ? "" : qPrintable(diff.error().message));
    QVERIFY(!diff->isEmpty());
    QVERIFY(diff->join('\n').contains("new.py"));
    const auto bad = wait(catalog.ls(fixture.repository(), QStringLiteral("--help"), {}));
    QVERIFY(!bad);
    QCOMPARE(toText(bad.error().category), toText(ErrorCategory::SnapshotMissing));
}

void TestResticCatalog::failuresOfARealRestic()
{
    QFETCH(QString, program);
    if (program.isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic");
    }
    ResticFixture fixture(program);
    fixture.makeWorkspace(1);
    ResticTools tools;
    tools.resticProgram = program;
    SnapshotCatalog catalog(tools);
    const auto empty = wait(catalog.list(fixture.repository()));
    QVERIFY(empty.has_value() && empty->isEmpty());

    Repository wrong = fixture.repository();
    wrong.password = QStringLiteral("wrong");
    QCOMPARE(failureOf(catalog.list(wrong)), toText(ErrorCategory::RepositoryPassword));
    wrong = fixture.repository();
    wrong.url += QLatin1String("-not-there");
    QCOMPARE(failureOf(catalog.list(wrong)), toText(ErrorCategory::RepositoryMissing));
    const auto gone = wait(catalog.ls(fixture.repository(), QStringLiteral("deadbeef"), {}));
    QVERIFY(!gone);
    QCOMPARE(toText(gone.error().category), toText(ErrorCategory::SnapshotMissing));

    auto *job = catalog.list(fixture.repository());
    QTimer::singleShot(30, job, &JobBase::cancel);
    const auto cancelled = wait(job);
    QCOMPARE(toText(cancelled.error().category), toText(ErrorCategory::Cancelled));
}

void TestResticCatalog::overSsh()
{
    QFETCH(QString, program);
    if (const QString missing = LoopbackSshd::missing(); !missing.isEmpty() || program.isEmpty()) {
        QSKIP(qPrintable(missing + QLatin1String(" (and restic)")));
    }
    ResticFixture fixture(program);
    fixture.makeWorkspace(1);
    fixture.backup();
    LoopbackSshd sshd;
    QVERIFY(QFile::link(program, sshd.path(QStringLiteral("bin/restic"))));
    QVERIFY(sshd.start());
    ResticTools tools;
    tools.identityFile = sshd.settings().identityFile;
    tools.knownHostsDir = sshd.settings().knownHostsDir;
    Repository repository = fixture.repository();
    repository.host =
        sshd.settings().user + QLatin1String("@127.0.0.1:") + QString::number(sshd.endpoint().port);
    SnapshotCatalog catalog(tools);
    const auto list = wait(catalog.list(repository));
    QVERIFY2(list.has_value(), list ? "" : qPrintable(list.error().message + list.error().detail));
    QCOMPARE(list->size(), 1);
    const auto diff = wait(catalog.diff(repository, list->first().id, list->first().id));
    QVERIFY(diff.has_value());

    repository.password = QStringLiteral("wrong");
    QCOMPARE(failureOf(catalog.list(repository)), toText(ErrorCategory::RepositoryPassword));
    tools.identityFile = sshd.otherKey();
    SnapshotCatalog locked(tools);
    QCOMPARE(failureOf(locked.list(repository)), toText(ErrorCategory::SshKey));
    sshd.stop();
    QCOMPARE(failureOf(catalog.list(repository)), toText(ErrorCategory::SshUnreachable));
}

/** The VPS keeps address, password and keys in a file of its own, which a shell reads there. */
void TestResticCatalog::environmentFileOnTheHost()
{
    const QString program = resticBinaries().isEmpty() ? QString() : resticBinaries().last().program;
    if (const QString missing = LoopbackSshd::missing(); !missing.isEmpty() || program.isEmpty()) {
        QSKIP(qPrintable(missing + QLatin1String(" (and restic)")));
    }
    ResticFixture fixture(program);
    fixture.makeWorkspace(1);
    fixture.backup();
    LoopbackSshd sshd;
    QVERIFY(QFile::link(program, sshd.path(QStringLiteral("bin/restic"))));
    QVERIFY(sshd.start());
    ResticTools tools;
    tools.identityFile = sshd.settings().identityFile;
    tools.knownHostsDir = sshd.settings().knownHostsDir;
    Repository repository;
    repository.host =
        sshd.settings().user + QLatin1String("@127.0.0.1:") + QString::number(sshd.endpoint().port);
    repository.hostEnvironmentFile = sshd.path(QStringLiteral("my env'file"));
    SnapshotCatalog catalog(tools);
    // Not there: said by its name.
    const auto absent = wait(catalog.list(repository));
    QVERIFY(!absent);
    QCOMPARE(toText(absent.error().category), toText(ErrorCategory::InvalidInput));
    QVERIFY2(
        absent.error().message.contains(QStringLiteral("my env'file")), qPrintable(absent.error().message));
    // As people write such files: comments, with and without export, quotes, and words of its own on both
    // outputs.
    QString quoted = fixture.repository().password;
    quoted.replace(QLatin1Char('\''), QLatin1String("'\\''"));
    writeFile(repository.hostEnvironmentFile,
        "# backup of the VPS\nexport RESTIC_REPOSITORY='" + fixture.repository().url.toUtf8()
            + "'\nRESTIC_PASSWORD='" + quoted.toUtf8()
            + "'\nAWS_DEFAULT_REGION=auto\necho 'loading the environment'\necho 'and warning' >&2\n");
    const auto list = wait(catalog.list(repository));
    QVERIFY2(list.has_value(), list ? "" : qPrintable(list.error().message + list.error().detail));
    QCOMPARE(list->size(), 1);
    QCOMPARE(list->first().paths, QStringList{fixture.workspace()});
    // What is given here wins over it, and a wrong secret there is told as what it is.
    Repository other = repository;
    other.url = fixture.path(QStringLiteral("no-such-repository"));
    QCOMPARE(failureOf(catalog.list(other)), toText(ErrorCategory::RepositoryMissing));
    writeFile(repository.hostEnvironmentFile,
        "RESTIC_REPOSITORY='" + fixture.repository().url.toUtf8() + "'\nRESTIC_PASSWORD=wrong-4f1d\n");
    const auto wrong = wait(catalog.list(repository));
    QVERIFY(!wrong);
    QCOMPARE(toText(wrong.error().category), toText(ErrorCategory::RepositoryPassword));
    QVERIFY(!QString(wrong.error().message + wrong.error().detail).contains(QStringLiteral("4f1d")));
}

void TestResticCatalog::hangingRepositoryEndsByDeadline()
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("restic"));
    if (program.isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic");
    }
    QTcpServer silent; // accepts and never answers
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    ResticTools tools;
    tools.openDeadlineMs = 700;
    SnapshotCatalog catalog(tools);
    Repository repository;
    repository.url = QStringLiteral("rest:http://127.0.0.1:%1/").arg(silent.serverPort());
    repository.password = QStringLiteral("x");
    QElapsedTimer clock;
    clock.start();
    const auto list = wait(catalog.list(repository));
    QVERIFY(!list);
    QCOMPARE(toText(list.error().category), toText(ErrorCategory::Timeout));
    QVERIFY(clock.elapsed() < 20'000); // restic itself tries for minutes
}

void TestResticCatalog::missingProgram()
{
    ResticTools tools;
    tools.resticProgram = QStringLiteral("/no/such/restic");
    SnapshotCatalog catalog(tools);
    Repository repository;
    repository.url = QStringLiteral("/nowhere");
    QCOMPARE(failureOf(catalog.list(repository)), toText(ErrorCategory::MissingTool));
}

QTEST_GUILESS_MAIN(TestResticCatalog)
#include "tst_restic_catalog.moc"
