// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/offer_facets.h"

#include <functional>

namespace snapgpu {

/** What may stand at the cursor of a filter line, and which characters it would replace. */
struct QueryCompletion
{
    enum class Kind { Nothing, Field, Operator, Value };
    struct Candidate
    {
        QString text; ///< goes into the line as it is
        QString hint; ///< title of a field, meaning of an operator, number of offers; may be empty
    };

    Kind kind = Kind::Nothing;
    QString field; ///< of an operator or a value, after aliases
    QString prefix; ///< what is typed already
    int from = 0, to = 0;
    QVector<Candidate> candidates; ///< those that begin like the prefix first, then those that hold it
};

/** Values of a field among the offers at hand. */
using ValueSource = std::function<QVector<FacetValue>(const OfferFieldInfo &)>;

QueryCompletion completeQuery(const QString &text, int cursor, const ValueSource &values = {});
/** The line with a candidate put in, and where the cursor goes. */
std::pair<QString, int> withCompletion(
    const QString &text, const QueryCompletion &completion, const QString &candidate);

} // namespace snapgpu
