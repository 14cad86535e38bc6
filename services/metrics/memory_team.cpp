// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/metrics/memory_team.h"

#include "services/core/log.h"
#include "services/metrics/memory_link.h"
#include "services/metrics/memory_text.h"

namespace snapgpu::metrics {

namespace {

constexpr int kLookAgainMs = 30'000; ///< another member of the team may have written
constexpr int kNudgeMs = 100; ///< what comes together is sent together
constexpr int kFirstRetryMs = 5'000;
constexpr int kLastRetryMs = 60'000;
constexpr qint64 kFetchAgain = 500; ///< commits of several members come out of order
const auto kFetched = QStringLiteral("fetched"); ///< cursor of the server in the copy
const auto kFetchedFrom = QStringLiteral("fetched_from"); ///< which server, and which generation of it
const auto kOwnCopied = QStringLiteral("own_copied"); ///< cursor of the own file in the copy

} // namespace

MemoryTeam::MemoryTeam(QString ownFile, Callbacks callbacks)
    : m_ownFile(std::move(ownFile))
    , m_callbacks(std::move(callbacks))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { round(); });
}

void MemoryTeam::use(const TeamMemory &team, const QString &replica)
{
    m_timer.stop();
    m_own.reset();
    m_replica.reset();
    m_server.reset();
    m_team = team;
    m_replicaFile = replica;
    m_online = false;
    m_retryMs = 0;
    if (!m_team.isEmpty()) {
        round();
    }
}

void MemoryTeam::nudge()
{
    if (!m_team.isEmpty() && m_online) {
        m_timer.start(kNudgeMs);
    }
}

Result<Done> MemoryTeam::round()
{
    if (m_team.isEmpty()) {
        return Done{};
    }
    m_timer.stop();
    const bool fresh = m_server == nullptr;
    auto done = exchange();
    if (!done && !fresh) { // a connection breaks in silence: the server may well be there
        m_server.reset();
        done = exchange();
    }
    State state;
    state.online = done.has_value();
    if (!done) {
        qCWarning(lcMemory).noquote() << "team memory:" << done.error().message << done.error().detail;
        state.error = done.error();
        m_server.reset();
    }
    if (m_own && !m_identity.isEmpty()) {
        state.waiting = notCopied(*m_own, *m_own, sentKey());
    }
    m_online = state.online;
    m_retryMs = m_online ? 0 : m_retryMs == 0 ? kFirstRetryMs : std::min(2 * m_retryMs, kLastRetryMs);
    m_timer.start(m_online ? kLookAgainMs : m_retryMs);
    m_callbacks.state(state);
    return done;
}

Result<Done> MemoryTeam::exchange()
{
    if (const auto ready = connectAll(); !ready) {
        return ready;
    }
    if (const auto sent = send(); !sent) {
        return sent;
    }
    const auto changed = fetch();
    if (changed.value_or(false)) {
        m_callbacks.arrived();
    }
    return changed.map([](bool) { return Done{}; });
}

Result<Done> MemoryTeam::connectAll()
{
    const auto open = [](std::unique_ptr<MemoryDatabase> &db, auto how) -> Result<Done> {
        if (db) {
            return Done{};
        }
        auto opened = how();
        if (!opened) {
            return tl::unexpected<Error>(opened.error());
        }
        db = std::move(*opened);
        return Done{};
    };
    // The writer has checked both files.
    auto ready = open(m_own, [&] { return MemoryDatabase::openFile(m_ownFile, FileCheck::Trust); });
    if (ready) {
        ready = open(m_replica, [&] { return MemoryDatabase::openFile(m_replicaFile, FileCheck::Trust); });
    }
    if (ready) {
        ready = open(m_server, [&] { return MemoryDatabase::openServer(m_team); });
    }
    const auto identity =
        ready ? m_server->identity() : Result<QString>(tl::unexpected<Error>(ready.error()));
    m_identity = identity.value_or(m_identity);
    return identity.map([](const QString &) { return Done{}; });
}

Result<Done> MemoryTeam::send()
{
    for (bool more = true; more;) {
        const auto step = copyStep(*m_own, *m_server, *m_own, sentKey(), 0);
        if (!step) {
            return tl::unexpected<Error>(step.error());
        }
        more = step->more;
    }
    return Done{};
}

Result<bool> MemoryTeam::fetch()
{
    bool changed = false;
    const auto generation = m_server->generation();
    const auto had = m_replica->fact(kFetchedFrom);
    if (!generation || !had) {
        return tl::unexpected<Error>(generation ? had.error() : generation.error());
    }
    const QString from = m_identity + QLatin1Char(' ') + *generation;
    if (from != *had) { // another server, or somebody forgot a machine there: begin again
        Result<Done> cleared = had->isEmpty() ? Done{} : m_replica->clear();
        cleared = cleared ? m_replica->setFact(kFetchedFrom, from) : cleared;
        if (!cleared) {
            return tl::unexpected<Error>(cleared.error());
        }
        changed = !had->isEmpty();
    }
    const auto copy = [&](const MemoryDatabase &source, const QString &key, qint64 again) -> Result<Done> {
        for (bool more = true; more;) {
            const auto step = copyStep(source, *m_replica, *m_replica, key, again);
            if (!step) {
                return tl::unexpected<Error>(step.error());
            }
            changed = changed || step->added > 0;
            more = step->more;
        }
        return Done{};
    };
    auto copied = copy(*m_server, kFetched, kFetchAgain);
    copied = copied ? copy(*m_own, kOwnCopied, 0) : copied;
    if (!copied) {
        return tl::unexpected<Error>(copied.error());
    }
    const auto marks = m_server->marks();
    const auto marked =
        marks ? m_replica->replaceMarks(*marks) : Result<bool>(tl::unexpected<Error>(marks.error()));
    return marked.map([&](bool differ) { return changed || differ; });
}

Result<Done> MemoryTeam::writeMark(const MarkRecord &mark)
{
    const auto ready = connectAll();
    const auto done = ready ? m_server->writeMark(mark) : ready;
    if (!done) {
        m_server.reset();
    }
    return done;
}

Result<qint64> MemoryTeam::forget(const HostKey &host)
{
    if (const auto ready = connectAll(); !ready) {
        return tl::unexpected<Error>(ready.error());
    }
    // What waits to be sent must not bring the machine back afterwards.
    const auto sent = send();
    const auto done = sent ? m_server->forget(host) : Result<qint64>(tl::unexpected<Error>(sent.error()));
    if (!done) {
        m_server.reset();
    } else {
        m_timer.start(kNudgeMs);
    }
    return done;
}

} // namespace snapgpu::metrics
