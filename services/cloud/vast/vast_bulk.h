// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/cloud/provider.h"
#include "services/net/gated_client.h"

#include <functional>
#include <memory>
#include <QHash>
#include <QPointer>
#include <QSet>
#include <QVector>

namespace snapgpu::vast {

constexpr int kMostBulkIds = 64; ///< the vendor's own command line sends no more (vast-api.md 1.7)

/** What an answer to a bulk create means for each ask, by its id. No public source prints that answer, so
 * whatever is not a clear word about an ask is Unknown: the machine is looked up by its label. Pure. */
QHash<qint64, CreateOutcome> readBulkCreate(const HttpReply &reply, const QVector<qint64> &asks);

/** The service has no such call (any more), so nothing was done: one call each instead. */
bool hasNoBulkCall(const HttpReply &reply);

/** A create inside a bulk call: cancelled before the call left, it is a sure refusal; later, it cannot be. */
class BulkCreateJob final : public Job<CreateOutcome>
{
    Q_OBJECT
public:
    using Job<CreateOutcome>::Job;
    void settleWith(const Result<CreateOutcome> &outcome) { finish(outcome); }
    /** True: surely never sent. */
    std::function<bool()> takeBack;

protected:
    void doCancel() override { m_left = !takeBack || !takeBack(); }
    void settleCancelled() override;

private:
    bool m_left = false;
};

/**
 * Creates that are asked for in one turn of the event loop leave as one call. All machines of a call carry
 * one label, derived from the first and unique for ever; a race rents each physical machine once, so the
 * listing tells which is which without the answer. putRight() gives each machine its own label in the program
 * at once, and with a call each at the provider. A machine that a killed program could not relabel is found
 * by its instance id, or else has a label of this home that the ledger does not know: the sweeper destroys
 * it.
 */
class BulkCreates final : public QObject
{
    Q_OBJECT
public:
    struct Calls
    {
        std::function<GatedJob *(const QByteArray &body, CallUrgency urgency)> many;
        std::function<Job<CreateOutcome> *(const CreateRequest &request, CallUrgency urgency)> one;
        std::function<Job<Done> *(const QString &instanceId, const QString &label)> relabel;
    };

    BulkCreates(QObject *parent, Calls calls);
    Job<CreateOutcome> *add(const CreateRequest &request, CallUrgency urgency);
    void putRight(QVector<Machine> &machines);

private:
    struct Wish
    {
        CreateRequest request;
        CallUrgency urgency = CallUrgency::Normal;
        QPointer<BulkCreateJob> job;
    };
    struct Batch
    {
        QVector<Wish> wishes;
        QPointer<GatedJob> call;
    };

    void flush();
    void sendOne(const Wish &wish);
    void sendMany(const QVector<Wish> &wishes);
    void onAnswer(const std::shared_ptr<Batch> &batch, const GatedJob &call);
    bool takeBack(const std::shared_ptr<Batch> &batch, const BulkCreateJob *job);

    Calls m_calls;
    QVector<Wish> m_waiting;
    QHash<QString, QHash<qint64, QString>> m_labels; ///< by label of the call and physical machine
    QHash<QString, int> m_relabels; ///< tries by instance
    QSet<QString> m_relabelling;
    bool m_works = true;
};

/**
 * Destroys that are asked for in one turn of the event loop leave as one call, running machines first. It is
 * believed no more than a single one: the sweeper counts listings. When some machine of a call is unknown,
 * the answer does not say which were destroyed, so each gets a call of its own.
 */
class BulkDestroys final : public QObject
{
    Q_OBJECT
public:
    struct Calls
    {
        std::function<GatedJob *(const QByteArray &body, CallUrgency urgency)> many;
        std::function<Job<DestroyOutcome> *(const QString &instanceId, CallUrgency urgency)> one;
    };

    BulkDestroys(QObject *parent, Calls calls);
    Job<DestroyOutcome> *add(const QString &instanceId, CallUrgency urgency);

private:
    struct Wish
    {
        QString instanceId;
        CallUrgency urgency = CallUrgency::Normal;
        QPointer<ManualJob<DestroyOutcome>> job;
    };

    void flush();
    void sendOne(const Wish &wish);
    void onAnswer(const QVector<Wish> &wishes, const Result<HttpReply> &answer);

    Calls m_calls;
    QVector<Wish> m_waiting;
    bool m_works = true;
};

} // namespace snapgpu::vast
