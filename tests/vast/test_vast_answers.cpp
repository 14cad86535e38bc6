// SPDX-License-Identifier: GPL-3.0-or-later
// What lists, offers, accounts and requests look like, well-formed and not (vast-api.md 1.5, 2, 4).
#include "services/cloud/vast/vast_answers.h"
#include "services/cloud/vast/vast_requests.h"
#include "services/cloud/vast/vast_rows.h"
#include "services/core/json.h"
#include "tests/vast/samples.h"

#include <QRandomGenerator>
#include <QTest>

using namespace snapgpu;
using namespace snapgpu::vast;

namespace {

HttpReply answer(int status, const QByteArray &body)
{
    HttpReply reply;
    reply.status = status;
    reply.body = body;
    return reply;
}

/** The query of `text` as the search body carries it. */
json::Value bodyOf(const char *text, bool defaults = true)
{
    SearchRequest request;
    request.query = *parseQuery(QString::fromUtf8(text));
    request.vendorDefaults = defaults;
    return searchBody(request);
}

std::optional<Machine> machineOf(const QByteArray &row) { return machineFromRow(*json::parse(row)); }

} // namespace

class TestVastAnswers final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsThatAreNoLists_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, int status, const char *body) {
            QTest::newRow(name) << status << QByteArray(body);
        };
        row("null", 200, R"({"instances": null})");
        row("missing", 200, R"({"success":true})");
        row("object", 200, R"({"instances": {}})");
        row("deprecated with 200", 200,
            R"({"success":false,"error":"deprecated_endpoint","msg":"/api/v0/instances/ is deprecated. Use /api/v1/instances/ instead."})");
        row("deprecated with 410", 410, R"({"success":false,"error":"deprecated_endpoint"})");
        row("denied but with rows", 200, R"({"success":false,"instances":[]})");
        row("text", 200, "ok");
        row("empty", 200, "");
        row("array", 200, "[]");
        row("500 with rows", 500, R"({"instances":[]})");
        row("row without id", 200, R"({"success":true,"instances":[{"label":"x"}]})");
        row("row that is none", 200, R"({"success":true,"instances":[7]})");
        row("row with null", 200, R"({"success":true,"instances":[null]})");
    }
    void listsThatAreNoLists()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QVERIFY2(!readInstances(answer(status, body)), "read as a list: machines would look gone");
    }

    void anEmptyListIsAList()
    {
        const auto page = readInstances(answer(200, test::instancePage({})));
        QVERIFY(page && page->machines.isEmpty() && page->nextToken.isEmpty());
    }

    void offersThatAreNone()
    {
        for (const char *body : {"{}", R"({"offers":null})", R"({"offers":{}})", "[]", "", "x"}) {
            const auto offers = readOffers(answer(200, body));
            QVERIFY(!offers);
            QCOMPARE(offers.error().category, ErrorCategory::BadAnswer);
        }
        QVERIFY(readOffers(answer(200, R"({"offers":[]})"))->isEmpty());
        QCOMPARE(readOffers(answer(200, R"({"offers":[{"id":"5"},{"x":1},7,null]})"))->size(), 1);
    }

    void offerFields()
    {
        const auto offer = offerFromRow(*json::parse(test::offerRow(41872201, 0.370416666667)));
        QVERIFY(offer);
        QCOMPARE(offer->id, 41872201);
        QCOMPARE(offer->publicIp, QStringLiteral("198.51.100.31"));
        QCOMPARE(offer->directPortCount.value(), 249.0);
        QVERIFY(offer->verified && offer->rentable && !offer->rented && !offer->datacenter);
        QCOMPARE(offer->hourlyWithDisk(50).micros(), 370'417);
        const auto sparse = offerFromRow(*json::parse(R"({"id":"9","gpu_ram":"24564","inet_down":null})"));
        QVERIFY(sparse && !sparse->inetDownMbps && !sparse->dphBase);
        QCOMPARE(sparse->gpuRamMb.value(), 24564.0);
    }

    void machineFields()
    {
        const auto machine = machineOf(test::runningRow(47310022, "snapgpu/a/b/1"));
        QVERIFY(machine);
        QCOMPARE(machine->instanceId, QStringLiteral("47310022"));
        QCOMPARE(machine->label, QStringLiteral("snapgpu/a/b/1"));
        QCOMPARE(machine->statusMessage, QStringLiteral("success, running image/ssh"));
        QCOMPARE(machine->endpoints,
            QVector<SshEndpoint>({{QStringLiteral("198.51.100.31"), 40112, true},
                {QStringLiteral("ssh5.vast.ai"), 10022, false}}));
        QCOMPARE(machine->gpuHourly.micros(), 360'000);
        QCOMPARE(machine->storageHourly.micros(), 10'417);
        QCOMPARE(machine->startedAtMs, 1'790'467'200'512);
    }

    void endpointsFollowTheRow_data()
    {
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *json, const char *expected) {
            QTest::newRow(json) << QByteArray(json) << QString::fromLatin1(expected);
        };
        row(R"({"id":1})", "");
        row(R"({"id":1,"ports":null,"ssh_host":"s","ssh_port":10022})", "s:10022");
        row(R"({"id":1,"ports":{},"public_ipaddr":"1.2.3.4"})", "");
        row(R"({"id":1,"ports":{"22/tcp":[]},"public_ipaddr":"1.2.3.4"})", "");
        row(R"({"id":1,"ports":{"22/tcp":null},"public_ipaddr":"1.2.3.4"})", "");
        row(R"({"id":1,"ports":{"22/tcp":[{"HostPort":40112}]},"public_ipaddr":" 1.2.3.4\n"})",
            "*1.2.3.4:40112");
        row(R"({"id":1,"ports":{"22/tcp":[{"HostPort":"0"},{"HostPort":"40113"}]},"public_ipaddr":"1.2.3.4"})",
            "*1.2.3.4:40113");
        row(R"({"id":1,"ports":{"22/tcp":[{"HostPort":"99999"}]},"public_ipaddr":"1.2.3.4"})", "");
        row(R"({"id":1,"ports":{"22/tcp":[{"HostPort":"40112"}]},"public_ipaddr":null})", "");
        row(R"({"id":1,"ssh_host":" s\n","ssh_port":"10022"})", "s:10022");
        row(R"({"id":1,"ssh_host":"s","ssh_port":10022,"image_runtype":"jupyter_direc ssh_direc ssh_proxy"})",
            "s:10023");
        row(R"({"id":1,"ssh_host":"s","ssh_port":65535,"image_runtype":"jupyter_proxy"})", "");
        row(R"({"id":1,"ssh_host":"s","ssh_port":null})", "");
        row(R"({"id":1,"ssh_host":"","ssh_port":5})", "");
        row(R"({"id":1,"ports":[1,2],"ssh_host":"s","ssh_port":5})", "s:5");
    }
    void endpointsFollowTheRow()
    {
        QFETCH(QByteArray, row);
        QFETCH(QString, expected);
        QStringList shown;
        const auto machine = machineOf(row);
        QVERIFY(machine);
        for (const SshEndpoint &endpoint : machine->endpoints) {
            shown.append(QStringLiteral("%1%2:%3")
                             .arg(endpoint.direct ? QStringLiteral("*") : QString(), endpoint.host)
                             .arg(endpoint.port));
        }
        QCOMPARE(shown.join(QLatin1Char(' ')), expected);
    }

    void pricesHaveFallbacks()
    {
        const auto base = machineOf(R"({"id":1,"dph_base":"0.36","storage_cost":0.15,"disk_space":50})");
        QCOMPARE(base->gpuHourly.micros(), 360'000);
        QCOMPARE(base->storageHourly.micros(), 10'417);
        const auto search = machineOf(R"({"id":1,"search":{"gpuCostPerHour":0.2}})");
        QCOMPARE(search->gpuHourly.micros(), 200'000);
        const auto total = machineOf(R"({"id":1,"dph_total":0.37,"storage_total_cost":0.01})");
        QCOMPARE(total->gpuHourly.micros(), 360'000);
        QCOMPARE(machineOf(R"({"id":1})")->gpuHourly.micros(), 0);
    }

    void accounts()
    {
        QCOMPARE(readAccount(answer(200, R"({"id":71234,"credit":1})"))->id, QStringLiteral("71234"));
        QCOMPARE(readAccount(answer(200, R"({"credit":1})"))->id, QString());
        QCOMPARE(readAccount(answer(200, R"({"credit":12.5,"balance":-0.1,"email":"a@b"})"))->credit.micros(),
            12'500'000);
        QCOMPARE(readAccount(answer(200, R"({"credit":null,"balance":3})"))->credit.micros(), 3'000'000);
        QCOMPARE(readAccount(answer(200, R"({"credit":"0"})"))->credit.micros(), 0);
        QVERIFY(!readAccount(answer(200, R"({"api_key":"sesame"})")));
        QVERIFY(readAccount(answer(200, R"({"api_key":"sesame"})")).error().detail.isEmpty());
        QCOMPARE(
            readAccount(answer(404, R"({"success":false,"error":"auth_error","msg":"Invalid user key"})"))
                .error()
                .category,
            ErrorCategory::Auth);
    }

    void attaching()
    {
        QVERIFY(readAttach(answer(200, R"({"success":true,"msg":"SSH key attached successfully"})")));
        QVERIFY(
            readAttach(answer(400, R"({"success":false,"msg":"SSH key already associated with instance"})")));
        QVERIFY(readAttach(answer(400, R"({"success":false,"msg":"duplicate key"})")));
        QVERIFY(!readAttach(answer(404, R"({"success":false,"error":"no_such_instance"})")));
        QVERIFY(!readAttach(answer(200, R"({"success":false,"error":"x"})")));
    }

    void searchBodies()
    {
        const json::Value plain = bodyOf("");
        QCOMPARE(json::dump(plain),
            QByteArray(
                R"({"allocated_storage":5.0,"external":{"eq":false},"limit":64,"order":[["score","desc"]],)"
                R"("rentable":{"eq":true},"type":"on-demand","verified":{"eq":true}})"));
        QCOMPARE(json::dump(bodyOf("verified=any")).count("verified"), 0);
        QCOMPARE(json::dump(bodyOf("verified=False")["verified"]), QByteArray(R"({"eq":false})"));
        QCOMPARE(json::dump(bodyOf("num_gpus>=1 num_gpus<=4 gpu_ram>=24", false)["num_gpus"]),
            QByteArray(R"({"gte":"1","lte":"4"})"));
        QCOMPARE(json::dump(bodyOf("gpu_ram>=24")["gpu_ram"]), QByteArray(R"({"gte":24000.0})"));
        QCOMPARE(json::dump(bodyOf("driver_version>=535.86.05")["driver_version"]),
            QByteArray(R"({"gte":535086005})"));
        QCOMPARE(json::dump(bodyOf("gpu_name in [RTX_3090,RTX_4090]")["gpu_name"]),
            QByteArray(R"({"in":["RTX 3090","RTX 4090"]})"));
        QVERIFY(!bodyOf("", false).contains("verified"));
        QCOMPARE(json::dump(bodyOf("id=5")["ask_contract_id"]), QByteArray(R"({"eq":"5"})"));
    }

    void searchTypes()
    {
        SearchRequest request;
        request.type = QStringLiteral("interruptible");
        request.limit = 5;
        request.order = parseOrder(QStringLiteral("dph,reliability-"));
        const json::Value body = searchBody(request);
        QCOMPARE(json::dump(body["type"]), QByteArray("\"bid\""));
        QCOMPARE(json::dump(body["limit"]), QByteArray("5"));
        QCOMPARE(json::dump(body["order"]), QByteArray(R"([["dph_total","asc"],["reliability","desc"]])"));
    }

    void pagesStepUpThePrice()
    {
        SearchRequest request;
        request.query = *parseQuery(QStringLiteral("dph>=0.2"));
        QCOMPARE(json::dump(searchPageBody(request, {})["dph_total"]), QByteArray(R"({"gte":"0.2"})"));
        QCOMPARE(
            json::dump(searchPageBody(request, {0.5, false, {}})["dph_total"]), QByteArray(R"({"gte":0.5})"));
        QCOMPARE(
            json::dump(searchPageBody(request, {0.1, false, {}})["dph_total"]), QByteArray(R"({"gte":0.2})"));
        QCOMPARE(json::dump(searchPageBody(request, {0.5, true, {}})["dph_total"]),
            QByteArray(R"({"gt":0.5,"gte":"0.2"})"));
    }

    void createBodies()
    {
        CreateRequest request;
        request.label = QStringLiteral("snapgpu/a/b/1");
        request.image = QStringLiteral("ubuntu:22.04");
        request.diskGb = 40;
        request.onstart = QStringLiteral("true");
        request.env = {{QStringLiteral("A"), QStringLiteral("b")},
            {QStringLiteral("-p 8080:8080"), QStringLiteral("1")}};
        const json::Value body = createBody(request);
        QCOMPARE(json::dump(body),
            QByteArray(
                R"({"cancel_unavail":true,"client_id":"me","disk":40.0,"env":{"-p 8080:8080":"1","A":"b"},)"
                R"("image":"ubuntu:22.04","label":"snapgpu/a/b/1","onstart":"true","runtype":"ssh_direc ssh_proxy",)"
                R"("target_state":"running"})"));
        request.bidPrice = Money::fromDollars(0.25);
        QCOMPARE(json::dump(createBody(request)["price"]), QByteArray("0.25"));
        request.env.clear();
        QCOMPARE(json::dump(createBody(request)["env"]), QByteArray("{}")); // an object, also when empty
    }

    void ordersAreKeptLocally()
    {
        QVector<Offer> offers;
        for (const char *row : {R"({"id":1,"dph_total":0.5})", R"({"id":2})", R"({"id":3,"dph_total":"0.1"})",
                 R"({"id":4,"dph_total":0.3})"}) {
            offers.append(*offerFromRow(*json::parse(row)));
        }
        const auto ids = [&](const char *order) {
            QVector<Offer> sorted = offers;
            sortOffers(sorted, parseOrder(QString::fromLatin1(order)));
            QString text;
            for (const Offer &offer : sorted) {
                text += QString::number(offer.id);
            }
            return text;
        };
        QCOMPARE(ids("dph"), QStringLiteral("3412"));
        QCOMPARE(ids("dph-"), QStringLiteral("1432")); // absent ones stay last
    }

    // Whatever arrives: no crash, and a create is Accepted only with an id.
    void randomAnswers()
    {
        QRandomGenerator random(7);
        const QList<QByteArray> pieces = {"{", "}", "[", "]", ":", ",", "\"", "\"success\"", "true", "false",
            "null", "\"new_contract\"", "12", "-1", "1e99", "\"instances\"", "\"offers\"", "\"id\"",
            "\"next_token\"", "\"error\"", "\"no_such_instance\"", "\"msg\"", "\"credit\"", "\\", "\xff",
            "\"ports\"", "\"22/tcp\"", "<html>"};
        for (int i = 0; i < 100'000; ++i) {
            QByteArray body;
            for (quint32 n = random.bounded(12); n > 0; --n) {
                body +=
                    pieces.at(static_cast<qsizetype>(random.bounded(static_cast<quint32>(pieces.size()))));
            }
            if (random.bounded(2) == 0) {
                body = "{" + body + "}";
            }
            static const int statuses[] = {200, 201, 204, 400, 401, 403, 404, 410, 429, 500, 502};
            const HttpReply reply = answer(statuses[random.bounded(11)], body);
            const CreateOutcome outcome = readCreate(reply);
            QVERIFY(outcome.kind != CreateKind::Accepted || !outcome.instanceId.isEmpty());
            QVERIFY2(outcome.kind != CreateKind::Refused || reply.status >= 400 || body.contains("success"),
                body.constData());
            readDestroy(reply);
            readInstances(reply);
            readOffers(reply);
            readAccount(reply);
            readAttach(reply);
        }
    }
};

QTEST_GUILESS_MAIN(TestVastAnswers)
#include "test_vast_answers.moc"
