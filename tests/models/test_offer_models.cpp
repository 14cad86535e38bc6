// SPDX-License-Identifier: GPL-3.0-or-later
// The table of offers and its sorted, filtered index, held against the plainest possible rules.
#include "models/offer_filter_model.h"
#include "models/table_roles.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace snapgpu;

namespace {

constexpr auto kFatal = QAbstractItemModelTester::FailureReportingMode::QtTest;

QVector<Offer> randomOffers(QRandomGenerator &random, int most)
{
    static const QStringList names = {
        QStringLiteral("RTX 4090"), QStringLiteral("rtx 3090"), QStringLiteral("L4"), {}};
    QVector<Offer> rows;
    for (int id = 1; id <= most; ++id) {
        if (random.bounded(3) == 0) {
            continue;
        }
        Offer offer;
        offer.id = id;
        offer.machineId = id / 2 + 1;
        offer.gpuName = names.at(random.bounded(4));
        offer.numGpus = random.bounded(1, 5);
        offer.dphBase = random.bounded(5) == 0 ? Real() : Real(random.bounded(8) * 0.25);
        offer.dphTotal = offer.dphBase;
        offer.storageCost = 0.1;
        offer.inetDownMbps = random.bounded(4) == 0 ? Real::null() : Real(random.bounded(6) * 100);
        offer.datacenter = random.bounded(2) == 0;
        rows.append(offer);
    }
    std::shuffle(rows.begin(), rows.end(), random);
    return rows;
}

/** -1, 0, 1 by what a person sees; a missing value is after every other, whatever the direction. */
int compare(const OfferTableModel &model, int a, int b, const OfferSortKey &key)
{
    const QVariant x = model.index(a, key.column).data(RawRole);
    const QVariant y = model.index(b, key.column).data(RawRole);
    const bool isGpu = key.column == OfferTableModel::Gpu;
    const auto missing = [&](const QVariant &v) {
        return !v.isValid() || (isGpu && v.toString() == QStringLiteral("–"));
    };
    if (missing(x) || missing(y)) {
        return int(missing(x)) - int(missing(y));
    }
    const int order = isGpu ? x.toString().compare(y.toString(), Qt::CaseInsensitive)
                            : (x.toDouble() < y.toDouble()        ? -1
                                    : x.toDouble() > y.toDouble() ? 1
                                                                  : 0);
    return key.order == Qt::AscendingOrder ? order : -order;
}

QVector<int> expectedRows(const OfferTableModel &model, const OfferFilterModel &filter)
{
    QVector<int> rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        if (matches(filter.query(), model.offer(row))) {
            rows.append(row);
        }
    }
    std::sort(rows.begin(), rows.end(), [&](int a, int b) {
        for (const OfferSortKey &key : filter.sortKeys()) {
            if (const int order = compare(model, a, b, key); order != 0) {
                return order < 0;
            }
        }
        return filter.sortKeys().isEmpty() ? a < b : model.offer(a).id < model.offer(b).id;
    });
    return rows;
}

} // namespace

