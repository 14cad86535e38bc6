// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/tree_indexer.h"

#include "services/core/log.h"
#include "services/remote/line_splitter.h"
#include "services/restic/ls_node.h"

#include <QCoreApplication>
#include <QElapsedTimer>

namespace snapgpu {

namespace {

using TreePointer = std::shared_ptr<const SnapshotTree>;
using DoneFunction = WorkerJob<TreePointer>::DoneFunction;

constexpr int kProgressEveryMs = 100;
constexpr QByteArrayView kReplacement("\xef\xbf\xbd");

/** What happens in the worker's thread; kept alive by the callbacks of the run under way. */
class Indexing final : public std::enable_shared_from_this<Indexing>
{
    Q_DECLARE_TR_FUNCTIONS(snapgpu::Indexing)

public:
    Indexing(ResticWorker *worker, DoneFunction done, Snapshot snapshot, TreeStore store)
        : m_worker(worker)
        , m_done(std::move(done))
        , m_snapshot(std::move(snapshot))
        , m_store(std::move(store))
    {
        m_clock.start();
    }

    void start()
    {
        m_lines = LineSplitter();
        m_sawSnapshot = false;
        ResticCall call;
        call.arguments = {"ls", "--json", "--no-lock", m_snapshot.id.toLatin1()};
        call.output = [self = shared_from_this()](const QByteArray &chunk) { self->feed(chunk); };
        m_worker->run(std::move(call),
            [self = shared_from_this()](const Result<QByteArray> &end) { self->onListed(end); });
    }

private:
    void feed(const QByteArray &chunk)
    {
        const QByteArrayList lines = m_lines.feed(chunk);
        for (const QByteArray &line : lines) {
            addLine(line);
        }
        if (m_clock.elapsed() - m_toldAt >= kProgressEveryMs) {
            m_toldAt = m_clock.elapsed();
            m_worker->tellProgress(m_builder->count());
        }
    }

    void addLine(const QByteArray &line)
    {
        if (!line.startsWith('{')) {
            return;
        }
        const Result<json::Value> object = json::parse(line);
        if (!object) {
            m_broken = true;
            return;
        }
        std::optional<LsNode> node = lsNode(*object);
        if (!node) {
            m_sawSnapshot = true;
            return;
        }
        m_hasOddNames = m_hasOddNames || node->path.contains(kReplacement);
        if (m_raw && !m_misfit) {
            if (const std::optional<QByteArray> raw = m_raw->next(node->path)) {
                node->path = *raw;
            } else {
                m_misfit = true;
            }
        }
        m_builder->add(node->path, node->entry);
    }

    void onListed(const Result<QByteArray> &end)
    {
        if (!end) {
            return m_done(tl::unexpected<Error>(end.error()));
        }
        addLine(m_lines.takeRest());
        if (m_broken || m_lines.dropped() > 0) {
            return m_done(fail(ErrorCategory::BadAnswer,
                tr("restic's list of files broke off or could not be understood. Try again.")));
        }
        if (!m_sawSnapshot) { // 0.14 exits with 0 for an id it does not know
            return m_done(fail(ErrorCategory::SnapshotMissing,
                tr("The snapshot is not in the repository any more. Refresh the list and choose another.")));
        }
        if (m_misfit) {
            qCWarning(lcRestic) << "names that are no UTF-8 could not be read exactly";
        }
        if (m_hasOddNames && !m_raw) {
            askRawNames();
        } else {
            conclude();
        }
    }

    void askRawNames()
    {
        ResticCall call;
        call.arguments = {"ls", "--no-lock", m_snapshot.id.toLatin1()};
        m_worker->run(std::move(call), [self = shared_from_this()](const Result<QByteArray> &text) {
            if (!text) {
                return self->m_done(tl::unexpected<Error>(text.error()));
            }
            self->m_raw = std::make_unique<RawNames>(*text);
            self->m_builder = std::make_unique<SnapshotTreeBuilder>();
            self->start();
        });
    }

    void conclude()
    {
        m_worker->tellProgress(m_builder->count());
        const QByteArray bytes = m_builder->finish();
        TreePointer tree = bytes.isEmpty() ? nullptr : m_store.save(m_snapshot.tree, bytes);
        if (!tree) {
            return m_done(fail(ErrorCategory::BadAnswer,
                tr("The snapshot holds more files than SnapGPU can show (4 billion).")));
        }
        m_done(std::move(tree));
    }

    ResticWorker *m_worker;
    DoneFunction m_done;
    Snapshot m_snapshot;
    TreeStore m_store;
    std::unique_ptr<SnapshotTreeBuilder> m_builder = std::make_unique<SnapshotTreeBuilder>();
    std::unique_ptr<RawNames> m_raw;
    LineSplitter m_lines;
    QElapsedTimer m_clock;
    qint64 m_toldAt = 0;
    bool m_sawSnapshot = false;
    bool m_broken = false;
    bool m_hasOddNames = false;
    bool m_misfit = false;
};

} // namespace

WorkerJob<TreePointer> *indexSnapshot(QThread *thread, const ResticTools &tools, const Repository &repository,
    const Snapshot &snapshot, const TreeStore &store, QObject *parent)
{
    return new WorkerJob<TreePointer>(
        thread, tools, repository,
        [snapshot, store](ResticWorker *worker, const DoneFunction &done) {
            std::make_shared<Indexing>(worker, done, snapshot, store)->start();
        },
        parent);
}

} // namespace snapgpu
