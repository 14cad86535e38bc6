// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/job.h"
#include "services/sandbox/demo/demo_tree.h"
#include "services/sandbox/machines/host_tools.h"

#include <atomic>
#include <functional>
#include <memory>
#include <QList>
#include <QString>
#include <QStringList>

class QProcess;

namespace snapgpu::sandbox {

/** What a demo repository is made from. */
struct DemoOptions
{
    QString dir; ///< HOME/sandbox/demo; made as a whole or not at all
    QString password; ///< of the repository; kept by the caller, given to restic in its environment only
    DemoTreeOptions tree;
};

/** Where the finished one is. */
struct DemoRepository
{
    QString repository; ///< restic repository in a local directory, snapshots of /workspace/MuseTalk
    QString workspace; ///< the plain files of the newest snapshot are in workspace/MuseTalk
};

/** One snapshot of the demo's story. */
struct DemoSnapshot
{
    const char *host;
    const char *tag;
    int minutesAgo;
    int state; ///< of the tree; equal states give equal tree hashes
};

/** Oldest first. */
const QList<DemoSnapshot> &demoStory();

/**
 * Makes the demo repository with the real restic, some seconds; at once when `dir` holds a whole one with
 * that password. What an interrupted make left behind is removed by the next.
 */
class DemoRepositoryJob final : public Job<DemoRepository>
{
    Q_OBJECT
public:
    explicit DemoRepositoryJob(DemoOptions options, QObject *parent = nullptr);
    ~DemoRepositoryJob() override;

Q_SIGNALS:
    void progress(const QString &message);

protected:
    void doCancel() override;

private:
    using Work = std::function<Result<Done>()>;
    using Next = std::function<void()>;

    void begin();
    void inBackground(Work work, Next next);
    void onePartReady();
    void nextState();
    void nextSnapshots();
    void backUp(const DemoSnapshot &snapshot);
    void runRestic(const QStringList &arguments, std::function<void(const QByteArray &)> done);
    void complete();
    QStringList sandboxArguments() const;
    QString making(const char *relative) const;
    void stopProcesses();

    DemoOptions m_options;
    HostTools m_tools;
    std::shared_ptr<std::atomic_bool> m_cancelled;
    QList<QProcess *> m_running;
    QString m_parent; ///< last snapshot: the next one need not read unchanged files
    qsizetype m_next = 0; ///< index in the story
    int m_awaited = 0; ///< parts still missing before the first snapshot
    int m_state = -1; ///< of the tree on disk
};

/** Starts the job; it belongs to `parent`. */
DemoRepositoryJob *makeDemoRepository(const DemoOptions &options, QObject *parent);

} // namespace snapgpu::sandbox
