// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/metrics/host_beliefs.h"

#include <algorithm>
#include <cmath>
#include <QSet>

namespace snapgpu {

namespace {

constexpr double kDayMs = 86'400'000.0;
constexpr qint64 kHourMs = 3'600'000;
constexpr int kMostDoublings = 3;
constexpr double kPriorFreedom = 20; ///< boots that the setting of sigma counts for

/** Says something about whether the host can boot at all. */
bool isDud(FailureClass failure)
{
    return failure != FailureClass::None && failure != FailureClass::Image
        && failure != FailureClass::Elsewhere;
}

void scale(Evidence &evidence, double factor)
{
    evidence.boots *= factor;
    evidence.exposureSeconds *= factor;
    evidence.tries *= factor;
    evidence.duds *= factor;
    evidence.restoreBytes *= factor;
    evidence.restoreSeconds *= factor;
}

Evidence scaled(Evidence evidence, double factor)
{
    scale(evidence, factor);
    return evidence;
}

/** What a child starts from: `strength` pseudo observations of what is believed of its parent. */
struct Prior
{
    double rate = 0, dud = 0, restore = 0;
};

Prior posterior(const Prior &prior, const Evidence &seen, const BeliefSettings &settings)
{
    const double a = settings.priorBoots;
    const double k = settings.priorTries;
    const double bytes = settings.priorRestoreGb * 1e9;
    Prior next;
    next.rate = (a + seen.boots) / (a / prior.rate + seen.exposureSeconds);
    next.dud = (k * prior.dud + seen.duds) / (k + seen.tries);
    next.restore = (bytes + seen.restoreBytes) / (bytes / prior.restore + seen.restoreSeconds);
    return next;
}

} // namespace

HostBeliefs::HostBeliefs(BeliefSettings settings)
    : m_settings(settings)
{
}

double HostBeliefs::weight(qint64 atMs) const
{
    const double halves = double(atMs - m_epochMs) / kDayMs / m_settings.halfLifeDays;
    return std::exp2(std::clamp(halves, -500.0, 500.0)); // wilder times come from a broken clock
}

void HostBeliefs::add(const BootAttempt &attempt)
{
    if (m_epochMs == 0) {
        m_epochMs = attempt.startedAtMs;
    }
    ++m_attempts;
    const double w = weight(attempt.startedAtMs);
    Evidence news;
    const bool ready = attempt.outcome == AttemptOutcome::Ready;
    const bool dud = attempt.outcome == AttemptOutcome::Failed && isDud(attempt.failure);
    if (attempt.outcome != AttemptOutcome::Failed) {
        news.boots = ready ? 1 : 0;
        news.exposureSeconds = double(attempt.observedMs) / 1000;
    }
    news.tries = ready || dud ? 1 : 0; // a cancelled one might have become either
    news.duds = dud ? 1 : 0;
    scale(news, w);
    const auto into = [&news](Evidence &sum) {
        sum.boots += news.boots;
        sum.exposureSeconds += news.exposureSeconds;
        sum.tries += news.tries;
        sum.duds += news.duds;
    };
    into(m_all);
    into(m_gpus[attempt.gpuName]);
    if (attempt.hostId != 0) {
        into(m_owners[{attempt.provider, attempt.hostId}]);
    }
    if (attempt.machineId != 0) {
        into(m_machines[{attempt.provider, attempt.machineId}]);
        addTrouble({attempt.provider, attempt.machineId}, attempt);
        addSpread({attempt.provider, attempt.machineId}, attempt);
    }
}

void HostBeliefs::addSpread(const HostKey &host, const BootAttempt &attempt)
{
    if (attempt.outcome != AttemptOutcome::Ready || attempt.observedMs <= 0) {
        return;
    }
    Spread &spread = m_spreads[host];
    const double log = std::log(double(attempt.observedMs));
    m_deviation -= spread.deviation();
    m_freedom += spread.count > 0 ? 1 : 0;
    spread.count += 1;
    spread.sum += log;
    spread.squares += log * log;
    m_deviation += spread.deviation();
}

double HostBeliefs::sigma() const
{
    const double prior = m_settings.sigma * m_settings.sigma;
    const double variance =
        (kPriorFreedom * prior + std::max(0.0, m_deviation)) / (kPriorFreedom + m_freedom);
    return std::sqrt(variance);
}

void HostBeliefs::addTrouble(const HostKey &host, const BootAttempt &attempt)
{
    if (attempt.outcome == AttemptOutcome::Cancelled) {
        return; // says nothing about being a dud
    }
    Trouble &trouble = m_troubles[host];
    if (attempt.startedAtMs < trouble.lastMs) {
        return;
    }
    trouble.lastMs = attempt.startedAtMs;
    if (attempt.outcome == AttemptOutcome::Ready) {
        trouble = Trouble{0, attempt.startedAtMs, FailureClass::None, 0};
    } else if (isDud(attempt.failure)) {
        trouble.atMs = attempt.startedAtMs + attempt.observedMs;
        trouble.failure = attempt.failure;
        ++trouble.inRow;
    }
}

void HostBeliefs::add(const RestoreRecord &restore)
{
    if (!restore.ok || restore.bytes <= 0 || restore.elapsedMs <= 0) {
        return;
    }
    if (m_epochMs == 0) {
        m_epochMs = restore.startedAtMs;
    }
    const double w = weight(restore.startedAtMs);
    const auto into = [&](Evidence &sum) {
        sum.restoreBytes += w * double(restore.bytes);
        sum.restoreSeconds += w * double(restore.elapsedMs) / 1000;
    };
    into(m_all);
    if (restore.hostId != 0) {
        into(m_owners[{restore.provider, restore.hostId}]);
    }
    if (restore.machineId != 0) {
        into(m_machines[{restore.provider, restore.machineId}]);
    }
}

void HostBeliefs::setMarks(const QVector<MarkRecord> &marks)
{
    m_marks.clear();
    for (const MarkRecord &one : marks) {
        if (one.mark != HostMark::None) {
            m_marks.insert({one.provider, one.machineId}, one.mark);
        }
    }
}

QVector<qint64> HostBeliefs::machinesOf(const QString &provider) const
{
    QSet<qint64> machines;
    const auto add = [&](const HostKey &host) {
        if (host.provider == provider && host.machineId != 0) {
            machines.insert(host.machineId);
        }
    };
    std::for_each(m_machines.keyBegin(), m_machines.keyEnd(), add);
    std::for_each(m_marks.keyBegin(), m_marks.keyEnd(), add);
    return {machines.cbegin(), machines.cend()};
}

Belief HostBeliefs::about(const Offer &offer, qint64 nowMs) const
{
    return about({offer.provider, offer.machineId}, offer.hostId, offer.gpuName, nowMs);
}

Belief HostBeliefs::about(const HostKey &host, qint64 ownerId, const QString &gpuName, qint64 nowMs) const
{
    const double decay = m_epochMs == 0 ? 1 : 1 / weight(nowMs);
    const auto next = [&](const Prior &prior, const Evidence &sum) {
        return posterior(prior, scaled(sum, decay), m_settings);
    };
    const Prior start{1 / m_settings.meanBootSeconds, m_settings.dudRisk, m_settings.restoreMBps * 1e6};
    const Prior all = next(start, m_all);
    const Prior gpu = next(all, m_gpus.value(gpuName));
    const Prior owner = ownerId != 0 ? next(gpu, m_owners.value({host.provider, ownerId})) : gpu;
    const auto own = host.machineId != 0 ? m_machines.constFind(host) : m_machines.constEnd();
    const Evidence seen = own != m_machines.constEnd() ? scaled(*own, decay) : Evidence{};
    const Prior machine = posterior(owner, seen, m_settings);

    Belief belief;
    belief.rate = machine.rate;
    belief.expectedSeconds = 1 / machine.rate;
    belief.dudRisk = machine.dud;
    belief.restoreMBps = machine.restore / 1e6;
    belief.boots = seen.boots;
    belief.exposureSeconds = seen.exposureSeconds;
    belief.attempts = seen.tries;
    belief.priorBoots = m_settings.priorBoots;
    belief.priorSeconds = m_settings.priorBoots / owner.rate;
    belief.known = own != m_machines.constEnd() && (own->exposureSeconds > 0 || own->tries > 0);
    belief.mark = mark(host);
    if (const auto trouble = m_troubles.constFind(host);
        trouble != m_troubles.constEnd() && trouble->failure != FailureClass::None) {
        belief.lastFailure = trouble->failure;
        const qint64 until = trouble->atMs + cooldownMs(trouble->failure, trouble->inRow);
        belief.cooldownUntilMs = until > nowMs ? until : 0;
    }
    return belief;
}

qint64 cooldownMs(FailureClass failure, int inRow)
{
    qint64 hours = 0;
    switch (failure) {
    case FailureClass::None:
    case FailureClass::Image:
    case FailureClass::Elsewhere:
        return 0;
    case FailureClass::PullLimit: // docker.io counts per six hours
        hours = 6;
        break;
    case FailureClass::Vanished:
    case FailureClass::NeverListed:
    case FailureClass::ConnectionLost:
    case FailureClass::Other:
        hours = 6;
        break;
    case FailureClass::Stopped:
    case FailureClass::KeyRefused:
        hours = 12;
        break;
    case FailureClass::Container: // an old kernel or driver stays until somebody repairs it
        hours = 48;
        break;
    case FailureClass::Unfit:
        hours = 72;
        break;
    }
    return (hours * kHourMs) << std::clamp(inRow - 1, 0, kMostDoublings);
}

} // namespace snapgpu
