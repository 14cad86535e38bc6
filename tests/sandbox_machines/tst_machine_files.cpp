// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/machines/bwrap_host.h"
#include "services/sandbox/machines/machine_root.h"
#include "services/sandbox/machines/nvidia_smi.h"
#include "services/sandbox/machines/tree_removal.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>

using namespace snapgpu::sandbox;

class TestMachineFiles final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void usableIds();
    void driverNames_data();
    void driverNames();
    void environmentIsComplete();
    void secretsAreNotInArguments();
    void aStoppedMachineKeepsItsFiles();
    void controlFilesIgnoreLinksOfTheMachine();
    void queryGpu_data();
    void queryGpu();
    void brokenGpu();
    void removeTreeRemovesEverything();
    void missingToolsAreNamed_data();
    void missingToolsAreNamed();
    void forbiddenNamespacesAreSaid();
};

namespace {

MachineSpec someSpec()
{
    MachineSpec spec;
    spec.instanceId = QStringLiteral("4711");
    spec.sshPort = 22022;
    spec.instanceKey = QStringLiteral("very-secret-key");
    spec.gpuName = QStringLiteral("RTX 3090");
    spec.env.insert(QStringLiteral("MINE"), QStringLiteral("secret-of-mine"));
    spec.onstart = QStringLiteral("echo secret-in-onstart");
    return spec;
}

HostTools someTools()
{
    HostTools tools;
    tools.restic = QStringLiteral("/usr/bin/restic");
    tools.sshd = QStringLiteral("/usr/sbin/sshd");
    return tools;
}

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray smi(const GpuCard &card, const QStringList &arguments, int *exitCode = nullptr)
{
    QProcess shell;
    shell.start(QStringLiteral("/bin/sh"),
        QStringList{
            QStringLiteral("-c"), QString::fromUtf8(nvidiaSmiScript(card)), QStringLiteral("nvidia-smi")}
            + arguments);
    shell.waitForFinished();
    if (exitCode != nullptr) {
        *exitCode = shell.exitCode();
    }
    return shell.readAllStandardOutput();
}

} // namespace

void TestMachineFiles::usableIds()
{
    QVERIFY(MachineRoot::isUsableId(QStringLiteral("30112233")));
    QVERIFY(MachineRoot::isUsableId(QStringLiteral("a-b_9")));
    for (const char *bad : {"", ".", "..", "a/b", "../x", "a b", ".control", "x\n"}) {
        QVERIFY2(!MachineRoot::isUsableId(QLatin1String(bad)), bad);
    }
    QVERIFY(!MachineRoot::isUsableId(QString(65, QLatin1Char('1'))));
}

void TestMachineFiles::driverNames_data()
{
    QTest::addColumn<QString>("cloud");
    QTest::addColumn<QString>("driver");
    QTest::newRow("4090") << QStringLiteral("RTX 4090") << QStringLiteral("NVIDIA GeForce RTX 4090");
    QTest::newRow("3060 Ti") << QStringLiteral("RTX 3060 Ti") << QStringLiteral("NVIDIA GeForce RTX 3060 Ti");
    QTest::newRow("A6000") << QStringLiteral("RTX A6000") << QStringLiteral("NVIDIA RTX A6000");
    QTest::newRow("6000Ada") << QStringLiteral("RTX 6000Ada") << QStringLiteral("NVIDIA RTX 6000Ada");
    QTest::newRow("1080") << QStringLiteral("GTX 1080") << QStringLiteral("NVIDIA GeForce GTX 1080");
    QTest::newRow("H100") << QStringLiteral("H100 SXM") << QStringLiteral("NVIDIA H100 SXM");
}

void TestMachineFiles::driverNames()
{
    QFETCH(QString, cloud);
    QFETCH(QString, driver);
    QCOMPARE(driverName(cloud), driver);
    QCOMPARE(driverName(driver), driver);
}

