// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restore/pack_scout.h"

#include "services/core/log.h"
#include "services/packs/cached_repository.h"
#include "services/restic/repository_address.h"
#include "services/restore/ahead_list.h"
#include "services/restore/pattern_meet.h"

#include <QFileInfo>

namespace snapgpu {

std::shared_ptr<const PacksAhead> packsAhead(
    const RestoreRequest &request, const MasterKey &key, const std::function<bool()> &stopped)
{
    const QString folder = cacheFolderOf(request.cacheDir, request.snapshot.id);
    CachedRepository repository(folder, key, stopped);
    if (folder.isEmpty() || !repository.loadIndex()) {
        return nullptr;
    }
    const TreeReader tree = [&](const QByteArray &id) { return repository.tree(id); };
    const auto root = treeOfFolder(tree, request.snapshot.tree.toLatin1(), request.subfolder);
    const auto patterns = criticalWithin(request.critical, request.only);
    if (!root || !patterns || patterns->isEmpty()) {
        return nullptr;
    }
    auto found = std::make_shared<PacksAhead>();
    found->repository = QFileInfo(folder).fileName().toLatin1();
    found->packs = wantedPacks(repository.index(), tree, *root, PathPatterns(*patterns));
    return found->packs.isEmpty() || stopped() ? nullptr : found;
}

bool PackScout::isOfUse(const Repository &repository, const RestoreRequest &request)
{
    return repository.host.isEmpty() && !request.cacheDir.isEmpty() && !request.critical.isEmpty()
        && parseS3Url(request.repository.url);
}

PackScout::PackScout(SnapshotCatalog *catalog, const Repository &repository, const RestoreRequest &request)
    : m_request(request)
    , m_job(catalog->masterKey(repository))
{
    m_job->then(this, [this](const Result<QByteArray> &text) {
        const auto key = text ? MasterKey::parse(*text) : std::nullopt;
        if (!key) {
            qCInfo(lcRestic) << "nothing is fetched ahead: the key of the repository was not told";
            m_done = true;
            return;
        }
        read(*key);
    });
}

PackScout::~PackScout()
{
    stop();
    if (m_thread) {
        m_thread->wait(); // one file or tree at the most
    }
}

void PackScout::stop()
{
    if (m_job) {
        m_job->disconnect(this);
        m_job->cancel();
    }
    m_stopped = true;
}

void PackScout::read(const MasterKey &key)
{
    m_thread.reset(QThread::create(
        [this, key] { m_read = packsAhead(m_request, key, [this] { return m_stopped.load(); }); }));
    connect(m_thread.get(), &QThread::finished, this, [this] {
        m_found = std::move(m_read);
        m_done = true;
        qCInfo(lcRestic) << "packs of the critical files:" << (m_found ? m_found->packs.size() : 0);
    });
    m_thread->start(QThread::LowPriority);
}

} // namespace snapgpu
