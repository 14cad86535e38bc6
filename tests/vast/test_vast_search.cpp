// SPDX-License-Identifier: GPL-3.0-or-later
// Listings and searches of vast.ai: every page, or an error.
#include "services/cloud/offer_search.h"
#include "services/core/json.h"
#include "tests/support/await.h"
#include "tests/support/patience.h"
#include "tests/vast/provider_bench.h"
#include "tests/vast/samples.h"

#include <QSet>
#include <QTest>

using namespace snapgpu;
using test::await;
using Bench = test::ProviderBench;
using test::reply;
using test::SeenRequest;

namespace {

/** A market of `count` offers that answers like the service: at most 64 rows, by price, from a price on. */
test::ScriptedServer::Handler market(int count, double step)
{
    return [count, step](const SeenRequest &request) {
        const auto body = *json::parse(request.body);
        const json::Value *price = json::object(body, "dph_total");
        const double least = price ? json::number(*price, "gte").value_or(-1) : -1;
        const double above = price ? json::number(*price, "gt").value_or(-1) : -1;
        QList<QByteArray> rows;
        for (int i = 0; i < count && rows.size() < 64; ++i) {
            const double dollars = 0.1 + step * i;
            if (dollars >= least && dollars > above) {
                rows.append(test::offerRow(i + 1, dollars));
            }
        }
        return reply(200, "{\"offers\":[" + rows.join(',') + "]}");
    };
}

} // namespace

