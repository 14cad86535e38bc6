// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/option_table.h"

#include "services/backup/sync_schedule.h"
#include "services/backup/sync_words.h"

#include <QCoreApplication>

namespace snapgpu::cli {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("CommandLine", text); }

void setRatePolicy(OptionReader &read, CommandLine &line)
{
    const QString policy = read.value();
    if (policy != QLatin1String("adaptive") && policy != QLatin1String("documented")) {
        read.mistake(tr("--rate-policy is adaptive or documented, not \"%1\".").arg(policy));
    }
    line.global.ratePolicy =
        policy == QLatin1String("documented") ? GatePolicy::Documented : GatePolicy::Adaptive;
}

void setType(OptionReader &read, CommandLine &line)
{
    const QString type =
        read.value() == QLatin1String("interruptible") ? QStringLiteral("bid") : read.value();
    if (!QStringList{QStringLiteral("on-demand"), QStringLiteral("bid"), QStringLiteral("reserved")}.contains(
            type)) {
        read.mistake(tr("--type is on-demand, bid or reserved, not \"%1\".").arg(type));
    }
    line.plan.search.type = type;
}

/** Of launch and restore "ID:/FOLDER"; of find any number of ids. */
void setSnapshot(OptionReader &read, CommandLine &line)
{
    line.inSnapshots = read.values();
    if (line.command == QLatin1String("find")) {
        return;
    }
    line.plan.snapshot = read.value();
    if (const qsizetype colon = line.plan.snapshot.indexOf(QLatin1Char(':')); colon >= 0) {
        line.plan.subfolder = line.plan.snapshot.mid(colon + 1);
        line.plan.snapshot.truncate(colon);
        if (!line.plan.subfolder.startsWith(QLatin1Char('/'))) {
            read.mistake(
                tr("--snapshot takes a folder behind the id like this: ID:/FOLDER, as \"ls\" shows it."));
        }
    }
}

void setTarget(OptionReader &read, CommandLine &line)
{
    line.plan.target = read.value();
    if (!line.plan.target.isEmpty() && !line.plan.target.startsWith(QLatin1Char('/'))) {
        read.mistake(tr("--target is a folder on the machine and starts with '/'."));
    }
}

void setRank(OptionReader &read, CommandLine &line)
{
    if (read.value().isEmpty()) {
        return;
    }
    if (const auto rankBy = rankByFrom(read.value())) {
        line.plan.rankBy = *rankBy;
    } else {
        read.mistake(tr("--rank is work, ready, cost or listed, not \"%1\".").arg(read.value()));
    }
}

void setEvery(OptionReader &read, CommandLine &line)
{
    const auto seconds = parseInterval(read.value());
    if (!seconds || *seconds < kShortestSync || *seconds > kLongestSync) {
        read.mistake(
            tr("--every is a time from 5s to 7d, like 90s, 5m, 2h or 1d, not \"%1\".").arg(read.value()));
        return;
    }
    line.sync.everySeconds = *seconds;
}

using R = OptionReader;
using L = CommandLine;

