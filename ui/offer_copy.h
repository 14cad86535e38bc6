// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QVector>

namespace snapgpu {

class OfferTableModel;

enum class OfferFormat {
    Text, ///< as on screen, tab-separated
    Csv, ///< RFC 4180, numbers plain and with a point, in the units of the headers
    Json, ///< an array of whole offers, with the provider's own field names
};

/** These rows of the model in these columns (JSON: all fields), with a header line; UTF-8. */
QByteArray offersAs(
    OfferFormat format, const OfferTableModel &model, const QVector<int> &rows, const QVector<int> &columns);

} // namespace snapgpu
