// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot.h"
#include "services/core/job.h"

#include <functional>
#include <QMap>
#include <QString>

namespace snapgpu {

/**
 * A restic repository and where restic runs for browsing it. Secrets live in memory only; they reach restic
 * through its environment (here) or standard input (VPS, rented machine), never through arguments or files.
 */
struct Repository
{
    QString url; ///< RESTIC_REPOSITORY, without credentials
    QString password;
    QMap<QString, QString> environment; ///< AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_DEFAULT_REGION …
    QString host; ///< user@vps[:port]; empty = this computer
    QString hostIdentityFile; ///< private key for `host`; empty = the usual one
    /** File on `host` that a shell reads there before restic starts (RESTIC_REPOSITORY, keys, password); what
     * it sets never comes to this computer. What is given above wins over it. */
    QString hostEnvironmentFile;

    bool isValid() const { return !url.isEmpty() || bringsItsOwn(); }
    bool bringsItsOwn() const { return !host.isEmpty() && !hostEnvironmentFile.isEmpty(); }
    /** For sentences, lists and the cache: the address, or where it is written; never a secret. */
    QString displayName() const
    {
        return url.isEmpty() ? host + QLatin1Char(':') + hostEnvironmentFile : url;
    }
};

/** Where the programs are; injected, so that tests can stand in. */
struct ResticTools
{
    QString resticProgram = QStringLiteral("restic");
    QString sshProgram = QStringLiteral("ssh");
    QString identityFile; ///< for the VPS
    QString knownHostsDir;
    QString cacheDir; ///< restic's cache on this computer
    int openDeadlineMs = 60'000; ///< restic may retry a wrong endpoint for 15 minutes by itself
};

/** Lists and reads snapshots with restic's own JSON. Jobs are owned by the catalog. */
class SnapshotCatalog : public QObject
{
    Q_OBJECT
public:
    explicit SnapshotCatalog(ResticTools tools, QObject *parent = nullptr);
    ~SnapshotCatalog() override;

    Job<QVector<Snapshot>> *list(const Repository &repository);
    /** `ls` of one folder, or of all when `path` is empty: restic's JSON lines without the first (snapshot)
     * line. */
    Job<QVector<QByteArray>> *ls(
        const Repository &repository, const QString &snapshotId, const QString &path);
    /** The same, each line as it comes: a million files need no memory. */
    Job<Done> *ls(const Repository &repository, const QString &snapshotId, const QString &path,
        std::function<void(const QByteArray &line)> take);
    /** What `restic cat masterkey` prints: a secret, see MasterKey. */
    Job<QByteArray> *masterKey(const Repository &repository);
    /** Lines of `restic diff --json`. */
    Job<QVector<QByteArray>> *diff(const Repository &repository, const QString &a, const QString &b);

private:
    ResticTools m_tools;
};

/** "latest", a full id or a unique prefix -> one snapshot of the list; SnapshotMissing names what was asked
 * for. */
Result<Snapshot> findSnapshot(const QVector<Snapshot> &snapshots, const QString &wanted);

} // namespace snapgpu
