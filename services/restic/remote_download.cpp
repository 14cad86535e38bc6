// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/remote_download.h"

#include "services/restic/link_query.h"
#include "services/restic/link_target.h"
#include "services/restic/tar_reader.h"
#include "services/restic/tree_unpacker.h"
#include "services/restic/tree_walk.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace snapgpu {

namespace {

constexpr int kProgressEveryMs = 100;
constexpr quint32 kSetIds = 06000; ///< setuid and setgid

/** One chosen entry after the other; kept alive by the callbacks of the run under way. */
class HostFetch final : public std::enable_shared_from_this<HostFetch>
{
    Q_DECLARE_TR_FUNCTIONS(snapgpu::HostFetch)
public:
    using DoneFunction = std::function<void(Result<LeftBehind>)>;

    HostFetch(ResticWorker *worker, QByteArray snapshotId, const DownloadPlan &plan, const LeftBehind &left,
        const DownloadStaging &staging, DoneFunction done)
        : m_worker(worker)
        , m_snapshotId(std::move(snapshotId))
        , m_paths(plan.paths)
        , m_tree(plan.tree)
        , m_left(left)
        , m_specials(left.specials.cbegin(), left.specials.cend())
        , m_unpacker(staging.root())
        , m_done(std::move(done))
    {
        m_clock.start();
    }

    void start(const DownloadPlan &plan)
    {
        forEachChosen(*plan.tree, plan.paths, [this](SnapshotTree::Node node) { countLost(node); });
        askLinkGroups(
            m_worker, m_snapshotId, plan, [self = shared_from_this()](const Result<LinkGroups> &links) {
                if (!links) {
                    return self->conclude(tl::unexpected<Error>(links.error()));
                }
                self->m_links = *links;
                self->m_left.apart = links->untold;
                self->next();
            });
    }

private:
    /** Of what comes at all; attributes are counted in the archives. */
    void countLost(SnapshotTree::Node node)
    {
        if (node == SnapshotTree::kRoot || m_specials.contains(m_tree->path(node))) {
            return;
        }
#ifdef Q_OS_UNIX
        m_left.lost.owners += m_tree->uid(node) != geteuid() || m_tree->gid(node) != getegid() ? 1 : 0;
#endif
        m_left.lost.setIds += (m_tree->mode(node) & kSetIds) != 0 ? 1 : 0;
    }

    void next()
    {
        do {
            if (!m_done) {
                return; // concluded in the meantime
            }
            if (m_unpacker.fault()) {
                return conclude(tl::unexpected<Error>(*m_unpacker.fault()));
            }
            if (m_paths.isEmpty()) {
                m_unpacker.finish();
                const std::optional<Error> &fault = m_unpacker.fault();
                return conclude(fault ? Result<LeftBehind>(tl::unexpected<Error>(*fault)) : m_left);
            }
            m_path = m_paths.takeFirst();
        } while (!fetch(m_tree->find(m_path).value_or(SnapshotTree::kRoot)));
    }

