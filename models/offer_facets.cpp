// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/offer_facets.h"

#include "models/offer_filter.h"
#include "models/query_edit.h"
#include "models/query_fields.h"
#include "models/regions.h"

#include <algorithm>
#include <cmath>
#include <QHash>

namespace snapgpu {

namespace {

constexpr double kMbPerGb = 1024.0;

const OfferFieldInfo &fieldOf(FacetKind kind)
{
    switch (kind) {
    case FacetKind::GpuName:
        return offerField(OfferField::GpuName);
    case FacetKind::NumGpus:
        return offerField(OfferField::NumGpus);
    case FacetKind::VramGb:
        return offerField(OfferField::GpuRam);
    case FacetKind::Country:
    case FacetKind::Region:
        return offerField(OfferField::Geolocation);
    case FacetKind::Cuda:
        return offerField(OfferField::CudaMaxGood);
    case FacetKind::Verified:
        return offerField(OfferField::Verified);
    case FacetKind::Datacenter:
        return offerField(OfferField::Datacenter);
    case FacetKind::StaticIp:
        return offerField(OfferField::StaticIp);
    }
    Q_UNREACHABLE();
}

/** Value of one offer as text of the grammar; empty when it has none. */
QString valueText(FacetKind kind, const FieldValue &value)
{
    switch (kind) {
    case FacetKind::Country:
        return countryOf(*value.text);
    case FacetKind::Region: {
        const int region = regionOf(countryOf(*value.text));
        return region < 0 ? QString() : regionKey(static_cast<Region>(region));
    }
    case FacetKind::VramGb:
        return QString::number(std::round(value.number / kMbPerGb));
    default:
        break;
    }
    if (value.isFlag) {
        return value.number != 0 ? QStringLiteral("true") : QStringLiteral("false");
    }
    return value.text != nullptr ? *value.text : queryedit::writtenNumber(value.number);
}

/** Counts the values of one facet. Equal texts are mostly one shared text, and equal numbers are equal: only
 * new ones are turned into words. */
class Counter final
{
public:
    explicit Counter(FacetKind kind)
        : m_kind(kind)
        , m_info(fieldOf(kind))
    {
    }
    const OfferFieldInfo &field() const { return m_info; }

    void add(const Offer &offer)
    {
        const FieldValue value = valueOf(m_info, offer);
        if (value.presence != Presence::Value) {
            return;
        }
        if (value.text != nullptr) {
            ++m_texts[*value.text];
        } else {
            ++m_numbers[value.number];
        }
        m_isFlag = value.isFlag;
    }

    Facet facet() const
    {
        QHash<QString, FacetValue> merged;
        const auto count = [&](const FieldValue &value, int offers) {
            const QString text = valueText(m_kind, value);
            if (!text.isEmpty()) {
                FacetValue &entry = merged[text];
                entry.value = text;
                entry.number = text.toDouble();
                entry.count += offers;
            }
        };
        for (auto it = m_texts.begin(); it != m_texts.end(); ++it) {
            count({Presence::Value, false, false, 0, 0, &it.key()}, it.value());
        }
        for (auto it = m_numbers.begin(); it != m_numbers.end(); ++it) {
            count({Presence::Value, m_isFlag, false, it.key(), 0, nullptr}, it.value());
        }
        Facet facet{m_kind, merged.values()};
        const bool byNumber = m_info.isNumeric();
        std::sort(facet.values.begin(), facet.values.end(), [=](const FacetValue &a, const FacetValue &b) {
            if (byNumber) {
                return a.number < b.number;
            }
            return a.count != b.count ? a.count > b.count : a.value < b.value;
        });
        return facet;
    }

private:
    FacetKind m_kind;
    const OfferFieldInfo &m_info;
    QHash<QString, int> m_texts;
    QHash<double, int> m_numbers;
    bool m_isFlag = false;
};

/** Offers that a condition with a bound would let in if the bound moved: the nearest value. */
class NearestBound final
{
public:
    explicit NearestBound(const QueryCondition &condition)
        : m_info(findOfferField(condition.field))
        , m_isUpper(condition.op == QueryOp::Lt || condition.op == QueryOp::Lte)
        , m_isBound(m_isUpper || condition.op == QueryOp::Gt || condition.op == QueryOp::Gte)
    {
    }

    void add(const Offer &offer)
    {
        if (!m_isBound || m_info == nullptr) {
            return;
        }
        const FieldValue value = valueOf(*m_info, offer);
        if (value.presence != Presence::Value || value.text != nullptr) {
            return;
        }
        m_value = !m_value ? value.number
            : m_isUpper    ? std::min(*m_value, value.number)
                           : std::max(*m_value, value.number);
    }

