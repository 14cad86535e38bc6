// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/net/gated_client.h"

#include "services/core/json.h"
#include "services/core/log.h"

#include <algorithm>
#include <cmath>
#include <QFile>
#include <QRegularExpression>
#include <QSaveFile>

namespace snapgpu {

namespace {
constexpr int kTooManyRequests = 429;
constexpr double kMaxToldSeconds = 3600;
constexpr qint64 kMaxLearnedFile = 256 * 1024;

std::optional<qint64> secondsToMs(double seconds)
{
    if (!std::isfinite(seconds) || seconds <= 0 || seconds > kMaxToldSeconds) {
        return std::nullopt;
    }
    return static_cast<qint64>(std::llround(seconds * 1000));
}
} // namespace

std::optional<qint64> toldGapMs(const HttpReply &reply)
{
    bool ok = false;
    const double header = reply.header("Retry-After").trimmed().toDouble(&ok);
    if (ok) {
        return secondsToMs(header);
    }
    const QString body = QString::fromUtf8(reply.body.left(2000));
    static const QRegularExpression threshold(
        QStringLiteral("threshold\\s*=\\s*([0-9]+(?:\\.[0-9]+)?)(?:\\s*\\*\\s*([0-9]+(?:\\.[0-9]+)?))?"));
    if (const auto match = threshold.match(body); match.hasMatch()) {
        const double factor = match.captured(2).isEmpty() ? 1.0 : match.captured(2).toDouble();
        return secondsToMs(match.captured(1).toDouble() * factor);
    }
    static const QRegularExpression field(
        QStringLiteral("\"retry_after\"\\s*:\\s*\"?([0-9]+(?:\\.[0-9]+)?)"));
    if (const auto match = field.match(body); match.hasMatch()) {
        return secondsToMs(match.captured(1).toDouble());
    }
    return std::nullopt;
}

std::vector<ToldWindow> toldQuota(const HttpReply &reply)
{
    // One item is a quoted name and numbers after it: "minute";r=12;t=30
    const auto items = [&reply](const char *header) {
        QHash<QByteArray, QHash<QByteArray, qint64>> read;
        for (const QByteArray &item : reply.header(header).left(1000).split(',')) {
            const QList<QByteArray> parts = item.split(';');
            for (qsizetype i = 1; i < parts.size(); ++i) {
                const QByteArray part = parts.at(i).trimmed();
                bool ok = false;
                const qint64 number = part.mid(2).toLongLong(&ok);
                if (ok && part.size() > 2 && part.at(1) == '=' && number >= 0 && number <= 1'000'000'000) {
                    read[parts.first().trimmed()].insert(part.left(1), number);
                }
            }
        }
        return read;
    };
    const auto left = items("RateLimit");
    const auto policy = items("RateLimit-Policy");
    std::vector<ToldWindow> windows;
    for (auto it = left.begin(); it != left.end(); ++it) {
        if (it->contains("r") && it->contains("t")) {
            windows.push_back({it->value("r"), it->value("t") * 1000, policy.value(it.key()).value("q")});
        }
    }
    return windows;
}

GatedJob::GatedJob(GatedClient *client, HttpRequest request, GateTerms terms, qint64 now)
    : Job<HttpReply>(client)
    , m_client(client)
    , m_request(std::move(request))
    , m_terms(std::move(terms))
    , m_since(now)
{
}

GatedJob::~GatedJob()
{
    if (m_http) {
        m_http->cancel();
    }
    m_client->forget(this);
}

void GatedJob::doCancel()
{
    if (m_http) {
        m_http->cancel();
        m_sent = m_http->sent();
    }
    m_client->forget(this);
}

GatedClient::GatedClient(
    HttpClient *http, const Clock *clock, GatePolicy policy, QString file, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_clock(clock)
    , m_gate(policy)
    , m_file(std::move(file))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &GatedClient::pump);
    load();
}

GatedClient::~GatedClient()
{
    save();
    const auto jobs = findChildren<GatedJob *>(QString(), Qt::FindDirectChildrenOnly);
    for (GatedJob *job : jobs) {
        job->disconnect();
        delete job;
    }
}

void GatedClient::setRule(const QString &endpoint, const GateRule &rule)
{
    m_gate.setRule(endpoint, rule);
    if (m_stored.contains(endpoint)) {
        m_gate.restore({{endpoint, m_stored.value(endpoint)}});
    }
}

