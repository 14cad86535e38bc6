// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/metrics/memory_database.h"

#include <functional>
#include <QObject>
#include <QTimer>

namespace snapgpu::metrics {

/** The writing half of host memory; lives in the writer thread. Batches what comes within some milliseconds. */
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

    MemoryWriter(QString file, QString url, Callbacks callbacks);

    void open(qint64 retentionMs, qint64 nowMs);
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
    void applyRetention(qint64 retentionMs, qint64 nowMs);
    Result<Done> needDatabase() const;

    const QString m_file, m_url;
    const Callbacks m_callbacks;
    bool m_opened = false;
    std::unique_ptr<MemoryDatabase> m_db;
    std::optional<Error> m_error; ///< why there is no database
    MemoryBatch m_queue;
    QTimer m_timer{this};
    int m_retryMs = 0;
};

} // namespace snapgpu::metrics
