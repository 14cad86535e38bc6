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

/** One row: words that only this cause prints. The first row that fits wins. */
struct Sign
{
    RepositoryPart part;
    std::initializer_list<const char *> words;
};

RepositoryPart partOf(int exitCode, const QByteArray &text)
{
    // A repository that cannot be reached is reported as missing too, so the cause comes first.
    static const Sign signs[] = {
        {RepositoryPart::EnvironmentFile, {"snapgpu: environment file not readable"}},
        {RepositoryPart::Tool, {"restic: not found", "restic: command not found", "restic: No such file"}},
        {RepositoryPart::Clock,
            {"RequestTimeTooSkewed", "difference between the request time and the", "RequestExpired"}},
        {RepositoryPart::Expired,
            {"ExpiredToken", "token has expired", "The provided token has expired", "expired credentials"}},
        {RepositoryPart::Address,
            {"no such host", "Could not resolve hostname", "invalid backend", "invalid bucket",
                "bucket name not found", "invalid URL", "unsupported protocol scheme",
                "missing protocol scheme", "Endpoint url cannot", "parsing repository location failed"}},
        {RepositoryPart::Certificate, {"x509:"}},
        {RepositoryPart::Network,
            {"dial tcp", "onnection refused", "i/o timeout", "TLS handshake",
                "remote error: tls:", "context deadline exceeded", "connection reset",
                "network is unreachable", "server gave HTTP response to HTTPS client", "no route to host"}},
        {RepositoryPart::Keys,
            {"AccessDenied", "Access Denied", "InvalidAccessKeyId", "Access Key Id you provided",
                "SignatureDoesNotMatch", "request signature we calculated", "Unauthorized", "403 Forbidden",
                "no credentials found", "Credential access key has length", "InvalidToken",
                "No user exists with the provided"}},
        {RepositoryPart::Network, {"unable to start the sftp session"}}, // ssh did not say why
        {RepositoryPart::Bucket,
            {"NoSuchBucket", "specified bucket does not exist", "Bucket name cannot", "Bucket name contains",
                "InvalidBucketName", "specified bucket is not valid"}},
        {RepositoryPart::Region,
            {"AuthorizationHeaderMalformed", "authorization header is malformed",
                "IllegalLocationConstraint"}},
        {RepositoryPart::Version, {"unsupported repository version", "unsupported config version"}},
        {RepositoryPart::Password,
            {"wrong password or no key found", "an empty password is not a password",
                "empty password is not allowed", "Resolving password failed"}},
        {RepositoryPart::Locked, {"repository is already locked"}},
        {RepositoryPart::Exists,
            {"config file already exists", "config already exists", "already initialized"}},
        {RepositoryPart::Damaged,
            {"ciphertext verification failed", "invalid data returned", "config file has zero size",
                "cannot be decoded", "unable to load index", "not found in index", "not found in repository",
                "unexpected pack file", "hash does not match", "wrong hash returned", "invalid character",
                "unexpected end of JSON", "Load(<data/", "ReadFull(<data/", "StreamPack:"}},
        {RepositoryPart::NoRepository,
            {"Is there a repository at the following location", "repository does not exist"}},
    };
    if (has(text, {"sftp session"}) && has(text, {"Permission denied ("})) {
        return RepositoryPart::Keys;
    }
    for (const Sign &sign : signs) {
        if (has(text, sign.words)) {
            return sign.part;
        }
    }
    switch (exitCode) {
    case kWrongPassword:
        return RepositoryPart::Password;
    case kLocked:
        return RepositoryPart::Locked;
    case kNoRepository:
        return RepositoryPart::NoRepository;
    case kNotExecutable:
    case kNotFound:
        return RepositoryPart::Tool;
    default:
        return RepositoryPart::Unknown;
    }
}

