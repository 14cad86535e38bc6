// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

class QTreeView;

namespace snapgpu {

class Theme;

/**
 * Rows of the trees of files: a sign by kind in the first column; in a comparison the change by sign, colour
 * and word. Paths and names lose their middle, not their end.
 */
class BrowserDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    /** `kindRole` gives an int of NodeType; `changeRole` and its column an int of ChangeKind; -1 = none. */
    BrowserDelegate(const Theme *theme, int kindRole, int changeRole = -1, int changeColumn = -1,
        QObject *parent = nullptr);

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    const Theme *m_theme;
    int m_kindRole;
    int m_changeRole;
    int m_changeColumn;
};

/** One look and behaviour for every tree of the browser. */
void configureTree(QTreeView *tree);

} // namespace snapgpu
