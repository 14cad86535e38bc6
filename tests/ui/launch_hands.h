// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/offer_filter_model.h"
#include "tests/ui/opened_window.h"
#include "tests/ui/unnamed_widgets.h"
#include "ui/offer_view.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMenu>

namespace snapgpu {

inline OfferView *viewOf(const Opened &o) { return o.find<OfferView>("offersTable"); }

inline OfferFilterModel *filterOf(const Opened &o)
{
    return qobject_cast<OfferFilterModel *>(viewOf(o)->model());
}

inline QString lineOf(const Opened &o) { return o.find<QLineEdit>("queryLine")->text(); }

inline void setLine(const Opened &o, const char *text)
{
    o.find<QLineEdit>("queryLine")->setText(QString::fromLatin1(text));
}

/** The entry of an open menu (or one below it) that holds this text. */
inline QAction *entry(QMenu *menu, const QString &part)
{
    const auto actions = menu->actions();
    for (QAction *action : actions) {
        if (action->menu() != nullptr) {
            if (QAction *found = entry(action->menu(), part)) {
                return found;
            }
        }
        if (action->text().remove(QLatin1Char('&')).contains(part)) {
            return action;
        }
    }
    return nullptr;
}

inline QMenu *openMenu(const Opened &o)
{
    OfferView *view = viewOf(o);
    view->setFocus();
    QContextMenuEvent byKey(QContextMenuEvent::Keyboard, QPoint(), view->mapToGlobal(QPoint()));
    QApplication::sendEvent(view, &byKey);
    return qobject_cast<QMenu *>(QApplication::activePopupWidget());
}

inline void choose(const Opened &o, const char *part)
{
    QMenu *menu = openMenu(o);
    QVERIFY(menu != nullptr);
    QAction *action = entry(menu, QString::fromLatin1(part));
    QVERIFY2(action != nullptr, part);
    action->trigger();
    menu->close();
}

inline QWidget *openChip(const Opened &o, const char *chip)
{
    o.button(chip)->setFocus();
    QTest::keyClick(o.button(chip), Qt::Key_Space);
    return QApplication::activePopupWidget();
}

} // namespace snapgpu
