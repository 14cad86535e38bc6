// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/rate_limiter.h"

#include "services/sandbox/rng.h"

namespace snapgpu::sandbox {

namespace {

constexpr qint64 kMinuteMs = 60'000;
constexpr int kMostGates = 4096; // tokens are free to make: the table must not grow for ever

qint64 toMs(double seconds) { return static_cast<qint64>(seconds * 1000); }

} // namespace

HttpAnswer RateLimiter::refusal(double thresholdSec)
{
    HttpAnswer answer;
    answer.status = 429;
    const QByteArray gap = QByteArray::number(thresholdSec, 'f', 1);
    switch (Rng(mixSeed(m_seed, m_refused++)).below(3)) {
    case 0:
        answer.contentType = "text/plain";
        answer.body = "API requests too frequent: endpoint threshold=" + gap + "*1.0";
        break;
    case 1:
        answer.body = R"({"detail": "API requests too frequent endpoint threshold=)" + gap + R"("})";
        break;
    default:
        answer.body =
            R"({"success": false, "error": "rate_limit_exceeded", "msg": "API requests too frequent )"
            "endpoint threshold="
            + gap + R"("})";
        break;
    }
    return answer;
}

std::optional<HttpAnswer> RateLimiter::check(const QByteArray &endpoint, const QByteArray &identity,
    const RateRule &rule, bool isCreate, qint64 realMs)
{
    const double gap = m_strict ? rule.strictGapSec : rule.lenientGapSec;
    const int perMinute = m_strict ? rule.strictPerMinute : rule.lenientPerMinute;
    if (gap <= 0 && perMinute <= 0) {
        return std::nullopt;
    }
    if (m_gates.size() > kMostGates) {
        m_gates.clear();
    }
    Gate &gate = m_gates[endpoint + '\n' + identity];
    while (!gate.minute.isEmpty() && realMs - gate.minute.head() >= kMinuteMs) {
        gate.minute.dequeue();
    }
    const bool tooSoon = gate.lastMs >= 0 && realMs - gate.lastMs < toMs(gap);
    const bool tooMany = perMinute > 0 && gate.minute.size() >= perMinute;
    if (tooSoon || tooMany || realMs < gate.lockedUntilMs) {
        if (isCreate && m_createPenaltySec > 0) {
            gate.lockedUntilMs = realMs + toMs(m_createPenaltySec);
        }
        return refusal(gap);
    }
    gate.lastMs = realMs;
    if (perMinute > 0) {
        gate.minute.enqueue(realMs);
    }
    return std::nullopt;
}

} // namespace snapgpu::sandbox
