// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/snapshot_text.h"

#include <algorithm>
#include <QHash>
#include <QLocale>

namespace snapgpu::cli {

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

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"))
                          : QStringLiteral("–").leftJustified(19);
}

QString snapshotLine(const Snapshot &snapshot, int count)
{
    const QString words = snapshot.tags.join(QStringLiteral(", "));
    const QString tags = words.isEmpty() ? QString() : QStringLiteral("  [%1]").arg(words);
    return QStringLiteral("%1  %2  %3  %4  %5  %6%7")
        .arg(snapshot.shortId(), timeText(snapshot.time))
        .arg(count, 5)
        .arg(sizeText(snapshot.totalBytes), 9)
        .arg(snapshot.hostname.leftJustified(14), snapshot.paths.join(QLatin1Char(' ')), tags);
}

json::Value briefObject(const Snapshot &snapshot)
{
    return {{"snapshot", snapshot.id.toStdString()},
        {"time", snapshot.time.toString(Qt::ISODateWithMs).toStdString()},
        {"hostname", snapshot.hostname.toStdString()}, {"paths", strings(snapshot.paths)},
        {"tags", strings(snapshot.tags)}};
}

namespace {

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

} // namespace

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

const Snapshot *knownSnapshot(const QVector<Snapshot> &snapshots, const QString &id)
{
    const auto known = std::find_if(
        snapshots.cbegin(), snapshots.cend(), [&id](const Snapshot &snapshot) { return snapshot.id == id; });
    return known == snapshots.cend() ? nullptr : &*known;
}

QVector<FoundFile> newestFirst(QVector<FoundFile> found, const QVector<Snapshot> &snapshots)
{
    QHash<QString, qint64> times;
    for (const Snapshot &snapshot : snapshots) {
        times.insert(snapshot.id, snapshot.time.toMSecsSinceEpoch());
    }
    std::stable_sort(found.begin(), found.end(), [&times](const FoundFile &a, const FoundFile &b) {
        return times.value(a.snapshotId) > times.value(b.snapshotId);
    });
    return found;
}

} // namespace snapgpu::cli
