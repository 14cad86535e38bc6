// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/offer_fields.h"
#include "models/query.h"

#include <array>
#include <optional>
#include <vector>

namespace snapgpu {

/**
 * A query made ready for many offers: fields are looked up, numbers parsed and lists typed once, so that a
 * row costs a few comparisons and no allocation. A condition on a field that the row does not have holds
 * (unknown is not a refusal), except `eq` against a present null. The server does not apply every filter;
 * this does.
 */
class OfferFilter final
{
public:
    OfferFilter() = default; ///< accepts everything
    explicit OfferFilter(const Query &query);

    int size() const { return static_cast<int>(m_conditions.size()); } ///< conditions, in the query's order
    bool accepts(const Offer &offer) const;
    bool holds(int condition, const Offer &offer) const;

    /** What a condition compares with, in every shape a row may need. */
    struct Operand
    {
        bool isNull = false;
        std::optional<double> number;
        std::optional<qint64> whole;
        QString text;
    };
    struct Condition
    {
        QueryOp op = QueryOp::Eq;
        bool isLowerBound = false; ///< a setting of the search: the server turns `=` into "at least"
        const OfferFieldInfo *info = nullptr; ///< nullptr: a field that only Offer::raw may hold
        QByteArray rawName;
        Operand operand;
        std::vector<Operand> list;
    };

    /**
     * Filters many offers in one go. Most texts are shared by many offers, so verdicts on them are remembered
     * by address: the offers must stay unchanged while a pass lives.
     */
    class Pass final
    {
    public:
        explicit Pass(const OfferFilter &filter);
        bool accepts(const Offer &offer);
        bool holds(int condition, const Offer &offer);

    private:
        struct Verdict
        {
            const QChar *text = nullptr;
            qsizetype size = 0;
            bool holds = false;
        };
        using Memo = std::array<Verdict, 256>;

        const OfferFilter &m_filter;
        std::vector<Memo> m_memos; ///< one per condition
    };

private:
    std::vector<Condition> m_conditions;
};

} // namespace snapgpu
