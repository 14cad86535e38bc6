// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/session/restore_notes.h"

#include "services/core/json.h"
#include "services/core/log.h"
#include "services/restore/restore_plan.h"

#include <QFile>
#include <QRegularExpression>
#include <QSaveFile>

namespace snapgpu {

namespace {

constexpr qsizetype kMost = 200; ///< the newest; nobody rents as many machines
constexpr qsizetype kMostBytes = 1024 * 1024;

json::Value toJson(const BegunRestore &begun)
{
    json::Value paths = json::Value::array();
    for (const QString &path : begun.snapshot.paths) {
        paths.push_back(json::fromQString(path));
    }
    json::Value made = {{"provider", json::fromQString(begun.provider)},
        {"instance_id", json::fromQString(begun.instanceId)}, {"label", json::fromQString(begun.label)},
        {"snapshot", json::fromQString(begun.snapshot.id)}, {"paths", paths},
        {"repository", json::fromQString(begun.repository)}, {"target", json::fromQString(begun.target)},
        {"key", begun.key.toStdString()}, {"begun_ms", begun.begunAtMs},
        {"counted_bytes", begun.countedBytes}};
    if (begun.snapshot.totalBytes) {
        made["total_bytes"] = *begun.snapshot.totalBytes;
    }
    return made;
}

BegunRestore fromJson(const json::Value &value)
{
    BegunRestore made;
    made.provider = json::trimmed(value, "provider");
    made.instanceId = json::trimmed(value, "instance_id");
    made.label = json::trimmed(value, "label");
    made.snapshot.id = json::trimmed(value, "snapshot");
    if (const json::Value *paths = json::array(value, "paths")) {
        for (const json::Value &path : *paths) {
            made.snapshot.paths.append(json::toQString(path));
        }
    }
    made.snapshot.totalBytes = json::integer(value, "total_bytes");
    made.repository = json::trimmed(value, "repository");
    made.target = json::string(value, "target").value_or(QString());
    made.key = json::trimmed(value, "key").toLatin1();
    made.begunAtMs = json::integer(value, "begun_ms").value_or(0);
    made.countedBytes = json::integer(value, "counted_bytes").value_or(0);
    return made;
}

} // namespace

BegunRestore begunRestore(const Machine &machine, const RestoreRequest &request, qint64 begunAtMs)
{
    BegunRestore made;
    made.provider = machine.provider;
    made.instanceId = machine.instanceId;
    made.label = machine.label;
    made.snapshot.id = request.snapshot.id;
    made.snapshot.paths = request.snapshot.paths;
    if (wantsEverything(request)) {
        made.snapshot.totalBytes = request.snapshot.totalBytes;
    }
    static const QRegularExpression credentials(QStringLiteral("://[^/@]*@"));
    made.repository = redacted(request.repository.url).replace(credentials, QStringLiteral("://"));
    made.target = targetOf(request);
    made.key = restoreKey(request);
    made.begunAtMs = begunAtMs;
    return made;
}

QByteArray restoreNotesJson(const QVector<BegunRestore> &notes)
{
    json::Value rows = json::Value::array();
    for (const BegunRestore &begun : notes) {
        rows.push_back(toJson(begun));
    }
    return json::dump({{"restores", rows}}, 2) + '\n';
}

QVector<BegunRestore> parseRestoreNotes(const QByteArray &text)
{
    QVector<BegunRestore> notes;
    const Result<json::Value> document = json::parse(text, {kMostBytes, 8});
    const json::Value *rows = document ? json::array(*document, "restores") : nullptr;
    if (rows == nullptr) {
        return notes;
    }
    for (const json::Value &row : *rows) {
        const BegunRestore begun = fromJson(row);
        if (!begun.provider.isEmpty() && !begun.instanceId.isEmpty() && !begun.key.isEmpty()
            && notes.size() < kMost) {
            notes.append(begun);
        }
    }
    return notes;
}

QVector<BegunRestore> RestoreNotes::all() const
{
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    return parseRestoreNotes(file.read(kMostBytes));
}

void RestoreNotes::add(const BegunRestore &begun)
{
    QVector<BegunRestore> notes = all();
    notes.removeIf([&begun](const BegunRestore &one) { return one.isOn(begun.provider, begun.instanceId); });
    while (notes.size() >= kMost) {
        notes.removeFirst();
    }
    notes.append(begun);
    write(notes);
}

void RestoreNotes::remove(const QString &provider, const QString &instanceId)
{
    QVector<BegunRestore> notes = all();
    if (notes.removeIf([&](const BegunRestore &one) { return one.isOn(provider, instanceId); }) > 0) {
        write(notes);
    }
}

void RestoreNotes::write(const QVector<BegunRestore> &notes) const
{
    QSaveFile file(m_file);
    if (!file.open(QIODevice::WriteOnly) || file.write(restoreNotesJson(notes)) < 0 || !file.commit()) {
        qCWarning(lcApp).noquote() << "cannot note which restores have begun:" << file.errorString();
    }
}

} // namespace snapgpu
