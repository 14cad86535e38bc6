// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/clock.h"
#include "services/core/json.h"
#include "services/core/log.h"
#include "services/remote/ssh_probe.h"
#include "services/restore/restic_restore_engine.h"
#include "tests/remote/loopback_sshd.h"
#include "tests/restic/restic_fixture.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QPointer>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <unistd.h>

using namespace snapgpu;

namespace {

/** Command lines (or environments) of all processes that hold one of the words. */
QStringList processesWith(const QByteArrayList &words, const QString &file)
{
    QStringList hits;
    for (const QString &pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile entry(QStringLiteral("/proc/%1/%2").arg(pid, file));
        if (pid.toInt() <= 0 || pid.toInt() == getpid() || !entry.open(QIODevice::ReadOnly)) {
            continue;
        }
        const QByteArray text = entry.readAll();
        for (const QByteArray &word : words) {
            if (text.contains(word)) {
                hits.append(pid + QLatin1Char(' ') + QString::fromUtf8(text.left(200)));
            }
        }
    }
    return hits;
}

QStringList filesWith(const QByteArrayList &words, const QString &folder)
{
    QStringList hits;
    QDirIterator it(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (!file.open(QIODevice::ReadOnly)) {
            continue;
        }
        const QByteArray text = file.readAll();
        for (const QByteArray &word : words) {
            if (text.contains(word)) {
                hits.append(file.fileName());
            }
        }
    }
    return hits;
}

} // namespace

/** Restores by the real agent over a real sshd with real restics. */
class TestRestore final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void cleanupTestCase() { m_shared.clear(); }
    void bringsEverythingBack_data() { addResticRows(); }
    void bringsEverythingBack();
    void criticalFirst_data() { addResticRows(); }
    void criticalFirst();
    void cancelLeavesNoRestic_data() { addResticRows(); }
    void cancelLeavesNoRestic();
    void badRequests_data() { addResticRows(); }
    void badRequests();
    void damagedPackIsToldAndRepaired_data() { addResticRows(); }
    void damagedPackIsToldAndRepaired();
    void fullDisk_data() { addResticRows(); }
    void fullDisk();
    void lostConnectionIsMadeAgain_data() { addResticRows(); }
    void lostConnectionIsMadeAgain();
    void secretsAreNowhere_data() { addResticRows(); }
    void secretsAreNowhere();
    void fetchesThePinnedRelease();
    void uploadsWhatTheMachineCannotFetch();
    void oldResticIsUsedAndItsLimitsSaid();
    void machineThatDiesBeforeTheBegin();

private:
    /** A running machine and a repository, which tests share unless they damage it. */
    bool prepare(bool ownRepository = false);
    std::shared_ptr<AgentChannel> login();
    RestoreRequest request();
    Result<RestoreProgress> wait(RestoreJob *job, int timeoutMs = 60'000);
    Result<RestoreProgress> restore(const RestoreRequest &asked);
    QString restored() const { return m_target + m_fixture->workspace(); }
    bool resticRuns() const;

    std::unique_ptr<LoopbackSshd> m_sshd;
    std::shared_ptr<ResticFixture> m_fixture;
    Snapshot m_snapshot;
    QHash<QString, std::shared_ptr<ResticFixture>> m_shared; ///< by program
    QHash<QString, Snapshot> m_snapshots;
    SystemClock m_clock;
    QString m_target;
    RestoreProgress m_last;
};

void TestRestore::init()
{
    if (const QString missing = LoopbackSshd::missing(); !missing.isEmpty()) {
        QSKIP(qPrintable(missing));
    }
    m_sshd = std::make_unique<LoopbackSshd>();
    m_target = m_sshd->path(QStringLiteral("target"));
}

void TestRestore::cleanup()
{
    m_sshd.reset();
    m_fixture.reset();
}

