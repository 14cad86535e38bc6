// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/tree_unpacker.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#endif

namespace snapgpu {

namespace {

namespace fs = std::filesystem;

/** "/a/b", each part a name and nothing else. */
bool isPlainPath(const QByteArray &path)
{
    if (!path.startsWith('/') || path.contains('\0')) {
        return false;
    }
    const QByteArrayList parts = path.mid(1).split('/');
    return std::none_of(parts.cbegin(), parts.cend(),
        [](const QByteArray &part) { return part.isEmpty() || part == "." || part == ".."; });
}

QByteArray parentOf(const QByteArray &path)
{
    return path.left(std::max<qsizetype>(0, path.lastIndexOf('/')));
}

fs::perms permissionsOf(quint32 mode) { return static_cast<fs::perms>(mode & 01777U); }

void setTime(const fs::path &path, qint64 mtimeMs)
{
    if (mtimeMs != 0) {
        std::error_code ignored; // a file with another time is still the file
        const std::chrono::sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds(mtimeMs)};
        fs::last_write_time(path,
            std::chrono::time_point_cast<fs::file_time_type::duration>(
                std::chrono::file_clock::from_sys(time)),
            ignored);
    }
}

/** The standard library has no way to give a link itself a time. */
void setLinkTime(const fs::path &path, qint64 mtimeMs)
{
#ifdef Q_OS_UNIX
    if (mtimeMs != 0) {
        const qint64 seconds = mtimeMs >= 0 ? mtimeMs / 1000 : (mtimeMs - 999) / 1000;
        const auto rest = static_cast<long>(mtimeMs - seconds * 1000);
        const timespec time{static_cast<time_t>(seconds), rest * 1'000'000};
        const timespec times[2] = {time, time};
        utimensat(AT_FDCWD, path.c_str(), times, AT_SYMLINK_NOFOLLOW);
    }
#else
    Q_UNUSED(path)
    Q_UNUSED(mtimeMs)
#endif
}

} // namespace

TreeUnpacker::TreeUnpacker(fs::path root)
    : m_root(std::move(root))
{
    m_made.insert(QByteArray(), true);
}

TreeUnpacker::~TreeUnpacker()
{
    if (m_file != nullptr) {
        std::fclose(m_file);
    }
}

fs::path TreeUnpacker::placeOf(const QByteArray &path) const { return m_root / path.mid(1).toStdString(); }

void TreeUnpacker::fail(const QByteArray &path, int errorNumber)
{
    if (m_fault) {
        return;
    }
    const QString why = QString::fromStdString(std::generic_category().message(errorNumber));
    m_fault = errorNumber == ENOSPC
        ? Error{ErrorCategory::DiskFull,
            tr("The disk of this computer is full, so nothing was kept. Make room or choose another "
               "folder."),
            why, 0, 0}
        : Error{ErrorCategory::RestoreFailed,
            tr("%1 could not be written: %2. Nothing was kept.").arg(nameText(path), why), {}, 0, 0};
}

bool TreeUnpacker::ensureFolder(const QByteArray &path)
{
    const auto known = m_made.constFind(path);
    if (known != m_made.constEnd()) {
        if (!*known) {
            refuse(path); // below a file or a link
        }
        return *known;
    }
    if (!ensureFolder(parentOf(path))) {
        return false;
    }
    std::error_code error;
    if (!fs::create_directory(placeOf(path), error)) {
        fail(path, error ? error.value() : EEXIST);
        return false;
    }
    fs::permissions(placeOf(path), fs::perms::owner_all, error); // until the end
    m_made.insert(path, true);
    return true;
}

bool TreeUnpacker::begin(const QByteArray &path)
{
    closeFile();
    if (m_fault) {
        return false;
    }
    if (!isPlainPath(path) || m_made.contains(path)) {
        refuse(path);
        return false;
    }
    return ensureFolder(parentOf(path));
}

void TreeUnpacker::refuse(const QByteArray &path)
{
    if (!m_fault) {
        m_fault = Error{ErrorCategory::BadAnswer,
            tr("The archive names %1, which nobody asked for, which leaves the chosen folder or which it "
               "named before, so nothing was kept. Do not trust the computer it came from.")
                .arg(nameText(path)),
            {}, 0, 0};
    }
}

void TreeUnpacker::addFolder(const QByteArray &path, quint32 mode, qint64 mtimeMs)
{
    closeFile();
    // Named after what is in it: that is fine.
    if (m_made.value(path) || (begin(path) && ensureFolder(path))) {
        m_folders.append({path, mode, mtimeMs});
    }
}

void TreeUnpacker::addLink(const QByteArray &path, const QByteArray &target, qint64 mtimeMs)
{
    if (!begin(path)) {
        return;
    }
    std::error_code error;
    fs::create_symlink(fs::path(target.toStdString()), placeOf(path), error);
    if (error) {
        return fail(path, error.value());
    }
    setLinkTime(placeOf(path), mtimeMs);
    m_made.insert(path, false);
}

void TreeUnpacker::addFile(const QByteArray &path, quint32 mode, qint64 mtimeMs)
{
    if (!begin(path)) {
        return;
    }
    errno = 0;
    m_file = std::fopen(placeOf(path).string().c_str(), "wbx"); // x: never something that is there
    if (m_file == nullptr) {
        return fail(path, errno);
    }
    m_made.insert(path, false);
    m_filePath = path;
    m_fileMode = mode;
    m_fileTimeMs = mtimeMs;
}

void TreeUnpacker::write(QByteArrayView bytes)
{
    if (m_file == nullptr || m_fault) {
        return;
    }
    errno = 0;
    const auto size = static_cast<std::size_t>(bytes.size());
    if (std::fwrite(bytes.data(), 1, size, m_file) != size) {
        return fail(m_filePath, errno);
    }
    m_bytes += bytes.size();
}

void TreeUnpacker::closeFile()
{
    if (m_file == nullptr) {
        return;
    }
    errno = 0;
    if (std::fclose(std::exchange(m_file, nullptr)) != 0) {
        return fail(m_filePath, errno);
    }
    std::error_code ignored;
    setTime(placeOf(m_filePath), m_fileTimeMs);
    fs::permissions(placeOf(m_filePath), permissionsOf(m_fileMode), ignored);
}

void TreeUnpacker::finish()
{
    closeFile();
    if (m_fault) {
        return;
    }
    // The innermost first: a folder's time changes with what is made in it, and it may be closed for writing.
    std::sort(m_folders.begin(), m_folders.end(),
        [](const Folder &a, const Folder &b) { return b.path.count('/') < a.path.count('/'); });
    for (const Folder &folder : std::as_const(m_folders)) {
        std::error_code ignored;
        setTime(placeOf(folder.path), folder.mtimeMs);
        fs::permissions(placeOf(folder.path), permissionsOf(folder.mode), ignored);
    }
}

} // namespace snapgpu
