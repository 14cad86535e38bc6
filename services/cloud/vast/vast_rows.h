// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/machine.h"
#include "models/offer.h"

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <QSet>
#include <QString>

namespace snapgpu::vast {

/** Thousands of offers say the same words; with a pool they share one copy of each. */
class TextPool final
{
public:
    QString shared(const QString &text);

private:
    QSet<QString> m_texts;
};

/** One element of `offers`; nothing when it has no id. Nulls, strings for numbers and stray blanks are
 * normal; what does not fit its field stays in Offer::raw. */
std::optional<Offer> offerFromRow(const nlohmann::json &row, TextPool *pool = nullptr);

/** A host that names its country only is told as ", US". */
QString placeText(const QString &geolocation);

/** One element of `instances`; nothing when it has no id. */
std::optional<Machine> machineFromRow(const nlohmann::json &row);

} // namespace snapgpu::vast
