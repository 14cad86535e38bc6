// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/job.h"

namespace snapgpu {

/** A host memory on a PostgreSQL server that a team shares; empty = none. */
struct TeamMemory
{
    QString url; ///< "postgresql://user@host:5432/database"; never with a password
    QString password; ///< empty: libpq's own ways, PGPASSWORD and ~/.pgpass

    bool isEmpty() const { return url.isEmpty(); }
    bool operator==(const TeamMemory &) const = default;
};

/** Whether the address can be one; says which part is missing, and refuses a password in it. No I/O. */
Result<Done> checkTeamAddress(const QString &url);

/**
 * Connects, brings the tables up to date and tries to write (taken back); the number of attempts found there,
 * or one sentence that names what is wrong: driver, host, database, user or password. Runs beside the window.
 */
Job<qint64> *testTeamMemory(const TeamMemory &team, QObject *parent);

} // namespace snapgpu
