// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <QByteArray>
#include <QString>

namespace snapgpu::sandbox {

/** Where things are in HOME/sandbox. */
struct SandboxFiles
{
    QString dir; ///< without a slash at its end

    QString info() const { return dir + QStringLiteral("/sandbox.json"); }
    QString state() const { return dir + QStringLiteral("/state.json"); }
    QString log() const { return dir + QStringLiteral("/sandbox.log"); }
    QString lock() const { return dir + QStringLiteral("/lock"); }
    QString machines() const { return dir + QStringLiteral("/machines"); }
    QString demo() const { return dir + QStringLiteral("/demo"); }
    QString repositoryPassword() const { return dir + QStringLiteral("/repository_password"); }
    QString identity() const { return dir + QStringLiteral("/id_ed25519"); }
};

/** Replaces the file as a whole, readable by its owner only. */
Result<Done> writePrivateFile(const QString &path, const QByteArray &content);

/** Marks the daemon's lines that the launcher shows as progress. */
inline constexpr char kProgressMark[] = "progress: ";

/**
 * One daemon per home. The kernel gives the lock back when its holder dies, however it dies; children do not
 * inherit it.
 */
class HomeLock final
{
public:
    HomeLock() = default;
    ~HomeLock();
    Q_DISABLE_COPY_MOVE(HomeLock)

    bool acquire(const QString &path);
    /** Whether somebody holds it now. */
    static bool isHeld(const QString &path);

private:
    int m_fd = -1;
};

} // namespace snapgpu::sandbox
