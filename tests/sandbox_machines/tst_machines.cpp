// SPDX-License-Identifier: GPL-3.0-or-later
// Real machines: bwrap, sshd and ssh of this computer.
#include "machine_bench.h"
#include "tests/support/patience.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTcpSocket>
#include <QTest>

using namespace snapgpu::sandbox;
using namespace snapgpu::sandbox::test;

class TestMachines final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void loginAndCommands();
    void environment();
    void filesAreVisible();
    void onstart();
    void faults_data();
    void faults();
    void keyComesLate();
    void keysCanChange();
    void diskFull();
    void brokenGpu();
    void portInUse();
    void haltKeepsFilesAndBootsAgain();
    void destroyLeavesNothing();
    void destroyWhileBooting();
    void endsByItself();
    void manyAtOnce();
};

namespace {

QString id(int number) { return QString::number(number); }

} // namespace

void TestMachines::initTestCase()
{
    const auto tools = checkTools();
    QVERIFY2(tools, tools ? "" : qPrintable(tools.error().message));
}

void TestMachines::loginAndCommands()
{
    Bench bench;
    const MachineSpec spec = bench.spec(id(101));
    QElapsedTimer timer;
    timer.start();
    QVERIFY2(bench.bootAndWait(spec), qPrintable(bench.failed.value(spec.instanceId)));
    qInfo("boot to banner: %lld ms", static_cast<long long>(timer.elapsed()));
    const Outcome who =
        bench.login(spec, QStringLiteral("whoami; hostname; pwd; nvidia-smi -L | wc -l; restic version"));
    QCOMPARE(who.exitCode, 0);
    const QStringList lines = who.out.split(QLatin1Char('\n'));
    QCOMPARE(lines.mid(0, 4).join(QLatin1Char(' ')), QStringLiteral("root C.101 /root 2"));
    QVERIFY(lines.value(4).startsWith(QStringLiteral("restic ")));
    QVERIFY2(who.err.contains(QStringLiteral("Welcome to vast.ai.")), qPrintable(who.err));
    QCOMPARE(bench.login(spec, QStringLiteral("exit 42")).exitCode, 42);
    const Outcome terminal =
        ssh(bench.identity, spec.sshPort, QStringLiteral("tty"), {QStringLiteral("-tt")});
    QVERIFY2(terminal.out.startsWith(QStringLiteral("/dev/pts/")), qPrintable(terminal.out + terminal.err));
    // Only its own processes are in sight: its init, sshd and this very session.
    const Outcome processes = bench.login(spec, QStringLiteral("ls -d /proc/[0-9]* | wc -l"));
    QVERIFY2(processes.out.toInt() > 3 && processes.out.toInt() < 20, qPrintable(processes.out));
}

void TestMachines::environment()
{
    qputenv("SNAPGPU_TEST_LEAK", "must-not-be-seen");
    Bench bench;
    MachineSpec spec = bench.spec(id(102));
    spec.env.insert(QStringLiteral("SNAPGPU_RACE"), QStringLiteral("7f3a"));
    QVERIFY(bench.bootAndWait(spec));
    const QString ofInit = bench.login(spec, QStringLiteral("tr '\\0' '\\n' </proc/1/environ")).out;
    for (const char *expected : {"CONTAINER_ID=102\n", "CONTAINER_API_KEY=instance-key-102\n",
             "VAST_CONTAINERLABEL=C.102\n", "PUBLIC_IPADDR=127.0.0.1\n", "GPU_COUNT=2\n",
             "SNAPGPU_RACE=7f3a\n", "SSH_PUBLIC_KEY=ssh-ed25519 ", "VAST_TCP_PORT_22="}) {
        QVERIFY2(ofInit.contains(QLatin1String(expected)), qPrintable(ofInit));
    }
    const QString ofSession = bench.login(spec, QStringLiteral("env")).out;
    QVERIFY(ofSession.contains(QStringLiteral("HOME=/root")));
    QVERIFY(!ofSession.contains(QStringLiteral("CONTAINER_")));
    QVERIFY(!ofSession.contains(QStringLiteral("SNAPGPU")));
    QVERIFY(!ofInit.contains(QStringLiteral("SNAPGPU_TEST_LEAK")));
    qunsetenv("SNAPGPU_TEST_LEAK");
}