ErrorCategory categoryOf(RepositoryPart part, const QByteArray &text)
{
    switch (part) {
    case RepositoryPart::Tool:
        return ErrorCategory::MissingTool;
    case RepositoryPart::Address:
    case RepositoryPart::Network:
    case RepositoryPart::Certificate:
        return ErrorCategory::Network;
    case RepositoryPart::Keys:
    case RepositoryPart::Clock:
    case RepositoryPart::Expired:
        return ErrorCategory::Auth;
    case RepositoryPart::Bucket:
    case RepositoryPart::Region:
    case RepositoryPart::NoRepository:
        return ErrorCategory::RepositoryMissing;
    case RepositoryPart::Password:
        return ErrorCategory::RepositoryPassword;
    case RepositoryPart::Locked:
        return ErrorCategory::RepositoryLocked;
    case RepositoryPart::Exists:
    case RepositoryPart::EnvironmentFile:
        return ErrorCategory::InvalidInput;
    default:
        break;
    }
    if (has(text, {"no space left on device", "disk quota exceeded"})) {
        return ErrorCategory::DiskFull;
    }
    if (has(text, {"no matching ID found", "failed to find snapshot", "no snapshot found"})) {
        return ErrorCategory::SnapshotMissing;
    }
    return ErrorCategory::RestoreFailed;
}

} // namespace

