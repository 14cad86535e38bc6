// SPDX-License-Identifier: GPL-3.0-or-later
// AWS Signature Version 4, as far as S3 is read.
#pragma once

#include "services/net/http_types.h"
#include "services/restic/repository.h"
#include "services/restic/repository_address.h"

#include <optional>
#include <QDateTime>

namespace snapgpu {

struct S3Keys
{
    QByteArray access;
    QByteArray secret;
    QByteArray session; ///< may be empty
    QByteArray region;
};

/** From the repository's environment; nothing when a key is missing. The usual region is us-east-1. */
std::optional<S3Keys> s3KeysOf(const Repository &repository);

/** Address of a key of the bucket, of the bucket itself when `key` is empty. */
QUrl s3ObjectUrl(const S3Address &address, const QString &key);

/** Headers of a signed GET; the query must be sorted and encoded already. */
HttpHeaders s3SignedHeaders(const QUrl &url, const S3Keys &keys, const QDateTime &now);

/**
 * The address with a signature in it: whoever has it may GET this one object for so long, without a key. A
 * secret while it holds. `url` must be without a query.
 */
QByteArray s3SignedUrl(const QUrl &url, const S3Keys &keys, const QDateTime &now, int seconds);

} // namespace snapgpu
