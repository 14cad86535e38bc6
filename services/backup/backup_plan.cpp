// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/backup/backup_plan.h"

#include "services/backup/sync_schedule.h"
#include "services/core/json.h"
#include "services/remote/shell_quote.h"
#include "services/restic/browse_parse.h"
#include "services/restore/plan_words.h"

#include <algorithm>
#include <QCoreApplication>
#include <QCryptographicHash>

namespace snapgpu {

namespace {

constexpr int kConnections = 16; ///< uploads at once; each keeps a pack of 16 MiB in a temporary file
constexpr ResticVersion kReadConcurrency{0, 15, 0};
constexpr ResticVersion kSkipsUnchanged{0, 17, 0};

QString tr(const char *text) { return QCoreApplication::translate("Backup", text); }

QByteArray hashOf(const QStringList &words)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &word : words) {
        hash.addData(word.toUtf8());
        hash.addData(QByteArrayView("\0", 1));
    }
    return hash.result().toHex();
}

/** The first mistake of a request, one sentence; empty when there is none. */
QString mistakeOf(const BackupRequest &request)
{
    if (const QString bad = badVariable(request.repository); !bad.isEmpty()) {
        return tr("\"%1\" is no name for an environment variable.").arg(bad.trimmed());
    }
    for (const QString &path : request.paths) {
        if (!path.startsWith(QLatin1Char('/'))) {
            return tr("\"%1\" is no path on the machine: it must begin with a slash.").arg(path);
        }
    }
    for (const QString &tag : request.tags) {
        if (tag.isEmpty() || tag.contains(QLatin1Char(','))) {
            return tr("\"%1\" cannot be a tag: a tag is not empty and has no comma.").arg(tag);
        }
    }
    if (request.excludes.contains(QString())) {
        return tr("An exclude pattern is empty; it would leave everything out.");
    }
    return {};
}

QByteArray aboutSync(const BackupRequest &request)
{
    json::Value paths = json::Value::array();
    for (const QString &path : request.paths) {
        paths.push_back(json::fromQString(path));
    }
    return json::dump({{"paths", paths}, {"host", json::fromQString(request.host)}});
}

} // namespace

BackupRequest backupDefaults(BackupRequest request, const RestoredNote &restored)
{
    if (request.paths.isEmpty()) {
        request.paths = restored.paths;
    }
    if (request.paths.isEmpty()) {
        request.paths = QStringList{QStringLiteral("/workspace")};
    }
    if (request.host.isEmpty()) {
        request.host = restored.hostname;
    }
    if (request.host.isEmpty()) {
        request.host = QStringLiteral("snapgpu");
    }
    return request;
}

QString syncGroupTag(const BackupRequest &request)
{
    QStringList words = request.paths;
    words.sort();
    words.prepend(request.host);
    return QStringLiteral("sync-") + QString::fromLatin1(hashOf(words).left(12));
}

BackupPlan planBackup(const BackupRequest &request, const SyncRequest *sync, const RestoreHost &host)
{
    const ResticFeatures features = ResticFeatures::of(host.restic);
    BackupPlan plan;
    plan.termBySigint = !features.cleanTerm;
    plan.connections = connectionsFor(request.connections > 0 ? request.connections : kConnections, 0, host);
    const QByteArray option = connectionsOption(request.repository.url, plan.connections);
    plan.backup = {"backup", "--json", "-o", option, "--host=" + request.host.toUtf8()};
    if (host.restic >= kReadConcurrency) {
        plan.backup.append("--read-concurrency=" + QByteArray::number(std::clamp(host.cores, 2, 8)));
    }
    QStringList tags = request.tags;
    if (sync != nullptr) {
        const QString group = syncGroupTag(request);
        tags << QLatin1String(kSyncTag) << group;
        if (host.restic >= kSkipsUnchanged) {
            plan.backup.append("--skip-if-unchanged");
        }
        if (!sync->keep.keepsNothing()) {
            ForgetPolicy policy = sync->keep;
            policy.host = request.host;
            policy.path.clear();
            policy.tag = QLatin1String(kSyncTag) + QLatin1Char(',') + group; // both
            plan.forget = QByteArrayList{"forget", "--quiet", "-o", option} + policyArguments(policy);
        }
    }
    for (const QString &tag : tags) {
        plan.backup.append("--tag=" + tag.toUtf8());
    }
    for (const QString &pattern : request.excludes) {
        plan.backup.append("--exclude=" + pattern.toUtf8());
    }
    plan.backup.append("--");
    for (const QString &path : request.paths) {
        plan.backup.append(path.toUtf8());
    }
    return plan;
}

Result<QByteArray> backupScript(
    const BackupPlan &plan, const BackupRequest &request, const SyncRequest *sync, const QString &resticPath)
{
    QString mistake = mistakeOf(request);
    if (mistake.isEmpty() && sync != nullptr
        && (sync->everySeconds < kShortestSync || sync->everySeconds > kLongestSync)) {
        mistake = tr("A sync backs up every 5 seconds at the most and every 7 days at the least.");
    }
    if (!mistake.isEmpty()) {
        return fail(ErrorCategory::InvalidInput, mistake);
    }
    QByteArray script = environmentFunction(request.repository);
    script += "sg_restic=" + shellQuoted(resticPath.toUtf8()) + '\n';
    script += "sg_password=" + shellQuoted(request.repository.password.toUtf8()) + '\n';
    script += QByteArray("sg_term=") + (plan.termBySigint ? "INT" : "TERM") + '\n';
    // What SnapGPU itself keeps on the machine is nobody's work. Before the paths, which end the options.
    QByteArrayList options = plan.backup;
    const qsizetype paths = options.indexOf("--");
    const QByteArrayList behind = options.mid(paths);
    options.resize(paths);
    script += shellFunction("sg_backup",
        "spawn_restic " + shellCommand(options)
            + " --exclude=\"$sg_dir\" --exclude=\"$(cache_folder)\" --exclude=\"$(cache_folder).ahead\" "
            + shellCommand(behind));
    script += QByteArray("sg_has_forget=") + (plan.forget.isEmpty() ? "\n" : "1\n");
    script += shellFunction("sg_forget", "spawn_restic " + shellCommand(plan.forget));
    if (sync != nullptr) {
        script += "sg_every=" + QByteArray::number(sync->everySeconds) + '\n';
        script += "sg_thin_every=" + QByteArray::number(std::max(0, sync->forgetEverySeconds)) + '\n';
        script += "sg_about=" + shellQuoted(aboutSync(request)) + '\n';
    }
    if (script.contains('\0')) {
        return fail(
            ErrorCategory::InvalidInput, tr("A name or pattern holds a NUL byte, which no file name can."));
    }
    return script;
}

QByteArray backupKey(const BackupRequest &request, const SyncRequest *sync)
{
    QStringList words{request.repository.url, request.host, QString::number(sync != nullptr ? 1 : 0)};
    for (const QStringList &list : {request.paths, request.tags, request.excludes}) {
        words << list << QString();
    }
    if (sync != nullptr) {
        words << QString::number(sync->everySeconds);
        for (const QByteArray &argument : policyArguments(sync->keep)) {
            words << QString::fromUtf8(argument);
        }
    }
    return hashOf(words);
}

} // namespace snapgpu