GatedJob *GatedClient::send(const HttpRequest &request, const GateTerms &terms)
{
    const qint64 now = m_clock->monotonicMs();
    auto *job = new GatedJob(this, request, terms, now);
    job->m_ticket = m_gate.enqueue(terms.endpoint, terms.priority, now);
    m_jobs.emplace(job->m_ticket, job);
    // From the event loop, so that calls made in one go are ordered by priority and not by who came first.
    m_timer.start(0);
    return job;
}

void GatedClient::pump()
{
    const qint64 now = m_clock->monotonicMs();
    const std::vector<RateGate::Ticket> granted = m_gate.grant(now);
    for (const RateGate::Ticket ticket : granted) {
        if (const auto it = m_jobs.find(ticket); it != m_jobs.end()) {
            depart(it->second);
        }
    }
    if (const auto next = m_gate.nextGrantMs()) {
        m_timer.start(static_cast<int>(std::clamp<qint64>(*next - m_clock->monotonicMs(), 0, 60'000)));
    }
}

void GatedClient::depart(GatedJob *job)
{
    HttpJob *http = m_http->send(job->m_request);
    job->m_http = http;
    connect(http, &JobBase::finished, job, [this, job, http] { onAnswer(job, http); });
    Q_EMIT job->departed();
}

void GatedClient::onAnswer(GatedJob *job, HttpJob *http)
{
    job->m_http = nullptr;
    if (job->isFinished()) {
        return;
    }
    const Result<HttpReply> &result = http->result();
    if (result && result->status == kTooManyRequests) {
        if (waitOutRefusal(job, *result)) {
            return;
        }
        // The server said that it did nothing, so sent() stays false.
        forget(job);
        job->finish(fail(ErrorCategory::RateLimited,
            GatedJob::tr("%1 takes calls too slowly at the moment. Wait a minute and try again.")
                .arg(job->m_request.url.host()),
            QString::fromUtf8(result->body.left(200)), kTooManyRequests));
        return;
    }
    job->m_sent = http->sent();
    job->m_redirectStatus = http->redirectStatus();
    if (result) {
        m_gate.passed(job->m_ticket);
        m_gate.told(job->m_terms.endpoint, toldQuota(*result), m_clock->monotonicMs());
        m_timer.start(0); // what waits may go earlier or later now
    }
    forget(job);
    job->finish(result);
}

bool GatedClient::waitOutRefusal(GatedJob *job, const HttpReply &reply)
{
    const qint64 now = m_clock->monotonicMs();
    m_gate.refused(job->m_ticket, toldGapMs(reply), now);
    qCInfo(lcNet).noquote() << "429 at" << job->m_terms.endpoint << "gap is now"
                            << m_gate.gapMs(job->m_terms.endpoint) << "ms";
    save();
    m_timer.start(0);
    return now - job->m_since < job->m_terms.patienceMs;
}

void GatedClient::forget(GatedJob *job)
{
    if (job->m_ticket == 0) {
        return;
    }
    m_gate.drop(job->m_ticket);
    m_jobs.erase(job->m_ticket);
    job->m_ticket = 0;
}

void GatedClient::load()
{
    QFile file(m_file);
    if (m_file.isEmpty() || !file.open(QIODevice::ReadOnly)) {
        return;
    }
    const Result<json::Value> document = json::parse(file.read(kMaxLearnedFile));
    if (!document || !document->is_object()) {
        return; // only experience is lost
    }
    for (const auto &[name, value] : document->items()) {
        const auto gap = json::integer(value, "gap_ms");
        if (gap) {
            m_stored.insert(QString::fromStdString(name),
                {*gap, json::integer(value, "refused_ms").value_or(0),
                    json::boolean(value, "quota").value_or(false)});
        }
    }
}

void GatedClient::save()
{
    if (m_file.isEmpty()) {
        return;
    }
    QMap<QString, LearnedGap> all = m_stored;
    all.insert(m_gate.learned());
    if (all == m_stored) {
        return;
    }
    m_stored = all;
    json::Value document = json::Value::object();
    for (auto it = all.begin(); it != all.end(); ++it) {
        document[it.key().toStdString()] = {
            {"gap_ms", it->gapMs}, {"refused_ms", it->refusedMs}, {"quota", it->quotaInForce}};
    }
    QSaveFile file(m_file);
    if (!file.open(QIODevice::WriteOnly) || file.write(json::dump(document, 2)) < 0 || !file.commit()) {
        qCWarning(lcNet).noquote() << "cannot store what the rate gate learned:" << file.errorString();
    }
}

} // namespace snapgpu
