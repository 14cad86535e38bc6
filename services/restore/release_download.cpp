// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restore/release_download.h"

#include "services/net/http_client.h"
#include "services/net/http_job.h"

#include <QCryptographicHash>
#include <QDir>
#include <QSaveFile>

namespace snapgpu {

namespace {

constexpr int kDeadlineMs = 180'000;
constexpr qint64 kMostBytes = 64LL * 1024 * 1024; ///< releases have 10 MB
constexpr int kMostRedirects = 5;
constexpr int kNotFound = 404;

} // namespace

ReleaseDownload::ReleaseDownload(
    HttpClient *http, const ResticRelease &release, const QString &folder, QObject *parent)
    : Job<QString>(parent)
    , m_http(http)
    , m_release(release)
    , m_folder(folder)
{
    ask(QUrl(release.url));
}

void ReleaseDownload::doCancel()
{
    if (m_call) {
        m_call->cancel();
    }
}

void ReleaseDownload::ask(const QUrl &url)
{
    HttpRequest request;
    request.url = url;
    request.deadlineMs = kDeadlineMs;
    request.maxBytes = kMostBytes;
    HttpJob *call = m_http->send(request);
    m_call = call;
    call->then(this, [this, url, call](const Result<HttpReply> &reply) {
        if (const QUrl next = call->redirectTarget(); call->redirectStatus() != 0 && next.isValid()) {
            const bool weaker = url.scheme() == QLatin1String("https") && next.scheme() != url.scheme();
            const bool http =
                next.scheme() == QLatin1String("https") || next.scheme() == QLatin1String("http");
            if (++m_redirects > kMostRedirects || weaker || !http) {
                return finish(snapgpu::fail(ErrorCategory::BadAnswer,
                    tr("%1 sends callers on to %2, which is not followed.").arg(url.host(), next.host())));
            }
            return ask(next);
        }
        if (!reply) {
            return finish(tl::unexpected<Error>(reply.error()));
        }
        if (!reply->isSuccess()) {
            return finish(
                snapgpu::fail(reply->status == kNotFound ? ErrorCategory::NotFound : ErrorCategory::BadAnswer,
                    tr("%1 answered %2 for %3.").arg(url.host()).arg(reply->status).arg(m_release.fileName)));
        }
        keep(reply->body);
    });
}

void ReleaseDownload::keep(const QByteArray &content)
{
    const QByteArray sum = QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
    if (sum != m_release.sha256.toLatin1()) {
        return finish(snapgpu::fail(ErrorCategory::BadAnswer,
            tr("%1 is not the file expected (SHA-256 differs)").arg(m_release.fileName)));
    }
    const QString path = m_folder + QLatin1Char('/') + m_release.fileName;
    QSaveFile file(path);
    if (!QDir().mkpath(m_folder) || !file.open(QIODevice::WriteOnly) || file.write(content) != content.size()
        || !file.commit()) {
        return finish(snapgpu::fail(
            ErrorCategory::DiskFull, tr("%1 cannot be written: %2").arg(path, file.errorString())));
    }
    finish(path);
}

} // namespace snapgpu
