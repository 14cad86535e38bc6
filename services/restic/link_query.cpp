// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/link_query.h"

#include "services/restic/browse_parse.h"
#include "services/restic/find_stream.h"
#include "services/restic/restic_worker.h"

#include <QCoreApplication>
#include <utility>

namespace snapgpu {

namespace {

constexpr qsizetype kMostFolders = 64; ///< each is one restic, which takes a second or so to open
constexpr int kAtOnce = 4;

/** One `restic find`, then tree objects while there are any to read; kept alive by the calls under way. */
class LinkQuery final : public std::enable_shared_from_this<LinkQuery>
{
    Q_DECLARE_TR_FUNCTIONS(snapgpu::LinkQuery)
public:
    using DoneFunction = std::function<void(Result<LinkGroups>)>;

    LinkQuery(ResticWorker *worker, const QByteArray &snapshotId, const DownloadPlan &plan, DoneFunction done)
        : m_worker(worker)
        , m_snapshotId(snapshotId)
        , m_rootTreeId(plan.treeId)
        , m_grouping(plan.tree, plan.paths)
        , m_stream([this](const QByteArray &match) { m_grouping.takeMatch(match); })
        , m_done(std::move(done))
    {
        for (const QByteArray &path : plan.paths) {
            m_patterns.append(path == "/" ? QByteArrayLiteral("*") : exactPattern(path));
        }
    }

    void start()
    {
        if (!m_grouping.isNeeded()) {
            return conclude(LinkGroups{});
        }
        m_worker->run(
            {QByteArrayList{"find", "--json", "--no-lock", "--snapshot", m_snapshotId} + m_patterns,
                [self = shared_from_this()](const QByteArray &chunk) { self->m_stream.feed(chunk); }, {}, -1,
                false},
            [self = shared_from_this()](const Result<QByteArray> &end) { self->onFound(end); });
    }

private:
    void onFound(const Result<QByteArray> &end)
    {
        if (!end) {
            return conclude(tl::unexpected<Error>(end.error()));
        }
        if (!m_stream.isComplete()) {
            return conclude(fail(ErrorCategory::BadAnswer,
                tr("restic's list of hard links broke off, so nothing was kept. Try again.")));
        }
        m_waiting = m_grouping.begin(m_rootTreeId, kMostFolders);
        askFolders();
    }

    void askFolders()
    {
        while (m_running < kAtOnce && !m_waiting.isEmpty()) {
            const LinkGrouping::Folder folder = m_waiting.takeFirst();
            ++m_running;
            m_worker->run({{"cat", "--no-lock", "blob", folder.treeId}, {}, {}, -1, false},
                [self = shared_from_this(), folder](const Result<QByteArray> &object) {
                    --self->m_running;
                    self->onFolder(folder, object);
                });
        }
        if (m_running == 0) {
            conclude(m_grouping.groups());
        }
    }

    void onFolder(const LinkGrouping::Folder &folder, const Result<QByteArray> &object)
    {
        const Result<QVector<TreeObjectNode>> nodes =
            object ? parseTreeObject(*object) : tl::unexpected<Error>(object.error());
        if (!nodes) {
            m_waiting.clear();
            return conclude(tl::unexpected<Error>(nodes.error()));
        }
        m_waiting += m_grouping.takeFolder(folder, *nodes);
        askFolders();
    }

    void conclude(const Result<LinkGroups> &result)
    {
        if (DoneFunction done = std::exchange(m_done, nullptr)) {
            done(result);
        }
    }

    ResticWorker *m_worker;
    QByteArray m_snapshotId;
    QByteArray m_rootTreeId;
    QByteArrayList m_patterns;
    LinkGrouping m_grouping;
    FindStream m_stream;
    QVector<LinkGrouping::Folder> m_waiting;
    int m_running = 0;
    DoneFunction m_done;
};

} // namespace

void askLinkGroups(ResticWorker *worker, const QByteArray &snapshotId, const DownloadPlan &plan,
    const std::function<void(Result<LinkGroups>)> &done)
{
    std::make_shared<LinkQuery>(worker, snapshotId, plan, done)->start();
}

} // namespace snapgpu
