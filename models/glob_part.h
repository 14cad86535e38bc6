// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QString>
#include <utility>
#include <vector>

namespace snapgpu {

/**
 * One part of a path pattern by the rules of Go's filepath.Match, which restic uses: *, ?, [a-z], [^a-z] and
 * a backslash before a character that is meant itself.
 */
class GlobPart final
{
public:
    /** Nothing when the pattern is not well formed: a bracket left open or empty, a backslash at the end. */
    static std::optional<GlobPart> parse(const QString &pattern);

    /** The one name it matches; nothing when it may match several. */
    std::optional<QString> literal() const;
    bool matches(const QString &name) const;
    /** A pattern that matches what this one matches when case is ignored, as restic's --iinclude does. */
    QString ignoringCase() const;

private:
    struct Token
    {
        enum class Kind { Char, Any, Star, Class } kind;
        bool negated = false;
        std::vector<std::pair<char32_t, char32_t>> ranges; ///< Char: one of one character
        bool holds(char32_t c) const;
    };
    bool matchesFrom(std::size_t token, const std::u32string &name, std::size_t at) const;

    std::vector<Token> m_tokens;
};

} // namespace snapgpu
