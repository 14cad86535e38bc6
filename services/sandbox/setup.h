// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"
#include "services/sandbox/sandbox_files.h"

namespace snapgpu::sandbox {

/** 64 hex digits from the system's own source. */
QString randomKey();

/** The key pair that logs in to sandbox machines. */
struct Identity
{
    QString file; ///< private key, 0600
    QString publicKey; ///< one line
};

/** Makes the pair at first start (ssh-keygen, some 10 ms, blocking) and reads it later. */
Result<Identity> ensureIdentity(const SandboxFiles &files);

/** Password of the demo repository: made once, kept in a private file. */
Result<QString> ensureRepositoryPassword(const SandboxFiles &files);

} // namespace snapgpu::sandbox
