// SPDX-License-Identifier: GPL-3.0-or-later
// The texts the service was seen to send (vast-api.md 1.4, 3.4, 3.5, 5.1), each with what must follow.
#include "services/cloud/vast/vast_answers.h"
#include "services/cloud/vast/vast_errors.h"

#include <QTest>

using namespace snapgpu;
using namespace snapgpu::vast;

Q_DECLARE_METATYPE(snapgpu::ErrorCategory)
Q_DECLARE_METATYPE(snapgpu::CreateKind)
Q_DECLARE_METATYPE(snapgpu::DestroyKind)

namespace {

HttpReply answer(int status, const QByteArray &body)
{
    HttpReply reply;
    reply.status = status;
    reply.body = body;
    return reply;
}

} // namespace

class TestVastErrors final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void errorTexts_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorCategory>("category");
        const auto row = [](const char *name, int status, const char *body, ErrorCategory category) {
            QTest::newRow(name) << status << QByteArray(body) << category;
        };
        using C = ErrorCategory;
        row("bad key as 404", 404, R"({"success":false,"error":"auth_error","msg":"Invalid user key"})",
            C::Auth);
        row("bad key as 401", 401, R"({"success":false,"error":"auth_error","msg":"Invalid user key"})",
            C::Auth);
        row("bad key without code", 404, R"({"success":false,"msg":"Invalid user key"})", C::Auth);
        row("scope", 401,
            R"({"success":false,"error":"auth_error","msg":"Authorization Error. Your key lacks the api.secrets route access"})",
            C::Auth);
        row("group", 401, R"({"msg":"lacks the user_read permission group"})", C::Auth);
        row("constraint", 401, R"({"detail":"lacks proper privileges to do that due to a constraint on id"})",
            C::Auth);
        row("two-factor", 404, R"({"success":false,"msg":"Session expired. Please log in again."})", C::Auth);
        row("not authorized", 403, R"({"success":false,"error":"not_authorized","msg":"no"})", C::Auth);
        row("bare 401", 401, "", C::Auth);
        row("gone, live", 400,
            R"({"success":false,"error":"invalid_args","msg":"error 404/3603: no_such_ask  Instance type by id 29907796 is not available.","ask_id":29907796})",
            C::OfferGone);
        row("gone, documented", 404,
            R"({"success":false,"error":"invalid_args","msg":"error 404/3603: no_such_ask  Instance type by id 1 is not available."})",
            C::OfferGone);
        row("gone, 410", 410,
            R"({"success":false,"error":"no_such_ask","msg":"error 410/3907: no_such_ask  Instance type 39184694 is no longer available."})",
            C::OfferGone);
        row("private", 403,
            R"({"success":false,"error":"invalid_args","msg":"error 403/3586: Offer 1234567 is not your own. Hosts can only rent their own machines."})",
            C::OfferGone);
        row("image, not the offer", 400,
            R"({"success":false,"error":"invalid_args","msg":"image not available"})", C::ImageFault);
        row("disk, not the offer", 400, R"({"success":false,"error":"invalid_args","msg":"not enough disk"})",
            C::HostFault);
        row("no credit", 400,
            R"({"error":"insufficient_credit","msg":"Your account lacks credit; see the billing page."})",
            C::NoCredit);
        row("no credit, success false", 400,
            R"({"success":false,"error":"insufficient_credit","msg":"Your account lacks credit; see the billing page."})",
            C::NoCredit);
        row("spend rate", 400, R"({"success":false,"error":"spend_rate_limit","msg":"slow down"})",
            C::NoCredit);
        row("billing", 400, R"({"success":false,"error":"missing_billing","msg":"add a card"})", C::NoCredit);
        row("bad args", 400,
            R"({"success":false,"error":"invalid_args","msg":"error 400/3467: Invalid args: 'id' is required and must be a valid offer ID"})",
            C::InvalidInput);
        row("bad op", 400,
            R"({"success":false,"error":"invalid_request","msg":"0 is not a valid search op"})",
            C::InvalidInput);
        row("bad token", 400, R"({"success":false,"error":"invalid_token"})", C::InvalidInput);
        row("price", 400, R"({"success":false,"error":"invalid_price","msg":"price"})", C::InvalidInput);
        row("vm key", 400, R"({"success":false,"error":"no_ssh_key_for_vm"})", C::InvalidInput);
        row("duplicated", 400, R"({"success":false,"msg":"params duplicated in URL and body: ['id']"})",
            C::InvalidInput);
        row("extra", 400, R"({"detail":"rentable: Extra inputs are not permitted"})", C::InvalidInput);
        row("volume", 422, R"({"success":false,"error":"invalid_args","msg":"bad name"})", C::InvalidInput);
        row("483", 483, R"({"success":false,"error":"invalid_args","msg":"Invalid json_body"})",
            C::InvalidInput);
        row("withdrawn", 410,
            R"({"success":false,"error":"deprecated_endpoint","msg":"/api/v0/instances/ is deprecated. Use /api/v1/instances/ instead."})",
            C::BadAnswer);
        row("unknown instance", 404, R"({"success":false,"error":"no_such_instance","msg":"x"})",
            C::NotFound);
        row("not found", 404, R"({"success":false,"error":"not_found"})", C::NotFound);
        row("429 plain", 429, "API requests too frequent", C::RateLimited);
        row("429 threshold", 429, "API requests too frequent: endpoint threshold=4.5*1.0", C::RateLimited);
        row("429 detail", 429, R"({"detail":"API requests too frequent endpoint threshold=4.5"})",
            C::RateLimited);
        row("429 json", 429,
            R"({"success":false,"error":"rate_limit_exceeded","msg":"API requests too frequent endpoint threshold=3.0"})",
            C::RateLimited);
        row("500", 500,
            R"({"success":false,"error":"server_error","msg":"Something went wrong on the server"})",
            C::ServerFault);
        row("502 page", 502, "<html><body>Bad Gateway</body></html>", C::ServerFault);
        row("503 empty", 503, "", C::ServerFault);
        row("504", 504, "upstream", C::ServerFault);
        row("unknown 4xx", 418, "{}", C::InvalidInput);
        row("http number differs", 400,
            R"({"success":false,"error":"invalid_args","msg":"error 500/1: odd"})", C::InvalidInput);
    }
    void errorTexts()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(ErrorCategory, category);
        const Error error = errorOf(status, complaintOf(answer(status, body)));
        QCOMPARE(toText(error.category), toText(category));
        QCOMPARE(error.httpStatus, status);
        QVERIFY2(error.message.endsWith(QLatin1Char('.')), qPrintable(error.message));
        QVERIFY2(!error.message.contains(QLatin1Char('<')), qPrintable(error.message));
    }

    void creates_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<CreateKind>("kind");
        QTest::addColumn<QString>("instance");
        QTest::addColumn<QString>("category");
        const auto row = [](const char *name, int status, const char *body, CreateKind kind,
                             const char *instance, const char *category) {
            QTest::newRow(name) << status << QByteArray(body) << kind << QString::fromLatin1(instance)
                                << QString::fromLatin1(category);
        };
        using K = CreateKind;
        row("success", 200, R"({"success": true, "new_contract": 47310022})", K::Accepted, "47310022", "");
        row("string id", 200, R"({"success": true, "new_contract": "47310022", "instance_api_key":"x"})",
            K::Accepted, "47310022", "");
        row("no success field", 200, R"({"new_contract": 5})", K::Accepted, "5", "");
        row("201", 201, R"({"success": true, "new_contract": 5})", K::Accepted, "5", "");
        row("failure that left one", 200, R"({"success":false,"error":"invalid_price","new_contract":6})",
            K::Refused, "6", "invalid_input");
        row("400 that left one", 400, R"({"success":false,"error":"invalid_price","new_contract":"6"})",
            K::Refused, "6", "invalid_input");
        row("500 that left one", 500, R"({"success":false,"error":"server_error","new_contract":6})",
            K::Refused, "6", "server_fault");
        row("gone", 400,
            R"({"success":false,"error":"invalid_args","msg":"error 404/3603: no_such_ask  Instance type by id 1 is not available.","ask_id":1})",
            K::Refused, "", "offer_gone");
        row("gone 200", 200, R"({"success":false,"error":"no_such_ask","msg":"gone"})", K::Refused, "",
            "offer_gone");
        row("no credit", 400,
            R"({"error":"insufficient_credit","msg":"Your account lacks credit; see the billing page."})",
            K::Refused, "", "no_credit");
        row("bad key", 404, R"({"success":false,"error":"auth_error","msg":"Invalid user key"})", K::Refused,
            "", "auth");
        row("empty 400", 400, "", K::Refused, "", "invalid_input");
        row("no contract", 200, R"({"success": true})", K::Unknown, "", "bad_answer");
        row("null contract", 200, R"({"success": true, "new_contract": null})", K::Unknown, "", "bad_answer");
        row("zero contract", 200, R"({"success": true, "new_contract": 0})", K::Unknown, "", "bad_answer");
        row("huge contract", 200, R"({"success": true, "new_contract": 99999999999999999999})", K::Unknown,
            "", "bad_answer");
        row("html 200", 200, "<html>", K::Unknown, "", "bad_answer");
        row("empty 200", 200, "", K::Unknown, "", "bad_answer");
        row("array", 200, "[]", K::Unknown, "", "bad_answer");
        row("cut", 200, "{\"success\": true, \"new_contr", K::Unknown, "", "bad_answer");
        row("unclear denial", 200, R"({"success":false,"msg":"hm"})", K::Unknown, "", "bad_answer");
        row("500", 500, R"({"success":false,"error":"server_error"})", K::Unknown, "", "server_fault");
        row("502", 502, "<html>", K::Unknown, "", "server_fault");
        row("503", 503, "", K::Unknown, "", "server_fault");
        row("504", 504, "", K::Unknown, "", "server_fault");
        row("no_such_ask in a 502", 502, "no_such_ask", K::Unknown, "", "offer_gone");
        row("408 in between", 408, "", K::Unknown, "", "timeout");
        row("499 in between", 499, "", K::Unknown, "", "invalid_input");
    }
    void creates()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(CreateKind, kind);
        QFETCH(QString, instance);
        QFETCH(QString, category);
        const CreateOutcome outcome = readCreate(answer(status, body));
        QCOMPARE(int(outcome.kind), int(kind));
        QCOMPARE(outcome.instanceId, instance);
        if (kind != CreateKind::Accepted) {
            QCOMPARE(toText(outcome.error.category), category);
        }
    }

    void createsWithoutAnswer()
    {
        const Error lost{ErrorCategory::Network, {}, {}, 0, 0};
        const Error limited{ErrorCategory::RateLimited, {}, {}, 429, 0};
        QCOMPARE(createWithoutAnswer(lost, true, 0).kind, CreateKind::Unknown);
        QCOMPARE(createWithoutAnswer(lost, false, 0).kind, CreateKind::Refused);
        QCOMPARE(createWithoutAnswer(limited, true, 0).kind, CreateKind::Refused);
        QCOMPARE(createWithoutAnswer(lost, true, 302).kind, CreateKind::Unknown);
        QCOMPARE(createWithoutAnswer(lost, true, 303).kind, CreateKind::Unknown);
        QCOMPARE(createWithoutAnswer(lost, true, 307).kind, CreateKind::Refused);
        QCOMPARE(createWithoutAnswer(lost, true, 308).kind, CreateKind::Refused);
    }

    void destroys_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<DestroyKind>("kind");
        const auto row = [](const char *name, int status, const char *body, DestroyKind kind) {
            QTest::newRow(name) << status << QByteArray(body) << kind;
        };
        using K = DestroyKind;
        row("accepted", 200, R"({"success":true})", K::Accepted);
        row("with text", 200, R"({"success":true,"msg":"ok"})", K::Accepted);
        row("no_such_instance", 404,
            R"({"success":false,"error":"no_such_instance","msg":"Instance 1 not found"})", K::AlreadyGone);
        row("not_found", 404, R"({"success":false,"error":"not_found","msg":"x"})", K::AlreadyGone);
        row("gone with 200", 200, R"({"success":false,"error":"no_such_instance"})", K::AlreadyGone);
        row("bad key is not gone", 404, R"({"success":false,"error":"auth_error","msg":"Invalid user key"})",
            K::Refused);
        row("bare 404 is not gone", 404, "", K::Retry);
        row("404 page is not gone", 404, "<html>not found</html>", K::Retry);
        row("404 text is not gone", 404, R"({"detail":"Not Found"})", K::Retry);
        row("401", 401, R"({"success":false,"msg":"lacks proper privileges"})", K::Refused);
        row("bad id", 400, R"({"success":false,"error":"invalid_args","msg":"invalid instance_id"})",
            K::Refused);
        row("429", 429, "API requests too frequent", K::Retry);
        row("500", 500, "", K::Retry);
        row("502", 502, "<html>", K::Retry);
        row("unreadable 200", 200, "<html>", K::Retry);
        row("empty 200", 200, "", K::Retry);
        row("denied without reason", 200, R"({"success":false})", K::Retry);
    }
    void destroys()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(DestroyKind, kind);
        QCOMPARE(int(readDestroy(answer(status, body)).kind), int(kind));
    }
};

QTEST_GUILESS_MAIN(TestVastErrors)
#include "test_vast_errors.moc"
