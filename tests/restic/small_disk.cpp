// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/restic/small_disk.h"

#include <QDir>
#include <QFile>
#include <sched.h>
#include <sys/mount.h>

QString enterOwnMounts()
{
    // A namespace of one's own users would do for mounting; but there restic cannot give files to whom they
    // belong.
    if (unshare(CLONE_NEWNS) == 0 && mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0) {
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
