// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/path_patterns.h"

#include <algorithm>
#include <QDir>

namespace snapgpu {

PathPatterns::PathPatterns(const QStringList &patterns)
{
    for (const QString &text : patterns) {
        Pattern pattern;
        pattern.negated = text.startsWith(QLatin1Char('!'));
        const QString body = QDir::cleanPath(pattern.negated ? text.mid(1) : text); // as restic does
        pattern.fromRoot = body.startsWith(QLatin1Char('/'));
        for (const QString &part : body.split(QLatin1Char('/'), Qt::SkipEmptyParts)) {
            const bool any = part == QLatin1String("**");
            pattern.parts.push_back(any ? std::nullopt : GlobPart::parse(part));
            pattern.isPossible = pattern.isPossible && (any || pattern.parts.back());
        }
        m_patterns.push_back(std::move(pattern));
    }
}

PathPatterns::Hit PathPatterns::hit(
    const Pattern &pattern, const QStringList &names, std::size_t part, qsizetype name)
{
    if (part == pattern.parts.size()) {
        return Hit::Yes; // what lies below a match is matched
    }
    if (!pattern.parts[part]) {
        const Hit none = hit(pattern, names, part + 1, name);
        return none == Hit::Yes || name >= names.size() ? std::max(none, Hit::Below)
                                                        : std::max(none, hit(pattern, names, part, name + 1));
    }
    if (name >= names.size()) {
        return Hit::Below;
    }
    return pattern.parts[part]->matches(names.at(name)) ? hit(pattern, names, part + 1, name + 1) : Hit::None;
}

PathPatterns::Hit PathPatterns::best(const Pattern &pattern, const QStringList &names)
{
    if (!pattern.isPossible) {
        return Hit::None;
    }
    Hit found = hit(pattern, names, 0, 0);
    const qsizetype last = pattern.fromRoot ? 0 : names.size();
    for (qsizetype start = 1; start <= last && found != Hit::Yes; ++start) {
        found = std::max(found, hit(pattern, names, 0, start));
    }
    return found;
}

bool PathPatterns::match(const QStringList &names) const
{
    bool matched = false;
    for (const Pattern &pattern : m_patterns) {
        if (matched == pattern.negated && best(pattern, names) == Hit::Yes) {
            matched = !pattern.negated;
        }
    }
    return matched;
}

bool PathPatterns::mayMatchBelow(const QStringList &folder) const
{
    return std::any_of(m_patterns.cbegin(), m_patterns.cend(),
        [&](const Pattern &pattern) { return !pattern.negated && best(pattern, folder) != Hit::None; });
}

} // namespace snapgpu
