// SPDX-License-Identifier: GPL-3.0-or-later
// The commands about the repository: snapshots, ls, diff, find, tag, forget, repository.
#include "app/cli/runner.h"

#include "services/core/json.h"
#include "services/restic/repository_report.h"
#include "services/session/exit_codes.h"

#include <QLocale>
#include <QSet>

namespace snapgpu::cli {

namespace {

json::Value strings(const QStringList &list)
{
    json::Value array = json::Value::array();
    for (const QString &text : list) {
        array.push_back(text.toStdString());
    }
    return array;
}

json::Value snapshotObject(const Snapshot &snapshot)
{
    auto parsed = json::parse(snapshot.raw);
    json::Value object = parsed ? *parsed : json::Value::object();
    object["id"] = snapshot.id.toStdString();
    object["short_id"] = snapshot.shortId().toStdString();
    object["tree"] = snapshot.tree.toStdString();
    return object;
}

json::Value groupObject(const SnapshotGroup &group)
{
    json::Value object = snapshotObject(group.newest);
    object["count"] = group.count();
    object["ids"] = strings(group.ids);
    return object;
}

QString sizeText(const std::optional<qint64> &bytes)
{
    return bytes ? QLocale::c().formattedDataSize(*bytes, 1, QLocale::DataSizeSIFormat) : QStringLiteral("–");
}

QString snapshotLine(const Snapshot &snapshot, int count)
{
    return QStringLiteral("%1  %2  %3  %4  %5  %6")
        .arg(snapshot.shortId(), snapshot.time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")))
        .arg(count, 5)
        .arg(sizeText(snapshot.totalBytes), 9)
        .arg(snapshot.hostname.leftJustified(14), snapshot.paths.join(QLatin1Char(' ')));
}

/** What a stream says of one snapshot that goes or changed. */
json::Value briefObject(const Snapshot &snapshot)
{
    return {{"snapshot", snapshot.id.toStdString()},
        {"time", snapshot.time.toString(Qt::ISODateWithMs).toStdString()},
        {"hostname", snapshot.hostname.toStdString()}, {"paths", strings(snapshot.paths)},
        {"tags", strings(snapshot.tags)}};
}

const char *modifierOf(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Added:
        return "+";
    case ChangeKind::Removed:
        return "-";
    case ChangeKind::Content:
        return "M";
    case ChangeKind::Type:
        return "T";
    case ChangeKind::Metadata:
        return "U";
    case ChangeKind::Damaged:
        return "?";
    }
    return "?";
}

/** A path for JSON, which holds no bytes that are no UTF-8: then those stand beside it in base64. */
void putPath(json::Value &object, const QByteArray &path)
{
    const QString text = QString::fromUtf8(path);
    object["path"] = text.toStdString();
    if (text.toUtf8() != path) {
        object["path_base64"] = path.toBase64().toStdString();
    }
}

json::Value changeObject(const SnapshotChange &change)
{
    json::Value object = {{"message_type", "change"}, {"modifier", modifierOf(change.kind)}};
    putPath(object, change.isFolder ? QByteArray(change.path + '/') : change.path);
    if (change.before) {
        object["before"] = *change.before;
    }
    if (change.after) {
        object["after"] = *change.after;
    }
    return object;
}

QString changeLine(const SnapshotChange &change)
{
    const qint64 grown = change.after.value_or(0) - change.before.value_or(0);
    const QString bytes = change.isFolder || !(change.before || change.after)
        ? QString()
        : QStringLiteral("%1%2").arg(QLatin1String(grown < 0 ? "-" : "+"), sizeText(qAbs(grown)));
    return QStringLiteral("%1  %2  %3")
        .arg(QLatin1String(modifierOf(change.kind)), bytes.rightJustified(10), nameText(change.path));
}

} // namespace

SnapshotBrowser *Runner::browser()
{
    if (const Result<Repository> repository = m_services->repository(); !repository) {
        fail(repository.error());
        return nullptr;
    }
    return m_services->browser();
}

void Runner::withSnapshots(
    const QStringList &wanted, const std::function<void(const QVector<Snapshot> &)> &go)
{
    SnapshotBrowser *catalog = browser();
    if (!catalog) {
        return;
    }
    const auto pick = [wanted](const QVector<Snapshot> &list) -> Result<QVector<Snapshot>> {
        QVector<Snapshot> found;
        for (const QString &one : wanted) {
            const Result<Snapshot> snapshot = findSnapshot(list, one);
            if (!snapshot) {
                return tl::unexpected<Error>(snapshot.error());
            }
            found.append(*snapshot);
        }
        return found;
    };
    // Ids never change their meaning, so those that are known need no second look at the repository.
    if (!wanted.contains(QStringLiteral("latest"))) {
        if (const auto found = pick(catalog->view().snapshots)) {
            return go(*found);
        }
    }
    catalog->refresh()->then(this, [this, pick, go](const Result<CatalogView> &view) {
        const Result<QVector<Snapshot>> found =
            view ? pick(view->snapshots) : tl::unexpected<Error>(view.error());
        found ? go(*found) : fail(found.error());
    });
}

void Runner::snapshots()
{
    if (SnapshotBrowser *catalog = browser()) {
        catalog->refresh()->then(this, [this](const Result<CatalogView> &view) {
            if (!view) {
                return fail(view.error());
            }
            tellSnapshots(filtered(view->snapshots, m_line.filter));
            finish(0);
        });
    }
}

void Runner::tellSnapshots(const QVector<Snapshot> &snapshots)
{
    const QVector<SnapshotGroup> groups = groupByTree(snapshots);
    json::Value object = {{"snapshots", json::Value::array()}, {"deduplicated", json::Value::array()}};
    for (auto snapshot = snapshots.crbegin(); snapshot != snapshots.crend(); ++snapshot) {
        object["snapshots"].push_back(snapshotObject(*snapshot)); // oldest first, as restic has it
    }
    for (const SnapshotGroup &group : groups) {
        object["deduplicated"].push_back(groupObject(group));
    }
    m_out->line(object);

    m_out->say(tr("id        time                 times       size  host            paths"));
    if (m_line.all) {
        for (auto snapshot = snapshots.crbegin(); snapshot != snapshots.crend(); ++snapshot) {
            m_out->say(snapshotLine(*snapshot, 1));
        }
    } else {
        for (const SnapshotGroup &group : groups) {
            m_out->say(snapshotLine(group.newest, group.count()));
        }
    }
    m_out->say(tr("%n snapshot(s)", nullptr, static_cast<int>(snapshots.size())) + QStringLiteral(", ")
        + tr("%n different tree(s)", nullptr, static_cast<int>(groups.size())));
}

void Runner::ls()
{
    withSnapshots({m_line.arguments.first()}, [this](const QVector<Snapshot> &found) {
        const auto tellLine = [this](const QByteArray &line) {
            m_out->rawLine(line);
            const auto node = m_out->isJson() ? Result<json::Value>(json::Value()) : json::parse(line);
            if (!m_out->isJson() && node) {
                m_out->say(QStringLiteral("%1 %2  %3")
                                .arg(json::string(*node, "permissions").value_or(QString()).leftJustified(11))
                                .arg(json::integer(*node, "size").value_or(0), 12)
                                .arg(nameText(json::string(*node, "path").value_or(QString()).toUtf8())));
            }
        };
        m_services->catalog()
            ->ls(*m_services->repository(), found.first().id, m_line.arguments.value(1), tellLine)
            ->then(this, [this](const Result<Done> &end) { end ? finish(0) : fail(end.error()); });
    });
}

void Runner::diff()
{
    withSnapshots(m_line.arguments, [this](const QVector<Snapshot> &found) {
        browser()->diff(found.at(0).id, found.at(1).id)->then(this, [this](const Result<SnapshotDiff> &diff) {
            if (!diff) {
                return fail(diff.error());
            }
            for (const SnapshotChange &change : diff->changes) {
                m_out->line(changeObject(change));
                m_out->say(changeLine(change));
            }
            m_out->rawLine(diff->statistics);
            m_out->say(tr("added %1, removed %2 in the repository")
                            .arg(sizeText(diff->addedBytes), sizeText(diff->removedBytes)));
            finish(0);
        });
    });
}

void Runner::find()
{
    const auto search = [this](const QVector<Snapshot> &within) {
        QStringList ids;
        for (const Snapshot &snapshot : within) {
            ids.append(snapshot.id);
        }
        browser()
            ->find(m_line.arguments.first(), ids)
            ->then(this, [this](const Result<QVector<FoundFile>> &found) {
                if (!found) {
                    return fail(found.error());
                }
                for (const FoundFile &file : *found) {
                    json::Value object = {{"snapshot", file.snapshotId.toStdString()},
                        {"size", file.entry.size}, {"folder", file.entry.type == NodeType::Folder},
                        {"mtime_ms", file.entry.mtimeMs}};
                    putPath(object, file.path);
                    m_out->line(object);
                    m_out->say(QStringLiteral("%1 %2  %3")
                                    .arg(file.snapshotId.left(8))
                                    .arg(file.entry.size, 12)
                                    .arg(nameText(file.path)));
                }
                m_out->note(tr("%n place(s)", nullptr, static_cast<int>(found->size())));
                finish(0);
            });
    };
    if (!m_line.inSnapshots.isEmpty()) {
        withSnapshots(m_line.inSnapshots, search);
    } else if (browser()) {
        search({});
    }
}

void Runner::tag()
{
    withSnapshots(m_line.arguments, [this](const QVector<Snapshot> &found) {
        QStringList ids;
        for (const Snapshot &snapshot : found) {
            ids.append(snapshot.id);
        }
        QSet<QString> before;
        for (const Snapshot &snapshot : browser()->view().snapshots) {
            before.insert(snapshot.id);
        }
        browser()
            ->editTags(ids, m_line.addTags, m_line.removeTags)
            ->then(this, [this, before](const Result<CatalogView> &view) {
                if (!view) {
                    return fail(view.error());
                }
                for (const Snapshot &snapshot : view->snapshots) {
                    if (!before.contains(snapshot.id)) { // restic gives a changed snapshot a new id
                        m_out->event("tagged", briefObject(snapshot));
                        m_out->say(QStringLiteral("%1  %2").arg(
                            snapshot.shortId(), snapshot.tags.join(QStringLiteral(", "))));
                    }
                }
                m_out->finished(true, 0);
                finish(0);
            });
    });
}

void Runner::forget()
{
    if (m_line.arguments.isEmpty()) {
        if (SnapshotBrowser *catalog = browser()) {
            catalog->planForget(m_line.policy)->then(this, [this](const Result<ForgetPlan> &plan) {
                plan ? carryOut(*plan) : fail(plan.error());
            });
        }
        return;
    }
    withSnapshots(m_line.arguments, [this](const QVector<Snapshot> &found) {
        QStringList ids;
        for (const Snapshot &snapshot : found) {
            ids.append(snapshot.id);
        }
        carryOut(planForgetIds(browser()->view().snapshots, ids));
    });
}

void Runner::carryOut(const ForgetPlan &plan)
{
    QStringList ids;
    for (const Snapshot &snapshot : plan.remove) {
        ids.append(snapshot.id);
        m_out->event("would_forget", briefObject(snapshot));
        m_out->say(snapshotLine(snapshot, 1));
    }
    m_out->say(tr("%n snapshot(s) to forget", nullptr, static_cast<int>(ids.size())));
    for (const QString &path : plan.lastOf) {
        m_out->event("last_of", {{"path", path.toStdString()}});
        m_out->note(tr("No snapshot of %1 would be left.").arg(path));
    }
    if (m_line.dryRun || ids.isEmpty()) {
        m_out->finished(true, 0);
        return finish(0);
    }
    if (!m_line.yes) {
        return fail(Error{ErrorCategory::Usage,
            tr("Nothing was forgotten. Give --yes to forget these snapshots, or --dry-run to only look."), {},
            0, 0});
    }
    browser()->forget(ids, m_line.evenLast)->then(this, [this, ids](const Result<CatalogView> &left) {
        if (!left) {
            return fail(left.error());
        }
        m_out->event("forgotten", {{"snapshots", strings(ids)}, {"left", left->snapshots.size()}});
        m_out->say(tr("%n snapshot(s) left", nullptr, static_cast<int>(left->snapshots.size())));
        m_out->finished(true, 0);
        finish(0);
    });
}

void Runner::repository()
{
    const QString verb = m_line.arguments.first();
    const bool create = verb == QLatin1String("create");
    if (!create && verb != QLatin1String("test")) {
        return fail(Error{
            ErrorCategory::Usage, tr("Use it like this: snapgpu-cli repository test|create"), {}, 0, 0});
    }
    const Result<Repository> named = m_services->repository();
    if (!named) {
        return fail(named.error());
    }
    auto *job = create ? createRepository(m_services->resticTools(), *named, this)
                       : testRepository(m_services->resticTools(), *named, this);
    job->then(this, [this](const Result<RepositoryReport> &report) {
        if (!report) {
            return fail(report.error());
        }
        json::Value object = {{"ok", report->isGood()}, {"part", toText(report->part).toStdString()},
            {"message", report->sentence.toStdString()}, {"milliseconds", report->milliseconds}};
        if (!report->resticVersion.isEmpty()) {
            object["restic_version"] = report->resticVersion.toStdString();
        }
        if (report->isGood()) {
            object["repository_id"] = report->repositoryId.toStdString();
            object["format_version"] = report->formatVersion;
        }
        m_out->line(object);
        m_out->say(report->sentence);
        const bool keys = report->part == RepositoryPart::Keys || report->part == RepositoryPart::Expired;
        finish(report->isGood() ? 0 : keys ? kExitRefusedByAccount : kExitRestoreFailed);
    });
}

} // namespace snapgpu::cli
