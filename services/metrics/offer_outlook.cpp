// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/metrics/offer_outlook.h"

#include <algorithm>
#include <cmath>
#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <tuple>

namespace snapgpu {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(snapgpu::OfferOutlook)
};

/** What a dud costs in time when it is the only machine: until it is noticed, dropped and replaced. */
constexpr double kDudSeconds = 60;
constexpr double kMostDudRisk = 0.95;
constexpr double kFast = 0.65; ///< a star needs at most this share of what is usual …
constexpr double kSafe = 0.2; ///< … and less risk than this
constexpr double kStarBoots = 1; ///< and that much decayed evidence
constexpr double kLittle = 1.5; ///< machines with less evidence are worth exploring
constexpr double kCooling = 20; ///< machines in cooldown are tried when nothing else is left

double withDuds(double seconds, double risk)
{
    const double share = std::min(risk, kMostDudRisk);
    return seconds + kDudSeconds * share / (1 - share);
}

double reachableMBps(const Offer &offer, double believed)
{
    return offer.inetDownMbps && *offer.inetDownMbps > 0 ? std::min(believed, *offer.inetDownMbps / 8)
                                                         : believed;
}

bool isStar(const Belief &belief, const Belief &usual)
{
    const bool learned = belief.boots >= kStarBoots && belief.dudRisk < kSafe && belief.cooldownUntilMs == 0
        && belief.expectedSeconds <= kFast * usual.expectedSeconds;
    return belief.mark != HostMark::Banned && (belief.mark == HostMark::Pinned || learned);
}

QString seconds(double value) { return QLocale().toString(value, 'f', value < 10 ? 1 : 0); }

QString explain(const Offer &offer, const Belief &belief, const OfferOutlook &outlook, qint64 nowMs)
{
    QStringList lines;
    if (belief.mark == HostMark::Banned) {
        lines += Text::tr("Banned by you: never raced.");
    } else if (belief.mark == HostMark::Pinned) {
        lines += Text::tr("Pinned by you: raced first.");
    }
    if (outlook.cooldownUntilMs > nowMs) {
        lines += Text::tr("Left alone until %1: it failed (%2).")
                     .arg(QLocale().toString(
                              QDateTime::fromMSecsSinceEpoch(outlook.cooldownUntilMs), QLocale::ShortFormat),
                         failureText(belief.lastFailure));
    }
    if (!outlook.bootP50) {
        lines += Text::tr("No race is remembered yet, so nothing is known about this machine.");
        return lines.join(QLatin1Char('\n'));
    }
    if (outlook.known) {
        lines += Text::tr("This machine: %1 boots in %2 s under observation, newer ones counting more.")
                     .arg(QLocale().toString(belief.boots, 'f', 1), seconds(belief.exposureSeconds));
    } else {
        lines +=
            Text::tr("This machine was never tried: the numbers come from its owner, from %1 and from all.")
                .arg(offer.gpuName);
    }
    lines += Text::tr("(%1 + %2 boots) / (%3 + %4 s) gives %5 s expected, half of the boots within %6 s.")
                 .arg(QLocale().toString(belief.priorBoots, 'f', 0), QLocale().toString(belief.boots, 'f', 1),
                     seconds(belief.priorSeconds), seconds(belief.exposureSeconds),
                     seconds(belief.expectedSeconds), seconds(*outlook.bootP50));
    lines += Text::tr("Risk of a dud %1 %, restore %2 MB/s.")
                 .arg(QLocale().toString(100 * belief.dudRisk, 'f', 0), seconds(outlook.restoreMBps));
    return lines.join(QLatin1Char('\n'));
}

double scoreOf(const OfferOutlook &outlook, RankBy rankBy)
{
    switch (rankBy) {
    case RankBy::Listed:
    case RankBy::Ready:
        return outlook.readySeconds;
    case RankBy::Work:
        return outlook.timeToWork.value_or(outlook.readySeconds);
    case RankBy::Cost:
        return outlook.costToWork ? double(outlook.costToWork->micros()) : outlook.readySeconds;
    }
    Q_UNREACHABLE();
}

CandidateHint hintOf(const OfferOutlook &outlook, const Belief &belief, RankBy rankBy)
{
    CandidateHint hint;
    hint.score = scoreOf(outlook, rankBy);
    hint.p50Seconds = outlook.bootP50.value_or(0);
    hint.dudRisk = outlook.dudRisk;
    hint.pinned = belief.mark == HostMark::Pinned;
    // One standard deviation of the Gamma better than believed.
    const double shape = belief.priorBoots + belief.boots;
    const double better = shape / (shape + std::sqrt(shape));
    hint.exploreScore = hint.score - outlook.readySeconds * (rankBy == RankBy::Cost ? 0 : 1 - better);
    hint.exploreScore *= rankBy == RankBy::Cost ? better : 1;
    hint.explorable = belief.boots + belief.exposureSeconds * belief.rate < kLittle && !hint.pinned;
    if (outlook.cooldownUntilMs > 0 && !hint.pinned) {
        hint.score *= kCooling;
        hint.explorable = false;
    }
    return hint;
}

} // namespace

QString toText(RankBy rankBy)
{
    switch (rankBy) {
    case RankBy::Listed:
        return QStringLiteral("listed");
    case RankBy::Ready:
        return QStringLiteral("ready");
    case RankBy::Work:
        return QStringLiteral("work");
    case RankBy::Cost:
        return QStringLiteral("cost");
    }
    Q_UNREACHABLE();
}