constexpr OptionRow kOptions[] = {
    {"home", "DIR", "", QT_TRANSLATE_NOOP("CommandLine", "everything SnapGPU writes (default: SNAPGPU_HOME)"),
        [](R &r, L &l) { r.text(l.global.home); }},
    {"json", "", "", QT_TRANSLATE_NOOP("CommandLine", "one JSON object per line"),
        [](R & /*r*/, L &l) { l.global.json = true; }},
    {"provider", "NAME", "",
        QT_TRANSLATE_NOOP("CommandLine", "vast (default) or runpod; of hosts: whose machine is meant"),
        [](R &r, L &l) { r.text(l.global.provider); }},
    {"vast-url", "URL", "",
        QT_TRANSLATE_NOOP("CommandLine", "address of the vast.ai API (default: VAST_URL)"),
        [](R &r, L &l) { r.text(l.global.vastUrl); }},
    {"runpod-url", "URL", "",
        QT_TRANSLATE_NOOP("CommandLine", "address of the RunPod API (default: RUNPOD_URL)"),
        [](R &r, L &l) { r.text(l.global.runpodUrl); }},
    {"rate-policy", "POLICY", "",
        QT_TRANSLATE_NOOP("CommandLine", "adaptive (default) or documented gaps between calls"),
        [](R &r, L &l) { setRatePolicy(r, l); }},
    {"bulk", "", "launch sweep destroy",
        QT_TRANSLATE_NOOP("CommandLine", "create and destroy many machines with one call"),
        [](R & /*r*/, L &l) { l.global.bulk = true; }},
    {"sandbox", "", "", QT_TRANSLATE_NOOP("CommandLine", "use the built-in cloud on this computer"),
        [](R & /*r*/, L &l) { l.global.sandbox = true; }},
    {"sandbox-speed", "X", "",
        QT_TRANSLATE_NOOP("CommandLine", "sandbox seconds per second, when it is started"),
        [](R &r, L &l) { r.number(l.global.sandboxSpeed, 0.1, 1000); }},
    {"sandbox-faults", "SPEC", "",
        QT_TRANSLATE_NOOP("CommandLine", "faults of the sandbox, when it is started"),
        [](R &r, L &l) { r.text(l.global.sandboxFaults); }},
    {"sandbox-strict", "", "", QT_TRANSLATE_NOOP("CommandLine", "documented rate limits, when it is started"),
        [](R & /*r*/, L &l) { l.global.sandboxStrict = true; }},
    {"sandbox-seed", "N", "", QT_TRANSLATE_NOOP("CommandLine", "seed of the sandbox, when it is started"),
        [](R &r, L &l) { r.number(l.global.sandboxSeed, 0, 4e9); }},
    {"repo", "URL", "", QT_TRANSLATE_NOOP("CommandLine", "restic repository (default: RESTIC_REPOSITORY)"),
        [](R &r, L &l) { r.text(l.global.repo); }},
    {"repo-host", "USER@HOST", "",
        QT_TRANSLATE_NOOP("CommandLine", "run restic for browsing there, over SSH"),
        [](R &r, L &l) { r.text(l.global.repoHost); }},
    {"restic-mirror", "URL", "",
        QT_TRANSLATE_NOOP(
            "CommandLine", "where machines fetch restic, laid out like its release page; none = nowhere"),
        [](R &r, L &l) { r.text(l.global.resticMirror); }},
    {"repo-key", "FILE", "", QT_TRANSLATE_NOOP("CommandLine", "private key for --repo-host"),
        [](R &r, L &l) { r.text(l.global.repoKey); }},
    {"repo-env", "FILE", "",
        QT_TRANSLATE_NOOP("CommandLine", "environment file on --repo-host, read there before restic"),
        [](R &r, L &l) { r.text(l.global.repoEnv); }},
    {"ssh-key", "FILE", "", QT_TRANSLATE_NOOP("CommandLine", "private key for the machines"),
        [](R &r, L &l) { r.text(l.global.sshKey); }},
    {"ssh", "PROGRAM", "", QT_TRANSLATE_NOOP("CommandLine", "the ssh program"),
        [](R &r, L &l) { r.text(l.global.sshProgram); }},
    {"restic", "PROGRAM", "", QT_TRANSLATE_NOOP("CommandLine", "the restic program on this computer"),
        [](R &r, L &l) { r.text(l.global.resticProgram); }},
    {"memory", "URL", "",
        QT_TRANSLATE_NOOP("CommandLine", "host memory of a team: postgresql://user@host/database"),
        [](R &r, L &l) { r.text(l.global.memoryUrl); }},
    {"lease", "SECONDS", "launch",
        QT_TRANSLATE_NOOP("CommandLine", "a machine nobody claims destroys itself after this (default 900)"),
        [](R &r, L &l) { r.number(l.global.leaseSeconds, 30, 86'400); }},
    {"grace", "SECONDS", "launch sweep destroy",
        QT_TRANSLATE_NOOP("CommandLine", "wait this long for destroys to be confirmed (default 180)"),
        [](R &r, L &l) { r.number(l.global.graceSeconds, 1, 86'400); }},
    {"order o", "ORDER", "offers launch",
        QT_TRANSLATE_NOOP("CommandLine", "fields, '-' after one = descending"),
        [](R &r, L &l) { l.plan.search.order = parseOrder(r.value()); }},
    {"limit", "N", "offers", QT_TRANSLATE_NOOP("CommandLine", "most offers to show (default 64)"),
        [](R &r, L &l) { r.number(l.plan.search.limit, 1, 100'000); }},
    {"type t", "TYPE", "offers launch", QT_TRANSLATE_NOOP("CommandLine", "on-demand, bid or reserved"),
        [](R &r, L &l) { setType(r, l); }},
    {"storage", "GB", "offers",
        QT_TRANSLATE_NOOP("CommandLine", "disk that is part of the price (default 5)"),
        [](R &r, L &l) { r.number(l.plan.search.storageGb, 0, 100'000); }},
    {"no-default n", "", "offers launch",
        QT_TRANSLATE_NOOP("CommandLine", "without the vendor's default filters"),
        [](R & /*r*/, L &l) { l.plan.search.vendorDefaults = false; }},
    {"all a", "", "snapshots destroy",
        QT_TRANSLATE_NOOP("CommandLine", "every snapshot; every machine of this home"),
        [](R & /*r*/, L &l) { l.all = true; }},
    {"snapshot s", "ID", "launch restore find",
        QT_TRANSLATE_NOOP("CommandLine", "latest, an id or its beginning; ID:/FOLDER restores that folder"),
        [](R &r, L &l) { setSnapshot(r, l); }},
    {"host", "NAME", "snapshots forget backup sync",
        QT_TRANSLATE_NOOP("CommandLine", "only snapshots of this computer; of a backup: the name it gets"),
        [](R &r, L &l) {
            r.text(l.policy.host);
            r.text(l.backup.host);
            l.filter.hosts = r.values();
        }},
    {"tag", "TAG", "snapshots forget backup sync",
        QT_TRANSLATE_NOOP("CommandLine", "only snapshots with this tag; of a backup: a tag it gets"),
        [](R &r, L &l) {
            r.text(l.policy.tag);
            l.backup.tags = r.values();
            l.filter.tags = r.values();
        }},
    {"path", "PATH", "snapshots forget backup sync",
        QT_TRANSLATE_NOOP("CommandLine",
            "only snapshots of this path; what to back up (default: what was restored, else /workspace)"),
        [](R &r, L &l) {
            r.text(l.policy.path);
            l.backup.paths = r.values();
            r.text(l.filter.path);
        }},
    {"add", "TAG", "tag", QT_TRANSLATE_NOOP("CommandLine", "add this tag; may be repeated"),
        [](R &r, L &l) { l.addTags = r.values(); }},
    {"remove", "TAG", "tag", QT_TRANSLATE_NOOP("CommandLine", "take this tag away; may be repeated"),
        [](R &r, L &l) { l.removeTags = r.values(); }},
    {"keep-last", "N", "forget sync", QT_TRANSLATE_NOOP("CommandLine", "keep the newest N"),
        [](R &r, L &l) { r.number(l.policy.last, 1, 1'000'000); }},
    {"keep-hourly", "N", "forget sync", QT_TRANSLATE_NOOP("CommandLine", "keep one of each of N hours"),
        [](R &r, L &l) { r.number(l.policy.hourly, 1, 1'000'000); }},
    {"keep-daily", "N", "forget sync", QT_TRANSLATE_NOOP("CommandLine", "keep one of each of N days"),
        [](R &r, L &l) { r.number(l.policy.daily, 1, 1'000'000); }},
    {"keep-weekly", "N", "forget sync", QT_TRANSLATE_NOOP("CommandLine", "keep one of each of N weeks"),
        [](R &r, L &l) { r.number(l.policy.weekly, 1, 1'000'000); }},
    {"keep-monthly", "N", "forget sync", QT_TRANSLATE_NOOP("CommandLine", "keep one of each of N months"),
        [](R &r, L &l) { r.number(l.policy.monthly, 1, 1'000'000); }},
    {"keep-yearly", "N", "forget sync", QT_TRANSLATE_NOOP("CommandLine", "keep one of each of N years"),
        [](R &r, L &l) { r.number(l.policy.yearly, 1, 1'000'000); }},
    {"keep-within", "TIME", "forget sync",
        QT_TRANSLATE_NOOP("CommandLine", "keep what is newer than this, for example 2m7d"),
        [](R &r, L &l) { r.text(l.policy.within); }},
    {"keep-tag", "TAG", "forget", QT_TRANSLATE_NOOP("CommandLine", "keep what has this tag; may be repeated"),
        [](R &r, L &l) { l.policy.tags = r.values(); }},
    {"yes y", "", "forget", QT_TRANSLATE_NOOP("CommandLine", "really forget"),
        [](R & /*r*/, L &l) { l.yes = true; }},
    {"even-last", "", "forget", QT_TRANSLATE_NOOP("CommandLine", "also the last snapshot of a path"),
        [](R & /*r*/, L &l) { l.evenLast = true; }},
    {"critical c", "PATTERN", "launch restore",
        QT_TRANSLATE_NOOP("CommandLine", "restored first; may be repeated"),
        [](R &r, L &l) { l.plan.critical = r.values(); }},
    {"include", "PATTERN", "launch restore",
        QT_TRANSLATE_NOOP("CommandLine", "restore only what matches; may be repeated"),
        [](R &r, L &l) { l.plan.only.include = r.values(); }},
    {"iinclude", "PATTERN", "launch restore",
        QT_TRANSLATE_NOOP("CommandLine", "the same, upper and lower case being one"),
        [](R &r, L &l) { l.plan.only.iinclude = r.values(); }},
    {"exclude", "PATTERN", "launch restore backup sync",
        QT_TRANSLATE_NOOP("CommandLine", "restore, or back up, all but what matches; may be repeated"),
        [](R &r, L &l) { l.plan.only.exclude = l.backup.excludes = r.values(); }},
    {"every", "TIME", "sync",
        QT_TRANSLATE_NOOP("CommandLine", "how often, for example 90s, 5m, 2h (default 5m)"),
        [](R &r, L &l) { setEvery(r, l); }},
    {"iexclude", "PATTERN", "launch restore",
        QT_TRANSLATE_NOOP("CommandLine", "the same, upper and lower case being one"),
        [](R &r, L &l) { l.plan.only.iexclude = r.values(); }},
    {"target", "DIR", "launch restore", QT_TRANSLATE_NOOP("CommandLine", "where the files go on the machine"),
        [](R &r, L &l) { setTarget(r, l); }},
    {"connections", "N", "launch restore",
        QT_TRANSLATE_NOOP("CommandLine", "to the repository (default: by the link, 32 or more)"),
        [](R &r, L &l) { r.number(l.plan.connections, 1, 1024); }},
    {"verify", "", "launch restore",
        QT_TRANSLATE_NOOP("CommandLine", "read everything again afterwards and mend what differs"),
        [](R & /*r*/, L &l) { l.plan.verify = true; }},
    {"start", "COMMAND", "launch restore",
        QT_TRANSLATE_NOOP("CommandLine", "run when the critical files are there"),
        [](R &r, L &l) { r.text(l.plan.startCommand); }},
    {"wave-size", "N", "launch", QT_TRANSLATE_NOOP("CommandLine", "machines at once (default 5)"),
        [](R &r, L &l) { r.number(l.plan.waveSize, 1, 64); }},
    {"wave-delay", "S", "launch",
        QT_TRANSLATE_NOOP("CommandLine", "seconds before the next wave (default 10)"),
        [](R &r, L &l) { r.seconds(l.plan.waveDelayMs, 0, 3600); }},
    {"adaptive", "", "launch",
        QT_TRANSLATE_NOOP("CommandLine", "next wave when the racing hosts usually are ready (learned p60)"),
        [](R & /*r*/, L &l) { l.plan.adaptive = true; }},
    {"rank", "BY", "launch",
        QT_TRANSLATE_NOOP("CommandLine", "hosts by time to work, ready, cost, or as listed (default work)"),
        [](R &r, L &l) { setRank(r, l); }},
    {"max-waves", "N", "launch", QT_TRANSLATE_NOOP("CommandLine", "(default 3)"),
        [](R &r, L &l) { r.number(l.plan.maxWaves, 1, 20); }},
    {"give-up", "S", "launch",
        QT_TRANSLATE_NOOP("CommandLine", "seconds until nobody ready is a failure (600)"),
        [](R &r, L &l) { r.seconds(l.plan.giveUpMs, 1, 86'400); }},
    {"max-price", "D", "launch",
        QT_TRANSLATE_NOOP("CommandLine", "most dollars per hour, all racers together"),
        [](R &r, L &l) { r.money(l.plan.maxHourly); }},
    {"max-cost", "D", "launch", QT_TRANSLATE_NOOP("CommandLine", "most dollars for the race"),
        [](R &r, L &l) { r.money(l.plan.maxCost); }},
    {"max-machines", "N", "launch",
        QT_TRANSLATE_NOOP("CommandLine", "most machines of this home alive at once"),
        [](R &r, L &l) { r.number(l.plan.maxMachines, 1, 10'000); }},
    {"max-day", "D", "launch",
        QT_TRANSLATE_NOOP("CommandLine", "most dollars per day, all machines of this home"),
        [](R &r, L &l) { r.money(l.plan.maxDay); }},
    {"image", "IMAGE", "launch", QT_TRANSLATE_NOOP("CommandLine", "docker image"),
        [](R &r, L &l) { r.text(l.plan.image); }},
    {"disk", "GB", "launch", QT_TRANSLATE_NOOP("CommandLine", "disk of each machine (default 40)"),
        [](R &r, L &l) { r.number(l.plan.diskGb, 8, 100'000); }},
    {"no-gpu-check", "", "launch", QT_TRANSLATE_NOOP("CommandLine", "a machine without nvidia-smi may win"),
        [](R & /*r*/, L &l) { l.plan.requireGpu = false; }},
    {"no-restore", "", "launch", QT_TRANSLATE_NOOP("CommandLine", "stop after the win"),
        [](R & /*r*/, L &l) { l.plan.restore = false; }},
    {"destroy-after", "", "launch", QT_TRANSLATE_NOOP("CommandLine", "destroy the winner too, at the end"),
        [](R & /*r*/, L &l) { l.plan.destroyAfter = true; }},
    {"keep", "", "launch",
        QT_TRANSLATE_NOOP("CommandLine", "an interrupt during the restore keeps the winner"),
        [](R & /*r*/, L &l) { l.plan.keepOnCancel = true; }},
    {"dry-run", "", "sweep forget",
        QT_TRANSLATE_NOOP("CommandLine", "only say what would be destroyed or forgotten"),
        [](R & /*r*/, L &l) { l.dryRun = true; }},
    {"help h", "", "", QT_TRANSLATE_NOOP("CommandLine", "this text"), nullptr},
    {"version", "", "", QT_TRANSLATE_NOOP("CommandLine", "the version"), nullptr},
};

constexpr CommandRow kCommands[] = {
    {"offers", "[QUERY]", 0, -1, QT_TRANSLATE_NOOP("CommandLine", "what can be rented now")},
    {"launch", "[QUERY] --snapshot ID", 0, -1,
        QT_TRANSLATE_NOOP("CommandLine", "race, then restore on the winner")},
    {"snapshots", "[--all]", 0, 0, QT_TRANSLATE_NOOP("CommandLine", "the repository, one row per tree")},
    {"ls", "SNAPSHOT [PATH]", 1, 2, QT_TRANSLATE_NOOP("CommandLine", "files of a snapshot")},
    {"diff", "A B", 2, 2, QT_TRANSLATE_NOOP("CommandLine", "what changed between two snapshots")},
    {"find", "PATTERN [--snapshot ID]", 1, 1,
        QT_TRANSLATE_NOOP("CommandLine", "files by name in the snapshots")},
    {"tag", "SNAPSHOT... --add T --remove T", 1, -1, QT_TRANSLATE_NOOP("CommandLine", "change tags")},
    {"forget", "SNAPSHOT... | --keep-last N", 0, -1,
        QT_TRANSLATE_NOOP("CommandLine", "remove snapshots, by id or by policy")},
    {"repository", "test|create", 1, 1,
        QT_TRANSLATE_NOOP("CommandLine", "say what is wrong with it, or make it")},
    {"machines", "", 0, 0, QT_TRANSLATE_NOOP("CommandLine", "everything alive on the account")},
    {"hosts", "[pin|ban|unmark|forget MACHINE | export FILE | import FILE]", 0, 2,
        QT_TRANSLATE_NOOP("CommandLine", "what is remembered of the machines that were raced")},
    {"restore", "MACHINE --snapshot ID", 1, 1,
        QT_TRANSLATE_NOOP("CommandLine", "restore on a machine of this home")},
    {"backup", "MACHINE", 1, 1, QT_TRANSLATE_NOOP("CommandLine", "back up from a machine")},
    {"sync", "start|stop|status MACHINE", 2, 2,
        QT_TRANSLATE_NOOP("CommandLine", "back up from a machine again and again")},
    {"destroy", "ID... | --all", 0, -1, QT_TRANSLATE_NOOP("CommandLine", "destroy machines of this home")},
    {"sweep", "[--dry-run]", 0, 0, QT_TRANSLATE_NOOP("CommandLine", "destroy what a race left behind")},
    {"sandbox", "start|stop|status", 1, 1, QT_TRANSLATE_NOOP("CommandLine", "the built-in cloud")},
};

} // namespace

std::span<const OptionRow> optionRows() { return kOptions; }

std::span<const CommandRow> commandRows() { return kCommands; }

const CommandRow *findCommand(const QString &name)
{
    for (const CommandRow &row : kCommands) {
        if (name == QLatin1String(row.name)) {
            return &row;
        }
    }
    return nullptr;
}

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace snapgpu::cli
