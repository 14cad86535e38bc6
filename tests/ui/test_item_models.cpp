// SPDX-License-Identifier: GPL-3.0-or-later
// Every model and proxy watched by Qt's own tester through every kind of change, and time budgets on 50 000
// rows.
#include "models/format.h"
#include "models/offer_filter_model.h"
#include "models/race_lane_model.h"
#include "models/snapshot_table_model.h"
#include "models/table_roles.h"
#include "tests/ui/demo.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QItemSelectionModel>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace snapgpu;

namespace {

constexpr auto kFatal = QAbstractItemModelTester::FailureReportingMode::QtTest;

QVector<qint64> shownIds(const QAbstractItemModel &model)
{
    QVector<qint64> ids;
    for (int row = 0; row < model.rowCount(); ++row) {
        ids.append(model.index(row, 0).data(IdRole).toLongLong());
    }
    return ids;
}

Query parsed(const QString &text) { return parseQuery(text).value(); }

} // namespace

class TestItemModels final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void offersSurviveRandomRefreshes()
    {
        OfferTableModel model;
        OfferFilterModel filter(&model);
        filter.sort(OfferTableModel::Hourly);
        const QAbstractItemModelTester first(&model, kFatal);
        const QAbstractItemModelTester second(&filter, kFatal);
        const QVector<Offer> pool = demo::offers(120);
        QRandomGenerator random(7);
        for (int round = 0; round < 60; ++round) {
            QVector<Offer> rows;
            const int share = random.bounded(1, 11);
            for (const Offer &offer : pool) {
                if (random.bounded(10) < share) {
                    rows.append(offer);
                    rows.last().dphBase = random.generateDouble() * 3;
                }
            }
            model.setOffers(rows);
            QCOMPARE(model.rowCount(), rows.size());
            for (const Offer &offer : std::as_const(rows)) {
                const int row = model.rowOf(offer.id);
                QVERIFY(row >= 0);
                QCOMPARE(model.offer(row).id, offer.id);
                QCOMPARE(model.offer(row).dphBase, offer.dphBase);
            }
            filter.setQuery(parsed(round % 2 == 0 ? QStringLiteral("dph<1") : QString()));
            QVERIFY(filter.rowCount() <= model.rowCount());
        }
        model.setOffers({});
        QCOMPARE(filter.rowCount(), 0);
    }

    void twiceTheSameOfferIsOneRow()
    {
        OfferTableModel model;
        QVector<Offer> rows = demo::offers(3);
        rows.append(rows.first());
        model.setOffers(rows);
        QCOMPARE(model.rowCount(), 3);
        model.setOffers(rows);
        QCOMPARE(model.rowCount(), 3);
    }

    void ticksAndSelectionStayWithTheirOffers()
    {
        OfferTableModel model;
        const QVector<Offer> rows = demo::offers(40);
        model.setOffers(rows);
        QItemSelectionModel selection(&model);
        const qint64 chosen = rows.at(25).id;
        selection.select(model.index(25, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QSignalSpy spy(&model, &OfferTableModel::chosenChanged);
        QVERIFY(model.setData(model.index(25, OfferTableModel::Chosen), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(spy.count(), 1);
        QVERIFY(!model.setData(model.index(25, OfferTableModel::Gpu), Qt::Checked, Qt::CheckStateRole));
        QVector<Offer> later = rows.mid(10);
        model.setOffers(later);
        QCOMPARE(model.chosenIds(), QVector<qint64>{chosen});
        QCOMPARE(selection.selectedRows().size(), 1);
        QCOMPARE(selection.selectedRows().first().data(IdRole).toLongLong(), chosen);
        later.removeIf([chosen](const Offer &offer) { return offer.id == chosen; });
        model.setOffers(later);
        QVERIFY(model.chosenIds().isEmpty()); // it cannot be raced any more
        QCOMPARE(spy.count(), 2);
    }

    void missingValuesAreLastBothWays()
    {
        QVector<Offer> rows = demo::offers(5);
        for (int i = 0; i < 5; ++i) {
            rows[i].diskBwMBps = i % 2 == 0 ? std::nullopt : std::optional<double>(100.0 * i);
        }
        OfferTableModel model;
        model.setOffers(rows);
        OfferFilterModel filter(&model);
        const qint64 base = rows.first().id;
        filter.sort(OfferTableModel::DiskSpeed, Qt::AscendingOrder);
        QCOMPARE(shownIds(filter).mid(0, 2), (QVector<qint64>{base + 1, base + 3}));
        QCOMPARE(filter.index(4, OfferTableModel::DiskSpeed).data().toString(), QStringLiteral("–"));
        QVERIFY(!filter.index(4, OfferTableModel::DiskSpeed).data(RawRole).isValid());
        filter.sort(OfferTableModel::DiskSpeed, Qt::DescendingOrder);
        QCOMPARE(shownIds(filter).mid(0, 2), (QVector<qint64>{base + 3, base + 1}));
        QVERIFY(!filter.index(2, OfferTableModel::DiskSpeed).data(RawRole).isValid());
    }

    void numbersSortAsNumbersAndTieById()
    {
        QVector<Offer> rows = demo::offers(3);
        rows[0].inetDownMbps = 900;
        rows[1].inetDownMbps = 10'000;
        rows[2].inetDownMbps = 900;
        OfferTableModel model;
        model.setOffers(rows);
        OfferFilterModel filter(&model);
        filter.sort(OfferTableModel::Download, Qt::AscendingOrder);
        const qint64 base = rows.first().id;
        QCOMPARE(shownIds(filter), (QVector<qint64>{base, base + 2, base + 1}));
    }

    void priceFollowsTheDisk()
    {
        OfferTableModel model;
        Offer offer;
        offer.id = 1;
        offer.dphBase = 0.4;
        offer.storageCost = 0.18;
        model.setOffers({offer});
        model.setDiskGb(40);
        QCOMPARE(model.index(0, OfferTableModel::Hourly).data().toString(), QStringLiteral("0.410"));
        QSignalSpy spy(&model, &QAbstractItemModel::dataChanged);
        model.setDiskGb(400);
        QCOMPARE(spy.count(), 1);
        QCOMPARE(model.index(0, OfferTableModel::Hourly).data().toString(), QStringLiteral("0.500"));
    }

    void fiftyThousandOffers()
    {
        OfferTableModel model;
        OfferFilterModel filter(&model);
        QVector<Offer> rows = demo::offers(50'000);
        model.setOffers(rows);
        QElapsedTimer timer;
        timer.start();
        filter.sort(OfferTableModel::Hourly);
        const qint64 sortMs = timer.restart();
        filter.setQuery(parsed(QStringLiteral("num_gpus=1 dph<1 reliability>0.97 inet_down>=400")));
        const qint64 filterMs = timer.restart();
        for (Offer &offer : rows) {
            offer.reliability = 0.99;
        }
        timer.restart();
        model.setOffers(rows);
        const qint64 refreshMs = timer.elapsed();
        qInfo("50 000 offers: sort %lld ms, filter %lld ms, refresh %lld ms", sortMs, filterMs, refreshMs);
        QVERIFY(filter.rowCount() > 0);
        // Budgets with room for a loaded machine; the targets are 50, 16 and 50 ms.
        QVERIFY2(sortMs < 400, qPrintable(QString::number(sortMs)));
        QVERIFY2(filterMs < 400, qPrintable(QString::number(filterMs)));
        QVERIFY2(refreshMs < 800, qPrintable(QString::number(refreshMs)));
    }

    void lanesTouchOnlyWhatChanged()
    {
        RaceLaneModel model;
        const QAbstractItemModelTester tester(&model, kFatal);
        RaceView view = demo::youngRace();
        model.setView(view);
        QCOMPARE(model.rowCount(), 5);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        view.racers[2].state = RacerState::Reachable;
        model.setView(view);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.first().first().toModelIndex().row(), 2);
        model.setView(demo::wonRace());
        QCOMPARE(model.rowCount(), 10);
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(reset.count(), 0);
        view.raceId = QStringLiteral("another");
        model.setView(view);
        QCOMPARE(reset.count(), 1);
        QCOMPARE(model.rowCount(), 5);
    }

    void lanesReadAloud()
    {
        RaceLaneModel model;
        model.setView(demo::wonRace());
        const QString winner = model.index(0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(winner.contains(QLatin1String("RTX 4090")) && winner.contains(QLatin1String("18.7")),
            qPrintable(winner));
        QCOMPARE(laneOutcome(model.racer(0)).end, LaneEnd::Winner);
        QCOMPARE(laneOutcome(model.racer(1)).end, LaneEnd::Destroyed);
        QCOMPARE(laneOutcome(model.racer(3)).end, LaneEnd::Failed);
        QCOMPARE(laneOutcome(model.racer(4)).end, LaneEnd::Destroying);
        QCOMPARE(laneOutcome(model.racer(9)).end, LaneEnd::Refused);
    }

    void axisAlwaysShowsNow()
    {
        qint64 before = 0;
        for (qint64 now = 0; now < 7'200'000; now += 777) {
            const RaceAxis axis = RaceAxis::fitting(now);
            QVERIFY(axis.endMs >= now);
            QVERIFY(axis.endMs >= before); // never shrinks while time goes on
            const qint64 ticks = axis.endMs / axis.stepMs;
            QVERIFY2(ticks >= 3 && ticks <= 9, qPrintable(QString::number(axis.endMs)));
            before = axis.endMs;
        }
        QCOMPARE(RaceAxis::fitting(0).position(-5), 0.0);
        QCOMPARE(RaceAxis::fitting(0).position(99'999'999), 1.0);
    }

    void snapshotsGroupAndFilter()
    {
        SnapshotTableModel model;
        SnapshotFilterModel filter(&model);
        const QAbstractItemModelTester first(&model, kFatal);
        const QAbstractItemModelTester second(&filter, kFatal);
        const QDateTime now = QDateTime::fromSecsSinceEpoch(1'790'000'000);
        QVector<Snapshot> rows = demo::snapshots(now);
        model.setSnapshots(rows);
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(model.index(0, SnapshotTableModel::Count).data(RawRole).toInt(), 3);
        filter.sort(SnapshotTableModel::Size, Qt::DescendingOrder);
        QCOMPARE(filter.index(4, SnapshotTableModel::Size).data().toString(), QStringLiteral("–"));
        filter.sort(SnapshotTableModel::Size, Qt::AscendingOrder);
        QCOMPARE(filter.index(4, SnapshotTableModel::Size).data().toString(), QStringLiteral("–"));
        filter.setText(QStringLiteral("QUEBEC comfy"));
        QCOMPARE(filter.rowCount(), 1);
        filter.setText(rows.at(2).id.left(10)); // an older id of a group finds the group
        QCOMPARE(filter.rowCount(), 1);
        filter.setText(QStringLiteral("nowhere"));
        QCOMPARE(filter.rowCount(), 0);
        filter.setText({});
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        rows[0].tags = QStringList{QStringLiteral("new")};
        model.setSnapshots(rows);
        QCOMPARE(reset.count(), 0); // same sets of files: selection survives
        model.setSnapshots(rows.mid(4));
        QCOMPARE(reset.count(), 1);
        model.setSnapshots({});
        QCOMPARE(filter.rowCount(), 0);
    }

    void textForPeople()
    {
        QCOMPARE(format::number(std::nullopt), QStringLiteral("–"));
        QCOMPARE(format::number(std::nan("")), QStringLiteral("–"));
        QCOMPARE(format::dollars(Money::fromMicros(370'000)), QStringLiteral("$0.370"));
        QCOMPARE(format::dollars(Money::fromMicros(-1'500'000), 2), QStringLiteral("−$1.50"));
        QCOMPARE(format::bytes(-1), QStringLiteral("–"));
        QCOMPARE(format::bytes(7'112'000'000), QStringLiteral("7.1 GB"));
        QCOMPARE(format::bytesPerSecond(412e6), QStringLiteral("412 MB/s"));
        QCOMPARE(format::duration(72), QStringLiteral("1 min 12 s"));
        QCOMPARE(format::duration(7500), QStringLiteral("2 h 05 min"));
        QCOMPARE(format::clock(31'400), QStringLiteral("0:31"));
        // A clock that is fed with rounded tenths and the sentence beside it never tell two times.
        for (const qint64 ms : {0, 49, 50, 23'949, 23'950, 23'999, 59'950}) {
            const QString tenths = QString::number(format::toTenth(ms) / 100 % 10);
            QVERIFY2(format::seconds(ms).section(QLatin1Char('.'), 1).startsWith(tenths),
                qPrintable(format::seconds(ms)));
        }
        QCOMPARE(format::seconds(23'950), QStringLiteral("24.0 s"));
        QCOMPARE(format::clock(3'729'000), QStringLiteral("1:02:09"));
        QCOMPARE(format::age(QDateTime(), QDateTime::currentDateTime()), QStringLiteral("–"));
    }
};

QTEST_GUILESS_MAIN(TestItemModels)
#include "test_item_models.moc"
