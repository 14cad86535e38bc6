// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <QMap>
#include <QString>
#include <vector>

namespace snapgpu {

/** Documented: the published gaps plus a margin. Adaptive: starts optimistic and learns from refusals. */
enum class GatePolicy { Documented, Adaptive };

enum class GatePriority { High, Normal, Low };

/** What is known about one endpoint before the first call. Times in ms. */
struct GateRule
{
    qint64 documentedMs = 0; ///< published gap between two calls; 0 = none published
    qint64 optimisticMs = 0; ///< where the adaptive policy starts and what it never goes below
    qint64 penaltyMs = 0; ///< lock-out assumed after two refusals in a row
    int quota = 0; ///< published calls per `quotaWindowMs`; 0 = none
    qint64 quotaWindowMs = 60'000;
    bool told = false; ///< counts against the quota that the provider's answers tell, see RateGate::told()
    bool spread = false; ///< and is spread over what is left of it: for what is asked again and again
};

/** What is left of one window of a quota, as an answer told it. */
struct ToldWindow
{
    qint64 left = 0; ///< calls
    qint64 resetMs = 0; ///< from now on
    qint64 quota = 0; ///< calls of a whole window; 0 = not told

    bool operator==(const ToldWindow &) const = default;
};

/** What experience taught about one endpoint; a value, so that it can be stored. */
struct LearnedGap
{
    qint64 gapMs = 0; ///< works
    qint64 refusedMs = 0; ///< the widest spacing that was refused lately
    bool quotaInForce = false; ///< the published quota was met

    bool operator==(const LearnedGap &) const = default;
};

/**
 * Decides when each call may go; pure: time comes in (ms, never going back), nothing happens by itself.
 * Two calls of an endpoint are never closer than the gap in force, higher priorities go first, and a call
 * that waited long is promoted, so that none starves. A refused call (429) did nothing and returns to its
 * place in the queue; refusals widen the gap, long runs of passes narrow it again.
 */
class RateGate final
{
public:
    using Ticket = quint64;

    explicit RateGate(GatePolicy policy);

    void setRule(const QString &endpoint, const GateRule &rule);

    Ticket enqueue(const QString &endpoint, GatePriority priority, qint64 now);
    /** The calls that go now, in order. Each must be reported back through passed(), refused() or drop(). */
    std::vector<Ticket> grant(qint64 now);
    /** When grant() should be asked next; nothing while nobody waits. May lie in the past. */
    std::optional<qint64> nextGrantMs() const;

    void passed(Ticket ticket); ///< any answer but a refusal
    /** 429: the ticket waits again. `toldGapMs` when the answer named a gap. */
    void refused(Ticket ticket, std::optional<qint64> toldGapMs, qint64 now);
    void drop(Ticket ticket); ///< cancelled while waiting, or ended without any verdict

    /** What an answer of this endpoint told of the quota of the whole account: all endpoints of the same
     * authority with `told` in their rule share it. A quarter is kept for calls of high priority. */
    void told(const QString &endpoint, const std::vector<ToldWindow> &windows, qint64 now);

    qint64 gapMs(const QString &endpoint) const;
    GatePriority effectivePriority(Ticket ticket, qint64 now) const; ///< after promotion by waiting
    std::size_t waiting(const QString &endpoint) const;

    QMap<QString, LearnedGap> learned() const;
    void restore(const QMap<QString, LearnedGap> &learned); ///< before the first call; junk is ignored

    static constexpr qint64 kPromoteAfterMs = 15'000; ///< one step up for each such wait

private:
    struct Call
    {
        QString endpoint;
        GatePriority priority = GatePriority::Normal;
        qint64 waitingSince = 0;
        qint64 gapAtGrant = -1;
        qint64 spacing = -1; ///< to the call before it; -1 = there was none
        bool granted = false;
    };
    struct Window
    {
        qint64 left = 0;
        qint64 reserve = 0;
        qint64 resetAt = 0;
        qint64 spreadMs = 0; ///< between repeated calls, so that they last until resetAt
    };
    struct Endpoint
    {
        GateRule rule;
        QString account; ///< authority
        qint64 gap = 0;
        qint64 refusedGap = 0;
        qint64 toldGap = 0; ///< the last the provider named; believed until the program ends
        std::optional<qint64> lastGrant;
        qint64 holdUntil = 0;
        int refusalsInRow = 0;
        int passesInRow = 0;
        bool quotaInForce = false;
        std::deque<qint64> recent; ///< grants within the quota window
        std::vector<Ticket> queue; ///< by ticket number: first come first
    };

    qint64 startGap(const GateRule &rule) const;
    qint64 floorGap(const Endpoint &endpoint) const;
    static bool isQuota(const Endpoint &endpoint, qint64 now);
    static bool isPenalty(const Endpoint &endpoint, const Call &call, std::optional<qint64> toldGapMs);
    static void widen(Endpoint &endpoint, std::optional<qint64> toldGapMs, qint64 spacing);
    void narrow(Endpoint &endpoint) const;
    qint64 readyAt(const Endpoint &endpoint, GatePriority priority) const;
    qint64 quotaReadyAt(const Endpoint &endpoint, GatePriority priority) const;
    std::vector<Ticket>::iterator best(Endpoint &endpoint, qint64 now);
    void grantFrom(Endpoint &endpoint, qint64 now, std::vector<Ticket> &out);

    GatePolicy m_policy;
    Ticket m_nextTicket = 1;
    std::map<QString, Endpoint> m_endpoints;
    std::map<QString, std::vector<Window>> m_told; ///< by account
    std::map<Ticket, Call> m_calls;
};

} // namespace snapgpu
