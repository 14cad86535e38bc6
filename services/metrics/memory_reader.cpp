// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/metrics/memory_reader.h"

#include "services/core/log.h"
#include "services/metrics/memory_columns.h"
#include "services/metrics/memory_lines.h"
#include "services/metrics/memory_text.h"

#include <QSaveFile>

namespace snapgpu::metrics {

MemoryReader::MemoryReader(int keepColumnsFrom, Publish publish)
    : m_keepColumnsFrom(keepColumnsFrom)
    , m_publish(std::move(publish))
{
}

void MemoryReader::open(const QString &file, qint64 nowMs)
{
    if (m_opened && file != m_file) {
        m_db.reset();
        startOver();
    }
    m_file = file;
    m_opened = true;
    refresh(nowMs);
    for (const Question &question : std::exchange(m_waiting, {})) {
        question(*this);
    }
}

/** The writer has checked it. A file that is locked at this moment is tried again with the next refresh. */
void MemoryReader::openFile()
{
    auto db = MemoryDatabase::openFile(m_file, FileCheck::Trust);
    if (db) {
        m_db = std::move(*db);
        loadColumns();
    } else {
        qCWarning(lcMemory).noquote() << db.error().message << db.error().detail;
    }
}

/** What an earlier start made of this database, if it still is this database. */
void MemoryReader::loadColumns()
{
    if (m_cursor.attempt != 0) {
        return; // only the connection is new
    }
    ColumnsState state;
    AttemptTable table;
    HostBeliefs beliefs;
    if (!readColumns(columnsFile(m_file), &state, &table, &beliefs)) {
        return;
    }
    const auto generation = m_db->generation();
    const auto label = m_db->labelAt(state.cursor.attempt);
    if (!generation || !label || *generation != state.cursor.generation || *label != state.lastLabel) {
        return;
    }
    m_table = std::move(table);
    m_beliefs = std::move(beliefs);
    m_cursor = state.cursor;
    m_attempts.assign(state.attempts);
    m_restores.assign(state.restores);
    m_counts.negative = state.negative;
    m_counts.unreadable = state.unreadable;
    addLoose(std::exchange(m_loose, {}));
}

/** Not while something is counted that only the time may mend, or that is in no database. */
void MemoryReader::saveColumns()
{
    m_savePosted = false;
    if (!m_db || m_counts.future > 0 || !m_loose.isEmpty()) {
        return;
    }
    const auto label = m_db->labelAt(m_cursor.attempt);
    if (!label) {
        return;
    }
    const ColumnsState state{
        m_cursor, *label, m_attempts.seen(), m_restores.seen(), m_counts.negative, m_counts.unreadable};
    if (const auto saved = writeColumns(columnsFile(m_file), state, m_table, m_beliefs); !saved) {
        qCInfo(lcMemory).noquote() << saved.error().message;
    }
    m_unsaved = 0;
}

void MemoryReader::startOver()
{
    m_table = AttemptTable();
    m_beliefs = HostBeliefs();
    m_cursor = MemoryCursor();
    m_attempts = SeqWindow();
    m_restores = SeqWindow();
    m_counts = Counts();
    addLoose(std::exchange(m_loose, {}));
}

void MemoryReader::ask(Question question)
{
    if (m_opened) {
        question(*this);
    } else {
        m_waiting.append(std::move(question));
    }
}

void MemoryReader::refresh(qint64 nowMs)
{
    if (!m_opened) {
        return;
    }
    if (!m_db && !m_file.isEmpty()) {
        openFile();
    }
    if (m_db) {
        const auto generation = m_db->generation();
        if (generation
            && *generation != m_cursor.generation) { // rows were removed, perhaps by another program
            startOver();
        }
        readAll(nowMs);
    }
    publish();
}

void MemoryReader::readAll(qint64 nowMs)
{
    if (m_cursor.attempt == 0) {
        m_table.reserve(m_db->count().value_or(0));
    }
    QVector<MarkRecord> marks;
    MemoryRows rows;
    rows.attempt = [&](const BootAttempt &one, qint64 seq) {
        if (m_attempts.isNew(seq)) {
            ++m_unsaved;
            take(one, nowMs);
        }
    };
    rows.race = [&](const RaceRecord &one, qint64) { m_table.add(one); };
    rows.restore = [&](const RestoreRecord &one, qint64 seq) {
        if (m_restores.isNew(seq)) {
            m_table.add(one);
            m_beliefs.add(one);
        }
    };
    rows.mark = [&](const MarkRecord &one) { marks.append(one); };
    rows.unreadable = [&] { ++m_counts.unreadable; };
    const auto read = m_db->read(m_cursor, rows);
    if (!read) {
        qCWarning(lcMemory).noquote() << read.error().message << read.error().detail;
        return;
    }
    m_cursor = *read;
    m_table.settle();
    m_marks = marks;
    m_beliefs.setMarks(marks);
    if (m_unsaved >= m_keepColumnsFrom && !m_savePosted) { // behind the questions that wait
        m_savePosted = true;
        QMetaObject::invokeMethod(this, &MemoryReader::saveColumns, Qt::QueuedConnection);
    }
}

void MemoryReader::take(const BootAttempt &attempt, qint64 nowMs)
{
    switch (AttemptTable::flawOf(attempt, nowMs)) {
    case Flaw::Negative:
        ++m_counts.negative;
        return;
    case Flaw::Future:
        ++m_counts.future;
        return;
    case Flaw::None:
        m_table.add(attempt);
        m_beliefs.add(attempt);
        return;
    }
}

void MemoryReader::addLoose(const MemoryBatch &batch)
{
    for (const BootAttempt &one : batch.attempts) {
        m_table.add(one);
        m_beliefs.add(one);
    }
    for (const RaceRecord &one : batch.races) {
        m_table.add(one);
    }
    for (const RestoreRecord &one : batch.restores) {
        m_table.add(one);
        m_beliefs.add(one);
    }
    m_loose.attempts += batch.attempts;
    m_loose.races += batch.races;
    m_loose.restores += batch.restores;
    publish();
}

void MemoryReader::publish()
{
    if (m_opened) {
        m_publish(std::make_shared<const HostBeliefs>(m_beliefs));
    }
}

/** From the database: reasons and labels are not among the columns. */
Result<MemoryStory> MemoryReader::story(int most) const
{
    MemoryStory story{m_loose.attempts, m_loose.races, m_loose.restores};
    if (!m_db) {
        return story;
    }
    MemoryRows rows;
    rows.attempt = [&](const BootAttempt &one, qint64) { story.attempts.append(one); };
    rows.race = [&](const RaceRecord &one, qint64) { story.races.append(one); };
    rows.restore = [&](const RestoreRecord &one, qint64) { story.restores.append(one); };
    rows.mark = [](const MarkRecord &) {};
    rows.unreadable = [] {};
    return m_db->newest(most, rows).map([&story](Done) { return story; });
}

Result<qint64> MemoryReader::exportTo(const QString &file) const
{
    if (!m_db) {
        return fail(ErrorCategory::NotFound, MemoryText::tr("There is no host memory to export."));
    }
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly)) {
        return fail(ErrorCategory::InvalidInput,
            MemoryText::tr("The host memory could not be exported to %1: %2.").arg(file, out.errorString()));
    }
    qint64 written = 0;
    const auto put = [&](const QByteArray &line) {
        out.write(line + '\n');
        ++written;
    };
    out.write(headerLine() + '\n');
    MemoryRows rows;
    rows.attempt = [&](const BootAttempt &one, qint64) { put(lineOf(one)); };
    rows.race = [&](const RaceRecord &one, qint64) { put(lineOf(one)); };
    rows.restore = [&](const RestoreRecord &one, qint64) { put(lineOf(one)); };
    rows.mark = [&](const MarkRecord &one) { put(lineOf(one)); };
    rows.unreadable = [] {};
    if (const auto read = m_db->read({}, rows); !read) {
        return tl::unexpected<Error>(read.error());
    }
    if (!out.commit()) {
        return fail(ErrorCategory::DiskFull,
            MemoryText::tr("The host memory could not be exported to %1: %2.").arg(file, out.errorString()));
    }
    return written;
}

} // namespace snapgpu::metrics
