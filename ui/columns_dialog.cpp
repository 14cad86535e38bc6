// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/columns_dialog.h"

#include "ui/widgets.h"

#include <algorithm>
#include <QAction>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

constexpr int kKeyRole = Qt::UserRole;
constexpr int kRowHeight = 24;
constexpr QSize kSize(420, 520);

} // namespace

ColumnsDialog::ColumnsDialog(
    const QVector<ColumnChoice> &columns, const QStringList &original, QWidget *parent)
    : QDialog(parent)
    , m_columns(columns)
    , m_original(original)
    , m_search(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    setObjectName(QStringLiteral("columnsDialog"));
    setWindowTitle(tr("Columns"));
    resize(kSize);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(8);
    m_search->setPlaceholderText(tr("Search for a field"));
    m_search->setAccessibleName(tr("Search for a field"));
    setRole(m_list, "list");
    m_list->setAccessibleName(tr("Columns, from left to right"));
    m_list->setObjectName(QStringLiteral("columnsList"));
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setUniformItemSizes(true);
    QLabel *hint = makeLabel(
        tr("Space shows or hides a column; drag, or Alt+Up and Alt+Down, moves it."), "field", this);
    hint->setWordWrap(true);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(hint);
    auto *buttons = new QHBoxLayout;
    QPushButton *up = makeButton(tr("Move &up"), "", this);
    QPushButton *down = makeButton(tr("Move &down"), "", this);
    QPushButton *reset = makeButton(tr("&Reset"), "", this);
    QPushButton *cancel = makeButton(tr("Cancel"), "", this);
    QPushButton *apply = makeButton(tr("&Apply"), "primary", this);
    for (QPushButton *button : {up, down, reset}) {
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(apply);
    layout->addLayout(buttons);
    apply->setDefault(true);
    connect(m_search, &QLineEdit::textChanged, this, &ColumnsDialog::search);
    connect(up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(down, &QPushButton::clicked, this, [this] { move(1); });
    connect(reset, &QPushButton::clicked, this, &ColumnsDialog::reset);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(apply, &QPushButton::clicked, this, &QDialog::accept);
    for (const auto &[keys, by] :
        {std::pair(Qt::ALT | Qt::Key_Up, -1), std::pair(Qt::ALT | Qt::Key_Down, 1)}) {
        auto *action = new QAction(m_list);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        m_list->addAction(action);
        const int step = by;
        connect(action, &QAction::triggered, this, [this, step] { move(step); });
    }
    fill(m_columns);
    m_list->setFocus();
}

void ColumnsDialog::fill(const QVector<ColumnChoice> &columns)
{
    m_list->clear();
    for (const ColumnChoice &column : columns) {
        auto *item = new QListWidgetItem(column.title, m_list);
        item->setData(kKeyRole, column.key);
        item->setToolTip(column.key);
        item->setSizeHint(QSize(0, kRowHeight));
        item->setCheckState(column.shown ? Qt::Checked : Qt::Unchecked);
        item->setFlags((item->flags() | Qt::ItemIsUserCheckable) & ~Qt::ItemIsDropEnabled);
    }
    m_list->setCurrentRow(0);
    search(m_search->text());
}

void ColumnsDialog::search(const QString &text)
{
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        item->setHidden(!item->text().contains(text, Qt::CaseInsensitive)
            && !item->data(kKeyRole).toString().contains(text, Qt::CaseInsensitive));
    }
}

void ColumnsDialog::move(int by)
{
    const int row = m_list->currentRow();
    const int target = row + by;
    if (row >= 0 && target >= 0 && target < m_list->count()) {
        QListWidgetItem *item = m_list->takeItem(row);
        m_list->insertItem(target, item);
        m_list->setCurrentRow(target);
    }
}

void ColumnsDialog::reset()
{
    QVector<ColumnChoice> columns = m_columns;
    const auto rank = [this](const ColumnChoice &column) {
        const auto place = m_original.indexOf(column.key);
        return place < 0 ? m_original.size() : place;
    };
    for (ColumnChoice &column : columns) {
        column.shown = m_original.contains(column.key);
    }
    std::stable_sort(columns.begin(), columns.end(),
        [&rank](const ColumnChoice &a, const ColumnChoice &b) { return rank(a) < rank(b); });
    fill(columns);
}

QStringList ColumnsDialog::shown() const
{
    QStringList keys;
    for (int row = 0; row < m_list->count(); ++row) {
        const QListWidgetItem *item = m_list->item(row);
        if (item->checkState() == Qt::Checked) {
            keys.append(item->data(kKeyRole).toString());
        }
    }
    return keys;
}

} // namespace snapgpu
