// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/offer_delegate.h"

#include "models/format.h"
#include "models/offer_filter_model.h"
#include "ui/theme.h"

namespace snapgpu {

namespace {
constexpr int kCellPadding = 20; // of the style sheet
} // namespace

OfferDelegate::OfferDelegate(
    const Theme *theme, const OfferTableModel *model, const OfferFilterModel *filter, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_model(model)
    , m_filter(filter)
{
}

void OfferDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const bool stale = m_model->seenAtMs(m_filter->sourceRow(index.row())) < m_staleBefore;
    if (stale && index.column() == OfferTableModel::Gpu) {
        const Real age =
            m_model->numberAt(m_filter->sourceRow(index.row()), OfferTableModel::columnOf(OfferField::Age));
        if (age) {
            const QString pattern = tr("%1 · %2", "GPU · how long ago it was seen");
            const QString told = format::shortDuration(static_cast<qint64>(*age));
            // In a narrow column the name is cut, which other rows tell too, and not the age.
            const int room = option->rect.width() - kCellPadding;
            const int rest = room - option->fontMetrics.horizontalAdvance(pattern.arg(QString(), told));
            const QString name =
                rest > 0 ? option->fontMetrics.elidedText(option->text, Qt::ElideRight, rest) : option->text;
            option->text = pattern.arg(name, told);
        }
    }
    if (stale || option->text == format::missing()) {
        for (const QPalette::ColorRole role : {QPalette::Text, QPalette::HighlightedText}) {
            option->palette.setColor(role, m_theme->tokens().dim);
        }
    }
}

} // namespace snapgpu
