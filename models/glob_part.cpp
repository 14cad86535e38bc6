// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/glob_part.h"

#include <algorithm>

namespace snapgpu {

namespace {

bool isSpecial(char32_t c) { return c == U'*' || c == U'?' || c == U'[' || c == U']' || c == U'\\'; }

QString escaped(char32_t c, bool inClass)
{
    const QString text = QString::fromUcs4(&c, 1);
    const bool escape = isSpecial(c) || (inClass && (c == U'-' || c == U'^'));
    return escape ? QLatin1Char('\\') + text : text;
}

/** A character of a class, with its backslash; nothing where Go sees none. */
std::optional<char32_t> classChar(const std::u32string &text, std::size_t *at)
{
    if (*at >= text.size() || text[*at] == U'-' || text[*at] == U']') {
        return std::nullopt;
    }
    if (text[*at] == U'\\' && ++*at >= text.size()) {
        return std::nullopt;
    }
    return text[(*at)++];
}

} // namespace

std::optional<GlobPart> GlobPart::parse(const QString &pattern)
{
    const std::u32string text = pattern.toStdU32String();
    GlobPart part;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = text[at++];
        if (c == U'*' || c == U'?') {
            part.m_tokens.push_back({c == U'*' ? Token::Kind::Star : Token::Kind::Any, false, {}});
        } else if (c == U'[') {
            Token token{Token::Kind::Class, at < text.size() && text[at] == U'^', {}};
            at += token.negated ? 1 : 0;
            while (token.ranges.empty() || at >= text.size() || text[at] != U']') {
                const auto low = classChar(text, &at);
                const bool range = low && at < text.size() && text[at] == U'-';
                const auto high = range ? classChar(text, &++at) : low;
                if (!low || !high) {
                    return std::nullopt;
                }
                token.ranges.emplace_back(*low, *high);
            }
            ++at;
            part.m_tokens.push_back(std::move(token));
        } else {
            if (c == U'\\' && at >= text.size()) {
                return std::nullopt;
            }
            const char32_t meant = c == U'\\' ? text[at++] : c;
            part.m_tokens.push_back({Token::Kind::Char, false, {{meant, meant}}});
        }
    }
    return part;
}

std::optional<QString> GlobPart::literal() const
{
    QString text;
    for (const Token &token : m_tokens) {
        if (token.kind != Token::Kind::Char) {
            return std::nullopt;
        }
        text += QString::fromUcs4(&token.ranges.front().first, 1);
    }
    return text;
}

bool GlobPart::Token::holds(char32_t c) const
{
    const bool found = std::any_of(ranges.cbegin(), ranges.cend(),
        [c](const auto &range) { return range.first <= c && c <= range.second; });
    return kind == Kind::Any || found != negated;
}

bool GlobPart::matches(const QString &name) const { return matchesFrom(0, name.toStdU32String(), 0); }

bool GlobPart::matchesFrom(std::size_t token, const std::u32string &name, std::size_t at) const
{
    for (; token < m_tokens.size(); ++token, ++at) {
        if (m_tokens[token].kind == Token::Kind::Star) {
            for (std::size_t rest = at; rest <= name.size(); ++rest) {
                if (matchesFrom(token + 1, name, rest)) {
                    return true;
                }
            }
            return false;
        }
        if (at >= name.size() || !m_tokens[token].holds(name[at])) {
            return false;
        }
    }
    return at == name.size();
}

QString GlobPart::ignoringCase() const
{
    QString text;
    for (const Token &token : m_tokens) {
        if (token.kind == Token::Kind::Star || token.kind == Token::Kind::Any) {
            text += QLatin1Char(token.kind == Token::Kind::Star ? '*' : '?');
            continue;
        }
        QString ranges;
        bool cased = false;
        for (const auto &[low, high] : token.ranges) {
            const auto add = [&ranges](char32_t from, char32_t to) {
                ranges += escaped(from, true);
                if (to != from) {
                    ranges += QLatin1Char('-') + escaped(to, true);
                }
            };
            const char32_t small = QChar::toLower(low), smallEnd = QChar::toLower(high);
            const char32_t large = QChar::toUpper(small), largeEnd = QChar::toUpper(smallEnd);
            add(small, smallEnd);
            if (large != small || largeEnd != smallEnd) {
                cased = true;
                add(large, largeEnd);
            }
        }
        if (token.kind == Token::Kind::Char && !cased) {
            text += escaped(token.ranges.front().first, false);
        } else {
            text += (token.negated ? QStringLiteral("[^") : QStringLiteral("[")) + ranges + QLatin1Char(']');
        }
    }
    return text;
}

} // namespace snapgpu
