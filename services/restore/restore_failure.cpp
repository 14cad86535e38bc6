// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restore/restore_failure.h"

#include "services/restic/restic_error.h"

#include <initializer_list>
#include <QCoreApplication>

namespace snapgpu {

namespace {

bool has(const QByteArray &text, std::initializer_list<const char *> needles)
{
    for (const char *needle : needles) {
        if (text.contains(needle)) {
            return true;
        }
    }
    return false;
}

/** A cause that only a restore meets, or that resticError() cannot name as well; empty when none. */
QString cause(const RestoreFailure &failure, ErrorCategory &category)
{
    const QByteArray &text = failure.output;
    if (has(text, {"RequestTimeTooSkewed", "request time and the server's time is too large"})) {
        category = ErrorCategory::Auth;
        return QCoreApplication::translate("Restore",

            "The storage of %1 refuses the machine because its clock is wrong. Take another machine, or "
            "set its clock.")
            .arg(failure.url);
    }
    if (has(text,
            {"ExpiredToken", "token has expired", "TokenRefreshRequired",
                "security token included in the "
                "request is expired"})) {
        category = ErrorCategory::Auth;
        return QCoreApplication::translate("Restore",

            "The access keys of %1 have expired. Make new ones and restore again; what is there is kept.")
            .arg(failure.url);
    }
    if (has(text, {"unsupported repository version", "repository version"})
        && has(text, {"unsupported", "not supported", "newer"})) {
        category = ErrorCategory::RestoreFailed;
        return QCoreApplication::translate("Restore",

            "The repository %1 was made by a newer restic than the machine's %2 and cannot be read by it. "
            "Use a newer restic.")
            .arg(failure.url, failure.resticVersion);
    }
    if (has(text, {"read-only file system"})) {
        category = ErrorCategory::RestoreFailed;
        return QCoreApplication::translate("Restore",

            "Nothing can be written to %1 on the machine: it is read-only. Choose another target folder.")
            .arg(failure.target);
    }
    return {};
}

/** The repository itself lacks or spoils something, as opposed to the disk or the network. */
bool isDamage(const QByteArray &text)
{
    return has(text,
        {"ciphertext verification failed", "hash does not match", "wrong data returned",
            "not found in repository", "not found in index", "no such file or directory",
            "The specified key does not exist", "NoSuchKey", "invalid data returned", "file is truncated",
            "file has been truncated"});
}

} // namespace

bool isFinalRefusal(const QByteArray &output)
{
    return has(output,
        {"RequestTimeTooSkewed", "ExpiredToken", "token has expired", "InvalidAccessKeyId",
            "SignatureDoesNotMatch", "AccessDenied", "Access Denied", "NoSuchBucket",
            "specified bucket does not exist"});
}

Error restoreError(const RestoreFailure &failure)
{
    const QString detail = QString::fromUtf8(failure.output.right(2000));
    if (failure.exitCode < 0) {
        return Error{ErrorCategory::RestoreFailed,
            QCoreApplication::translate("Restore",
                "restic ended on the machine without a word; it was probably killed. Restore again."),
            detail, 0, failure.exitCode};
    }
    Error error = resticError(failure.exitCode, failure.output, failure.url);
    if (const QString known = cause(failure, error.category); !known.isEmpty()) {
        error.message = known;
        return error;
    }
    if (error.category != ErrorCategory::RestoreFailed) {
        return error;
    }
    const bool damage = isDamage(failure.output);
    if (!failure.errors.isEmpty()) {
        const RestoreFileError &first = failure.errors.first();
        const QString advice = damage
            ? QCoreApplication::translate(
                "Restore", "The repository is damaged there; see \"restic check --read-data\".")
            : QCoreApplication::translate("Restore", "Restore again; what is whole is kept.");
        const int count = static_cast<int>(failure.errors.size());
        error.message = QCoreApplication::translate(
            "Restore", "%n file(s) could not be restored; the first is %1 (%2). %3", "", count)
                            .arg(first.path, first.message.simplified().left(200), advice);
    } else if (damage) {
        error.message = QCoreApplication::translate("Restore",
            "The repository %1 is damaged: something it refers to is missing or spoiled. Run "
            "\"restic check\" and restore another snapshot.")
                            .arg(failure.url);
    }
    return error;
}

} // namespace snapgpu
