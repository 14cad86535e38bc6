// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/remote/loopback_sshd.h"

#include <csignal>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <unistd.h>

namespace {

QString sshd()
{
    return QStandardPaths::findExecutable(
        QStringLiteral("sshd"), {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/local/sbin")});
}

QString makeKey(const QString &file)
{
    QProcess::execute(QStringLiteral("ssh-keygen"),
        {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"),
            QString(), QStringLiteral("-f"), file});
    return file;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

void writeFile(const QString &path, const QByteArray &content, bool executable)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) {
        qFatal("cannot write %s", qPrintable(path));
    }
    file.setPermissions(executable ? QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner
                                   : QFile::ReadOwner | QFile::WriteOwner);
}

void removeTree(const QString &folder)
{
    QProcess::execute(QStringLiteral("rm"), {QStringLiteral("-rf"), QStringLiteral("--"), folder});
}

LoopbackSshd::LoopbackSshd()
    : m_port(freePort())
{
    makeKey(path(QStringLiteral("host")));
    makeKey(path(QStringLiteral("client")));
    makeKey(path(QStringLiteral("other")));
    QDir(path()).mkpath(QStringLiteral("known"));
    QDir(path()).mkpath(QStringLiteral("bin"));
    authorize(true);
    setGpu(true);
}

LoopbackSshd::~LoopbackSshd()
{
    stop();
    const QString run =
        QFileInfo(agentDir() + QLatin1String("/run")).canonicalFilePath(); // may lie in memory
    if (!run.isEmpty()) {
        removeTree(run);
    }
    removeTree(path());
}

QString LoopbackSshd::missing()
{
    if (!sshd().isEmpty()) {
        return {};
    }
    return QStringLiteral("sshd is not installed; to run this test: sudo apt-get install openssh-server");
}

QString LoopbackSshd::path(const QString &relative) const { return m_dir.filePath(relative); }
QString LoopbackSshd::otherKey() const { return path(QStringLiteral("other")); }

void LoopbackSshd::authorize(bool yes)
{
    writeFile(path(QStringLiteral("authorized")), yes ? contentOf(path(QStringLiteral("client.pub"))) : "");
}

void LoopbackSshd::setGpu(bool working)
{
    writeFile(path(QStringLiteral("bin/nvidia-smi")),
        working ? "#!/bin/sh\necho 'NVIDIA GeForce RTX 4090, 24564 MiB, 550.54'\n"
                : "#!/bin/sh\necho 'Unable to determine the device handle for GPU'\nexit 255\n",
        true);
}

bool LoopbackSshd::start()
{
    if (geteuid() == 0) {
        QDir().mkpath(QStringLiteral("/run/sshd"));
    }
    const QByteArray dir = path().toUtf8();
    writeFile(path(QStringLiteral("sshd_config")),
        m_extra + "ListenAddress 127.0.0.1\nPort " + QByteArray::number(m_port) + "\nHostKey " + dir
            + "/host\nAuthorizedKeysFile " + dir
            + "/authorized\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nPidFile none\n"
              "KbdInteractiveAuthentication no\nMaxStartups 100\nPermitRootLogin prohibit-password\n"
              "SetEnv SNAPGPU_DIR=\""
            + dir + "/agent\" RESTIC_CACHE_DIR=\"" + dir + "/cache\" PATH=\"" + dir
            + "/bin:/usr/bin:/bin\"\n");
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.setChildProcessModifier([] { ::setsid(); });
    m_process.start(sshd(),
        {QStringLiteral("-D"), QStringLiteral("-q"), QStringLiteral("-f"),
            path(QStringLiteral("sshd_config"))});
    if (!m_process.waitForStarted()) {
        return false;
    }
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < 5000) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_port);
        if (socket.waitForConnected(200) && socket.waitForReadyRead(30'000)) {
            return true;
        }
        QTest::qSleep(10);
    }
    return false;
}

void LoopbackSshd::stop()
{
    if (m_process.state() == QProcess::NotRunning) {
        return;
    }
    // Sessions make their own sessions and groups: take every process whose parent chain leads here.
    QProcess::execute(QStringLiteral("pkill"),
        {QStringLiteral("-KILL"), QStringLiteral("-P"), QString::number(m_process.processId())});
    m_process.kill();
    m_process.waitForFinished();
}

snapgpu::SshSettings LoopbackSshd::settings() const
{
    snapgpu::SshSettings settings;
    settings.identityFile = path(QStringLiteral("client"));
    settings.publicKey = QString::fromUtf8(contentOf(path(QStringLiteral("client.pub"))).trimmed());
    settings.knownHostsDir = path(QStringLiteral("known"));
    settings.user = geteuid() == 0 ? QStringLiteral("root") : qEnvironmentVariable("USER");
    return settings;
}

snapgpu::SshEndpoint LoopbackSshd::endpoint() const { return {QStringLiteral("127.0.0.1"), m_port, true}; }
