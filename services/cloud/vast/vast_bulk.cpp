// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/cloud/vast/vast_bulk.h"

#include "services/cloud/vast/vast_answers.h"
#include "services/cloud/vast/vast_errors.h"
#include "services/cloud/vast/vast_requests.h"
#include "services/core/json.h"
#include "services/core/log.h"

#include <algorithm>
#include <QTimer>

namespace snapgpu::vast {

namespace {

constexpr int kMostRelabels = 5;

bool sameTerms(const CreateRequest &a, const CreateRequest &b)
{
    return a.image == b.image && a.diskGb == b.diskGb && a.onstart == b.onstart && a.env == b.env
        && a.bidPrice == b.bidPrice;
}

template <typename Wish> CallUrgency highest(const QVector<Wish> &wishes)
{
    return std::min_element(wishes.cbegin(), wishes.cend(), [](const Wish &a, const Wish &b) {
        return a.urgency < b.urgency;
    })->urgency;
}

} // namespace

bool hasNoBulkCall(const HttpReply &reply)
{
    const bool missing =
        reply.status == 404 || reply.status == 405 || reply.status == 410 || reply.status == 501;
    if (!missing) {
        return false;
    }
    const ErrorCategory category = errorOf(reply.status, complaintOf(reply)).category;
    return category != ErrorCategory::Auth && category != ErrorCategory::OfferGone
        && !saysNoSuchInstance(reply.status, complaintOf(reply));
}

QHash<qint64, CreateOutcome> readBulkCreate(const HttpReply &reply, const QVector<qint64> &asks)
{
    const Result<json::Value> document = json::parse(reply.body);
    const json::Value *results =
        document && document->is_object() ? json::array(*document, "results") : nullptr;
    // Without a word about each, only a plain refusal of the whole call says something about all.
    CreateOutcome general = readCreate(reply);
    if (general.kind == CreateKind::Accepted || !general.instanceId.isEmpty() || results != nullptr) {
        general.kind = CreateKind::Unknown;
        general.instanceId.clear();
    }
    QHash<qint64, CreateOutcome> outcomes;
    for (const qint64 ask : asks) {
        outcomes.insert(ask, general);
    }
    for (const json::Value &result : results != nullptr ? *results : json::Value::array()) {
        const auto ask = json::integer(result, "ask_id");
        if (ask && outcomes.contains(*ask)) {
            HttpReply one = reply;
            one.body = json::dump(result);
            outcomes.insert(*ask, readCreate(one));
        }
    }
    return outcomes;
}

void BulkCreateJob::settleCancelled()
{
    if (!m_left) {
        finish(CreateOutcome{CreateKind::Refused, {},
            Error{ErrorCategory::Cancelled, tr("Cancelled before it was sent."), {}, 0, 0}});
    }
}

BulkCreates::BulkCreates(QObject *parent, Calls calls)
    : QObject(parent)
    , m_calls(std::move(calls))
{
}

Job<CreateOutcome> *BulkCreates::add(const CreateRequest &request, CallUrgency urgency)
{
    auto *job = new BulkCreateJob(this);
    job->takeBack = [this, job] {
        return m_waiting.removeIf([job](const Wish &wish) { return wish.job == job; }) > 0;
    };
    if (m_waiting.isEmpty()) {
        QTimer::singleShot(0, this, &BulkCreates::flush);
    }
    m_waiting.append(Wish{request, urgency, job});
    return job;
}

void BulkCreates::flush()
{
    QVector<Wish> waiting = std::exchange(m_waiting, {});
    while (!waiting.isEmpty()) {
        const CreateRequest first = waiting.constFirst().request;
        QVector<Wish> group, rest;
        QSet<qint64> machines;
        for (const Wish &wish : std::as_const(waiting)) {
            const qint64 machine = wish.request.offer.machineId;
            const bool fits = m_works && group.size() < kMostBulkIds && machine != 0
                && !machines.contains(machine) && sameTerms(wish.request, first);
            machines.insert(machine);
            (fits || group.isEmpty() ? group : rest).append(wish);
        }
        group.size() == 1 ? sendOne(group.constFirst()) : sendMany(group);
        waiting = rest;
    }
}

void BulkCreates::sendOne(const Wish &wish)
{
    Job<CreateOutcome> *one = m_calls.one(wish.request, wish.urgency);
    if (wish.job) {
        wish.job->takeBack = [call = QPointer<JobBase>(one)] {
            if (call) {
                call->cancel(); // its own answer tells whether it had left
            }
            return false;
        };
    }
    one->then(this, [job = wish.job](const Result<CreateOutcome> &outcome) {
        if (job) {
            job->settleWith(outcome);
        }
    });
}

void BulkCreates::sendMany(const QVector<Wish> &wishes)
{
    const auto batch = std::make_shared<Batch>();
    batch->wishes = wishes;
    CreateRequest request = wishes.constFirst().request;
    request.label += QStringLiteral("-bulk");
    json::Value body = createBody(request);
    json::Value ids = json::Value::array();
    QHash<qint64, QString> &labels = m_labels[request.label];
    for (const Wish &wish : wishes) {
        ids.push_back(wish.request.offer.id);
        labels.insert(wish.request.offer.machineId, wish.request.label);
        if (wish.job) {
            wish.job->takeBack = [this, batch, job = wish.job.data()] { return takeBack(batch, job); };
        }
    }
    body["ids"] = std::move(ids);
    GatedJob *call = m_calls.many(json::dump(body), highest(wishes));
    batch->call = call;
    connect(call, &JobBase::finished, this, [this, batch, call] { onAnswer(batch, *call); });
}

/** One of a call that still waits at the gate: the others go on without it. */
bool BulkCreates::takeBack(const std::shared_ptr<Batch> &batch, const BulkCreateJob *job)
{
    if (!batch->call || batch->call->isUnderWay()) {
        return false;
    }
    GatedJob *call = batch->call;
    batch->call = nullptr;
    call->disconnect(this);
    call->cancel();
    QVector<Wish> rest = std::exchange(batch->wishes, {});
    rest.removeIf([job](const Wish &wish) { return wish.job == job; });
    if (!rest.isEmpty()) {
        if (m_waiting.isEmpty()) {
            QTimer::singleShot(0, this, &BulkCreates::flush);
        }
        for (const Wish &wish : std::as_const(rest)) {
            if (wish.job) {
                wish.job->takeBack = [this, one = wish.job.data()] {
                    return m_waiting.removeIf([one](const Wish &each) { return each.job == one; }) > 0;
                };
            }
        }
        m_waiting += rest;
    }
    return true;
}

void BulkCreates::onAnswer(const std::shared_ptr<Batch> &batch, const GatedJob &call)
{
    const Result<HttpReply> &answer = call.result();
    const QVector<Wish> wishes = std::exchange(batch->wishes, {});
    if (answer && hasNoBulkCall(*answer)) {
        qCWarning(lcNet) << "there is no bulk create here; one call each from now on";
        m_works = false;
        for (const Wish &wish : wishes) {
            sendOne(wish);
        }
        return;
    }
    QVector<qint64> asks;
    for (const Wish &wish : wishes) {
        asks.append(wish.request.offer.id);
    }
    const auto outcomes = answer ? readBulkCreate(*answer, asks) : QHash<qint64, CreateOutcome>();
    for (const Wish &wish : wishes) {
        if (wish.job) {
            wish.job->settleWith(answer
                    ? outcomes.value(wish.request.offer.id)
                    : createWithoutAnswer(answer.error(), call.sent(), call.redirectStatus()));
        }
    }
}

void BulkCreates::putRight(QVector<Machine> &machines)
{
    for (Machine &machine : machines) {
        const auto group = m_labels.constFind(machine.label);
        if (group == m_labels.constEnd() || !group->contains(machine.machineId)) {
            continue;
        }
        machine.label = group->value(machine.machineId);
        const QString id = machine.instanceId;
        if (m_relabelling.contains(id) || m_relabels.value(id) >= kMostRelabels) {
            continue;
        }
        ++m_relabels[id];
        m_relabelling.insert(id);
        m_calls.relabel(id, machine.label)->then(this, [this, id](const Result<Done> &done) {
            m_relabelling.remove(id);
            if (!done) {
                qCInfo(lcNet).noquote() << "label of" << id << "not written:" << done.error().detail;
            }
        });
    }
}

BulkDestroys::BulkDestroys(QObject *parent, Calls calls)
    : QObject(parent)
    , m_calls(std::move(calls))
{
}

Job<DestroyOutcome> *BulkDestroys::add(const QString &instanceId, CallUrgency urgency)
{
    auto *job = new ManualJob<DestroyOutcome>(this);
    if (m_waiting.isEmpty()) {
        QTimer::singleShot(0, this, &BulkDestroys::flush);
    }
    m_waiting.append(Wish{instanceId, urgency, job});
    return job;
}

void BulkDestroys::flush()
{
    QVector<Wish> waiting = std::exchange(m_waiting, {});
    std::stable_sort(
        waiting.begin(), waiting.end(), [](const Wish &a, const Wish &b) { return a.urgency < b.urgency; });
    while (!waiting.isEmpty()) {
        const QVector<Wish> group = waiting.mid(0, m_works ? kMostBulkIds : 1);
        waiting = waiting.mid(group.size());
        if (group.size() == 1) {
            sendOne(group.constFirst());
            continue;
        }
        json::Value ids = json::Value::array();
        for (const Wish &wish : group) {
            ids.push_back(wish.instanceId.toLongLong());
        }
        const QByteArray body = json::dump(json::Value{{"instance_ids", std::move(ids)}});
        m_calls.many(body, highest(group))->then(this, [this, group](const Result<HttpReply> &answer) {
            onAnswer(group, answer);
        });
    }
}

void BulkDestroys::sendOne(const Wish &wish)
{
    m_calls.one(wish.instanceId, wish.urgency)
        ->then(this, [job = wish.job](const Result<DestroyOutcome> &outcome) {
            if (job) {
                job->settleWith(outcome);
            }
        });
}

void BulkDestroys::onAnswer(const QVector<Wish> &wishes, const Result<HttpReply> &answer)
{
    const bool noCall = answer && hasNoBulkCall(*answer);
    if (noCall) {
        qCWarning(lcNet) << "there is no bulk destroy here; one call each from now on";
        m_works = false;
    }
    const DestroyOutcome outcome =
        answer ? readDestroy(*answer) : DestroyOutcome{DestroyKind::Retry, answer.error()};
    const bool oneByOne = noCall || outcome.kind == DestroyKind::AlreadyGone
        || (outcome.kind == DestroyKind::Refused && outcome.error.category != ErrorCategory::Auth);
    for (const Wish &wish : wishes) {
        if (oneByOne) {
            sendOne(wish);
        } else if (wish.job) {
            wish.job->settleWith(outcome);
        }
    }
}

} // namespace snapgpu::vast
