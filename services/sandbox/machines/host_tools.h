// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <QString>
#include <QStringList>
#include <sys/types.h>

namespace snapgpu::sandbox {

/** How the processes of a machine are kept apart from this computer. */
enum class Isolation {
    RealRoot, ///< namespaces made by root; uid 0 inside is uid 0 outside, with few capabilities
    UserNamespace, ///< an ordinary user, or a root without the right to mount
};

/** The programs a machine is made of, found and tried on this computer. */
struct HostTools
{
    QString bwrap;
    QString sshd;
    QString sshKeygen;
    QString restic;
    QString herd; ///< snapgpu-herd; empty where only a part of SnapGPU is there: see herded()
    Isolation isolation = Isolation::UserNamespace;
    uid_t guestUid = 0; ///< uid of "root" inside: sshd without privileges can only log in its own user
    gid_t guestGid = 0;
};

/** Looks in PATH and in the sbin folders, and makes one namespace to see that it is allowed. Blocks some 20
 * ms. */
Result<HostTools> findTools();

/** A command for QProcess. */
struct ToolCommand
{
    QString program;
    QStringList arguments;
};
/**
 * bwrap with these arguments under snapgpu-herd, which ends with the last process of the namespace and takes
 * all of them along when this process dies or it is told to terminate. Without snapgpu-herd it is bwrap
 * alone, which does the same except while it is still setting up.
 */
ToolCommand herded(const HostTools &tools, const QStringList &bwrapArguments);

/** bwrap arguments for the namespaces and the identity inside. */
QStringList isolationArguments(const HostTools &tools);

} // namespace snapgpu::sandbox
