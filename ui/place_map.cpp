// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/place_map.h"

#include "models/format.h"
#include "ui/countries.h"
#include "ui/theme.h"

#include <algorithm>
#include <cmath>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace snapgpu {

namespace {

// The part of the globe where machines stand; poles are cut off.
constexpr double kWest = -170;
constexpr double kEast = 180;
constexpr double kNorth = 78;
constexpr double kSouth = -52;
constexpr double kDotStep = 2.6; // degrees between two dots of land
constexpr double kSmallestDisc = 5;
constexpr double kLargestDisc = 12;
constexpr double kNear = 4; // a click this far beside a disc still means it
constexpr double kGap = 1.5; // between two discs
constexpr int kMostRounds = 400;
constexpr double kFarFromHome = 3; // a disc that moved further has a line to where it belongs

/** Middle of every dot of land, in degrees. */
const QVector<QPointF> &landDots()
{
    static const QVector<QPointF> dots = [] {
        QVector<QPointF> inside;
        for (double latitude = kNorth; latitude > kSouth; latitude -= kDotStep) {
            for (double longitude = kWest; longitude < kEast; longitude += kDotStep) {
                const QPointF dot(longitude, latitude);
                const bool land = std::any_of(coasts().cbegin(), coasts().cend(),
                    [dot](const QPolygonF &coast) { return coast.containsPoint(dot, Qt::OddEvenFill); });
                if (land) {
                    inside.append(dot);
                }
            }
        }
        return inside;
    }();
    return dots;
}

} // namespace

QVector<QPointF> spreadDiscs(const QVector<MapDisc> &discs, const QRectF &bounds)
{
    QVector<QPointF> centres;
    for (const MapDisc &disc : discs) {
        centres.append(disc.home);
    }
    const auto keepInside = [&](qsizetype i) {
        const double r = discs.at(i).radius;
        centres[i].setX(
            qBound(bounds.left() + r, centres.at(i).x(), qMax(bounds.left() + r, bounds.right() - r)));
        centres[i].setY(
            qBound(bounds.top() + r, centres.at(i).y(), qMax(bounds.top() + r, bounds.bottom() - r)));
    };
    for (int round = 0; round < kMostRounds; ++round) {
        bool moved = false;
        for (qsizetype a = 0; a < discs.size(); ++a) {
            for (qsizetype b = a + 1; b < discs.size(); ++b) {
                QPointF way = centres.at(b) - centres.at(a);
                double distance = std::hypot(way.x(), way.y());
                const double missing = discs.at(a).radius + discs.at(b).radius + kGap - distance;
                if (missing <= 0.05) {
                    continue;
                }
                if (distance < 1e-6) { // the same place: apart in a direction of their own
                    const double angle = double(a * 7 + b);
                    way = {std::cos(angle), std::sin(angle)};
                    distance = 1;
                }
                const QPointF step = way / distance * (missing / 2);
                centres[a] -= step;
                centres[b] += step;
                keepInside(a);
                keepInside(b);
                moved = true;
            }
        }
        if (!moved) {
            break;
        }
    }
    return centres;
}

