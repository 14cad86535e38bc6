// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace snapgpu::cli {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("CommandLine", text); }

/** One option: where it may stand, its value's name (empty = a switch) and its help. */
struct OptionRow
{
    const char *names; ///< blank-separated, long name first
    const char *value;
    const char *commands; ///< blank-separated; empty = everywhere
    const char *help;
};

constexpr OptionRow kOptions[] = {
    {"home", "DIR", "",
        QT_TRANSLATE_NOOP("CommandLine", "everything SnapGPU writes (default: SNAPGPU_HOME)")},
    {"json", "", "", QT_TRANSLATE_NOOP("CommandLine", "one JSON object per line")},
    {"provider", "NAME", "",
        QT_TRANSLATE_NOOP("CommandLine", "vast, the only cloud so far; of hosts: whose machine is meant")},
    {"vast-url", "URL", "",
        QT_TRANSLATE_NOOP("CommandLine", "address of the vast.ai API (default: VAST_URL)")},
    {"rate-policy", "POLICY", "",
        QT_TRANSLATE_NOOP("CommandLine", "adaptive (default) or documented gaps between calls")},
    {"bulk", "", "launch sweep destroy",
        QT_TRANSLATE_NOOP("CommandLine", "create and destroy many machines with one call")},
    {"sandbox", "", "", QT_TRANSLATE_NOOP("CommandLine", "use the built-in cloud on this computer")},
    {"sandbox-speed", "X", "",
        QT_TRANSLATE_NOOP("CommandLine", "sandbox seconds per second, when it is started")},
    {"sandbox-faults", "SPEC", "",
        QT_TRANSLATE_NOOP("CommandLine", "faults of the sandbox, when it is started")},
    {"sandbox-strict", "", "",
        QT_TRANSLATE_NOOP("CommandLine", "documented rate limits, when it is started")},
    {"sandbox-seed", "N", "", QT_TRANSLATE_NOOP("CommandLine", "seed of the sandbox, when it is started")},
    {"repo", "URL", "", QT_TRANSLATE_NOOP("CommandLine", "restic repository (default: RESTIC_REPOSITORY)")},
    {"repo-host", "USER@HOST", "",
        QT_TRANSLATE_NOOP("CommandLine", "run restic for browsing there, over SSH")},
    {"restic-mirror", "URL", "",
        QT_TRANSLATE_NOOP(
            "CommandLine", "where machines fetch restic, laid out like its release page; none = nowhere")},
    {"repo-key", "FILE", "", QT_TRANSLATE_NOOP("CommandLine", "private key for --repo-host")},
    {"repo-env", "FILE", "",
        QT_TRANSLATE_NOOP("CommandLine", "environment file on --repo-host, read there before restic")},
    {"ssh-key", "FILE", "", QT_TRANSLATE_NOOP("CommandLine", "private key for the machines")},
    {"ssh", "PROGRAM", "", QT_TRANSLATE_NOOP("CommandLine", "the ssh program")},
    {"restic", "PROGRAM", "", QT_TRANSLATE_NOOP("CommandLine", "the restic program on this computer")},
    {"memory", "URL", "",
        QT_TRANSLATE_NOOP("CommandLine", "host memory of a team: postgresql://user@host/database")},
    {"lease", "SECONDS", "launch",
        QT_TRANSLATE_NOOP("CommandLine", "a machine nobody claims destroys itself after this (default 900)")},
    {"grace", "SECONDS", "launch sweep destroy",
        QT_TRANSLATE_NOOP("CommandLine", "wait this long for destroys to be confirmed (default 180)")},
    {"order o", "ORDER", "offers launch",
        QT_TRANSLATE_NOOP("CommandLine", "fields, '-' after one = descending")},
    {"limit", "N", "offers", QT_TRANSLATE_NOOP("CommandLine", "most offers to show (default 64)")},
    {"type t", "TYPE", "offers launch", QT_TRANSLATE_NOOP("CommandLine", "on-demand, bid or reserved")},
    {"storage", "GB", "offers",
        QT_TRANSLATE_NOOP("CommandLine", "disk that is part of the price (default 5)")},
    {"no-default n", "", "offers launch",
        QT_TRANSLATE_NOOP("CommandLine", "without the vendor's default filters")},
    {"all a", "", "snapshots destroy",
        QT_TRANSLATE_NOOP("CommandLine", "every snapshot; every machine of this home")},
    {"snapshot s", "ID", "launch restore find",
        QT_TRANSLATE_NOOP("CommandLine", "latest, an id or its beginning; ID:/FOLDER restores that folder")},
    {"host", "NAME", "snapshots forget", QT_TRANSLATE_NOOP("CommandLine", "only snapshots of this computer")},
    {"tag", "TAG", "snapshots forget", QT_TRANSLATE_NOOP("CommandLine", "only snapshots with this tag")},
    {"path", "PATH", "snapshots forget", QT_TRANSLATE_NOOP("CommandLine", "only snapshots of this path")},
    {"add", "TAG", "tag", QT_TRANSLATE_NOOP("CommandLine", "add this tag; may be repeated")},
    {"remove", "TAG", "tag", QT_TRANSLATE_NOOP("CommandLine", "take this tag away; may be repeated")},
    {"keep-last", "N", "forget", QT_TRANSLATE_NOOP("CommandLine", "keep the newest N")},
    {"keep-hourly", "N", "forget", QT_TRANSLATE_NOOP("CommandLine", "keep one of each of N hours")},
    {"keep-daily", "N", "forget", QT_TRANSLATE_NOOP("CommandLine", "keep one of each of N days")},
    {"keep-weekly", "N", "forget", QT_TRANSLATE_NOOP("CommandLine", "keep one of each of N weeks")},
    {"keep-monthly", "N", "forget", QT_TRANSLATE_NOOP("CommandLine", "keep one of each of N months")},
    {"keep-yearly", "N", "forget", QT_TRANSLATE_NOOP("CommandLine", "keep one of each of N years")},
    {"keep-within", "TIME", "forget",
        QT_TRANSLATE_NOOP("CommandLine", "keep what is newer than this, for example 2m7d")},
    {"keep-tag", "TAG", "forget",
        QT_TRANSLATE_NOOP("CommandLine", "keep what has this tag; may be repeated")},
    {"yes y", "", "forget", QT_TRANSLATE_NOOP("CommandLine", "really forget")},
    {"even-last", "", "forget", QT_TRANSLATE_NOOP("CommandLine", "also the last snapshot of a path")},
    {"critical c", "PATTERN", "launch restore",
        QT_TRANSLATE_NOOP("CommandLine", "restored first; may be repeated")},
    {"include", "PATTERN", "launch restore",
        QT_TRANSLATE_NOOP("CommandLine", "restore only what matches; may be repeated")},
    {"iinclude", "PATTERN", "launch restore",
        QT_TRANSLATE_NOOP("CommandLine", "the same, upper and lower case being one")},
    {"exclude", "PATTERN", "launch restore",
        QT_TRANSLATE_NOOP("CommandLine", "restore all but what matches; may be repeated")},
    {"iexclude", "PATTERN", "launch restore",
        QT_TRANSLATE_NOOP("CommandLine", "the same, upper and lower case being one")},
    {"target", "DIR", "launch restore",
        QT_TRANSLATE_NOOP("CommandLine", "where the files go on the machine")},
    {"connections", "N", "launch restore",
        QT_TRANSLATE_NOOP("CommandLine", "to the repository (default: by the link, 32 or more)")},
    {"verify", "", "launch restore",
        QT_TRANSLATE_NOOP("CommandLine", "read everything again afterwards and mend what differs")},
    {"start", "COMMAND", "launch restore",
        QT_TRANSLATE_NOOP("CommandLine", "run when the critical files are there")},
    {"wave-size", "N", "launch", QT_TRANSLATE_NOOP("CommandLine", "machines at once (default 5)")},
    {"wave-delay", "S", "launch",
        QT_TRANSLATE_NOOP("CommandLine", "seconds before the next wave (default 10)")},
    {"adaptive", "", "launch",
        QT_TRANSLATE_NOOP("CommandLine", "next wave when the racing hosts usually are ready (learned p60)")},
    {"rank", "BY", "launch",
        QT_TRANSLATE_NOOP("CommandLine", "hosts by time to work, ready, cost, or as listed (default work)")},
    {"max-waves", "N", "launch", QT_TRANSLATE_NOOP("CommandLine", "(default 3)")},
    {"give-up", "S", "launch",
        QT_TRANSLATE_NOOP("CommandLine", "seconds until nobody ready is a failure (600)")},
    {"max-price", "D", "launch",
        QT_TRANSLATE_NOOP("CommandLine", "most dollars per hour, all racers together")},
    {"max-cost", "D", "launch", QT_TRANSLATE_NOOP("CommandLine", "most dollars for the race")},
    {"max-machines", "N", "launch",
        QT_TRANSLATE_NOOP("CommandLine", "most machines of this home alive at once")},
    {"max-day", "D", "launch",
        QT_TRANSLATE_NOOP("CommandLine", "most dollars per day, all machines of this home")},
    {"image", "IMAGE", "launch", QT_TRANSLATE_NOOP("CommandLine", "docker image")},
    {"disk", "GB", "launch", QT_TRANSLATE_NOOP("CommandLine", "disk of each machine (default 40)")},
    {"no-gpu-check", "", "launch", QT_TRANSLATE_NOOP("CommandLine", "a machine without nvidia-smi may win")},
    {"no-restore", "", "launch", QT_TRANSLATE_NOOP("CommandLine", "stop after the win")},
    {"destroy-after", "", "launch", QT_TRANSLATE_NOOP("CommandLine", "destroy the winner too, at the end")},
    {"keep", "", "launch",
        QT_TRANSLATE_NOOP("CommandLine", "an interrupt during the restore keeps the winner")},
    {"dry-run", "", "sweep forget",
        QT_TRANSLATE_NOOP("CommandLine", "only say what would be destroyed or forgotten")},
    {"help h", "", "", QT_TRANSLATE_NOOP("CommandLine", "this text")},
    {"version", "", "", QT_TRANSLATE_NOOP("CommandLine", "the version")},
};