void TestMachines::filesAreVisible()
{
    Bench bench;
    QFile shared(bench.path(QStringLiteral("shared/config")));
    QVERIFY(shared.open(QIODevice::WriteOnly) && shared.write("repository") == 10);
    shared.close();
    const MachineSpec spec = bench.spec(id(103));
    QVERIFY(bench.bootAndWait(spec));
    const Outcome written = bench.login(spec,
        QStringLiteral(
            "for d in /workspace /root /tmp /run /var/tmp; do echo here >$d/file || exit 1; done; cat ")
            + shared.fileName());
    QCOMPARE(written.exitCode, 0);
    QCOMPARE(written.out, QStringLiteral("repository"));
    for (const char *folder : {"workspace", "root", "tmp", "run", "var/tmp"}) {
        QFile file(
            bench.path(QStringLiteral("machines/103/") + QLatin1String(folder) + QStringLiteral("/file")));
        QVERIFY2(file.open(QIODevice::ReadOnly), folder);
        QCOMPARE(file.readAll(), QByteArray("here\n"));
    }
    QVERIFY(bench.login(spec, QStringLiteral("touch ") + shared.fileName()).exitCode != 0);
    QVERIFY(bench.login(spec, QStringLiteral("touch /usr/bin/x")).exitCode != 0);
    // Nothing of this computer but /usr and a few files of /etc.
    QVERIFY(bench.login(spec, QStringLiteral("test -e ") + bench.identity).exitCode != 0);
    QVERIFY(bench.login(spec, QStringLiteral("test -e /etc/shadow")).exitCode != 0);
}

void TestMachines::onstart()
{
    Bench bench;
    MachineSpec spec = bench.spec(id(104));
    spec.onstart = QStringLiteral("echo \"id $CONTAINER_ID key $CONTAINER_API_KEY\"\n"
                                  "[[ -n $BASH_VERSION ]] && echo bash\n"
                                  "echo trouble >&2\nexit 3\n");
    QVERIFY(bench.bootAndWait(spec));
    QFile log(bench.path(QStringLiteral("machines/104/var/log/onstart.log")));
    QByteArray text;
    QTRY_VERIFY2((text.isEmpty() && log.exists() && log.size() > 0 ? log.open(QIODevice::ReadOnly) : true)
            && (text += log.isOpen() ? log.readAll() : QByteArray()).endsWith("trouble\n"),
        text.constData());
    QCOMPARE(text, QByteArray("id 104 key instance-key-104\nbash\ntrouble\n"));
    QCOMPARE(bench.login(spec, QStringLiteral("true")).exitCode, 0);
    QVERIFY(bench.ended.isEmpty());
}

void TestMachines::faults_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<QString>("complaint");
    QTest::newRow("never listens") << int(SshFault::NeverListens) << QStringLiteral("Connection refused");
    QTest::newRow("closes before banner")
        << int(SshFault::ClosesBeforeBanner) << QStringLiteral("kex_exchange_identification");
    QTest::newRow("key refused") << int(SshFault::KeyRefused)
                                 << QStringLiteral("Permission denied (publickey)");
}

void TestMachines::faults()
{
    QFETCH(int, fault);
    QFETCH(QString, complaint);
    Bench bench;
    MachineSpec spec = bench.spec(id(105));
    spec.sshFault = static_cast<SshFault>(fault);
    // The machine itself lives, only its door is broken; nor may it let itself in.
    spec.onstart =
        QStringLiteral("echo \"$SSH_PUBLIC_KEY\" >>~/.ssh/authorized_keys; echo alive >/workspace/alive\n");
    if (spec.sshFault == SshFault::KeyRefused) {
        QVERIFY(bench.bootAndWait(spec));
    } else {
        bench.host->boot(spec);
    }
    QTRY_VERIFY(QFile::exists(bench.path(QStringLiteral("machines/105/workspace/alive"))));
    bench.host->setAuthorizedKeys(spec.instanceId, {bench.publicKey});
    const Outcome refused = bench.login(spec, QStringLiteral("true"));
    QCOMPARE(refused.exitCode, 255);
    QVERIFY2(refused.err.contains(complaint), qPrintable(refused.err));
    QCOMPARE(bench.up.contains(spec.instanceId), spec.sshFault == SshFault::KeyRefused);
    QVERIFY(bench.failed.isEmpty());
}

