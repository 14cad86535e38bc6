// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/download_staging.h"

#include <QFile>

namespace snapgpu {

namespace {

namespace fs = std::filesystem;

fs::path toPath(const QByteArray &bytes) { return fs::path(bytes.toStdString()); } // raw bytes on Unix

void clear(const fs::path &root)
{
    std::error_code ignored;
    for (auto it =
             fs::recursive_directory_iterator(root, fs::directory_options::skip_permission_denied, ignored);
         it != fs::recursive_directory_iterator(); it.increment(ignored)) {
        if (ignored) {
            break;
        }
        if (it->is_directory(ignored) && !it->is_symlink(ignored)) {
            fs::permissions(it->path(), fs::perms::owner_all, fs::perm_options::add, ignored);
        }
    }
    fs::remove_all(root, ignored);
}

/** "name", or "name (2)" and so on where that is taken. */
fs::path freeName(const fs::path &folder, const QByteArray &name)
{
    std::error_code ignored;
    fs::path path = folder / toPath(name);
    for (int number = 2; fs::symlink_status(path, ignored).type() != fs::file_type::not_found; ++number) {
        path = folder / toPath(name + " (" + QByteArray::number(number) + ')');
    }
    return path;
}

/** A folder must be writable while something is moved out of it. */
void openFolders(const fs::path &root, const QByteArray &path)
{
    std::error_code ignored;
    fs::path folder = root;
    const QByteArrayList parts = path.split('/');
    for (const QByteArray &part : parts) {
        fs::permissions(folder, fs::perms::owner_all, fs::perm_options::add, ignored);
        folder /= toPath(part);
    }
}

} // namespace

DownloadStaging::DownloadStaging(const QString &folder)
    : m_dir(folder + QLatin1String("/.snapgpu-download-XXXXXX"))
{
    m_dir.setAutoRemove(false);
}

DownloadStaging::~DownloadStaging() { remove(); }

void DownloadStaging::remove() const
{
    if (m_dir.isValid()) {
        clear(root());
    }
}

QByteArray DownloadStaging::path() const { return QFile::encodeName(m_dir.path()); }

fs::path DownloadStaging::root() const { return toPath(path()); }

Result<DownloadReport> DownloadStaging::moveOut(const DownloadPlan &plan, const LeftBehind &left) const
{
    DownloadReport report{
        plan.folder, plan.files - left.specials.size(), plan.bytes, {}, left.specials, left.apart, left.lost};
    const fs::path target = toPath(QFile::encodeName(plan.folder));
    for (const QByteArray &path : plan.paths) {
        if (left.specials.contains(path)) {
            continue;
        }
        const QByteArray relative = path.mid(1);
        const QByteArray name = path.mid(path.lastIndexOf('/') + 1);
        const fs::path from = relative.isEmpty() ? root() : root() / toPath(relative);
        std::error_code error;
        if (fs::symlink_status(from, error).type() == fs::file_type::not_found) {
            return fail(ErrorCategory::RestoreFailed,
                tr("restic ended well but did not bring %1. Try again with a newer restic.")
                    .arg(nameText(path)));
        }
        openFolders(root(), relative);
        const fs::path to = freeName(target, name.isEmpty() ? QByteArrayLiteral("snapshot") : name);
        fs::rename(from, to, error);
        if (error) {
            return fail(ErrorCategory::RestoreFailed,
                tr("%1 could not be put into %2: %3.")
                    .arg(nameText(name), plan.folder, QString::fromStdString(error.message())));
        }
        report.names.append(nameText(QByteArray::fromStdString(to.filename().string())));
    }
    return report;
}

} // namespace snapgpu
