// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/restic_download.h"

#include "services/core/json.h"
#include "services/remote/line_splitter.h"
#include "services/restic/browse_parse.h"

#include <algorithm>
#include <filesystem>
#include <QCoreApplication>
#include <QTemporaryDir>

namespace snapgpu {

namespace {

namespace fs = std::filesystem;

QString tr(const char *text) { return QCoreApplication::translate("Restic", text); }

fs::path toPath(const QByteArray &bytes) { return fs::path(bytes.toStdString()); } // raw bytes on Unix

/** A hidden folder that goes with everything in it, also what was restored read-only. */
class Staging final
{
public:
    explicit Staging(const QString &folder)
        : m_dir(folder + QLatin1String("/.snapgpu-download-XXXXXX"))
    {
        m_dir.setAutoRemove(false);
    }
    ~Staging()
    {
        if (m_dir.isValid()) {
            clear(fs::path(m_dir.path().toStdString()));
        }
    }
    Q_DISABLE_COPY_MOVE(Staging)

    bool isValid() const { return m_dir.isValid(); }
    QByteArray path() const { return QFile::encodeName(m_dir.path()); }

private:
    static void clear(const fs::path &root)
    {
        std::error_code ignored;
        for (auto it = fs::recursive_directory_iterator(
                 root, fs::directory_options::skip_permission_denied, ignored);
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

    QTemporaryDir m_dir;
};

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

Result<DownloadReport> moveOut(const Staging &staging, const DownloadPlan &plan)
{
    DownloadReport report{plan.folder, plan.files, plan.bytes, {}};
    const fs::path root = toPath(staging.path());
    const fs::path target = toPath(QFile::encodeName(plan.folder));
    for (const QByteArray &path : plan.paths) {
        const QByteArray relative = path.mid(1);
        const QByteArray name = path.mid(path.lastIndexOf('/') + 1);
        const fs::path from = relative.isEmpty() ? root : root / toPath(relative);
        std::error_code error;
        if (fs::symlink_status(from, error).type() == fs::file_type::not_found) {
            return fail(ErrorCategory::RestoreFailed,
                tr("restic ended well but did not bring %1. Try again with a newer restic.")
                    .arg(nameText(path)));
        }
        openFolders(root, relative);
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

/** Reads restic's status lines (0.16 and newer); older versions tell nothing until they end. */
class StatusLines final
{
public:
    explicit StatusLines(ResticWorker *worker)
        : m_worker(worker)
    {
    }
    void feed(const QByteArray &chunk)
    {
        for (const QByteArray &line : m_lines.feed(chunk)) {
            const Result<json::Value> status = json::parse(line);
            if (status && json::trimmed(*status, "message_type") == QLatin1String("status")) {
                m_worker->tellProgress(json::integer(*status, "bytes_restored").value_or(0));
            }
        }
    }

private:
    ResticWorker *m_worker;
    LineSplitter m_lines;
};

} // namespace

QVector<QByteArray> withoutNested(QVector<QByteArray> paths)
{
    std::sort(paths.begin(), paths.end());
    QVector<QByteArray> kept;
    for (const QByteArray &path : std::as_const(paths)) {
        const bool nested = std::any_of(kept.cbegin(), kept.cend(), [&](const QByteArray &above) {
            return path == above || above == "/" || path.startsWith(QByteArray(above + '/'));
        });
        if (!nested) {
            kept.append(path);
        }
    }
    return kept;
}

void runDownload(ResticWorker *worker, const QByteArray &snapshotId, const DownloadPlan &plan,
    const std::function<void(Result<DownloadReport>)> &done)
{
    auto staging = std::make_shared<Staging>(plan.folder);
    if (!staging->isValid()) {
        return done(fail(ErrorCategory::InvalidInput,
            tr("Nothing can be written to %1. Choose another folder.").arg(plan.folder)));
    }
    ResticCall call{{"restore", "--json", "--no-lock", "--target", staging->path()}, {}, {}, -1, false};
    for (const QByteArray &path : plan.paths) {
        if (path != "/") {
            call.arguments.append("--include=" + exactPattern(path));
        }
    }
    call.arguments.append(snapshotId);
    auto lines = std::make_shared<StatusLines>(worker);
    call.output = [lines](const QByteArray &chunk) { lines->feed(chunk); };
    worker->run(std::move(call), [staging, plan, done](const Result<QByteArray> &end) {
        done(end ? moveOut(*staging, plan) : tl::unexpected<Error>(end.error()));
    });
}

} // namespace snapgpu
