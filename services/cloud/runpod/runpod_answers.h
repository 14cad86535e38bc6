// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/cloud/call_jobs.h"
#include "services/cloud/provider.h"
#include "services/net/http_types.h"

namespace snapgpu::runpod {

/** Every reader here is pure. An answer that cannot be understood is an error, never an empty result. */

/** Which part of the catalog was asked for, and the disk whose price is part of dph_total. */
struct CatalogAsked
{
    bool secure = true;
    int count = 1;
    double storageGb = 5;
};

/** The rows of GET catalog/gpus: one per data center that has the type, and one for anywhere. What has no
 * stock comes with `rentable` false. */
Result<QVector<Offer>> readCatalog(const HttpReply &reply, const CatalogAsked &asked);

/** GET pods. `nextToken` is the cursor that newer answers may carry. */
Result<MachinePage> readPods(const HttpReply &reply);

/** The balance, by GraphQL's `myself`; where that is not to be had, an account that does not tell its credit.
 */
Result<Account> readAccount(const HttpReply &reply);

/** A complete answer to a create. Only a definite refusal is Refused; a 5xx may hide a pod. */
CreateOutcome readCreate(const HttpReply &reply);

DestroyOutcome readDestroy(const HttpReply &reply);

} // namespace snapgpu::runpod
