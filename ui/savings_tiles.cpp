// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/savings_tiles.h"

#include "models/format.h"
#include "ui/chart_text.h"
#include "ui/widgets.h"

#include <cmath>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

/** "3 h 12 min", with a minus when waiting was lost. */
QString signedDuration(double seconds)
{
    const QString text = format::duration(std::llround(std::abs(seconds)));
    return seconds <= -0.5 ? QChar(u'−') + text : text;
}

} // namespace

SavingsTiles::SavingsTiles(QWidget *parent)
    : QFrame(parent)
{
    setProperty("role", QStringLiteral("panel"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 8, 14, 8);
    layout->setSpacing(8);
    m_races = addTile(tr("Races won"), tr("Races that ended with a machine you could work on"));
    m_ready = addTile(tr("Ready after, p50 · p95"),
        tr("Half of the races, and 95 of 100, had a machine that was ready this long after the click; races "
           "that nobody "
           "won count as longer than they lasted"));
    m_saved = addTile(tr("Waiting saved"),
        tr("Against renting only the first machine of each race: as long as it really took when that was "
           "seen, "
           "otherwise as long as Kaplan–Meier expects for machines like it. Negative when racing lost "
           "time."));
    m_cost =
        addTile(tr("Cost of racing"), tr("What all machines but the winners cost until they were decided"));
    m_duds = addTile(tr("Duds met"), tr("Share of rented machines that fell out by their own fault"));
    m_left = addTile(tr("Machines left behind"),
        tr("Machines of ours that should be gone and are not yet confirmed to be"));
}

SavingsTiles::Tile SavingsTiles::addTile(const QString &name, const QString &tip)
{
    auto *box = new QVBoxLayout;
    box->setSpacing(1);
    Tile tile{makeLabel(name, "field", this), makeLabel(format::missing(), "figure", this)};
    for (QLabel *label : {tile.name, tile.figure}) {
        label->setToolTip(tip);
        box->addWidget(label);
    }
    tile.figure->setAccessibleDescription(tip);
    tile.figure->setTextInteractionFlags(Qt::TextSelectableByMouse);
    static_cast<QHBoxLayout *>(layout())->addLayout(box, name.contains(QChar(u'·')) ? 5 : 4); // two figures
    return tile;
}

void SavingsTiles::show(const Tile &tile, const QString &text, const QString &tone)
{
    tile.figure->setText(text);
    tile.figure->setAccessibleName(tile.name->text() + QLatin1Char(' ') + text);
    setTone(tile.figure, tone);
}

void SavingsTiles::setSavings(const SavingsAnswer &savings)
{
    const bool any = savings.races > 0;
    show(m_races,
        savings.racesLost > 0
            ? tr("%1 of %2")
                  .arg(format::count(savings.races), format::count(savings.races + savings.racesLost))
            : format::count(savings.races));
    const auto quantile = [](const survival::Quantile &one) {
        return one.value ? chartText(*one.value, ChartUnit::Seconds) : format::missing();
    };
    show(m_ready,
        any ? quantile(savings.readyP50) + QStringLiteral(" · ") + quantile(savings.readyP95)
            : format::missing());
    show(m_saved, any ? signedDuration(savings.savedSeconds()) : format::missing());
    show(m_cost, any ? format::smallDollars(Money::fromDollars(savings.extraDollars)) : format::missing());
}

void SavingsTiles::setDuds(qint64 failed, qint64 attempts)
{
    show(m_duds,
        attempts > 0 ? chartText(double(failed) / double(attempts), ChartUnit::Share) : format::missing());
}

void SavingsTiles::setLeftBehind(std::optional<int> machines)
{
    show(m_left, machines ? format::count(*machines) : format::missing(),
        !machines            ? QString()
            : *machines == 0 ? QStringLiteral("ok")
                             : QStringLiteral("bad"));
}

} // namespace snapgpu
