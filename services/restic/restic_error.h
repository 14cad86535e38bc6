// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/error.h"

#include <QByteArray>
#include <QString>

namespace snapgpu {

/** Which part of a repository's description is to blame. */
enum class RepositoryPart {
    None, ///< all is well
    Tool, ///< restic is missing or too old, here or on the VPS
    Host, ///< the VPS does not answer or refuses the login
    EnvironmentFile, ///< of the VPS: cannot be read
    Address, ///< nothing of that name, not an address
    Network, ///< the name is right, the way is not
    Certificate, ///< of the storage: not trusted, expired, or of another name
    Bucket,
    Region, ///< the bucket lies in another one
    Keys, ///< access key or secret refused, or not allowed to
    Expired, ///< temporary key or token
    Clock, ///< this computer's clock is too far off for the storage to accept its signatures
    Password,
    NoRepository, ///< the place is there and empty: it can be created
    Exists, ///< asked to create one where one is
    Locked,
    Version, ///< made by a newer restic
    Damaged,
    Unknown,
};
QString toText(RepositoryPart part); ///< stable snake_case word

/** One sentence: what is wrong with that part of `url`, and what to do. Empty when only restic's words can
 * tell. */
QString sentenceOf(RepositoryPart part, const QString &url);

/** Which part the texts of restic, or the category of an error that is not restic's own, point at. */
RepositoryPart blamedPart(const Error &error);

/**
 * Category and sentence for a restic that did not exit with 0. Exit codes 10, 11 and 12 exist since 0.17; for
 * older versions the texts decide, and they are the same in every version. `output` is standard error (JSON
 * lines, plain text, or both); `url` is only named in the sentence.
 */
Error resticError(int exitCode, const QByteArray &output, const QString &url);

/** How often a newer restic, which tries again for a quarter of an hour, has told by now that it did not
 * reach the first file of the repository. 0 when it tries something else again. */
int unreachedTries(const QByteArray &output);

/**
 * The storage's no is final, and so is a certificate, though a newer restic tries again for a quarter of an
 * hour. A network or a name may still come up.
 */
bool isFinalRefusal(const QByteArray &output);

} // namespace snapgpu
