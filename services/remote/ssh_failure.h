// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/error.h"

#include <QByteArray>
#include <QString>

namespace snapgpu {

/** How an ssh process ended, as far as it matters. */
struct SshEnd
{
    bool startFailed = false; ///< the program could not be started
    int exitCode = 0;
    bool agentSpoke = false; ///< the agent's hello had come: then 255 means a lost connection
    QByteArray errors; ///< last part of standard error
};

/** Turns the end of an ssh login into one sentence and a category; `where` is "host:port". */
Error sshFailure(const SshEnd &end, const QString &where, const QString &program);

} // namespace snapgpu
