// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTableView;

namespace snapgpu {

/** One look and one behaviour for every table: whole rows, fixed height, sort by click, columns movable. */
void configureTable(QTableView *table);

/** A menu on the header that shows and hides columns; those before `firstOptional` and itself always stay. */
void offerColumnMenu(QTableView *table, int firstOptional);

/** The selected rows as tab-separated text, with a header line, in the order and columns on screen. */
void copySelection(const QTableView *table);

} // namespace snapgpu
