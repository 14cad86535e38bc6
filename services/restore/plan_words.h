// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restic/repository.h"

#include <QByteArray>

namespace snapgpu {

// What plans for the agent are made of, whether they restore or back up.

/** The backend's own option for the scheme of a repository address; local folders have one too. */
QByteArray connectionsOption(const QString &url, int connections);

/** A shell function. */
QByteArray shellFunction(const QByteArray &name, const QByteArray &body);

/** The function sg_environment, which exports what restic needs: secrets, so that it travels over standard
 * input and is never logged. */
QByteArray environmentFunction(const Repository &repository);

/** A name of the repository's environment that a shell would not take; empty when all are good. */
QString badVariable(const Repository &repository);

} // namespace snapgpu
