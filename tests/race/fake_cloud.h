// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/cloud/provider.h"
#include "services/remote/channel.h"

#include <functional>
#include <map>
#include <QMap>
#include <QStringList>

namespace snapgpu::test {

/** A provider in memory: real jobs, answers from the event loop, faults that reality produces too seldom. */
class FakeCloud final : public CloudProvider
{
    Q_OBJECT
public:
    using CloudProvider::CloudProvider;

    QString id() const override { return QStringLiteral("fake"); }
    Capabilities capabilities() const override { return {}; }
    Job<QVector<Offer>> *search(const SearchRequest &) override
    {
        return settledJob<QVector<Offer>>(this, QVector<Offer>{});
    }
    Job<CreateOutcome> *create(const CreateRequest &request, CallUrgency urgency) override;
    Job<QVector<Machine>> *list() override;
    Job<DestroyOutcome> *destroy(const QString &instanceId, CallUrgency urgency) override;
    Job<Account> *account() override { return settledJob<Account>(this, Account{{}, {}, accountId}); }
    Job<Done> *attachSshKey(const QString &instanceId, const QString &publicKey) override;
    QString onstartScript(const QString &, int) const override { return {}; }

    /** Rents a machine that is running at once. */
    QString rent(const CreateRequest &request);
    void setStatus(const QString &label, const QString &actual, const QString &message = {});
    QStringList aliveLabels() const;

    /** Decides a create; default: rent and accept. nullopt = the answer never comes (unless cancelled). */
    std::function<std::optional<CreateOutcome>(FakeCloud &, const CreateRequest &, int number)> onCreate;
    /** Decides a listing that would be good; default: good. */
    std::function<Result<QVector<Machine>>(const QVector<Machine> &)> onList;
    QString accountId;
    bool startsRunning = true;
    bool queueCreates = false; ///< creates wait in a queue until cancelled

    QVector<CreateRequest> creates;
    QVector<CallUrgency> createUrgencies;
    QStringList destroys; ///< instance ids, in the order asked
    QVector<CallUrgency> destroyUrgencies;
    QStringList attached;
    int lists = 0;
    QMap<QString, Machine> machines; ///< by instance id

private:
    int m_nextId = 100;
};

/** A probe that does what the test says, by label. */
class FakeProbe final : public Probe
{
    Q_OBJECT
public:
    using Probe::Probe;
    void setEndpoints(const QVector<SshEndpoint> &endpoints) override { given = endpoints; }
    void stop() override { stopped = true; }
    QVector<SshEndpoint> given;
    bool stopped = false;
};

/** A channel that is open until closed. */
class FakeChannel final : public AgentChannel
{
    Q_OBJECT
public:
    using AgentChannel::AgentChannel;
    const AgentHello &hello() const override { return m_hello; }
    SshEndpoint endpoint() const override { return {}; }
    bool isOpen() const override { return m_open; }
    void send(const QByteArray &, const QByteArray &) override { }
    void close() override { m_open = false; }

private:
    AgentHello m_hello;
    bool m_open = true;
};

} // namespace snapgpu::test