struct CommandRow
{
    const char *name;
    const char *arguments;
    int minArguments;
    int maxArguments; ///< -1 = any
    const char *help;
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
    {"destroy", "ID... | --all", 0, -1, QT_TRANSLATE_NOOP("CommandLine", "destroy machines of this home")},
    {"sweep", "[--dry-run]", 0, 0, QT_TRANSLATE_NOOP("CommandLine", "destroy what a race left behind")},
    {"sandbox", "start|stop|status", 1, 1, QT_TRANSLATE_NOOP("CommandLine", "the built-in cloud")},
};

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

const CommandRow *findCommand(const QString &name)
{
    for (const CommandRow &row : kCommands) {
        if (name == QLatin1String(row.name)) {
            return &row;
        }
    }
    return nullptr;
}

/** Reads typed option values and remembers the first mistake. */
class Reader final
{
public:
    explicit Reader(const QCommandLineParser &parser)
        : m_parser(parser)
    {
    }

    void text(const char *name, QString *out) const
    {
        const QString key = QString::fromLatin1(name);
        if (m_parser.isSet(key)) {
            *out = m_parser.value(key);
        }
    }

    template <typename T> void number(const char *name, T *out, double least, double most)
    {
        const QString key = QString::fromLatin1(name);
        if (!m_parser.isSet(key)) {
            return;
        }
        bool ok = false;
        const double value = m_parser.value(key).toDouble(&ok);
        const bool whole = !std::is_integral_v<T> || value == static_cast<double>(static_cast<qint64>(value));
        if (!ok || !whole || !(value >= least && value <= most)) {
            mistake(tr("--%1 needs a number from %2 to %3, not \"%4\".")
                        .arg(key)
                        .arg(least)
                        .arg(most, 0, 'f', 0)
                        .arg(m_parser.value(key)));
            return;
        }
        *out = static_cast<T>(value);
    }

