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
    QString adminToken; ///< for /sandbox/state, /sandbox/faults, /sandbox/credit and /sandbox/outbid
};

struct SandboxOptions
{
    QString program; ///< path of snapgpu-sandbox; empty = beside the running program
    double speed = 1.0; ///< sandbox seconds per real second
    QString faults; ///< see `snapgpu-sandbox --help`
    bool strict = false; ///< documented rate limits instead of lenient ones
    quint64 seed = 1;
    quint16 port = 0; ///< 0 = the former one, or any free one
    bool demoRepository = true; ///< false: no restic repository is made or told
    double createPenaltySec = 0; ///< lock-out after a create that came too fast
};

/** Starts, finds and stops the sandbox of a home. The sandbox outlives the program that started it, as a
 * cloud does. */
class SandboxLauncher final : public QObject
{
    Q_OBJECT
public:
    explicit SandboxLauncher(const Home &home, QObject *parent = nullptr);

    /** The running sandbox, or nothing; checks that the process lives and answers on its port. Blocks for
     * half a second at most. */
    std::optional<SandboxInfo> running() const;
    /** Starts it when needed; the first start makes the demo repository (some seconds). The options of a
     * sandbox that runs already stay as they are. */
    Job<SandboxInfo> *ensureRunning(const SandboxOptions &options);
    /** Ends the process and its machines. What was rented stays on its books and boots again with it. Success
     * when nothing runs. */
    Job<Done> *stop();

Q_SIGNALS:
    void progress(const QString &message); ///< "Making the demo repository…"

private:
    Home m_home;
};

} // namespace snapgpu::sandbox
