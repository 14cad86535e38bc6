// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/patience.h"
#include "tests/ui/opened_window.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDialog>
#include <QTest>
#include <QTreeView>

namespace snapgpu {

/** The window on its Snapshots page, the keyboard in the list. */
struct OpenedSnapshots
{
    demo::World world;
    std::unique_ptr<MainWindow> window;

    OpenedSnapshots()
        : OpenedSnapshots([](demo::World &) {})
    {
    }
    template <typename F> explicit OpenedSnapshots(F prepare)
    {
        prepare(world);
        window = std::make_unique<MainWindow>(world.services());
        window->resize(1280, 800);
        window->show();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        QTest::qWait(30);
        QTest::keyClick(window.get(), Qt::Key_4, Qt::ControlModifier);
        table()->setFocus();
    }
    template <typename T> T *find(const char *name) const
    {
        T *found = window->findChild<T *>(QString::fromLatin1(name));
        Q_ASSERT_X(found != nullptr, "find", name);
        return found;
    }
    QTreeView *table() const { return find<QTreeView>("snapshotsTable"); }
    QTreeView *files() const { return find<QTreeView>("filesTree"); }
    QTreeView *diff() const { return find<QTreeView>("diffTree"); }
    QAbstractButton *button(const char *name) const { return find<QAbstractButton>(name); }
    void key(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QWidget *target = QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : window.get();
        QTest::keyClick(target, static_cast<Qt::Key>(key), modifiers);
    }
    void type(const QString &text) const { QTest::keyClicks(QApplication::focusWidget(), text); }
    /** No machine runs, so the question where to offers the plan. */
    void onlyThisIntoThePlan() const
    {
        button("restoreOnlyButton")->click();
        QTRY_VERIFY(dialog("restoreDialog") != nullptr);
        auto *ok = find<QAbstractButton>("restoreOkButton");
        QTRY_VERIFY(ok->isEnabled());
        ok->click();
        QTRY_VERIFY(dialog("restoreDialog") == nullptr);
    }
    QString chosenFile() const { return files()->currentIndex().siblingAtColumn(0).data().toString(); }
    QDialog *dialog(const char *name) const
    {
        return window->findChild<QDialog *>(QString::fromLatin1(name));
    }
};

} // namespace snapgpu
