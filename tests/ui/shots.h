// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/demo.h"
#include "ui/main_window.h"

#include <QDir>
#include <QTest>

namespace snapgpu {

/** Pictures of one language, look and size. */
struct Shots
{
    QDir folder;
    QString suffix;
    bool ok = true;

    void take(QWidget *window, const QString &name)
    {
        QTest::qWait(120);
        const QString file = folder.filePath(name + QLatin1Char('-') + suffix + QStringLiteral(".png"));
        ok = window->grab().save(file) && ok;
    }
};

MoneyStatus someMoney(bool alive);

// Each goes to its page, through its states, and takes a picture of each.
void paintLaunch(Shots &shots, MainWindow &window);
void paintOffers(Shots &shots,
    MainWindow &window); ///< details beside and below, columns, the menu, interruptible machines
void paintChips(Shots &shots, MainWindow &window); ///< their windows, one after the other
void paintMachines(Shots &shots, MainWindow &window, demo::World &world); ///< and restores onto them
void paintRace(Shots &shots, MainWindow &window, demo::World &world);
void paintSnapshots(Shots &shots, MainWindow &window, demo::World &world);

} // namespace snapgpu