PlaceMap::PlaceMap(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setMouseTracking(true);
    setAccessibleName(tr("Map of the places with offers"));
    setAccessibleDescription(tr("The list beside the map holds the same countries"));
    connect(theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize PlaceMap::sizeHint() const { return {520, 213}; }

void PlaceMap::setPlaces(const QVector<PlaceCount> &places)
{
    m_places = places;
    m_places.removeIf([](const PlaceCount &place) { return countryByCode(place.code).place.isNull(); });
    std::stable_sort(m_places.begin(), m_places.end(),
        [](const PlaceCount &a, const PlaceCount &b) { return a.count > b.count; });
    layOut();
    update();
}

/** Europe's machines stand closer together than their discs are wide. */
void PlaceMap::layOut()
{
    QVector<MapDisc> discs;
    for (const PlaceCount &place : std::as_const(m_places)) {
        discs.append({project(countryByCode(place.code).place), radiusOf(place)});
    }
    m_centres = spreadDiscs(discs, rect());
}

void PlaceMap::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void PlaceMap::setChosen(const QSet<QString> &codes)
{
    m_chosen = codes;
    update();
}

QPointF PlaceMap::project(QPointF degrees) const
{
    return {(degrees.x() - kWest) / (kEast - kWest) * width(),
        (kNorth - degrees.y()) / (kNorth - kSouth) * height()};
}

QPointF PlaceMap::pointOf(const QString &code) const
{
    for (qsizetype i = 0; i < m_places.size(); ++i) {
        if (m_places.at(i).code == code) {
            return m_centres.at(i);
        }
    }
    return project(countryByCode(code).place);
}

double PlaceMap::radiusOf(const PlaceCount &place) const
{
    const int most = m_places.isEmpty() ? 1 : qMax(1, m_places.first().count);
    return kSmallestDisc + (kLargestDisc - kSmallestDisc) * std::sqrt(double(place.count) / most);
}

QString PlaceMap::codeAt(QPointF place) const
{
    QString nearest;
    double best = kNear; // distance from the edge of the disc; inside it is negative
    for (qsizetype i = 0; i < m_places.size(); ++i) {
        const PlaceCount &candidate = m_places.at(i);
        const QPointF way = place - m_centres.at(i);
        const double score = std::hypot(way.x(), way.y()) - radiusOf(candidate);
        if (score < best) {
            best = score;
            nearest = candidate.code;
        }
    }
    return nearest;
}

void PlaceMap::paintDisc(QPainter &painter, qsizetype index) const
{
    const PlaceCount &place = m_places.at(index);
    const Tokens &tokens = m_theme->tokens();
    const bool chosen = m_chosen.contains(place.code);
    const QPointF centre = m_centres.at(index);
    const double radius = radiusOf(place);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.panel); // nothing shines through
    painter.drawEllipse(centre, radius, radius);
    QColor fill = tokens.accent;
    fill.setAlpha(chosen ? 255 : 70);
    painter.setBrush(fill);
    painter.setPen(QPen(place.code == m_hovered ? tokens.text : tokens.panel, 1.2));
    painter.drawEllipse(centre, radius, radius);
    const QString number = format::count(place.count);
    QFont font = sizedFont(9, QFont::DemiBold);
    painter.setFont(font);
    if (QFontMetricsF(font).horizontalAdvance(number) <= radius * 1.8) {
        painter.setPen(chosen ? tokens.onAccent : tokens.text);
        painter.drawText(QRectF(centre - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius)),
            Qt::AlignCenter, number);
    }
}

void PlaceMap::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens &tokens = m_theme->tokens();
    painter.setPen(Qt::NoPen);
    QColor land = tokens.dim;
    land.setAlpha(tokens.dark ? 70 : 60);
    painter.setBrush(land);
    const double dot = width() / (kEast - kWest) * kDotStep * 0.34;
    for (const QPointF &place : landDots()) {
        painter.drawEllipse(project(place), dot, dot);
    }
    painter.setPen(QPen(tokens.dim, 1));
    for (qsizetype i = 0; i < m_places.size(); ++i) {
        const QPointF home = project(countryByCode(m_places.at(i).code).place);
        if (std::hypot(home.x() - m_centres.at(i).x(), home.y() - m_centres.at(i).y()) > kFarFromHome) {
            painter.drawLine(home, m_centres.at(i));
        }
    }
    for (qsizetype i = 0; i < m_places.size(); ++i) {
        paintDisc(painter, i);
    }
}

void PlaceMap::mousePressEvent(QMouseEvent *event)
{
    const QString code = codeAt(event->position());
    if (event->button() == Qt::LeftButton && !code.isEmpty()) {
        Q_EMIT toggled(code);
    }
}

void PlaceMap::mouseMoveEvent(QMouseEvent *event)
{
    const QString code = codeAt(event->position());
    if (code != m_hovered) {
        m_hovered = code;
        setCursor(code.isEmpty() ? Qt::ArrowCursor : Qt::PointingHandCursor);
        update();
    }
}

bool PlaceMap::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    const auto *help = static_cast<QHelpEvent *>(event);
    const QString code = codeAt(help->pos());
    const auto place = std::find_if(m_places.cbegin(), m_places.cend(),
        [&code](const PlaceCount &candidate) { return candidate.code == code; });
    if (place == m_places.cend()) {
        QToolTip::hideText();
    } else {
        QToolTip::showText(help->globalPos(),
            tr("%1: %2", "country: n offer(s)")
                .arg(countryByCode(code).name, tr("%Ln offer(s)", nullptr, place->count)),
            this);
    }
    return true;
}

} // namespace snapgpu