    /** False: there is nothing to wait for. */
    bool fetch(SnapshotTree::Node node)
    {
        switch (m_tree->type(node)) {
        case NodeType::Folder:
            if (m_path != "/") {
                m_unpacker.addFolder(m_path, m_tree->mode(node), timeOf(node));
            }
            fetchFolder();
            return true;
        case NodeType::File:
            if (!addFile(m_path, node)) {
                return false;
            }
            fetchFile();
            return true;
        case NodeType::Symlink:
            fetchLink(timeOf(node));
            return true;
        default:
            addMissing(node);
            return false;
        }
    }

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
                if (end) {
                    self->m_unpacker.skip();
                    forEachChosen(*self->m_tree, {self->m_path},
                        [&self](SnapshotTree::Node node) { self->addMissing(node); });
                }
                self->onEnd(end);
            });
    }

    void fetchLink(NodeTime time)
    {
        askLinkTarget(m_worker, m_snapshotId, m_path,
            [self = shared_from_this(), time](const Result<QByteArray> &target) {
                if (!target) {
                    return self->conclude(tl::unexpected<Error>(target.error()));
                }
                self->m_unpacker.addLink(self->m_path, *target, time);
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
        m_left.lost.attributes += entry.hasAttributes ? 1 : 0;
        const NodeType known = m_tree->type(*node);
        if (entry.kind == TarKind::Folder && known == NodeType::Folder) {
            m_unpacker.addFolder(path, m_tree->mode(*node), timeOf(*node));
        } else if (entry.kind == TarKind::Symlink && known == NodeType::Symlink) {
            m_unpacker.addLink(path, entry.linkTarget, timeOf(*node));
        } else if (entry.kind == TarKind::File && known == NodeType::File) {
            m_linked += addFile(path, *node) ? 0 : entry.size;
        } else if (entry.kind == TarKind::File && known != NodeType::Folder && known != NodeType::Symlink) {
            m_unpacker.skip(); // restic writes fifos and the like as empty files
        } else {
            m_unpacker.refuse(path);
        }
    }

    /** False: it is another name of a file that is there already, so its data are not needed. */
    bool addFile(const QByteArray &path, SnapshotTree::Node node)
    {
        if (const auto group = m_links.groupOf.constFind(node); group != m_links.groupOf.cend()) {
            QByteArray &first = m_firstOf[*group];
            if (!first.isEmpty()) {
                m_unpacker.addHardLink(path, first, m_tree->mode(node), timeOf(node));
                return false;
            }
            first = path;
        }
        m_unpacker.addFile(path, m_tree->mode(node), timeOf(node));
        return true;
    }

    /** What archives do not carry; whatever else did not come is a fault. */
    void addMissing(SnapshotTree::Node node)
    {
        const QByteArray path = m_tree->path(node);
        if (m_unpacker.has(path) || m_specials.contains(path) || node == SnapshotTree::kRoot) {
            return;
        }
        if (m_tree->type(node) != NodeType::Fifo) {
            return conclude(fail(ErrorCategory::BadAnswer,
                tr("restic on the VPS did not send %1 and called that a success, so nothing was kept. Try "
                   "again "
                   "with a newer restic there.")
                    .arg(nameText(path))));
        }
        if (!m_unpacker.addFifo(path, m_tree->mode(node), timeOf(node))) {
            m_left.specials.append(path);
        }
    }

    NodeTime timeOf(SnapshotTree::Node node) const
    {
        return {m_tree->mtimeMs(node), m_tree->mtimeRestNs(node)};
    }

    void tell()
    {
        if (m_unpacker.fault()) {
            return conclude(tl::unexpected<Error>(*m_unpacker.fault()));
        }
        if (m_clock.elapsed() - m_toldAt >= kProgressEveryMs) {
            m_toldAt = m_clock.elapsed();
            m_worker->tellProgress(m_unpacker.bytes() + m_linked);
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

    void conclude(const Result<LeftBehind> &result)
    {
        if (DoneFunction done = std::exchange(m_done, nullptr)) {
            done(result);
        }
    }

    ResticWorker *m_worker;
    QByteArray m_snapshotId;
    QVector<QByteArray> m_paths; ///< still to come
    std::shared_ptr<const SnapshotTree> m_tree;
    LeftBehind m_left;
    QSet<QByteArray> m_specials; ///< of m_left, from the beginning
    LinkGroups m_links;
    QHash<quint32, QByteArray> m_firstOf; ///< of a group of links, the name that is there
    TreeUnpacker m_unpacker;
    std::unique_ptr<TarReader> m_tar;
    DoneFunction m_done;
    QByteArray m_path; ///< under way
    QElapsedTimer m_clock;
    qint64 m_toldAt = 0;
    qint64 m_linked = 0; ///< bytes that came but belong to a file that is there already
};

} // namespace

void fetchFromHost(ResticWorker *worker, const QByteArray &snapshotId, const DownloadPlan &plan,
    const LeftBehind &left, const DownloadStaging &staging,
    const std::function<void(Result<LeftBehind>)> &done)
{
    std::make_shared<HostFetch>(worker, snapshotId, plan, left, staging, done)->start(plan);
}

} // namespace snapgpu
