// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/sandbox_files.h"

#include <fcntl.h>
#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>
#include <sys/file.h>
#include <unistd.h>

namespace snapgpu::sandbox {

Result<Done> writePrivateFile(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    const bool ok = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && file.write(content) == content.size()
        && file.commit();
    if (!ok) {
        return fail(ErrorCategory::Internal,
            QCoreApplication::translate(
                "Sandbox", "The file %1 cannot be written (%2). Free some space or make it writable.")
                .arg(path, file.errorString()));
    }
    return Done{};
}

HomeLock::~HomeLock()
{
    if (m_fd >= 0) {
        ::close(m_fd);
    }
}

bool HomeLock::acquire(const QString &path)
{
    m_fd = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    return m_fd >= 0 && ::flock(m_fd, LOCK_EX | LOCK_NB) == 0;
}

bool HomeLock::isHeld(const QString &path)
{
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    const bool held = ::flock(fd, LOCK_SH | LOCK_NB) != 0;
    ::close(fd);
    return held;
}

} // namespace snapgpu::sandbox
