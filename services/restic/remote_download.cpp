// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/remote_download.h"

#include "services/restic/link_target.h"
#include "services/restic/tar_reader.h"
#include "services/restic/tree_unpacker.h"

#include <QCoreApplication>
#include <QElapsedTimer>

namespace snapgpu {

namespace {

constexpr int kProgressEveryMs = 100;

/** One chosen entry after the other; kept alive by the callbacks of the run under way. */
class HostFetch final : public std::enable_shared_from_this<HostFetch>
{
    Q_DECLARE_TR_FUNCTIONS(snapgpu::HostFetch)
public:
    using DoneFunction = std::function<void(Result<Done>)>;

    HostFetch(ResticWorker *worker, QByteArray snapshotId, const DownloadPlan &plan,
        const DownloadStaging &staging, DoneFunction done)
        : m_worker(worker)
        , m_snapshotId(std::move(snapshotId))
        , m_paths(plan.paths)
        , m_tree(plan.tree)
        , m_unpacker(staging.root())
        , m_done(std::move(done))
    {
        m_clock.start();
    }

    void next()
    {
        if (m_unpacker.fault()) {
            return conclude(tl::unexpected<Error>(*m_unpacker.fault()));
        }
        if (m_paths.isEmpty()) {
            m_unpacker.finish();
            const std::optional<Error> &fault = m_unpacker.fault();
            return conclude(fault ? Result<Done>(tl::unexpected<Error>(*fault)) : Done{});
        }
        m_path = m_paths.takeFirst();
        const auto node = m_tree->find(m_path);
        const TreeEntry entry = node ? m_tree->entry(*node) : TreeEntry();
        switch (entry.type) {
        case NodeType::Folder:
            if (m_path != "/") {
                m_unpacker.addFolder(m_path, entry.mode, entry.mtimeMs);
            }
            return fetchFolder();
        case NodeType::File:
            m_unpacker.addFile(m_path, entry.mode, entry.mtimeMs);
            return fetchFile();
        case NodeType::Symlink:
            return fetchLink(entry.mtimeMs);
        default:
            conclude(fail(ErrorCategory::InvalidInput,
                tr("%1 is no file, folder or link, and such entries do not come over ssh; leave it out.")
                    .arg(nameText(m_path))));
        }
    }

private:
    void fetchFile()
    {
        m_worker->run(dump([self = shared_from_this()](const QByteArray &chunk) { self->take(chunk); }),
            [self = shared_from_this()](const Result<QByteArray> &end) { self->onEnd(end); });
    }

    void fetchFolder()
    {
        m_tar = std::make_unique<TarReader>(
            TarReader::Receiver{[this](const TarEntry &entry) { addEntry(entry); },
                [this](QByteArrayView bytes) { m_unpacker.write(bytes); }});
        m_worker->run(dump([self = shared_from_this()](const QByteArray &chunk) {
            if (!self->m_tar->feed(chunk)) {
                self->conclude(self->brokenOff());
            }
            self->tell();
        }),
            [self = shared_from_this()](const Result<QByteArray> &end) {
                if (end && !self->m_tar->isComplete()) {
                    return self->conclude(self->brokenOff());
                }
                self->onEnd(end);
            });
    }

    void fetchLink(qint64 mtimeMs)
    {
        askLinkTarget(m_worker, m_snapshotId, m_path,
            [self = shared_from_this(), mtimeMs](const Result<QByteArray> &target) {
                if (!target) {
                    return self->conclude(tl::unexpected<Error>(target.error()));
                }
                self->m_unpacker.addLink(self->m_path, *target, mtimeMs);
                self->next();
            });
    }

    ResticCall dump(std::function<void(const QByteArray &)> output) const
    {
        return ResticCall{{"dump", "--no-lock", m_snapshotId, m_path}, std::move(output), {}, -1, false};
    }

    void take(const QByteArray &chunk)
    {
        m_unpacker.write(chunk);
        tell();
    }

    /** The archive names everything from the root of the snapshot on; what was not asked for is not taken. */
    void addEntry(const TarEntry &entry)
    {
        const QByteArray path = '/' + entry.path;
        const bool asked = m_path == "/" || path.startsWith(QByteArray(m_path + '/'));
        const auto node = asked ? m_tree->find(path) : std::nullopt;
        if (!node) {
            return m_unpacker.refuse(path);
        }
        const TreeEntry known = m_tree->entry(*node);
        if (entry.kind == TarKind::Folder) {
            m_unpacker.addFolder(path, known.mode, known.mtimeMs);
        } else if (entry.kind == TarKind::Symlink) {
            m_unpacker.addLink(path, entry.linkTarget, known.mtimeMs);
        } else if (entry.kind == TarKind::File && known.type == NodeType::File) {
            m_unpacker.addFile(path, known.mode, known.mtimeMs);
        } else {
            m_unpacker.skip(); // restic writes sockets and the like as empty files
        }
    }

    void tell()
    {
        if (m_unpacker.fault()) {
            return conclude(tl::unexpected<Error>(*m_unpacker.fault()));
        }
        if (m_clock.elapsed() - m_toldAt >= kProgressEveryMs) {
            m_toldAt = m_clock.elapsed();
            m_worker->tellProgress(m_unpacker.bytes());
        }
    }

    void onEnd(const Result<QByteArray> &end)
    {
        if (!end) {
            return conclude(tl::unexpected<Error>(end.error()));
        }
        next();
    }

    static tl::unexpected<Error> brokenOff()
    {
        return fail(ErrorCategory::BadAnswer,
            tr("What the VPS sent broke off in the middle, so nothing was kept. Try again."));
    }

    void conclude(const Result<Done> &result)
    {
        if (DoneFunction done = std::exchange(m_done, nullptr)) {
            done(result);
        }
    }

    ResticWorker *m_worker;
    QByteArray m_snapshotId;
    QVector<QByteArray> m_paths; ///< still to come
    std::shared_ptr<const SnapshotTree> m_tree;
    TreeUnpacker m_unpacker;
    std::unique_ptr<TarReader> m_tar;
    DoneFunction m_done;
    QByteArray m_path; ///< under way
    QElapsedTimer m_clock;
    qint64 m_toldAt = 0;
};

} // namespace

void fetchFromHost(ResticWorker *worker, const QByteArray &snapshotId, const DownloadPlan &plan,
    const DownloadStaging &staging, const std::function<void(Result<Done>)> &done)
{
    std::make_shared<HostFetch>(worker, snapshotId, plan, staging, done)->next();
}

} // namespace snapgpu
