// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query.h"

#include <QString>
#include <QVector>

namespace snapgpu {

/** First condition on `field` with one of these operators; nullptr when there is none. */
const QueryCondition *findCondition(const Query &query, const QString &field, const QVector<QueryOp> &ops);

/**
 * The same line with the conditions on `field` (with one of `ops`) replaced by `replacement`, which goes
 * where the first stood, or at the end. An empty replacement removes. Everything else stays as it was typed.
 * Pure.
 */
QString withCondition(
    const QString &text, const QString &field, const QVector<QueryOp> &ops, const QString &replacement);

double numberOf(const QueryScalar &value); ///< NaN when it is not a number
QString textOf(const QueryScalar &value); ///< empty unless text or a number

} // namespace snapgpu
