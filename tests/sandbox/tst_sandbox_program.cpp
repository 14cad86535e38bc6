// SPDX-License-Identifier: GPL-3.0-or-later
// The program as people and launchers use it: killed, started twice, and driven by the vendor's own command
// line. Needs bwrap and sshd; without them the program says what to install and so does this test.
#include "services/core/json.h"
#include "services/sandbox/launcher.h"
#include "tests/support/await.h"
#include "tests/support/patience.h"
#include "tests/support/temp_home.h"
#include "tests/support/test_paths.h"

#include <csignal>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QTcpSocket>
#include <QTest>

using namespace snapgpu;
using namespace snapgpu::sandbox;
using Json = nlohmann::json;

namespace {

constexpr int kStartMs = 30'000;
const QString kProgram = test::binDir() + QStringLiteral("/snapgpu-sandbox");

SandboxOptions quick(const QString &faults = QStringLiteral("calm"), double speed = 40)
{
    SandboxOptions options;
    options.program = kProgram;
    options.faults = faults;
    options.speed = speed;
    options.demoRepository = false;
    return options;
}

/** One request on a connection of its own; blocks. Empty = no answer. */
QByteArray request(const SandboxInfo &info, const QByteArray &method, const QByteArray &path,
    const Json &body = {}, const QString &key = {})
{
    QTcpSocket socket;
    socket.connectToHost(info.url.host(), static_cast<quint16>(info.url.port()));
    if (!socket.waitForConnected(30'000)) {
        return {};
    }
    const QByteArray text = body.is_null() ? QByteArray() : json::dump(body);
    socket.write(method + ' ' + path + " HTTP/1.1\r\nConnection: close\r\nAuthorization: Bearer "
        + (key.isEmpty() ? info.apiKey : key).toUtf8()
        + "\r\nContent-Length: " + QByteArray::number(text.size()) + "\r\n\r\n" + text);
    while (socket.waitForReadyRead(30'000)) { }
    return socket.readAll();
}

Json parsed(const QByteArray &answer)
{
    const auto value = json::parse(answer.mid(answer.indexOf("\r\n\r\n") + 4));
    return value ? *value : Json();
}

qint64 rent(const SandboxInfo &info, const char *label)
{
    const Json offers = parsed(request(info, "POST", "/api/v0/bundles/", {{"limit", 1}}))["offers"];
    const QByteArray path = "/api/v0/asks/" + QByteArray::number(offers.at(0)["id"].get<qint64>()) + '/';
    return parsed(
        request(info, "PUT", path, {{"image", "a:b"}, {"label", label}, {"runtype", "ssh_direc ssh_proxy"}}))
        .value("new_contract", qint64{0});
}

Json books(const SandboxInfo &info)
{
    return parsed(request(info, "GET", "/sandbox/state", {}, info.adminToken));
}

struct Ran
{
    int code = -1;
    QString out, err;
};

Ran run(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment,
    int timeoutMs = 60'000)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    if (!process.waitForFinished(timeoutMs)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
        QString::fromUtf8(process.readAllStandardError())};
}

} // namespace

class SandboxProgramTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void startsOnceAndStops();
    void sigkillLosesNoMachine();
    void answersAreOnDiskFirst();
    void secondDaemonIsRefused();
    void badArgumentsAreExplained_data();
    void badArgumentsAreExplained();
    void missingProgramIsSaid();
    void vendorCommandLine();

private:
    std::optional<SandboxInfo> start(const SandboxOptions &options = quick());
    std::unique_ptr<test::TempHome> m_home;
    std::unique_ptr<SandboxLauncher> m_launcher;
};

void SandboxProgramTest::init()
{
    m_home = std::make_unique<test::TempHome>();
    m_launcher = std::make_unique<SandboxLauncher>(m_home->home());
}

void SandboxProgramTest::cleanup()
{
    const auto stopped = test::await(m_launcher->stop(), 20'000);
    QVERIFY(stopped && *stopped);
    m_launcher.reset();
    m_home.reset();
}

std::optional<SandboxInfo> SandboxProgramTest::start(const SandboxOptions &options)
{
    const auto started = test::await(m_launcher->ensureRunning(options), kStartMs);
    if (!started || !*started) {
        qWarning().noquote() << (started ? started->error().message
                                         : QStringLiteral("no answer from the launcher"));
        return std::nullopt;
    }
    return **started;
}

void SandboxProgramTest::startsOnceAndStops()
{
    QVERIFY(!m_launcher->running());
    const auto first = start();
    QVERIFY(first);
    QVERIFY(QFileInfo(first->identityFile).exists());
    QVERIFY(first->publicKey.startsWith(QLatin1String("ssh-ed25519 ")));
    const QFileInfo info(m_home->path() + QStringLiteral("/sandbox/sandbox.json"));
    QVERIFY(!(info.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
    const auto second = start();
    QVERIFY(second);
    QCOMPARE(second->pid, first->pid);
    const auto stopped = test::await(m_launcher->stop(), 20'000);
    QVERIFY(stopped && *stopped);
    QVERIFY(!m_launcher->running());
    QVERIFY(!QFileInfo::exists(info.filePath()));
}

void SandboxProgramTest::sigkillLosesNoMachine()
{
    const auto before = start();
    QVERIFY(before);
    const qint64 kept = rent(*before, "kept");
    QTest::qWait(350);
    const qint64 gone = rent(*before, "gone");
    QVERIFY(kept != 0 && gone != 0);
    QVERIFY(request(*before, "DELETE", "/api/v0/instances/" + QByteArray::number(gone) + '/', Json::object())
                .contains("true"));
    ::kill(static_cast<pid_t>(before->pid), SIGKILL);
    QTRY_VERIFY(!m_launcher->running());
    QTest::qWait(500);
    const auto after = start();
    QVERIFY(after);
    QVERIFY(after->pid != before->pid);
    QCOMPARE(after->url, before->url); // machines know the address by heart
    QCOMPARE(after->apiKey, before->apiKey);
    const Json state = books(*after);
    QCOMPARE(state["alive"].get<int>(), 1);
    const Json &row = state["contracts"].at(0);
    QCOMPARE(row["id"].get<qint64>(), kept);
    QVERIFY(row["storage_ms"].get<qint64>() >= 500 * 40); // billed while nobody was there
    QVERIFY(!state["contracts"].at(1)["alive"].get<bool>());
    // And it boots, in the new process.
    QTRY_VERIFY_WITH_TIMEOUT(books(*after)["contracts"].at(0)["ssh_up"].get<bool>(), 30'000);
}

void SandboxProgramTest::answersAreOnDiskFirst()
{
    const auto info = start(quick(QStringLiteral("calm,lost_create")));
    QVERIFY(info);
    const Json offers = parsed(request(*info, "POST", "/api/v0/bundles/", {{"limit", 1}}))["offers"];
    const QByteArray path = "/api/v0/asks/" + QByteArray::number(offers.at(0)["id"].get<qint64>()) + '/';
    QVERIFY(
        request(*info, "PUT", path, {{"image", "a:b"}, {"label", "lost-one"}}).isEmpty()); // no answer at all
    QFile state(m_home->path() + QStringLiteral("/sandbox/state.json"));
    QVERIFY(state.open(QIODevice::ReadOnly));
    QVERIFY(state.readAll().contains("lost-one"));
    QCOMPARE(books(*info)["alive"].get<int>(), 1);
}

void SandboxProgramTest::secondDaemonIsRefused()
{
    const auto info = start();
    QVERIFY(info);
    const Ran ran = run(kProgram, {QStringLiteral("--foreground"), QStringLiteral("--home"), m_home->path()},
        QProcessEnvironment::systemEnvironment(), 20'000);
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.err.contains(QLatin1String("Another sandbox already uses")), qPrintable(ran.err));
    QCOMPARE(ran.err.count(QLatin1Char('\n')), 1);
    QVERIFY(m_launcher->running());
    // Two launchers at the same moment end with the same daemon.
    test::TempHome fresh;
    SandboxLauncher one(fresh.home()), two(fresh.home());
    auto *a = one.ensureRunning(quick());
    auto *b = two.ensureRunning(quick());
    qint64 pidA = 0, pidB = 0;
    a->then(this, [&](const Result<SandboxInfo> &r) { pidA = r ? r->pid : -1; });
    b->then(this, [&](const Result<SandboxInfo> &r) { pidB = r ? r->pid : -1; });
    QTRY_VERIFY_WITH_TIMEOUT(pidA != 0 && pidB != 0, kStartMs);
    QVERIFY(pidA > 0);
    QCOMPARE(pidA, pidB);
    const auto stopped = test::await(one.stop(), 20'000);
    QVERIFY(stopped && *stopped);
}

void SandboxProgramTest::badArgumentsAreExplained_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("word");
    QTest::newRow("fault") << QStringList{QStringLiteral("--faults"), QStringLiteral("nonsense")}
                           << QStringLiteral("nonsense");
    QTest::newRow("speed") << QStringList{QStringLiteral("--speed"), QStringLiteral("fast")}
                           << QStringLiteral("--speed");
    QTest::newRow("port") << QStringList{QStringLiteral("--port"), QStringLiteral("70000")}
                          << QStringLiteral("--port");
    QTest::newRow("word") << QStringList{QStringLiteral("start")} << QStringLiteral("start");
}

void SandboxProgramTest::badArgumentsAreExplained()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, word);
    const Ran ran = run(kProgram, QStringList{QStringLiteral("--home"), m_home->path()} + arguments,
        QProcessEnvironment::systemEnvironment(), 20'000);
    QCOMPARE(ran.code, 2);
    QVERIFY2(ran.err.contains(word), qPrintable(ran.err));
    QVERIFY(!QFileInfo::exists(m_home->path() + QStringLiteral("/sandbox/state.json")));
}

void SandboxProgramTest::missingProgramIsSaid()
{
    SandboxOptions options = quick();
    options.program = QStringLiteral("/nowhere/snapgpu-sandbox");
    const auto started = test::await(m_launcher->ensureRunning(options));
    QVERIFY(started && !*started);
    QVERIFY(started->error().message.contains(options.program));
    // What the daemon complains of is what the launcher says.
    options = quick(QStringLiteral("nonsense"));
    const auto failed = test::await(m_launcher->ensureRunning(options), kStartMs);
    QVERIFY(failed && !*failed);
    QVERIFY2(
        failed->error().message.contains(QLatin1String("nonsense")), qPrintable(failed->error().message));
}

void SandboxProgramTest::vendorCommandLine()
{
    const QString venv = QStringLiteral(SNAPGPU_VENV);
    const QString vastai = venv + QStringLiteral("/bin/vastai");
    if (!QFileInfo::exists(vastai)) {
        const auto system = QProcessEnvironment::systemEnvironment();
        run(QStringLiteral("python3"), {QStringLiteral("-m"), QStringLiteral("venv"), venv}, system, 60'000);
        run(venv + QStringLiteral("/bin/pip"),
            {QStringLiteral("install"), QStringLiteral("--quiet"), QStringLiteral("vastai")}, system,
            180'000);
    }
    if (!QFileInfo::exists(vastai)) {
        QSKIP(qPrintable(
            QStringLiteral("To run the vendor's own command line against the sandbox: python3 -m venv %1 "
                           "&& %1/bin/pip install vastai")
                .arg(venv)));
    }
    const auto info = start();
    QVERIFY(info);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("VAST_URL"), info->url.toString());
    environment.insert(QStringLiteral("VAST_API_KEY"), info->apiKey);
    environment.insert(QStringLiteral("HOME"), m_home->path()); // its settings and caches
    const auto vast = [&](const QString &line) {
        return run(vastai, QProcess::splitCommand(line), environment);
    };
    const auto rows = [&](const QString &query) {
        const Ran ran = vast(QStringLiteral("search offers --raw \"%1\"").arg(query));
        const auto value = json::parse(ran.out.toUtf8());
        return value && value->is_array() ? static_cast<int>(value->size()) : -1;
    };
    for (const char *query :
        {"reliability > 0.98 num_gpus=1 gpu_name=RTX_3090", "gpu_name in [RTX_3090,RTX_4090]",
            "geolocation not in [US]", "dph<0.5 cuda_vers>=12.4", "gpu_ram>=24 cpu_ram>32 duration>3",
            "driver_version >= 535.86.05", "num_gpus>=1 num_gpus<=4", "datacenter=True static_ip=true",
            "disk_space>=100 dph<=1 dph>0.1", "verified=any", "verified=False", "reliability2>0.99"}) {
        QVERIFY2(rows(QString::fromLatin1(query)) > 0, query);
    }
    QCOMPARE(rows(QStringLiteral("machine_id in [1,2,3]")), 0);
    QVERIFY(vast(QStringLiteral("show user")).out.contains(QLatin1String("100.00")));

    const auto offers = json::parse(vast(QStringLiteral("search offers --raw num_gpus=1")).out.toUtf8());
    QVERIFY(offers && !offers->empty());
    const Ran created =
        vast(QStringLiteral("create instance %1 --image vastai/base-image:cuda-12.8.1-auto --disk 20 --ssh "
                            "--direct --label vendor --env \"-e A=b -p 8080:8080\" --raw")
                 .arg((*offers)[0]["id"].get<qint64>()));
    const auto contract = json::parse(created.out.toUtf8());
    QVERIFY2(contract && contract->is_object(), qPrintable(created.out + created.err));
    const qint64 id = contract->value("new_contract", qint64{0});
    QVERIFY(id != 0);
    QTRY_VERIFY_WITH_TIMEOUT(books(*info)["contracts"].at(0)["ssh_up"].get<bool>(), 30'000);
    QVERIFY(vast(QStringLiteral("show instances --raw")).out.contains(QString::number(id)));
    QVERIFY(vast(QStringLiteral("show instance %1").arg(id)).out.contains(QLatin1String("running")));
    QVERIFY(vast(QStringLiteral("label instance %1 renamed").arg(id)).out.contains(QLatin1String("renamed")));
    QCOMPARE(books(*info)["contracts"].at(0)["label"].get<std::string>(), std::string("renamed"));
    const Ran url = vast(QStringLiteral("ssh-url %1").arg(id));
    QVERIFY2(url.out.contains(QLatin1String("ssh://root@127.0.0.1:")), qPrintable(url.out + url.err));
    QVERIFY(vast(QStringLiteral("logs %1").arg(id)).out.contains(QLatin1String("success, running")));
    QVERIFY(vast(QStringLiteral("destroy instance %1 -y").arg(id))
                .out.contains(QLatin1String("destroying instance")));
    QCOMPARE(books(*info)["alive"].get<int>(), 0);
    QTRY_VERIFY_WITH_TIMEOUT(
        !vast(QStringLiteral("show instances --raw")).out.contains(QString::number(id)), 30'000);
}

QTEST_GUILESS_MAIN(SandboxProgramTest)
#include "tst_sandbox_program.moc"
