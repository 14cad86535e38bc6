// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/patience.h"
#include "tests/ui/demo.h"
#include "ui/main_window.h"

#include <algorithm>
#include <memory>
#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QTableView>
#include <QTest>

namespace snapgpu {

/** The real window over the demo's world, shown and with its first answers. */
struct Opened
{
    demo::World world;
    std::unique_ptr<MainWindow> window;

    template <typename F> explicit Opened(F prepare)
    {
        prepare(world);
        open();
    }
    Opened() { open(); }
    void open()
    {
        window = std::make_unique<MainWindow>(world.services());
        window->show();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        snapgpu::test::settle(60); // answers and the estimate come from the event loop
    }
    template <typename T> T *find(const char *name) const
    {
        T *found = window->findChild<T *>(QString::fromLatin1(name));
        Q_ASSERT_X(found != nullptr, "find", name);
        return found;
    }
    QTableView *offers() const { return find<QTableView>("offersTable"); }
    QAbstractButton *button(const char *name) const { return find<QAbstractButton>(name); }
    QString labelText(const char *name) const { return find<QLabel>(name)->text(); }
    void keys(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QWidget *target = QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : window.get();
        QTest::keyClick(target, key, modifiers);
    }
};

/** Whether a visible label holds this text. */
inline bool sees(QWidget *root, const QString &part)
{
    const auto labels = root->findChildren<QLabel *>();
    return std::any_of(labels.cbegin(), labels.cend(),
        [&](const QLabel *label) { return label->isVisible() && label->text().contains(part); });
}

} // namespace snapgpu
