// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query.h"

#include <optional>
#include <QString>

namespace snapgpu::queryscan {

bool isFieldChar(QChar c); ///< A-Z a-z 0-9 _

/** Any spelling of an operator: ">=", "gte", "not in". */
std::optional<QueryOp> operatorOf(const QString &text);

/** One `field op value` as written; positions are characters of the line. */
struct Comparison
{
    QString field, op, value;
    int fieldAt = 0, opAt = 0, valueAt = 0;
    int end = 0; ///< behind the value
};

/** Cuts a line into comparisons without judging them. The text must outlive it. */
class Scanner final
{
public:
    explicit Scanner(const QString &text)
        : m_text(text)
    {
    }

    bool atEnd(); ///< skips blanks first
    int position() const { return m_at; }
    /** Nothing when no field name stands here. */
    std::optional<Comparison> next();

private:
    int size() const { return static_cast<int>(m_text.size()); }
    QChar peek(int at) const { return at < size() ? m_text.at(at) : QChar(); }
    void skipBlanks();
    template <typename Predicate> QString run(Predicate accepts);
    void readOperator(Comparison &c);
    QString readValue();

    const QString &m_text;
    int m_at = 0;
};

/** All comparisons up to the first place that is not understood. */
QVector<Comparison> comparisons(const QString &text);

} // namespace snapgpu::queryscan
