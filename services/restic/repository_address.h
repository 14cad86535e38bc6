// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"
#include "services/restic/repository.h"

#include <QMap>
#include <QString>

namespace snapgpu {

/** The parts of an S3 address as people have them from their provider. */
struct S3Address
{
    QString endpoint; ///< "https://ACCOUNT.r2.cloudflarestorage.com"; without a scheme https is meant
    QString bucket;
    QString prefix; ///< folder in the bucket; may be empty
    QString region; ///< empty = chosen: "auto" for R2, else left to restic

    bool operator==(const S3Address &) const = default;
};

/** "s3:https://ENDPOINT/BUCKET/PREFIX", or what is wrong with a part. */
Result<QString> s3Url(const S3Address &address);

/** The parts of "s3:…"; nullopt for every other kind of repository. */
std::optional<S3Address> parseS3Url(const QString &url);

/**
 * The variables an address needs beside the keys: AWS_DEFAULT_REGION is "auto" for R2, where restic would
 * otherwise ask the bucket's place first and an object token may not.
 */
QMap<QString, QString> regionEnvironment(const QString &url, const QString &region);

/** Puts that into the repository's environment; what stands there already wins. */
void fillRegion(Repository *repository, const QString &region);

} // namespace snapgpu
