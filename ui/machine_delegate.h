// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace snapgpu {

class Theme;

/** State by sign, colour and word; machines that are not ours are dim in every column. */
class MachineDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit MachineDelegate(const Theme *theme, QObject *parent = nullptr);

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    const Theme *m_theme;
};

} // namespace snapgpu