void TestMachineFiles::environmentIsComplete()
{
    const QProcessEnvironment environment = machineEnvironment(someSpec(), {});
    QCOMPARE(environment.value(QStringLiteral("CONTAINER_ID")), QStringLiteral("4711"));
    QCOMPARE(environment.value(QStringLiteral("CONTAINER_API_KEY")), QStringLiteral("very-secret-key"));
    QCOMPARE(environment.value(QStringLiteral("VAST_CONTAINERLABEL")), QStringLiteral("C.4711"));
    QCOMPARE(environment.value(QStringLiteral("VAST_TCP_PORT_22")), QStringLiteral("22022"));
    QCOMPARE(environment.value(QStringLiteral("MINE")), QStringLiteral("secret-of-mine"));
}

void TestMachineFiles::secretsAreNotInArguments()
{
    const MachineRoot root(QStringLiteral("/m"), QStringLiteral("4711"));
    const QString line = root.bwrapArguments(someSpec(), someTools(), {}).join(QLatin1Char(' '));
    QVERIFY(line.contains(QStringLiteral("--hostname C.4711")));
    QVERIFY2(!line.contains(QStringLiteral("secret")), qPrintable(line));
}

void TestMachineFiles::aStoppedMachineKeepsItsFiles()
{
    QTemporaryDir dir;
    const MachineRoot root(dir.path(), QStringLiteral("4711"));
    MachineSpec spec = someSpec();
    QVERIFY(root.prepare(spec, someTools()));
    const QString work = root.rootDir() + QStringLiteral("/workspace/result");
    QVERIFY(QFile::copy(QStringLiteral("/etc/hostname"), work) || QDir().mkpath(work));
    spec.gpuBroken = true;
    QVERIFY(root.prepare(spec, someTools()));
    QVERIFY(QFile::exists(work));
    QVERIFY(content(root.controlDir() + QStringLiteral("/nvidia-smi")).contains("broken=1"));
    QVERIFY(content(root.rootDir() + QStringLiteral("/etc/passwd")).startsWith("root:*:0:0:"));
}

void TestMachineFiles::controlFilesIgnoreLinksOfTheMachine()
{
    QTemporaryDir dir;
    const MachineRoot root(dir.path(), QStringLiteral("4711"));
    QVERIFY(root.prepare(someSpec(), someTools()));
    const QString victim = dir.filePath(QStringLiteral("victim"));
    QVERIFY(QDir().mkdir(victim));
    // A machine that turns its own folders into links out of its root must not steer what is written later.
    for (const char *folder : {"/etc", "/root", "/opt"}) {
        const QString inside = root.rootDir() + QLatin1String(folder);
        QVERIFY(removeTree(inside));
        QVERIFY(QFile::link(victim, inside));
    }
    QVERIFY(root.prepare(someSpec(), someTools()));
    QVERIFY(root.writeKeys({QStringLiteral("ssh-ed25519 AAAA")}));
    QVERIFY(QDir(victim).isEmpty());
}

void TestMachineFiles::queryGpu_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("code");
    const auto words = [](const char *text) { return QString::fromLatin1(text).split(QLatin1Char('|')); };
    QTest::newRow("no header, no units")
        << words("--query-gpu=name,memory.total,driver_version|--format=csv,noheader,nounits")
        << QByteArray(
               "NVIDIA GeForce RTX 4090, 24564, 550.127.05\nNVIDIA GeForce RTX 4090, 24564, 550.127.05\n")
        << 0;
    QTest::newRow("units") << words("--query-gpu=memory.total|--format=csv,noheader|-i|1")
                           << QByteArray("24564 MiB\n") << 0;
    QTest::newRow("header") << words("--query-gpu=index, utilization.gpu|--format=csv|--id=0")
                            << QByteArray("index, utilization.gpu [%]\n0, 0 %\n") << 0;
    QTest::newRow("unknown field") << words("--query-gpu=colour|--format=csv")
                                   << QByteArray("Field \"colour\" is not a valid field to query.\n") << 2;
    QTest::newRow("no such card") << words("-L|-i|7") << QByteArray("No devices were found\n") << 6;
}

void TestMachineFiles::queryGpu()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, answer);
    QFETCH(int, code);
    int exitCode = -1;
    QCOMPARE(smi({QStringLiteral("RTX 4090"), 2, 24564, false, {}}, arguments, &exitCode), answer);
    QCOMPARE(exitCode, code);
}

