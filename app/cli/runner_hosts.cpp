// SPDX-License-Identifier: GPL-3.0-or-later
// `hosts`: what is remembered of the machines that were raced. Needs no provider and no key.
#include "app/cli/runner.h"

#include "services/core/json.h"
#include "services/metrics/offer_outlook.h"

#include <QDateTime>

namespace snapgpu::cli {

namespace {

json::Value rowObject(const HostRow &row)
{
    json::Value object{{"provider", row.key.provider.toStdString()}, {"machine_id", row.key.machineId},
        {"host_id", row.ownerId}, {"gpu_name", row.gpuName.toStdString()},
        {"geolocation", row.place.toStdString()}, {"attempts", row.attempts}, {"ready", row.ready},
        {"cancelled", row.cancelled}, {"failed", row.failed}, {"expected_s", row.expectedSeconds},
        {"dud_risk", row.dudRisk}, {"last_seen_ms", row.lastSeenMs},
        {"last_failure", toText(row.lastFailure).toStdString()}, {"cooldown_until_ms", row.cooldownUntilMs},
        {"mark", toText(row.mark).toStdString()}, {"gpu_changes", row.gpuChanges}};
    const std::pair<const char *, const std::optional<double> &> measured[] = {{"p50_s", row.p50.value},
        {"p50_low_s", row.p50.low}, {"p50_high_s", row.p50.high}, {"p95_s", row.p95.value},
        {"restore_mbps", row.restoreMBps}};
    for (const auto &[name, value] : measured) {
        if (value) { // not reached, or not known: absent, as everywhere
            object[name] = *value;
        }
    }
    return object;
}

QString orDash(const std::optional<double> &value, int decimals = 1)
{
    return value ? QString::number(*value, 'f', decimals) : QStringLiteral("–");
}

QString shortTime(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

QString stateOf(const HostRow &row)
{
    QStringList words;
    if (row.mark != HostMark::None) {
        words += row.mark == HostMark::Pinned ? Runner::tr("pinned") : Runner::tr("banned");
    }
    if (row.cooldownUntilMs > 0) {
        words += Runner::tr("left alone until %1: %2")
                     .arg(shortTime(row.cooldownUntilMs), failureText(row.lastFailure));
    }
    if (row.gpuChanges > 0) {
        words += Runner::tr("changed its GPU");
    }
    return words.join(QStringLiteral(", "));
}

QString rowLine(const HostRow &row)
{
    return QStringLiteral("%1 %2 %3 %4 %5 %6 %7 %8 %9")
               .arg(row.key.machineId, 9)
               .arg(row.gpuName, -16)
               .arg(row.attempts, 6)
               .arg(row.ready, 6)
               .arg(row.failed, 5)
               .arg(orDash(row.p50.value), 7)
               .arg(orDash(row.p95.value), 7)
               .arg(QString::number(row.expectedSeconds, 'f', 1), 8)
               .arg(orDash(row.restoreMBps, 0), 6)
        + QStringLiteral("  %1  %2  %3")
              .arg(shortTime(row.lastSeenMs), row.place.leftJustified(16), stateOf(row));
}

} // namespace

void Runner::hosts()
{
    withTeam([this] { carryOutHosts(); });
}

/** The team's memory as it is now; while its server cannot be reached, as it was. */
void Runner::withTeam(const std::function<void()> &go)
{
    HostMemory *memory = m_services->memory();
    if (memory->team().isEmpty()) {
        return go();
    }
    memory->synchronise()->then(this, [this, go](const Result<Done> &met) {
        if (!met) {
            m_out->note(met.error().message);
        }
        go();
    });
}

void Runner::carryOutHosts()
{
    const QString verb = m_line.arguments.value(0);
    if (verb.isEmpty()) {
        return listHosts();
    }
    const QString what = m_line.arguments.value(1);
    if (m_line.arguments.size() == 2
        && (verb == QLatin1String("export") || verb == QLatin1String("import"))) {
        return verb == QLatin1String("export") ? exportHosts(what) : importHosts(what);
    }
    bool isNumber = false;
    const HostKey host{m_services->options().provider, what.toLongLong(&isNumber)};
    const bool known = QStringList{QStringLiteral("pin"), QStringLiteral("ban"), QStringLiteral("unmark"),
        QStringLiteral("forget")}
                           .contains(verb);
    if (m_line.arguments.size() != 2 || !known || !isNumber || host.machineId == 0) {
        return fail(Error{ErrorCategory::Usage,
            tr("Use it like this: snapgpu-cli hosts [pin|ban|unmark|forget MACHINE | export FILE | import "
               "FILE]"),
            {}, 0, 0});
    }
    if (verb == QLatin1String("forget")) {
        return forgetHost(host);
    }
    const HostMark mark = verb == QLatin1String("pin") ? HostMark::Pinned
        : verb == QLatin1String("ban")                 ? HostMark::Banned
                                                       : HostMark::None;
    m_services->memory()->setMark(host, mark)->then(this, [this, host, mark](const Result<Done> &done) {
        if (!done) {
            return fail(done.error());
        }
        m_out->line({{"machine_id", host.machineId}, {"mark", toText(mark).toStdString()}});
        const QString said = mark == HostMark::Pinned
            ? tr("Machine %1 is raced first from now on.").arg(host.machineId)
            : mark == HostMark::Banned ? tr("Machine %1 is never raced from now on.").arg(host.machineId)
                                       : tr("Machine %1 is neither pinned nor banned.").arg(host.machineId);
        m_out->say(said);
        finish(0);
    });
}

void Runner::listHosts()
{
    // First the health: it waits until everything is read.
    m_services->memory()->health()->then(this, [this](const Result<MemoryHealth> &health) {
        if (!health) {
            return fail(health.error());
        }
        m_services->memory()->hosts({})->then(this, [this, health](const Result<QVector<HostRow>> &rows) {
            if (!rows) {
                return fail(rows.error());
            }
            m_services->memory()->savings({})->then(
                this, [this, health, rows](const Result<SavingsAnswer> &savings) {
                    tellHosts(*rows, *health, savings.value_or(SavingsAnswer()));
                    finish(0);
                });
        });
    });
}

void Runner::tellHosts(const QVector<HostRow> &rows, const MemoryHealth &health, const SavingsAnswer &savings)
{
    m_out->say(QStringLiteral("%1 %2 %3 %4 %5 %6 %7 %8 %9")
                   .arg(tr("machine"), 9)
                   .arg(tr("GPU"), -16)
                   .arg(tr("tries"), 6)
                   .arg(tr("boots"), 6)
                   .arg(tr("duds"), 5)
                   .arg(tr("p50 s"), 7)
                   .arg(tr("p95 s"), 7)
                   .arg(tr("expect s"), 8)
                   .arg(tr("MB/s"), 6)
        + QStringLiteral("  %1  %2").arg(tr("last seen").leftJustified(16), tr("place")));
    for (const HostRow &row : rows) {
        m_out->line(rowObject(row));
        m_out->say(rowLine(row));
    }
    const QString attempts = tr("%n attempt(s)", nullptr, static_cast<int>(health.attempts));
    const QString races = tr("%n race(s)", nullptr, static_cast<int>(health.races));
    m_out->say(attempts + QStringLiteral(", ") + races);
    if (savings.races > 0) {
        const QString saved =
            tr("Racing saved at least %1 s against renting the first machine alone; the losers cost %2.")
                .arg(savings.savedSeconds(), 0, 'f', 0)
                .arg(moneyText(Money::fromDollars(savings.extraDollars), 4));
        m_out->say(saved);
        m_out->say(tr("From the start of a race to a machine that was ready: p50 %1 s, p95 %2 s.")
                       .arg(orDash(savings.readyP50.value), orDash(savings.readyP95.value)));
    }
    const qint64 skipped = health.negative + health.future + health.unreadable;
    if (skipped > 0) {
        m_out->note(tr(
            "%n record(s) were skipped: %1 with negative times, %2 from a clock that jumped, %3 unreadable.",
            nullptr, static_cast<int>(skipped))
                        .arg(health.negative)
                        .arg(health.future)
                        .arg(health.unreadable));
    }
    if (!health.warning.isEmpty()) {
        m_out->note(health.warning);
    }
    if (health.unsent > 0) {
        m_out->note(tr("%n attempt(s) wait here until the team's server can be reached.", nullptr,
            static_cast<int>(health.unsent)));
    }
}

void Runner::forgetHost(const HostKey &host)
{
    m_services->memory()->forget(host)->then(this, [this, host](const Result<qint64> &removed) {
        if (!removed) {
            return fail(removed.error());
        }
        m_out->line({{"machine_id", host.machineId}, {"removed", *removed}});
        const QString said =
            tr("%n attempt(s) of machine %1 are forgotten.", nullptr, static_cast<int>(*removed))
                .arg(host.machineId);
        m_out->say(said);
        finish(0);
    });
}

void Runner::exportHosts(const QString &file)
{
    m_services->memory()->exportTo(file)->then(this, [this, file](const Result<qint64> &lines) {
        if (!lines) {
            return fail(lines.error());
        }
        m_out->line({{"file", file.toStdString()}, {"records", *lines}});
        const QString said = tr("%n record(s) written to %1.", nullptr, static_cast<int>(*lines)).arg(file);
        m_out->say(said);
        finish(0);
    });
}

void Runner::importHosts(const QString &file)
{
    m_services->memory()->importFrom(file)->then(this, [this, file](const Result<qint64> &added) {
        if (!added) {
            return fail(added.error());
        }
        m_services->memory()->health()->then(this, [this, file, added](const Result<MemoryHealth> &health) {
            const MemoryHealth seen = health.value_or(MemoryHealth());
            const qint64 skipped = seen.negative + seen.future + seen.unreadable;
            m_out->line({{"file", file.toStdString()}, {"records", *added}, {"skipped", skipped}});
            const QString said = tr("%n new record(s) from %1.", nullptr, static_cast<int>(*added)).arg(file);
            m_out->say(said);
            if (skipped > 0) {
                m_out->note(tr("%n line(s) were skipped: not understood, or with impossible times.", nullptr,
                    static_cast<int>(skipped)));
            }
            finish(0);
        });
    });
}

} // namespace snapgpu::cli
