// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/place_edit.h"

#include "ui/check_list.h"
#include "ui/countries.h"

#include <QHBoxLayout>

namespace snapgpu {

PlaceEdit::PlaceEdit(
    const Theme *theme, const QVector<PlaceCount> &places, const chips::Choice &choice, QWidget *parent)
    : QWidget(parent)
    , m_map(new PlaceMap(theme, this))
    , m_list(new CheckList(tr("Countries"), this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addWidget(m_map, 0, Qt::AlignTop);
    layout->addWidget(m_list, 1);
    QVector<CheckItem> items;
    for (const PlaceCount &place : places) {
        const Country country = countryByCode(place.code);
        items.append({place.code, country.name, regionNameOf(country.code), place.count});
    }
    for (const QString &code : choice.values) { // wanted, but nothing that is loaded stands there
        const bool known = std::any_of(
            places.cbegin(), places.cend(), [&code](const PlaceCount &place) { return place.code == code; });
        if (!known) {
            const Country country = countryByCode(code);
            items.append({code, country.name, regionNameOf(country.code), 0});
        }
    }
    m_list->setItems(items);
    m_map->setPlaces(places);
    setChoice(choice);
    connect(m_map, &PlaceMap::toggled, m_list, &CheckList::toggle);
    connect(m_list, &CheckList::changed, this, &PlaceEdit::onChanged);
}

void PlaceEdit::setChoice(const chips::Choice &choice)
{
    const QSet<QString> codes(choice.values.cbegin(), choice.values.cend());
    m_list->setTicked(codes, choice.excluding);
    m_map->setChosen(codes);
}

QWidget *PlaceEdit::focusTarget() const { return m_list->focusTarget(); }

void PlaceEdit::onChanged()
{
    const chips::Choice choice{m_list->ticked(), m_list->isExcluding()};
    m_map->setChosen(QSet<QString>(choice.values.cbegin(), choice.values.cend()));
    Q_EMIT edited(choice);
}

} // namespace snapgpu
