// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restic/restic_run.h"

#include <memory>
#include <QThread>

namespace snapgpu {

/**
 * Runs restic in another thread, so that reading a million lines never keeps the window waiting. Made in the
 * job's thread, moved to the other one, and deleted there; deleting it ends its restic.
 */
class ResticWorker final : public QObject
{
    Q_OBJECT
public:
    using Answer = std::function<void(const Result<QByteArray> &)>;

    ResticWorker(ResticTools tools, Repository repository)
        : m_tools(std::move(tools))
        , m_repository(std::move(repository))
    {
    }
    /** Only in the worker's thread; `answer` is called there too. */
    void run(ResticCall call, Answer answer);
    void tellProgress(qint64 done) { Q_EMIT progressed(done); }
    void tellFinished() { Q_EMIT finished(); }
    const Repository &repository() const { return m_repository; }

Q_SIGNALS:
    void progressed(qint64 done);
    void finished();

private:
    ResticTools m_tools;
    Repository m_repository;
};

/** A job whose work is done by a ResticWorker; `work` runs in the other thread and ends with `done(result)`.
 */
template <typename T> class WorkerJob final : public Job<T>
{
public:
    using DoneFunction = std::function<void(Result<T>)>;
    using Work = std::function<void(ResticWorker *worker, const DoneFunction &done)>;

    WorkerJob(
        QThread *thread, const ResticTools &tools, const Repository &repository, Work work, QObject *parent)
        : Job<T>(parent)
        , m_worker(new ResticWorker(tools, repository))
    {
        auto box = std::make_shared<std::optional<Result<T>>>();
        QObject::connect(m_worker, &ResticWorker::finished, this, [this, box] { this->finish(**box); });
        m_worker->moveToThread(thread);
        ResticWorker *worker = m_worker;
        QMetaObject::invokeMethod(worker, [worker, box, work = std::move(work)] {
            work(worker, [worker, box](Result<T> result) {
                if (!box->has_value()) {
                    box->emplace(std::move(result));
                    worker->tellFinished();
                }
            });
        });
    }
    ~WorkerJob() override { letGo(); }

    ResticWorker *worker() const { return m_worker; }

protected:
    void doCancel() override { letGo(); }

private:
    void letGo()
    {
        if (ResticWorker *worker = std::exchange(m_worker, nullptr)) {
            worker->deleteLater(); // in its own thread
        }
    }

    ResticWorker *m_worker;
};

} // namespace snapgpu
