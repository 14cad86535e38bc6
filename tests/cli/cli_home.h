// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/json.h"

#include <memory>
#include <QProcess>
#include <QTemporaryDir>
#include <QVector>

namespace snapgpu::test {

/** What one run of snapgpu-cli said and how it ended. */
struct CliRun
{
    int exitCode = -1;
    bool timedOut = false;
    QVector<json::Value> lines; ///< standard output, parsed
    QByteArray out, err;

    /** First event of that name, or null. */
    json::Value event(const char *name) const;
    int count(const char *name) const;
    QString errorCategory() const; ///< of the last error event
    QString errorMessage() const;
    const char *
    said() const; ///< the end of what it printed, for messages of failed tests; valid until the next call
};

/**
 * A SnapGPU home of its own with a sandbox of its own, driven as a person would: through snapgpu-cli. The
 * sandbox is asked over its admin address how many machines there really are.
 */
class CliHome final
{
public:
    CliHome();
    ~CliHome();
    Q_DISABLE_COPY_MOVE(CliHome)

    QString path() const { return m_dir.path(); }
    QString file(const QString &relative) const { return m_dir.filePath(relative); }
    QProcessEnvironment &environment() { return m_environment; }

    CliRun run(const QStringList &arguments, int timeoutMs = 120'000) const;
    std::unique_ptr<QProcess> start(const QStringList &arguments) const;
    static CliRun finish(QProcess &process, int timeoutMs = 120'000);

    /** Sandbox of this home with this speed; the demo repository is made the first time. */
    bool startSandbox(double speed, const QString &faults = {}, const QStringList &more = {}) const;
    /** The same without the demo repository: at once, for launches with --no-restore. `more` are arguments of
     * snapgpu-sandbox. */
    bool startBareSandbox(double speed, const QString &faults = {}, const QStringList &more = {}) const;
    void stopSandbox() const;
    void setFaults(const QString &spec) const;
    void setCredit(double dollars) const;
    /** Somebody bids more for this interruptible machine: the cloud stops it at once. */
    void outbid(const QString &instanceId) const;
    /** It dies by itself, now; how: "exited", "offline" or "vanished". */
    void killMachine(const QString &instanceId, const char *how) const;
    json::Value sandboxState() const; ///< every contract ever made
    int machinesAlive() const; ///< contracts that are not destroyed; -1 when the sandbox does not answer
    QString demoWorkspace() const;

private:
    QByteArray admin(const QByteArray &method, const QByteArray &path, const QByteArray &body = {}) const;

    QTemporaryDir m_dir;
    QProcessEnvironment m_environment;
};

/** Differences between two trees: content, symlink targets, modes of files. Empty = identical. */
QStringList treeDifferences(const QString &expected, const QString &actual);

} // namespace snapgpu::test
