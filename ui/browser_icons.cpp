// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser_icons.h"

#include "models/snapshot_change.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QHeaderView>
#include <QPixmapCache>
#include <QTreeView>

namespace snapgpu {

namespace {

constexpr int kIcon = 16;

QString signOf(NodeType type)
{
    switch (type) {
    case NodeType::Folder:
        return QStringLiteral("folder");
    case NodeType::File:
        return QStringLiteral("file");
    case NodeType::Symlink:
        return QStringLiteral("link");
    default:
        return QStringLiteral("question");
    }
}

QString signOf(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Added:
        return QStringLiteral("plus");
    case ChangeKind::Removed:
        return QStringLiteral("minus");
    case ChangeKind::Damaged:
        return QStringLiteral("warning");
    default:
        return QStringLiteral("pencil");
    }
}

QColor colourOf(ChangeKind kind, const Tokens &tokens)
{
    switch (kind) {
    case ChangeKind::Added:
        return tokens.ok;
    case ChangeKind::Removed:
    case ChangeKind::Damaged:
        return tokens.bad;
    default:
        return tokens.warn;
    }
}

/** Tinting reads and paints a picture: once per name, colour and ratio, not once per row. */
QIcon cachedIcon(const QString &name, const QColor &colour, double ratio)
{
    const QString key = QStringLiteral("browser/%1/%2/%3").arg(name, colour.name()).arg(ratio);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = tintedPixmap(name, kIcon, colour, ratio);
        QPixmapCache::insert(key, pixmap);
    }
    return QIcon(pixmap);
}

} // namespace

BrowserDelegate::BrowserDelegate(
    const Theme *theme, int kindRole, int changeRole, int changeColumn, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_kindRole(kindRole)
    , m_changeRole(changeRole)
    , m_changeColumn(changeColumn)
{
}

void BrowserDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const Tokens &tokens = m_theme->tokens();
    const double ratio = option->widget != nullptr ? option->widget->devicePixelRatioF() : 1.0;
    const auto put = [&](const QString &name, const QColor &colour) {
        option->icon = cachedIcon(name, colour, ratio);
        option->decorationSize = QSize(kIcon, kIcon);
        option->features |= QStyleOptionViewItem::HasDecoration;
    };
    if (index.column() == 0) {
        option->textElideMode = Qt::ElideMiddle;
        const auto kind = static_cast<NodeType>(index.data(m_kindRole).toInt());
        put(signOf(kind), kind == NodeType::Folder ? tokens.accent : tokens.dim);
    } else if (index.column() == m_changeColumn) {
        if (const QVariant value = index.siblingAtColumn(0).data(m_changeRole); value.isValid()) {
            const auto change = static_cast<ChangeKind>(value.toInt());
            const QColor colour = colourOf(change, tokens);
            put(signOf(change), colour);
            option->palette.setColor(QPalette::Text, colour);
            option->palette.setColor(QPalette::HighlightedText, colour);
        }
    }
}

void configureTree(QTreeView *tree)
{
    tree->setProperty("role", QStringLiteral("table"));
    tree->setUniformRowHeights(true); // without it a folder of 50 000 measures every row
    tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    tree->setSelectionBehavior(QAbstractItemView::SelectRows);
    tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    tree->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    tree->setTextElideMode(Qt::ElideMiddle);
    tree->setAllColumnsShowFocus(true);
    tree->setTabKeyNavigation(false);
    tree->setExpandsOnDoubleClick(false); // activation decides
    tree->setIndentation(18);
    tree->header()->setHighlightSections(false);
    tree->header()->setStretchLastSection(false);
    tree->header()->setMinimumSectionSize(24);
}

} // namespace snapgpu
