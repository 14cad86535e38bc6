// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/browse_parse.h"

#include "services/restic/ls_node.h"
#include "services/restic/restic_json.h"

#include <QCoreApplication>

namespace snapgpu {

namespace {

tl::unexpected<Error> notUnderstood(const QByteArray &output)
{
    return fail(ErrorCategory::BadAnswer,
        QCoreApplication::translate(
            "Restic", "restic's answer broke off or could not be understood. Try again."),
        QString::fromUtf8(output.left(400)));
}

/** The array in what restic printed; lines of text may stand before it. Nothing at all counts as empty. */
Result<json::Value> parseArray(const QByteArray &output)
{
    qsizetype start = 0;
    while (start >= 0 && start < output.size() && output.at(start) != '[' && output.at(start) != 'n') {
        const qsizetype newline = output.indexOf('\n', start);
        start = newline < 0 ? output.size() : newline + 1;
    }
    const QByteArray text = output.mid(start).trimmed();
    if (text.isEmpty() && output.trimmed().isEmpty()) {
        return json::Value::array();
    }
    Result<json::Value> value = json::parse(text, {qsizetype(1) << 30, 64});
    if (!value || !(value->is_array() || value->is_null())) {
        return notUnderstood(output);
    }
    return value;
}

std::optional<ChangeKind> kindOf(const QString &modifier)
{
    // "TM" and the like happen: the strongest word wins.
    for (const auto &[letter, kind] :
        {std::pair{'+', ChangeKind::Added}, {'-', ChangeKind::Removed}, {'T', ChangeKind::Type},
            {'?', ChangeKind::Damaged}, {'M', ChangeKind::Content}, {'U', ChangeKind::Metadata}}) {
        if (modifier.contains(QLatin1Char(letter))) {
            return kind;
        }
    }
    return std::nullopt;
}

/** The name as JSON shows it: U+FFFD for each byte that is no UTF-8. */
QByteArray asJson(QByteArrayView name) { return QString::fromUtf8(name).toUtf8(); }

void addChange(SnapshotDiff &diff, const json::Value &line, const SnapshotTree *a, const SnapshotTree *b)
{
    const std::optional<ChangeKind> kind = kindOf(json::string(line, "modifier").value_or(QString()));
    SnapshotChange change;
    change.path = json::string(line, "path").value_or(QString()).toUtf8();
    if (!kind || change.path.isEmpty()) {
        return;
    }
    change.kind = *kind;
    change.isFolder = change.path.endsWith('/');
    if (change.isFolder && change.path.size() > 1) {
        change.path.chop(1);
    }
    const auto look = [&change](const SnapshotTree *tree, bool wanted) -> std::optional<qint64> {
        const auto node = tree && wanted ? findJsonPath(*tree, change.path) : std::nullopt;
        if (!node) {
            return std::nullopt;
        }
        change.path = tree->path(*node);
        return tree->size(*node);
    };
    change.before = look(a, change.kind != ChangeKind::Added);
    change.after = look(b, change.kind != ChangeKind::Removed);
    diff.changes.append(change);
}

void addStatistics(SnapshotDiff &diff, const json::Value &line)
{
    const auto number = [&](const char *side, const char *key) -> qint64 {
        const json::Value *object = json::object(line, side);
        return object ? json::integer(*object, key).value_or(0) : 0;
    };
    diff.changedFiles = static_cast<int>(json::integer(line, "changed_files").value_or(0));
    diff.addedFiles = static_cast<int>(number("added", "files"));
    diff.removedFiles = static_cast<int>(number("removed", "files"));
    diff.addedBytes = number("added", "bytes");
    diff.removedBytes = number("removed", "bytes");
}

QVector<Snapshot> snapshotsIn(const json::Value &group, const char *key)
{
    const json::Value *list = json::array(group, key);
    return list ? parseSnapshots(json::dump(*list)).value_or(QVector<Snapshot>()) : QVector<Snapshot>();
}

} // namespace

std::optional<SnapshotTree::Node> findJsonPath(const SnapshotTree &tree, const QByteArray &path)
{
    if (!path.contains("\xef\xbf\xbd")) {
        return tree.find(path);
    }
    SnapshotTree::Node node = SnapshotTree::kRoot;
    for (const QByteArray &part : path.split('/')) {
        if (part.isEmpty()) {
            continue;
        }
        std::optional<SnapshotTree::Node> next;
        for (quint32 row = 0; row < tree.childCount(node); ++row) {
            const SnapshotTree::Node child = tree.child(node, row);
            if (asJson(tree.name(child)) == part) {
                if (next) {
                    return std::nullopt;
                }
                next = child;
            }
        }
        if (!next) {
            return std::nullopt;
        }
        node = *next;
    }
    return node;
}

Result<QVector<FoundFile>> parseFind(const QByteArray &output)
{
    const Result<json::Value> value = parseArray(output);
    if (!value) {
        return tl::unexpected<Error>(value.error());
    }
    QVector<FoundFile> found;
    for (const json::Value &snapshot : *value) {
        const json::Value *matches = json::array(snapshot, "matches");
        const QString id = json::trimmed(snapshot, "snapshot");
        if (matches == nullptr || id.isEmpty()) {
            continue;
        }
        for (const json::Value &match : *matches) {
            if (const std::optional<LsNode> node = lsNode(match)) {
                FoundFile file{id, node->path, node->entry};
                file.entry.name = node->path.mid(node->path.lastIndexOf('/') + 1);
                found.append(file);
            }
        }
    }
    return found;
}

Result<SnapshotDiff> parseDiff(const QByteArray &output, const SnapshotTree *a, const SnapshotTree *b)
{
    SnapshotDiff diff;
    bool complete = false;
    for (const QByteArray &text : jsonLines(output)) {
        const Result<json::Value> line = json::parse(text);
        if (!line) {
            return notUnderstood(text);
        }
        if (json::trimmed(*line, "message_type") == QLatin1String("statistics")) {
            addStatistics(diff, *line);
            diff.statistics = text;
            complete = true;
        } else {
            addChange(diff, *line, a, b);
        }
    }
    if (!complete) { // the last line is what says that nothing is missing
        return notUnderstood(output.right(400));
    }
    return diff;
}

Result<ForgetPlan> parseForgetPlan(const QByteArray &output)
{
    const Result<json::Value> value = parseArray(output);
    if (!value) {
        return tl::unexpected<Error>(value.error());
    }
    ForgetPlan plan;
    for (const json::Value &group : *value) {
        plan.remove += snapshotsIn(group, "remove");
        plan.keep += snapshotsIn(group, "keep");
    }
    return plan;
}

QByteArrayList policyArguments(const ForgetPolicy &policy)
{
    QByteArrayList arguments;
    const auto number = [&](const char *option, int value) {
        if (value > 0) {
            arguments.append(QByteArray(option) + '=' + QByteArray::number(value));
        }
    };
    const auto word = [&](const char *option, const QString &value) {
        if (!value.isEmpty()) {
            arguments.append(QByteArray(option) + '=' + value.toUtf8());
        }
    };
    number("--keep-last", policy.last);
    number("--keep-hourly", policy.hourly);
    number("--keep-daily", policy.daily);
    number("--keep-weekly", policy.weekly);
    number("--keep-monthly", policy.monthly);
    number("--keep-yearly", policy.yearly);
    word("--keep-within", policy.within);
    for (const QString &tag : policy.tags) {
        word("--keep-tag", tag);
    }
    word("--host", policy.host);
    word("--path", policy.path);
    word("--tag", policy.tag);
    return arguments;
}

QByteArray exactPattern(const QByteArray &path)
{
    QByteArray pattern;
    for (qsizetype i = 0; i < path.size();) {
        const char c = path.at(i);
        const auto lead = static_cast<uchar>(c);
        if (lead < 0x80) {
            if (QByteArrayView("\\*?[]").contains(c)) {
                pattern += '\\';
            }
            pattern += c;
            ++i;
            continue;
        }
        const qsizetype length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        const QByteArray part = path.mid(i, length);
        const bool isCharacter = part.size() == length && QString::fromUtf8(part).toUtf8() == part
            && QString::fromUtf8(part).toUcs4().size() == 1;
        // Go's matcher, too, takes such a byte for one character.
        pattern += isCharacter ? part : QByteArrayLiteral("?");
        i += isCharacter ? length : 1;
    }
    return pattern;
}

} // namespace snapgpu
