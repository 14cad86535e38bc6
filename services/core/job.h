// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <functional>
#include <optional>
#include <QObject>
#include <utility>

namespace snapgpu {

/**
 * One asynchronous piece of work. `finished` comes exactly once, always from the event loop (never inside the
 * call that started the job), on every path: success, failure, cancel. Afterwards the job deletes itself.
 * Destroying a job early is allowed and silent. A job is owned by its parent until it finishes.
 */
class JobBase : public QObject
{
    Q_OBJECT
public:
    explicit JobBase(QObject *parent = nullptr);
    ~JobBase() override;
    Q_DISABLE_COPY_MOVE(JobBase)

    bool isFinished() const { return m_settled; }
    /** Ends the job with ErrorCategory::Cancelled unless it is settled already. */
    void cancel();

Q_SIGNALS:
    void finished();

protected:
    /** Stops what is running; must not settle the job. */
    virtual void doCancel() { }
    virtual void settleCancelled() = 0;
    bool settle(); ///< true once
    static Error cancelledError(); ///< here and not in the template: a template has no translations

private:
    bool m_settled = false;
};

/** A job with a typed result. */
template <typename T> class Job : public JobBase
{
public:
    using JobBase::JobBase;
    /** Valid from `finished` on. */
    const Result<T> &result() const { return *m_result; }

    /** Calls `fn(const Result<T>&)` when finished, unless `context` died before. */
    template <typename F> void then(QObject *context, F fn)
    {
        connect(this, &JobBase::finished, context, [this, fn = std::move(fn)]() mutable { fn(result()); });
    }

protected:
    /** First call wins; later ones are ignored. */
    void finish(Result<T> result)
    {
        if (isFinished()) {
            return;
        }
        m_result.emplace(std::move(result));
        settle();
    }
    void settleCancelled() override { finish(tl::unexpected<Error>(cancelledError())); }

private:
    std::optional<Result<T>> m_result;
};

/** A job that is settled from outside: for adapters and for tests. */
template <typename T> class ManualJob final : public Job<T>
{
public:
    using Job<T>::Job;
    void settleWith(Result<T> result) { this->finish(std::move(result)); }
    /** Called when somebody cancels. */
    std::function<void()> onCancel;

protected:
    void doCancel() override
    {
        if (onCancel) {
            onCancel();
        }
    }
};

/** A job that is already decided; `finished` still comes from the event loop. */
template <typename T> Job<T> *settledJob(QObject *parent, Result<T> result)
{
    auto *job = new ManualJob<T>(parent);
    job->settleWith(std::move(result));
    return job;
}

} // namespace snapgpu