void TestMachineFiles::brokenGpu()
{
    int exitCode = -1;
    const QByteArray said = smi({QStringLiteral("it's"), 1, 1000, true, {}}, {}, &exitCode);
    QCOMPARE(
        said, QByteArray("Unable to determine the device handle for GPU 00000000:01:00.0: Unknown Error\n"));
    QCOMPARE(exitCode, 255);
    const QByteArray table = smi({QStringLiteral("it's"), 1, 1000, false, {}}, {}, &exitCode);
    QVERIFY2(table.contains("NVIDIA it's") && table.contains("1000MiB"), table.constData());
    QCOMPARE(exitCode, 0);
}

void TestMachineFiles::removeTreeRemovesEverything()
{
    QTemporaryDir dir;
    const QString keep = dir.filePath(QStringLiteral("keep"));
    const QString tree = dir.filePath(QStringLiteral("tree"));
    QVERIFY(QDir().mkpath(keep + QStringLiteral("/inside")));
    QVERIFY(QDir().mkpath(tree + QStringLiteral("/a/b")));
    QVERIFY(QFile::link(keep, tree + QStringLiteral("/a/link")));
    const QByteArray odd = QFile::encodeName(tree) + "/a/\xff\xfe";
    QCOMPARE(::mkdir(odd.constData(), 0755), 0);
    QCOMPARE(::chmod(QFile::encodeName(tree + QStringLiteral("/a/b")).constData(), 0500), 0);
    QVERIFY(removeTree(tree));
    QVERIFY(!QFile::exists(tree));
    QVERIFY(QFile::exists(keep + QStringLiteral("/inside")));
    QVERIFY(removeTree(tree));
}

void TestMachineFiles::missingToolsAreNamed_data()
{
    QTest::addColumn<QStringList>("present");
    QTest::addColumn<QString>("package");
    const auto words = [](const char *text) { return QString::fromLatin1(text).split(QLatin1Char(' ')); };
    QTest::newRow("bwrap") << words("ssh-keygen restic") << QStringLiteral("apt-get install bubblewrap");
    QTest::newRow("ssh-keygen") << words("bwrap sshd restic")
                                << QStringLiteral("apt-get install openssh-client");
    QTest::newRow("restic") << words("bwrap sshd ssh-keygen") << QStringLiteral("apt-get install restic");
}

void TestMachineFiles::missingToolsAreNamed()
{
    QFETCH(QStringList, present);
    QFETCH(QString, package);
    QTemporaryDir path;
    for (const QString &tool : present) {
        QVERIFY(QFile::link(QStringLiteral("/bin/true"), path.filePath(tool)));
    }
    const QByteArray before = qgetenv("PATH");
    qputenv("PATH", QFile::encodeName(path.path()));
    const auto tools = checkTools();
    qputenv("PATH", before);
    QVERIFY(!tools);
    QCOMPARE(tools.error().category, snapgpu::ErrorCategory::MissingTool);
    QVERIFY2(tools.error().message.endsWith(package), qPrintable(tools.error().message));
}

void TestMachineFiles::forbiddenNamespacesAreSaid()
{
    QTemporaryDir path;
    QFile bwrap(path.filePath(QStringLiteral("bwrap")));
    QVERIFY(bwrap.open(QIODevice::WriteOnly));
    bwrap.write(
        "#!/bin/sh\necho 'bwrap: Creating new namespace failed: Operation not permitted' >&2\nexit 1\n");
    bwrap.close();
    QVERIFY(bwrap.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
    const QByteArray before = qgetenv("PATH");
    qputenv("PATH", QFile::encodeName(path.path()) + ':' + before);
    const auto tools = checkTools();
    qputenv("PATH", before);
    QVERIFY(!tools);
    QVERIFY2(tools.error().message.contains(QStringLiteral("Creating new namespace failed"))
            && tools.error().message.contains(QStringLiteral("--privileged")),
        qPrintable(tools.error().message));
}

QTEST_GUILESS_MAIN(TestMachineFiles)
#include "tst_machine_files.moc"