bool TestRestore::prepare(bool ownRepository)
{
    const QString program = *static_cast<QString *>(QTest::qData("program", qMetaTypeId<QString>()));
    if (program.isEmpty()) {
        return false;
    }
    std::shared_ptr<ResticFixture> &shared = m_shared[program];
    if (!shared || ownRepository) {
        m_fixture = std::make_shared<ResticFixture>(program);
        m_fixture->makeWorkspace(24);
        m_fixture->backup();
        m_snapshot = m_fixture->snapshot();
    }
    if (!ownRepository) {
        if (!shared) {
            shared = m_fixture;
            m_snapshots[program] = m_snapshot;
        }
        m_fixture = shared;
        m_snapshot = m_snapshots.value(program);
    }
    QDir().mkpath(m_sshd->path(QStringLiteral("agent/bin")));
    QFile::link(program, m_sshd->path(QStringLiteral("agent/bin/restic")));
    return m_sshd->start();
}

std::shared_ptr<AgentChannel> TestRestore::login()
{
    std::shared_ptr<AgentChannel> channel;
    SshProbe probe(m_sshd->settings(), QStringLiteral("m"), {});
    connect(&probe, &Probe::ready, this, [&](const auto &open) { channel = open; });
    probe.setEndpoints({m_sshd->endpoint()});
    if (!QTest::qWaitFor([&] { return channel != nullptr; }, 20'000)) {
        qWarning("no login");
    }
    return channel;
}

RestoreRequest TestRestore::request()
{
    RestoreRequest asked;
    asked.repository = m_fixture->repository();
    asked.snapshot = m_snapshot;
    asked.target = m_target;
    return asked;
}

Result<RestoreProgress> TestRestore::wait(RestoreJob *job, int timeoutMs)
{
    std::optional<Result<RestoreProgress>> result;
    connect(job, &RestoreJob::progressed, this, [this, job] { m_last = job->progress(); });
    job->then(this, [&](const Result<RestoreProgress> &r) { result = r; });
    if (!QTest::qWaitFor([&] { return result.has_value(); }, timeoutMs)) {
        job->disconnect(this);
        return fail(ErrorCategory::Internal, QStringLiteral("the restore did not end"));
    }
    return *result;
}

Result<RestoreProgress> TestRestore::restore(const RestoreRequest &asked)
{
    ResticRestoreEngine engine(&m_clock);
    return wait(engine.start(login(), asked));
}

bool TestRestore::resticRuns() const
{
    return !processesWith({m_target.toUtf8()}, QStringLiteral("cmdline")).isEmpty();
}

void TestRestore::bringsEverythingBack()
{
    QFETCH(QString, version);
    if (!prepare()) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    const auto result = restore(request());
    QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message + result.error().detail));
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
    QCOMPARE(result->resticVersion, version);
    QVERIFY(result->phase == RestorePhase::Done);
    QVERIFY(result->resticRunningMs >= 0 && result->criticalReadyMs >= result->resticRunningMs);
    QVERIFY(result->errors.isEmpty());
    QVERIFY(result->bytesDone > 3'000'000);
    QVERIFY(result->bytesTotal < 0 || result->bytesDone == result->bytesTotal);
    qInfo(
        "restore asked -> restic running: %lld ms, done %lld ms", result->resticRunningMs, result->elapsedMs);
}

void TestRestore::criticalFirst()
{
    if (!prepare()) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    RestoreRequest asked = request();
    asked.critical = QStringList{
        m_fixture->workspace() + QStringLiteral("/code"), QStringLiteral("*/odd/\\*star\\?\\[x\\]")};
    const QString witness = m_sshd->path(QStringLiteral("witness"));
    // Runs at the critical mark: the code is there, the weights are not.
    asked.startCommand =
        QStringLiteral("cd '%1' && test -s code/sub/m7.py && test -f 'odd/*star?[x]' && test ! -s "
                       "models/unet.bin && echo \"yes $AWS_SECRET_ACCESS_KEY$RESTIC_PASSWORD\" >'%2'")
            .arg(restored(), witness);
    ResticRestoreEngine engine(&m_clock);
    RestoreJob *job = engine.start(login(), asked);
    int ready = 0;
    connect(job, &RestoreJob::criticalReady, this, [&] { ++ready; });
    const auto result = wait(job);
    QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message + result.error().detail));
    QCOMPARE(ready, 1);
    QVERIFY(result->criticalReadyMs > 0 && result->criticalReadyMs < result->elapsedMs);
    QFile said(witness);
    QVERIFY(said.open(QIODevice::ReadOnly));
    QCOMPARE(said.readAll(), QByteArray("yes \n"));
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));

    // Patterns that match nothing are said, and the restore is whole all the same.
    RestoreRequest none = request();
    none.critical = QStringList{QStringLiteral("/no/such/folder")};
    none.target = m_target = m_sshd->path(QStringLiteral("second"));
    const auto whole = restore(none);
    QVERIFY2(whole.has_value(), whole ? "" : qPrintable(whole.error().message));
    QVERIFY2(whole->message.contains(QStringLiteral("None of the critical")), qPrintable(whole->message));
    QVERIFY(whole->criticalReadyMs >= 0);
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

