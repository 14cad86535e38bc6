// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/restic/pattern_reference.h"

#include "models/glob_part.h"

#include <algorithm>

namespace snapgpu::test {

namespace {

/** A part of a pattern against a name, from the definition of Go's filepath.Match. */
bool partMatches(const QString &pattern, const QString &name)
{
    const auto glob = GlobPart::parse(pattern);
    return glob && glob->matches(name);
}

bool partsMatch(const QStringList &pattern, const QStringList &path, qsizetype p, qsizetype s)
{
    if (p == pattern.size()) {
        return true; // what lies below a match is matched
    }
    if (pattern.at(p) == QLatin1String("**")) {
        return partsMatch(pattern, path, p + 1, s)
            || (s < path.size() && partsMatch(pattern, path, p, s + 1));
    }
    return s < path.size() && partMatches(pattern.at(p), path.at(s))
        && partsMatch(pattern, path, p + 1, s + 1);
}

bool matches(const QString &pattern, const QString &path)
{
    const QStringList parts = pattern.split(QLatin1Char('/'), Qt::SkipEmptyParts);
    const QStringList names = path.split(QLatin1Char('/'), Qt::SkipEmptyParts);
    const qsizetype last = pattern.startsWith(QLatin1Char('/')) ? 0 : names.size();
    for (qsizetype start = 0; start <= last; ++start) {
        if (partsMatch(parts, names, 0, start)) {
            return true;
        }
    }
    return false;
}

QStringList lower(QStringList patterns)
{
    std::transform(
        patterns.begin(), patterns.end(), patterns.begin(), [](const QString &p) { return p.toLower(); });
    return patterns;
}

} // namespace

bool listed(const QStringList &patterns, const QString &path)
{
    bool matched = false;
    for (const QString &pattern : patterns) {
        const bool negated = pattern.startsWith(QLatin1Char('!'));
        const bool hit = matches(negated ? pattern.mid(1) : pattern, path);
        matched = negated ? matched && !hit : matched || hit;
    }
    return matched;
}

bool passes(const RestoreFilter &filter, const QString &path)
{
    if (!filter.include.isEmpty() || !filter.iinclude.isEmpty()) {
        return listed(filter.include, path) || listed(lower(filter.iinclude), path.toLower());
    }
    return !listed(filter.exclude, path) && !listed(lower(filter.iexclude), path.toLower());
}

} // namespace snapgpu::test
