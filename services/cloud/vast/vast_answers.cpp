// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/cloud/vast/vast_answers.h"

#include "services/cloud/vast/vast_errors.h"
#include "services/cloud/vast/vast_rows.h"
#include "services/core/json.h"

#include <QCoreApplication>

namespace snapgpu::vast {

namespace {

constexpr std::size_t kMostRows = 100'000; // a page has 64; this only guards the memory

QString tr(const char *text) { return QCoreApplication::translate("Vast", text); }

/** `success` is false; a missing one is no complaint. */
bool deniesSuccess(const json::Value &document) { return !json::boolean(document, "success").value_or(true); }

/** The document of an answer that claims success; any refusal is an error, also with status 200. */
Result<json::Value> accepted(const HttpReply &reply)
{
    if (!reply.isSuccess()) {
        return tl::unexpected<Error>(errorOf(reply.status, complaintOf(reply)));
    }
    Result<json::Value> document = json::parse(reply.body);
    if (!document) {
        Error error = document.error();
        error.message =
            tr("vast.ai sent an answer that is not JSON. A proxy may stand in between; try again.");
        error.httpStatus = reply.status;
        return tl::unexpected<Error>(error);
    }
    if (deniesSuccess(*document)) {
        return tl::unexpected<Error>(errorOf(reply.status, complaintOf(*document)));
    }
    return document;
}

Error missing(const HttpReply &reply, const char *what)
{
    return {ErrorCategory::BadAnswer,
        tr("The answer of vast.ai lacks “%1”. Nothing is concluded from it; try again.")
            .arg(QString::fromLatin1(what)),
        QString::fromUtf8(reply.body.left(300)), reply.status};
}

/** Refusals that are sure even when the status claims success. */
bool isDefinite(ErrorCategory category)
{
    switch (category) {
    case ErrorCategory::OfferGone:
    case ErrorCategory::NoCredit:
    case ErrorCategory::Auth:
    case ErrorCategory::InvalidInput:
    case ErrorCategory::RateLimited:
        return true;
    default:
        return false;
    }
}

/** 4xx that may come from something between us and the service, after the service got the request. */
bool isFromBetween(int status) { return status == 408 || status == 499; }

CreateKind kindOfRefusal(const HttpReply &reply, ErrorCategory category)
{
    if (reply.status >= 500 || isFromBetween(reply.status)) {
        return CreateKind::Unknown;
    }
    if (reply.status >= 400) {
        return CreateKind::Refused;
    }
    return isDefinite(category) ? CreateKind::Refused : CreateKind::Unknown;
}

/** The number of the new contract, as text; empty when absent. It may come as a string. */
QString contractOf(const json::Value &document)
{
    const auto id = json::integer(document, "new_contract");
    return id && *id > 0 ? QString::number(*id) : QString();
}

} // namespace

Result<QVector<Offer>> readOffers(const HttpReply &reply, TextPool *pool)
{
    const Result<json::Value> document = accepted(reply);
    if (!document) {
        return tl::unexpected<Error>(document.error());
    }
    const json::Value *rows = json::array(*document, "offers");
    if (!rows) {
        return tl::unexpected<Error>(missing(reply, "offers"));
    }
    if (rows->size() > kMostRows) {
        return fail(ErrorCategory::BadAnswer,
            tr("The answer of vast.ai holds %1 offers, far more than it ever sends, and was not read.")
                .arg(rows->size()));
    }
    QVector<Offer> offers;
    offers.reserve(static_cast<qsizetype>(rows->size()));
    for (const json::Value &row : *rows) {
        if (const auto offer = offerFromRow(row, pool)) {
            offers.append(*offer); // a row without an id cannot be rented
        }
    }
    return offers;
}

Result<MachinePage> readInstances(const HttpReply &reply)
{
    const Result<json::Value> document = accepted(reply);
    if (!document) {
        return tl::unexpected<Error>(document.error());
    }
    const json::Value *rows = json::array(*document, "instances");
    if (!rows) {
        return tl::unexpected<Error>(missing(reply, "instances"));
    }
    MachinePage page;
    page.nextToken = json::string(*document, "next_token").value_or(QString());
    for (const json::Value &row : *rows) {
        const auto machine = machineFromRow(row);
        if (!machine) {
            // Dropping a row would make a machine that is billed look gone.
            return tl::unexpected<Error>(missing(reply, "id"));
        }
        page.machines.append(*machine);
    }
    return page;
}

Result<Account> readAccount(const HttpReply &reply)
{
    const Result<json::Value> document = accepted(reply);
    if (!document) {
        return tl::unexpected<Error>(document.error());
    }
    auto credit = json::number(*document, "credit");
    if (!credit) {
        credit = json::number(*document, "balance");
    }
    if (!credit) {
        Error error = missing(reply, "credit");
        error.detail.clear(); // this answer may hold an API key
        return tl::unexpected<Error>(error);
    }
    const auto id = json::integer(*document, "id");
    return Account{Money::fromDollars(*credit), json::trimmed(*document, "email"),
        id ? QString::number(*id) : QString()};
}

CreateOutcome readCreate(const HttpReply &reply)
{
    const Result<json::Value> document = json::parse(reply.body);
    const bool readable = document && document->is_object();
    const QString contract = readable ? contractOf(*document) : QString();
    const bool denied = readable && deniesSuccess(*document);
    CreateOutcome outcome;
    outcome.instanceId = contract;
    if (reply.isSuccess() && !contract.isEmpty() && !denied) {
        outcome.kind = CreateKind::Accepted;
        return outcome;
    }
    if (reply.isSuccess() && !denied) {
        outcome.kind = CreateKind::Unknown;
        outcome.error = missing(reply, "new_contract");
        return outcome;
    }
    outcome.error = errorOf(reply.status, complaintOf(reply));
    // A refusal that names a contract left an instance: it is known, and must be destroyed.
    outcome.kind = contract.isEmpty() ? kindOfRefusal(reply, outcome.error.category) : CreateKind::Refused;
    return outcome;
}

DestroyOutcome readDestroy(const HttpReply &reply)
{
    const Complaint complaint = complaintOf(reply);
    const Result<json::Value> document = json::parse(reply.body);
    if (reply.isSuccess() && document && document->is_object() && !deniesSuccess(*document)) {
        return {DestroyKind::Accepted, {}};
    }
    const Error error =
        reply.isSuccess() && !document ? missing(reply, "success") : errorOf(reply.status, complaint);
    if (saysNoSuchInstance(reply.status, complaint)) {
        return {DestroyKind::AlreadyGone, error};
    }
    const bool hopeless =
        error.category == ErrorCategory::Auth || error.category == ErrorCategory::InvalidInput;
    return {hopeless ? DestroyKind::Refused : DestroyKind::Retry, error};
}

Result<Done> readAttach(const HttpReply &reply)
{
    const Complaint complaint = complaintOf(reply);
    if (complaint.text.contains(QLatin1String("already"), Qt::CaseInsensitive)
        || complaint.text.contains(QLatin1String("duplicate"), Qt::CaseInsensitive)) {
        return Done{};
    }
    const Result<json::Value> document = accepted(reply);
    if (!document) {
        return tl::unexpected<Error>(document.error());
    }
    return Done{};
}

} // namespace snapgpu::vast
