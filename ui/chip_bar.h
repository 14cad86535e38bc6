// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/offer_facets.h"
#include "models/query.h"
#include "ui/chip_rules.h"
#include "ui/place_map.h"

#include <functional>
#include <QPointer>
#include <QStringList>
#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace snapgpu {

class ChipPopup;
class Theme;

/** What chips show of the loaded offers; asked when a chip opens. */
struct OfferFacts
{
    /** Values with the number of offers that would be left with each, all other conditions given. */
    std::function<QVector<FacetValue>(const Query &query, FacetKind kind)> counts;
    std::function<QVector<double>(const QString &field)> numbers; ///< as conditions have them
};

/** The usual filters as buttons. They only read and write the filter line: the text is the one truth. */
class ChipBar final : public QWidget
{
    Q_OBJECT
public:
    ChipBar(const Theme *theme, OfferFacts facts, QWidget *parent = nullptr);

    void setLine(const QString &text, const Query &query);
    void setInterruptible(bool on);
    void setBids(bool possible); ///< without them there is no choice to show
    void setTools(QWidget *tools); ///< stands at the end

Q_SIGNALS:
    void lineEdited(const QString &text); ///< the new text of the filter line
    void interruptibleChosen(bool on);

private:
    QToolButton *addChip(const char *id, const QString &name, void (ChipBar::*open)(QToolButton *));
    void addRangeChip(const char *id, const QString &name, const QVector<chips::RangeField> &fields);
    ChipPopup *newPopup(QToolButton *chip);
    void openRanges(QToolButton *chip, const QVector<chips::RangeField> &fields);
    void openModels(QToolButton *chip);
    void openCounts(QToolButton *chip);
    void openPlaces(QToolButton *chip);
    void openHost(QToolButton *chip);
    void openPriceType(QToolButton *chip);
    void openList(QToolButton *chip, FacetKind kind, const QStringList &usual);
    void edit(const QString &text);
    void refresh();
    QString hostText() const;
    QString placeText() const;

    struct RangeChip
    {
        QToolButton *button;
        QVector<chips::RangeField> fields;
    };

    const Theme *m_theme;
    OfferFacts m_facts;
    QString m_text;
    Query m_query;
    bool m_interruptible = false;
    QVector<RangeChip> m_ranges;
    QToolButton *m_models = nullptr;
    QToolButton *m_counts = nullptr;
    QToolButton *m_place = nullptr;
    QToolButton *m_host = nullptr;
    QToolButton *m_priceType = nullptr;
    QLabel *m_summary;
    QPushButton *m_clear;
};

} // namespace snapgpu
