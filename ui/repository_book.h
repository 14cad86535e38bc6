// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/job.h"
#include "services/restic/repository_report.h"
#include "services/restic/snapshot_browser.h"
#include "services/settings/settings.h"

#include <QObject>
#include <QVector>

namespace snapgpu {

/** What a person types besides the description; it goes to the keychain or stays in memory. An empty field
 * keeps what is known. */
struct RepositorySecrets
{
    QString password;
    QString accessKey;
    QString secretKey;
};

/**
 * The repositories a person has, and the one that is open. The first entry may be the one of the environment
 * or of the sandbox: it can be used and tested, not changed. Jobs are owned by the book.
 */
class RepositoryBook : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual QVector<RepositoryEntry> entries() const = 0;
    virtual bool isFixed(const QString &id) const = 0; ///< comes from the environment or the sandbox
    virtual QString currentId() const = 0; ///< empty = none
    virtual QString currentName() const = 0; ///< for lists and sentences; never a secret
    virtual QString problem() const = 0; ///< why the wanted one is not open, one sentence; empty = none
    virtual SnapshotBrowser *browser() const = 0; ///< of the current one; null = none
    /** Opens another; `currentChanged` comes when its browser stands. Fails when its secrets are not there.
     */
    virtual Job<Done> *choose(const QString &id) = 0;
    /** Adds (empty id) or changes; answers with the id. */
    virtual Job<QString> *save(const RepositoryEntry &entry, const RepositorySecrets &secrets) = 0;
    virtual Job<Done> *remove(const QString &id) = 0; ///< the description and its secrets, never the data
    virtual Job<RepositoryReport> *test(const RepositoryEntry &entry, const RepositorySecrets &secrets) = 0;
    virtual Job<RepositoryReport> *create(const RepositoryEntry &entry, const RepositorySecrets &secrets) = 0;
    /** Whether secrets outlive the program: the keychain takes them. Known after the first save or read. */
    virtual bool keepsSecrets() const = 0;

Q_SIGNALS:
    void entriesChanged();
    void currentChanged();
};

} // namespace snapgpu
