// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/cloud/runpod/runpod_answers.h"

#include "services/cloud/runpod/runpod_errors.h"
#include "services/cloud/runpod/runpod_rows.h"
#include "services/core/json.h"

#include <QCoreApplication>

namespace snapgpu::runpod {

namespace {

constexpr std::size_t kMostTypes = 10'000; // some 40 are known; this only guards the memory

QString tr(const char *text) { return QCoreApplication::translate("RunPod", text); }

Error missing(const HttpReply &reply, const char *what)
{
    return {ErrorCategory::BadAnswer,
        tr("The answer of RunPod lacks “%1”. Nothing is concluded from it; try again.")
            .arg(QString::fromLatin1(what)),
        {}, reply.status};
}

/** The object of an answer with 2xx. */
Result<json::Value> accepted(const HttpReply &reply)
{
    if (!reply.isSuccess()) {
        return tl::unexpected<Error>(errorOf(reply.status, complaintOf(reply)));
    }
    Result<json::Value> document = json::parse(reply.body);
    if (!document || !document->is_object()) {
        return fail(ErrorCategory::BadAnswer,
            tr("RunPod sent an answer that is not JSON. A proxy may stand in between; try again."),
            document ? QString() : document.error().detail, reply.status);
    }
    return document;
}

/** 4xx that may come from something between us and the service, after the service got the request. */
bool isFromBetween(int status) { return status == 408 || status == 499; }

} // namespace

Result<QVector<Offer>> readCatalog(const HttpReply &reply, const CatalogAsked &asked)
{
    const Result<json::Value> document = accepted(reply);
    if (!document) {
        return tl::unexpected<Error>(document.error());
    }
    const json::Value *types = json::array(*document, "gpus");
    if (!types) {
        return tl::unexpected<Error>(missing(reply, "gpus"));
    }
    if (types->size() > kMostTypes) {
        return fail(ErrorCategory::BadAnswer,
            tr("The answer of RunPod holds %1 kinds of GPU, far more than there are, and was not read.")
                .arg(types->size()));
    }
    QVector<Offer> offers;
    for (const json::Value &type : *types) {
        offers += offersFromType(type, asked);
    }
    return offers;
}

Result<MachinePage> readPods(const HttpReply &reply)
{
    const Result<json::Value> document = accepted(reply);
    if (!document) {
        return tl::unexpected<Error>(document.error());
    }
    const json::Value *rows = json::array(*document, "pods");
    if (!rows) {
        return tl::unexpected<Error>(missing(reply, "pods"));
    }
    MachinePage page;
    for (const char *key : {"nextCursor", "next_cursor"}) {
        page.nextToken = page.nextToken.isEmpty() ? json::trimmed(*document, key) : page.nextToken;
    }
    if (page.nextToken.isEmpty() && json::boolean(*document, "hasMore").value_or(false)) {
        // Half a list would make machines that are billed look gone.
        return tl::unexpected<Error>(missing(reply, "nextCursor"));
    }
    for (const json::Value &row : *rows) {
        const auto machine = machineFromPod(row);
        if (!machine) {
            return tl::unexpected<Error>(missing(reply, "id"));
        }
        if (!isTerminated(row)) {
            page.machines.append(*machine);
        }
    }
    return page;
}

Result<Account> readAccount(const HttpReply &reply)
{
    // GraphQL is being retired, and a key may lack it while it may do all else: no reason to rent nothing.
    for (const int withoutIt : {403, 404, 410}) {
        if (reply.status == withoutIt
            && errorOf(reply.status, complaintOf(reply)).category != ErrorCategory::Network) {
            Account account;
            account.tellsCredit = false;
            return account;
        }
    }
    const Result<json::Value> document = accepted(reply);
    if (!document) {
        return tl::unexpected<Error>(document.error());
    }
    const json::Value *data = json::object(*document, "data");
    const json::Value *myself = data ? json::object(*data, "myself") : nullptr;
    if (!myself) {
        const Complaint complaint = complaintOf(*document); // GraphQL fails with status 200
        const bool said = !complaint.text.isEmpty() || !complaint.code.isEmpty();
        return tl::unexpected<Error>(said ? errorOf(reply.status, complaint) : missing(reply, "myself"));
    }
    const auto balance = json::number(*myself, "clientBalance");
    if (!balance) {
        return tl::unexpected<Error>(missing(reply, "clientBalance"));
    }
    return Account{
        Money::fromDollars(*balance), json::trimmed(*myself, "email"), json::trimmed(*myself, "id")};
}

CreateOutcome readCreate(const HttpReply &reply)
{
    if (reply.isSuccess()) {
        const Result<json::Value> document = json::parse(reply.body);
        const QString id = document && document->is_object() ? podIdOf(*document) : QString();
        return id.isEmpty() ? CreateOutcome{CreateKind::Unknown, {}, missing(reply, "id")}
                            : CreateOutcome{CreateKind::Accepted, id, {}};
    }
    const Error error = errorOf(reply.status, complaintOf(reply));
    // In June 2026 a 500 hid a pod that was made and billed; only RunPod's own words for "no capacity" and
    // "no balance" are sure.
    const bool definite =
        error.category == ErrorCategory::OfferGone || error.category == ErrorCategory::NoCredit;
    const bool unclear = reply.status >= 500 ? !definite : isFromBetween(reply.status);
    return {unclear ? CreateKind::Unknown : CreateKind::Refused, {}, error};
}

DestroyOutcome readDestroy(const HttpReply &reply)
{
    if (reply.isSuccess()) {
        return {DestroyKind::Accepted, {}};
    }
    const Complaint complaint = complaintOf(reply);
    const Error error = errorOf(reply.status, complaint);
    if (saysNoSuchPod(reply.status, complaint)) {
        return {DestroyKind::AlreadyGone, error};
    }
    const bool hopeless =
        error.category == ErrorCategory::Auth || error.category == ErrorCategory::InvalidInput;
    return {hopeless ? DestroyKind::Refused : DestroyKind::Retry, error};
}

} // namespace snapgpu::runpod
