// SPDX-License-Identifier: GPL-3.0-or-later
// The saved list of offers, and answers that are hostile or broken.
#include "models/offer_fields.h"
#include "services/cloud/vast/vast_answers.h"
#include "services/offers/offer_cache.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace snapgpu;

namespace {

/** Gives one field any value that it can have. */
struct Filler
{
    Offer &offer;
    QRandomGenerator &random;

    void operator()(std::monostate) const { }
    void operator()(qint64 Offer::*member) const
    {
        offer.*member = static_cast<qint64>(random.generate64() >> 1);
    }
    void operator()(int Offer::*member) const { offer.*member = random.bounded(1, 17); }
    void operator()(Real Offer::*member) const
    {
        const double values[] = {0, -0.0, 1, 24564, 0.36, 913.6, 1.0 / 3, 1e300, -7.25, 4.304109e-06,
            1793059200.0, 9007199254740993.0, 0.1 + 0.2};
        const int dice = random.bounded(static_cast<int>(std::size(values)) + 2);
        offer.*member = dice == 0 ? Real() : dice == 1 ? Real::null() : Real(values[dice - 2]);
    }
    void operator()(Whole Offer::*member) const
    {
        const int dice = random.bounded(4);
        offer.*member = dice == 0 ? Whole()
            : dice == 1           ? Whole::null()
            : dice == 2           ? Whole(std::numeric_limits<qint64>::max())
                                  : Whole(-static_cast<qint64>(random.generate()));
    }
    void operator()(Flag Offer::*member) const
    {
        const Flag flags[] = {Flag(), Flag::null(), Flag(false), Flag(true)};
        offer.*member = flags[random.bounded(4)];
    }
    void operator()(QString Offer::*member) const
    {
        const QString texts[] = {QString(), QStringLiteral(""), QStringLiteral("RTX 4090"),
            QStringLiteral("核心 😀"), QStringLiteral("Quebec, CA"), QString(3000, QLatin1Char('x'))};
        offer.*member = texts[random.bounded(6)];
    }
    void operator()(QVector<qint64> Offer::*member) const
    {
        QVector<qint64> list(random.bounded(4));
        for (qint64 &item : list) {
            item = static_cast<qint64>(random.generate64());
        }
        offer.*member = list;
    }
};

CachedOffers randomList(int count, quint32 seed)
{
    QRandomGenerator random(seed);
    CachedOffers list;
    list.source = QStringLiteral("console.vast.ai on-demand");
    for (int i = 0; i < count; ++i) {
        Offer offer;
        for (const OfferFieldInfo &info : offerFields()) {
            std::visit(Filler{offer, random}, info.member);
        }
        offer.id = 1 + i;
        offer.raw = random.bounded(3) == 0 ? QByteArray(R"({"brand_new":[1,2]})") : QByteArray();
        list.offers.append(offer);
        list.seenAtMs.append(1'790'000'000'000 + random.bounded(1'000'000));
    }
    return list;
}

HttpReply answer(const QByteArray &body)
{
    HttpReply reply;
    reply.status = 200;
    reply.body = body;
    return reply;
}

bool same(const CachedOffers &a, const CachedOffers &b)
{
    return a.source == b.source && a.offers == b.offers && a.seenAtMs == b.seenAtMs;
}

} // namespace