std::optional<RankBy> rankByFrom(const QString &word)
{
    for (const RankBy one : {RankBy::Listed, RankBy::Ready, RankBy::Work, RankBy::Cost}) {
        if (toText(one) == word) {
            return one;
        }
    }
    return std::nullopt;
}

QString failureText(FailureClass failure)
{
    switch (failure) {
    case FailureClass::None:
        return {};
    case FailureClass::Container:
        return Text::tr("the container did not start");
    case FailureClass::Image:
        return Text::tr("the image could not be pulled");
    case FailureClass::PullLimit:
        return Text::tr("the registry throttled it");
    case FailureClass::Stopped:
        return Text::tr("it stopped");
    case FailureClass::Vanished:
        return Text::tr("it vanished");
    case FailureClass::NeverListed:
        return Text::tr("it never appeared");
    case FailureClass::KeyRefused:
        return Text::tr("it refused the SSH key");
    case FailureClass::Unfit:
        return Text::tr("GPU or disk were not as promised");
    case FailureClass::ConnectionLost:
        return Text::tr("the connection was lost");
    case FailureClass::Elsewhere:
        return Text::tr("destroyed from elsewhere");
    case FailureClass::Other:
        return Text::tr("another reason");
    }
    Q_UNREACHABLE();
}

OfferOutlook outlookOf(
    const Offer &offer, const HostBeliefs &beliefs, const WorkLoad &load, qint64 nowMs, bool withText)
{
    const Belief belief = beliefs.about(offer, nowMs);
    OfferOutlook outlook;
    outlook.known = belief.known;
    outlook.dudRisk = belief.dudRisk;
    outlook.banned = belief.mark == HostMark::Banned;
    outlook.cooldownUntilMs = belief.cooldownUntilMs;
    outlook.restoreMBps = reachableMBps(offer, belief.restoreMBps);
    outlook.readySeconds = withDuds(belief.expectedSeconds, belief.dudRisk);
    const double sigma = beliefs.sigma();
    if (beliefs.attempts() > 0) {
        outlook.bootP50 =
            belief.expectedSeconds * std::exp(-sigma * sigma / 2); // log-normal: median from mean
        const double restore = double(load.restoreBytes) / (outlook.restoreMBps * 1e6);
        outlook.timeToWork = outlook.readySeconds + restore;
        // GPU time is not charged while a machine is loading (vast notes 6); the disk is.
        const auto ms = [](double value) { return static_cast<qint64>(value * 1000); };
        outlook.costToWork = offer.storageHourly(load.diskGb).forMilliseconds(ms(outlook.readySeconds))
            + offer.hourlyWithDisk(load.diskGb).forMilliseconds(ms(restore))
            + Money::fromDollars(offer.inetDownCost.value_or(0) * double(load.trafficBytes) / 1e9);
    }
    outlook.star = isStar(belief, beliefs.about(HostKey{}, 0, QString(), nowMs));
    if (withText) {
        outlook.why = explain(offer, belief, outlook, nowMs);
    }
    return outlook;
}

QVector<qint64> starMachines(
    const HostBeliefs &beliefs, const QString &provider, qint64 nowMs, qsizetype most)
{
    const Belief usual = beliefs.about(HostKey{}, 0, QString(), nowMs);
    std::vector<std::tuple<bool, double, qint64>> stars; // not pinned, seconds, machine
    for (const qint64 machine : beliefs.machinesOf(provider)) {
        const Belief belief = beliefs.about({provider, machine}, 0, QString(), nowMs);
        if (isStar(belief, usual)) {
            stars.emplace_back(belief.mark != HostMark::Pinned, belief.expectedSeconds, machine);
        }
    }
    std::sort(stars.begin(), stars.end());
    QVector<qint64> machines;
    for (const auto &star : stars) {
        if (machines.size() == most) {
            break;
        }
        machines.append(std::get<qint64>(star));
    }
    return machines;
}

RankedOffers rankOffers(const QVector<Offer> &offers, const HostBeliefs &beliefs, const WorkLoad &load,
    RankBy rankBy, qint64 nowMs, bool keepBanned)
{
    RankedOffers ranked;
    struct Place
    {
        qsizetype index = 0;
        bool pinned = false;
        double score = 0;
    };
    std::vector<Place> order;
    order.reserve(static_cast<std::size_t>(offers.size()));
    const bool remembers = beliefs.attempts() > 0;
    for (qsizetype i = 0; i < offers.size(); ++i) {
        const Offer &offer = offers.at(i);
        if (beliefs.mark({offer.provider, offer.machineId}) == HostMark::Banned && !keepBanned) {
            ++ranked.banned;
            continue;
        }
        Place place{i, false, 0};
        if (rankBy != RankBy::Listed) {
            const OfferOutlook outlook = outlookOf(offer, beliefs, load, nowMs, false);
            const CandidateHint hint = hintOf(outlook, beliefs.about(offer, nowMs), rankBy);
            ranked.cooling += outlook.cooldownUntilMs > 0 ? 1 : 0;
            place.pinned = hint.pinned;
            place.score = remembers ? hint.score : 0;
            if (remembers) {
                ranked.hints.insert(offer.id, hint);
            }
        }
        order.push_back(place);
    }
    std::stable_sort(order.begin(), order.end(),
        [](const Place &a, const Place &b) { return a.pinned != b.pinned ? a.pinned : a.score < b.score; });
    for (const Place &place : order) {
        ranked.offers.append(offers.at(place.index));
    }
    return ranked;
}

} // namespace snapgpu