void TestMachines::keyComesLate()
{
    Bench bench;
    MachineSpec spec = bench.spec(id(106));
    spec.sshFault = SshFault::KeyLate;
    spec.keyLateMs = 5'000; // longer than a login takes on a busy computer
    QVERIFY(bench.bootAndWait(spec));
    QCOMPARE(bench.login(spec, QStringLiteral("true")).exitCode, 255);
    QTRY_COMPARE_WITH_TIMEOUT(bench.login(spec, QStringLiteral("true")).exitCode, 0, 30'000);
}

void TestMachines::keysCanChange()
{
    Bench bench;
    MachineSpec spec = bench.spec(id(107));
    spec.authorizedKeys.clear();
    QVERIFY(bench.bootAndWait(spec));
    QCOMPARE(bench.login(spec, QStringLiteral("true")).exitCode, 255);
    bench.host->setAuthorizedKeys(spec.instanceId, {bench.publicKey});
    QCOMPARE(bench.login(spec, QStringLiteral("true")).exitCode, 0);
    bench.host->setAuthorizedKeys(spec.instanceId, {});
    QCOMPARE(bench.login(spec, QStringLiteral("true")).exitCode, 255);
}

void TestMachines::diskFull()
{
    Bench bench;
    MachineSpec spec = bench.spec(id(108));
    spec.diskFullAfterBytes = 1024 * 1024;
    QVERIFY(bench.bootAndWait(spec));
    QCOMPARE(bench.login(spec, QStringLiteral("head -c 500000 /dev/zero >/workspace/fits")).exitCode, 0);
    const Outcome full = bench.login(spec, QStringLiteral("head -c 2000000 /dev/zero >/workspace/large"));
    QVERIFY(full.exitCode != 0);
    QVERIFY2(full.err.contains(QStringLiteral("No space left on device")), qPrintable(full.err));
}

void TestMachines::brokenGpu()
{
    Bench bench;
    MachineSpec spec = bench.spec(id(109));
    spec.gpuBroken = true;
    QVERIFY(bench.bootAndWait(spec));
    const Outcome said = bench.login(spec, QStringLiteral("nvidia-smi"));
    QCOMPARE(said.exitCode, 255);
    QVERIFY(said.out.startsWith(QStringLiteral("Unable to determine the device handle")));
}

void TestMachines::portInUse()
{
    Bench bench;
    const MachineSpec first = bench.spec(id(110));
    QVERIFY(bench.bootAndWait(first));
    // The greeting comes from the first machine; the second one's sshd ends, and so does the machine.
    MachineSpec second = bench.spec(id(111));
    second.sshPort = first.sshPort;
    bench.host->boot(second);
    QTRY_VERIFY(bench.failed.contains(second.instanceId) || bench.ended.contains(second.instanceId));
    QTRY_VERIFY(processesOf(bench.path(QStringLiteral("machines/111"))).isEmpty());
    QCOMPARE(bench.login(first, QStringLiteral("hostname")).out, QStringLiteral("C.110\n"));
}

void TestMachines::haltKeepsFilesAndBootsAgain()
{
    Bench bench;
    const MachineSpec spec = bench.spec(id(112));
    QVERIFY(bench.bootAndWait(spec));
    QCOMPARE(bench.login(spec, QStringLiteral("echo kept >/workspace/kept")).exitCode, 0);
    const QString hostKey = bench.login(spec, QStringLiteral("cat /etc/ssh/ssh_host_ed25519_key.pub")).out;
    bench.host->halt(spec.instanceId);
    QTRY_VERIFY(processesOf(bench.path(QStringLiteral("machines"))).isEmpty());
    QVERIFY(QFile::exists(bench.path(QStringLiteral("machines/112/workspace/kept"))));
    QVERIFY(bench.bootAndWait(spec));
    QCOMPARE(
        bench.login(spec, QStringLiteral("cat /workspace/kept; cat /etc/ssh/ssh_host_ed25519_key.pub")).out,
        QStringLiteral("kept\n") + hostKey);
    // Halted and started in one breath: the new boot waits for the old processes.
    bench.host->halt(spec.instanceId);
    QVERIFY(bench.bootAndWait(spec));
    QCOMPARE(bench.login(spec, QStringLiteral("cat /workspace/kept")).out, QStringLiteral("kept\n"));
    QVERIFY(bench.ended.isEmpty() && bench.failed.isEmpty());
}

void TestMachines::destroyLeavesNothing()
{
    Bench bench;
    const MachineSpec spec = bench.spec(id(113));
    QVERIFY(bench.bootAndWait(spec));
    // Processes that try to survive: own session, signals ignored, read-only folders.
    QCOMPARE(bench
                 .login(spec,
                     QStringLiteral("mkdir -p /workspace/ro/in; chmod 500 /workspace/ro; "
                                    "trap '' HUP TERM INT; setsid sh -c 'trap \"\" HUP TERM; sleep 600' "
                                    ">/dev/null 2>&1 </dev/null &"))
                 .exitCode,
        0);
    QVERIFY(processesOf(bench.path(QStringLiteral("machines/113"))).size() >= 4);
    bench.host->destroy(spec.instanceId);
    QVERIFY(!QFile::exists(bench.path(QStringLiteral("machines/113")))); // at once
    QTRY_VERIFY(processesOf(bench.path(QStringLiteral("machines"))).isEmpty());
    QTRY_VERIFY(QDir(bench.path(QStringLiteral("machines/.control/trash"))).isEmpty());
    QVERIFY(!QFile::exists(bench.path(QStringLiteral("machines/.control/113"))));
    bench.host->destroy(spec.instanceId);
    bench.host->destroy(QStringLiteral("../../etc"));
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), spec.sshPort);
    QVERIFY(!socket.waitForConnected(500));
}

