// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/restic_download.h"

#include "services/core/json.h"
#include "services/remote/line_splitter.h"
#include "services/restic/browse_parse.h"
#include "services/restic/download_staging.h"
#include "services/restic/remote_download.h"
#include "services/restic/special_files.h"

#include <algorithm>
#include <QCoreApplication>

namespace snapgpu {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("Restic", text); }

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

/** The devices left behind would fail the whole restore, so they are excepted by name. */
QByteArrayList restoreArguments(
    const QByteArray &snapshotId, const DownloadPlan &plan, const LeftBehind &left, const QByteArray &target)
{
    QByteArrayList arguments{"restore", "--json", "--no-lock", "--target", target};
    const bool everything = plan.paths.contains("/");
    for (const QByteArray &path : plan.paths) {
        if (!everything && !left.specials.contains(path)) {
            arguments.append("--include=" + exactPattern(path));
        }
    }
    for (const QByteArray &path : left.specials) {
        // A pattern for a name that is no UTF-8 could match another entry as well.
        if (QString::fromUtf8(path).toUtf8() == path) {
            arguments.append((everything ? "--exclude=" : "--include=!") + exactPattern(path));
        }
    }
    arguments.append(snapshotId);
    return arguments;
}

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
    auto staging = std::make_shared<DownloadStaging>(plan.folder);
    if (!staging->isValid()) {
        return done(fail(ErrorCategory::InvalidInput,
            tr("Nothing can be written to %1. Choose another folder.").arg(plan.folder)));
    }
    const bool here = worker->repository().host.isEmpty();
    const LeftBehind left{specialFiles(*plan.tree, plan.paths, here && canMakeDevices(staging->path()))};
    if (std::all_of(plan.paths.cbegin(), plan.paths.cend(),
            [&left](const QByteArray &path) { return left.specials.contains(path); })) {
        return done(fail(ErrorCategory::InvalidInput,
            tr("%1 cannot be made here: devices are made by root only (\"sudo restic restore\"), sockets by "
               "the "
               "program that listens on them.")
                .arg(nameText(plan.paths.first()))));
    }
    const auto finish = [staging, plan, done](const Result<LeftBehind> &end) {
        const Result<DownloadReport> report =
            end ? staging->moveOut(plan, *end) : tl::unexpected<Error>(end.error());
        staging->remove();
        done(report);
    };
    if (!here) {
        return fetchFromHost(worker, snapshotId, plan, left, *staging, finish);
    }
    ResticCall call{restoreArguments(snapshotId, plan, left, staging->path()), {}, {}, -1, false};
    auto lines = std::make_shared<StatusLines>(worker);
    call.output = [lines](const QByteArray &chunk) { lines->feed(chunk); };
    worker->run(std::move(call), [finish, left](const Result<QByteArray> &end) {
        finish(end ? Result<LeftBehind>(left) : tl::unexpected<Error>(end.error()));
    });
}

} // namespace snapgpu
