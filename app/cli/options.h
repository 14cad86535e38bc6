// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/composition.h"
#include "models/forget_plan.h"
#include "models/snapshot_filter.h"
#include "services/backup/backup_plan.h"

#include <optional>
#include <QString>
#include <QStringList>

namespace snapgpu::cli {

/** A whole command line, understood. */
struct CommandLine
{
    GlobalOptions global;
    QString command; ///< "launch", …; "help" and "version" are commands too
    QStringList arguments; ///< what stood after the command, without options
    LaunchPlan plan; ///< launch; `offers` uses plan.search; `restore` the restore part
    bool all = false; ///< snapshots --all, destroy --all
    bool dryRun = false; ///< sweep, forget
    SnapshotFilter filter; ///< snapshots
    QStringList inSnapshots; ///< find: ids, empty = all
    QStringList addTags, removeTags; ///< tag
    ForgetPolicy policy; ///< forget without ids
    BackupRequest backup; ///< backup, sync start; its repository is the program's
    SyncRequest sync; ///< sync start; what it keeps is `policy`
    bool yes = false; ///< forget: really
    bool evenLast = false; ///< forget: also the last snapshot of a path
};

/** Why a command line was not understood: one sentence. */
struct UsageError
{
    QString message;
};

/** Parses without side effects (the environment is not read). */
tl::expected<CommandLine, UsageError> parseCommandLine(const QStringList &arguments);

/** Text of `--help`, or of `help COMMAND`. */
QString helpText(const QString &command = {});

} // namespace snapgpu::cli