class TestOfferModels final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anySequenceOfChangesGivesTheSameTable()
    {
        QRandomGenerator random(11);
        OfferTableModel model;
        OfferFilterModel filter(&model);
        const QAbstractItemModelTester first(&model, kFatal);
        const QAbstractItemModelTester second(&filter, kFatal);
        QItemSelectionModel selection(&filter);
        const QStringList queries = {QString(), QStringLiteral("num_gpus>=2"), QStringLiteral("dph<1"),
            QStringLiteral("gpu_name=L4 dph>0.2"), QStringLiteral("num_gpus>9")};
        const int columns[] = {OfferTableModel::Gpu, OfferTableModel::Count, OfferTableModel::Hourly,
            OfferTableModel::Download, OfferTableModel::Chosen, OfferTableModel::columnOf(OfferField::Id)};
        qint64 now = 1'000'000;
        for (int round = 0; round < 120; ++round) {
            QSet<qint64> selected;
            for (const QModelIndex &row : selection.selectedRows()) {
                selected.insert(filter.offer(row.row()).id);
            }
            switch (random.bounded(9)) {
            case 0:
                model.setOffers(randomOffers(random, 60), ++now);
                break;
            case 1:
                model.mergeOffers(randomOffers(random, 70).mid(0, 20), ++now);
                break;
            case 2:
                now += random.bounded(2000);
                model.applyAnswer(randomOffers(random, 60), *parseQuery(queries.at(random.bounded(5))),
                    random.bounded(2) == 0, now, 3000);
                break;
            case 3:
            case 4:
                filter.setQuery(*parseQuery(queries.at(random.bounded(5))));
                break;
            case 5: {
                QVector<OfferSortKey> keys;
                const int count = random.bounded(4);
                for (int i = 0; i < count; ++i) {
                    keys.append({columns[random.bounded(6)],
                        random.bounded(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder});
                }
                filter.sortBy(keys);
                break;
            }
            case 6:
                filter.sort(columns[random.bounded(6)], Qt::DescendingOrder);
                break;
            case 7:
                model.setDiskGb(random.bounded(1, 500));
                break;
            default:
                if (filter.rowCount() > 0) {
                    const int row = random.bounded(filter.rowCount());
                    filter.setData(filter.index(row, 0), random.bounded(2) == 0 ? Qt::Checked : Qt::Unchecked,
                        Qt::CheckStateRole);
                    const int last = std::min(row + random.bounded(4), filter.rowCount() - 1);
                    selection.select(QItemSelection(filter.index(row, 0),
                                         filter.index(last, OfferTableModel::ColumnCount - 1)),
                        QItemSelectionModel::Select);
                    continue;
                }
                break;
            }
            const QVector<int> expected = expectedRows(model, filter);
            QCOMPARE(filter.rowCount(), int(expected.size()));
            for (int row = 0; row < expected.size(); ++row) {
                QCOMPARE(filter.sourceRow(row), expected.at(row));
                const QModelIndex here = filter.index(row, OfferTableModel::Hourly);
                QCOMPARE(filter.mapFromSource(filter.mapToSource(here)), here);
                QCOMPARE(filter.rowOf(filter.offer(row).id), row);
            }
            QSet<qint64> stillHere;
            for (const qint64 id : selected) {
                if (filter.rowOf(id) >= 0) {
                    stillHere.insert(id);
                }
            }
            QSet<qint64> after;
            for (const QModelIndex &row : selection.selectedRows()) {
                after.insert(filter.offer(row.row()).id);
            }
            QCOMPARE(after, stillHere);
        }
    }

    void aRefreshTellsOnlyWhatDiffersAndOnce()
    {
        QRandomGenerator random(12);
        OfferTableModel model;
        OfferFilterModel filter(&model);
        filter.sortBy({{OfferTableModel::columnOf(OfferField::Id), Qt::AscendingOrder}});
        QVector<Offer> rows = randomOffers(random, 300);
        model.setOffers(rows, 5);
        QSignalSpy changed(&filter, &QAbstractItemModel::dataChanged);
        QSignalSpy moved(&filter, &QAbstractItemModel::layoutChanged);
        QSignalSpy reset(&filter, &QAbstractItemModel::modelReset);
        model.setOffers(rows, 6);
        QCOMPARE(changed.count(), 0); // the same answer again: nothing to paint
        QCOMPARE(model.seenAtMs(3), qint64(6));
        rows[3].inetDownMbps = 12345;
        rows[9].inetDownMbps = 12345;
        model.setOffers(rows, 7);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(moved.count(), 0); // the order did not change
        model.setOffers(rows.mid(0, 120), 8);
        QCOMPARE(moved.count(), 1); // many holes are one change
        QCOMPARE(reset.count(), 0);
    }

    void rowsThatNobodyConfirmedAgeAndGo()
    {
        OfferTableModel model;
        Offer cheap, dear;
        cheap.id = 1;
        cheap.dphTotal = 0.2;
        dear.id = 2;
        dear.dphTotal = 2;
        model.restoreOffers({cheap, dear}, {1000, 2000});
        QCOMPARE(model.seenAtMs(0), qint64(1000));
        QCOMPARE(model.seenAtMs(1), qint64(2000));
        const Query asked = *parseQuery(QStringLiteral("dph<1"));
        model.applyAnswer({cheap}, asked, true, 5000, 60'000);
        QCOMPARE(model.rowCount(), 2); // the dear one was not asked for: it stays, with its age
        QCOMPARE(model.numberAt(model.rowOf(2), OfferTableModel::columnOf(OfferField::Age)).value(), 3.0);
        QCOMPARE(model.numberAt(model.rowOf(1), OfferTableModel::columnOf(OfferField::Age)).value(), 0.0);
        model.applyAnswer({}, asked, false, 6000, 60'000);
        QCOMPARE(model.rowCount(), 2); // an answer that was cut off proves nothing
        model.applyAnswer({}, asked, true, 7000, 60'000);
        QCOMPARE(model.rowOf(1), -1); // it should have been there
        model.applyAnswer({}, asked, false, 90'000, 60'000);
        QCOMPARE(model.rowCount(), 0); // too old
    }

    void aMachineUnderANewAskIsOneRow()
    {
        OfferTableModel model;
        Offer used, whole, nameless;
        used.id = 1;
        used.machineId = 31540;
        whole = used;
        whole.id = 2;
        whole.numGpus = 8;
        nameless.id = 3; // of no machine that is told
        model.restoreOffers({used, whole, nameless}, {1000, 1000, 1000});
        Offer freed = used;
        freed.id = 4;
        Offer other = nameless;
        other.id = 5;
        model.applyAnswer({freed, other}, {}, false, 2000, 60'000);
        QCOMPARE(model.rowOf(1), -1);
        QVERIFY(model.rowOf(2) >= 0 && model.rowOf(3) >= 0 && model.rowOf(4) >= 0);
        QCOMPARE(model.rowCount(), 4);
    }

    void pricesOfTwoKindsAreNotMixed()
    {
        OfferTableModel model;
        Offer fixed;
        fixed.id = 1;
        fixed.dphTotal = 0.2;
        model.restoreOffers({fixed}, {1000});
        Offer bid = fixed;
        bid.id = 2;
        bid.isBid = true;
        model.applyAnswer({bid}, {}, false, 2000, 60'000);
        QCOMPARE(model.rowOf(1), -1); // its price is none to compare with
        QCOMPARE(model.rowCount(), 1);
    }
};

QTEST_MAIN(TestOfferModels)
#include "test_offer_models.moc"
