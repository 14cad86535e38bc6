// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/job.h"
#include "services/net/http_types.h"
#include "services/restic/repository.h"
#include "services/restic/repository_address.h"
#include "services/restic/restic_error.h"

#include <QDateTime>

namespace snapgpu {

class HttpClient;

/** What an S3 storage says of its address, bucket and keys. */
struct S3Answer
{
    /** None = bucket and keys are good; Unknown = nothing can be told. */
    RepositoryPart part = RepositoryPart::Unknown;
    bool holdsConfig = false; ///< with None: a restic repository begins at the path
    /** With Network and Certificate: there was no answer, and why. restic may know another way (its own
     * proxy, certificates named to it alone), so its word counts more. */
    QString noWay;
};

/**
 * restic begins with a HEAD, whose answer has no words: a wrong bucket, region or clock and a key that nobody
 * knows all look alike, and a new restic tries again for a quarter of an hour. So the storage is asked
 * itself, with one signed listing. Nothing when this cannot be: no S3, restic runs elsewhere, or no keys at
 * hand. Fails only with Cancelled.
 */
Job<S3Answer> *askS3(HttpClient *http, const Repository &repository, QObject *parent);

/** The listing of the first key at the path; empty URL when the address or the keys are not known. */
HttpRequest s3Listing(const Repository &repository, const QDateTime &now);

/** `namedRegion`: the region was given, so that a storage that wants another one is right to refuse. */
S3Answer readS3Answer(const HttpReply &reply, const QDateTime &now, bool namedRegion);

} // namespace snapgpu
