// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <QString>
#include <QStringList>

class QHeaderView;

namespace snapgpu {

/** Name of a column that stays the same in every version and language: "gpu_name"; empty = not remembered. */
using ColumnKey = std::function<QString(int column)>;

/** Shown columns from left to right with their widths: "gpu_name=120". */
QStringList readColumns(const QHeaderView *header, const ColumnKey &keyOf);
/**
 * Shows, orders and sizes columns as read before. Columns without a key stay where they are, in front. Names
 * nobody knows (of another version) are passed over; a list that names nothing changes nothing.
 */
void applyColumns(QHeaderView *header, const QStringList &columns, const ColumnKey &keyOf);

} // namespace snapgpu
