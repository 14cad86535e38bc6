// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QString>
#include <QStringList>
#include <QVector>
#include <QWidget>

class QComboBox;
class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace snapgpu {

/** One value that can be chosen, and how many rows carry it. */
struct CheckItem
{
    QString value; ///< as the filter line writes it: "RTX 4090", "SE"
    QString label;
    QString group; ///< rows of one group stand under its name; empty = no groups
    int count = 0; ///< 0 = nothing loaded carries it
};

/** Values with their counts to tick, a line that searches them, and whether the ticked ones are wanted or
 * not. */
class CheckList final : public QWidget
{
    Q_OBJECT
public:
    explicit CheckList(const QString &name, QWidget *parent = nullptr);

    void setItems(const QVector<CheckItem> &items);
    void setTicked(const QSet<QString> &values, bool excluding);
    void toggle(const QString &value);
    QStringList ticked() const; ///< in the order of the list
    bool isExcluding() const;
    QWidget *focusTarget() const;

Q_SIGNALS:
    void changed();

private:
    void onItemChanged();
    void search(const QString &text);
    QTreeWidgetItem *itemFor(const QString &value) const;
    template <typename F> void forEachValue(F f) const;

    QLineEdit *m_search;
    QComboBox *m_mode;
    QTreeWidget *m_tree;
};

} // namespace snapgpu
