// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details_split.h"

#include "ui/offer_details.h"
#include "ui/widgets.h"

#include <QEvent>

namespace snapgpu {

namespace {

constexpr int kDetailsWidth = 340;
constexpr int kDetailsHeight = 220;
constexpr int kRoomBeside = 800; // a narrower table keeps its columns and has the details below

} // namespace

DetailsSplit::DetailsSplit(QWidget *table, OfferDetails *details, QWidget *parent)
    : QSplitter(parent)
    , m_details(details)
{
    setChildrenCollapsible(false);
    setRole(this, "divided");
    setHandleWidth(1);
    addWidget(table);
    addWidget(details);
    details->hide();
    setStretchFactor(0, 1);
    setStretchFactor(1, 0);
}

void DetailsSplit::setWanted(Place place)
{
    m_wanted = place;
    lay();
}

void DetailsSplit::setWanted(const QString &word)
{
    setWanted(word == QLatin1String("right")  ? Place::Right
            : word == QLatin1String("bottom") ? Place::Bottom
                                              : Place::Hidden);
}

QString DetailsSplit::wantedWord() const
{
    return m_wanted == Place::Right ? QStringLiteral("right")
        : m_wanted == Place::Bottom ? QStringLiteral("bottom")
                                    : QString();
}

void DetailsSplit::toggleDetails() { setWanted(m_wanted == Place::Hidden ? Place::Right : Place::Hidden); }

void DetailsSplit::moveDetails() { setWanted(m_laid == Place::Right ? Place::Bottom : Place::Right); }

bool DetailsSplit::hasRoomBeside() const { return width() >= kRoomBeside; }

/** Where they were wanted, if there is room; called again whenever the room changes. */
void DetailsSplit::lay()
{
    const Place place = m_wanted == Place::Right && !hasRoomBeside() ? Place::Bottom : m_wanted;
    m_details->setMovable(hasRoomBeside());
    if (place == m_laid) {
        return;
    }
    m_laid = place;
    m_details->setVisible(place != Place::Hidden);
    if (place == Place::Hidden) {
        return;
    }
    const bool right = place == Place::Right;
    setOrientation(right ? Qt::Horizontal : Qt::Vertical);
    m_details->setOnTheRight(right);
    const int whole = right ? width() : height();
    const int size = right ? kDetailsWidth : qMin(kDetailsHeight, whole / 2); // the table keeps some rows
    setSizes({qMax(size, whole - size), size});
    Q_EMIT detailsMoved();
}

bool DetailsSplit::event(QEvent *event)
{
    if (event->type() == QEvent::Resize) {
        lay(); // before the splitter shares the new room out
    }
    return QSplitter::event(event);
}

} // namespace snapgpu
