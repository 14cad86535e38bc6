// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/offer_fields.h"
#include "models/query.h"

#include <QString>
#include <QVector>

namespace snapgpu {

/** What a person can choose from: values of one field among the offers at hand. */
enum class FacetKind : quint8 {
    GpuName,
    NumGpus,
    VramGb, ///< nominal gigabytes of one GPU
    Country,
    Region,
    Cuda,
    Verified,
    Datacenter,
    StaticIp,
};

/** One value and how many offers would be left with it. */
struct FacetValue
{
    QString value; ///< as queryedit takes it: "RTX 4090", "2", "CA", "true"; a region's key
    double number = 0; ///< of numeric facets
    int count = 0;

    bool operator==(const FacetValue &) const = default;
};

struct Facet
{
    FacetKind kind = FacetKind::GpuName;
    QVector<FacetValue> values; ///< numbers ascending; texts by count, then name
};

QString facetField(FacetKind kind); ///< the field of the grammar: "gpu_name"

/**
 * Counts per value over the offers that meet every condition but those on the facet's own field, so that a
 * list of choices does not shrink to what is chosen. Pure; one pass over the offers for all facets.
 */
QVector<Facet> facets(const Query &query, const QVector<Offer> &offers, const QVector<FacetKind> &kinds);

/** Values that the offers at hand have in a field, most frequent first, for completion; texts and numbers. */
QVector<FacetValue> knownValues(const OfferFieldInfo &info, const QVector<Offer> &offers, int most);

/** What one condition of a query costs in offers, and two ways out. */
struct ConditionCost
{
    int condition = 0; ///< index in Query::conditions
    int gained = 0; ///< offers that would match without this one condition
    int refused = 0; ///< offers that do not meet it, whatever else they lack
    QString withoutText; ///< the line without it
    QString loosenedText; ///< the line with the nearest bound that lets an offer in; empty when there is none
};

/** Costliest condition first: by what is gained without it, then by what it refuses. Pure. */
QVector<ConditionCost> conditionCosts(const QString &text, const QVector<Offer> &offers);

} // namespace snapgpu
