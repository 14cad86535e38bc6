// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/offer_sort.h"

#include <algorithm>
#include <limits>
#include <QHash>

namespace snapgpu {

namespace {

constexpr double kMissing = std::numeric_limits<double>::infinity();

struct Word
{
    QString folded;
    int number; ///< in order of appearance
};

/** Ranks of texts; most of them are shared by many offers, so each different one is compared once. */
std::vector<double> textKeys(QString Offer::*member, const QVector<Offer> &offers)
{
    QHash<QString, int> numbers;
    std::vector<Word> words;
    std::vector<int> wordOf;
    wordOf.reserve(static_cast<std::size_t>(offers.size()));
    const QChar *lastText = nullptr;
    int lastNumber = -1;
    for (const Offer &offer : offers) {
        const QString &text = offer.*member;
        if (text.isEmpty()) {
            wordOf.push_back(-1);
            continue;
        }
        if (text.constData() != lastText) {
            const auto known = numbers.constFind(text);
            lastNumber = known != numbers.constEnd() ? *known : static_cast<int>(words.size());
            lastText = text.constData();
            if (known == numbers.constEnd()) {
                numbers.insert(text, lastNumber);
                words.push_back({text.toCaseFolded(), lastNumber});
            }
        }
        wordOf.push_back(lastNumber);
    }
    std::sort(words.begin(), words.end(), [](const Word &a, const Word &b) { return a.folded < b.folded; });
    std::vector<double> rankOf(words.size());
    double rank = -1;
    for (std::size_t i = 0; i < words.size(); ++i) {
        rank += i == 0 || words[i].folded != words[i - 1].folded ? 1 : 0;
        rankOf[static_cast<std::size_t>(words[i].number)] = rank;
    }
    std::vector<double> keys;
    keys.reserve(wordOf.size());
    for (const int word : wordOf) {
        keys.push_back(word < 0 ? kMissing : rankOf[static_cast<std::size_t>(word)]);
    }
    return keys;
}

/** Lists are ordered by their first number. */
double keyOf(const OfferFieldInfo &info, const Offer &offer)
{
    if (const auto *list = std::get_if<QVector<qint64> Offer::*>(&info.member)) {
        const QVector<qint64> &numbers = offer.**list;
        return numbers.isEmpty() ? kMissing : static_cast<double>(numbers.first());
    }
    const FieldValue value = valueOf(info, offer);
    return value.presence == Presence::Value ? value.number : kMissing;
}

} // namespace

std::vector<double> fieldKeys(const OfferFieldInfo &info, const QVector<Offer> &offers)
{
    if (const auto *text = std::get_if<QString Offer::*>(&info.member)) {
        return textKeys(*text, offers);
    }
    std::vector<double> keys;
    keys.reserve(static_cast<std::size_t>(offers.size()));
    for (const Offer &offer : offers) {
        keys.push_back(keyOf(info, offer));
    }
    return keys;
}

void descend(std::vector<double> &keys)
{
    for (double &key : keys) {
        key = key == kMissing ? key : -key;
    }
}

} // namespace snapgpu