    void money(const char *name, std::optional<Money> *out)
    {
        double dollars = -1;
        number(name, &dollars, 0.000001, 1'000'000);
        if (dollars >= 0) {
            *out = Money::fromDollars(dollars);
        }
    }

    bool flag(const char *name) const { return m_parser.isSet(QString::fromLatin1(name)); }
    void mistake(const QString &message)
    {
        if (m_mistake.isEmpty()) {
            m_mistake = message;
        }
    }
    const QString &firstMistake() const { return m_mistake; }

private:
    const QCommandLineParser &m_parser;
    QString m_mistake;
};

GatePolicy readRatePolicy(Reader &read)
{
    QString policy = QStringLiteral("adaptive");
    read.text("rate-policy", &policy);
    if (policy != QLatin1String("adaptive") && policy != QLatin1String("documented")) {
        read.mistake(tr("--rate-policy is adaptive or documented, not \"%1\".").arg(policy));
    }
    return policy == QLatin1String("documented") ? GatePolicy::Documented : GatePolicy::Adaptive;
}

void readGlobal(Reader &read, const QString &command, GlobalOptions &global)
{
    read.text("home", &global.home);
    global.json = read.flag("json");
    global.sandbox = read.flag("sandbox");
    read.number("sandbox-speed", &global.sandboxSpeed, 0.1, 1000);
    read.text("sandbox-faults", &global.sandboxFaults);
    global.sandboxStrict = read.flag("sandbox-strict");
    read.number("sandbox-seed", &global.sandboxSeed, 0, 4e9);
    read.text("vast-url", &global.vastUrl);
    read.text("repo", &global.repo);
    read.text("repo-host", &global.repoHost);
    read.text("repo-key", &global.repoKey);
    read.text("repo-env", &global.repoEnv);
    if (global.repoHost.isEmpty() && !(global.repoKey.isEmpty() && global.repoEnv.isEmpty())) {
        read.mistake(tr("--repo-key and --repo-env belong to --repo-host: say which host."));
    }
    read.text("ssh-key", &global.sshKey);
    read.text("restic-mirror", &global.resticMirror);
    read.text("ssh", &global.sshProgram);
    read.text("restic", &global.resticProgram);
    read.text("memory", &global.memoryUrl);
    read.number("lease", &global.leaseSeconds, 30, 86'400);
    read.number("grace", &global.graceSeconds, 1, 86'400);
    global.ratePolicy = readRatePolicy(read);
    global.bulk = read.flag("bulk");
    read.text("provider", &global.provider);
    // A memory that a team shares may know machines of clouds that this version cannot rent from.
    if (command != QLatin1String("hosts") && global.provider != QLatin1String("vast")) {
        read.mistake(tr("There is no provider \"%1\" here; this version knows vast.").arg(global.provider));
    }
    if (global.sandbox && !global.vastUrl.isEmpty()) {
        read.mistake(tr("--sandbox and --vast-url exclude each other: the sandbox has its own address."));
    }
}

void readSearch(Reader &read, const CommandLine &line, SearchRequest &search)
{
    const QString text = line.arguments.join(QLatin1Char(' '));
    const auto query = parseQuery(text);
    if (!query) {
        const QueryError &error = query.error();
        QString message =
            tr("The filter is not understood at character %1: %2").arg(error.position + 1).arg(error.message);
        if (!error.suggestion.isEmpty()) {
            message += QLatin1Char(' ') + error.suggestion;
        }
        read.mistake(message);
        return;
    }
    search.query = *query;
    QString order;
    read.text("order", &order);
    search.order = parseOrder(order);
    read.text("type", &search.type);
    if (search.type == QLatin1String("interruptible")) {
        search.type = QStringLiteral("bid");
    }
    if (!QStringList{QStringLiteral("on-demand"), QStringLiteral("bid"), QStringLiteral("reserved")}.contains(
            search.type)) {
        read.mistake(tr("--type is on-demand, bid or reserved, not \"%1\".").arg(search.type));
    }
    search.vendorDefaults = !read.flag("no-default");
    read.number("limit", &search.limit, 1, 100'000);
    read.number("storage", &search.storageGb, 0, 100'000);
}

void readPlan(Reader &read, const QCommandLineParser &parser, LaunchPlan &plan)
{
    read.text("snapshot", &plan.snapshot);
    if (const qsizetype colon = plan.snapshot.indexOf(QLatin1Char(':')); colon >= 0) {
        plan.subfolder = plan.snapshot.mid(colon + 1);
        plan.snapshot.truncate(colon);
        if (!plan.subfolder.startsWith(QLatin1Char('/'))) {
            read.mistake(
                tr("--snapshot takes a folder behind the id like this: ID:/FOLDER, as \"ls\" shows it."));
        }
    }
    plan.only = {parser.values(QStringLiteral("include")), parser.values(QStringLiteral("iinclude")),
        parser.values(QStringLiteral("exclude")), parser.values(QStringLiteral("iexclude"))};
    plan.critical = parser.values(QStringLiteral("critical"));
    for (const QString &mistake : {filterMistake(plan.only), patternMistake(plan.critical)}) {
        if (!mistake.isEmpty()) {
            read.mistake(mistake);
        }
    }
    if (plan.restoresPart() && parser.isSet(QStringLiteral("no-restore"))) {
        read.mistake(tr("--no-restore restores nothing, so there is nothing to include or exclude."));
    }
    read.text("target", &plan.target);
    if (!plan.target.isEmpty() && !plan.target.startsWith(QLatin1Char('/'))) {
        read.mistake(tr("--target is a folder on the machine and starts with '/'."));
    }
    read.number("connections", &plan.connections, 1, 1024);
    plan.verify = read.flag("verify");
    read.text("start", &plan.startCommand);
    read.number("wave-size", &plan.waveSize, 1, 64);
    double seconds = -1;
    read.number("wave-delay", &seconds, 0, 3600);
    if (seconds >= 0) {
        plan.waveDelayMs = static_cast<qint64>(seconds * 1000);
    }
    plan.adaptive = read.flag("adaptive");
    QString rank;
    read.text("rank", &rank);
    if (const auto rankBy = rankByFrom(rank.isEmpty() ? toText(plan.rankBy) : rank)) {
        plan.rankBy = *rankBy;
    } else {
        read.mistake(tr("--rank is work, ready, cost or listed, not \"%1\".").arg(rank));
    }
    read.number("max-waves", &plan.maxWaves, 1, 20);
    seconds = -1;
    read.number("give-up", &seconds, 1, 86'400);
    if (seconds >= 0) {
        plan.giveUpMs = static_cast<qint64>(seconds * 1000);
    }
    read.money("max-price", &plan.maxHourly);
    read.money("max-cost", &plan.maxCost);
    read.money("max-day", &plan.maxDay);
    int machines = 0;
    read.number("max-machines", &machines, 1, 10'000);
    if (machines > 0) {
        plan.maxMachines = machines;
    }
    read.text("image", &plan.image);
    read.number("disk", &plan.diskGb, 8, 100'000);
    plan.requireGpu = !read.flag("no-gpu-check");
    plan.restore = !read.flag("no-restore");
    plan.destroyAfter = read.flag("destroy-after");
    plan.keepOnCancel = read.flag("keep");
}

void readRepositoryCommand(Reader &read, const QCommandLineParser &parser, CommandLine &line)
{
    ForgetPolicy &policy = line.policy;
    read.text("host", &policy.host);
    read.text("path", &policy.path);
    read.text("tag", &policy.tag);
    for (const auto &[name, value] : {std::pair{"keep-last", &policy.last}, {"keep-hourly", &policy.hourly},
             {"keep-daily", &policy.daily}, {"keep-weekly", &policy.weekly},
             {"keep-monthly", &policy.monthly}, {"keep-yearly", &policy.yearly}}) {
        read.number(name, value, 1, 1'000'000);
    }
    read.text("keep-within", &policy.within);
    policy.tags = parser.values(QStringLiteral("keep-tag"));
    line.yes = read.flag("yes");
    line.evenLast = read.flag("even-last");
    line.inSnapshots = parser.values(QStringLiteral("snapshot"));
    line.addTags = parser.values(QStringLiteral("add"));
    line.removeTags = parser.values(QStringLiteral("remove"));
    line.filter.hosts = parser.values(QStringLiteral("host"));
    line.filter.tags = parser.values(QStringLiteral("tag"));
    line.filter.path = policy.path;
    if (line.command == QLatin1String("forget") && line.arguments.isEmpty() == policy.keepsNothing()) {
        read.mistake(tr("Say which snapshots to forget: ids, or what to keep (--keep-last 10), not both."));
    }
    if (line.command == QLatin1String("tag") && line.addTags.isEmpty() && line.removeTags.isEmpty()) {
        read.mistake(tr("Say which tag to change: --add TAG or --remove TAG."));
    }
}

void checkOptionsFit(Reader &read, const QCommandLineParser &parser, const QString &command)
{
    for (const OptionRow &row : kOptions) {
        const QStringList commands = words(row.commands);
        const QString name = words(row.names).first();
        if (!commands.isEmpty() && parser.isSet(name) && !commands.contains(command)) {
            read.mistake(tr("--%1 means nothing to \"%2\"; it belongs to %3.")
                             .arg(name, command, commands.join(QStringLiteral(", "))));
        }
    }
}

void checkArguments(Reader &read, const CommandRow &row, const CommandLine &line)
{
    const auto count = static_cast<int>(line.arguments.size());
    if (count < row.minArguments || (row.maxArguments >= 0 && count > row.maxArguments)) {
        read.mistake(tr("Use it like this: snapgpu-cli %1 %2")
                         .arg(QLatin1String(row.name), QLatin1String(row.arguments)));
    }
    if (line.command == QLatin1String("destroy") && (line.arguments.isEmpty() != line.all)) {
        read.mistake(tr("Say which machines to destroy: ids, or --all."));
    }
}

} // namespace

tl::expected<CommandLine, UsageError> parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    for (const OptionRow &row : kOptions) {
        parser.addOption(QCommandLineOption(words(row.names), tr(row.help), QString::fromLatin1(row.value)));
    }
    if (!parser.parse(arguments)) {
        return tl::unexpected(UsageError{parser.errorText()});
    }
    CommandLine line;
    line.arguments = parser.positionalArguments();
    if (parser.isSet(QStringLiteral("version"))) {
        line.command = QStringLiteral("version");
        return line;
    }
    if (!line.arguments.isEmpty()) {
        line.command = line.arguments.takeFirst();
    }
    if (parser.isSet(QStringLiteral("help")) || line.command == QLatin1String("help")) {
        line.arguments = line.command == QLatin1String("help") ? line.arguments : QStringList{line.command};
        line.command = QStringLiteral("help");
        return line;
    }
    const CommandRow *row = findCommand(line.command);
    if (!row) {
        return tl::unexpected(UsageError{line.command.isEmpty()
                ? tr("Say what to do; snapgpu-cli --help lists the commands.")
                : tr("There is no command \"%1\"; snapgpu-cli --help lists them.").arg(line.command)});
    }
    Reader read(parser);
    readGlobal(read, line.command, line.global);
    checkOptionsFit(read, parser, line.command);
    line.all = read.flag("all");
    line.dryRun = read.flag("dry-run");
    if (line.command == QLatin1String("launch") || line.command == QLatin1String("restore")) {
        readPlan(read, parser, line.plan);
    }
    if (line.command == QLatin1String("launch") || line.command == QLatin1String("offers")) {
        readSearch(read, line, line.plan.search);
    }
    readRepositoryCommand(read, parser, line);
    checkArguments(read, *row, line);
    if (!read.firstMistake().isEmpty()) {
        return tl::unexpected(UsageError{read.firstMistake()});
    }
    return line;
}

QString helpText(const QString &command)
{
    QString text;
    if (const CommandRow *row = findCommand(command)) {
        text += QStringLiteral("snapgpu-cli %1 %2\n    %3\n\n")
                    .arg(QLatin1String(row->name), QLatin1String(row->arguments), tr(row->help));
    } else {
        text += tr("SnapGPU: races rented GPU machines and restores a workspace on the winner.")
            + QStringLiteral("\n\n");
        text += tr("Commands:") + QLatin1Char('\n');
        for (const CommandRow &each : kCommands) {
            const QString use =
                QStringLiteral("%1 %2").arg(QLatin1String(each.name), QLatin1String(each.arguments));
            text += QStringLiteral("  %1 %2\n").arg(use, -32).arg(tr(each.help));
        }
        text += QLatin1Char('\n');
    }
    text += tr("Options:") + QLatin1Char('\n');
    for (const OptionRow &row : kOptions) {
        const QStringList commands = words(row.commands);
        if (!command.isEmpty() && !commands.isEmpty() && !commands.contains(command)) {
            continue;
        }
        QStringList names;
        for (const QString &name : words(row.names)) {
            names.prepend((name.size() == 1 ? QStringLiteral("-") : QStringLiteral("--")) + name);
        }
        const QString use = names.join(QStringLiteral(", ")) + QLatin1Char(' ') + QLatin1String(row.value);
        text += QStringLiteral("  %1 %2\n").arg(use, -32).arg(tr(row.help));
    }
    text += QLatin1Char('\n')
        + tr("Secrets come from the environment: VAST_API_KEY, RESTIC_PASSWORD (or _FILE, _COMMAND),\n"
             "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY. Never put them into arguments.")
        + QStringLiteral("\n\n")
        + tr("Exit: 0 done, 2 usage, 3 nobody became ready, 4 key refused or no credit, 5 restore failed,\n"
             "6 something could not be destroyed, 130 interrupted.")
        + QLatin1Char('\n');
    return text;
}

} // namespace snapgpu::cli
