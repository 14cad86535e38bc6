// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/cloud/runpod/runpod_errors.h"

#include "services/core/json.h"

#include <QCoreApplication>
#include <QStringList>

namespace snapgpu::runpod {

namespace {

constexpr int kLongestText = 300;

QString tr(const char *text) { return QCoreApplication::translate("RunPod", text); }

/** One row of the table: the first whose marks fit decides. Marks are parts, compared without regard to case.
 */
struct Rule
{
    const char *mark; ///< in code or text; nullptr = any
    int status; ///< 0 = any
    ErrorCategory category;
};

// Order matters: no capacity hides behind 400 and 500, and Cloudflare's ban behind 403.
constexpr Rule kRules[] = {
    {"no longer any instances available", 0, ErrorCategory::OfferGone},
    {"no instances currently available", 0, ErrorCategory::OfferGone},
    {"no instances available", 0, ErrorCategory::OfferGone},
    {"does not have the resources to deploy", 0, ErrorCategory::OfferGone},
    {"could not find any pods with required specifications", 0, ErrorCategory::OfferGone},
    {"not enough free gpus on the host", 0, ErrorCategory::OfferGone},
    {"supply_constraint", 0, ErrorCategory::OfferGone},
    {"insufficient_balance", 0, ErrorCategory::NoCredit},
    {"balance is too low", 0, ErrorCategory::NoCredit},
    {nullptr, 402, ErrorCategory::NoCredit},
    {nullptr, 429, ErrorCategory::RateLimited},
    {"something went wrong", 0, ErrorCategory::ServerFault},
    {"internal_server_error", 0, ErrorCategory::ServerFault},
    {"error 1010", 403, ErrorCategory::Network},
    {"pod not found", 0, ErrorCategory::NotFound},
    {nullptr, 401, ErrorCategory::Auth},
    {nullptr, 403, ErrorCategory::Auth},
    {nullptr, 404, ErrorCategory::NotFound},
    {nullptr, 408, ErrorCategory::Timeout},
    {nullptr, 410, ErrorCategory::BadAnswer},
};

ErrorCategory categoryOf(int status, const Complaint &complaint)
{
    for (const Rule &rule : kRules) {
        const QLatin1String mark(rule.mark ? rule.mark : "");
        const bool said = !rule.mark || complaint.text.contains(mark, Qt::CaseInsensitive)
            || complaint.code.contains(mark, Qt::CaseInsensitive);
        if (said && (rule.status == 0 || rule.status == status)) {
            return rule.category;
        }
    }
    if (status >= 500) {
        return ErrorCategory::ServerFault;
    }
    return status >= 400 ? ErrorCategory::InvalidInput : ErrorCategory::BadAnswer;
}

/** One sentence: what happened and what to do; `said` is RunPod's own text, already quoted. */
QString sentence(ErrorCategory category, int status, const QString &said)
{
    switch (category) {
    case ErrorCategory::Auth:
        return status == 403
            ? tr("The RunPod API key lacks a right that this needs%1. Give it read and write access to pods.")
                  .arg(said)
            : tr("RunPod refused the API key%1. Check the key in its console.").arg(said);
    case ErrorCategory::NoCredit:
        return tr("The RunPod account has too little balance%1. Add credit on its billing page.").arg(said);
    case ErrorCategory::OfferGone:
        return tr("RunPod has no free machine of this kind there now%1. Another one is tried.").arg(said);
    case ErrorCategory::RateLimited:
        return tr("RunPod asks for slower calls%1. SnapGPU waits and tries again.").arg(said);
    case ErrorCategory::NotFound:
        return tr("RunPod does not know what was asked for%1. Check the id or the provider's address.")
            .arg(said);
    case ErrorCategory::ServerFault:
        return tr("RunPod has trouble of its own%1. Try again in a minute.").arg(said);
    case ErrorCategory::Timeout:
        return tr("RunPod did not answer in time%1. Try again.").arg(said);
    case ErrorCategory::Network:
        return tr("Something before RunPod turned the call away%1. Check for a proxy or a blocked network.")
            .arg(said);
    case ErrorCategory::BadAnswer:
        return tr("RunPod answered in a way SnapGPU does not understand%1. Look for a newer SnapGPU.")
            .arg(said);
    default:
        return tr("RunPod refused the request%1. Correct the plan and try again.").arg(said);
    }
}

QString firstText(const json::Value &document)
{
    QString text;
    for (const char *key : {"detail", "error", "message", "title"}) {
        text = text.isEmpty() ? json::trimmed(document, key) : text;
    }
    // `errors` of v2 name what is wrong in the request; those of GraphQL are objects.
    if (const json::Value *errors = json::array(document, "errors"); errors && !errors->empty()) {
        const json::Value &first = errors->front();
        const QString more = first.is_object() ? json::trimmed(first, "message") : json::toQString(first);
        text = QStringList{text, more}.join(QLatin1Char(' ')).trimmed();
    }
    return text;
}

QString codeOf(const json::Value &document)
{
    const json::Value *errors = json::array(document, "errors");
    if (!errors || errors->empty() || !errors->front().is_object()) {
        return {};
    }
    const json::Value *extensions = json::object(errors->front(), "extensions");
    return extensions ? json::trimmed(*extensions, "code") : QString();
}

} // namespace

Complaint complaintOf(const json::Value &document)
{
    return {codeOf(document), firstText(document).left(kLongestText)};
}

Complaint complaintOf(const HttpReply &reply)
{
    const Result<json::Value> document = json::parse(reply.body);
    if (document && document->is_object()) {
        return complaintOf(*document);
    }
    const QString body = QString::fromUtf8(reply.body.left(2000)).trimmed();
    // A page of whatever stands before the service says nothing to people, but for its one famous line.
    if (body.contains(QLatin1String("Error 1010"), Qt::CaseInsensitive)) {
        return {{}, QStringLiteral("Error 1010")};
    }
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
    error.message = sentence(error.category, status, said);
    error.detail = QStringLiteral("HTTP %1 %2 %3").arg(status).arg(complaint.code, complaint.text).trimmed();
    error.httpStatus = status;
    return error;
}

bool saysNoSuchPod(int status, const Complaint &complaint)
{
    // A bare 404 may come from a wrong address or a proxy and proves nothing about the pod.
    return status == 404 && complaint.text.contains(QLatin1String("not found"), Qt::CaseInsensitive);
}

} // namespace snapgpu::runpod
