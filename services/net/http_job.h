// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/job.h"
#include "services/net/http_types.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

class QNetworkAccessManager;
class QNetworkReply;

namespace snapgpu {

class OnceBody;

/**
 * One HTTP call under way. Any complete answer is a success of the job, also 404 or 500: the caller judges
 * the status. Failures: Network, Timeout, BadAnswer (too large, redirect), Cancelled.
 */
class HttpJob final : public Job<HttpReply>
{
    Q_OBJECT
public:
    HttpJob(HttpRequest request, QObject *parent);
    ~HttpJob() override;

    /** Whether the server may have seen the whole request. False is a proof: nothing can have happened. */
    bool sent() const { return m_sent; }
    /** While it runs: whether a byte of the body has been handed to the network. */
    bool bodyWasRead() const;
    bool timedOut() const { return m_timedOut; } ///< deadline or silence
    bool aborted() const { return m_aborted; } ///< cancelled by us
    QUrl redirectTarget() const { return m_redirectTarget; } ///< empty unless the answer was a redirect
    /** The server's certificate was not accepted; the error says why. */
    bool certificateRefused() const { return !m_certificateFault.isEmpty(); }
    int redirectStatus() const { return m_redirectStatus; } ///< 0 unless the answer was a redirect

    void start(QNetworkAccessManager *manager); ///< called once by HttpClient

protected:
    void doCancel() override;

private:
    void readSome();
    void onMetaData();
    void onReplyFinished();
    void onDeadline();
    Error transportError() const;
    Result<HttpReply> answer(int status) const;
    void conclude(Result<HttpReply> result);
    void noteSent();
    void dropReply();
    void log(const Result<HttpReply> &result) const;

    HttpRequest m_request;
    QByteArray m_id;
    QPointer<QNetworkReply> m_reply;
    QPointer<OnceBody> m_upload;
    QByteArray m_body;
    QTimer m_deadline;
    QElapsedTimer m_elapsed;
    QString m_certificateFault; ///< as a sentence
    int m_redirectStatus = 0;
    QUrl m_redirectTarget;
    bool m_sent = false;
    bool m_timedOut = false;
    bool m_aborted = false;
};

} // namespace snapgpu
