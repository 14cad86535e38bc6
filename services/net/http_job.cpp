// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/net/http_job.h"

#include "services/core/json.h"
#include "services/core/log.h"
#include "services/net/certificate_error.h"
#include "services/net/once_body.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QUuid>

namespace snapgpu {

namespace {

QNetworkRequest toNetworkRequest(const HttpRequest &request, const QByteArray &id)
{
    QNetworkRequest out(request.url);
    out.setRawHeader("User-Agent", "SnapGPU/" SNAPGPU_VERSION);
    out.setRawHeader("Accept", "application/json");
    out.setRawHeader("X-Request-Id", id);
    if (!request.body.isEmpty()) {
        out.setRawHeader("Content-Type", "application/json");
    }
    for (const auto &[name, value] : request.headers) {
        out.setRawHeader(name, value);
    }
    out.setTransferTimeout(request.idleMs);
    return out;
}

/** Errors that come before a connection exists: nothing was sent. */
bool isBeforeConnection(QNetworkReply::NetworkError error)
{
    return error == QNetworkReply::ConnectionRefusedError || error == QNetworkReply::HostNotFoundError
        || error == QNetworkReply::SslHandshakeFailedError
        || error == QNetworkReply::ProxyConnectionRefusedError || error == QNetworkReply::ProxyNotFoundError;
}

/** Errors that stand for a status of the server; the answer itself is complete. */
bool isStatusError(QNetworkReply::NetworkError error)
{
    return error == QNetworkReply::NoError
        || error == QNetworkReply::ProtocolInvalidOperationError // 400 and 418
        || (error >= QNetworkReply::ContentAccessDenied && error <= QNetworkReply::UnknownContentError
            && error != QNetworkReply::ContentReSendError)
        || (error >= QNetworkReply::InternalServerError && error <= QNetworkReply::UnknownServerError);
}

} // namespace

QByteArray HttpReply::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0) {
            return value;
        }
    }
    return {};
}

HttpJob::HttpJob(HttpRequest request, QObject *parent)
    : Job<HttpReply>(parent)
    , m_request(std::move(request))
    , m_id(QUuid::createUuid().toByteArray(QUuid::Id128).left(16))
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &HttpJob::onDeadline);
}

HttpJob::~HttpJob() { dropReply(); }

void HttpJob::start(QNetworkAccessManager *manager)
{
    m_elapsed.start();
    const QString scheme = m_request.url.scheme();
    if (!m_request.url.isValid() || m_request.url.host().isEmpty()
        || (scheme != QLatin1String("http") && scheme != QLatin1String("https"))) {
        conclude(fail(ErrorCategory::Usage,
            tr("The address %1 is not an http or https address. Correct it in the settings or on the command "
               "line.")
                .arg(m_request.url.toDisplayString(QUrl::RemoveQuery))));
        return;
    }
    const QNetworkRequest request = toNetworkRequest(m_request, m_id);
    if (m_request.body.isEmpty()) {
        m_reply = manager->sendCustomRequest(request, m_request.method);
    } else {
        m_upload = new OnceBody(m_request.body);
        m_reply = manager->sendCustomRequest(request, m_request.method, m_upload.data());
        m_upload->setParent(m_reply);
    }
    m_reply->setParent(this);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpJob::onMetaData);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpJob::readSome);
    connect(m_reply, &QNetworkReply::finished, this, &HttpJob::onReplyFinished);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        m_certificateFault = certificateSentence(errors, m_request.url.host());
    });
    m_deadline.start(m_request.deadlineMs);
}

void HttpJob::onMetaData()
{
    bool ok = false;
    const qint64 announced = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong(&ok);
    if (ok && announced > m_request.maxBytes) {
        conclude(fail(ErrorCategory::BadAnswer,
            tr("%1 announced an answer of %2 bytes; at most %3 are read.")
                .arg(m_request.url.host())
                .arg(announced)
                .arg(m_request.maxBytes)));
    }
}

void HttpJob::readSome()
{
    if (!m_reply->isOpen()) {
        return; // given up by the silence limit
    }
    m_body += m_reply->read(m_request.maxBytes + 1 - m_body.size());
    if (m_body.size() > m_request.maxBytes) {
        conclude(fail(ErrorCategory::BadAnswer,
            tr("The answer of %1 is larger than %2 bytes and was not read.")
                .arg(m_request.url.host())
                .arg(m_request.maxBytes)));
    }
}

