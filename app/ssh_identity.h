// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <QString>

namespace snapgpu {

/** A key pair to log in with: the private file stays here, the public text goes to machines. */
struct SshIdentity
{
    QString privateFile;
    QString publicKey; ///< "type base64 snapgpu": a comment with a backslash has broken keys on real hosts
};

/**
 * The key file named, else the usual identity files of the person. The public half is read from FILE.pub,
 * else asked of ssh-keygen. Fails with one sentence that says what to do.
 */
Result<SshIdentity> findSshIdentity(const QString &named);

} // namespace snapgpu
