// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace snapgpu {

class OfferFilterModel;
class OfferTableModel;
class Theme;

/** Dims rows that the last answer did not confirm, and values that are missing. */
class OfferDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    OfferDelegate(const Theme *theme, const OfferTableModel *model, const OfferFilterModel *filter,
        QObject *parent = nullptr);
    void setStaleBefore(qint64 wallMs) { m_staleBefore = wallMs; } ///< 0 = nothing is stale

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    const Theme *m_theme;
    const OfferTableModel *m_model;
    const OfferFilterModel *m_filter;
    qint64 m_staleBefore = 0;
};

} // namespace snapgpu
