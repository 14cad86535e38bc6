// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/json.h"
#include "services/sandbox/vast_api.h"

#include <QUrl>
#include <QUrlQuery>

/** Documents are compared, and shown, as text. */
#define COMPARE_JSON(actual, expected) QCOMPARE(json::dump(actual), json::dump(expected))

namespace snapgpu::sandbox::test {

using Json = nlohmann::json;

inline constexpr qint64 kStart = 1'790'000'000'000;

/** A cloud behind its interface, with time in the hand of the test. */
struct Rig
{
    explicit Rig(const QString &faults = QStringLiteral("calm"), bool strict = false)
        : cloud(SandboxCloud::firstDay(1, kStart, QStringLiteral("accountkey")), *Faults::parse(faults, 1),
            {[this] { return QStringLiteral("%1").arg(++serial, 64, 16, QLatin1Char('0')); },
                [this] { return static_cast<quint16>(20000 + ++serial); }})
        , api(&cloud, {strict, 0, 1, QStringLiteral("http://127.0.0.1:1"), QStringLiteral("admin")})
    {
    }

    HttpAnswer call(const char *method, const QString &target, const Json &body = {},
        const QByteArray &key = "accountkey")
    {
        HttpRequest request;
        request.method = method;
        request.path = target.section(QLatin1Char('?'), 0, 0);
        request.query = QUrlQuery(target.section(QLatin1Char('?'), 1));
        request.headers.insert("authorization", "Bearer " + key);
        request.body = body.is_null() ? QByteArray()
            : body.is_string()        ? QByteArray::fromStdString(body.get<std::string>())
                                      : json::dump(body);
        realMs += 10'000; // beyond every gap
        last = api.handle(request, kStart + sandboxMs, realMs);
        return last.answer;
    }
    Json parsed(const char *method, const QString &target, const Json &body = {},
        const QByteArray &key = "accountkey")
    {
        const auto value = json::parse(call(method, target, body, key).body);
        return value ? *value : Json();
    }
    Json offers(const Json &query)
    {
        return parsed("POST", QStringLiteral("/api/v0/bundles/"), query).value("offers", Json());
    }
    qint64 rent(int skip = 0, Json extra = Json::object())
    {
        const Json found = offers({{"limit", 64}});
        extra["image"] = "vastai/base-image:x";
        const Json made =
            parsed("PUT", QStringLiteral("/api/v0/asks/%1/").arg(found.at(skip)["id"].get<qint64>()), extra);
        return made.is_object() ? made.value("new_contract", qint64{0}) : 0;
    }
    Json list(const QString &query = {})
    {
        return parsed("GET", QStringLiteral("/api/v1/instances/") + query);
    }

    int serial = 0;
    SandboxCloud cloud;
    VastApi api;
    qint64 sandboxMs = 0;
    qint64 realMs = 0;
    ApiResult last;
};

inline QString urlJson(const Json &value)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(QString::fromUtf8(json::dump(value))));
}

} // namespace snapgpu::sandbox::test
