// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/repository_book.h"

namespace snapgpu::demo {

/** Three repositories; the first comes from the environment. Tests answer with `report`. */
class Book final : public RepositoryBook
{
    Q_OBJECT
public:
    Book();

    QVector<RepositoryEntry> rows;
    QString current = QStringLiteral("environment");
    SnapshotBrowser *open = nullptr;
    SnapshotBrowser *next = nullptr; ///< what choose() opens
    RepositoryReport report;
    Error chooseError; ///< set message = choosing fails
    RepositorySecrets lastSecrets;
    RepositoryEntry lastEntry;
    QString lastProblem;
    bool keychain = true;

    QVector<RepositoryEntry> entries() const override { return rows; }
    bool isFixed(const QString &id) const override { return id == QLatin1String("environment"); }
    QString currentId() const override { return current; }
    QString currentName() const override;
    QString problem() const override { return lastProblem; }
    SnapshotBrowser *browser() const override { return open; }
    Job<Done> *choose(const QString &id) override;
    Job<QString> *save(const RepositoryEntry &entry, const RepositorySecrets &secrets) override;
    Job<Done> *remove(const QString &id) override;
    Job<RepositoryReport> *test(const RepositoryEntry &entry, const RepositorySecrets &secrets) override;
    Job<RepositoryReport> *create(const RepositoryEntry &entry, const RepositorySecrets &secrets) override;
    bool keepsSecrets() const override { return keychain; }
};

} // namespace snapgpu::demo
