// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace snapgpu {

enum class RepositoryKind { R2, S3, Sftp, Folder, Other };

/** The parts of a repository's address as a person fills them in; which ones matter follows from the kind. */
struct RepositoryForm
{
    RepositoryKind kind = RepositoryKind::R2;
    QString endpoint; ///< R2, S3: host, with a scheme only when it is not https
    QString bucket; ///< R2, S3
    QString folder; ///< R2, S3: below the bucket, may be empty; Sftp, Folder: the path
    QString user; ///< Sftp: user@host
    QString url; ///< Other: as restic takes it

    bool operator==(const RepositoryForm &) const = default;
};

/** Pure: what restic calls it, e.g. "s3:https://ACCOUNT.r2.cloudflarestorage.com/bucket/folder"; empty while
 * a part is missing. */
QString addressOf(const RepositoryForm &form);
/** The other way round, for every address restic takes; what is not understood is Other. */
RepositoryForm formOf(const QString &address);
/** What is missing or cannot be, as one sentence; empty = the form is complete. */
QString faultOf(const RepositoryForm &form);

} // namespace snapgpu