    /** "dph_total<=0.31", in the units of the grammar and rounded so that the offer fits; empty if none. */
    QString text(const QueryCondition &condition) const
    {
        if (!m_value || condition.field == QLatin1String("driver_version")
            || condition.field.endsWith(QLatin1String("_GB"))) {
            return {};
        }
        const double factor = queryfields::multiplier(condition.field);
        const double value = factor == 0 ? *m_value : *m_value / factor;
        const double step = std::abs(value) >= 100 ? 1 : std::abs(value) >= 10 ? 0.1 : 0.001;
        const double rounded = (m_isUpper ? std::ceil(value / step) : std::floor(value / step)) * step;
        return condition.field + (m_isUpper ? QStringLiteral("<=") : QStringLiteral(">="))
            + queryedit::writtenNumber(rounded);
    }

private:
    const OfferFieldInfo *m_info;
    bool m_isUpper;
    bool m_isBound;
    std::optional<double> m_value;
};

} // namespace

QString facetField(FacetKind kind) { return fieldOf(kind).keyText(); }

QVector<Facet> facets(const Query &query, const QVector<Offer> &offers, const QVector<FacetKind> &kinds)
{
    const OfferFilter filter(query);
    OfferFilter::Pass pass(filter);
    std::vector<const OfferFieldInfo *> fields; // by condition
    for (const QueryCondition &condition : query.conditions) {
        fields.push_back(findOfferField(condition.field));
    }
    std::vector<Counter> counters(kinds.begin(), kinds.end());
    for (const Offer &offer : offers) {
        const OfferFieldInfo *failed = nullptr;
        bool hopeless = false;
        for (int i = 0; i < filter.size() && !hopeless; ++i) {
            if (!pass.holds(i, offer)) {
                const OfferFieldInfo *field = fields[static_cast<std::size_t>(i)];
                hopeless = field == nullptr || (failed != nullptr && failed != field);
                failed = field;
            }
        }
        for (Counter &counter : counters) {
            if (!hopeless && (failed == nullptr || failed == &counter.field())) {
                counter.add(offer);
            }
        }
    }
    QVector<Facet> result;
    for (const Counter &counter : counters) {
        result.append(counter.facet());
    }
    return result;
}

QVector<FacetValue> knownValues(const OfferFieldInfo &info, const QVector<Offer> &offers, int most)
{
    QHash<QString, int> texts;
    QHash<double, int> numbers;
    const bool isPlace = info.field == OfferField::Geolocation;
    for (const Offer &offer : offers) {
        const FieldValue value = valueOf(info, offer);
        if (value.presence == Presence::Value && value.text != nullptr) {
            ++texts[*value.text];
        } else if (value.presence == Presence::Value) {
            ++numbers[value.number];
        }
    }
    QHash<QString, int> merged;
    for (auto it = texts.begin(); it != texts.end(); ++it) {
        merged[isPlace ? countryOf(it.key()) : it.key()] += it.value();
    }
    const double factor = queryfields::multiplier(info.keyText());
    for (auto it = numbers.begin(); it != numbers.end(); ++it) {
        merged[queryedit::writtenNumber(factor == 0 ? it.key() : std::floor(it.key() / factor))] +=
            it.value();
    }
    QVector<FacetValue> values;
    for (auto it = merged.begin(); it != merged.end(); ++it) {
        if (!it.key().isEmpty()) {
            values.append({it.key(), it.key().toDouble(), it.value()});
        }
    }
    std::sort(values.begin(), values.end(), [](const FacetValue &a, const FacetValue &b) {
        return a.count != b.count ? a.count > b.count : a.value < b.value;
    });
    values.resize(std::min<qsizetype>(values.size(), most));
    return values;
}

QVector<ConditionCost> conditionCosts(const QString &text, const QVector<Offer> &offers)
{
    const auto query = parseQuery(text);
    if (!query) {
        return {};
    }
    const OfferFilter filter(*query);
    OfferFilter::Pass pass(filter);
    QVector<ConditionCost> costs(filter.size());
    std::vector<NearestBound> nearest(query->conditions.begin(), query->conditions.end());
    for (const Offer &offer : offers) {
        int failed = -1;
        int failures = 0;
        for (int i = 0; i < filter.size(); ++i) {
            if (!pass.holds(i, offer)) {
                failed = i;
                ++failures;
                ++costs[i].refused;
            }
        }
        if (failures == 1) {
            ++costs[failed].gained;
            nearest[static_cast<std::size_t>(failed)].add(offer);
        }
    }
    for (int i = 0; i < filter.size(); ++i) {
        const QueryCondition &condition = query->conditions.at(i);
        costs[i].condition = i;
        costs[i].withoutText = queryedit::withoutConditionAt(text, condition.position);
        const QString bound = nearest[static_cast<std::size_t>(i)].text(condition);
        if (!bound.isEmpty()) {
            costs[i].loosenedText = queryedit::withConditionAt(text, condition.position, bound);
        }
    }
    std::stable_sort(costs.begin(), costs.end(), [](const ConditionCost &a, const ConditionCost &b) {
        return a.gained != b.gained ? a.gained > b.gained : a.refused > b.refused;
    });
    return costs;
}

} // namespace snapgpu
