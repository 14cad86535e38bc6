// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/sandbox/http_message.h"

#include <optional>
#include <QHash>
#include <QQueue>

namespace snapgpu::sandbox {

/** How often one endpoint may be called by one identity. 0 = no limit. */
struct RateRule
{
    double strictGapSec = 0; ///< documented (reference, 1.6)
    double lenientGapSec = 0;
    int strictPerMinute = 0;
    int lenientPerMinute = 0;
};

/**
 * A minimum gap between calls, per endpoint and identity, in real time. A refused call does not restart the
 * gap; with a penalty it locks the endpoint for that long. Pure: time is passed in.
 */
class RateLimiter final
{
public:
    RateLimiter(bool strict, quint64 seed)
        : m_strict(strict)
        , m_seed(seed)
    {
    }
    /** Real seconds that a refused create locks creates; 0 = none. */
    void setCreatePenalty(double seconds) { m_createPenaltySec = seconds; }

    /** The 429 answer, or nothing when the call may pass. */
    std::optional<HttpAnswer> check(const QByteArray &endpoint, const QByteArray &identity,
        const RateRule &rule, bool isCreate, qint64 realMs);
    /** A 429 in one of the three shapes that have been seen. */
    HttpAnswer refusal(double thresholdSec);

private:
    struct Gate
    {
        qint64 lastMs = -1;
        qint64 lockedUntilMs = 0;
        QQueue<qint64> minute;
    };
    bool m_strict;
    quint64 m_seed;
    quint64 m_refused = 0;
    double m_createPenaltySec = 0;
    QHash<QByteArray, Gate> m_gates;
};

} // namespace snapgpu::sandbox
