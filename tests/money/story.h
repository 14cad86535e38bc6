// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <QStringList>
#include <random>

namespace snapgpu::test {

/** How one life of snapgpu-cli ends. */
enum class Ending { Kill, Interrupt, Natural };

/** One life: what it is asked to do, and when it is ended. */
struct Life
{
    QStringList arguments;
    Ending ending = Ending::Natural;
    int endAfterMs = 0;
};

/**
 * One run of the harness, drawn from its seed alone: the faults of the cloud and the lives of the program.
 * Same seed, same story; only the timing of the machine it runs on differs.
 */
struct Story
{
    quint64 seed = 0;
    double speed = 20; ///< sandbox seconds per second
    bool strict = false; ///< documented rate limits
    QString faults;
    QStringList lasting; ///< faults of `faults` that are a time and do not strike one by one
    QVector<Life> lives;

    QString text() const;
};

Story drawStory(quint64 seed, double speed);

} // namespace snapgpu::test
