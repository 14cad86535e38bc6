// SPDX-License-Identifier: GPL-3.0-or-later
// Offers as bytes: a header, then the texts, then row after row in the order of the field table.
#include "models/offer_fields.h"
#include "services/offers/byte_stream.h"
#include "services/offers/offer_cache.h"

#include <array>
#include <cmath>
#include <QCoreApplication>
#include <QHash>

namespace snapgpu {

namespace {

using bytestream::Reader;
using bytestream::Writer;

constexpr char kMagic[] = "SnapGPU offers\n";
constexpr quint64 kVersion = 1; // of the layout; the fields guard themselves
constexpr qsizetype kHeader = sizeof kMagic - 1 + 4 * sizeof(quint64);
constexpr quint64 kMostOffers = 10'000'000;

// Kinds of a number; above them stand decimals.
constexpr quint8 kAbsent = 0;
constexpr quint8 kNull = 1;
constexpr quint8 kDouble = 2;
constexpr quint8 kDecimal = 3; ///< plus the number of places
constexpr std::array<double, 5> kPowers = {1, 10, 100, 1000, 10'000};

QString tr(const char *text) { return QCoreApplication::translate("OfferCache", text); }

/** Finds damage, not malice: eight bytes at a time, because a start waits for it. */
quint64 checksum(const char *data, qsizetype size)
{
    quint64 hash = 0xcbf2'9ce4'8422'2325 ^ static_cast<quint64>(size);
    for (; size >= 8; data += 8, size -= 8) {
        quint64 word = 0;
        std::memcpy(&word, data, 8);
        hash = (hash ^ word) * 0x9e37'79b9'7f4a'7c15;
        hash ^= hash >> 29;
    }
    for (; size > 0; ++data, --size) {
        hash = (hash ^ static_cast<quint8>(*data)) * 0x100'0000'01b3;
    }
    return hash ^ (hash >> 32);
}

/** Changes whenever a field is added, moved, renamed or gets another type. */
quint64 tableMark()
{
    QByteArray text;
    for (const OfferFieldInfo &info : offerFields()) {
        text += info.key;
        text += static_cast<char>('0' + info.member.index());
    }
    return checksum(text.constData(), text.size());
}

class RowWriter final
{
public:
    RowWriter(Writer *out, QHash<QString, quint64> *texts, QVector<QString> *order)
        : m_out(out)
        , m_texts(texts)
        , m_order(order)
    {
    }

    void write(const Offer &offer)
    {
        for (const OfferFieldInfo &info : offerFields()) {
            std::visit([&](auto member) { put(offer, member); }, info.member);
        }
        m_out->bytes(offer.raw);
    }

private:
    void put(const Offer & /*offer*/, std::monostate) { }
    void put(const Offer &offer, qint64 Offer::*member) { m_out->signedNumber(offer.*member); }
    void put(const Offer &offer, int Offer::*member) { m_out->signedNumber(offer.*member); }
    void put(const Offer &offer, Whole Offer::*member)
    {
        const Whole whole = offer.*member;
        m_out->byte(static_cast<quint8>(whole.presence()));
        if (whole) {
            m_out->signedNumber(*whole);
        }
    }
    void put(const Offer &offer, Flag Offer::*member)
    {
        const Flag flag = offer.*member;
        m_out->byte(flag.has_value() ? (flag ? 3 : 2) : static_cast<quint8>(flag.presence()));
    }
    void put(const Offer &offer, QString Offer::*member)
    {
        const QString &text = offer.*member;
        if (text.isEmpty()) {
            m_out->number(text.isNull() ? 0 : 1);
            return;
        }
        const auto known = m_texts->constFind(text);
        if (known != m_texts->constEnd()) {
            m_out->number(*known + 2);
            return;
        }
        const auto index = static_cast<quint64>(m_order->size());
        m_texts->insert(text, index);
        m_order->append(text);
        m_out->number(index + 2);
    }
    void put(const Offer &offer, QVector<qint64> Offer::*member)
    {
        const QVector<qint64> &list = offer.*member;
        m_out->number(static_cast<quint64>(list.size()));
        for (const qint64 item : list) {
            m_out->signedNumber(item);
        }
    }
    void put(const Offer &offer, Real Offer::*member)
    {
        const Real real = offer.*member;
        if (!real) {
            m_out->byte(real.presence() == Presence::Null ? kNull : kAbsent);
            return;
        }
        constexpr double kExact = 1e15; // whole numbers below it are exact in a double
        for (std::size_t places = 0; places < kPowers.size(); ++places) {
            const double scaled = std::nearbyint(*real * kPowers[places]);
            if (std::abs(scaled) < kExact && scaled / kPowers[places] == *real
                && !(scaled == 0 && std::signbit(*real))) {
                m_out->byte(static_cast<quint8>(kDecimal + places));
                m_out->signedNumber(static_cast<qint64>(scaled));
                return;
            }
        }
        m_out->byte(kDouble);
        m_out->real(*real);
    }

    Writer *m_out;
    QHash<QString, quint64> *m_texts;
    QVector<QString> *m_order;
};

class RowReader final
{
public:
    RowReader(Reader *in, const QVector<QString> &texts)
        : m_in(in)
        , m_texts(texts)
    {
    }

    bool read(Offer &offer)
    {
        for (const OfferFieldInfo &info : offerFields()) {
            std::visit([&](auto member) { get(offer, member); }, info.member);
        }
        offer.raw = m_in->bytes();
        return m_good && m_in->isGood();
    }

private:
    void get(Offer & /*offer*/, std::monostate) { }
    void get(Offer &offer, qint64 Offer::*member) { offer.*member = m_in->signedNumber(); }
    void get(Offer &offer, int Offer::*member) { offer.*member = static_cast<int>(m_in->signedNumber()); }
    void get(Offer &offer, Whole Offer::*member)
    {
        const auto presence = static_cast<Presence>(m_in->byte());
        if (presence == Presence::Value) {
            offer.*member = Whole(m_in->signedNumber());
        } else {
            offer.*member = presence == Presence::Null ? Whole::null() : Whole();
        }
    }
    void get(Offer &offer, Flag Offer::*member)
    {
        const quint8 state = m_in->byte();
        offer.*member = state >= 2 ? Flag(state == 3) : state == 1 ? Flag::null() : Flag();
    }
    void get(Offer &offer, QString Offer::*member)
    {
        const quint64 index = m_in->number();
        if (index < 2) {
            offer.*member = index == 0 ? QString() : QStringLiteral("");
        } else if (index - 2 < static_cast<quint64>(m_texts.size())) {
            offer.*member = m_texts.at(static_cast<qsizetype>(index - 2));
        } else {
            m_good = false;
        }
    }
    void get(Offer &offer, QVector<qint64> Offer::*member)
    {
        const quint64 count = m_in->number();
        if (count == 0) {
            return;
        }
        if (count > static_cast<quint64>(m_in->left())) {
            m_good = false;
            return;
        }
        QVector<qint64> list(static_cast<qsizetype>(count));
        for (qint64 &item : list) {
            item = m_in->signedNumber();
        }
        offer.*member = list;
    }
    void get(Offer &offer, Real Offer::*member)
    {
        const quint8 kind = m_in->byte();
        if (kind < kDouble) {
            offer.*member = kind == kNull ? Real::null() : Real();
        } else if (kind == kDouble) {
            offer.*member = m_in->real();
        } else if (kind < kDecimal + kPowers.size()) {
            offer.*member = static_cast<double>(m_in->signedNumber()) / kPowers[kind - kDecimal];
        } else {
            m_good = false;
        }
    }

    Reader *m_in;
    const QVector<QString> &m_texts;
    bool m_good = true;
};

tl::unexpected<Error> damaged(const char *detail)
{
    return fail(ErrorCategory::BadAnswer,
        tr("The saved list of offers is damaged and is left out; a new search replaces it."),
        QString::fromLatin1(detail));
}

Result<CachedOffers> readPayload(const QByteArray &payload)
{
    Reader in(payload);
    CachedOffers list;
    list.source = QString::fromUtf8(in.bytes());
    const quint64 textCount = in.number();
    if (textCount > static_cast<quint64>(in.left())) {
        return damaged("texts");
    }
    QVector<QString> texts;
    texts.reserve(static_cast<qsizetype>(textCount));
    for (quint64 i = 0; i < textCount && in.isGood(); ++i) {
        texts.append(QString::fromUtf8(in.bytes()));
    }
    const quint64 count = in.number();
    // A row takes more than a byte per field, so that a made-up count cannot ask for much memory.
    if (!in.isGood() || count > kMostOffers
        || count > static_cast<quint64>(in.left()) / (kOfferFieldCount / 2) + 1) {
        return damaged("count");
    }
    list.offers.resize(static_cast<qsizetype>(count));
    list.seenAtMs.reserve(static_cast<qsizetype>(count));
    RowReader rows(&in, texts);
    qint64 seen = 0;
    for (Offer &offer : list.offers) {
        seen += in.signedNumber();
        list.seenAtMs.append(seen);
        if (!rows.read(offer)) {
            return damaged("row");
        }
    }
    return in.atEnd() ? Result<CachedOffers>(std::move(list)) : damaged("length");
}

quint64 wordAt(const char *data)
{
    quint64 word = 0;
    std::memcpy(&word, data, sizeof word);
    return word;
}

} // namespace

QByteArray encodeOffers(const CachedOffers &list)
{
    QHash<QString, quint64> texts;
    QVector<QString> order;
    Writer rows;
    constexpr qsizetype kUsualRow = 320;
    rows.reserve(list.offers.size() * kUsualRow);
    RowWriter writer(&rows, &texts, &order);
    qint64 last = 0;
    for (qsizetype i = 0; i < list.offers.size(); ++i) {
        const qint64 seen = list.seenAtMs.value(i, 0);
        rows.signedNumber(seen - last);
        last = seen;
        writer.write(list.offers.at(i));
    }
    Writer head;
    head.bytes(list.source.toUtf8());
    head.number(static_cast<quint64>(order.size()));
    for (const QString &text : std::as_const(order)) {
        head.bytes(text.toUtf8());
    }
    head.number(static_cast<quint64>(list.offers.size()));
    const QByteArray payload = head.result() + rows.result();

    QByteArray bytes(kMagic, sizeof kMagic - 1);
    bytes.reserve(kHeader + payload.size());
    for (const quint64 word : {kVersion, tableMark(), static_cast<quint64>(payload.size()),
             checksum(payload.constData(), payload.size())}) {
        char raw[sizeof word];
        std::memcpy(raw, &word, sizeof word);
        bytes.append(raw, sizeof raw);
    }
    return bytes + payload;
}

Result<CachedOffers> decodeOffers(const QByteArray &bytes)
{
    constexpr qsizetype kWords = sizeof kMagic - 1;
    if (bytes.size() < kHeader || !bytes.startsWith(QByteArrayView(kMagic, kWords))) {
        return damaged("header");
    }
    const char *words = bytes.constData() + kWords;
    if (wordAt(words) != kVersion || wordAt(words + 8) != tableMark()) {
        return fail(ErrorCategory::BadAnswer,
            tr("The saved list of offers was written by another version and is left out; a new search "
               "replaces "
               "it."));
    }
    const char *payload = bytes.constData() + kHeader;
    const qsizetype size = bytes.size() - kHeader;
    if (wordAt(words + 16) != static_cast<quint64>(size) || wordAt(words + 24) != checksum(payload, size)) {
        return damaged("checksum");
    }
    return readPayload(QByteArray::fromRawData(payload, size));
}

} // namespace snapgpu