void HttpJob::onReplyFinished()
{
    readSome();
    if (isFinished()) {
        return;
    }
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status > 0 && isStatusError(m_reply->error())) {
        conclude(answer(status));
        return;
    }
    // We did not abort, so this one comes from the silence limit.
    m_timedOut = m_reply->error() == QNetworkReply::OperationCanceledError
        || m_reply->error() == QNetworkReply::TimeoutError;
    const Error error = transportError();
    conclude(tl::unexpected<Error>(error));
}

Result<HttpReply> HttpJob::answer(int status) const
{
    if (status >= 300 && status < 400) {
        const QUrl target =
            m_request.url.resolved(m_reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl());
        return fail(ErrorCategory::BadAnswer,
            tr("%1 sends callers on to %2, and the key does not follow. Set the provider's address to the "
               "new "
               "place if you trust it.")
                .arg(m_request.url.host(), target.host().isEmpty() ? tr("another place") : target.host()),
            target.toDisplayString(QUrl::RemoveQuery), status);
    }
    HttpReply reply;
    reply.status = status;
    reply.body = m_body;
    reply.headers = m_reply->rawHeaderPairs();
    reply.requestId = m_id;
    return reply;
}

Error HttpJob::transportError() const
{
    const QString host = m_request.url.host();
    const QString detail = m_reply->errorString();
    if (m_timedOut) {
        return {ErrorCategory::Timeout,
            tr("%1 was silent for too long. Check the network and try again.").arg(host), detail};
    }
    switch (m_reply->error()) {
    case QNetworkReply::ConnectionRefusedError:
        return {ErrorCategory::Network,
            tr("%1 refused the connection. Check the address and whether the service runs.")
                .arg(m_request.url.authority(QUrl::FullyEncoded)),
            detail};
    case QNetworkReply::HostNotFoundError:
        return {ErrorCategory::Network,
            tr("The name %1 cannot be resolved. Check the address and the network.").arg(host), detail};
    case QNetworkReply::SslHandshakeFailedError:
        if (certificateRefused()) {
            return {ErrorCategory::Network, m_certificateFault, detail};
        }
        return {ErrorCategory::Network,
            tr("The encrypted connection to %1 failed, so nothing was sent. Check the address: what answers "
               "there may speak no TLS, or none new enough.")
                .arg(host),
            detail};
    default:
        return {ErrorCategory::Network,
            tr("The connection to %1 was lost. Check the network and try again.").arg(host), detail};
    }
}

void HttpJob::onDeadline()
{
    m_timedOut = true;
    conclude(fail(ErrorCategory::Timeout,
        tr("%1 did not answer within %2 s. Check the network and try again.")
            .arg(m_request.url.host())
            .arg(m_request.deadlineMs / 1000)));
}

void HttpJob::doCancel()
{
    m_aborted = true;
    noteSent();
    m_deadline.stop();
    dropReply();
    log(fail(ErrorCategory::Cancelled, {}));
}

void HttpJob::conclude(Result<HttpReply> result)
{
    noteSent();
    if (!result && result.error().httpStatus >= 300) {
        m_redirectStatus = result.error().httpStatus;
        if (m_reply) {
            m_redirectTarget = m_request.url.resolved(
                m_reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl());
        }
    }
    m_deadline.stop();
    log(result);
    dropReply();
    finish(std::move(result));
}

void HttpJob::noteSent()
{
    if (!m_reply) {
        return;
    }
    // With a body the proof is exact (see OnceBody); without one only an error from before the connection is.
    m_sent = m_upload ? m_upload->wasRead() : !isBeforeConnection(m_reply->error());
}

void HttpJob::dropReply()
{
    if (!m_reply) {
        return;
    }
    QNetworkReply *reply = m_reply;
    m_reply = nullptr;
    reply->disconnect(this);
    reply->abort();
    reply->setParent(nullptr);
    reply->deleteLater();
}

void HttpJob::log(const Result<HttpReply> &result) const
{
    json::Value line;
    line["id"] = m_id.toStdString();
    line["method"] = m_request.method.toStdString();
    line["url"] = m_request.url.toString(QUrl::RemoveUserInfo).toStdString();
    line["ms"] = m_elapsed.elapsed();
    line["sent"] = m_sent;
    if (result) {
        line["status"] = result->status;
        line["bytes"] = result->body.size();
    } else {
        line["error"] = toText(result.error().category).toStdString();
        if (!result.error().detail.isEmpty()) {
            line["detail"] = result.error().detail.toStdString();
        }
    }
    qCInfo(lcNet).noquote() << redacted(QString::fromUtf8(json::dump(line)));
}

bool HttpJob::bodyWasRead() const { return m_upload && m_upload->wasRead(); }

} // namespace snapgpu
