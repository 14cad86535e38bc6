// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table_setup.h"

#include <algorithm>
#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QShortcut>
#include <QTableView>

namespace snapgpu {

namespace {

constexpr int kRowPadding = 13;
constexpr int kCellPadding = 28; ///< both sides, and the arrow of the sorted column
constexpr int kSearchWidth = 310;

/** Columns that are shown, from left to right. */
QVector<int> visibleColumns(const QHeaderView *header)
{
    QVector<int> columns;
    for (int visual = 0; visual < header->count(); ++visual) {
        const int logical = header->logicalIndex(visual);
        if (!header->isSectionHidden(logical)) {
            columns.append(logical);
        }
    }
    return columns;
}

} // namespace

void configureTable(QTableView *table)
{
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setTabKeyNavigation(false);
    table->setCornerButtonEnabled(false);
    table->setSortingEnabled(true);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(QFontMetrics(table->font()).height() + kRowPadding);
    table->horizontalHeader()->setSectionsMovable(true);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setMinimumSectionSize(24);

    auto *copy = new QAction(QCoreApplication::translate("Table", "Copy rows"), table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(copy, &QAction::triggered, table, [table] { copySelection(table); });
    table->addAction(copy);
    table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void configureSearch(QLineEdit *search, const QString &placeholder, const QString &accessibleName)
{
    search->setPlaceholderText(placeholder);
    search->setAccessibleName(accessibleName);
    search->setClearButtonEnabled(true);
    search->setMinimumWidth(kSearchWidth);
    auto *clear = new QShortcut(Qt::Key_Escape, search, nullptr, nullptr, Qt::WidgetShortcut);
    QObject::connect(clear, &QShortcut::activated, search, &QLineEdit::clear);
}

void fitColumn(QHeaderView *header, int column, const QStringList &texts, int more)
{
    int width = header->fontMetrics().horizontalAdvance(
        header->model()->headerData(column, Qt::Horizontal).toString());
    const QFontMetrics metrics = header->parentWidget()->fontMetrics();
    for (const QString &text : texts) {
        width = std::max(width, metrics.horizontalAdvance(text));
    }
    header->resizeSection(column, width + kCellPadding + more);
}

void offerColumnMenu(QTableView *table, int firstOptional)
{
    QHeaderView *header = table->horizontalHeader();
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(
        header, &QWidget::customContextMenuRequested, table, [table, header, firstOptional](QPoint place) {
            auto *menu = new QMenu(table);
            menu->setAttribute(Qt::WA_DeleteOnClose);
            for (int column = firstOptional + 1; column < header->count(); ++column) {
                QAction *action =
                    menu->addAction(table->model()->headerData(column, Qt::Horizontal).toString());
                action->setCheckable(true);
                action->setChecked(!header->isSectionHidden(column));
                QObject::connect(action, &QAction::toggled, header,
                    [header, column](bool shown) { header->setSectionHidden(column, !shown); });
            }
            menu->popup(header->mapToGlobal(place));
        });
}

void copySelection(const QTableView *table)
{
    const QVector<int> columns = visibleColumns(table->horizontalHeader());
    QModelIndexList rows = table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    QStringList cells;
    for (const int column : columns) {
        cells.append(table->model()->headerData(column, Qt::Horizontal).toString());
    }
    lines.append(cells.join(QLatin1Char('\t')));
    for (const QModelIndex &row : std::as_const(rows)) {
        cells.clear();
        for (const int column : columns) {
            cells.append(row.siblingAtColumn(column).data().toString());
        }
        lines.append(cells.join(QLatin1Char('\t')));
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace snapgpu
