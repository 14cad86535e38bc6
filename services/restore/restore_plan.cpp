// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restore/restore_plan.h"

#include "services/core/json.h"
#include "services/remote/shell_quote.h"
#include "services/restore/pattern_meet.h"
#include "services/restore/plan_words.h"

#include <algorithm>
#include <QCoreApplication>
#include <QCryptographicHash>

namespace snapgpu {

namespace {

constexpr qint64 kMemoryPerConnection = 48LL * 1024 * 1024;
constexpr int kFewestConnections = 4;
constexpr int kMostConnections = 256;
constexpr int kLeastWanted = 32;
constexpr int kMostBySpeed = 128; ///< above it restic gained nothing where it was measured
constexpr int kConnectionsPerCore = 16;
constexpr int kCoresForTwo = 2;
/** A second restic needs as much again while it waits. */
constexpr qint64 kMemoryForTwo = 1536LL * 1024 * 1024;

bool under(const QString &path, const QString &folder)
{
    return path == folder || path.startsWith(folder + QLatin1Char('/'));
}

QByteArrayList withPatterns(QByteArrayList arguments, const char *option, const QStringList &patterns)
{
    for (const QString &pattern : patterns) {
        // One word, so that a pattern that begins with a dash stays a value.
        arguments.append(QByteArray(option) + '=' + pattern.toUtf8());
    }
    return arguments;
}

QByteArrayList withFilter(QByteArrayList arguments, const RestoreFilter &only)
{
    arguments = withPatterns(std::move(arguments), "--include", only.include);
    arguments = withPatterns(std::move(arguments), "--iinclude", only.iinclude);
    arguments = withPatterns(std::move(arguments), "--exclude", only.exclude);
    return withPatterns(std::move(arguments), "--iexclude", only.iexclude);
}

SecondStart secondStart(
    const RestorePlan &plan, const ResticFeatures &features, const QString &url, const RestoreHost &host)
{
    const bool local = connectionsOption(url, 1).startsWith("local");
    const bool cores = host.cores == 0 || host.cores >= kCoresForTwo;
    // With few cores and no network to wait for, the second restic would only take time from the first.
    if (!plan.hasCritical || !features.overwrite || (local && !cores)
        || (host.memoryBytes > 0 && host.memoryBytes < kMemoryForTwo)) {
        return SecondStart::AfterTheFirst;
    }
    return plan.disjoint && cores ? SecondStart::AtFirstWord : SecondStart::ByEstimate;
}

/** As the agent calls it. */
QByteArray toWord(SecondStart start)
{
    switch (start) {
    case SecondStart::AfterTheFirst:
        break;
    case SecondStart::ByEstimate:
        return "estimate";
    case SecondStart::AtFirstWord:
        return "word";
    }
    return {};
}

/** Where what is restored lies on the machine. */
QStringList restoredPaths(const RestoreRequest &request)
{
    const QString target = targetOf(request);
    if (!request.subfolder.isEmpty()) {
        return {target};
    }
    QStringList paths = request.snapshot.paths;
    if (target != QLatin1String("/")) {
        for (QString &path : paths) {
            path.prepend(target);
        }
    }
    return paths;
}

/** What a later backup of the machine begins with; see RestoredNote. */
QByteArray aboutRestored(const RestoreRequest &request)
{
    json::Value paths = json::Value::array();
    for (const QString &path : restoredPaths(request)) {
        paths.push_back(json::fromQString(path));
    }
    return json::dump({{"snapshot", json::fromQString(request.snapshot.id)},
        {"hostname", json::fromQString(request.snapshot.hostname)}, {"paths", paths}});
}

} // namespace

QString defaultTarget(const QStringList &paths)
{
    const bool home = !paths.isEmpty() && std::all_of(paths.cbegin(), paths.cend(), [](const QString &path) {
        return under(path, QStringLiteral("/workspace")) || under(path, QStringLiteral("/root"));
    });
    return home ? QStringLiteral("/") : QStringLiteral("/workspace");
}

QString targetOf(const RestoreRequest &request)
{
    if (!request.target.isEmpty()) {
        return request.target;
    }
    const QString root = defaultTarget(request.snapshot.paths);
    if (request.subfolder.isEmpty()) {
        return root;
    }
    return root == QLatin1String("/") ? request.subfolder : root + request.subfolder;
}

int connectionsFor(int wanted, double linkMbps, const RestoreHost &host)
{
    int count = std::clamp(wanted, 1, kMostConnections);
    if (wanted <= 0) {
        const double bySpeed = std::clamp(linkMbps / kMbpsPerConnection, 0.0, double(kMostBySpeed));
        count = std::max(kLeastWanted, static_cast<int>(bySpeed + 0.999));
        if (host.cores > 0) {
            count = std::min(count, std::max(kLeastWanted, host.cores * kConnectionsPerCore));
        }
    }
    if (host.memoryBytes > 0) {
        const auto fits = std::max<qint64>(kFewestConnections, host.memoryBytes / kMemoryPerConnection);
        count = static_cast<int>(std::min<qint64>(count, fits));
    }
    return count;
}

RestorePlan planRestore(const RestoreRequest &request, const RestoreHost &host)
{
    const ResticFeatures features = ResticFeatures::of(host.restic);
    RestorePlan plan;
    plan.target = targetOf(request);
    plan.connections = connectionsFor(request.connections, request.linkMbps, host);
    plan.watch = !features.progress;
    plan.filtered = !wantsEverything(request);
    const auto within = criticalWithin(request.critical, request.only);
    const QStringList critical = within.value_or(QStringList());
    plan.hasCritical = !critical.isEmpty();
    plan.criticalUnsaid = !within;
    plan.criticalOutside = within && !plan.hasCritical && !request.critical.isEmpty();
    plan.canSubfolder = features.subfolder || request.subfolder.isEmpty();
    plan.termBySigint = !features.cleanTerm;
    plan.relinks = !features.replacesLinks;
    const QByteArray option = connectionsOption(request.repository.url, plan.connections);
    const QString source = request.snapshot.id
        + (request.subfolder.isEmpty() ? QString() : QLatin1Char(':') + request.subfolder);
    // Locks are for those who write: a killed machine would leave one behind.
    QByteArrayList base{
        "restore", source.toUtf8(), "--no-lock", "-o", option, "--target", plan.target.toUtf8()};
    if (features.progress) {
        base.append("--json");
    }
    if (features.sparse && request.sparse) {
        base.append("--sparse");
    }
    if (!features.overwrite && request.verify) {
        base.append("--verify");
    }
    const QByteArrayList trusting =
        features.overwrite ? base + QByteArrayList{"--overwrite", "if-changed"} : base;
    const QByteArrayList doubting =
        features.overwrite ? base + QByteArrayList{"--overwrite", "always"} : base;
    plan.critical = withPatterns(trusting, "--include", critical);
    plan.criticalAfterFailure = withPatterns(doubting, "--include", critical);
    plan.restAfterFailure = withFilter(doubting, request.only);
    // A second pass over everything skips what the first brought, and joins hard links of both parts.
    const bool negated = std::any_of(request.critical.cbegin(), request.critical.cend(),
        [](const QString &pattern) { return pattern.startsWith(QLatin1Char('!')); });
    const auto beside = plan.hasCritical ? restBeside(request.critical, critical, request.only)
                                         : std::optional<RestoreFilter>();
    plan.disjoint = beside && (!features.overwrite || (request.noHardLinks && !negated));
    plan.second = secondStart(plan, features, request.repository.url, host);
    plan.rest = withFilter(trusting, plan.disjoint ? *beside : request.only);
    if (!features.progress && !request.verify) {
        // The only way old versions say how many files matched.
        plan.critical.append("--verify");
        plan.criticalAfterFailure.append("--verify");
        if (plan.filtered) {
            plan.rest.append("--verify");
            plan.restAfterFailure.append("--verify");
        }
    }
    if (features.overwrite && request.verify) {
        plan.verify = withFilter(doubting, request.only);
    }
    if (!features.overwrite) {
        plan.folders = {"ls", "--json", "--no-lock", "-o", option, request.snapshot.id.toUtf8()};
    }
    if (plan.watch) {
        if (!request.snapshot.totalBytes && !plan.filtered) {
            plan.stats = {"stats", "--json", "--no-lock", "-o", option, request.snapshot.id.toUtf8()};
        }
        for (const QString &path : request.snapshot.paths) {
            plan.watchPaths.append((plan.target == QLatin1String("/") ? path : plan.target + path).toUtf8());
        }
    }
    return plan;
}

Result<QByteArray> planScript(
    const RestorePlan &plan, const RestoreRequest &request, const QString &resticPath)
{
    if (const QString bad = badVariable(request.repository); !bad.isEmpty()) {
        return fail(ErrorCategory::InvalidInput,
            QCoreApplication::translate("Restore", "\"%1\" is no name for an environment variable.")
                .arg(bad.trimmed()));
    }
    QString mistake = filterMistake(request.only);
    mistake = mistake.isEmpty() ? patternMistake(request.critical) : mistake;
    if (mistake.isEmpty() && !request.subfolder.isEmpty()
        && !request.subfolder.startsWith(QLatin1Char('/'))) {
        mistake =
            QCoreApplication::translate("Restore", "A folder of a snapshot begins with a slash: \"%1\".")
                .arg(request.subfolder);
    }
    if (!mistake.isEmpty()) {
        return fail(ErrorCategory::InvalidInput, mistake);
    }
    if (!plan.canSubfolder) {
        return fail(ErrorCategory::MissingTool,
            QCoreApplication::translate("Restore",
                "restic on the machine is older than 0.16 and cannot restore one folder of a snapshot as a "
                "whole. Restore only %1 by a pattern (--include), or use an image with a newer restic.")
                .arg(request.subfolder));
    }
    const auto flag = [](const char *name, bool on) -> QByteArray {
        return QByteArray(name) + (on ? "=1\n" : "=\n");
    };
    QByteArray script = environmentFunction(request.repository);
    script += "sg_restic=" + shellQuoted(resticPath.toUtf8()) + '\n';
    script += "sg_password=" + shellQuoted(request.repository.password.toUtf8()) + '\n';
    script += "sg_about=" + shellQuoted(aboutRestored(request)) + '\n';
    script += "sg_start=" + shellQuoted(request.startCommand.toUtf8()) + '\n';
    // Paths that restic names begin with a slash.
    script += "sg_target="
        + shellQuoted(plan.target == QLatin1String("/") ? QByteArray() : plan.target.toUtf8()) + '\n';
    script += flag("sg_watch", plan.watch) + flag("sg_has_critical", plan.hasCritical)
        + flag("sg_has_stats", !plan.stats.isEmpty()) + flag("sg_disjoint", plan.disjoint)
        + flag("sg_relinks", plan.relinks) + flag("sg_filtered", plan.filtered)
        + flag("sg_has_verify", !plan.verify.isEmpty());
    script += "sg_early=" + toWord(plan.second) + '\n';
    script += QByteArray("sg_term=") + (plan.termBySigint ? "INT" : "TERM") + '\n';
    const auto call = [&script](const QByteArray &name, const QByteArrayList &arguments) {
        script += shellFunction(name, "spawn_restic " + shellCommand(arguments));
    };
    call("sg_critical", plan.critical);
    call("sg_critical_after_failure", plan.criticalAfterFailure);
    call("sg_rest", plan.rest);
    call("sg_rest_after_failure", plan.restAfterFailure);
    call("sg_verify", plan.verify);
    script += shellFunction("sg_stats", "exec $sg_session \"$sg_restic\" " + shellCommand(plan.stats));
    script += shellFunction("sg_find",
        plan.watchPaths.isEmpty() ? QByteArray("true")
                                  : "find " + shellCommand(plan.watchPaths) + " -type f 2>/dev/null");
    // The folder itself may be a link of the machine, which is its own affair.
    const QByteArray paths = plan.target == QLatin1String("/") ? shellCommand(plan.watchPaths)
                                                               : shellQuoted(plan.target.toUtf8() + '/');
    const bool guard = !plan.folders.isEmpty() && !paths.isEmpty();
    script += flag("sg_guard", guard);
    script += shellFunction("sg_list", "exec $sg_session \"$sg_restic\" " + shellCommand(plan.folders));
    script +=
        shellFunction("sg_links", guard ? "find " + paths + " -type l 2>/dev/null" : QByteArray("true"));
    script += shellFunction("sg_odd_links",
        guard ? "find " + paths + " -type l -name '*\n*' -exec test -d {} \\; -exec rm -f {} \\; 2>/dev/null"
              : QByteArray("true"));
    // Old versions verify files only; links and such show by when they came to be.
    script += shellFunction("sg_touched",
        plan.watchPaths.isEmpty() ? QByteArray("true")
                                  : "find " + shellCommand(plan.watchPaths)
                + " ! -type d ! -type f -cnewer \"$sg_run/key\" 2>/dev/null");
    if (script.contains('\0')) {
        return fail(ErrorCategory::InvalidInput,
            QCoreApplication::translate(
                "Restore", "A name or pattern holds a NUL byte, which no file name can."));
    }
    return script;
}

QByteArray restoreKey(const RestoreRequest &request)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const QString &part) {
        hash.addData(part.toUtf8());
        hash.addData(QByteArrayView("\0", 1));
    };
    add(request.repository.url);
    add(request.snapshot.id);
    add(targetOf(request));
    add(request.startCommand);
    // Lists end with an empty word, which no pattern is.
    for (const QStringList &patterns : {request.critical, request.only.include, request.only.iinclude,
             request.only.exclude, request.only.iexclude, QStringList{request.subfolder}}) {
        for (const QString &pattern : patterns) {
            add(pattern);
        }
        add(QString());
    }
    return hash.result().toHex();
}

} // namespace snapgpu
