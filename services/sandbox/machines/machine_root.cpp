// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/machines/machine_root.h"

#include "services/sandbox/machines/guest_files.h"
#include "services/sandbox/machines/nvidia_smi.h"
#include "services/sandbox/machines/tree_removal.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <sys/stat.h>

namespace snapgpu::sandbox {

namespace {

/** Folders at the root that merged-usr systems make links to /usr. */
constexpr const char *kSystemFolders[] = {"bin", "sbin", "lib", "lib32", "lib64", "libx32"};
/** What programs of the host need from /etc; accounts, hosts and ssh are the machine's own. */
constexpr const char *kSharedEtc[] = {"ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "ssl",
    "ca-certificates", "pki", "bash.bashrc", "profile", "debian_version", "python3"};

Error writeError(const QString &path, const QString &why)
{
    return Error{ErrorCategory::DiskFull,
        QCoreApplication::translate(
            "Sandbox", "The sandbox could not write %1 (%2). Free some space or choose another home.")
            .arg(path, why),
        {}};
}

Result<Done> writeFile(const QString &path, const QByteArray &content, mode_t mode)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || ::fchmod(file.handle(), mode) != 0
        || file.write(content) != content.size() || !file.commit()) {
        return tl::unexpected(writeError(path, file.errorString()));
    }
    return Done{};
}

Result<Done> makeFolder(const QString &path, mode_t mode)
{
    if (!QDir().mkpath(path) || ::chmod(QFile::encodeName(path).constData(), mode) != 0) {
        return tl::unexpected(writeError(path, QString::fromLocal8Bit(std::strerror(errno))));
    }
    return Done{};
}

QString hostName(const MachineSpec &spec)
{
    return spec.podId.isEmpty() ? QStringLiteral("C.") + spec.instanceId : spec.podId;
}

struct NewFile
{
    const char *path;
    QByteArray content;
    mode_t mode;
};

struct NewFolder
{
    const char *path;
    mode_t mode;
};

constexpr NewFolder kFolders[] = {{"", 0755}, {"usr/local/bin", 0755}, {"etc/ssh", 0755}, {"root/.ssh", 0700},
    {"root", 0700}, {"workspace", 0755}, {"tmp", 01777}, {"var/tmp", 01777}, {"var/log", 0755},
    {"run/sshd", 0755}, {"opt/instance", 0755}, {"proc", 0755}, {"dev", 0755}, {"home", 0755}, {"mnt", 0755},
    {"srv", 0755}};

QByteArray hostFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void linkSystemFolders(const QString &root)
{
    namespace fs = std::filesystem;
    for (const char *folder : kSystemFolders) {
        std::error_code error;
        const fs::path target = fs::read_symlink(fs::path("/") / folder, error);
        if (!error) {
            fs::create_symlink(target, fs::path(QFile::encodeName(root).toStdString()) / folder, error);
        }
    }
}

} // namespace

MachineRoot::MachineRoot(const QString &machinesDir, const QString &instanceId)
    : m_machinesDir(machinesDir)
    , m_id(instanceId)
    , m_root(machinesDir + QLatin1Char('/') + instanceId)
    , m_control(machinesDir + QStringLiteral("/.control/") + instanceId)
{
}

bool MachineRoot::isUsableId(const QString &instanceId)
{
    return !instanceId.isEmpty() && instanceId.size() <= 64
        && std::all_of(instanceId.cbegin(), instanceId.cend(), [](QChar c) {
               return c.unicode() < 128
                   && (c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('_'));
           });
}

Result<Done> MachineRoot::makeNewRoot(const MachineSpec &spec, const HostTools &tools) const
{
    // Made beside and renamed, so that a root that exists is a whole one.
    const QString making = m_machinesDir + QStringLiteral("/.control/making-") + m_id;
    removeTree(making);
    for (const NewFolder &folder : kFolders) {
        if (auto made = makeFolder(making + QLatin1Char('/') + QLatin1String(folder.path), folder.mode);
            !made) {
            return made;
        }
    }
    const bool isPod = !spec.podId.isEmpty();
    const QByteArray host = hostName(spec).toUtf8();
    QVector<NewFile> files = {{"etc/passwd", guest::passwd(tools), 0644},
        {"etc/group", guest::group(tools), 0644}, {"etc/hostname", host + '\n', 0644},
        {"etc/hosts", guest::hosts(QString::fromUtf8(host)), 0644},
        {"etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n", 0644},
        {"etc/resolv.conf", hostFile(QStringLiteral("/etc/resolv.conf")), 0644},
        {"etc/os-release", hostFile(QStringLiteral("/etc/os-release")), 0644}, {"etc/environment", {}, 0644},
        {"var/log/lastlog", {}, 0644}};
    if (isPod) {
        // RunPod's own images start their services with it; here init has started sshd.
        files.append({"start.sh", "#!/bin/bash\nexec sleep infinity\n", 0755});
    } else {
        files += {{"root/.no_auto_tmux", {}, 0644}, {"root/.vast_containerlabel", host + '\n', 0600},
            {"root/.vast_api_key", spec.instanceKey.toUtf8() + '\n', 0600}};
    }
    for (const NewFile &file : std::as_const(files)) {
        const QString path = making + QLatin1Char('/') + QLatin1String(file.path);
        if (auto written = writeFile(path, file.content, file.mode); !written) {
            return written;
        }
    }
    linkSystemFolders(making);
    if (!QDir().rename(making, m_root)) {
        return tl::unexpected(writeError(m_root, QStringLiteral("rename")));
    }
    return Done{};
}

