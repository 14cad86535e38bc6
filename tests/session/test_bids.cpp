// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/session/bids.h"

#include <QTest>

using namespace snapgpu;

namespace {

Offer offerWith(double lowestBid)
{
    Offer offer;
    offer.id = 1;
    offer.dphBase = 0.4;
    offer.storageCost = 0.72; // 0.001 $/h and GB
    offer.minBid = lowestBid;
    return offer;
}

LaunchPlan bidding()
{
    LaunchPlan plan;
    plan.search.type = QStringLiteral("bid");
    return plan;
}

} // namespace

class TestBids final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theMarginIsRoundedUp()
    {
        LaunchPlan plan = bidding();
        QCOMPARE(bidFor(offerWith(0.1), plan), std::optional(Money::fromDollars(0.11)));
        QCOMPARE(bidFor(offerWith(0.18011), plan), std::optional(Money::fromDollars(0.1982)));
        plan.bidMarginPercent = 0;
        QCOMPARE(bidFor(offerWith(0.25), plan), std::optional(Money::fromDollars(0.25)));
        QCOMPARE(bidFor(offerWith(0), plan), std::optional(Money::fromDollars(0.001)));
    }

    void anOwnBidIsForEveryMachineThatTakesIt()
    {
        LaunchPlan plan = bidding();
        plan.bid = Money::fromDollars(0.2);
        QCOMPARE(bidFor(offerWith(0.1), plan), plan.bid);
        QCOMPARE(bidFor(offerWith(0.2), plan), plan.bid);
        QVERIFY(!bidFor(offerWith(0.2001), plan));
    }

    void machinesWithoutBidsAreLeftOut()
    {
        Offer none = offerWith(0.1);
        none.minBid = std::nullopt;
        QVERIFY(!bidFor(none, bidding()));
        QVERIFY(!bidFor(offerWith(-1), bidding()));
        QVERIFY(!bidFor(offerWith(127), bidding())); // 10 % more is above what the vendor allows
        QCOMPARE(pricedForPlan({none, offerWith(0.1)}, bidding()).size(), 1);
    }

    void whatIsCountedIsWhatIsPaid()
    {
        LaunchPlan plan = bidding();
        plan.bid = Money::fromDollars(0.3);
        const QVector<Offer> priced = pricedForPlan({offerWith(0.1)}, plan);
        QCOMPARE(priced.first().hourlyWithDisk(100), Money::fromDollars(0.4)); // bid and disk
        QVERIFY(priced.first().isBid);
        plan.search.type = QStringLiteral("on-demand");
        QCOMPARE(pricedForPlan({offerWith(0.1)}, plan).first().hourlyWithDisk(100), Money::fromDollars(0.5));
    }
};

QTEST_GUILESS_MAIN(TestBids)
#include "test_bids.moc"
