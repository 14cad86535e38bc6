// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query_scan.h"

#include <QVector>

namespace snapgpu::queryscan {

namespace {

bool isOperatorChar(QChar c)
{
    const ushort u = c.unicode();
    return u == '=' || u == '<' || u == '>' || u == '!';
}

} // namespace

bool isFieldChar(QChar c)
{
    const ushort u = c.unicode();
    return (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= '0' && u <= '9') || u == '_';
}

std::optional<QueryOp> operatorOf(const QString &text)
{
    static const std::pair<QLatin1String, QueryOp> table[] = {
        {QLatin1String(">="), QueryOp::Gte},
        {QLatin1String("gte"), QueryOp::Gte},
        {QLatin1String(">"), QueryOp::Gt},
        {QLatin1String("gt"), QueryOp::Gt},
        {QLatin1String("<="), QueryOp::Lte},
        {QLatin1String("lte"), QueryOp::Lte},
        {QLatin1String("<"), QueryOp::Lt},
        {QLatin1String("lt"), QueryOp::Lt},
        {QLatin1String("="), QueryOp::Eq},
        {QLatin1String("=="), QueryOp::Eq},
        {QLatin1String("eq"), QueryOp::Eq},
        {QLatin1String("!="), QueryOp::Neq},
        {QLatin1String("neq"), QueryOp::Neq},
        {QLatin1String("noteq"), QueryOp::Neq},
        {QLatin1String("not eq"), QueryOp::Neq},
        {QLatin1String("in"), QueryOp::In},
        {QLatin1String("notin"), QueryOp::NotIn},
        {QLatin1String("not in"), QueryOp::NotIn},
        {QLatin1String("nin"), QueryOp::NotIn},
    };
    for (const auto &[word, op] : table) {
        if (text == word) {
            return op;
        }
    }
    return std::nullopt;
}

bool Scanner::atEnd()
{
    skipBlanks();
    return m_at >= size();
}

std::optional<Comparison> Scanner::next()
{
    Comparison c;
    c.fieldAt = m_at;
    c.field = run(isFieldChar);
    if (c.field.isEmpty()) {
        return std::nullopt;
    }
    readOperator(c);
    skipBlanks();
    c.valueAt = m_at;
    c.value = readValue();
    c.end = m_at;
    return c;
}

void Scanner::skipBlanks()
{
    while (m_at < size() && m_text.at(m_at).isSpace()) {
        ++m_at;
    }
}

template <typename Predicate> QString Scanner::run(Predicate accepts)
{
    const int from = m_at;
    while (m_at < size() && accepts(m_text.at(m_at))) {
        ++m_at;
    }
    return m_text.mid(from, m_at - from);
}

void Scanner::readOperator(Comparison &c)
{
    const int afterField = m_at;
    skipBlanks();
    c.opAt = m_at;
    c.op = run(isOperatorChar);
    if (!c.op.isEmpty() || m_at == afterField) {
        return;
    }
    // Longest first, because "not in" begins like nothing else but "not eq".
    for (const char *word :
        {"not eq", "not in", "noteq", "notin", "gte", "lte", "neq", "nin", "gt", "lt", "eq", "in"}) {
        const QString candidate = QString::fromLatin1(word);
        const int end = m_at + static_cast<int>(candidate.size());
        if (QStringView(m_text).mid(m_at).startsWith(candidate) && peek(end).isSpace()) {
            c.op = candidate;
            m_at = end;
            return;
        }
    }
}

QString Scanner::readValue()
{
    for (const auto &[open, close] : {std::pair('[', ']'), std::pair('"', '"')}) {
        if (peek(m_at) == QLatin1Char(open)) {
            const int end = static_cast<int>(m_text.indexOf(QLatin1Char(close), m_at + 1));
            if (end > m_at + 1) {
                const QString value = m_text.mid(m_at, end + 1 - m_at);
                m_at = end + 1;
                return value;
            }
        }
    }
    return run([](QChar ch) { return !ch.isSpace(); });
}

QVector<Comparison> comparisons(const QString &text)
{
    QVector<Comparison> found;
    Scanner scanner(text);
    while (!scanner.atEnd()) {
        const auto comparison = scanner.next();
        if (!comparison) {
            break;
        }
        found.append(*comparison);
    }
    return found;
}

} // namespace snapgpu::queryscan