QString sentenceOf(RepositoryPart part, const QString &url)
{
    switch (part) {
    case RepositoryPart::Password:
        return tr("The repository password is wrong for %1. Check RESTIC_PASSWORD or the settings.").arg(url);
    case RepositoryPart::Locked:
        return tr("The repository %1 is locked by another restic. Wait for it, or run \"restic unlock\" if "
                  "it died.")
            .arg(url);
    case RepositoryPart::NoRepository:
        return url.startsWith(QLatin1String("s3:")) // HEAD has no body that could tell the two apart
            ? tr("There is no restic repository at %1: that bucket is not there, or holds none at this path. "
                 "Check both.")
                  .arg(url)
            : tr("There is no restic repository at %1. Check the address.").arg(url);
    case RepositoryPart::Bucket:
        return tr("There is no such bucket at %1. Check the bucket's name, or make it at the provider first.")
            .arg(url);
    case RepositoryPart::Region:
        return tr(
            "The bucket of %1 lies in another region than the one given. Set its region; for Cloudflare R2 "
            "it is auto.")
            .arg(url);
    case RepositoryPart::Address:
        return tr("The address %1 leads nowhere: its server's name is not known or it is not written as "
                  "restic expects. Check it.")
            .arg(url);
    case RepositoryPart::Network:
        return tr("The repository %1 cannot be reached. Check the address and the network.").arg(url);
    case RepositoryPart::Certificate:
        return tr("The certificate of the server of %1 was refused, so nothing was sent. Check the address, "
                  "and the date and the package ca-certificates where restic runs.")
            .arg(url);
    case RepositoryPart::Keys:
        if (!url.startsWith(QLatin1String("s3:"))) {
            return tr("The storage of %1 refuses the login. Check its user, key and rights.").arg(url);
        }
        return tr("The storage of %1 refuses its access keys: they are wrong, expired, or may not read "
                  "there. Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
            .arg(url);
    case RepositoryPart::Expired:
        return tr("The access key for %1 has expired. Make a new one at the provider and put it in.")
            .arg(url);
    case RepositoryPart::Clock:
        return tr("The storage of %1 refuses the clock that signs for it: the time there and here differ by "
                  "more than 15 minutes. Set the clock right.")
            .arg(url);
    case RepositoryPart::Version:
        return tr("The repository %1 was made by a newer restic than the one here. Install a newer restic.")
            .arg(url);
    case RepositoryPart::Damaged:
        return tr("The repository %1 is damaged: restic could not read what it wrote. Run \"restic check\" "
                  "to see how much is lost.")
            .arg(url);
    case RepositoryPart::Exists:
        return tr("There is a restic repository at %1 already, so none was made. Open it instead.").arg(url);
    case RepositoryPart::EnvironmentFile:
        return tr("The environment file of %1 cannot be read on its host, or is no shell file. Check its "
                  "name, rights and text there.")
            .arg(url);
    case RepositoryPart::Tool:
        return tr("restic is not installed where it should run. Install it there (package restic).");
    default:
        return {};
    }
}

namespace {

/** By the words of Go's x509, which are the same since restic 0.14; empty for any others. */
QString certificateSentence(const QByteArray &text, const QString &url)
{
    if (has(text, {"has expired or is not yet valid"})) {
        return tr("The certificate of the server of %1 has expired or is not valid yet, so nothing was sent. "
                  "Check the date where restic runs; if it is right, whoever runs the server has to renew "
                  "the certificate.")
            .arg(url);
    }
    if (has(text,
            {"certificate is valid for", "certificate is not valid for", "cannot validate certificate for",
                "legacy Common Name"})) {
        return tr("What answers for %1 shows the certificate of another name, so nothing was sent. Check the "
                  "address, and whether the login page of a network answers in its place.")
            .arg(url);
    }
    if (has(text, {"unknown authority", "failed to load system roots", "certificate is not trusted"})) {
        return tr(
            "The certificate of the server of %1 is signed by nobody that is trusted where restic runs, "
            "so nothing was sent. Install the package ca-certificates there; for a server of your own "
            "name its certificate in SSL_CERT_FILE.")
            .arg(url);
    }
    return {};
}

QString sentence(
    RepositoryPart part, ErrorCategory category, const QString &url, const QByteArray &text, int exitCode)
{
    if (part == RepositoryPart::Certificate) {
        if (const QString known = certificateSentence(text, url); !known.isEmpty()) {
            return known;
        }
    }
    if (const QString known = sentenceOf(part, url); !known.isEmpty()) {
        return known;
    }
    switch (category) {
    case ErrorCategory::DiskFull:
        return tr("The disk is full, so restic could not go on. Take a machine with a larger disk.");
    case ErrorCategory::SnapshotMissing:
        return tr("The snapshot is not in %1 any more. Refresh the list and choose another.").arg(url);
    default: {
        // A program of Go that crashes ends with its stack.
        if (const qsizetype panic = text.indexOf("panic: "); panic >= 0) {
            const QByteArray line = text.mid(panic, text.indexOf('\n', panic) - panic).left(300);
            return tr("restic crashed (%1). Try a newer restic.").arg(QString::fromUtf8(line));
        }
        const QString last = QString::fromUtf8(text.mid(text.lastIndexOf('\n') + 1).left(300));
        return last.isEmpty() ? tr("restic ended with exit code %1.").arg(exitCode)
                              : tr("restic ended with exit code %1: %2").arg(QString::number(exitCode), last);
    }
    }
}

} // namespace

QString toText(RepositoryPart part)
{
    static const char *const words[] = {"none", "tool", "host", "environment_file", "address", "network",
        "certificate", "bucket", "region", "keys", "expired", "clock", "password", "no_repository", "exists",
        "locked", "version", "damaged", "unknown"};
    return QString::fromLatin1(words[static_cast<int>(part)]);
}

RepositoryPart blamedPart(const Error &error)
{
    switch (error.category) {
    case ErrorCategory::SshKey:
    case ErrorCategory::SshUnreachable:
    case ErrorCategory::HostFault:
        return RepositoryPart::Host;
    case ErrorCategory::MissingTool:
        return RepositoryPart::Tool;
    case ErrorCategory::Timeout:
        return RepositoryPart::Network;
    default:
        return partOf(error.exitCode, error.detail.toUtf8());
    }
}

Error resticError(int exitCode, const QByteArray &output, const QString &url)
{
    const QByteArray text = plainText(output);
    const RepositoryPart part = partOf(exitCode, text);
    const ErrorCategory category = categoryOf(part, text);
    return Error{category, sentence(part, category, url, text, exitCode),
        QString::fromUtf8(text.right(kDetailBytes)), 0, exitCode};
}

int unreachedTries(const QByteArray &output)
{
    int tries = 0;
    for (const QByteArray &line : plainText(output).split('\n')) {
        if (!line.contains("retrying after")) {
            continue;
        }
        const RepositoryPart part = partOf(1, line);
        const bool way = part == RepositoryPart::Network || part == RepositoryPart::Address;
        if (!way || !line.contains("(<config/")) {
            return 0;
        }
        ++tries;
    }
    return tries;
}

bool isFinalRefusal(const QByteArray &output)
{
    switch (partOf(1, plainText(output))) {
    case RepositoryPart::Certificate:
    case RepositoryPart::Clock:
    case RepositoryPart::Expired:
    case RepositoryPart::Keys:
    case RepositoryPart::Bucket:
    case RepositoryPart::Region:
    case RepositoryPart::Version:
        return true;
    default:
        return false;
    }
}

} // namespace snapgpu
