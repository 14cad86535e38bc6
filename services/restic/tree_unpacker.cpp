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

/** Of a link that is its own time. A file with another time is still the file, so failures do not count. */
void setTime(const fs::path &path, NodeTime time)
{
    if (time.ms == 0) {
        return;
    }
#ifdef Q_OS_UNIX
    const qint64 seconds = time.ms >= 0 ? time.ms / 1000 : (time.ms - 999) / 1000;
    const auto rest = static_cast<long>(time.ms - seconds * 1000);
    const timespec stamp{static_cast<time_t>(seconds), rest * 1'000'000 + static_cast<long>(time.restNs)};
    const timespec stamps[2] = {stamp, stamp};
    utimensat(AT_FDCWD, path.c_str(), stamps, AT_SYMLINK_NOFOLLOW);
#else
    std::error_code ignored;
    if (!fs::is_symlink(path, ignored)) {
        const std::chrono::sys_time<std::chrono::milliseconds> stamp{std::chrono::milliseconds(time.ms)};
        fs::last_write_time(path,
            std::chrono::time_point_cast<fs::file_time_type::duration>(
                std::chrono::file_clock::from_sys(stamp)),
            ignored);
    }
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

void TreeUnpacker::addFolder(const QByteArray &path, quint32 mode, NodeTime time)
{
    closeFile();
    // Named after what is in it: that is fine.
    if (m_made.value(path) || (begin(path) && ensureFolder(path))) {
        m_folders.append({path, mode, time});
    }
}

void TreeUnpacker::addLink(const QByteArray &path, const QByteArray &target, NodeTime time)
{
    if (!begin(path)) {
        return;
    }
    std::error_code error;
    fs::create_symlink(fs::path(target.toStdString()), placeOf(path), error);
    if (error) {
        return fail(path, error.value());
    }
    setTime(placeOf(path), time);
    m_made.insert(path, false);
}

void TreeUnpacker::addFile(const QByteArray &path, quint32 mode, NodeTime time)
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
    m_fileTime = time;
}

void TreeUnpacker::addHardLink(const QByteArray &path, const QByteArray &first, quint32 mode, NodeTime time)
{
    if (!begin(path)) {
        return;
    }
    if (m_made.value(first, true)) { // never added, or a folder
        return refuse(path);
    }
    std::error_code error;
    fs::create_hard_link(placeOf(first), placeOf(path), error);
    if (error && !fs::copy_file(placeOf(first), placeOf(path), error)) {
        return fail(path, error.value());
    }
    m_made.insert(path, false);
    std::error_code ignored;
    setTime(placeOf(path), time);
    fs::permissions(placeOf(path), permissionsOf(mode), ignored);
}

bool TreeUnpacker::addFifo(const QByteArray &path, quint32 mode, NodeTime time)
{
    if (!begin(path)) {
        return true;
    }
#ifdef Q_OS_UNIX
    if (mkfifo(placeOf(path).c_str(), 0600) == 0) {
        m_made.insert(path, false);
        std::error_code ignored;
        fs::permissions(placeOf(path), permissionsOf(mode), ignored);
        setTime(placeOf(path), time);
        return true;
    }
    if (errno == ENOSPC) {
        fail(path, errno);
    }
#else
    Q_UNUSED(mode)
    Q_UNUSED(time)
#endif
    return false;
}

void TreeUnpacker::write(QByteArrayView bytes)
{
    if (m_file == nullptr || m_fault || bytes.isEmpty()) { // fwrite() must not see the null of an empty view
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
    setTime(placeOf(m_filePath), m_fileTime);
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
        setTime(placeOf(folder.path), folder.time);
        fs::permissions(placeOf(folder.path), permissionsOf(folder.mode), ignored);
    }
}

} // namespace snapgpu
