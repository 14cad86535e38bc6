// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query.h"
#include "ui/range_edit.h"

#include <QString>
#include <QStringList>
#include <QVector>

// What chips read from the filter line and how they write it. Pure.
namespace snapgpu::chips {

/** A number of the filter line as people read it. */
struct RangeField
{
    QString field; ///< as conditions name it: "dph_total"
    QString written; ///< as the line is written: "dph"
    double shown = 1; ///< value of a condition times this is what people read (MB to GB)
    double typed = 1; ///< what people read times this is written into the line (% to share)
    QString pattern; ///< of the chip: "CUDA %1"
    RangeSpec spec;
};

/** Values of a list condition and whether they are wanted or unwanted. */
struct Choice
{
    QStringList values;
    bool excluding = false;

    bool operator==(const Choice &) const = default;
};

Range rangeIn(const Query &query, const RangeField &field);
/** Only the end that differs is rewritten, so that `>` stays `>`. */
QString withRange(const QString &text, const Query &query, const RangeField &field, const Range &range);
/** "≥ 24", "≤ 2", "24–48", "4"; no more decimals than the numbers need. */
QString rangeText(const Range &range, int decimals);

Choice choiceIn(const Query &query, const QString &field);
QString withChoice(const QString &text, const QString &field, const Choice &choice);

/** The line without the value among the wanted ones, or with it among the unwanted: "exclude this machine".
 */
QString withoutValue(const QString &text, const Query &query, const QString &field, const QString &value);

/** true, false, or absent when the line says nothing or `any`. */
std::optional<bool> flagIn(const Query &query, const QString &field);
/** `state` is written as it stands: "true", "false", "any"; empty takes the condition out. */
QString withFlag(const QString &text, const QString &field, const QString &state);

// The numbers of each chip, in the order of its window.
QVector<RangeField> memoryFields();
QVector<RangeField> reliabilityFields();
QVector<RangeField> linkFields();
QVector<RangeField> diskFields();
QVector<RangeField> cudaFields();
QVector<RangeField> portFields();
QVector<RangeField> durationFields();
QVector<RangeField> priceFields();

} // namespace snapgpu::chips
