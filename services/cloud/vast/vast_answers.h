// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/cloud/call_jobs.h"
#include "services/cloud/provider.h"
#include "services/cloud/vast/vast_rows.h"
#include "services/net/http_types.h"

namespace snapgpu::vast {

/** Every reader here is pure. An answer that cannot be understood is an error, never an empty result. */

/** With a pool, rows share their texts. */
Result<QVector<Offer>> readOffers(const HttpReply &reply, TextPool *pool = nullptr);

Result<MachinePage> readInstances(const HttpReply &reply);

Result<Account> readAccount(const HttpReply &reply);

/**
 * What a complete answer to a create means. `new_contract` is read before `success`: a failure may leave an
 * instance. Only a definite refusal is Refused; everything unclear is Unknown and must be looked up by label.
 */
CreateOutcome readCreate(const HttpReply &reply);
DestroyOutcome readDestroy(const HttpReply &reply);

/** "Already there" is success. */
Result<Done> readAttach(const HttpReply &reply);

} // namespace snapgpu::vast
