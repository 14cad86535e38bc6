// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/offer_facts.h"

#include "models/offer_table_model.h"

namespace snapgpu {

OfferFacts factsOf(const OfferTableModel *model)
{
    OfferFacts facts;
    facts.counts = [model](const Query &query, FacetKind kind) {
        return snapgpu::facets(query, model->offers(), {kind}).first().values;
    };
    facts.numbers = [model](const QString &field) {
        QVector<double> numbers;
        const OfferFieldInfo *info = findOfferField(field);
        if (info == nullptr) {
            return numbers;
        }
        for (const Offer &offer : model->offers()) {
            if (const FieldValue value = valueOf(*info, offer); value.presence == Presence::Value) {
                numbers.append(value.number);
            }
        }
        return numbers;
    };
    return facts;
}

} // namespace snapgpu
