// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/glob_part.h"

#include <QStringList>
#include <vector>

namespace snapgpu {

/**
 * A list of restic's patterns against paths: a leading "/" binds to the root, "**" stands for any folders,
 * what lies below a match is matched, and a leading "!" takes back what a pattern before it matched. Paths
 * are given as their names. tst_ahead_list compares it with the rules that tst_pattern_restic tries on
 * restic.
 */
class PathPatterns final
{
public:
    explicit PathPatterns(const QStringList &patterns);

    bool match(const QStringList &names) const;
    /** False when nothing in this folder can match, so that it need not be looked into. */
    bool mayMatchBelow(const QStringList &folder) const;

private:
    struct Pattern
    {
        bool negated = false;
        bool fromRoot = false;
        std::vector<std::optional<GlobPart>> parts; ///< nothing = "**"
        bool isPossible = true; ///< a malformed one matches nothing
    };
    enum class Hit { None, Below, Yes }; ///< Below: the path ended within the pattern

    static Hit hit(const Pattern &pattern, const QStringList &names, std::size_t part, qsizetype name);
    static Hit best(const Pattern &pattern, const QStringList &names);

    std::vector<Pattern> m_patterns;
};

} // namespace snapgpu
