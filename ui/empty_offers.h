// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/offer_facets.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace snapgpu {

class Theme;

/** Instead of an empty table: which conditions cost the most offers, each with a click that relaxes it. */
class EmptyOffers final : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyOffers(const Theme *theme, QWidget *parent = nullptr);

    /** `text` is the line the costs were counted for; `loaded` is how many offers they were counted over. */
    void present(const QString &text, const Query &query, const QVector<ConditionCost> &costs, int loaded);

Q_SIGNALS:
    void lineEdited(const QString &text);

private:
    void addRow(QGridLayout *grid, int row, const QString &text, const QueryCondition &condition,
        const ConditionCost &cost);
    void refreshIcon();

    const Theme *m_theme;
    QLabel *m_sign;
    QLabel *m_title;
    QLabel *m_sentence;
    QVBoxLayout *m_rows;
    QWidget *m_list = nullptr;
};

} // namespace snapgpu
