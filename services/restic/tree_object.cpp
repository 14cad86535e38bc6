// SPDX-License-Identifier: GPL-3.0-or-later
// Source of the format: restic's design document and `restic cat blob` of 0.14 and 0.19.
#include "services/restic/tree_object.h"

#include "services/core/json.h"

#include <QCoreApplication>

namespace snapgpu {

namespace {

/** \xNN, \uNNNN and \UNNNNNNNN; returns how many characters they took, 0 = none of them. */
qsizetype appendNumbered(QByteArray &out, const QByteArray &text, qsizetype at)
{
    const char kind = text.at(at);
    const qsizetype length = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    bool good = false;
    const uint value = text.mid(at + 1, length).toUInt(&good, 16);
    if (length == 0 || !good || text.size() < at + 1 + length) {
        return 0;
    }
    if (kind == 'x') {
        out += static_cast<char>(value);
    } else {
        const auto point = static_cast<char32_t>(value);
        out += QString::fromUcs4(&point, 1).toUtf8();
    }
    return length + 1;
}

quint64 numberOf(const json::Value &node, const char *key)
{
    return static_cast<quint64>(json::integer(node, key).value_or(0));
}

TreeObjectNode nodeOf(const json::Value &value)
{
    TreeObjectNode node;
    node.name = unquotedName(json::string(value, "name").value_or(QString()).toUtf8());
    node.type = json::trimmed(value, "type").toLatin1();
    node.subtree = json::trimmed(value, "subtree").toLatin1();
    if (const json::Value *content = json::array(value, "content")) {
        for (const json::Value &blob : *content) {
            node.content.append(json::toQString(blob).toLatin1());
        }
    }
    node.inode = numberOf(value, "inode");
    node.device = numberOf(value, "device_id");
    if (const auto raw = json::string(value, "linktarget_raw")) { // no UTF-8
        node.linkTarget = QByteArray::fromBase64(raw->toLatin1());
    } else if (const auto target = json::string(value, "linktarget")) {
        node.linkTarget = target->toUtf8();
    }
    return node;
}

} // namespace

QByteArray unquotedName(const QByteArray &text)
{
    static const QByteArray letters("abfnrtv\\\"");
    static const QByteArray meanings("\a\b\f\n\r\t\v\\\"");
    QByteArray out;
    for (qsizetype i = 0; i < text.size();) {
        if (text.at(i) != '\\' || i + 1 >= text.size()) {
            out += text.at(i++);
            continue;
        }
        const qsizetype letter = letters.indexOf(text.at(i + 1));
        if (letter >= 0) {
            out += meanings.at(letter);
            i += 2;
            continue;
        }
        const qsizetype taken = appendNumbered(out, text, i + 1);
        if (taken == 0) {
            out += text.at(i++);
        } else {
            i += 1 + taken;
        }
    }
    return out;
}

Result<QVector<TreeObjectNode>> parseTreeObject(const QByteArray &bytes)
{
    const Result<json::Value> tree = json::parse(bytes, {qsizetype(1) << 30, 64});
    const json::Value *nodes = tree ? json::array(*tree, "nodes") : nullptr;
    if (nodes == nullptr) {
        return fail(ErrorCategory::BadAnswer,
            QCoreApplication::translate(
                "Restic", "restic's answer broke off or could not be understood. Try again."),
            QString::fromUtf8(bytes.left(400)));
    }
    QVector<TreeObjectNode> parsed;
    parsed.reserve(static_cast<qsizetype>(nodes->size()));
    for (const json::Value &node : *nodes) {
        parsed.append(nodeOf(node));
    }
    return parsed;
}

Result<QByteArray> linkTargetIn(const QByteArray &bytes, const QByteArray &name)
{
    const Result<QVector<TreeObjectNode>> nodes = parseTreeObject(bytes);
    if (!nodes) {
        return tl::unexpected<Error>(nodes.error());
    }
    for (const TreeObjectNode &node : *nodes) {
        if (node.name == name && node.linkTarget) {
            return *node.linkTarget;
        }
    }
    return notALink();
}

tl::unexpected<Error> notALink()
{
    return fail(ErrorCategory::NotFound,
        QCoreApplication::translate("Restic", "That entry is not a symbolic link in this snapshot."));
}

} // namespace snapgpu
