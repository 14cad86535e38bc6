// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/restic_error.h"

#include "services/core/json.h"

#include <initializer_list>
#include <QCoreApplication>

namespace snapgpu {

namespace {

constexpr int kNoRepository = 10;
constexpr int kLocked = 11;
constexpr int kWrongPassword = 12;
constexpr int kNotExecutable = 126;
constexpr int kNotFound = 127;
constexpr qsizetype kDetailBytes = 2000;

QString tr(const char *text) { return QCoreApplication::translate("Restic", text); }

/** The readable part: messages out of JSON lines, plain lines as they are. */
QByteArray plainText(const QByteArray &output)
{
    QByteArrayList lines;
    for (const QByteArray &line : output.split('\n')) {
        if (line.startsWith('{')) {
            const Result<json::Value> value = json::parse(QString::fromUtf8(line).toUtf8());
            if (value) {
                const json::Value *inner = json::object(*value, "error");
                const QString message = json::trimmed(inner ? *inner : *value, "message");
                if (!message.isEmpty()) {
                    lines.append(message.toUtf8());
                }
                continue;
            }
        }
        if (!line.trimmed().isEmpty()) {
            lines.append(line.trimmed());
        }
    }
    return lines.join('\n');
}

bool has(const QByteArray &text, std::initializer_list<const char *> needles)
{
    for (const char *needle : needles) {
        if (text.contains(needle)) {
            return true;
        }
    }
    return false;
}

ErrorCategory categoryOf(int exitCode, const QByteArray &text)
{
    switch (exitCode) {
    case kWrongPassword:
        return ErrorCategory::RepositoryPassword;
    case kLocked:
        return ErrorCategory::RepositoryLocked;
    case kNotExecutable:
    case kNotFound:
        return ErrorCategory::MissingTool;
    default:
        break;
    }
    // A repository that cannot be reached is reported as missing too, so the cause comes first.
    if (has(text,
            {"dial tcp", "no such host", "onnection refused", "i/o timeout", "TLS handshake",
                "x509:", "context deadline exceeded", "connection reset", "network is unreachable"})) {
        return ErrorCategory::Network;
    }
    if (has(text,
            {"AccessDenied", "Access Denied", "InvalidAccessKeyId", "Access Key Id you provided",
                "SignatureDoesNotMatch", "Unauthorized", "403 Forbidden", "no credentials found"})) {
        return ErrorCategory::Auth;
    }
    if (has(text,
            {"wrong password or no key found", "an empty password is not a password",
                "empty password is not allowed"})) {
        return ErrorCategory::RepositoryPassword;
    }
    if (has(text, {"no space left on device", "disk quota exceeded"})) {
        return ErrorCategory::DiskFull;
    }
    if (exitCode == kNoRepository
        || has(text,
            {"Is there a repository at the following location", "repository does not exist", "NoSuchBucket",
                "specified bucket does not exist"})) {
        return ErrorCategory::RepositoryMissing;
    }
    if (has(text, {"repository is already locked"})) {
        return ErrorCategory::RepositoryLocked;
    }
    if (has(text, {"no matching ID found", "failed to find snapshot", "no snapshot found"})) {
        return ErrorCategory::SnapshotMissing;
    }
    if (has(text, {"restic: not found", "restic: command not found"})) {
        return ErrorCategory::MissingTool;
    }
    return ErrorCategory::RestoreFailed;
}

QString sentence(ErrorCategory category, const QString &url, const QByteArray &text, int exitCode)
{
    switch (category) {
    case ErrorCategory::RepositoryPassword:
        return tr("The repository password is wrong for %1. Check RESTIC_PASSWORD or the settings.").arg(url);
    case ErrorCategory::RepositoryLocked:
        return tr("The repository %1 is locked by another restic. Wait for it, or run \"restic unlock\" if "
                  "it died.")
            .arg(url);
    case ErrorCategory::RepositoryMissing:
        return tr("There is no restic repository at %1. Check the address.").arg(url);
    case ErrorCategory::Network:
        return tr("The repository %1 cannot be reached. Check the address and the network.").arg(url);
    case ErrorCategory::Auth:
        return tr(
            "The storage of %1 refuses its access keys. Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
            .arg(url);
    case ErrorCategory::DiskFull:
        return tr("The disk is full, so restic could not go on. Take a machine with a larger disk.");
    case ErrorCategory::SnapshotMissing:
        return tr("The snapshot is not in %1 any more. Refresh the list and choose another.").arg(url);
    case ErrorCategory::MissingTool:
        return tr("restic is not installed there. Install it (package restic) or let SnapGPU fetch it.");
    default: {
        const QString last = QString::fromUtf8(text.mid(text.lastIndexOf('\n') + 1).left(300));
        return last.isEmpty() ? tr("restic ended with exit code %1.").arg(exitCode)
                              : tr("restic ended with exit code %1: %2").arg(QString::number(exitCode), last);
    }
    }
}

} // namespace

Error resticError(int exitCode, const QByteArray &output, const QString &url)
{
    const QByteArray text = plainText(output);
    const ErrorCategory category = categoryOf(exitCode, text);
    return Error{category, sentence(category, url, text, exitCode),
        QString::fromUtf8(text.right(kDetailBytes)), 0, exitCode};
}

} // namespace snapgpu
