// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/log.h"

#include "services/core/json.h"

#include <algorithm>
#include <cstdio>
#include <QDateTime>
#include <QFile>
#include <QMutex>
#include <QRegularExpression>

Q_LOGGING_CATEGORY(lcNet, "snapgpu.net", QtInfoMsg)
Q_LOGGING_CATEGORY(lcCloud, "snapgpu.cloud", QtInfoMsg)
Q_LOGGING_CATEGORY(lcRace, "snapgpu.race", QtInfoMsg)
Q_LOGGING_CATEGORY(lcLedger, "snapgpu.ledger", QtInfoMsg)
Q_LOGGING_CATEGORY(lcMemory, "snapgpu.memory", QtInfoMsg)
Q_LOGGING_CATEGORY(lcRemote, "snapgpu.remote", QtInfoMsg)
Q_LOGGING_CATEGORY(lcRestic, "snapgpu.restic", QtInfoMsg)
Q_LOGGING_CATEGORY(lcSandbox, "snapgpu.sandbox", QtInfoMsg)
Q_LOGGING_CATEGORY(lcApp, "snapgpu.app", QtInfoMsg)

namespace snapgpu {

namespace {

constexpr qint64 kRotateBytes = 5 * 1024 * 1024;
constexpr int kRecentLines = 400;
constexpr int kShortestSecret = 4;

struct LogState
{
    QMutex mutex;
    QFile file;
    bool alsoStderr = false;
    QStringList recent;
    QStringList secrets; // longest first: one may contain another
};

// Lives until the process ends: messages may come from static destructors.
LogState &state()
{
    static auto *instance = new LogState;
    return *instance;
}

QString redactedLocked(QString text, const QStringList &secrets)
{
    static const QString mark = QStringLiteral("[redacted]");
    for (const QString &secret : secrets) {
        text.replace(secret, mark);
    }
    static const QRegularExpression bearer(QStringLiteral("(?i)(bearer\\s+)[A-Za-z0-9._~+/=-]+"));
    static const QRegularExpression query(
        QStringLiteral("(?i)((?:api_key|apikey|token|secret|password)=)[^&\\s\"']+"));
    static const QRegularExpression field(
        QStringLiteral("(?i)(\"[a-z_]*(?:api_key|password|secret|token|jupyter_token|authorization)[a-z_]*"
                       "\"\\s*:\\s*\")[^\"]*"));
    text.replace(bearer, QStringLiteral("\\1") + mark);
    text.replace(query, QStringLiteral("\\1") + mark);
    text.replace(field, QStringLiteral("\\1") + mark);
    return text;
}

void rotate(QFile &file)
{
    const QString name = file.fileName();
    file.close();
    QFile::remove(name + QStringLiteral(".2"));
    QFile::rename(name + QStringLiteral(".1"), name + QStringLiteral(".2"));
    QFile::rename(name, name + QStringLiteral(".1"));
    file.open(QIODevice::WriteOnly | QIODevice::Append);
}

const char *levelWord(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "critical";
    case QtFatalMsg:
        return "fatal";
    }
    return "info";
}

void handleMessage(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    LogState &log = state();
    const QMutexLocker lock(&log.mutex);
    const QString clean = redactedLocked(text, log.secrets);
    json::Value line;
    line["t"] = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toStdString();
    line["level"] = levelWord(type);
    line["category"] = context.category ? context.category : "default";
    line["message"] = clean.toStdString();
    const QByteArray bytes = json::dump(line) + '\n';
    if (log.file.isOpen()) {
        if (log.file.size() > kRotateBytes) {
            rotate(log.file);
        }
        log.file.write(bytes);
        log.file.flush();
    }
    log.recent.append(QString::fromUtf8(bytes).trimmed());
    if (log.recent.size() > kRecentLines) {
        log.recent.removeFirst();
    }
    if (log.alsoStderr && type != QtDebugMsg && type != QtInfoMsg) {
        std::fprintf(stderr, "%s\n", clean.toLocal8Bit().constData());
    }
}

} // namespace

void registerSecret(const QString &secret)
{
    if (secret.size() < kShortestSecret) {
        return;
    }
    LogState &log = state();
    const QMutexLocker lock(&log.mutex);
    if (log.secrets.contains(secret)) {
        return;
    }
    const auto shorter = std::find_if(log.secrets.cbegin(), log.secrets.cend(),
        [&](const QString &known) { return known.size() < secret.size(); });
    log.secrets.insert(shorter - log.secrets.cbegin(), secret);
}

QString redacted(const QString &text)
{
    LogState &log = state();
    const QMutexLocker lock(&log.mutex);
    return redactedLocked(text, log.secrets);
}

void installLog(const QString &file, bool alsoStderr)
{
    LogState &log = state();
    {
        const QMutexLocker lock(&log.mutex);
        log.alsoStderr = alsoStderr;
        // The window starts its services anew for the sandbox. A name given to an open file is warned of, and
        // the warning would wait for this very lock.
        log.file.close();
        log.file.setFileName(file);
        if (log.file.open(QIODevice::WriteOnly | QIODevice::Append)) {
            log.file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        }
    }
    qInstallMessageHandler(handleMessage);
}

QStringList recentLogLines()
{
    LogState &log = state();
    const QMutexLocker lock(&log.mutex);
    return log.recent;
}

} // namespace snapgpu
