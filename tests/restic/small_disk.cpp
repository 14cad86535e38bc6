// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/restic/small_disk.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

namespace {

bool put(const char *path, const QByteArray &text)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write(text) == text.size();
}

/** One's own number stays what it is: an sshd or a restic behaves as it does for this user. */
QByteArray asItself(unsigned id) { return QByteArray::number(id) + ' ' + QByteArray::number(id) + " 1"; }

bool leaveTheOthers()
{
    const unsigned user = geteuid();
    const unsigned group = getegid();
    if (user == 0) {
        return unshare(CLONE_NEWNS) == 0;
    }
    return unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && put("/proc/self/uid_map", asItself(user))
        && put("/proc/self/setgroups", "deny") && put("/proc/self/gid_map", asItself(group));
}

} // namespace

QString enterOwnMounts()
{
    if (leaveTheOthers() && mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0) {
        return {};
    }
    return QStringLiteral(
        "file systems cannot be mounted here; to run this test: sudo build/tests-bin/tst_restore_disk "
        "(in a container: one that has CAP_SYS_ADMIN)");
}

SmallDisk::SmallDisk(const QString &folder, const QByteArray &size, Access access)
    : m_folder(QFile::encodeName(folder))
{
    QDir().mkpath(folder);
    const unsigned long flags = access == Access::ReadOnly ? MS_RDONLY : 0;
    m_mounted =
        mount("tmpfs", m_folder.constData(), "tmpfs", flags, QByteArray("size=" + size).constData()) == 0;
}

SmallDisk::~SmallDisk()
{
    if (m_mounted) {
        umount2(m_folder.constData(), MNT_DETACH); // an agent may still be at home there
    }
}

bool SmallDisk::resize(const QByteArray &size)
{
    return mount("tmpfs", m_folder.constData(), "tmpfs", MS_REMOUNT, QByteArray("size=" + size).constData())
        == 0;
}