void TestRestore::cancelLeavesNoRestic()
{
    if (!prepare()) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    int caught = 0;
    for (int pauseMs : {0, 30, 300, 700}) {
        RestoreRequest asked = request();
        asked.critical = QStringList{QStringLiteral("/nothing")};
        ResticRestoreEngine engine(&m_clock);
        const std::shared_ptr<AgentChannel> channel = login();
        QVERIFY(channel);
        std::optional<bool> gone;
        connect(channel.get(), &AgentChannel::event, this, [&](const nlohmann::json &message) {
            if (json::trimmed(message, "event") == QLatin1String("cancelled")) {
                gone = json::boolean(message, "gone");
            }
        });
        const QPointer<RestoreJob> job = engine.start(channel, asked);
        if (pauseMs > 0) {
            QVERIFY(QTest::qWaitFor([&] { return !job || job->progress().resticRunningMs >= 0; }, 10'000));
            QTest::qWait(pauseMs);
        }
        if (!job || job->isFinished()) {
            continue; // a newer restic on an idle computer is done by then
        }
        ++caught;
        job->cancel();
        const auto result = wait(job);
        QVERIFY(!result);
        QCOMPARE(toText(result.error().category), toText(ErrorCategory::Cancelled));
        QVERIFY(QTest::qWaitFor([&] { return gone.has_value(); }, 15'000));
        QCOMPARE(gone, std::optional<bool>(true));
        QVERIFY(!resticRuns());
    }
    QVERIFY2(caught >= 2, "every restore was over before it could be cancelled");
}

void TestRestore::badRequests()
{
    if (!prepare()) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    const auto categoryOf = [this](const RestoreRequest &asked) {
        const auto result = restore(asked);
        return result ? QStringLiteral("success") : toText(result.error().category);
    };
    RestoreRequest asked = request();
    asked.critical = QStringList{QStringLiteral("*.py")};
    asked.repository.password = QStringLiteral("wrong");
    QCOMPARE(categoryOf(asked), toText(ErrorCategory::RepositoryPassword));
    asked = request();
    asked.repository.url += QStringLiteral("-gone");
    QCOMPARE(categoryOf(asked), toText(ErrorCategory::RepositoryMissing));
    asked = request();
    asked.snapshot.id = QString(64, QLatin1Char('d'));
    QCOMPARE(categoryOf(asked), toText(ErrorCategory::SnapshotMissing));
    asked = request();
    asked.repository.environment.insert(QStringLiteral("NOT A NAME"), QStringLiteral("x"));
    QCOMPARE(categoryOf(asked), toText(ErrorCategory::InvalidInput));
    QVERIFY(!resticRuns());
}

void TestRestore::damagedPackIsToldAndRepaired()
{
    if (!prepare(true)) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    QString largest;
    QDirIterator it(m_fixture->path(QStringLiteral("repo/data")), QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString file = it.next();
        if (largest.isEmpty() || QFileInfo(file).size() > QFileInfo(largest).size()) {
            largest = file;
        }
    }
    QVERIFY(QFile::copy(largest, m_fixture->path(QStringLiteral("good-pack"))));
    QFile::setPermissions(largest, QFile::ReadOwner | QFile::WriteOwner);
    QFile pack(largest);
    QVERIFY(pack.open(QIODevice::ReadWrite));
    pack.seek(pack.size() / 2);
    pack.write("damage");
    pack.close();

    RestoreRequest asked = request();
    asked.critical = QStringList{QStringLiteral("*.py")};
    const auto result = restore(asked);
    QVERIFY(!result);
    QCOMPARE(toText(result.error().category), toText(ErrorCategory::RestoreFailed));
    QVERIFY(!m_last.errors.isEmpty());
    QVERIFY2(result.error().message.contains(QStringLiteral("unet.bin")), qPrintable(result.error().message));

    // The damaged file has the right size and time by now: the next run must not believe it.
    QVERIFY(pack.remove() && QFile::copy(m_fixture->path(QStringLiteral("good-pack")), largest));
    const QString version = *static_cast<QString *>(QTest::qData("version", qMetaTypeId<QString>()));
    if (version.startsWith(QLatin1String("0.14"))) {
        QDir(m_target).removeRecursively(); // 0.14 cannot restore over links that exist
    }
    const auto again = restore(asked);
    QVERIFY2(again.has_value(), again ? "" : qPrintable(again.error().message + again.error().detail));
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

void TestRestore::fullDisk()
{
    if (!prepare()) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    QDir().mkpath(m_target);
    const int mounted = geteuid() != 0
        ? 1
        : QProcess::execute(QStringLiteral("mount"),
            {QStringLiteral("-t"), QStringLiteral("tmpfs"), QStringLiteral("-o"), QStringLiteral("size=1m"),
                QStringLiteral("tmpfs"), m_target});
    if (mounted != 0) {
        QSKIP("a small file system cannot be mounted; to run this test: sudo build/tests-bin/tst_restore "
              "fullDisk");
    }
    const auto result = restore(request());
    QProcess::execute(QStringLiteral("umount"), {QStringLiteral("-l"), m_target});
    QVERIFY(!result);
    QVERIFY2(result.error().category == ErrorCategory::DiskFull,
        qPrintable(toText(result.error().category) + result.error().message + result.error().detail));
}

void TestRestore::lostConnectionIsMadeAgain()
{
    if (!prepare()) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    RestoreRequest asked = request();
    asked.critical = QStringList{QStringLiteral("*.py")};
    ResticRestoreEngine engine(&m_clock, makeSshProbeFactory(m_sshd->settings()));
    const std::shared_ptr<AgentChannel> channel = login();
    QVERIFY(channel);
    RestoreJob *job = engine.start(channel, asked);
    QStringList said;
    connect(job, &RestoreJob::progressed, this, [&] { said.append(job->progress().message); });
    QVERIFY(QTest::qWaitFor([&] { return job->progress().resticRunningMs >= 0; }, 10'000));
    m_sshd->stop(); // the listener and the session die; restic does not
    QVERIFY(resticRuns());
    QTest::qWait(400);
    QVERIFY(m_sshd->start());
    const auto result = wait(job);
    QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message + result.error().detail));
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
    QVERIFY(!said.filter(QStringLiteral("was lost")).isEmpty());
    QVERIFY(result->criticalReadyMs > 0);
}

void TestRestore::secretsAreNowhere()
{
    if (!prepare()) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    const QString log = m_sshd->path(QStringLiteral("snapgpu.log"));
    RestoreRequest asked = request();
    asked.critical = QStringList{QStringLiteral("*.py")};
    // Other tests run beside this one and may hand their own password to restic as they like.
    const QByteArrayList password{m_fixture->passwordMark()};
    const QByteArrayList access{m_fixture->accessMark()};
    const QByteArrayList secrets = password + access;
    ResticRestoreEngine engine(&m_clock);
    const std::shared_ptr<AgentChannel> channel = login();
    QByteArray everything;
    connect(channel.get(), &AgentChannel::event, this,
        [&](const nlohmann::json &message) { everything += json::dump(message); });
    RestoreJob *job = engine.start(channel, asked);
    bool over = false;
    bool succeeded = false;
    int scans = 0;
    int environments = 0;
    job->then(this, [&](const Result<RestoreProgress> &result) {
        over = true;
        succeeded = result.has_value();
    });
    while (!over) {
        QTest::qWait(5);
        const QStringList lines = processesWith(secrets, QStringLiteral("cmdline"));
        QVERIFY2(lines.isEmpty(), qPrintable(lines.join(QLatin1Char('\n'))));
        const QStringList passwords = processesWith(password, QStringLiteral("environ"));
        QVERIFY2(passwords.isEmpty(), qPrintable(passwords.join(QLatin1Char('\n'))));
        environments += processesWith(access, QStringLiteral("environ")).isEmpty() ? 0 : 1;
        ++scans;
    }
    QVERIFY(succeeded);
    QVERIFY(scans > 10);
    QVERIFY(environments > 0); // the access key did reach restic, so the scan can see such things
    for (const QByteArray &secret : secrets) {
        QVERIFY(!everything.contains(secret));
    }
    const QStringList folders{m_sshd->path(), m_fixture->path(),
        QFileInfo(m_sshd->agentDir() + QLatin1String("/run")).canonicalFilePath()};
    for (const QString &folder : folders) {
        QVERIFY(QFileInfo::exists(folder));
        const QStringList files = filesWith(secrets, folder);
        QVERIFY2(files.isEmpty(), qPrintable(files.join(QLatin1Char('\n'))));
    }
}

void TestRestore::fetchesThePinnedRelease()
{
    const QVector<ResticBinary> binaries = resticBinaries();
    if (binaries.isEmpty() || QStandardPaths::findExecutable(QStringLiteral("bzip2")).isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic bzip2");
    }
    m_fixture = std::make_shared<ResticFixture>(binaries.last().program);
    m_fixture->makeWorkspace(1);
    m_fixture->backup();
    m_snapshot = m_fixture->snapshot();
    // The "release" is a script that calls the real program, packed as releases are.
    const QString script = m_sshd->path(QStringLiteral("release"));
    writeFile(script, "#!/bin/sh\nexec '" + binaries.last().program.toUtf8() + "' \"$@\"\n");
    QProcess::execute(QStringLiteral("bzip2"), {script});
    QFile packed(script + QLatin1String(".bz2"));
    QVERIFY(packed.open(QIODevice::ReadOnly));
    const QByteArray body = packed.readAll();
    QByteArray asked;
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [&asked, &body, socket] {
            asked += socket->readAll();
            if (asked.endsWith("\r\n\r\n")) {
                socket->write(
                    "HTTP/1.0 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n");
                socket->write(body);
                socket->disconnectFromHost();
            }
        });
    });
    QVERIFY(m_sshd->start());
    // A machine with an unusable restic only.
    QDir().mkpath(m_sshd->path(QStringLiteral("agent/bin")));
    const QString own = m_sshd->path(QStringLiteral("agent/bin/restic"));
    writeFile(own, "#!/bin/sh\necho 'restic 0.9.6 compiled with go1.13'\n", true);
    ResticSource source;
    source.baseUrl = QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort());

    const auto run = [&] {
        ResticRestoreEngine engine(&m_clock, {}, source);
        return wait(engine.start(login(), request()));
    };
    // Without the right checksum nothing of it is run.
    const auto refused = run();
    QVERIFY(!refused);
    QCOMPARE(toText(refused.error().category), toText(ErrorCategory::MissingTool));
    QVERIFY2(
        refused.error().message.contains(QStringLiteral("SHA-256")), qPrintable(refused.error().message));
    QVERIFY2(asked.startsWith("GET /v0.19.1/restic_0.19.1_linux_"), asked.constData());

    asked.clear();
    source.sha256ForTests =
        QString::fromLatin1(QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex());
    const auto result = run();
    QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message + result.error().detail));
    QCOMPARE(result->resticVersion, binaries.last().version);
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

