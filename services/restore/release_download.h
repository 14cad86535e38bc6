// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/job.h"
#include "services/restore/restic_bootstrap.h"

#include <QPointer>
#include <QUrl>

namespace snapgpu {

class HttpClient;

/**
 * Fetches a pinned release to this computer, for machines that cannot fetch it themselves, and keeps it in a
 * folder. Finishes with the path of the file, whose SHA-256 is the pinned one; nothing else is ever kept.
 * Release pages send callers on to a store: that is followed, never from https to less.
 */
class ReleaseDownload final : public Job<QString>
{
    Q_OBJECT
public:
    /** `http` must outlive the job. */
    ReleaseDownload(HttpClient *http, const ResticRelease &release, const QString &folder, QObject *parent);

protected:
    void doCancel() override;

private:
    void ask(const QUrl &url);
    void keep(const QByteArray &content);

    HttpClient *m_http;
    ResticRelease m_release;
    QString m_folder;
    QPointer<JobBase> m_call;
    int m_redirects = 0;
};

} // namespace snapgpu
