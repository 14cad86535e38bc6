// SPDX-License-Identifier: GPL-3.0-or-later
// The answer to a search: any bytes become offers or an error, and what was read can be shown, sorted,
// written and cached again.
#include "models/offer_facets.h"
#include "models/offer_filter.h"
#include "models/offer_sort.h"
#include "services/cloud/vast/vast_answers.h"
#include "services/offers/offer_cache.h"

#include <cstdint>
#include <cstdlib>

using namespace snapgpu;

namespace {

void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    require(!decodeOffers(bytes) || bytes.startsWith("SnapGPU offers"));
    HttpReply reply;
    reply.status = 200;
    reply.body = bytes;
    const auto offers = vast::readOffers(reply);
    if (!offers) {
        require(!offers.error().message.isEmpty());
        return 0;
    }
    static const OfferFilter filter(
        *parseQuery(QStringLiteral("gpu_name!=x dph<1 x=1 geolocation in [CA,US]")));
    OfferFilter::Pass pass(filter);
    for (const Offer &offer : *offers) {
        require(filter.accepts(offer) == pass.accepts(offer));
        require(!offerJson(offer).isEmpty());
        extraFields(offer);
        offer.hourlyWithDisk(40);
    }
    for (const OfferFieldInfo &info : offerFields()) {
        require(fieldKeys(info, *offers).size() == static_cast<std::size_t>(offers->size()));
    }
    const CachedOffers list{QStringLiteral("fuzz"), *offers, QVector<qint64>(offers->size(), 5)};
    const auto back = decodeOffers(encodeOffers(list));
    require(back && back->offers == *offers);
    return 0;
}
