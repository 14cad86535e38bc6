// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/remote/channel.h"

#include <QByteArray>
#include <QStringList>

class QProcess;

namespace snapgpu {

/**
 * Arguments of the system's ssh for one login without terminal, prompts, forwards and shared connections. The
 * person's own ssh configuration still counts. Host keys go to one file per machine label: rented machines
 * reuse addresses. `endpoint.port` 0 leaves the port to the configuration.
 */
QStringList sshArguments(const SshSettings &settings, const QString &label, const SshEndpoint &endpoint,
    const QByteArray &remoteCommand);

/**
 * The remote command that reads exactly `scriptBytes` bytes of a script from standard input and evaluates
 * them; what follows on standard input belongs to the script. Works from bash, dash, zsh, fish and csh.
 */
QByteArray evaluateFromStdin(qsizetype scriptBytes);

/** The known_hosts file of a label: any label gives one plain file name. */
QString knownHostsFile(const SshSettings &settings, const QString &label);

/** C locale, no askpass, and a session of its own so that Ctrl+C in a terminal does not cut connections. */
void prepareSshProcess(QProcess &process);

} // namespace snapgpu
