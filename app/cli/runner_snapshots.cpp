// SPDX-License-Identifier: GPL-3.0-or-later
// The commands about the repository: snapshots, ls, diff, find, tag, forget, repository.
#include "app/cli/runner.h"
#include "app/cli/snapshot_text.h"

#include "services/core/json.h"
#include "services/restic/repository_report.h"
#include "services/session/exit_codes.h"

#include <QSet>

namespace snapgpu::cli {

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
        auto any = std::make_shared<bool>(false);
        const auto tellLine = [this, any](const QByteArray &line) {
            *any = true;
            m_out->rawLine(line);
            const auto node = m_out->isJson() ? Result<json::Value>(json::Value()) : json::parse(line);
            if (!m_out->isJson() && node) {
                const auto size = json::integer(*node, "size");
                const QDateTime time =
                    QDateTime::fromString(json::trimmed(*node, "mtime"), Qt::ISODateWithMs);
                m_out->say(QStringLiteral("%1 %2  %3  %4")
                               .arg(json::string(*node, "permissions").value_or(QString()).leftJustified(11),
                                   sizeText(size).rightJustified(9), timeText(time),
                                   nameText(json::string(*node, "path").value_or(QString()).toUtf8())));
            }
        };
        QString path = m_line.arguments.value(1);
        if (!path.isEmpty() && !path.startsWith(QLatin1Char('/'))) {
            path.prepend(QLatin1Char('/')); // every path of a snapshot begins there
        }
        m_services->catalog()
            ->ls(*m_services->repository(), found.first().id, path, tellLine)
            ->then(this, [this, any, id = found.first().shortId()](const Result<Done> &end) {
                if (end && !*any && m_line.arguments.size() > 1) { // restic says nothing and exits with 0
                    return fail(Error{ErrorCategory::NotFound,
                        tr("There is no %1 in snapshot %2. Paths are as \"snapgpu-cli ls %2\" shows them.")
                            .arg(m_line.arguments.at(1), id),
                        {}, 0, 0});
                }
                end ? finish(0) : fail(end.error());
            });
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
            m_out->say(tr("Files: %1 added, %2 removed, %3 changed; in the repository %4 more, %5 less")
                           .arg(diff->addedFiles)
                           .arg(diff->removedFiles)
                           .arg(diff->changedFiles)
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
                for (const FoundFile &file : newestFirst(*found, browser()->view().snapshots)) {
                    json::Value object = {{"snapshot", file.snapshotId.toStdString()},
                        {"size", file.entry.size}, {"folder", file.entry.type == NodeType::Folder},
                        {"mtime_ms", file.entry.mtimeMs}};
                    putPath(object, file.path);
                    m_out->line(object);
                    const Snapshot *snapshot = knownSnapshot(browser()->view().snapshots, file.snapshotId);
                    m_out->say(QStringLiteral("%1  %2  %3  %4")
                                   .arg(file.snapshotId.left(8),
                                       timeText(snapshot != nullptr ? snapshot->time : QDateTime()),
                                       sizeText(file.entry.type == NodeType::File
                                               ? std::optional<qint64>(file.entry.size)
                                               : std::nullopt)
                                           .rightJustified(9),
                                       nameText(file.path)));
                }
                m_out->note(tr("%n place(s)", nullptr, static_cast<int>(found->size())));
                finish(0);
            });
    };
    if (!m_line.inSnapshots.isEmpty()) {
        withSnapshots(m_line.inSnapshots, search);
    } else if (SnapshotBrowser *catalog = browser(); catalog && catalog->view().snapshots.isEmpty()) {
        catalog->refresh()->then(this,
            [this, search](const Result<CatalogView> &view) { view ? search({}) : fail(view.error()); });
    } else if (catalog) {
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
