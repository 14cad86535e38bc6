// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/cloud/vast/vast_errors.h"

#include "services/core/json.h"

#include <QCoreApplication>

namespace snapgpu::vast {

namespace {

constexpr int kLongestText = 300;

QString tr(const char *text) { return QCoreApplication::translate("Vast", text); }

/** One row of the table: the first whose marks fit decides. Marks are compared without regard to case. */
struct Rule
{
    const char *code; ///< equal to `error`; nullptr = any
    const char *text; ///< contained in code or text; nullptr = any
    int status; ///< 0 = any
    ErrorCategory category;
};

// Order matters: "no_such_ask" before everything that merely sounds similar, the key before the status.
constexpr Rule kRules[] = {
    {nullptr, "no_such_ask", 0, ErrorCategory::OfferGone},
    {nullptr, "not your own", 0, ErrorCategory::OfferGone},
    {"rate_limit_exceeded", nullptr, 0, ErrorCategory::RateLimited},
    {nullptr, "too frequent", 0, ErrorCategory::RateLimited},
    {nullptr, nullptr, 429, ErrorCategory::RateLimited},
    {"insufficient_credit", nullptr, 0, ErrorCategory::NoCredit},
    {"spend_rate_limit", nullptr, 0, ErrorCategory::NoCredit},
    {"missing_billing", nullptr, 0, ErrorCategory::NoCredit},
    {nullptr, "lacks credit", 0, ErrorCategory::NoCredit},
    {nullptr, "spend_rate_limit", 0, ErrorCategory::NoCredit},
    {"auth_error", nullptr, 0, ErrorCategory::Auth},
    {"not_authorized", nullptr, 0, ErrorCategory::Auth},
    {nullptr, "invalid user key", 0, ErrorCategory::Auth},
    {nullptr, "session expired", 0, ErrorCategory::Auth},
    {nullptr, "authorization error", 0, ErrorCategory::Auth},
    {nullptr, "permission group", 0, ErrorCategory::Auth},
    {nullptr, "lacks proper privileges", 0, ErrorCategory::Auth},
    {"deprecated_endpoint", nullptr, 0, ErrorCategory::BadAnswer},
    {nullptr, "not enough disk", 0, ErrorCategory::HostFault},
    {nullptr, "image is not available", 0, ErrorCategory::ImageFault},
    {nullptr, "image not available", 0, ErrorCategory::ImageFault},
    {nullptr, "no longer available", 0, ErrorCategory::OfferGone},
    {nullptr, "is not available", 0, ErrorCategory::OfferGone},
    {"no_such_instance", nullptr, 0, ErrorCategory::NotFound},
    {"not_found", nullptr, 0, ErrorCategory::NotFound},
    {"invalid_id", nullptr, 404, ErrorCategory::NotFound},
    {"invalid_args", nullptr, 0, ErrorCategory::InvalidInput},
    {"invalid_request", nullptr, 0, ErrorCategory::InvalidInput},
    {"invalid_token", nullptr, 0, ErrorCategory::InvalidInput},
    {"invalid_price", nullptr, 0, ErrorCategory::InvalidInput},
    {"no_ssh_key_for_vm", nullptr, 0, ErrorCategory::InvalidInput},
    {"no_ssh_key", nullptr, 0, ErrorCategory::InvalidInput},
    {"server_error", nullptr, 0, ErrorCategory::ServerFault},
    {nullptr, nullptr, 401, ErrorCategory::Auth},
    {nullptr, nullptr, 403, ErrorCategory::Auth},
    {nullptr, nullptr, 404, ErrorCategory::NotFound},
    {nullptr, nullptr, 410, ErrorCategory::BadAnswer},
    {nullptr, nullptr, 408, ErrorCategory::Timeout},
};

bool fits(const Rule &rule, int status, const Complaint &complaint)
{
    if (rule.status != 0 && rule.status != status) {
        return false;
    }
    if (rule.code && complaint.code.compare(QLatin1String(rule.code), Qt::CaseInsensitive) != 0) {
        return false;
    }
    const QLatin1String text(rule.text ? rule.text : "");
    return !rule.text || complaint.text.contains(text, Qt::CaseInsensitive)
        || complaint.code.contains(text, Qt::CaseInsensitive);
}

ErrorCategory categoryOf(int status, const Complaint &complaint)
{
    for (const Rule &rule : kRules) {
        if (fits(rule, status, complaint)) {
            return rule.category;
        }
    }
    if (status >= 500) {
        return ErrorCategory::ServerFault;
    }
    return status >= 400 ? ErrorCategory::InvalidInput : ErrorCategory::BadAnswer;
}

/** One sentence: what happened and what to do; `said` is the provider's own text, already quoted. */
QString sentence(ErrorCategory category, const QString &said)
{
    switch (category) {
    case ErrorCategory::Auth:
        return tr("vast.ai refused the API key%1. Check the key and its rights (instances and user data).")
            .arg(said);
    case ErrorCategory::NoCredit:
        return tr(
            "The vast.ai account has no credit left or may not spend faster%1. Add credit on its billing "
            "page.")
            .arg(said);
    case ErrorCategory::OfferGone:
        return tr("The offer was taken by somebody else%1. Another one is tried.").arg(said);
    case ErrorCategory::RateLimited:
        return tr("vast.ai asks for slower calls%1. SnapGPU waits and tries again.").arg(said);
    case ErrorCategory::NotFound:
        return tr("vast.ai does not know what was asked for%1. Check the number or the provider's address.")
            .arg(said);
    case ErrorCategory::ServerFault:
        return tr("vast.ai has trouble of its own%1. Try again in a minute.").arg(said);
    case ErrorCategory::HostFault:
        return tr("The host cannot run this machine%1. Another one is tried.").arg(said);
    case ErrorCategory::ImageFault:
        return tr("The image cannot be used%1. Choose another image.").arg(said);
    case ErrorCategory::Timeout:
        return tr("vast.ai did not answer in time%1. Try again.").arg(said);
    case ErrorCategory::BadAnswer:
        return tr("vast.ai answered in a way SnapGPU does not understand%1. Look for a newer SnapGPU.")
            .arg(said);
    default:
        return tr("vast.ai refused the request%1. Correct the plan and try again.").arg(said);
    }
}

QString firstText(const json::Value &document)
{
    for (const char *key : {"msg", "message", "detail"}) {
        const QString text = json::trimmed(document, key);
        if (!text.isEmpty()) {
            return text;
        }
    }
    return {};
}

} // namespace

Complaint complaintOf(const json::Value &document)
{
    return {json::trimmed(document, "error"), firstText(document).left(kLongestText)};
}

Complaint complaintOf(const HttpReply &reply)
{
    const Result<json::Value> document = json::parse(reply.body);
    if (document && document->is_object()) {
        return complaintOf(*document);
    }
    const QString body = QString::fromUtf8(reply.body.left(2000)).trimmed();
    // A page of the web front end says nothing to people.
    return {{}, body.startsWith(QLatin1Char('<')) ? QString() : body.left(kLongestText)};
}

Error errorOf(int status, const Complaint &complaint)
{
    Error error;
    error.category = categoryOf(status, complaint);
    const QString words = complaint.text.isEmpty() ? complaint.code : complaint.text;
    const QString said = words.isEmpty()
        ? (status >= 400 ? QStringLiteral(" (HTTP %1)").arg(status) : QString())
        : QStringLiteral(" (“%1”)").arg(words.simplified());
    error.message = sentence(error.category, said);
    error.detail = QStringLiteral("HTTP %1 %2 %3").arg(status).arg(complaint.code, complaint.text).trimmed();
    error.httpStatus = status;
    return error;
}

bool saysNoSuchInstance(int status, const Complaint &complaint)
{
    if (errorOf(status, complaint).category != ErrorCategory::NotFound) {
        return false;
    }
    // A bare 404 may come from a wrong address or a proxy and proves nothing about the instance.
    return !complaint.code.isEmpty();
}

} // namespace snapgpu::vast
