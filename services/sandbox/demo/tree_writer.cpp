// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/demo/tree_writer.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace snapgpu::sandbox {

quint64 BitSource::next()
{
    // splitmix64: 64 good bits per step from a counter.
    m_state += 0x9e3779b97f4a7c15ULL;
    quint64 z = m_state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

QByteArray TreeWriter::native(const QString &path) const
{
    return QFile::encodeName(m_root + QLatin1Char('/') + path);
}

void TreeWriter::check(bool good, const QString &path)
{
    if (!good && !m_failed) {
        m_failed = true;
        m_error = Error{ErrorCategory::DiskFull,
            QCoreApplication::translate("Sandbox",
                "The demo workspace could not be written (%1: %2). Free some space or choose another home.")
                .arg(path, QString::fromLocal8Bit(std::strerror(errno))),
            {}};
    }
}

Result<Done> TreeWriter::result() const
{
    if (m_failed) {
        return tl::unexpected(m_error);
    }
    return Done{};
}

void TreeWriter::folder(const QString &path)
{
    if (!m_failed) {
        check(QDir().mkpath(m_root + QLatin1Char('/') + path), path);
    }
}

void TreeWriter::text(const QString &path, const QByteArray &content, mode_t mode)
{
    folder(QFileInfo(path).path());
    if (m_failed) {
        return;
    }
    QFile file(m_root + QLatin1Char('/') + path);
    check(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write(content) == content.size()
            && ::fchmod(file.handle(), mode) == 0,
        path);
}

void TreeWriter::random(const QString &path, qint64 bytes, quint64 seed, const QByteArray &header)
{
    folder(QFileInfo(path).path());
    if (m_failed) {
        return;
    }
    QFile file(m_root + QLatin1Char('/') + path);
    bool good =
        file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write(header) == header.size();
    BitSource bits(seed);
    std::vector<quint64> block(128 * 1024);
    for (qint64 left = bytes; good && left > 0;) {
        std::generate(block.begin(), block.end(), [&bits] { return bits.next(); });
        const qint64 size = std::min<qint64>(left, static_cast<qint64>(block.size() * sizeof(quint64)));
        good = file.write(reinterpret_cast<const char *>(block.data()), size) == size;
        left -= size;
    }
    check(good, path);
}

void TreeWriter::link(const QString &path, const QByteArray &target)
{
    folder(QFileInfo(path).path());
    if (!m_failed) {
        check(::symlink(target.constData(), native(path).constData()) == 0, path);
    }
}

void TreeWriter::hardLink(const QString &path, const QString &existing)
{
    folder(QFileInfo(path).path());
    if (!m_failed) {
        check(::link(native(existing).constData(), native(path).constData()) == 0, path);
    }
}

void TreeWriter::remove(const QString &path)
{
    if (!m_failed) {
        check(::unlink(native(path).constData()) == 0, path);
    }
}

} // namespace snapgpu::sandbox
