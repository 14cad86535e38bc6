// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/cloud/keyed_request.h"

#include "services/core/log.h"

namespace snapgpu {

HttpRequest keyedRequest(
    HttpRequest request, const QUrl &base, const QString &path, const QByteArray &query, const QString &key)
{
    request.url = base;
    QString prefix = base.path();
    while (prefix.endsWith(QLatin1Char('/'))) {
        prefix.chop(1);
    }
    request.url.setPath(prefix + path);
    request.url.setQuery(QString::fromLatin1(query), QUrl::StrictMode);
    if (!key.isEmpty()) {
        registerSecret(key);
        request.headers.append({"Authorization", "Bearer " + key.toUtf8()});
    }
    return request;
}

} // namespace snapgpu
