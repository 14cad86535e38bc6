// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/cloud/runpod/runpod_requests.h"

#include "models/offer_filter.h"
#include "services/cloud/runpod/runpod_pool.h"
#include "services/cloud/vast/vast_requests.h"
#include "services/core/json.h"

#include <algorithm>
#include <cmath>
#include <QCoreApplication>

namespace snapgpu::runpod {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("RunPod", text); }

constexpr int kCounts[] = {1, 2, 4, 8}; // what is asked for when the query names no number

bool asksFor(const Query &query, const char *field)
{
    return query.removedDefaults.contains(QLatin1String(field))
        || std::any_of(query.conditions.begin(), query.conditions.end(),
            [field](const QueryCondition &one) { return one.field == QLatin1String(field); });
}

/** Conditions on the one field, judged on a row that has nothing else. */
template <typename Set> bool allows(const Query &query, const char *field, Set set)
{
    Query only;
    for (const QueryCondition &condition : query.conditions) {
        if (condition.field == QLatin1String(field)) {
            only.conditions.append(condition);
        }
    }
    Offer row;
    set(row);
    return OfferFilter(only).accepts(row);
}

// Written for every sh there is. The images' own start script comes first: it knows what else the image is
// for. PUBLIC_KEY in the environment makes it start sshd, and the key is in place already.
constexpr char kServe[] = R"SH(
[ -x /start.sh ] && exec /start.sh
mkdir -p /run/sshd
S=$(command -v sshd || echo /usr/sbin/sshd)
while ! [ -x "$S" ]; do
{ apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends openssh-server || apk add --no-cache openssh-server; } || sleep 5
S=$(command -v sshd || echo /usr/sbin/sshd)
done
ssh-keygen -A
exec "$S" -D -e
)SH";

} // namespace

QByteArray catalogQuery(const CatalogAsked &asked)
{
    return "include=AVAILABILITY&product=POD&cloud=" + cloudName(asked.secure).toLatin1()
        + "&count=" + QByteArray::number(asked.count);
}

Result<QVector<CatalogAsked>> catalogParts(const SearchRequest &request)
{
    if (request.type != QLatin1String("on-demand")) {
        return fail(ErrorCategory::InvalidInput,
            tr("RunPod rents on demand only: it has no interruptible and no reserved machines. Search for "
               "on-demand ones."));
    }
    QVector<int> counts(std::begin(kCounts), std::end(kCounts));
    if (asksFor(request.query, "num_gpus")) {
        counts.clear();
        for (int count = 1; count <= 8; ++count) {
            if (allows(request.query, "num_gpus", [count](Offer &row) { row.numGpus = count; })) {
                counts.append(count);
            }
        }
    }
    QVector<CatalogAsked> parts;
    for (const int count : std::as_const(counts)) {
        for (const bool secure : {true, false}) {
            if (allows(request.query, "datacenter", [secure](Offer &row) { row.datacenter = secure; })) {
                parts.append({secure, count, request.storageGb});
            }
        }
    }
    return parts;
}

QVector<Offer> wantedOffers(QVector<Offer> offers, const SearchRequest &request, bool *isCut)
{
    const OfferFilter filter(request.query);
    const bool alsoSoldOut = asksFor(request.query, "rentable") || !request.vendorDefaults;
    offers.removeIf([&](const Offer &offer) {
        return (!alsoSoldOut && !offer.rentable.value_or(true)) || !filter.accepts(offer);
    });
    // The vendor of the grammar sorts by a score that RunPod does not have.
    vast::sortOffers(offers,
        request.order.isEmpty() ? QVector<OrderKey>{{QStringLiteral("dph_total"), false}} : request.order);
    const bool cut = offers.size() > request.limit;
    if (cut) {
        offers.resize(std::max(0, request.limit));
    }
    if (isCut) {
        *isCut = cut;
    }
    return offers;
}

QString startScript(const QString &onstart) { return onstart + QString::fromLatin1(kServe); }

std::optional<QByteArray> createBody(const CreateRequest &request)
{
    const auto pool = poolOf(request.offer);
    if (!pool) {
        return std::nullopt;
    }
    json::Value env = json::Value::object(); // shown to whoever lists the pods: never a secret
    for (auto it = request.env.begin(); it != request.env.end(); ++it) {
        env[it.key().toStdString()] = json::fromQString(it.value());
    }
    const json::Value command = {
        {"entrypoint", {"sh", "-c"}}, {"cmd", {json::fromQString(startScript(request.onstart))}}};
    // Unknown keys are refused with 422, so only what the contract of v2 names.
    json::Value body = {{"name", json::fromQString(request.label)},
        {"image", json::fromQString(request.image)},
        {"args", json::fromQString(QString::fromUtf8(json::dump(command)))},
        {"disk", std::max(1, static_cast<int>(std::ceil(request.diskGb)))}, {"env", std::move(env)},
        {"ports", {"22/tcp"}}, {"cloud", json::fromQString(cloudName(pool->secure))},
        {"gpu", {{"id", json::fromQString(pool->gpuId)}, {"count", pool->count}}}};
    if (!pool->dataCenter.isEmpty()) {
        body["dataCenterIds"] = json::Value::array({json::fromQString(pool->dataCenter)});
    }
    return json::dump(body);
}

QByteArray accountQuery() { return json::dump({{"query", "query { myself { id email clientBalance } }"}}); }

} // namespace snapgpu::runpod
