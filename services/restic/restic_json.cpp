// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/restic_json.h"

#include "services/core/json.h"

#include <QCoreApplication>

namespace snapgpu {

namespace {

QStringList strings(const json::Value &object, const char *key)
{
    QStringList result;
    if (const json::Value *values = json::array(object, key)) {
        for (const json::Value &value : *values) {
            if (value.is_string()) {
                result.append(json::toQString(value));
            }
        }
    }
    return result;
}

void appendSnapshot(QVector<Snapshot> &list, const json::Value &row)
{
    Snapshot snapshot;
    snapshot.id = json::trimmed(row, "id");
    if (snapshot.id.isEmpty()) {
        return;
    }
    snapshot.tree = json::trimmed(row, "tree");
    snapshot.time = QDateTime::fromString(json::trimmed(row, "time"), Qt::ISODateWithMs).toUTC();
    snapshot.hostname = json::trimmed(row, "hostname");
    snapshot.username = json::trimmed(row, "username");
    snapshot.paths = strings(row, "paths");
    snapshot.tags = strings(row, "tags");
    if (const json::Value *summary = json::object(row, "summary")) {
        // restic leaves zeros out.
        snapshot.totalBytes = json::integer(*summary, "total_bytes_processed").value_or(0);
        snapshot.totalFiles = json::integer(*summary, "total_files_processed").value_or(0);
    }
    snapshot.raw = json::dump(row);
    list.append(snapshot);
}

} // namespace

Result<QVector<Snapshot>> parseSnapshots(const QByteArray &output)
{
    QByteArray text;
    for (const QByteArray &line : output.split('\n')) {
        if (!text.isEmpty() || line.startsWith('[') || line == "null") {
            text += line + '\n';
        }
    }
    const Result<json::Value> value = json::parse(text);
    if (!value || (!value->is_array() && !value->is_null())) {
        return fail(ErrorCategory::BadAnswer,
            QCoreApplication::translate(
                "Restic", "restic's list of snapshots broke off or could not be understood. Try again."),
            QString::fromUtf8(output.left(400)));
    }
    QVector<Snapshot> snapshots;
    for (const json::Value &row : *value) {
        if (const json::Value *inner = json::array(row, "snapshots")) {
            for (const json::Value &grouped : *inner) {
                appendSnapshot(snapshots, grouped);
            }
        } else {
            appendSnapshot(snapshots, row);
        }
    }
    return snapshots;
}

QVector<QByteArray> jsonLines(const QByteArray &output)
{
    QVector<QByteArray> lines;
    for (const QByteArray &line : output.split('\n')) {
        if (line.startsWith('{')) {
            lines.append(line);
        }
    }
    return lines;
}

} // namespace snapgpu
