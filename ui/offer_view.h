// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/offer_filter_model.h"
#include "ui/offer_copy.h"

#include <QTableView>

class QMenu;

namespace snapgpu {

class OfferHeader;
class Theme;

/**
 * The table of offers: every field may be a column, several columns may order it, rows are ticked, copied,
 * exported and excluded. Everything in its menu works from the keyboard too.
 */
class OfferView final : public QTableView
{
    Q_OBJECT
public:
    OfferView(
        const Theme *theme, OfferTableModel *model, OfferFilterModel *filter, QWidget *parent = nullptr);

    void setColumns(const QStringList &columns); ///< as readColumns() gave them
    QStringList columns() const; ///< empty while nobody has changed them
    void showMemoryColumns(); ///< boot, time and cost to work, unless somebody chose columns already
    void setOrderText(const QString &order); ///< "price,reliability-"
    QString orderText() const;
    /** The web console of the cloud; empty = none (the sandbox), and the menu says so. */
    void setConsole(const QString &url) { m_consoleUrl = url; }
    void setStaleBefore(qint64 wallMs); ///< rows last seen before this are dimmed

    qint64 currentId() const; ///< ask of the current row, 0 = none
    void selectOffer(qint64 id);
    QByteArray allAs(OfferFormat format) const; ///< every row on screen
    void chooseColumns(); ///< opens the dialog

Q_SIGNALS:
    void currentOfferChanged(qint64 id);
    void detailsRequested(); ///< show or hide
    void excludeRequested(const QString &field, const QString &value);
    void wantRequested(const QString &field, const QString &value);
    void notice(const QString &sentence, const QString &tone);
    void arranged(); ///< columns or order changed

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void fitColumns();
    void click(int column, bool add);
    void toggleTicks();
    void raceOnlySelected();
    QVector<int> selectedSourceRows() const;
    QVector<int> shownColumns() const;
    void copyAs(OfferFormat format);
    void exportAs(OfferFormat format);
    void openConsole();
    void fillMenu(QMenu *menu);
    void fillExcludeMenu(QMenu *menu, const Offer &offer);
    void showHeaderMenu(QPoint place);

    const Theme *m_theme;
    OfferTableModel *m_model;
    OfferFilterModel *m_filter;
    OfferHeader *m_header;
    QStringList m_original;
    QString m_consoleUrl;
};

} // namespace snapgpu
