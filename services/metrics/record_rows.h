// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/boot_attempt.h"

#include <optional>
#include <QSqlQuery>
#include <QVariantList>

namespace snapgpu::metrics {

// Records as rows of their tables: what the columns are called, and values in that order, both ways.

const QString &attemptColumns();
const QString &raceColumns();
const QString &restoreColumns();

QVariantList valuesOf(const BootAttempt &one);
QVariantList valuesOf(const RaceRecord &one);
QVariantList valuesOf(const RestoreRecord &one);

/** Values are bound in the order of `columns`; a row whose `key` is there already stays as it is. */
QString insertInto(const QString &table, const QString &columns, const QString &key);

QString orEmpty(const QString &value); ///< a null string would be NULL in the database

/** Reads columns one after the other. */
class Columns final
{
public:
    explicit Columns(const QSqlQuery &query)
        : m_query(query)
    {
    }
    QString word() { return m_query.value(m_next++).toString(); }
    qint64 number() { return m_query.value(m_next++).toLongLong(); }
    int small() { return m_query.value(m_next++).toInt(); }

private:
    const QSqlQuery &m_query;
    int m_next = 0;
};

// nullopt: a word that this version does not know.
std::optional<BootAttempt> attemptFrom(Columns &next);
std::optional<RaceRecord> raceFrom(Columns &next);
RestoreRecord restoreFrom(Columns &next);

} // namespace snapgpu::metrics
