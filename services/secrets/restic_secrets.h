// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/job.h"

#include <QMap>
#include <QProcessEnvironment>
#include <QString>

namespace snapgpu {

/** RESTIC_REPOSITORY, else the first line of RESTIC_REPOSITORY_FILE; empty when neither is set. */
Result<QString> resticRepository(const QProcessEnvironment &environment);

/**
 * The repository password by restic's own rules: RESTIC_PASSWORD_COMMAND (run without a shell, at most 60 s),
 * RESTIC_PASSWORD_FILE, RESTIC_PASSWORD. Command and file together are refused, as restic does. Empty when
 * nothing is set. Registered as a secret; owned by `parent`.
 */
Job<QString> *resticPassword(const QProcessEnvironment &environment, QObject *parent);

/** The variables restic's storage backends read (AWS_…, B2_…, AZURE_…, GOOGLE_…, OS_…, RCLONE_…), as they are
 * set. */
QMap<QString, QString> resticBackendEnvironment(const QProcessEnvironment &environment);

} // namespace snapgpu
