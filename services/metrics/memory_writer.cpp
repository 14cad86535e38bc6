// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/metrics/memory_writer.h"

#include "services/core/log.h"
#include "services/metrics/attempt_table.h"
#include "services/metrics/memory_lines.h"
#include "services/metrics/memory_link.h"
#include "services/metrics/memory_text.h"

#include <QFile>

namespace snapgpu::metrics {

namespace {

constexpr int kBatchMs = 30;
constexpr int kFirstRetryMs = 1'000;
constexpr int kLastRetryMs = 60'000;
constexpr int kFirstOpenMs = 2'000; ///< a locked file
constexpr int kLastOpenMs = 30'000;
constexpr int kCheckAfterMs = 60'000; ///< when the start is over
constexpr qsizetype kImportBatch = 2'000;
constexpr qint64 kLongestLine = 1 << 20;

} // namespace

MemoryWriter::MemoryWriter(QString file, Callbacks callbacks)
    : m_file(std::move(file))
    , m_callbacks(std::move(callbacks))
{
    m_timer.setSingleShot(true);
    m_openTimer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &MemoryWriter::flush);
    connect(&m_openTimer, &QTimer::timeout, this, &MemoryWriter::tryOpen);
}

void MemoryWriter::open(qint64 retentionMs, qint64 nowMs)
{
    m_cutoffMs = retentionMs > 0 ? nowMs - retentionMs : 0;
    tryOpen();
}

void MemoryWriter::tryOpen()
{
    QString warning;
    const FileCheck check = checkAtStart(m_file);
    auto db = MemoryDatabase::openFile(m_file, check, &warning);
    const bool again = m_error.has_value();
    m_opened = true;
    m_error = db ? std::nullopt : std::optional(db.error());
    if (db) {
        m_db = std::move(*db);
        applyRetention(*m_db);
        openReplica();
        if (check == FileCheck::Trust) {
            QTimer::singleShot(kCheckAfterMs, this, [this] { checkLater(m_file); });
        }
    } else {
        qCWarning(lcMemory).noquote() << m_error->message << m_error->detail;
        if (m_error->category == ErrorCategory::Busy) {
            m_openMs = m_openMs == 0 ? kFirstOpenMs : std::min(2 * m_openMs, kLastOpenMs);
            m_openTimer.start(m_openMs);
        }
    }
    if (m_db || !again) {
        m_callbacks.opened(m_db != nullptr, warning, m_error.value_or(Error{}));
    }
    flush();
}

void MemoryWriter::useReplica(const QString &file)
{
    m_replicaFile = file;
    m_replica.reset();
    if (m_db) {
        openReplica();
        m_callbacks.opened(true, {}, {});
        flush();
    }
}

void MemoryWriter::openReplica()
{
    if (m_replicaFile.isEmpty()) {
        return;
    }
    auto replica = MemoryDatabase::openFile(m_replicaFile, checkAtStart(m_replicaFile));
    if (!replica) { // the team goes without; the own file is complete
        qCWarning(lcMemory).noquote() << replica.error().message << replica.error().detail;
        return;
    }
    m_replica = std::move(*replica);
    applyRetention(*m_replica);
    fillReplica();
}

/** What the own file has and the copy has not, portion by portion: other work goes on in between. */
void MemoryWriter::fillReplica()
{
    if (!m_replica || !m_db) {
        return;
    }
    const auto step = copyStep(*m_db, *m_replica, *m_replica, QStringLiteral("own_copied"), 0);
    if (!step) {
        qCWarning(lcMemory).noquote() << step.error().message << step.error().detail;
    } else if (step->more) {
        QMetaObject::invokeMethod(this, &MemoryWriter::fillReplica, Qt::QueuedConnection);
    }
    if (step && step->added > 0) {
        m_callbacks.written();
    }
}

/** A clock that jumped years ahead must not throw the memory away: dropOlder() refuses to drop most of it. */
void MemoryWriter::applyRetention(MemoryDatabase &db)
{
    if (m_cutoffMs <= 0) {
        return;
    }
    const auto dropped = db.dropOlder(m_cutoffMs);
    if (!dropped) {
        qCWarning(lcMemory).noquote() << dropped.error().message << dropped.error().detail;
    } else if (*dropped > 0) {
        qCInfo(lcMemory) << "dropped" << *dropped << "old attempts";
    }
}