class TestVastSearch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listFollowsEveryPage()
    {
        Bench bench;
        bench.server.setHandler([](const SeenRequest &request) {
            if (request.target.contains("after_token=a%2B%2F%3D")) {
                return reply(200, test::instancePage({test::runningRow(3, "c"), test::runningRow(2, "b")}));
            }
            return reply(
                200, test::instancePage({test::runningRow(1, "a"), test::runningRow(2, "b")}, "a+/="));
        });
        const auto machines = await(bench.provider->list());
        QVERIFY(machines && *machines);
        QCOMPARE((*machines)->size(), 3); // the row that moved between pages counts once
    }

    void aListThatDoesNotEndIsAnError()
    {
        Bench bench;
        bench.server.setScript({reply(200, test::instancePage({test::runningRow(1, "a")}, "same"))});
        const auto machines = await(bench.provider->list());
        QVERIFY(machines && !*machines);
        QCOMPARE(machines->error().category, ErrorCategory::BadAnswer);
        QVERIFY(bench.server.seen().size() <= 3);
    }

    void aFailedPageFailsTheList()
    {
        Bench bench;
        bench.server.setScript(
            {reply(200, test::instancePage({test::runningRow(1, "a")}, "more")), reply(500, "")});
        const auto machines = await(bench.provider->list());
        QVERIFY(machines && !*machines);
        QCOMPARE(machines->error().category, ErrorCategory::ServerFault);
    }

    void cancelledListStops()
    {
        Bench bench;
        bench.server.setScript({reply(200, test::instancePage({test::runningRow(1, "a")}, "more"))});
        Job<QVector<Machine>> *job = bench.provider->list();
        QTRY_COMPARE(bench.server.seen().size(), 1);
        job->cancel();
        QVERIFY(!*await(job));
        QTest::qWait(700);
        QCOMPARE(bench.server.seen().size(), 1);
    }

    void searchPagesByPrice()
    {
        Bench bench;
        bench.server.setHandler(market(200, 0.001));
        SearchRequest request;
        request.limit = 150;
        request.order = parseOrder(QStringLiteral("dph"));
        const auto offers = await(bench.provider->search(request));
        QVERIFY(offers && *offers);
        QCOMPARE((*offers)->size(), 150);
        QSet<qint64> ids;
        double last = 0;
        for (const Offer &offer : **offers) {
            ids.insert(offer.id);
            QVERIFY(*offer.dphTotal >= last);
            last = *offer.dphTotal;
        }
        QCOMPARE(ids.size(), 150);
        QCOMPARE(bench.server.seen().size(), 3);
    }

    void searchEndsWithTheMarket()
    {
        Bench bench;
        bench.server.setHandler(market(70, 0.001));
        SearchRequest request;
        request.limit = 1000;
        QCOMPARE((*await(bench.provider->search(request)))->size(), 70);
        QCOMPARE(bench.server.seen().size(), 2);
    }

    void onePriceForAllDoesNotLoop()
    {
        Bench bench;
        bench.server.setHandler(market(100, 0));
        SearchRequest request;
        request.limit = 1000;
        auto *job = qobject_cast<OfferSearch *>(bench.provider->search(request));
        QVERIFY(job);
        bool complete = true;
        connect(job, &JobBase::finished, job, [&] { complete = job->isComplete(); });
        QCOMPARE((*await(static_cast<Job<QVector<Offer>> *>(job)))->size(), 64);
        QVERIFY(!complete); // the others of that price could not be told apart
        QVERIFY(bench.server.seen().size() <= 4);
    }

    void offersOfOnePriceAreAskedForByException()
    {
        Bench bench;
        bench.server.setHandler([](const SeenRequest &request) {
            const auto body = *json::parse(request.body);
            const json::Value *asks = json::object(body, "ask_contract_id");
            const json::Value *known = asks ? json::array(*asks, "notin") : nullptr;
            QList<QByteArray> rows;
            for (int id = 1; id <= 150 && rows.size() < 64; ++id) {
                const bool excepted = known && std::find(known->begin(), known->end(), id) != known->end();
                if (!excepted) {
                    rows.append(test::offerRow(id, 0.1));
                }
            }
            return reply(200, "{\"offers\":[" + rows.join(',') + "]}");
        });
        SearchRequest request;
        request.limit = 1000;
        QCOMPARE((*await(bench.provider->search(request)))->size(), 150);
    }

    void rowsArriveWithTheirPage()
    {
        Bench bench;
        bench.server.setHandler(market(200, 0.001));
        SearchRequest request;
        request.limit = 1000;
        auto *job = qobject_cast<OfferSearch *>(bench.provider->search(request));
        QVERIFY(job);
        QVector<qsizetype> arrived;
        QSet<qint64> ids;
        bool complete = false;
        connect(job, &OfferSearch::rowsArrived, job, [&](const QVector<Offer> &rows) {
            arrived.append(rows.size());
            for (const Offer &offer : rows) {
                QVERIFY(!ids.contains(offer.id));
                ids.insert(offer.id);
            }
        });
        connect(job, &JobBase::finished, job, [&] { complete = job->isComplete(); });
        const auto offers = await(static_cast<Job<QVector<Offer>> *>(job));
        QCOMPARE((*offers)->size(), 200);
        QCOMPARE(arrived.first(), 64);
        QVERIFY(arrived.size() > 3);
        QCOMPARE(ids.size(), 200);
        QVERIFY(complete);
    }

    void aSearchEndsWhenWhoeverSawItsRowsCancels()
    {
        Bench bench;
        bench.server.setHandler(market(200, 0.001));
        SearchRequest request;
        request.limit = 1000;
        auto *job = qobject_cast<OfferSearch *>(bench.provider->search(request));
        QVERIFY(job);
        connect(job, &OfferSearch::rowsArrived, job, [job] { job->cancel(); });
        const auto offers = await(static_cast<Job<QVector<Offer>> *>(job));
        QVERIFY(offers && !*offers);
        QCOMPARE(offers->error().category, ErrorCategory::Cancelled);
        QTest::qWait(300);
        QCOMPARE(bench.server.seen().size(), 1);
    }

    void searchChecksAgain()
    {
        Bench bench;
        const QList<QByteArray> rows = {test::offerRow(1, 0.3), test::offerRow(2, 0.9),
            test::offerRow(3, 0.3, R"(,"rentable":false)"), test::offerRow(4, 0.3, R"(,"rented":true)"),
            test::offerRow(5, 0.3, R"(,"verification":"deverified")")};
        bench.server.setScript({reply(200, "{\"offers\":[" + rows.join(',') + "]}")});
        SearchRequest request;
        request.query = *parseQuery(QStringLiteral("dph<=0.5"));
        const auto offers = await(bench.provider->search(request));
        QCOMPARE((*offers)->size(), 1);
        QCOMPARE((*offers)->at(0).id, 1);
        request.query = *parseQuery(QStringLiteral("dph<=0.5 verified=any rentable=any"));
        QCOMPARE((*await(bench.provider->search(request)))->size(), 3); // all but the dear and the rented one
    }
};

QTEST_GUILESS_MAIN(TestVastSearch)
#include "test_vast_search.moc"