void TestRestore::uploadsWhatTheMachineCannotFetch()
{
    const QVector<ResticBinary> binaries = resticBinaries();
    if (binaries.isEmpty() || QStandardPaths::findExecutable(QStringLiteral("bzip2")).isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic bzip2");
    }
    m_fixture = std::make_shared<ResticFixture>(binaries.last().program);
    m_fixture->makeWorkspace(1);
    m_fixture->backup();
    m_snapshot = m_fixture->snapshot();
    ResticSource source;
    source.baseUrl = QStringLiteral("http://127.0.0.1:1"); // nobody is there
    source.uploadDir = m_sshd->path(QStringLiteral("releases"));
    const auto release = ResticRelease::forMachine(
        QSysInfo::currentCpuArchitecture() == QLatin1String("arm64") ? QStringLiteral("aarch64")
                                                                     : QSysInfo::currentCpuArchitecture(),
        source);
    QVERIFY(release.has_value());
    QDir().mkpath(source.uploadDir);
    const QString script =
        source.uploadDir + QLatin1Char('/') + QFileInfo(release->fileName).completeBaseName();
    // Large enough to need several reads of the channel.
    writeFile(script,
        "#!/bin/sh\nexec '" + binaries.last().program.toUtf8() + "' \"$@\"\n#" + QByteArray(300'000, 'x')
            + '\n');
    QProcess::execute(QStringLiteral("bzip2"), {script});
    QFile packed(source.uploadDir + QLatin1Char('/') + release->fileName);
    QVERIFY(packed.open(QIODevice::ReadOnly));
    QVERIFY(m_sshd->start());
    writeFile(m_sshd->path(QStringLiteral("bin/restic")),
        "#!/bin/sh\necho 'restic 0.9.6 compiled with go1.13'\n", true);
    const auto run = [&] {
        ResticRestoreEngine engine(&m_clock, {}, source);
        return wait(engine.start(login(), request()));
    };
    const auto refused = run(); // the pin is another file's
    QVERIFY(!refused);
    QVERIFY2(
        refused.error().message.contains(QStringLiteral("SHA-256")), qPrintable(refused.error().message));
    source.sha256ForTests =
        QString::fromLatin1(QCryptographicHash::hash(packed.readAll(), QCryptographicHash::Sha256).toHex());
    const auto result = run();
    QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message + result.error().detail));
    QCOMPARE(result->resticVersion, binaries.last().version);
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

