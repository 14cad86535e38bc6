// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restore/restore_plan.h"

#include "services/remote/shell_quote.h"

#include <algorithm>
#include <QCoreApplication>
#include <QRegularExpression>

namespace snapgpu {

namespace {

constexpr qint64 kMemoryPerConnection = 48LL * 1024 * 1024;
constexpr int kFewestConnections = 4;

bool under(const QString &path, const QString &folder)
{
    return path == folder || path.startsWith(folder + QLatin1Char('/'));
}

/** The backend's own option for the scheme of a repository address; local folders have one too. */
QByteArray connectionsOption(const QString &url, int connections)
{
    QByteArray backend = "local";
    for (const char *scheme : {"s3", "rest", "sftp", "b2", "azure", "gs", "swift", "rclone"}) {
        if (url.startsWith(QLatin1String(scheme) + QLatin1Char(':'))) {
            backend = scheme;
        }
    }
    return backend + ".connections=" + QByteArray::number(connections);
}

QByteArrayList withPatterns(QByteArrayList arguments, const char *option, const QStringList &patterns)
{
    for (const QString &pattern : patterns) {
        // One word, so that a pattern that begins with a dash stays a value.
        arguments.append(QByteArray(option) + '=' + pattern.toUtf8());
    }
    return arguments;
}

QByteArray function(const QByteArray &name, const QByteArray &body)
{
    return name + "() { " + body + "; }\n";
}

/** The first name of the environment that a shell would not take; empty when all are good. */
QString badVariable(const RestoreRequest &request)
{
    static const QRegularExpression name(QStringLiteral("\\A[A-Za-z_][A-Za-z0-9_]*\\z"));
    const QStringList names = request.repository.environment.keys();
    const auto bad = std::find_if(
        names.cbegin(), names.cend(), [](const QString &one) { return !name.match(one).hasMatch(); });
    return bad == names.cend() ? QString() : *bad + QLatin1Char(' ');
}

QByteArray environmentFunction(const RestoreRequest &request)
{
    QByteArray body =
        "unset RESTIC_PASSWORD RESTIC_PASSWORD_FILE RESTIC_PASSWORD_COMMAND RESTIC_REPOSITORY_FILE; "
        "export RESTIC_PROGRESS_FPS=4 RESTIC_REPOSITORY="
        + shellQuoted(request.repository.url.toUtf8());
    const QMap<QString, QString> &variables = request.repository.environment;
    for (auto it = variables.cbegin(); it != variables.cend(); ++it) {
        body += ' ' + it.key().toUtf8() + '=' + shellQuoted(it.value().toUtf8());
    }
    return function("sg_environment", body);
}

} // namespace

std::optional<ResticVersion> ResticVersion::parse(const QString &text)
{
    static const QRegularExpression numbers(QStringLiteral("\\A(?:restic )?v?(\\d+)\\.(\\d+)(?:\\.(\\d+))?"));
    const QRegularExpressionMatch match = numbers.match(text);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    return ResticVersion{match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt()};
}

QString defaultTarget(const QStringList &paths)
{
    const bool home = !paths.isEmpty() && std::all_of(paths.cbegin(), paths.cend(), [](const QString &path) {
        return under(path, QStringLiteral("/workspace")) || under(path, QStringLiteral("/root"));
    });
    return home ? QStringLiteral("/") : QStringLiteral("/workspace");
}

int connectionsFor(int wanted, qint64 memoryBytes)
{
    const int asked = std::clamp(wanted, 1, 256);
    if (memoryBytes <= 0) {
        return asked;
    }
    const auto fits = std::max<qint64>(kFewestConnections, memoryBytes / kMemoryPerConnection);
    return static_cast<int>(std::min<qint64>(asked, fits));
}

RestorePlan planRestore(const RestoreRequest &request, ResticVersion version, qint64 memoryBytes)
{
    RestorePlan plan;
    plan.target = request.target.isEmpty() ? defaultTarget(request.snapshot.paths) : request.target;
    plan.connections = connectionsFor(request.connections, memoryBytes);
    plan.watch = version < kFirstWithJson;
    plan.hasCritical = !request.critical.isEmpty();

    const QByteArray option = connectionsOption(request.repository.url, plan.connections);
    // Locks are for those who write: a killed machine would leave one behind.
    QByteArrayList base{
        "restore", request.snapshot.id.toUtf8(), "--no-lock", "-o", option, "--target", plan.target.toUtf8()};
    if (!plan.watch) {
        base.append("--json");
    }
    const bool overwrites = version >= kFirstWithOverwrite;
    plan.critical = withPatterns(base, "--include", request.critical);
    if (plan.watch) {
        plan.critical.append("--verify"); // the only way old versions say how many files matched
    }
    plan.restAfterFailure = overwrites ? base + QByteArrayList{"--overwrite", "always"} : base;
    if (overwrites) {
        plan.rest = base + QByteArrayList{"--overwrite", plan.hasCritical ? "if-changed" : "always"};
    } else {
        plan.rest = withPatterns(base, "--exclude", request.critical);
    }
    if (plan.watch) {
        if (!request.snapshot.totalBytes) {
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
    if (const QString bad = badVariable(request); !bad.isEmpty()) {
        return fail(ErrorCategory::InvalidInput,
            QCoreApplication::translate("Restore", "\"%1\" is no name for an environment variable.")
                .arg(bad.trimmed()));
    }
    const auto flag = [](const char *name, bool on) -> QByteArray {
        return QByteArray(name) + (on ? "=1\n" : "=\n");
    };
    QByteArray script = environmentFunction(request);
    script += "sg_restic=" + shellQuoted(resticPath.toUtf8()) + '\n';
    script += "sg_password=" + shellQuoted(request.repository.password.toUtf8()) + '\n';
    script += "sg_start=" + shellQuoted(request.startCommand.toUtf8()) + '\n';
    script += flag("sg_watch", plan.watch) + flag("sg_has_critical", plan.hasCritical)
        + flag("sg_has_stats", !plan.stats.isEmpty());
    script += function("sg_critical", "run_restic " + shellCommand(plan.critical));
    script += function("sg_rest", "run_restic " + shellCommand(plan.rest));
    script += function("sg_rest_after_failure", "run_restic " + shellCommand(plan.restAfterFailure));
    script += function("sg_stats", "exec $sg_session \"$sg_restic\" " + shellCommand(plan.stats));
    script += function("sg_find",
        plan.watchPaths.isEmpty() ? QByteArray("true")
                                  : "find " + shellCommand(plan.watchPaths) + " -type f 2>/dev/null");
    if (script.contains('\0')) {
        return fail(ErrorCategory::InvalidInput,
            QCoreApplication::translate(
                "Restore", "A name or pattern holds a NUL byte, which no file name can."));
    }
    return script;
}

} // namespace snapgpu
