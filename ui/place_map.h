// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QString>
#include <QVector>
#include <QWidget>

namespace snapgpu {

class Theme;

/** How many offers stand in one country. */
struct PlaceCount
{
    QString code; ///< two letters
    int count = 0;

    bool operator==(const PlaceCount &) const = default;
};

struct MapDisc
{
    QPointF home; ///< where it belongs
    double radius = 0;
};
/** Centres near their homes and within `bounds` of which no two discs touch, as far as there is room. Pure.
 */
QVector<QPointF> spreadDiscs(const QVector<MapDisc> &discs, const QRectF &bounds);

/**
 * A small map of the world: land as dots, every country with offers as a disc with its number. A click
 * toggles a country. The mouse only: the list that stands beside it does the same for the keyboard.
 */
class PlaceMap final : public QWidget
{
    Q_OBJECT
public:
    explicit PlaceMap(const Theme *theme, QWidget *parent = nullptr);

    void setPlaces(const QVector<PlaceCount> &places);
    void setChosen(const QSet<QString> &codes);
    QString codeAt(QPointF place) const; ///< country under this point of the widget; empty = none
    QPointF pointOf(const QString &code) const; ///< where its disc stands

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void toggled(const QString &code);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    QPointF project(QPointF degrees) const;
    void layOut();
    double radiusOf(const PlaceCount &place) const;
    void paintDisc(QPainter &painter, qsizetype index) const;

    const Theme *m_theme;
    QVector<PlaceCount> m_places; ///< most offers first, so that small discs are painted on top
    QVector<QPointF> m_centres; ///< of the discs, in the order of the places
    QSet<QString> m_chosen;
    QString m_hovered;
};

} // namespace snapgpu
