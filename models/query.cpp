// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query.h"

#include "models/query_fields.h"

namespace snapgpu {

QString toText(QueryOp op)
{
    switch (op) {
    case QueryOp::Eq:
        return QStringLiteral("eq");
    case QueryOp::Neq:
        return QStringLiteral("neq");
    case QueryOp::Gt:
        return QStringLiteral("gt");
    case QueryOp::Gte:
        return QStringLiteral("gte");
    case QueryOp::Lt:
        return QStringLiteral("lt");
    case QueryOp::Lte:
        return QStringLiteral("lte");
    case QueryOp::In:
        return QStringLiteral("in");
    case QueryOp::NotIn:
        return QStringLiteral("notin");
    }
    Q_UNREACHABLE();
}

QVector<OrderKey> parseOrder(const QString &text)
{
    QVector<OrderKey> keys;
    const QStringList parts = text.split(QLatin1Char(','));
    for (const QString &part : parts) {
        QString name = part.trimmed();
        bool descending = false;
        const auto strip = [&](QChar sign) {
            bool found = false;
            if (name.startsWith(sign)) {
                name.remove(0, 1);
                found = true;
            }
            if (name.endsWith(sign)) {
                name.chop(1);
                found = true;
            }
            return found;
        };
        descending = strip(QLatin1Char('-'));
        strip(QLatin1Char('+'));
        name = name.trimmed();
        if (!name.isEmpty()) {
            keys.append({queryfields::canonical(name), descending});
        }
    }
    return keys;
}

} // namespace snapgpu
