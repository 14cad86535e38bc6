// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/machines/tree_removal.h"

#include <filesystem>
#include <QDir>
#include <QFile>
#include <QUuid>
#include <vector>

namespace snapgpu::sandbox {

namespace {

namespace fs = std::filesystem;

fs::path nativePath(const QString &path) { return fs::path(QFile::encodeName(path).toStdString()); }

/** Makes every folder of a tree writable for its owner: without that, its entries cannot be removed. */
void unlockFolders(const fs::path &root)
{
    std::vector<fs::path> open{root};
    while (!open.empty()) {
        const fs::path folder = std::move(open.back());
        open.pop_back();
        std::error_code error;
        fs::permissions(folder, fs::perms::owner_all, fs::perm_options::add, error);
        for (auto entry = fs::directory_iterator(folder, error); !error && entry != fs::directory_iterator();
             entry.increment(error)) {
            std::error_code statError;
            if (entry->symlink_status(statError).type() == fs::file_type::directory) {
                open.push_back(entry->path());
            }
        }
    }
}

} // namespace

bool removeTree(const QString &path)
{
    const fs::path root = nativePath(path);
    std::error_code error;
    fs::remove_all(root, error);
    if (error && fs::is_directory(fs::symlink_status(root))) {
        unlockFolders(root);
        error.clear();
        fs::remove_all(root, error);
    }
    return !error;
}

QStringList moveToTrash(const QStringList &paths, const QString &trashDir)
{
    QDir().mkpath(trashDir);
    QStringList moved;
    for (const QString &path : paths) {
        const QString target =
            trashDir + QLatin1Char('/') + QUuid::createUuid().toString(QUuid::WithoutBraces);
        std::error_code error;
        fs::rename(nativePath(path), nativePath(target), error);
        if (!error) {
            moved.append(target);
        }
    }
    return moved;
}

} // namespace snapgpu::sandbox
