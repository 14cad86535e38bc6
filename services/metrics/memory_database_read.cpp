// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MemoryDatabase that reads records.
#include "services/metrics/memory_database.h"
#include "services/metrics/record_rows.h"

#include <algorithm>

namespace snapgpu::metrics {

Result<Done> MemoryDatabase::newest(int most, const MemoryRows &rows) const
{
    const auto table = [most](const QString &columns, const QString &name) -> QString {
        return QStringLiteral("SELECT %1,seq FROM %2 ORDER BY seq DESC LIMIT %3")
            .arg(columns, name)
            .arg(most);
    };
    const auto tell = [](const auto &one, Columns &next, const auto &receive) {
        if (one) {
            receive(*one, next.number());
        }
    };
    auto done =
        select(table(attemptColumns(), QStringLiteral("boot_attempt")), {}, [&](const QSqlQuery &query) {
            Columns next(query);
            tell(attemptFrom(next), next, rows.attempt);
        });
    if (done) {
        done = select(table(raceColumns(), QStringLiteral("race_record")), {}, [&](const QSqlQuery &query) {
            Columns next(query);
            tell(raceFrom(next), next, rows.race);
        });
    }
    if (done) {
        done = select(
            table(restoreColumns(), QStringLiteral("restore_record")), {}, [&](const QSqlQuery &query) {
                Columns next(query);
                tell(std::optional(restoreFrom(next)), next, rows.restore);
            });
    }
    return done;
}

Result<qint64> MemoryDatabase::lastSeq() const
{
    return scalar(QStringLiteral("SELECT MAX(seq) FROM boot_attempt")).map([](const QVariant &v) {
        return v.toLongLong();
    });
}

Result<QString> MemoryDatabase::labelAt(qint64 seq) const
{
    QString label;
    const auto done = select(QStringLiteral("SELECT label FROM boot_attempt WHERE seq=?"), {seq},
        [&label](const QSqlQuery &query) { label = query.value(0).toString(); });
    return done.map([&label](Done) { return label; });
}

Result<qint64> MemoryDatabase::count() const
{
    return scalar(QStringLiteral("SELECT COUNT(*) FROM boot_attempt")).map([](const QVariant &v) {
        return v.toLongLong();
    });
}

Result<QVector<MarkRecord>> MemoryDatabase::marks() const
{
    QVector<MarkRecord> found;
    const auto done = select(QStringLiteral("SELECT provider,machine_id,mark,set_at FROM host_mark"), {},
        [&](const QSqlQuery &query) {
            Columns next(query);
            MarkRecord mark;
            mark.provider = next.word();
            mark.machineId = next.number();
            mark.mark = hostMarkFrom(next.word()).value_or(HostMark::None);
            mark.setAtMs = next.number();
            found.append(mark);
        });
    return done.map([&found](Done) { return found; });
}

Result<MemoryCursor> MemoryDatabase::read(
    const MemoryCursor &from, const MemoryRows &rows, ReadLimits limits) const
{
    MemoryCursor to = from;
    const auto since = [&](qint64 seq) { return QVariantList{std::max<qint64>(0, seq - limits.again)}; };
    const auto table = [&](const QString &columns, const QString &name) -> QString {
        const QString most = limits.rows > 0 ? QStringLiteral(" LIMIT %1").arg(limits.rows) : QString();
        return QStringLiteral("SELECT %1,seq FROM %2 WHERE seq > ? ORDER BY seq").arg(columns, name) + most;
    };
    auto done = select(table(attemptColumns(), QStringLiteral("boot_attempt")), since(from.attempt),
        [&](const QSqlQuery &query) {
            Columns next(query);
            const auto one = attemptFrom(next);
            const qint64 seq = next.number();
            const bool again = seq <= from.attempt;
            to.attempt = std::max(to.attempt, seq);
            if (one) {
                rows.attempt(*one, seq);
            } else if (!again) {
                rows.unreadable();
            }
        });
    if (done) {
        done = select(table(raceColumns(), QStringLiteral("race_record")), since(from.race),
            [&](const QSqlQuery &query) {
                Columns next(query);
                const auto one = raceFrom(next);
                const qint64 seq = next.number();
                const bool again = seq <= from.race;
                to.race = std::max(to.race, seq);
                if (one) {
                    rows.race(*one, seq);
                } else if (!again) {
                    rows.unreadable();
                }
            });
    }
    if (done) {
        done = select(table(restoreColumns(), QStringLiteral("restore_record")), since(from.restore),
            [&](const QSqlQuery &query) {
                Columns next(query);
                const RestoreRecord one = restoreFrom(next);
                const qint64 seq = next.number();
                to.restore = std::max(to.restore, seq);
                rows.restore(one, seq);
            });
    }
    const auto lists = done ? marks() : Result<QVector<MarkRecord>>(tl::unexpected<Error>(done.error()));
    const auto stamp = generation();
    if (!lists || !stamp) {
        return tl::unexpected<Error>(lists ? stamp.error() : lists.error());
    }
    std::for_each(lists->cbegin(), lists->cend(), rows.mark);
    to.generation = *stamp;
    return to;
}

} // namespace snapgpu::metrics
