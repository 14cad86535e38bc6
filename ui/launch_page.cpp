// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/launch_page.h"

#include "models/format.h"
#include "models/table_roles.h"
#include "services/session/bids.h"
#include "services/session/spend_caps.h"
#include "ui/chip_bar.h"
#include "ui/offer_columns.h"
#include "ui/offer_facts.h"
#include "ui/plan_panel.h"
#include "ui/query_line.h"
#include "ui/saved_searches.h"
#include "ui/table_setup.h"
#include "ui/widgets.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QProgressBar>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

constexpr int kSearchDelayMs = 700; // the cloud allows ten searches a minute; local filtering is at once
constexpr int kEstimateDelayMs = 30;

QString columnKey(int column)
{
    const OfferFieldInfo *info = OfferTableModel::fieldOf(column);
    return info != nullptr ? info->keyText() : QString();
}

/** Space ticks the current row from any column, as a list of check boxes would. */
class OfferTable final : public QTableView
{
public:
    using QTableView::QTableView;

protected:
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() != Qt::Key_Space || !currentIndex().isValid()) {
            QTableView::keyPressEvent(event);
            return;
        }
        const auto now =
            currentIndex().siblingAtColumn(OfferTableModel::Chosen).data(Qt::CheckStateRole).toInt();
        const int wanted = now == Qt::Checked ? Qt::Unchecked : Qt::Checked;
        const QModelIndexList rows = selectionModel()->selectedRows(OfferTableModel::Chosen);
        for (const QModelIndex &row : rows) {
            model()->setData(row, wanted, Qt::CheckStateRole);
        }
    }
};

} // namespace

LaunchPage::LaunchPage(const AppServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_model(new OfferTableModel(this))
    , m_filter(new OfferFilterModel(m_model, this))
    , m_line(new QueryLine(services.theme, this))
    , m_chips(new ChipBar(services.theme, factsOf(m_model), this))
    , m_searches(new SavedSearches(services.settings, this))
    , m_lineError(makeLabel({}, "", this))
    , m_busy(new QProgressBar(this))
    , m_notice(new NoticeBar(services.theme, this))
    , m_stack(new QStackedWidget(this))
    , m_table(new OfferTable(this))
    , m_state(new StateView(services.theme, this))
    , m_plan(new PlanPanel(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 14, 14, 14);
    layout->setSpacing(14);
    layout->addWidget(makeOffersPanel(), 1);
    layout->addWidget(m_plan);

    m_searchTimer.setSingleShot(true);
    m_searchTimer.setInterval(kSearchDelayMs);
    connect(&m_searchTimer, &QTimer::timeout, this, &LaunchPage::refresh);
    m_estimateTimer.setSingleShot(true);
    m_estimateTimer.setInterval(kEstimateDelayMs);
    connect(&m_estimateTimer, &QTimer::timeout, this, &LaunchPage::updateEstimate);

    const Preferences &preferences = services.settings->values();
    m_plan->load(preferences);
    m_model->setDiskGb(preferences.diskGb);
    connect(m_line, &QueryLine::queryChanged, this, &LaunchPage::onQueryChanged);
    connect(m_line, &QueryLine::errorChanged, this, &LaunchPage::updateErrorLine);
    connect(m_line, &QLineEdit::returnPressed, this, &LaunchPage::refresh);
    connect(m_chips, &ChipBar::lineEdited, this, &LaunchPage::updateLine);
    connect(m_chips, &ChipBar::interruptibleChosen, this, &LaunchPage::setInterruptible);
    connect(m_searches, &SavedSearches::picked, this, &LaunchPage::pick);
    connect(m_plan, &PlanPanel::edited, &m_estimateTimer, qOverload<>(&QTimer::start));
    connect(m_plan, &PlanPanel::diskEdited, m_model, &OfferTableModel::setDiskGb);
    connect(m_plan, &PlanPanel::startRequested, this, &LaunchPage::start);
    connect(m_model, &OfferTableModel::chosenChanged, &m_estimateTimer, qOverload<>(&QTimer::start));
    connect(m_state, &StateView::actionTriggered, this,
        [this] { m_loadFailed ? refresh() : updateLine(QString()); });
    m_interruptible = preferences.interruptible;
    m_chips->setInterruptible(m_interruptible);
    m_plan->setInterruptible(m_interruptible);
    m_line->setText(preferences.query);
    updateEstimate();
    if (m_services.provider != nullptr) {
        refresh();
    }
}

LaunchPage::~LaunchPage()
{
    if (m_job) {
        m_job->cancel();
    }
}

QWidget *LaunchPage::makeOffersPanel()
{
    QFrame *panel = makeFrame("panel", this);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);

    auto *head = new QVBoxLayout;
    head->setContentsMargins(13, 11, 13, 10);
    head->setSpacing(8);
    m_line->setAccessibleName(tr("Filter of offers"));
    m_line->setObjectName(QStringLiteral("queryLine"));
    setTone(m_lineError, QStringLiteral("bad"));
    m_lineError->setWordWrap(true);
    m_lineError->setObjectName(QStringLiteral("queryErrorLabel"));
    m_lineError->hide();
    head->addWidget(m_line);
    head->addWidget(m_lineError);
    head->addWidget(m_chips);
    m_chips->setSearchMenu(m_searches);
    head->addWidget(m_notice);
    layout->addLayout(head);

    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setAccessibleName(tr("Looking for offers"));
    QSizePolicy policy = m_busy->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_busy->setSizePolicy(policy);
    m_busy->hide();
    layout->addWidget(m_busy);

    configureColumns();
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_state);
    layout->addWidget(m_stack, 1);
    return panel;
}

