// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"
#include "services/sandbox/machine_host.h"
#include "services/sandbox/machines/bwrap_host.h"
#include "services/sandbox/machines/host_tools.h"

#include <QProcessEnvironment>

namespace snapgpu::sandbox {

/**
 * The files of one machine. Its root file system is an ordinary directory that the machine may write; what
 * this computer decides (keys, sshd settings, scripts) is in a second directory that it sees read-only, so
 * that a machine cannot redirect our writes through links.
 */
class MachineRoot final
{
public:
    MachineRoot(const QString &machinesDir, const QString &instanceId);

    /** Ids become directory names: digits, letters, '-' and '_' only. */
    static bool isUsableId(const QString &instanceId);

    QString rootDir() const { return m_root; }
    QString controlDir() const { return m_control; }

    /** Makes the root when it is new (a stopped machine keeps its own) and writes the control files anew. */
    Result<Done> prepare(const MachineSpec &spec, const HostTools &tools) const;
    /** Replaces the account's keys; sshd reads them at each login. */
    Result<Done> writeKeys(const QStringList &keys) const;
    /** Arguments for bwrap, ending with the program of process 2. */
    QStringList bwrapArguments(
        const MachineSpec &spec, const HostTools &tools, const HostOptions &options) const;

private:
    Result<Done> makeNewRoot(const MachineSpec &spec, const HostTools &tools) const;

    QString m_machinesDir;
    QString m_id;
    QString m_root;
    QString m_control;
};

/** The whole environment of process 1, nothing of this computer's; ssh sessions do not see it. */
QProcessEnvironment machineEnvironment(const MachineSpec &spec, const HostOptions &options);

} // namespace snapgpu::sandbox
