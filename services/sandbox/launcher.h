// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/home.h"
#include "services/core/job.h"

#include <optional>
#include <QUrl>

namespace snapgpu::sandbox {

/** Where the running sandbox of a home is and how to use it (written to HOME/sandbox/sandbox.json, mode
 * 0600). */
struct SandboxInfo
{
    QUrl url; ///< http://127.0.0.1:port
    QString apiKey;
    qint64 pid = 0;
    QString repository; ///< restic repository of the demo workspace, same path here and inside the machines
    QString repositoryPassword;
    QString identityFile; ///< a key pair made for the sandbox
    QString publicKey;
};

struct SandboxOptions
{
    QString program; ///< path of snapgpu-sandbox; empty = beside the running program
    double speed = 1.0; ///< sandbox seconds per real second
    QString faults; ///< see `snapgpu-sandbox --help`
    bool strict = false; ///< documented rate limits instead of lenient ones
    quint64 seed = 1;
};

/** Starts, finds and stops the sandbox of a home. The sandbox outlives the program that started it, as a
 * cloud does. */
class SandboxLauncher final : public QObject
{
    Q_OBJECT
public:
    explicit SandboxLauncher(const Home &home, QObject *parent = nullptr);

    /** The running sandbox, or nothing; checks that the process lives and answers on its port file. */
    std::optional<SandboxInfo> running() const;
    /** Starts it when needed; the first start makes the demo repository (some seconds). */
    Job<SandboxInfo> *ensureRunning(const SandboxOptions &options);
    Job<Done> *stop();

Q_SIGNALS:
    void progress(const QString &message); ///< "Making the demo repository…"

private:
    Home m_home;
};

} // namespace snapgpu::sandbox
