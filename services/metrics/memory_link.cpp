// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/metrics/memory_link.h"

#include <QCryptographicHash>
#include <QFileInfo>

namespace snapgpu::metrics {

namespace {

constexpr qint64 kPortion = 4'000;

MemoryCursor cursorFrom(const QString &text)
{
    const QStringList parts = text.split(QLatin1Char(' '));
    MemoryCursor cursor;
    cursor.attempt = parts.value(0).toLongLong();
    cursor.race = parts.value(1).toLongLong();
    cursor.restore = parts.value(2).toLongLong();
    return cursor;
}

QString textOf(const MemoryCursor &cursor)
{
    return QStringLiteral("%1 %2 %3").arg(cursor.attempt).arg(cursor.race).arg(cursor.restore);
}

bool isStart(const MemoryCursor &cursor)
{
    return cursor.attempt == 0 && cursor.race == 0 && cursor.restore == 0;
}

} // namespace

Result<LinkStep> copyStep(
    const MemoryDatabase &from, MemoryDatabase &to, MemoryDatabase &keeper, const QString &key, qint64 again)
{
    const auto noted = keeper.fact(key);
    const auto last = from.lastSeq();
    if (!noted || !last) {
        return tl::unexpected<Error>(noted ? last.error() : noted.error());
    }
    MemoryCursor start = cursorFrom(*noted);
    if (start.attempt > *last) { // a fresh file took the place of the one that was copied
        start = MemoryCursor();
    }
    MemoryBatch batch;
    QVector<MarkRecord> marks;
    MemoryRows rows;
    rows.attempt = [&](const BootAttempt &one, qint64) { batch.attempts.append(one); };
    rows.race = [&](const RaceRecord &one, qint64) { batch.races.append(one); };
    rows.restore = [&](const RestoreRecord &one, qint64) { batch.restores.append(one); };
    rows.mark = [&](const MarkRecord &one) { marks.append(one); };
    rows.unreadable = [] {}; // stays where it is
    const auto read = from.read(start, rows, {kPortion + again, again});
    if (!read) {
        return tl::unexpected<Error>(read.error());
    }
    LinkStep step;
    if (!batch.isEmpty()) {
        const auto added = to.write(batch);
        if (!added) {
            return tl::unexpected<Error>(added.error());
        }
        step.added = *added;
    }
    if (isStart(start) && !marks.isEmpty()) {
        if (const auto done = to.addMarks(marks); !done) {
            return tl::unexpected<Error>(done.error());
        }
    }
    const QString reached = textOf(*read);
    step.more = reached != textOf(start);
    if (reached != *noted) {
        if (const auto done = keeper.setFact(key, reached); !done) {
            return tl::unexpected<Error>(done.error());
        }
    }
    return step;
}

qint64 notCopied(const MemoryDatabase &from, const MemoryDatabase &keeper, const QString &key)
{
    const MemoryCursor reached = cursorFrom(keeper.fact(key).value_or(QString()));
    qint64 waiting = 0;
    MemoryRows rows;
    rows.attempt = [&](const BootAttempt &, qint64) { ++waiting; };
    rows.race = [](const RaceRecord &, qint64) {};
    rows.restore = [](const RestoreRecord &, qint64) {};
    rows.mark = [](const MarkRecord &) {};
    rows.unreadable = [] {};
    const auto read = from.read(reached, rows, {kPortion, 0});
    return read ? waiting : 0;
}

QString replicaFile(const QString &ownFile, const QString &url)
{
    if (url.isEmpty()) {
        return {};
    }
    const QFileInfo own(ownFile);
    const QByteArray hash = QCryptographicHash::hash(url.toUtf8(), QCryptographicHash::Sha256).toHex();
    return QStringLiteral("%1/%2-team-%3.sqlite")
        .arg(own.path(), own.completeBaseName(), QString::fromLatin1(hash.left(8)));
}

} // namespace snapgpu::metrics
