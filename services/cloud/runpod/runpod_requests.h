// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/cloud/provider.h"
#include "services/cloud/runpod/runpod_answers.h"

namespace snapgpu::runpod {

/** Path and query of the catalog as it is asked for. */
QByteArray catalogQuery(const CatalogAsked &asked);

/** The parts of the catalog that a query can match: each cloud with each number of GPUs it allows. An error
 * says why RunPod has nothing of the kind (interruptible or reserved machines). */
Result<QVector<CatalogAsked>> catalogParts(const SearchRequest &request);

/** Rows that match, in the order asked for (default: cheapest first), at most `limit`; what is out of stock
 * only when the query says so. `isCut` tells whether the limit cut some off. */
QVector<Offer> wantedOffers(QVector<Offer> offers, const SearchRequest &request, bool *isCut = nullptr);

/** Body of POST pods; nothing when the offer is no row of RunPod. */
std::optional<QByteArray> createBody(const CreateRequest &request);

/** Body of POST graphql. v2 does not tell the balance. */
QByteArray accountQuery();

/**
 * The first process of a pod, as a script: sets up the key and the dead-man lease (`onstart`), then becomes
 * what the image would have started if it is one of RunPod's (/start.sh), else an SSH server, which it
 * installs where there is none.
 */
QString startScript(const QString &onstart);

} // namespace snapgpu::runpod
