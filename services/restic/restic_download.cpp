// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/restic_download.h"

#include "services/core/json.h"
#include "services/remote/line_splitter.h"
#include "services/restic/browse_parse.h"
#include "services/restic/download_staging.h"
#include "services/restic/remote_download.h"

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
    if (!worker->repository().host.isEmpty()) {
        return fetchFromHost(
            worker, snapshotId, plan, *staging, [staging, plan, done](const Result<Done> &end) {
                done(end ? staging->moveOut(plan) : tl::unexpected<Error>(end.error()));
            });
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
        done(end ? staging->moveOut(plan) : tl::unexpected<Error>(end.error()));
    });
}

} // namespace snapgpu
