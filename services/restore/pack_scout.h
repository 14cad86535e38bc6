// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restore/restore_engine.h"

#include <atomic>
#include <QPointer>
#include <QThread>

namespace snapgpu {

class MasterKey;

/**
 * Finds out which parts of which packs hold the critical files, from restic's cache on this computer, while
 * machines still boot. The repository's key is asked from restic and forgotten again. What cannot be found
 * out is left to restic on the machine; nothing fails. Ends when it is deleted.
 */
class PackScout final : public QObject
{
    Q_OBJECT
public:
    /** `repository` as this computer reaches it; of the request: snapshot, patterns and cacheDir. */
    PackScout(SnapshotCatalog *catalog, const Repository &repository, const RestoreRequest &request);
    ~PackScout() override;

    /** Null while nothing is known. */
    std::shared_ptr<const PacksAhead> found() const { return m_found; }
    bool isDone() const { return m_done; }
    /** Nobody wants to know any more. Does not wait, as the destructor does for a moment. */
    void stop();

    /** Whether there is something to find: critical files, in an S3 storage, read on this computer. */
    static bool isOfUse(const Repository &repository, const RestoreRequest &request);

private:
    void read(const MasterKey &key);

    RestoreRequest m_request;
    QPointer<Job<QByteArray>> m_job;
    std::unique_ptr<QThread> m_thread;
    std::atomic_bool m_stopped = false;
    std::shared_ptr<const PacksAhead> m_read; ///< by the thread
    std::shared_ptr<const PacksAhead> m_found;
    bool m_done = false;
};

/** The packs of the critical files of the request; null when nothing is found. Reads the cache: takes a
 * while. */
std::shared_ptr<const PacksAhead> packsAhead(
    const RestoreRequest &request, const MasterKey &key, const std::function<bool()> &stopped);

} // namespace snapgpu