void LaunchPage::configureColumns()
{
    m_table->setModel(m_filter);
    m_table->setAccessibleName(tr("Offers"));
    m_table->setObjectName(QStringLiteral("offersTable"));
    configureTable(m_table);
    m_table->sortByColumn(OfferTableModel::Hourly, Qt::AscendingOrder);
    const QFontMetrics metrics(m_table->font());
    QHeaderView *header = m_table->horizontalHeader();
    const auto fit = [&](OfferTableModel::Column column, const QString &sample) {
        const QString title = m_model->headerData(column, Qt::Horizontal).toString();
        const int text = qMax(metrics.horizontalAdvance(sample), metrics.horizontalAdvance(title) * 12 / 13);
        header->resizeSection(column, text + 23);
    };
    header->resizeSection(OfferTableModel::Chosen, 32);
    fit(OfferTableModel::Gpu, QStringLiteral("RTX 6000Ada"));
    fit(OfferTableModel::Count, QStringLiteral("16"));
    fit(OfferTableModel::Vram, QStringLiteral("141"));
    fit(OfferTableModel::Place, QStringLiteral("British Columbia"));
    fit(OfferTableModel::Hourly, QStringLiteral("10.000"));
    fit(OfferTableModel::Reliability, QStringLiteral("100.0"));
    fit(OfferTableModel::Download, QStringLiteral("10,000"));
    fit(OfferTableModel::DiskSpeed, QStringLiteral("10,000"));
    fit(OfferTableModel::Cuda, QStringLiteral("12.8"));
    fit(OfferTableModel::HostKind, QStringLiteral("datacenter"));
    fit(OfferTableModel::MachineId, QStringLiteral("1234567"));
    header->setSectionResizeMode(OfferTableModel::Chosen, QHeaderView::Fixed);
    header->setStretchLastSection(true);
    for (int column = 0; column < OfferTableModel::ColumnCount; ++column) {
        header->setSectionHidden(column, !OfferTableModel::isShownFirst(column));
    }
    offerColumnMenu(m_table, OfferTableModel::Gpu);
    const QStringList original = readColumns(header, columnKey);
    applyColumns(header, m_services.settings->values().offersColumns, columnKey);
    auto *reset = new QAction(tr("Reset columns"), m_table);
    connect(reset, &QAction::triggered, header,
        [header, original] { applyColumns(header, original, columnKey); });
    m_table->addAction(reset);
}

