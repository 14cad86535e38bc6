// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/link_target.h"

#include "services/core/json.h"
#include "services/restic/browse_parse.h"
#include "services/restic/find_stream.h"
#include "services/restic/ls_node.h"
#include "services/restic/restic_worker.h"
#include "services/restic/tree_object.h"

#include <QCoreApplication>
#include <QSet>

namespace snapgpu {

namespace {

using TargetFunction = std::function<void(Result<QByteArray>)>;

/** restic before 0.16 shows no folder of a snapshot, but it finds a link by its path and tells the target (a
 * target that is no UTF-8 it did not keep whole itself). */
void findLinkTarget(
    ResticWorker *worker, const QByteArray &snapshotId, const QByteArray &path, const TargetFunction &done)
{
    auto targets = std::make_shared<QSet<QByteArray>>();
    auto stream = std::make_shared<FindStream>([targets, path](const QByteArray &text) {
        const Result<json::Value> match = json::parse(text);
        const auto target = match ? json::string(*match, "linktarget") : std::nullopt;
        const QByteArray found = match ? json::string(*match, "path").value_or(QString()).toUtf8() : path;
        if (target && RawNames(path + '\n').next(found) == path) {
            targets->insert(target->toUtf8());
        }
    });
    worker->run({{"find", "--json", "--no-lock", "--snapshot", snapshotId, exactPattern(path)},
                    [stream](const QByteArray &chunk) { stream->feed(chunk); }, {}, -1, false},
        [targets, path, done](const Result<QByteArray> &end) {
            if (!end) {
                return done(tl::unexpected<Error>(end.error()));
            }
            if (targets->isEmpty()) {
                return done(notALink());
            }
            if (targets->size() > 1) { // names that differ only in bytes that are no UTF-8
                return done(fail(ErrorCategory::BadAnswer,
                    QCoreApplication::translate(
                        "Restic", "This restic cannot tell %1 from another link; one of 0.16 or newer can.")
                        .arg(nameText(path))));
            }
            done(*targets->cbegin());
        });
}

} // namespace

void askLinkTarget(
    ResticWorker *worker, const QByteArray &snapshotId, const QByteArray &path, const TargetFunction &done)
{
    const qsizetype slash = path.lastIndexOf('/');
    const QByteArray object = slash <= 0 ? snapshotId : QByteArray(snapshotId + ':' + path.left(slash));
    worker->run({{"cat", "--no-lock", "tree", object}, {}, {}, -1, false},
        [worker, snapshotId, path, done](const Result<QByteArray> &tree) {
            if (tree) {
                return done(linkTargetIn(*tree, path.mid(path.lastIndexOf('/') + 1)));
            }
            const ErrorCategory category = tree.error().category;
            if (category == ErrorCategory::RestoreFailed || category == ErrorCategory::SnapshotMissing) {
                return findLinkTarget(worker, snapshotId, path, done); // it knows no "cat tree"
            }
            done(tl::unexpected<Error>(tree.error()));
        });
}

} // namespace snapgpu
