// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/job.h"
#include "services/restic/repository.h"
#include "services/restic/restic_error.h"

namespace snapgpu {

/** The answer of "Test". Fields after `sentence` are known only when part == None. */
struct RepositoryReport
{
    RepositoryPart part = RepositoryPart::Unknown;
    QString sentence; ///< what was found, or what is wrong, why, and what to do
    QString detail; ///< restic's own words, for the log and "Copy diagnostics"
    QString resticVersion; ///< also when the test failed later
    QString repositoryId; ///< 64 hex
    int formatVersion = 0; ///< 1 or 2
    qint64 milliseconds = 0; ///< from the start to the answer

    bool isGood() const { return part == RepositoryPart::None; }
};

/** Opens the repository and says how it went; fails only with Cancelled. Owned by `parent`. */
Job<RepositoryReport> *testRepository(
    const ResticTools &tools, const Repository &repository, QObject *parent);

/** `restic init`, then the same report. A place that holds a repository already is refused by restic. */
Job<RepositoryReport> *createRepository(
    const ResticTools &tools, const Repository &repository, QObject *parent);

} // namespace snapgpu