void LaunchPage::onQueryChanged()
{
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

void LaunchPage::updateLine(const QString &text) { m_line->setText(text); }

void LaunchPage::setInterruptible(bool on)
{
    if (on == m_interruptible) {
        return;
    }
    m_interruptible = on;
    m_chips->setInterruptible(on);
    m_plan->setInterruptible(on);
    m_searches->setCurrent(m_line->text(), on);
    refresh();
}

void LaunchPage::pick(const SavedSearch &search)
{
    m_line->setText(search.query);
    setInterruptible(search.interruptible);
    refresh();
}

void LaunchPage::saveSearch()
{
    if (!m_line->error()) {
        m_searches->save();
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
    m_job = m_services.provider->search(request);
    const Job<QVector<Offer>> *asked = m_job;
    m_busy->show();
    if (m_updatedAtMs < 0) {
        m_state->present(QStringLiteral("search"), {}, tr("Looking for offers…"),
            tr("The cloud is asked for machines that match the line above."));
        m_stack->setCurrentWidget(m_state);
    }
    m_job->then(this, [this, asked](const Result<QVector<Offer>> &answer) {
        if (asked == m_job) { // a later question makes an earlier answer void
            m_job = nullptr;
            onAnswer(answer);
        }
    });
    Q_EMIT statusChanged();
}

void LaunchPage::onAnswer(const Result<QVector<Offer>> &answer)
{
    m_busy->hide();
    if (!answer) {
        if (answer.error().category == ErrorCategory::NoOffers) {
            onAnswer(QVector<Offer>());
        } else if (answer.error().category != ErrorCategory::Cancelled) {
            showError(answer.error().message);
        }
        return;
    }
    m_loadFailed = false;
    m_notice->say({});
    m_model->setOffers(*answer);
    m_updatedAtMs = m_services.clock->monotonicMs();
    showTable();
    updateEstimate();
    Q_EMIT statusChanged();
}

void LaunchPage::showTable()
{
    if (m_filter->rowCount() > 0) {
        m_stack->setCurrentWidget(m_table);
        return;
    }
    m_loadFailed = false;
    m_state->present(QStringLiteral("search"), {}, tr("No offer matches"),
        tr("No machine for rent fits every filter right now: take one of them out, or raise the price."),
        tr("Clear all filters"));
    m_stack->setCurrentWidget(m_state);
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
    Q_EMIT statusChanged();
}

QVector<qint64> LaunchPage::tickedIds() const
{
    // A ticked row that the filter hides cannot race: the launch searches with the same filter.
    QVector<qint64> ids = m_model->chosenIds();
    ids.removeIf([this](qint64 id) {
        return !m_filter->mapFromSource(m_model->index(m_model->rowOf(id), 0)).isValid();
    });
    return ids;
}

QVector<Offer> LaunchPage::candidates() const
{
    const bool onlyTicked = !m_model->chosenIds().isEmpty();
    const QVector<qint64> ticked = tickedIds();
    QVector<Offer> offers;
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        const Offer &offer = m_model->offer(m_filter->mapToSource(m_filter->index(row, 0)).row());
        if (!onlyTicked || ticked.contains(offer.id)) {
            offers.append(offer);
        }
    }
    return offers;
}

void LaunchPage::updateEstimate()
{
    const LaunchPlan wanted = plan();
    Result<LaunchPlan> fitting = wanted;
    Expectation expectation;
    expectation.restoreBytes = m_plan->snapshotBytes();
    if (m_services.machines != nullptr) {
        const QVector<LedgerRow> rows = m_services.machines->rows();
        const qint64 now = m_services.clock->wallMs();
        expectation.readyMs = usualReadyMs(rows).value_or(Expectation::kUsualReadyMs);
        fitting = fitCaps(wanted, rows, now, startOfDayMs(now));
    }
    const PlanEstimate estimate =
        estimatePlan(pricedForPlan(candidates(), wanted), fitting.value_or(wanted), expectation);
    m_plan->setEstimate(estimate);
    QString blocked;
    if (m_raceRunning) {
        blocked = tr("A race is running.");
    } else if (m_line->error()) {
        blocked = tr("The filter line has an error.");
    } else if (m_updatedAtMs < 0) {
        blocked = tr("Waiting for offers.");
    } else if (estimate.machines == 0) {
        blocked =
            estimate.candidates == 0 ? tr("No offer to race.") : tr("The cap per hour allows no machine.");
    } else if (!fitting) {
        blocked = fitting.error().message;
    }
    m_plan->setBlocked(blocked);
    Q_EMIT statusChanged();
}

LaunchPlan LaunchPage::plan() const
{
    LaunchPlan plan = m_plan->plan();
    plan.search.query = m_line->query();
    plan.search.storageGb = plan.diskGb;
    if (m_interruptible) {
        plan.search.type = QStringLiteral("bid");
    }
    plan.search.limit = m_services.settings->values().searchLimit;
    plan.onlyOffers = tickedIds();
    return plan;
}

void LaunchPage::start()
{
    if (m_plan->canStart()) {
        Q_EMIT startRequested(plan());
    }
}

void LaunchPage::setSnapshots(const QVector<SnapshotGroup> &groups, const QString &emptySentence)
{
    m_plan->setSnapshots(groups, QDateTime::fromMSecsSinceEpoch(m_services.clock->wallMs()), emptySentence);
}

void LaunchPage::useSnapshot(const QString &id) { m_plan->chooseSnapshot(id); }

void LaunchPage::setRaceRunning(bool running)
{
    m_raceRunning = running;
    updateEstimate();
}

void LaunchPage::focusFilter()
{
    m_line->setFocus(Qt::ShortcutFocusReason);
    m_line->selectAll();
}

QWidget *LaunchPage::focusTarget() const { return m_line; }

void LaunchPage::saveTo(Preferences *preferences) const
{
    m_plan->store(preferences);
    if (!m_line->error()) {
        preferences->query = m_line->text();
    }
    preferences->interruptible = m_interruptible;
    preferences->offersColumns = readColumns(m_table->horizontalHeader(), columnKey);
}

QString LaunchPage::statusText() const
{
    if (m_job) {
        return tr("Looking for offers…");
    }
    if (m_updatedAtMs < 0) {
        return {};
    }
    QStringList parts;
    parts.append(
        tr("%1 of %2 offers").arg(format::count(m_filter->rowCount()), format::count(m_model->rowCount())));
    if (const auto chosen = static_cast<int>(tickedIds().size()); chosen > 0) {
        parts.append(tr("%n ticked: only these race", nullptr, chosen));
    }
    const qint64 seconds = (m_services.clock->monotonicMs() - m_updatedAtMs) / 1000;
    parts.append(tr("updated %1 ago").arg(format::duration(seconds)));
    return parts.join(QStringLiteral("   ·   "));
}

} // namespace snapgpu
