// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/offer_facts.h"

#include "models/offer_table_model.h"

namespace snapgpu {

namespace {

QString textOf(const Offer &offer, const QString &field)
{
    if (field == QLatin1String("gpu_name")) {
        return offer.gpuName;
    }
    return field == QLatin1String("num_gpus") ? QString::number(offer.numGpus) : offer.geolocation;
}

std::optional<double> numberOf(const Offer &offer, const QString &field)
{
    const OfferFieldInfo *info = findOfferField(field);
    const FieldValue value = info != nullptr ? valueOf(*info, offer) : FieldValue();
    const bool isNumber = value.presence == Presence::Value && value.text == nullptr;
    return isNumber ? std::optional<double>(value.number) : std::nullopt;
}

} // namespace

OfferFacts factsOf(const OfferTableModel *model)
{
    OfferFacts facts;
    facts.counts = [model](const QString &field) {
        QHash<QString, int> counts;
        for (const Offer &offer : model->offers()) {
            if (const QString text = textOf(offer, field); !text.isEmpty()) {
                ++counts[text];
            }
        }
        QVector<ValueCount> values;
        for (auto it = counts.cbegin(); it != counts.cend(); ++it) {
            values.append({it.key(), it.value()});
        }
        return values;
    };
    facts.numbers = [model](const QString &field) {
        QVector<double> numbers;
        for (const Offer &offer : model->offers()) {
            if (const auto number = numberOf(offer, field)) {
                numbers.append(*number);
            }
        }
        return numbers;
    };
    return facts;
}

} // namespace snapgpu
