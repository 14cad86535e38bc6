// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/metrics/memory_database.h"

#include <functional>
#include <QObject>
#include <QTimer>

namespace snapgpu::metrics {

/** The writing half of host memory; lives in the writer thread. Batches what comes within some milliseconds.
 */
class MemoryWriter final : public QObject
{
    Q_OBJECT
public:
    /** All are called in the writer thread. */
    struct Callbacks
    {
        std::function<void(bool usable, const QString &warning, const Error &error)> opened;
        std::function<void()> written;
        std::function<void(const Error &error, qsizetype waiting)> stuck; ///< will be tried again
        std::function<void(const MemoryBatch &batch)> loose; ///< cannot be stored at all
    };

    MemoryWriter(QString file, Callbacks callbacks);

    /** A file that is locked is tried again until it opens; `opened` is called each time something changed.
     */
    void open(qint64 retentionMs, qint64 nowMs);
    /** A copy of a team's memory, which gets everything that is recorded here too; empty = none. */
    void useReplica(const QString &file);
    void add(const MemoryBatch &batch);
    void flush();
    Result<Done> writeMark(const MarkRecord &mark);
    Result<qint64> forget(const HostKey &host);
    struct Imported
    {
        qint64 added = 0, unreadable = 0, negative = 0, future = 0;
    };
    Result<Imported> importFrom(const QString &file, qint64 nowMs);

private:
    void tryOpen();
    void openReplica();
    void fillReplica();
    void applyRetention(MemoryDatabase &db);
    Result<Done> needDatabase() const;

    const QString m_file;
    QString m_replicaFile;
    const Callbacks m_callbacks;
    bool m_opened = false;
    std::unique_ptr<MemoryDatabase> m_db;
    std::unique_ptr<MemoryDatabase> m_replica;
    std::optional<Error> m_error; ///< why there is no database
    MemoryBatch m_queue;
    QTimer m_timer{this};
    QTimer m_openTimer{this}; ///< active = the file is locked, and what is recorded waits
    int m_retryMs = 0;
    int m_openMs = 0;
    qint64 m_cutoffMs = 0;
};

} // namespace snapgpu::metrics
