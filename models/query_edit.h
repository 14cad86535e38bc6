// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query.h"

#include <QString>
#include <QStringList>
#include <QVector>

namespace snapgpu::queryedit {

/**
 * Edits of the filter line that leave everything else as it was typed: what the chips do. All are pure. A
 * line that is not understood comes back as it is: it is the person's to mend.
 */

/**
 * The conditions on `field` (under any alias) with one of `ops` (empty = all, and `= any` too) are replaced
 * by `replacement`, which goes where the first stood, or at the end. An empty replacement removes.
 */
QString withCondition(
    const QString &text, const QString &field, const QVector<QueryOp> &ops, const QString &replacement);
QString withoutField(const QString &text, const QString &field);
/** Without the condition that starts at this character (QueryCondition::position). */
QString withoutConditionAt(const QString &text, int position);
/** That one condition replaced. */
QString withConditionAt(const QString &text, int position, const QString &replacement);

/** `field op bound`, in the units of the grammar (GB, days); replaces every bound of the same side. */
QString withBound(const QString &text, const QString &field, QueryOp op, double bound);

/** Exactly these values: nothing, `field=A`, or `field in [A,B]`. */
QString withValues(const QString &text, const QString &field, const QStringList &values);
/** Values asked for with `=` or `in`, in the form of the row ("RTX 4090"). */
QStringList valuesOf(const Query &query, const QString &field);
QString withValueToggled(const QString &text, const QString &field, const QString &value);

/** Adds to `field notin [...]`: never this machine, host or place. */
QString withExcluded(const QString &text, const QString &field, const QString &value);
QStringList excludedOf(const Query &query, const QString &field);

/** The value as the grammar takes it: blanks as underscores, quoted where it must be. */
QString written(const QString &value);
/** A number as people would type it: no exponent, no trailing zeros. */
QString writtenNumber(double number);

} // namespace snapgpu::queryedit
