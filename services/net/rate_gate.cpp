// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/net/rate_gate.h"

#include <algorithm>

namespace snapgpu {

namespace {

constexpr qint64 kMaxGapMs = 60'000;
constexpr qint64 kMaxHoldMs = 60'000;
constexpr qint64 kSmallestWidenedMs = 1'000; // where nothing is published
constexpr int kPassesBeforeNarrowing = 20;
constexpr qint64 kUntoldHoldMs = 5'000; // a quota is used up, and nobody said until when

/** A margin over a published gap: the server counts arrivals, and the network shifts them. */
qint64 withMargin(qint64 gapMs) { return gapMs + gapMs / 10; }

} // namespace

RateGate::RateGate(GatePolicy policy)
    : m_policy(policy)
{
}

qint64 RateGate::startGap(const GateRule &rule) const
{
    return m_policy == GatePolicy::Documented ? withMargin(rule.documentedMs) : rule.optimisticMs;
}

void RateGate::setRule(const QString &endpoint, const GateRule &rule)
{
    Endpoint &entry = m_endpoints[endpoint];
    entry.rule = rule;
    entry.account = endpoint.section(QLatin1Char('/'), 0, 0);
    entry.gap = startGap(rule);
    entry.quotaInForce = m_policy == GatePolicy::Documented;
}

RateGate::Ticket RateGate::enqueue(const QString &endpoint, GatePriority priority, qint64 now)
{
    const Ticket ticket = m_nextTicket++;
    Call call;
    call.endpoint = endpoint;
    call.priority = priority;
    call.waitingSince = now;
    m_calls.emplace(ticket, call);
    m_endpoints[endpoint].queue.push_back(ticket);
    return ticket;
}

GatePriority RateGate::effectivePriority(Ticket ticket, qint64 now) const
{
    const Call &call = m_calls.at(ticket);
    const qint64 steps = (now - call.waitingSince) / kPromoteAfterMs;
    const qint64 level = static_cast<qint64>(call.priority) - std::max<qint64>(0, steps);
    return static_cast<GatePriority>(std::max<qint64>(0, level));
}

void RateGate::told(const QString &endpoint, const std::vector<ToldWindow> &windows, qint64 now)
{
    const auto it = m_endpoints.find(endpoint);
    if (it == m_endpoints.end() || !it->second.rule.told || windows.empty()) {
        return;
    }
    const QString &account = it->second.account;
    // The server had not seen what is still on its way when it counted.
    const auto underWay = std::count_if(m_calls.begin(), m_calls.end(), [&](const auto &entry) {
        return entry.second.granted && m_endpoints[entry.second.endpoint].account == account;
    });
    std::vector<Window> &known = m_told[account];
    known.clear();
    for (const ToldWindow &told : windows) {
        Window window;
        window.left = std::max<qint64>(0, told.left - underWay);
        window.reserve = std::max<qint64>(0, told.quota / 4);
        // Asked again after a minute at the latest: junk in a header must not stop a destroy for a day.
        window.resetAt = now + std::clamp<qint64>(told.resetMs, 0, kMaxHoldMs);
        window.spreadMs = std::clamp<qint64>(
            told.resetMs / std::max<qint64>(1, window.left - window.reserve), 0, kMaxGapMs);
        known.push_back(window);
    }
}

/** When the quota of the account lets a call of this priority go. */
qint64 RateGate::quotaReadyAt(const Endpoint &endpoint, GatePriority priority) const
{
    const auto known = endpoint.rule.told ? m_told.find(endpoint.account) : m_told.end();
    qint64 at = 0;
    if (known == m_told.end()) {
        return at;
    }
    for (const Window &window : known->second) {
        if (window.left <= (priority == GatePriority::High ? 0 : window.reserve)) {
            at = std::max(at, window.resetAt);
        } else if (endpoint.rule.spread && endpoint.lastGrant) {
            at = std::max(at, std::min(*endpoint.lastGrant + window.spreadMs, window.resetAt));
        }
    }
    return at;
}

qint64 RateGate::readyAt(const Endpoint &endpoint, GatePriority priority) const
{
    qint64 at = std::max(endpoint.holdUntil, quotaReadyAt(endpoint, priority));
    if (endpoint.lastGrant) {
        at = std::max(at, *endpoint.lastGrant + endpoint.gap);
    }
    const auto quota = static_cast<std::size_t>(std::max(0, endpoint.rule.quota));
    if (endpoint.quotaInForce && quota > 0 && endpoint.recent.size() >= quota) {
        at = std::max(at, endpoint.recent[endpoint.recent.size() - quota] + endpoint.rule.quotaWindowMs);
    }
    return at;
}

std::vector<RateGate::Ticket>::iterator RateGate::best(Endpoint &endpoint, qint64 now)
{
    // The queue is in order of arrival, so the first of the highest level is the oldest of it.
    return std::min_element(endpoint.queue.begin(), endpoint.queue.end(),
        [&](Ticket a, Ticket b) { return effectivePriority(a, now) < effectivePriority(b, now); });
}

void RateGate::grantFrom(Endpoint &endpoint, qint64 now, std::vector<Ticket> &out)
{
    while (!endpoint.queue.empty()) {
        const auto chosen = best(endpoint, now);
        if (readyAt(endpoint, effectivePriority(*chosen, now)) > now) {
            return;
        }
        if (const auto quota = m_told.find(endpoint.account); endpoint.rule.told && quota != m_told.end()) {
            for (Window &window : quota->second) {
                --window.left;
            }
        }
        Call &call = m_calls.at(*chosen);
        call.granted = true;
        call.gapAtGrant = endpoint.gap;
        call.spacing = endpoint.lastGrant ? now - *endpoint.lastGrant : -1;
        endpoint.lastGrant = now;
        if (endpoint.rule.quota > 0) {
            endpoint.recent.push_back(now);
            while (endpoint.recent.front() <= now - endpoint.rule.quotaWindowMs) {
                endpoint.recent.pop_front();
            }
        }
        out.push_back(*chosen);
        endpoint.queue.erase(chosen);
    }
}

std::vector<RateGate::Ticket> RateGate::grant(qint64 now)
{
    std::vector<Ticket> granted;
    for (auto &[name, endpoint] : m_endpoints) {
        grantFrom(endpoint, now, granted);
    }
    return granted;
}

std::optional<qint64> RateGate::nextGrantMs() const
{
    std::optional<qint64> soonest;
    for (const auto &[name, endpoint] : m_endpoints) {
        for (const Ticket ticket : endpoint.queue) {
            const qint64 at = readyAt(endpoint, m_calls.at(ticket).priority);
            soonest = soonest ? std::min(*soonest, at) : at;
        }
    }
    return soonest;
}

void RateGate::passed(Ticket ticket)
{
    const auto it = m_calls.find(ticket);
    if (it == m_calls.end() || !it->second.granted) {
        return;
    }
    Endpoint &endpoint = m_endpoints[it->second.endpoint];
    m_calls.erase(it);
    endpoint.refusalsInRow = 0;
    if (++endpoint.passesInRow >= kPassesBeforeNarrowing) {
        endpoint.passesInRow = 0;
        narrow(endpoint);
    }
}

void RateGate::refused(Ticket ticket, std::optional<qint64> toldGapMs, qint64 now)
{
    const auto it = m_calls.find(ticket);
    if (it == m_calls.end() || !it->second.granted) {
        return;
    }
    Call &call = it->second;
    Endpoint &endpoint = m_endpoints[call.endpoint];
    call.granted = false;
    endpoint.queue.insert(std::lower_bound(endpoint.queue.begin(), endpoint.queue.end(), ticket), ticket);
    endpoint.passesInRow = 0;
    if (endpoint.rule.told) {
        // The quota is used up; how far the calls were apart has nothing to do with it.
        told(call.endpoint, {ToldWindow{0, toldGapMs.value_or(kUntoldHoldMs), 0}}, now);
        return;
    }
    if (call.gapAtGrant < endpoint.gap) {
        return; // sent before the gap was widened: it teaches nothing new
    }
    if (!endpoint.quotaInForce && isQuota(endpoint, now)) {
        endpoint.quotaInForce = true; // that explains it: the gap is innocent
        return;
    }
    ++endpoint.refusalsInRow;
    endpoint.toldGap = std::min(toldGapMs.value_or(endpoint.toldGap), kMaxGapMs);
    if (!isPenalty(endpoint, call, toldGapMs)) {
        endpoint.refusedGap = std::min(kMaxGapMs, std::max(endpoint.refusedGap, call.spacing));
        widen(endpoint, toldGapMs, call.spacing);
    }
    if (endpoint.refusalsInRow >= 2) {
        const int doublings = std::min(endpoint.refusalsInRow - 2, 6);
        const qint64 hold = std::max(endpoint.rule.penaltyMs, endpoint.gap << doublings);
        endpoint.holdUntil = std::max(endpoint.holdUntil, now + std::min(hold, kMaxHoldMs));
    }
}

bool RateGate::isQuota(const Endpoint &endpoint, qint64 now)
{
    const auto inWindow = std::count_if(endpoint.recent.begin(), endpoint.recent.end(),
        [&](qint64 at) { return at > now - endpoint.rule.quotaWindowMs; });
    return endpoint.rule.quota > 0 && inWindow > endpoint.rule.quota;
}

/** Refused right after a refusal although it kept the gap: the lock-out that follows a violation. */
bool RateGate::isPenalty(const Endpoint &endpoint, const Call &call, std::optional<qint64> toldGapMs)
{
    return endpoint.rule.penaltyMs > 0 && endpoint.refusalsInRow == 2
        && call.spacing >= toldGapMs.value_or(endpoint.rule.documentedMs);
}

void RateGate::widen(Endpoint &endpoint, std::optional<qint64> toldGapMs, qint64 spacing)
{
    // Growth is for calls that kept the gap and were refused all the same. The first call of a program
    // follows calls of an earlier one that nobody here has seen: growing on it would slow every start down a
    // little more, for ever.
    const bool keptIt = spacing >= 0 && spacing >= toldGapMs.value_or(0);
    const qint64 grown = keptIt ? endpoint.gap + endpoint.gap / 4 : endpoint.gap;
    qint64 wider = grown;
    if (endpoint.gap < withMargin(endpoint.rule.documentedMs)) {
        wider = withMargin(endpoint.rule.documentedMs);
    }
    if (toldGapMs && *toldGapMs > 0) {
        const qint64 told = std::min(*toldGapMs, kMaxGapMs);
        wider = std::max(grown, told + told / 20);
    }
    // A gap the provider names is believed; a guess starts at a second.
    const qint64 least = toldGapMs ? std::min(wider, kSmallestWidenedMs) : kSmallestWidenedMs;
    endpoint.gap = std::clamp(wider, least, kMaxGapMs);
}

qint64 RateGate::floorGap(const Endpoint &endpoint) const
{
    const qint64 told = endpoint.toldGap + endpoint.toldGap / 20;
    return std::max({startGap(endpoint.rule), withMargin(endpoint.refusedGap), told});
}

void RateGate::narrow(Endpoint &endpoint) const
{
    // What was refused once may have been somebody else's fault (another program with the same key), so the
    // memory of it fades and the gap follows slowly.
    endpoint.refusedGap -= endpoint.refusedGap / 20;
    const qint64 narrower = endpoint.gap - endpoint.gap * 15 / 100;
    endpoint.gap = std::min(endpoint.gap, std::max(narrower, floorGap(endpoint)));
}

void RateGate::drop(Ticket ticket)
{
    const auto it = m_calls.find(ticket);
    if (it == m_calls.end()) {
        return;
    }
    auto &queue = m_endpoints[it->second.endpoint].queue;
    queue.erase(std::remove(queue.begin(), queue.end(), ticket), queue.end());
    m_calls.erase(it);
}

qint64 RateGate::gapMs(const QString &endpoint) const
{
    const auto it = m_endpoints.find(endpoint);
    return it == m_endpoints.end() ? 0 : it->second.gap;
}

std::size_t RateGate::waiting(const QString &endpoint) const
{
    const auto it = m_endpoints.find(endpoint);
    return it == m_endpoints.end() ? 0 : it->second.queue.size();
}

QMap<QString, LearnedGap> RateGate::learned() const
{
    QMap<QString, LearnedGap> out;
    for (const auto &[name, endpoint] : m_endpoints) {
        const bool metQuota = endpoint.quotaInForce && m_policy == GatePolicy::Adaptive;
        if (endpoint.gap != startGap(endpoint.rule) || endpoint.refusedGap > 0 || metQuota) {
            out.insert(name, {endpoint.gap, endpoint.refusedGap, metQuota});
        }
    }
    return out;
}

void RateGate::restore(const QMap<QString, LearnedGap> &learned)
{
    for (auto it = learned.begin(); it != learned.end(); ++it) {
        const auto entry = m_endpoints.find(it.key());
        const bool sane =
            it->gapMs >= 0 && it->gapMs <= kMaxGapMs && it->refusedMs >= 0 && it->refusedMs <= kMaxGapMs;
        if (entry == m_endpoints.end() || !sane) {
            continue;
        }
        entry->second.gap = std::max(it->gapMs, startGap(entry->second.rule));
        entry->second.refusedGap = it->refusedMs;
        entry->second.quotaInForce = entry->second.quotaInForce || it->quotaInForce;
    }
}

} // namespace snapgpu