class TestOfferCache final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingComesBack()
    {
        for (const int count : {0, 1, 500}) {
            const CachedOffers list = randomList(count, 3);
            const auto back = decodeOffers(encodeOffers(list));
            QVERIFY(back && same(*back, list));
            for (qsizetype i = 0; i < back->offers.size(); ++i) { // a null text is not an empty one
                QCOMPARE(back->offers.at(i).hostname.isNull(), list.offers.at(i).hostname.isNull());
            }
        }
    }

    void damageIsRefused()
    {
        const CachedOffers list = randomList(40, 5);
        const QByteArray good = encodeOffers(list);
        QRandomGenerator random(6);
        for (int round = 0; round < 3000; ++round) {
            QByteArray bad = good;
            switch (random.bounded(3)) {
            case 0:
                bad.truncate(random.bounded(static_cast<int>(bad.size())));
                break;
            case 1:
                bad.append(static_cast<char>(random.bounded(256)));
                break;
            default: {
                const int at = random.bounded(static_cast<int>(bad.size()));
                bad[at] = static_cast<char>(bad.at(at) ^ (1 << random.bounded(8)));
                break;
            }
            }
            const auto back = decodeOffers(bad);
            QVERIFY(!back);
            QVERIFY(!back.error().message.isEmpty());
        }
        QVERIFY(!decodeOffers({}));
        QVERIFY(!decodeOffers(QByteArray(100'000, '\xff')));
    }

    void fileIsPrivateAndReplaced()
    {
        const QTemporaryDir home;
        const QString path = home.filePath(QStringLiteral("offers.bin"));
        const CachedOffers list = randomList(20, 8);
        {
            OfferCache cache(path);
            QVERIFY(cache.load(list.source)->offers.isEmpty()); // nothing yet is no error
            cache.save(randomList(500, 7));
            cache.save(list);
        } // waits
        QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther),
            QFile::Permissions());
        OfferCache cache(path);
        const auto back = cache.load(list.source);
        QVERIFY(back && same(*back, list));
        QVERIFY(cache.load(QStringLiteral("sandbox"))->offers.isEmpty()); // lists of two clouds never mix
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.resize(file.size() / 2));
        file.close();
        QVERIFY(!cache.load(list.source));
        cache.save(list);
        cache.flush();
        QVERIFY(cache.load(list.source).has_value()); // the next save mends it
    }

    void aFolderThatCannotBeWrittenLosesNothingElse()
    {
        OfferCache cache(QStringLiteral("/proc/none/offers.bin"));
        cache.save(randomList(3, 1));
        cache.flush();
        QVERIFY(cache.load({})->offers.isEmpty());
    }

    void deepNestingIsRefused()
    {
        for (const QByteArray &open : {QByteArray("["), QByteArray("{\"a\":")}) {
            const auto offers = vast::readOffers(answer("{\"offers\":" + open.repeated(100'000)));
            QVERIFY(!offers);
            QCOMPARE(offers.error().category, ErrorCategory::BadAnswer);
        }
    }

    void aMillionRowsAreRefusedNotHeld()
    {
        QByteArray body = "{\"offers\":[{\"id\":1}";
        body.reserve(12'000'000);
        for (int i = 2; i <= 1'000'000; ++i) {
            body += ",{\"id\":1}";
        }
        body += "]}";
        const auto offers = vast::readOffers(answer(body));
        QVERIFY(!offers);
        QCOMPARE(offers.error().category, ErrorCategory::BadAnswer);
    }

    void junkIsRefused()
    {
        for (const char *body :
            {"", "null", "[]", "{}", "<html>", "{\"offers\":{}}", "{\"offers\":[{\"id\":1e999}]}"}) {
            QVERIFY2(!vast::readOffers(answer(body)), body);
        }
    }

    void namesInAnyScriptSurvive()
    {
        const QString name = QStringLiteral("核心 \u202e 😀 <b>العربية</b>");
        const auto offers = vast::readOffers(
            answer("{\"offers\":[{\"id\":\"9223372036854775807\",\"gpu_name\":\"" + name.toUtf8() + "\"}]}"));
        QVERIFY(offers && offers->size() == 1);
        QCOMPARE(offers->first().gpuName, name);
        QCOMPARE(offers->first().id, std::numeric_limits<qint64>::max());
        QVERIFY(offerJson(offers->first()).contains(name.toUtf8()));
    }
};

QTEST_GUILESS_MAIN(TestOfferCache)
#include "test_offer_cache.moc"
