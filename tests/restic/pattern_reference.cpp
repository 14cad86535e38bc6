// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/restic/pattern_reference.h"

#include "models/path_patterns.h"

#include <algorithm>

namespace snapgpu::test {

namespace {

QStringList lower(QStringList patterns)
{
    std::transform(
        patterns.begin(), patterns.end(), patterns.begin(), [](const QString &p) { return p.toLower(); });
    return patterns;
}

} // namespace

bool listed(const QStringList &patterns, const QString &path)
{
    return PathPatterns(patterns).match(path.split(QLatin1Char('/'), Qt::SkipEmptyParts));
}

bool passes(const RestoreFilter &filter, const QString &path)
{
    if (!filter.include.isEmpty() || !filter.iinclude.isEmpty()) {
        return listed(filter.include, path) || listed(lower(filter.iinclude), path.toLower());
    }
    return !listed(filter.exclude, path) && !listed(lower(filter.iexclude), path.toLower());
}

} // namespace snapgpu::test
