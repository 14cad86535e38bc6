// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/failure_class.h"
#include "models/machine.h"

namespace snapgpu::race {

enum class Verdict {
    Fine, ///< may still become ready
    Dead, ///< this machine never will: drop it
    BadImage, ///< the image cannot be had; seen on two machines it is wrong everywhere
};

struct MachineVerdict
{
    Verdict verdict = Verdict::Fine;
    QString reason; ///< one sentence for people when not Fine
    FailureClass failure = FailureClass::None; ///< when not Fine
};

/** Facts about a machine that one row of a listing cannot tell. */
struct MachineHistory
{
    int exitedReads = 0; ///< listings in a row that said "exited", this one included
    qint64 createdForMs = 0; ///< how long it has been "created" without a break
};

/**
 * Judges one row of a fresh machine by the vendor's statuses and the failure texts seen in the field
 * (vast API notes 4.3 to 4.5). A status text counts only while the machine is not running, since stale texts
 * are common, and a line of docker's pull progress never counts, however long it stands still.
 */
MachineVerdict judge(const Machine &machine, const MachineHistory &history);

/** "4c7d45f7c63c: Pull complete" and the other lines of a pull that is under way. */
bool isPullLine(const QString &statusMessage);

} // namespace snapgpu::race
