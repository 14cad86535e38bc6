// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/offer_table_model.h"

#include <functional>
#include <QFrame>
#include <QPair>

class QTreeWidget;
class QTreeWidgetItem;
class QToolButton;

namespace snapgpu {

class ElidedLabel;
class Theme;

/** What is known of the machine behind an offer, as lines of name and value; empty = nothing yet. */
using HostHistory = std::function<QVector<QPair<QString, QString>>(const Offer &)>;

/** Everything about one offer: what it costs with this plan, how its machine behaved, every field, by groups.
 */
class OfferDetails final : public QFrame
{
    Q_OBJECT
public:
    OfferDetails(
        const Theme *theme, const OfferTableModel *model, HostHistory history, QWidget *parent = nullptr);

    /** 0 = none. `ownBid` is what the plan bids for it; absent on demand. */
    void showOffer(qint64 id, std::optional<Money> ownBid = {});
    void setOnTheRight(bool right); ///< which place the button offers
    void setMovable(bool movable); ///< false: there is room in one place only
    qint64 offerId() const { return m_id; }
    QWidget *focusTarget() const;

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void closeRequested();
    void moveRequested();

private:
    void rebuild();
    void fit();
    void fitLine(QTreeWidgetItem *line) const;
    QTreeWidgetItem *addGroup(const QString &title);
    void addLine(QTreeWidgetItem *group, const QString &name, const QString &value);
    void addPrices(int row);
    void addHistory(const Offer &offer);
    void addFields(int row);
    void addExtra(const Offer &offer);

    const Theme *m_theme;
    const OfferTableModel *m_model;
    HostHistory m_history;
    qint64 m_id = 0;
    std::optional<Money> m_ownBid;
    ElidedLabel *m_title;
    QToolButton *m_move;
    QTreeWidget *m_tree;
};

} // namespace snapgpu
