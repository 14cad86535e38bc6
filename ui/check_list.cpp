// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/check_list.h"

#include "models/format.h"

#include <algorithm>
#include <QComboBox>
#include <QHash>
#include <QHeaderView>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

constexpr int kValueRole = Qt::UserRole;
constexpr int kFewestToSearch = 8; // a shorter list is seen at a glance
constexpr int kCountWidth = 62;
constexpr int kMostRows = 10;
constexpr int kRowHeight = 23;

QTreeWidgetItem *newRow(const QString &label, int count)
{
    auto *row = new QTreeWidgetItem({label, count > 0 ? format::count(count) : format::missing()});
    row->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    row->setSizeHint(0, QSize(0, kRowHeight));
    row->setCheckState(0, Qt::Unchecked);
    row->setData(0, Qt::AccessibleTextRole,
        CheckList::tr("%1, %2", "value, count").arg(label, CheckList::tr("%Ln offer(s)", nullptr, count)));
    return row;
}

} // namespace

CheckList::CheckList(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_search(new QLineEdit(this))
    , m_mode(new QComboBox(this))
    , m_tree(new QTreeWidget(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search in the list: %1").arg(name));
    m_search->setClearButtonEnabled(false);
    m_mode->addItems({tr("Only the ticked ones"), tr("All but the ticked ones")});
    m_mode->setAccessibleName(tr("What the ticks mean: %1").arg(name));
    m_tree->setAccessibleName(name);
    m_tree->setColumnCount(2);
    m_tree->header()->hide();
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::Fixed);
    m_tree->header()->resizeSection(1, kCountWidth);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setUniformRowHeights(true);
    m_tree->setTabKeyNavigation(false);
    m_tree->setRootIsDecorated(false);
    m_tree->setMinimumWidth(250);
    layout->addWidget(m_search);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_mode);
    connect(m_search, &QLineEdit::textChanged, this, &CheckList::search);
    connect(m_tree, &QTreeWidget::itemChanged, this, &CheckList::onItemChanged);
    connect(m_mode, &QComboBox::currentIndexChanged, this, &CheckList::changed);
}

void CheckList::setItems(const QVector<CheckItem> &items)
{
    const QSignalBlocker quiet(m_tree);
    m_tree->clear();
    QVector<CheckItem> sorted = items;
    std::stable_sort(sorted.begin(), sorted.end(), [](const CheckItem &a, const CheckItem &b) {
        return a.count != b.count ? a.count > b.count : a.label.localeAwareCompare(b.label) < 0;
    });
    QHash<QString, QTreeWidgetItem *> groups;
    QHash<QString, int> sums;
    for (const CheckItem &item : std::as_const(sorted)) {
        sums[item.group] += item.count;
    }
    for (const CheckItem &item : std::as_const(sorted)) {
        QTreeWidgetItem *row = newRow(item.label, item.count);
        row->setData(0, kValueRole, item.value);
        if (item.group.isEmpty()) {
            m_tree->addTopLevelItem(row);
            continue;
        }
        QTreeWidgetItem *&group = groups[item.group];
        if (group == nullptr) {
            group = newRow(item.group, sums.value(item.group));
            group->setFlags(group->flags() | Qt::ItemIsAutoTristate);
            QFont strong = m_tree->font();
            strong.setWeight(QFont::DemiBold);
            group->setFont(0, strong);
            m_tree->addTopLevelItem(group);
        }
        group->addChild(row);
    }
    m_tree->setRootIsDecorated(!groups.isEmpty());
    m_tree->expandAll();
    m_search->setVisible(sorted.size() >= kFewestToSearch);
    const auto rows = static_cast<int>(qMin<qsizetype>(kMostRows, sorted.size() + groups.size()));
    m_tree->setFixedHeight(qMax(1, rows) * kRowHeight + 8);
    if (m_tree->topLevelItemCount() > 0) {
        m_tree->setCurrentItem(m_tree->topLevelItem(0));
    }
}

template <typename F> void CheckList::forEachValue(F f) const
{
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem *top = m_tree->topLevelItem(i);
        if (top->data(0, kValueRole).isValid()) {
            f(top);
        }
        for (int j = 0; j < top->childCount(); ++j) {
            f(top->child(j));
        }
    }
}

void CheckList::setTicked(const QSet<QString> &values, bool excluding)
{
    const QSignalBlocker quiet(m_tree);
    const QSignalBlocker calm(m_mode);
    forEachValue([&values](QTreeWidgetItem *row) {
        const bool on = values.contains(row->data(0, kValueRole).toString());
        row->setCheckState(0, on ? Qt::Checked : Qt::Unchecked);
    });
    m_mode->setCurrentIndex(excluding ? 1 : 0);
}

QTreeWidgetItem *CheckList::itemFor(const QString &value) const
{
    QTreeWidgetItem *found = nullptr;
    forEachValue([&](QTreeWidgetItem *row) {
        if (row->data(0, kValueRole).toString() == value) {
            found = row;
        }
    });
    return found;
}

void CheckList::toggle(const QString &value)
{
    if (QTreeWidgetItem *row = itemFor(value); row != nullptr) {
        row->setCheckState(0, row->checkState(0) == Qt::Checked ? Qt::Unchecked : Qt::Checked);
    }
}

QStringList CheckList::ticked() const
{
    QStringList values;
    forEachValue([&values](const QTreeWidgetItem *row) {
        if (row->checkState(0) == Qt::Checked) {
            values.append(row->data(0, kValueRole).toString());
        }
    });
    return values;
}

bool CheckList::isExcluding() const { return m_mode->currentIndex() == 1; }

QWidget *CheckList::focusTarget() const { return m_tree; }

void CheckList::onItemChanged()
{
    // A group changes its rows one by one; tell once, when all have changed.
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT changed(); }, Qt::QueuedConnection);
}

void CheckList::search(const QString &text)
{
    forEachValue([&text](QTreeWidgetItem *row) {
        row->setHidden(!row->text(0).contains(text, Qt::CaseInsensitive)
            && !row->data(0, kValueRole).toString().contains(text, Qt::CaseInsensitive));
    });
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem *top = m_tree->topLevelItem(i);
        if (top->childCount() == 0) {
            continue;
        }
        bool anyShown = false;
        for (int j = 0; j < top->childCount(); ++j) {
            anyShown = anyShown || !top->child(j)->isHidden();
        }
        top->setHidden(!anyShown);
    }
}

} // namespace snapgpu
