// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/link_target.h"

#include "services/core/json.h"
#include "services/restic/restic_worker.h"

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

Result<QByteArray> linkTargetIn(const QByteArray &treeObject, const QByteArray &name)
{
    const Result<json::Value> tree = json::parse(treeObject, {qsizetype(1) << 30, 64});
    const json::Value *nodes = tree ? json::array(*tree, "nodes") : nullptr;
    if (nodes == nullptr) {
        return fail(ErrorCategory::BadAnswer,
            QCoreApplication::translate(
                "Restic", "restic's answer broke off or could not be understood. Try again."),
            QString::fromUtf8(treeObject.left(400)));
    }
    for (const json::Value &node : *nodes) {
        if (unquotedName(json::string(node, "name").value_or(QString()).toUtf8()) != name) {
            continue;
        }
        if (const auto raw = json::string(node, "linktarget_raw")) { // no UTF-8
            return QByteArray::fromBase64(raw->toLatin1());
        }
        if (const auto target = json::string(node, "linktarget")) {
            return target->toUtf8();
        }
    }
    return fail(ErrorCategory::NotFound,
        QCoreApplication::translate("Restic", "That entry is not a symbolic link in this snapshot."));
}

void askLinkTarget(ResticWorker *worker, const QByteArray &snapshotId, const QByteArray &path,
    const std::function<void(Result<QByteArray>)> &done)
{
    const qsizetype slash = path.lastIndexOf('/');
    const QByteArray object = slash <= 0 ? snapshotId : QByteArray(snapshotId + ':' + path.left(slash));
    worker->run({{"cat", "--no-lock", "tree", object}, {}, {}, -1, false},
        [name = path.mid(slash + 1), done](const Result<QByteArray> &tree) {
            if (tree) {
                return done(linkTargetIn(*tree, name));
            }
            Error error = tree.error();
            if (error.category == ErrorCategory::RestoreFailed
                || error.category == ErrorCategory::SnapshotMissing) {
                error.message = QCoreApplication::translate(
                    "Restic", "Where a link points is told by restic 0.16 and newer; this one is older.");
            }
            done(tl::unexpected<Error>(error));
        });
}

} // namespace snapgpu
