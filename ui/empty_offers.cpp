// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/empty_offers.h"

#include "models/format.h"
#include "ui/icons.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

constexpr int kMostRows = 4;
constexpr int kTextWidth = 560;

/** "Relax to dph<=0.35" */
QString relaxText(const QueryCondition &condition, const QString &line)
{
    if (const auto query = parseQuery(line)) {
        for (const QueryCondition &candidate : query->conditions) {
            if (candidate.field == condition.field && candidate.op == condition.op) {
                return EmptyOffers::tr("Relax to %1").arg(toText(candidate));
            }
        }
    }
    return EmptyOffers::tr("Relax");
}

} // namespace

EmptyOffers::EmptyOffers(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_sign(new QLabel(this))
    , m_title(makeLabel(tr("No offer matches"), "heading", this))
    , m_sentence(makeLabel({}, "dim", this))
    , m_rows(new QVBoxLayout)
{
    setObjectName(QStringLiteral("emptyOffers"));
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignHCenter);
    m_sentence->setFixedWidth(kTextWidth);
    m_sentence->setObjectName(QStringLiteral("emptyOffersSentence"));
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addStretch(2);
    layout->addWidget(m_sign, 0, Qt::AlignHCenter);
    layout->addWidget(m_title, 0, Qt::AlignHCenter);
    auto *middle = new QHBoxLayout; // stretches, not an alignment: wrapped text needs its height for width
    middle->addStretch(1);
    middle->addWidget(m_sentence);
    middle->addStretch(1);
    layout->addLayout(middle);
    layout->addLayout(m_rows);
    layout->addStretch(3);
    connect(theme, &Theme::changed, this, &EmptyOffers::refreshIcon);
    refreshIcon();
}

void EmptyOffers::refreshIcon()
{
    m_sign->setPixmap(tintedPixmap(QStringLiteral("search"), 32, m_theme->tokens().dim, devicePixelRatioF()));
}

void EmptyOffers::present(
    const QString &text, const Query &query, const QVector<ConditionCost> &costs, int loaded)
{
    delete m_list;
    m_list = new QWidget(this);
    auto *grid = new QGridLayout(m_list);
    grid->setContentsMargins(0, 4, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    m_rows->addWidget(m_list, 0, Qt::AlignHCenter);
    int row = 0;
    for (const ConditionCost &cost : costs) {
        if (row < kMostRows && cost.condition < query.conditions.size() && cost.gained + cost.refused > 0) {
            addRow(grid, row++, text, query.conditions.at(cost.condition), cost);
        }
    }
    if (row == 0) {
        m_sentence->setText(tr("The cloud has no machine for rent right now. F5 asks it again."));
    } else if (costs.first().gained > 0) {
        m_sentence->setText(
            tr("Of %Ln loaded offer(s) none fits every filter; the first of these costs the most.", nullptr,
                loaded));
    } else {
        m_sentence->setText(
            tr("Of %Ln loaded offer(s) none fits, and no single filter is to blame; the first of "
               "these refuses the most.",
                nullptr, loaded));
    }
}

void EmptyOffers::addRow(QGridLayout *grid, int row, const QString &text, const QueryCondition &condition,
    const ConditionCost &cost)
{
    const QString name = toText(condition);
    grid->addWidget(makeLabel(name, "mono", m_list), row, 0);
    const QString effect = cost.gained > 0 ? tr("%Ln offer(s) without it", nullptr, cost.gained)
                                           : tr("refuses %Ln offer(s)", nullptr, cost.refused);
    grid->addWidget(makeLabel(effect, "dim", m_list), row, 1);
    const auto addButton = [&](int column, const QString &what, const QString &line, const char *object) {
        QPushButton *button = makeButton(what, "", m_list);
        button->setAccessibleName(tr("%1: %2", "condition: what the button does").arg(name, what));
        button->setObjectName(QString::fromLatin1(object) + QString::number(row));
        connect(button, &QPushButton::clicked, this, [this, line] { Q_EMIT lineEdited(line); });
        grid->addWidget(button, row, column);
    };
    if (!cost.loosenedText.isEmpty() && cost.loosenedText != text) {
        addButton(2, relaxText(condition, cost.loosenedText), cost.loosenedText, "relaxButton");
    }
    addButton(3, tr("Take out"), cost.withoutText, "takeOutButton");
}

} // namespace snapgpu
