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
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    QPointF project(QPointF degrees) const;
    double radiusOf(const PlaceCount &place) const;
    void paintDisc(QPainter &painter, const PlaceCount &place) const;

    const Theme *m_theme;
    QVector<PlaceCount> m_places; ///< most offers first, so that small discs are painted on top
    QSet<QString> m_chosen;
    QString m_hovered;
};

} // namespace snapgpu