Result<Done> MachineRoot::prepare(const MachineSpec &spec, const HostTools &tools) const
{
    const GpuCard card{spec.gpuName, spec.numGpus, spec.gpuRamMb, spec.gpuBroken, spec.instanceId};
    return makeFolder(m_control, 0755)
        .and_then(
            [&](Done) { return QFileInfo::exists(m_root) ? Result<Done>(Done{}) : makeNewRoot(spec, tools); })
        .and_then([&](Done) {
            return writeFile(m_control + QStringLiteral("/sshd_config"), guest::sshdConfig(spec), 0644);
        })
        .and_then(
            [&](Done) { return writeFile(m_control + QStringLiteral("/greeting"), guest::greeting(), 0644); })
        .and_then([&](Done) {
            return writeFile(m_control + QStringLiteral("/init"), guest::initScript(spec, tools), 0755);
        })
        .and_then([&](Done) {
            return writeFile(m_control + QStringLiteral("/onstart"), spec.onstart.toUtf8(), 0755);
        })
        .and_then([&](Done) {
            return writeFile(m_control + QStringLiteral("/nvidia-smi"), nvidiaSmiScript(card), 0755);
        })
        .and_then([&](Done) { return writeKeys({}); });
}

Result<Done> MachineRoot::writeKeys(const QStringList &keys) const
{
    QByteArray content;
    for (const QString &key : keys) {
        content += key.simplified().toUtf8() + '\n';
    }
    return writeFile(m_control + QStringLiteral("/authorized_keys"), content, 0644);
}

QStringList MachineRoot::bwrapArguments(
    const MachineSpec &spec, const HostTools &tools, const HostOptions &options) const
{
    QStringList arguments = isolationArguments(tools);
    const auto add = [&arguments](std::initializer_list<QString> words) {
        for (const QString &word : words) {
            arguments.append(word);
        }
    };
    const QString readOnly = QStringLiteral("--ro-bind");
    const QString readOnlyTry = QStringLiteral("--ro-bind-try");
    const QString localBin = QStringLiteral("/usr/local/bin");
    add({QStringLiteral("--hostname"), hostName(spec)});
    add({QStringLiteral("--bind"), m_root, QStringLiteral("/"), readOnly, QStringLiteral("/usr"),
        QStringLiteral("/usr")});
    for (const char *folder : kSystemFolders) {
        const QString path = QLatin1Char('/') + QLatin1String(folder);
        if (QFileInfo(path).isDir() && !QFileInfo(path).isSymLink()) {
            add({readOnly, path, path});
        }
    }
    add({QStringLiteral("--bind"), m_root + localBin, localBin});
    if (!tools.restic.startsWith(QStringLiteral("/usr/bin/"))) {
        add({readOnly, tools.restic, localBin + QStringLiteral("/restic")});
    }
    add({readOnly, m_control + QStringLiteral("/nvidia-smi"), localBin + QStringLiteral("/nvidia-smi")});
    for (const char *name : kSharedEtc) {
        const QString path = QStringLiteral("/etc/") + QLatin1String(name);
        add({readOnlyTry, path, path});
    }
    const QString control = QLatin1String(guest::kControlPath);
    add({readOnly, m_control, control, QStringLiteral("--proc"), QStringLiteral("/proc"),
        QStringLiteral("--dev"), QStringLiteral("/dev")});
    if (spec.diskFullAfterBytes >= 0) {
        add({QStringLiteral("--size"), QString::number(std::max<qint64>(spec.diskFullAfterBytes, 4096)),
            QStringLiteral("--tmpfs"), QStringLiteral("/workspace")});
    }
    for (const QString &shared : options.sharedReadOnly) {
        add({readOnly, shared, shared});
    }
    for (const QString &shared : options.sharedWritable) {
        add({QStringLiteral("--bind"), shared, shared});
    }
    add({QStringLiteral("/bin/sh"), control + QStringLiteral("/init")});
    return arguments;
}

QProcessEnvironment machineEnvironment(const MachineSpec &spec, const HostOptions &options)
{
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("PATH"),
        QStringLiteral("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"));
    environment.insert(QStringLiteral("HOME"), QStringLiteral("/root"));
    environment.insert(QStringLiteral("USER"), QStringLiteral("root"));
    environment.insert(QStringLiteral("SHELL"), QStringLiteral("/bin/bash"));
    environment.insert(QStringLiteral("LANG"), QStringLiteral("C.UTF-8"));
    for (auto it = spec.env.cbegin(); it != spec.env.cend(); ++it) {
        environment.insert(it.key(), it.value());
    }
    if (!spec.podId.isEmpty()) {
        return environment; // what a pod knows of itself is in spec.env
    }
    environment.insert(QStringLiteral("CONTAINER_ID"), spec.instanceId);
    environment.insert(QStringLiteral("CONTAINER_API_KEY"), spec.instanceKey);
    environment.insert(QStringLiteral("VAST_CONTAINERLABEL"), QStringLiteral("C.") + spec.instanceId);
    environment.insert(QStringLiteral("PUBLIC_IPADDR"), options.publicAddress);
    environment.insert(QStringLiteral("VAST_TCP_PORT_22"), QString::number(spec.sshPort));
    environment.insert(QStringLiteral("GPU_COUNT"), QString::number(spec.numGpus));
    environment.insert(QStringLiteral("SSH_PUBLIC_KEY"), spec.authorizedKeys.join(QLatin1Char('\n')));
    if (!spec.apiUrl.isEmpty()) {
        environment.insert(QStringLiteral("VAST_URL"), spec.apiUrl);
    }
    return environment;
}

} // namespace snapgpu::sandbox
