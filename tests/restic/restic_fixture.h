// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restic/repository.h"

#include <QProcess>
#include <QTemporaryDir>

/** One restic program; tests run once for each. */
struct ResticBinary
{
    QString program;
    QString version; ///< "0.14.0"
};

/** The system's restic, and a newest one when it can be had. */
QVector<ResticBinary> resticBinaries();
/** Adds the columns "program" and "version" and a row for each restic. */
void addResticRows();

/** A small but mean workspace and a repository of it, both in a temporary folder. */
class ResticFixture final
{
public:
    explicit ResticFixture(const QString &program);
    ~ResticFixture();
    Q_DISABLE_COPY_MOVE(ResticFixture)

    QString path(const QString &relative = {}) const { return m_dir.filePath(relative); }
    QString workspace() const { return path(QStringLiteral("ws")); }
    snapgpu::Repository repository() const;
    /** The parts of the password and of the secret access key that no other fixture has, in this run or
     * beside it. */
    QByteArray passwordMark() const { return m_passwordMark; }
    QByteArray accessMark() const { return m_accessMark; }
    /** Odd names, links, modes, an empty folder, and `bigMb` of random data. */
    void makeWorkspace(int bigMb = 3);
    /** Backs the workspace up; returns what restic printed. */
    QByteArray backup(const QStringList &more = {});
    /** The same from inside its parent, so that the tree holds no changing folders above it. */
    QByteArray backupRelative(const QStringList &more = {});
    /** The same in two snapshots, the first without files called `name`: their data is in packs of their own,
     * and damageLargestPack() hits them for certain. With 28 MB, more than the largest pack restic makes,
     * some of it is whole in another pack. */
    QByteArray backupApart(const QString &name);
    QByteArray restic(const QStringList &arguments, int *exitCode = nullptr);
    snapgpu::Snapshot snapshot(); ///< the newest
    /** Writes a few wrong bytes into the middle of the largest pack; returns what it held, empty when it
     * cannot. */
    QByteArray damageLargestPack();
    bool mendLargestPack(const QByteArray &good);

private:
    QString largestPack() const;

    QString m_program;
    QByteArray m_passwordMark;
    QByteArray m_accessMark;
    QString m_workingDirectory;
    QTemporaryDir m_dir;
};

/** Unpacks one of the restic project's own test repositories (password "geheim"); its folder, empty when that
 * failed. */
QString unpackResticFixture(const QString &name, const QString &folder);

/** Types, modes, link targets, hard-link groups, times and contents below a folder, one line an entry. */
QByteArray describeTree(const QString &folder);
/** "type size path" of `start` and everything below it in `folder`: raw bytes, type as `find` tells it. */
QByteArrayList rawListing(const QString &folder, const QByteArray &start);
