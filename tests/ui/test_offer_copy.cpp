// SPDX-License-Identifier: GPL-3.0-or-later
// Offers as text, CSV and JSON: what a spreadsheet, a script and a person get, from hostile rows too.
#include "models/offer_table_model.h"
#include "services/cloud/vast/vast_rows.h"
#include "services/core/json.h"
#include "tests/support/test_paths.h"
#include "ui/offer_copy.h"

#include <QFile>
#include <QTest>

using namespace snapgpu;

namespace {

using json::Value;

QVector<Offer> recorded()
{
    QFile file(test::sourceDir() + QStringLiteral("/tests/models/data/offers.json"));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const auto answer = json::parse(file.readAll());
    QVector<Offer> offers;
    for (const Value &row : (*answer)["offers"]) {
        offers.append(*vast::offerFromRow(row));
    }
    return offers;
}

/** A number that a double rounds, a text that a spreadsheet would run, separators, scripts, missing values.
 */
Offer hostile()
{
    Offer offer;
    offer.provider = QStringLiteral("vast");
    offer.id = 9'007'199'254'740'993;
    offer.gpuName = QStringLiteral("=HYPERLINK(\"http://127.0.0.1\")");
    offer.numGpus = 2;
    offer.gpuRamMb = 24'564;
    offer.geolocation = QStringLiteral("東京, \"JP\"\tнет\nلا");
    offer.dphBase = 0.123456789;
    offer.machineId = 4'611'686'018'427'387'905;
    offer.raw = QByteArrayLiteral("{\"tomorrow\":{\"deep\":[1,null,\"é\"]}}");
    return offer;
}

const QVector<int> kColumns{OfferTableModel::Gpu, OfferTableModel::Count, OfferTableModel::Vram,
    OfferTableModel::Place, OfferTableModel::Hourly, OfferTableModel::Reliability,
    OfferTableModel::MachineId};

QByteArray written(OfferFormat format, const QVector<Offer> &offers)
{
    OfferTableModel model;
    model.setDiskGb(0);
    model.setOffers(offers);
    QVector<int> rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        rows.append(row);
    }
    return offersAs(format, model, rows, kColumns);
}

/** A reader of RFC 4180, written apart from the writer. */
QVector<QStringList> readCsv(const QString &text)
{
    QVector<QStringList> rows{{}};
    QString cell;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (quoted) {
            if (c != QLatin1Char('"')) {
                cell += c;
            } else if (i + 1 < text.size() && text.at(i + 1) == c) {
                cell += c;
                ++i;
            } else {
                quoted = false;
            }
        } else if (c == QLatin1Char('"')) {
            quoted = true;
        } else if (c == QLatin1Char(',') || c == QLatin1Char('\n')) {
            rows.last().append(std::exchange(cell, {}));
            if (c == QLatin1Char('\n')) {
                rows.append(QStringList());
            }
        } else {
            cell += c;
        }
    }
    rows.removeLast();
    return rows;
}

} // namespace

class TestOfferCopy final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /** A script gets every field back: read again, each row is the offer it was. */
    void jsonIsTheWholeOffer()
    {
        QVector<Offer> offers = recorded();
        QVERIFY(offers.size() >= 3);
        offers.append(hostile());
        const auto list = json::parse(written(OfferFormat::Json, offers));
        QVERIFY(list && list->is_array());
        QCOMPARE(qsizetype(list->size()), offers.size());
        for (qsizetype i = 0; i < offers.size() - 1; ++i) {
            QCOMPARE(*vast::offerFromRow((*list)[std::size_t(i)]), offers.at(i));
        }
        const Value &odd = list->back();
        QCOMPARE(odd["id"].get<qint64>(), hostile().id); // not rounded
        QCOMPARE(odd["machine_id"].get<qint64>(), hostile().machineId);
        QCOMPARE(odd["tomorrow"]["deep"][2].get<std::string>(), std::string("é"));
        QCOMPARE(QString::fromStdString(odd["geolocation"].get<std::string>()), hostile().geolocation);
        QVERIFY(!odd.contains("reliability")); // missing stays missing
        QCOMPARE(written(OfferFormat::Json, {}), QByteArray("[\n]\n"));
    }

    void csvIsReadBack()
    {
        const QVector<QStringList> rows = readCsv(QString::fromUtf8(written(OfferFormat::Csv, {hostile()})));
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows.at(0).size(), kColumns.size());
        QCOMPARE(rows.at(0).first(), QStringLiteral("GPU"));
        const QStringList cells = rows.at(1);
        QCOMPARE(cells.size(), kColumns.size());
        QCOMPARE(cells.at(0), QLatin1Char('\'') + hostile().gpuName); // a text, not a formula
        QCOMPARE(cells.at(1), QStringLiteral("2"));
        QCOMPARE(cells.at(2).toDouble(), 24'564 / 1024.0); // plain, with a point, in the unit of the header
        QCOMPARE(cells.at(3), hostile().geolocation); // separators and lines within a cell
        QCOMPARE(cells.at(5), QString()); // missing is empty, not a dash
        QCOMPARE(cells.at(6), QString::number(hostile().machineId)); // not rounded
    }

    /** As on screen; a host's text cannot add a cell or a line. */
    void textHasARowALine()
    {
        Offer other = hostile();
        other.id = 7;
        const QStringList lines = QString::fromUtf8(written(OfferFormat::Text, {hostile(), other}))
                                      .split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 3);
        for (const QString &line : lines) {
            QCOMPARE(line.count(QLatin1Char('\t')), kColumns.size() - 1);
        }
        QVERIFY(lines.at(1).contains(QStringLiteral("東京")) && lines.at(1).contains(QStringLiteral("لا")));
    }
};

QTEST_GUILESS_MAIN(TestOfferCopy)
#include "test_offer_copy.moc"