void TestRestore::oldResticIsUsedAndItsLimitsSaid()
{
    const QVector<ResticBinary> binaries = resticBinaries();
    if (binaries.isEmpty() || !binaries.first().version.startsWith(QLatin1String("0.14"))) {
        QSKIP("to run this test, use a system whose restic is 0.14 (Debian 12)");
    }
    m_fixture = std::make_shared<ResticFixture>(binaries.first().program);
    m_fixture->makeWorkspace(1);
    m_fixture->backup();
    m_snapshot = m_fixture->snapshot();
    QVERIFY(m_sshd->start());
    ResticSource source;
    source.baseUrl = QStringLiteral("http://127.0.0.1:1");
    ResticRestoreEngine engine(&m_clock, {}, source);
    RestoreJob *job = engine.start(login(), request());
    QStringList said;
    connect(job, &RestoreJob::progressed, this, [&] { said.append(job->progress().message); });
    const auto result = wait(job);
    QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message + result.error().detail));
    QCOMPARE(result->resticVersion, QStringLiteral("0.14.0"));
    QVERIFY(!said.filter(QStringLiteral("cannot go on with what is there")).isEmpty());
}

void TestRestore::machineThatDiesBeforeTheBegin()
{
    QVERIFY(m_sshd->start());
    const std::shared_ptr<AgentChannel> channel = login();
    QVERIFY(channel);
    m_sshd->stop();
    QVERIFY(QTest::qWaitFor([&] { return !channel->isOpen(); }, 5000));
    RestoreRequest asked;
    asked.snapshot.id = QString(64, QLatin1Char('a'));
    ResticRestoreEngine engine(&m_clock);
    const auto result = wait(engine.start(channel, asked));
    QVERIFY(!result);
    QCOMPARE(toText(result.error().category), toText(ErrorCategory::Network));
}

QTEST_GUILESS_MAIN(TestRestore)
#include "tst_restore.moc"