void MemoryWriter::add(const MemoryBatch &batch)
{
    m_queue.attempts += batch.attempts;
    m_queue.races += batch.races;
    m_queue.restores += batch.restores;
    if (m_opened && !m_timer.isActive()) {
        m_timer.start(kBatchMs);
    }
}

void MemoryWriter::flush()
{
    m_timer.stop();
    if (!m_opened || m_queue.isEmpty()) {
        return;
    }
    if (m_openTimer.isActive()) {
        m_callbacks.stuck(*m_error, m_queue.size());
        return;
    }
    if (!m_db) {
        m_callbacks.loose(std::exchange(m_queue, {}));
        return;
    }
    const auto done = m_db->write(m_queue);
    if (done) {
        if (m_replica && !m_replica->write(m_queue)) {
            fillReplica(); // says why, and is repeated with the next batch
        }
        m_queue = {};
        m_retryMs = 0;
        m_callbacks.written();
        return;
    }
    qCWarning(lcMemory).noquote() << done.error().message << done.error().detail;
    m_retryMs = m_retryMs == 0 ? kFirstRetryMs : std::min(2 * m_retryMs, kLastRetryMs);
    m_timer.start(m_retryMs);
    m_callbacks.stuck(done.error(), m_queue.size());
}

Result<Done> MemoryWriter::needDatabase() const
{
    if (!m_db) {
        return tl::unexpected<Error>(m_error.value_or(
            Error{ErrorCategory::Internal, MemoryText::tr("The host memory is not open yet."), {}}));
    }
    return Done{};
}

Result<Done> MemoryWriter::writeMark(const MarkRecord &mark)
{
    const auto open = needDatabase();
    auto done = open ? m_db->writeMark(mark) : open;
    if (done && m_replica) {
        done = m_replica->writeMark(mark);
    }
    if (done) {
        m_callbacks.written();
    }
    return done;
}

Result<qint64> MemoryWriter::forget(const HostKey &host)
{
    flush();
    if (const auto open = needDatabase(); !open) {
        return tl::unexpected<Error>(open.error());
    }
    auto done = m_db->forget(host);
    if (done && m_replica) {
        done = m_replica->forget(host);
    }
    if (done) {
        m_callbacks.written();
    }
    return done;
}

Result<MemoryWriter::Imported> MemoryWriter::importFrom(const QString &file, qint64 nowMs)
{
    if (const auto open = needDatabase(); !open) {
        return tl::unexpected<Error>(open.error());
    }
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly)) {
        return fail(
            ErrorCategory::NotFound, MemoryText::tr("%1 cannot be read: %2.").arg(file, in.errorString()));
    }
    Imported imported;
    MemoryBatch batch;
    const auto store = [&]() -> Result<Done> {
        const auto flawed = [&](const BootAttempt &one) {
            const Flaw flaw = AttemptTable::flawOf(one, nowMs);
            imported.negative += flaw == Flaw::Negative ? 1 : 0;
            imported.future += flaw == Flaw::Future ? 1 : 0;
            return flaw != Flaw::None;
        };
        batch.attempts.removeIf(flawed);
        const auto done = m_db->write(batch);
        imported.added += done.value_or(0);
        batch = {};
        return done.map([](qint64) { return Done{}; });
    };
    while (!in.atEnd()) {
        const QByteArray line = in.readLine(kLongestLine).trimmed();
        const auto understood = line.isEmpty() ? Result<bool>(true) : readLine(line, &batch);
        if (!understood) {
            return tl::unexpected<Error>(understood.error());
        }
        imported.unreadable += *understood ? 0 : 1;
        if (batch.size() >= kImportBatch) {
            if (const auto done = store(); !done) {
                return tl::unexpected<Error>(done.error());
            }
        }
    }
    if (const auto done = store(); !done) {
        return tl::unexpected<Error>(done.error());
    }
    fillReplica();
    m_callbacks.written();
    return imported;
}

} // namespace snapgpu::metrics
