// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

class QHeaderView;
class QLineEdit;
class QTableView;

namespace snapgpu {

/** One look and one behaviour for every table: whole rows, fixed height, sort by click, columns movable. */
void configureTable(QTableView *table);

/** The field over a table that filters its rows as one types; Escape empties it. */
void configureSearch(QLineEdit *search, const QString &placeholder, const QString &accessibleName);

/** As wide as the column's title and these texts need; `more` pixels for a sign or the like. */
void fitColumn(QHeaderView *header, int column, const QStringList &texts, int more = 0);

/** A menu on the header that shows and hides columns; those before `firstOptional` and itself always stay. */
void offerColumnMenu(QTableView *table, int firstOptional);

/** The selected rows as tab-separated text, with a header line, in the order and columns on screen. */
void copySelection(const QTableView *table);

} // namespace snapgpu
