// SPDX-License-Identifier: GPL-3.0-or-later
// Who owns machines: a program that is killed, an ordinary user, a root that may not mount.
#include "machine_bench.h"
#include "tests/support/patience.h"

#include <algorithm>
#include <csignal>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTest>
#include <sys/stat.h>
#include <unistd.h>

using namespace snapgpu::sandbox;
using namespace snapgpu::sandbox::test;

class TestMachineOwners final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void killedKeeperLeavesNothing();
    void killedWhileBootingLeavesNothing();
    void killedBeforeTheMachineIsBoundLeavesNothing();
    void ordinaryUser();
    void rootWithoutTheRightToMount();
};

namespace {

QString keeperProgram() { return QCoreApplication::applicationDirPath() + QStringLiteral("/machine_keeper"); }

} // namespace

void TestMachineOwners::killedKeeperLeavesNothing()
{
    Bench bench;
    const QString dir = bench.path(QStringLiteral("kept"));
    QProcess keeper;
    keeper.start(keeperProgram(), {dir, bench.publicKey, QStringLiteral("3")});
    QByteArray said;
    QTRY_VERIFY2_WITH_TIMEOUT((said += keeper.readAll()).count("up ") == 3, said.constData(), 20'000);
    QVERIFY(processesOf(dir).size() >= 12);
    ::kill(static_cast<pid_t>(keeper.processId()), SIGKILL);
    QVERIFY(keeper.waitForFinished());
    QTRY_VERIFY_WITH_TIMEOUT(processesOf(dir).isEmpty(), 30'000);
}

void TestMachineOwners::killedWhileBootingLeavesNothing()
{
    Bench bench;
    bool given = false;
    const int wanted = qEnvironmentVariableIntValue("SNAPGPU_ROUNDS", &given);
    for (int round = 0; round < (given ? wanted : 15); ++round) {
        const QString dir = bench.path(QStringLiteral("kept%1").arg(round));
        QProcess keeper;
        keeper.start(keeperProgram(), {dir, bench.publicKey, QStringLiteral("2")});
        QVERIFY(keeper.waitForStarted());
        QTest::qWait(20 + round % 40 * 4);
        ::kill(static_cast<pid_t>(keeper.processId()), SIGKILL);
        QVERIFY(keeper.waitForFinished());
        QTRY_VERIFY2_WITH_TIMEOUT(
            processesOf(dir).isEmpty(), qPrintable(QStringLiteral("round %1").arg(round)), 30'000);
    }
}

/**
 * bwrap's inner process asks for its parent's death only late in its set-up. Whoever is killed before that
 * must take it along all the same: here it never asks.
 */
void TestMachineOwners::killedBeforeTheMachineIsBoundLeavesNothing()
{
    Bench bench;
    const QString dir = bench.path(QStringLiteral("unbound"));
    const QString path = bench.path(QStringLiteral("bin"));
    QVERIFY(QDir().mkdir(path));
    QFile wrapper(path + QStringLiteral("/bwrap"));
    QVERIFY(wrapper.open(QIODevice::WriteOnly));
    wrapper.write("#!/bin/sh\ncase \"$*\" in *unbound*) setsid sh -c 'setsid sleep 600; :' unbound-inner \""
        + QFile::encodeName(dir) + "\" & wait ;; esac\nexec "
        + QStandardPaths::findExecutable(QStringLiteral("bwrap")).toUtf8() + " \"$@\"\n");
    wrapper.close();
    QVERIFY(wrapper.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QProcess keeper;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(
        QStringLiteral("PATH"), path + QLatin1Char(':') + environment.value(QStringLiteral("PATH")));
    keeper.setProcessEnvironment(environment);
    keeper.start(keeperProgram(), {dir, bench.publicKey, QStringLiteral("1")});
    const auto isInner = [](qint64 pid) {
        QFile line(QStringLiteral("/proc/%1/cmdline").arg(pid));
        return line.open(QIODevice::ReadOnly) && line.readAll().contains("unbound-inner");
    };
    const auto inners = [&] {
        const QList<qint64> all = processesOf(dir);
        return std::count_if(all.cbegin(), all.cend(), isInner);
    };
    QTRY_VERIFY_WITH_TIMEOUT(inners() == 1, 30'000);
    ::kill(static_cast<pid_t>(keeper.processId()), SIGKILL);
    QVERIFY(keeper.waitForFinished());
    QTRY_VERIFY_WITH_TIMEOUT(processesOf(dir).isEmpty(), 30'000);
}

void TestMachineOwners::ordinaryUser()
{
    if (::getuid() != 0) {
        QSKIP(
            "this is an ordinary user already, so the tests of tst_machines are this one; run: sudo ctest -R "
            "tst_machines");
    }
    const QString runuser = QStandardPaths::findExecutable(QStringLiteral("runuser"));
    const Outcome nobody = run(QStringLiteral("id"), {QStringLiteral("-u"), QStringLiteral("nobody")});
    if (runuser.isEmpty() || nobody.exitCode != 0) {
        QSKIP("no runuser or no user nobody; run: apt-get install util-linux");
    }
    Bench bench;
    // A home that others cannot read, as a real one is.
    const QString home = bench.path(QStringLiteral("home"));
    QVERIFY(QDir().mkdir(home));
    const uid_t uid = nobody.out.trimmed().toUInt();
    QCOMPARE(::chown(QFile::encodeName(home).constData(), uid, static_cast<gid_t>(-1)), 0);
    QCOMPARE(::chmod(QFile::encodeName(home).constData(), 0700), 0);
    QCOMPARE(::chmod(QFile::encodeName(bench.dir.path()).constData(), 0711), 0);
    const QString program = bench.path(QStringLiteral("keeper")); // the build folder may be private
    QVERIFY(QFile::copy(keeperProgram(), program));
    QCOMPARE(::chmod(QFile::encodeName(program).constData(), 0755), 0);
    const QString dir = home + QStringLiteral("/machines");
    QProcess keeper;
    keeper.start(runuser,
        {QStringLiteral("-u"), QStringLiteral("nobody"), QStringLiteral("--"), program, dir, bench.publicKey,
            QStringLiteral("1")});
    QByteArray said;
    QTRY_VERIFY2_WITH_TIMEOUT((said += keeper.readAll()).endsWith('\n'), said.constData(), 20'000);
    if (said.contains("namespaces")) {
        keeper.kill();
        keeper.waitForFinished();
        QSKIP("user namespaces are forbidden here; run: sysctl -w "
              "kernel.apparmor_restrict_unprivileged_userns=0");
    }
    QVERIFY2(said.startsWith("up 1 "), said.constData());
    const quint16 port = said.mid(5).trimmed().toUShort();
    const Outcome who = ssh(bench.identity, port,
        QStringLiteral(
            "whoami; hostname; id -u; echo x >/workspace/x; echo $?; nvidia-smi -L; tr '\\0' '\\n' "
            "</proc/1/environ | grep CONTAINER_ID"));
    QVERIFY2(who.out.startsWith(QStringLiteral("root\nC.1\n%1\n0\nGPU 0: NVIDIA GeForce RTX 4090").arg(uid)),
        qPrintable(who.out + who.err));
    QVERIFY2(who.out.endsWith(QStringLiteral("CONTAINER_ID=1\n")), qPrintable(who.out));
    const Outcome terminal = ssh(bench.identity, port, QStringLiteral("tty"), {QStringLiteral("-tt")});
    QVERIFY2(terminal.out.startsWith(QStringLiteral("/dev/pts/")), qPrintable(terminal.out + terminal.err));
    keeper.terminate();
    QVERIFY(keeper.waitForFinished());
    QTRY_VERIFY(processesOf(dir).isEmpty());
}

void TestMachineOwners::rootWithoutTheRightToMount()
{
    // Root in a container: namespaces can be had only together with a user namespace.
    QTemporaryDir path;
    QFile wrapper(path.filePath(QStringLiteral("bwrap")));
    QVERIFY(wrapper.open(QIODevice::WriteOnly));
    const QString real = QStandardPaths::findExecutable(QStringLiteral("bwrap"));
    wrapper.write("#!/bin/sh\ncase \"$*\" in *--unshare-user*) exec " + real.toUtf8()
        + " \"$@\" ;; esac\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n");
    wrapper.close();
    QVERIFY(wrapper.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
    const QByteArray before = qgetenv("PATH");
    qputenv("PATH", QFile::encodeName(path.path()) + ':' + before);
    const bool allowed = checkTools().has_value();
    Bench bench;
    qputenv("PATH", before);
    if (!allowed) {
        QSKIP("user namespaces are forbidden here; run: sysctl -w "
              "kernel.apparmor_restrict_unprivileged_userns=0");
    }
    const MachineSpec spec = bench.spec(QStringLiteral("115"));
    QVERIFY2(bench.bootAndWait(spec), qPrintable(bench.failed.value(spec.instanceId)));
    const Outcome who = bench.login(spec, QStringLiteral("whoami; echo x >/workspace/x && echo written"));
    QCOMPARE(who.out, QStringLiteral("root\nwritten\n"));
    bench.host->destroy(spec.instanceId);
    QTRY_VERIFY(processesOf(bench.path(QStringLiteral("machines"))).isEmpty());
}

QTEST_GUILESS_MAIN(TestMachineOwners)
#include "tst_machine_owners.moc"
