// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSplitter>

namespace snapgpu {

class OfferDetails;

/** A table and the details of its current offer, on the right or below; where a narrow one has no room beside
 * the table they are below, whatever was wanted. */
class DetailsSplit final : public QSplitter
{
    Q_OBJECT
public:
    enum class Place { Hidden, Right, Bottom };

    DetailsSplit(QWidget *table, OfferDetails *details, QWidget *parent = nullptr);

    void setWanted(Place place);
    void setWanted(const QString &word); ///< of the preferences: "right", "bottom", else hidden
    QString wantedWord() const;
    bool isHidingDetails() const { return m_wanted == Place::Hidden; }
    void toggleDetails();
    void moveDetails(); ///< to the other place

Q_SIGNALS:
    void detailsMoved(); ///< and are seen

protected:
    bool event(QEvent *event) override;

private:
    bool hasRoomBeside() const;
    void lay();

    OfferDetails *m_details;
    Place m_wanted = Place::Hidden;
    Place m_laid = Place::Hidden; ///< as it is
};

} // namespace snapgpu
