// SPDX-License-Identifier: GPL-3.0-or-later
// How offers come and go: the search of the cloud, its answers, what is shown instead of an empty table.
#include "models/format.h"
#include "services/cloud/offer_search.h"
#include "ui/chip_bar.h"
#include "ui/details_split.h"
#include "ui/empty_offers.h"
#include "ui/launch_page.h"
#include "ui/more_offers.h"
#include "ui/offer_view.h"
#include "ui/query_line.h"
#include "ui/saved_searches.h"
#include "ui/widgets.h"

#include <QProgressBar>
#include <QStackedWidget>

namespace snapgpu {

namespace {

constexpr qint64 kKeepMs = 600'000; // offers that nobody confirmed stay this long, dimmed
constexpr int kPage = 64; // the cloud tells no more in one call
constexpr int kWiderLimit = kPage; // one call: enough to tell which filter costs the most
constexpr int kMoreTimes = 4; // so many more each time it is asked for
constexpr int kMostAsked = 16'384; // 256 pages are half an hour

} // namespace

void LaunchPage::onQueryChanged()
{
    if (m_filter->query() != m_line->query()) {
        m_limit = m_services.settings->values().searchLimit; // more was asked for another line
    }
    m_filter->setQuery(m_line->query());
    m_chips->setLine(m_line->text(), m_line->query());
    m_searches->setCurrent(m_line->text(), m_interruptible);
    if (m_updatedAtMs >= 0) {
        showTable();
    }
    m_estimateTimer.start();
    if (m_services.provider != nullptr) {
        m_searchTimer.start();
    }
}

void LaunchPage::updateErrorLine()
{
    m_chips->setLine(m_line->text(), m_line->query());
    const auto &error = m_line->error();
    QStringList sentences;
    if (error) {
        sentences.append(error->message);
        if (!error->suggestion.isEmpty()) {
            sentences.append(tr("Try: %1").arg(error->suggestion));
        }
    } else {
        sentences = m_line->query().warnings;
    }
    setTone(m_lineError, error ? QStringLiteral("bad") : QStringLiteral("warn"));
    m_lineError->setText(sentences.join(QLatin1Char(' ')));
    m_lineError->setVisible(!sentences.isEmpty());
    m_line->setAccessibleDescription(m_lineError->text());
    m_estimateTimer.start();
}

void LaunchPage::refresh()
{
    if (m_services.provider == nullptr || m_line->error()) {
        return;
    }
    m_searchTimer.stop();
    if (m_job) {
        m_job->cancel();
    }
    SearchRequest request = plan().search;
    request.limit = m_limit;
    const qint64 askedAtMs = m_services.clock->wallMs();
    m_job = m_services.provider->search(request);
    const Job<QVector<Offer>> *asked = m_job;
    if (auto *paged = qobject_cast<OfferSearch *>(m_job.data())) {
        connect(paged, &OfferSearch::rowsArrived, this, [this, asked, askedAtMs](const QVector<Offer> &rows) {
            if (asked == m_job) {
                onPage(rows, askedAtMs);
            }
        });
    }
    m_busy->show();
    if (m_updatedAtMs < 0 && m_model->rowCount() == 0) {
        m_state->present(QStringLiteral("search"), {}, tr("Looking for offers…"),
            tr("The cloud is asked for machines that match the line above."));
        m_stack->setCurrentWidget(m_state);
    }
    m_job->then(this, [this, asked, request, askedAtMs](const Result<QVector<Offer>> &answer) {
        if (asked == m_job) { // a later question makes an earlier answer void
            m_job = nullptr;
            const auto *paged = qobject_cast<const OfferSearch *>(asked);
            const bool complete =
                paged != nullptr ? paged->isComplete() : answer && answer->size() < request.limit;
            onAnswer(request, askedAtMs, complete, answer);
        }
    });
    Q_EMIT statusChanged();
}

/** Rows of a search that may go on: they can race, and what the cloud did not confirm yet is dimmed. */
void LaunchPage::onPage(const QVector<Offer> &rows, qint64 askedAtMs)
{
    const qint64 now = m_services.clock->wallMs();
    m_model->mergeOffers(rows, now);
    m_model->setNow(now);
    m_staleBeforeMs = askedAtMs;
    m_table->setStaleBefore(askedAtMs);
    m_updatedAtMs = m_services.clock->monotonicMs();
    showTable();
    if (m_limit > kPage) {
        m_more->showLoading(m_filter->rowCount() - staleCount());
    }
    m_estimateTimer.start();
}

void LaunchPage::loadMore()
{
    m_limit = qMin(kMostAsked, qMax(m_limit, kPage) * kMoreTimes);
    refresh();
    m_more->showLoading(m_filter->rowCount() - staleCount());
}

/** What has come stays. */
void LaunchPage::stopLoading()
{
    if (m_job) {
        Job<QVector<Offer>> *job = m_job;
        m_job = nullptr; // its end is of no interest any more
        job->cancel();
    }
    m_busy->hide();
    m_more->showCut(m_filter->rowCount() - staleCount(), true);
    updateEstimate();
}

void LaunchPage::onAnswer(
    const SearchRequest &asked, qint64 askedAtMs, bool complete, const Result<QVector<Offer>> &answer)
{
    m_busy->hide();
    m_more->showAll();
    if (!answer && answer.error().category != ErrorCategory::NoOffers) {
        if (answer.error().category != ErrorCategory::Cancelled) {
            showError(answer.error().message);
        }
        return;
    }
    const QVector<Offer> offers = answer ? *answer : QVector<Offer>();
    m_loadFailed = false;
    m_notice->say({});
    const qint64 now = m_services.clock->wallMs();
    m_model->setNow(now);
    m_model->applyAnswer(offers, asked.query, complete || !answer, now, kKeepMs);
    m_staleBeforeMs = askedAtMs;
    m_table->setStaleBefore(askedAtMs);
    m_updatedAtMs = m_services.clock->monotonicMs();
    showTable();
    if (complete || !answer) {
        m_more->showAll();
    } else {
        m_more->showCut(static_cast<int>(offers.size()), m_limit < kMostAsked);
    }
    if (m_filter->rowCount() == 0 && m_model->rowCount() == 0 && !asked.query.conditions.isEmpty()) {
        searchWider();
    }
    if (m_services.saveOffers) {
        m_services.saveOffers(m_model->offers(), m_model->seenAtMs());
    }
    updateEstimate();
}

/** The list of the last start, dimmed, until the cloud has answered; a race waits for that. */
void LaunchPage::restoreOffers()
{
    if (!m_services.loadOffers) {
        return;
    }
    const Result<CachedOffers> list = m_services.loadOffers();
    if (!list) {
        m_notice->say(list.error().message, QStringLiteral("warn"));
        return;
    }
    if (list->offers.isEmpty()) {
        return;
    }
    const qint64 now = m_services.clock->wallMs();
    m_model->restoreOffers(list->offers, list->seenAtMs);
    m_model->setNow(now);
    m_staleBeforeMs = now;
    m_table->setStaleBefore(now);
    showTable();
}

/** Nothing at all matches: what is there without filters tells which filter costs the most. */
void LaunchPage::searchWider()
{
    if (m_widerJob) {
        return;
    }
    SearchRequest request = plan().search;
    request.query = {};
    request.limit = kWiderLimit;
    m_widerJob = m_services.provider->search(request);
    m_widerJob->then(this, [this](const Result<QVector<Offer>> &answer) {
        m_widerJob = nullptr;
        if (answer) {
            m_model->mergeOffers(*answer, m_services.clock->wallMs());
            showTable();
        }
    });
}

void LaunchPage::showTable()
{
    if (m_filter->rowCount() > 0) {
        m_emptyTimer.stop();
        m_stack->setCurrentWidget(m_split);
    } else if (m_stack->currentWidget() != m_empty) {
        showEmpty();
    } else {
        m_emptyTimer.start(); // typing goes on; the culprit is looked for when it rests
    }
}

void LaunchPage::showEmpty()
{
    if (m_filter->rowCount() > 0) {
        return;
    }
    m_loadFailed = false;
    m_empty->present(m_line->text(), m_line->query(), conditionCosts(m_line->text(), m_model->offers()),
        m_model->rowCount());
    m_stack->setCurrentWidget(m_empty);
}

void LaunchPage::showError(const QString &sentence)
{
    m_loadFailed = true;
    if (m_model->rowCount() > 0) {
        m_notice->say(sentence, QStringLiteral("bad")); // old rows are better than none, but say so
    } else {
        m_state->present(QStringLiteral("warning"), QStringLiteral("bad"),
            tr("The offers could not be loaded"), sentence, tr("Try again"));
        m_stack->setCurrentWidget(m_state);
    }
    updateEstimate();
}

int LaunchPage::staleCount() const
{
    int stale = 0;
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        stale += m_model->seenAtMs(m_filter->sourceRow(row)) < m_staleBeforeMs ? 1 : 0;
    }
    return stale;
}

QString LaunchPage::statusText() const
{
    if (m_job && m_model->rowCount() == 0) {
        return tr("Looking for offers…");
    }
    if (m_updatedAtMs < 0 && m_model->rowCount() == 0) {
        return {};
    }
    QStringList parts;
    parts.append(
        tr("%1 of %2 offers").arg(format::count(m_filter->rowCount()), format::count(m_model->rowCount())));
    if (const auto chosen = static_cast<int>(tickedIds().size()); chosen > 0) {
        parts.append(tr("%Ln ticked: only these race", nullptr, chosen));
    }
    if (const int stale = staleCount(); stale > 0) {
        parts.append(tr("%Ln older, dimmed", nullptr, stale));
    }
    if (m_job) {
        parts.append(
            m_updatedAtMs < 0 ? tr("the list of the last time, asking again…") : tr("asking again…"));
    } else if (m_updatedAtMs >= 0) {
        const qint64 seconds = (m_services.clock->monotonicMs() - m_updatedAtMs) / 1000;
        parts.append(tr("updated %1 ago").arg(format::duration(seconds)));
    }
    return parts.join(QStringLiteral("   ·   "));
}

} // namespace snapgpu
