// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/machine_delegate.h"

#include "models/machine_table_model.h"
#include "models/table_roles.h"
#include "ui/icons.h"
#include "ui/theme.h"

namespace snapgpu {

namespace {

constexpr int kSignSize = 16;

struct Look
{
    QString sign;
    QColor colour;
};

Look lookOf(MachineRole role, const Tokens &t)
{
    switch (role) {
    case MachineRole::LeftOver:
        return {QStringLiteral("warning"), t.bad};
    case MachineRole::Destroying:
        return {QStringLiteral("trash"), t.warn};
    case MachineRole::Asked:
        return {QStringLiteral("question"), t.warn};
    case MachineRole::Racing:
        return {QStringLiteral("race"), t.accent};
    case MachineRole::Kept:
        return {QStringLiteral("check"), t.ok};
    case MachineRole::Foreign:
        return {QStringLiteral("dot"), t.dim};
    }
    Q_UNREACHABLE();
}

} // namespace

MachineDelegate::MachineDelegate(const Theme *theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void MachineDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QModelIndex state = index.siblingAtColumn(MachineTableModel::State);
    const auto role = static_cast<MachineRole>(state.data(RawRole).toInt());
    Look look = lookOf(role, m_theme->tokens());
    if (role == MachineRole::Kept && state.data(MachineTableModel::StoppedRole).toBool()) {
        look = {QStringLiteral("warning"), m_theme->tokens().warn}; // it is there, but nobody can work on it
    }
    const bool sign = index.column() == MachineTableModel::State;
    if (sign || role == MachineRole::Foreign) {
        option->palette.setColor(QPalette::Text, look.colour);
        option->palette.setColor(QPalette::HighlightedText, look.colour);
    }
    if (sign) {
        const double ratio = option->widget != nullptr ? option->widget->devicePixelRatioF() : 1.0;
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = {kSignSize, kSignSize};
        option->icon = QIcon(tintedPixmap(look.sign, kSignSize, look.colour, ratio));
    }
}

} // namespace snapgpu
