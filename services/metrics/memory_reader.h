// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/metrics/attempt_table.h"
#include "services/metrics/memory_database.h"

#include <functional>
#include <QObject>
#include <QTimer>
#include <set>

namespace snapgpu::metrics {

/** Lets each sequence number pass once, though the last ones are read again and again. */
class SeqWindow final
{
public:
    bool isNew(qint64 seq)
    {
        constexpr std::size_t kKept = 2'000; // more than MemoryDatabase reads again
        if (!m_seen.insert(seq).second) {
            return false;
        }
        if (m_seen.size() > kKept) {
            m_seen.erase(m_seen.begin());
        }
        return true;
    }

    std::vector<qint64> seen() const { return {m_seen.cbegin(), m_seen.cend()}; }
    void assign(const std::vector<qint64> &seqs) { m_seen = std::set<qint64>(seqs.cbegin(), seqs.cend()); }

private:
    std::set<qint64> m_seen;
};

/** The reading half of host memory; lives in the reader thread. Questions wait until open() was called. */
class MemoryReader final : public QObject
{
    Q_OBJECT
public:
    struct Counts
    {
        qint64 negative = 0, future = 0, unreadable = 0;
    };
    using Question = std::function<void(MemoryReader &)>;
    using Publish = std::function<void(std::shared_ptr<const HostBeliefs>)>;

    /** `publish` is called in this thread whenever something new was read. */
    MemoryReader(int keepColumnsFrom, Publish publish);

    /** An empty file: there is no database, only what addLoose() brings. May be called again, with another.
     */
    void open(const QString &file, qint64 nowMs);
    void ask(Question question);
    void refresh(qint64 nowMs);
    /** Records that could not be stored: they count until the program ends. */
    void addLoose(const MemoryBatch &batch);

    const AttemptTable &table() const { return m_table; }
    const HostBeliefs &beliefs() const { return m_beliefs; }
    Counts counts() const { return m_counts; }
    Result<MemoryStory> story(int most) const;
    Result<qint64> exportTo(const QString &file) const;

private:
    void openFile();
    void startOver();
    void readAll(qint64 nowMs);
    void loadColumns();
    void saveColumns();
    void take(const BootAttempt &attempt, qint64 nowMs);
    void publish();

    QString m_file;
    const int m_keepColumnsFrom;
    const Publish m_publish;
    bool m_opened = false;
    std::unique_ptr<MemoryDatabase> m_db;
    QVector<Question> m_waiting;
    MemoryCursor m_cursor;
    SeqWindow m_attempts, m_restores;
    AttemptTable m_table;
    HostBeliefs m_beliefs;
    QVector<MarkRecord> m_marks;
    MemoryBatch m_loose;
    Counts m_counts;
    qint64 m_unsaved = 0; ///< attempts that the columns file does not hold
    bool m_savePosted = false;
};

} // namespace snapgpu::metrics