void TestMachines::destroyWhileBooting()
{
    Bench bench;
    for (int round = 0; round < 12; ++round) {
        const MachineSpec spec = bench.spec(id(200 + round));
        bench.host->boot(spec);
        QTest::qWait(round * 3); // from "not even forked" to "almost up"
        bench.host->destroy(spec.instanceId);
    }
    QTRY_VERIFY(processesOf(bench.path(QStringLiteral("machines"))).isEmpty());
    QTRY_VERIFY(QDir(bench.path(QStringLiteral("machines/.control/trash"))).isEmpty());
    QVERIFY(
        QDir(bench.path(QStringLiteral("machines"))).entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty());
}

void TestMachines::endsByItself()
{
    Bench bench;
    const MachineSpec spec = bench.spec(id(114));
    QVERIFY(bench.bootAndWait(spec));
    bench.login(spec, QStringLiteral("kill -KILL -1"));
    QTRY_COMPARE(bench.ended, QStringList{spec.instanceId});
    QTRY_VERIFY(processesOf(bench.path(QStringLiteral("machines"))).isEmpty());
}

void TestMachines::manyAtOnce()
{
    constexpr int kCount = 60;
    Bench bench;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < kCount; ++i) {
        bench.host->boot(bench.spec(id(1000 + i)));
    }
    QTRY_COMPARE_WITH_TIMEOUT(bench.up.size(), kCount, 60'000);
    qInfo("%d machines: %lld ms", kCount, static_cast<long long>(timer.elapsed()));
    QVERIFY(bench.failed.isEmpty());
    timer.restart();
    bench.host.reset();
    qInfo("all ended: %lld ms", static_cast<long long>(timer.elapsed()));
    QVERIFY(processesOf(bench.path(QStringLiteral("machines"))).isEmpty());
}

QTEST_GUILESS_MAIN(TestMachines)
#include "tst_machines.moc"
