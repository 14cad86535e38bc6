// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/launch_page.h"

#include "models/format.h"
#include "models/query_edit.h"
#include "services/session/bids.h"
#include "services/session/spend_caps.h"
#include "ui/chip_bar.h"
#include "ui/chip_rules.h"
#include "ui/details_split.h"
#include "ui/empty_offers.h"
#include "ui/more_offers.h"
#include "ui/offer_details.h"
#include "ui/offer_facts.h"
#include "ui/offer_memory.h"
#include "ui/offer_view.h"
#include "ui/plan_panel.h"
#include "ui/query_line.h"
#include "ui/saved_searches.h"
#include "ui/widgets.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QProgressBar>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

constexpr int kSearchDelayMs = 700; // the cloud allows ten searches a minute; local filtering is at once
constexpr int kEstimateDelayMs = 30;
constexpr int kEmptyDelayMs = 80;
constexpr int kAgeEveryMs = 5000;
constexpr int kMostValues = 60; // in the completion of a field

QToolButton *newTool(const QString &text, const char *name, QWidget *parent)
{
    auto *tool = new QToolButton(parent);
    tool->setText(text);
    tool->setAccessibleName(text);
    tool->setObjectName(QString::fromLatin1(name));
    tool->setFocusPolicy(Qt::StrongFocus);
    setRole(tool, "link");
    return tool;
}

} // namespace

LaunchPage::LaunchPage(const AppServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_can(services.provider != nullptr ? services.provider->capabilities() : Capabilities())
    , m_model(new OfferTableModel(this))
    , m_filter(new OfferFilterModel(m_model, this))
    , m_line(new QueryLine(services.theme, this))
    , m_chips(new ChipBar(services.theme, factsOf(m_model), this))
    , m_searches(new SavedSearches(services.settings, this))
    , m_lineError(makeLabel({}, "", this))
    , m_hint(makeLabel({}, "dim", this))
    , m_busy(makeBusyBar(tr("Looking for offers"), this))
    , m_notice(new NoticeBar(services.theme, this))
    , m_stack(new QStackedWidget(this))
    , m_table(new OfferView(services.theme, m_model, m_filter, this))
    , m_details(new OfferDetails(
          services.theme, m_model,
          [this](const Offer &offer) {
              return m_memory != nullptr ? m_memory->history(offer) : QVector<QPair<QString, QString>>();
          },
          this))
    , m_split(new DetailsSplit(m_table, m_details, this))
    , m_more(new MoreOffers(this))
    , m_empty(new EmptyOffers(services.theme, this))
    , m_state(new StateView(services.theme, this))
    , m_plan(new PlanPanel(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 14, 14, 14);
    layout->setSpacing(14);
    layout->addWidget(makeOffersPanel(), 1);
    layout->addWidget(m_plan);

    const auto prepare = [this](QTimer &timer, int milliseconds, auto slot) {
        timer.setSingleShot(true);
        timer.setInterval(milliseconds);
        connect(&timer, &QTimer::timeout, this, slot);
    };
    prepare(m_searchTimer, kSearchDelayMs, &LaunchPage::refresh);
    prepare(m_estimateTimer, kEstimateDelayMs, &LaunchPage::updateEstimate);
    prepare(m_emptyTimer, kEmptyDelayMs, &LaunchPage::showEmpty);
    connect(&m_ageTimer, &QTimer::timeout, this, [this] {
        m_model->setNow(m_services.clock->wallMs());
        m_table->viewport()->update(); // the age stands in the column of the GPU too
    });
    m_ageTimer.start(kAgeEveryMs);

    connectEdits();
    connectTable();
    if (services.memory != nullptr) {
        m_memory = new OfferMemory(services.memory, services.clock, m_model, this);
        connect(m_memory, &OfferMemory::learned, m_table, &OfferView::showMemoryColumns);
        connect(m_memory, &OfferMemory::learned, &m_estimateTimer, qOverload<>(&QTimer::start));
    }
    load(services.settings->values());
    if (m_memory != nullptr) {
        m_memory->refresh();
    }
    updateEstimate();
    if (m_services.provider != nullptr) {
        restoreOffers();
        refresh();
    }
}

LaunchPage::~LaunchPage()
{
    for (const auto &job : {m_job, m_widerJob}) {
        if (job) {
            job->cancel();
        }
    }
}

void LaunchPage::connectEdits()
{
    connect(m_line, &QueryLine::queryChanged, this, &LaunchPage::onQueryChanged);
    connect(m_line, &QueryLine::errorChanged, this, &LaunchPage::updateErrorLine);
    connect(m_line, &QLineEdit::returnPressed, this, [this] {
        m_searches->noteUsed();
        refresh();
    });
    m_line->setValues(
        [this](const OfferFieldInfo &info) { return knownValues(info, m_model->offers(), kMostValues); });
    connect(m_chips, &ChipBar::lineEdited, this, &LaunchPage::updateLine);
    connect(m_chips, &ChipBar::interruptibleChosen, this, &LaunchPage::setInterruptible);
    connect(m_searches, &SavedSearches::picked, this, &LaunchPage::pick);
    connect(m_plan, &PlanPanel::edited, &m_estimateTimer, qOverload<>(&QTimer::start));
    connect(m_plan, &PlanPanel::diskEdited, m_model, &OfferTableModel::setDiskGb);
    connect(m_plan, &PlanPanel::startRequested, this, &LaunchPage::start);
    connect(m_empty, &EmptyOffers::lineEdited, this, &LaunchPage::updateLine);
    connect(m_state, &StateView::actionTriggered, this, &LaunchPage::refresh);
    connect(m_more, &MoreOffers::moreRequested, this, &LaunchPage::loadMore);
    connect(m_more, &MoreOffers::stopRequested, this, &LaunchPage::stopLoading);
}

void LaunchPage::connectTable()
{
    connect(m_model, &OfferTableModel::chosenChanged, &m_estimateTimer, qOverload<>(&QTimer::start));
    connect(m_table, &OfferView::currentOfferChanged, this, &LaunchPage::showDetailsOf);
    connect(m_table, &OfferView::detailsRequested, m_split, &DetailsSplit::toggleDetails);
    connect(m_table, &OfferView::excludeRequested, this, &LaunchPage::exclude);
    connect(m_table, &OfferView::wantRequested, this, [this](const QString &field, const QString &value) {
        updateLine(queryedit::withValues(m_line->text(), field, {value}));
    });
    connect(m_table, &OfferView::notice, m_notice, &NoticeBar::say);
    connect(m_details, &OfferDetails::closeRequested, this, [this] {
        m_split->setWanted(DetailsSplit::Place::Hidden);
        m_table->setFocus();
    });
    connect(m_details, &OfferDetails::moveRequested, m_split, &DetailsSplit::moveDetails);
    connect(m_split, &DetailsSplit::detailsMoved, this, [this] { showDetailsOf(m_table->currentId()); });
    if (!m_services.sandbox && m_services.provider != nullptr
        && m_services.provider->id().startsWith(QLatin1String("vast"))) {
        m_table->setConsole(QStringLiteral("https://cloud.vast.ai/create/"));
    }
}

void LaunchPage::load(const Preferences &preferences)
{
    m_plan->load(preferences);
    m_model->setDiskGb(preferences.diskGb);
    m_table->setColumns(preferences.offersColumns);
    if (!preferences.offersSort.isEmpty()) {
        m_table->setOrderText(preferences.offersSort);
    }
    m_split->setWanted(preferences.offersDetails);
    m_limit = preferences.searchLimit;
    m_interruptible = preferences.interruptible && m_can.interruptible;
    m_chips->setBids(m_can.interruptible);
    showCapabilities();
    m_chips->setInterruptible(m_interruptible);
    m_plan->setInterruptible(m_interruptible);
    m_line->setText(preferences.query);
}

QWidget *LaunchPage::makeTools()
{
    auto *tools = new QWidget(this);
    auto *line = new QHBoxLayout(tools);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(2);
    line->addWidget(m_searches);
    QToolButton *columns = newTool(tr("Columns…"), "columnsButton", tools);
    QToolButton *details = newTool(tr("Details"), "detailsButton", tools);
    details->setToolTip(tr("Show or hide everything about the current offer (Enter)"));
    connect(columns, &QToolButton::clicked, m_table, &OfferView::chooseColumns);
    connect(details, &QToolButton::clicked, m_split, &DetailsSplit::toggleDetails);
    line->addWidget(columns);
    line->addWidget(details);
    return tools;
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
    m_hint->setObjectName(QStringLiteral("capabilityHint"));
    m_hint->setWordWrap(true);
    head->addWidget(m_hint);
    m_chips->setTools(makeTools());
    head->addWidget(m_notice);
    layout->addLayout(head);

    layout->addWidget(m_busy);

    m_stack->addWidget(m_split);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_state);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_more);
    return panel;
}

void LaunchPage::updateLine(const QString &text) { m_line->setText(text); }

void LaunchPage::exclude(const QString &field, const QString &value)
{
    const QString line = chips::withoutValue(m_line->text(), m_line->query(), field, value);
    if (line == m_line->text()) {
        m_notice->say(tr("The filter asks for nothing but %1; there would be nothing left.").arg(value));
        return;
    }
    const int row = m_table->currentIndex().row();
    updateLine(line);
    if (const int last = m_filter->rowCount() - 1; last >= 0 && !m_table->currentIndex().isValid()) {
        m_table->setCurrentIndex(
            m_filter->index(qMin(row, last), OfferTableModel::Gpu)); // the keyboard goes on
    }
}

/** What the provider cannot do stands beneath the filters, and is not offered. */
void LaunchPage::showCapabilities()
{
    m_hint->setText(capabilityText(m_can));
    m_hint->setVisible(!m_hint->text().isEmpty());
}

void LaunchPage::setInterruptible(bool wanted)
{
    const bool on = wanted && m_can.interruptible;
    if (on == m_interruptible) {
        return;
    }
    m_interruptible = on;
    m_chips->setInterruptible(on);
    m_plan->setInterruptible(on);
    m_searches->setCurrent(m_line->text(), on);
    const int bids = OfferTableModel::columnOf(OfferField::MinBid);
    if (on && m_table->isColumnHidden(bids)) {
        m_bidColumnIsOurs = true;
        QHeaderView *header = m_table->horizontalHeader();
        header->showSection(bids);
        header->moveSection(header->visualIndex(bids), header->visualIndex(OfferTableModel::Hourly) + 1);
    } else if (!on && m_bidColumnIsOurs) {
        m_bidColumnIsOurs = false;
        m_table->hideColumn(bids);
    }
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

void LaunchPage::showDetailsOf(qint64 id)
{
    if (m_split->isHidingDetails()) {
        return;
    }
    const int row = m_model->rowOf(id);
    const LaunchPlan current = m_plan->plan();
    m_details->showOffer(
        id, m_interruptible && row >= 0 ? bidFor(m_model->offer(row), current) : std::nullopt);
}

QVector<qint64> LaunchPage::tickedIds() const
{
    // A ticked row that the filter hides cannot race: the launch searches with the same filter.
    QVector<qint64> ids = m_model->chosenIds();
    ids.removeIf([this](qint64 id) { return m_filter->rowOf(id) < 0; });
    return ids;
}

LaunchCandidates LaunchPage::candidates(const LaunchPlan &plan) const
{
    const bool onlyTicked = m_model->hasChosen();
    LaunchCandidates candidates;
    candidates.all.reserve(onlyTicked ? 0 : m_filter->rowCount());
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        if (!onlyTicked || m_model->isChosen(m_filter->sourceRow(row))) {
            candidates.add(m_filter->offer(row), plan);
        }
    }
    return candidates;
}

void LaunchPage::updateEstimate()
{
    const LaunchPlan wanted = plan();
    Result<LaunchPlan> fitting = wanted;
    const qint64 snapshotBytes = m_plan->snapshotBytes();
    const qint64 now = m_services.clock->wallMs();
    std::optional<qint64> usualMs;
    if (m_services.machines != nullptr) {
        const QVector<LedgerRow> rows = m_services.machines->rows();
        usualMs = usualReadyMs(rows);
        fitting = fitCaps(wanted, rows, now, startOfDayMs(now));
    }
    if (m_memory != nullptr) {
        m_memory->setLoad(workLoadOf(wanted, snapshotBytes));
    }
    const auto [forecast, estimate] = launchOutlook(candidates(wanted), fitting.value_or(wanted),
        m_memory != nullptr ? m_memory->beliefs() : nullptr, usualMs, snapshotBytes, now);
    m_plan->setEstimate(estimate);
    m_plan->setForecast(forecast);
    m_model->setSnapshotBytes(snapshotBytes);
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
    } else {
        blocked = m_plan->mistake();
    }
    m_plan->setBlocked(blocked);
    showDetailsOf(m_table->currentId());
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
    plan.onlyOffers = tickedIds();
    return plan;
}

void LaunchPage::start()
{
    if (m_plan->canStart()) {
        m_searches->noteUsed();
        Q_EMIT startRequested(plan());
    }
}

void LaunchPage::setSnapshots(const QVector<SnapshotGroup> &groups, const QString &emptySentence)
{
    m_plan->setSnapshots(groups, QDateTime::fromMSecsSinceEpoch(m_services.clock->wallMs()), emptySentence);
}

void LaunchPage::useSnapshot(const QString &id) { m_plan->chooseSnapshot(id); }

void LaunchPage::restoreFirst(const QString &id, const QStringList &patterns)
{
    m_plan->chooseSnapshot(id);
    m_plan->addCritical(patterns);
}

void LaunchPage::restoreOnly(const QString &id, const QStringList &patterns, qint64 bytes)
{
    m_plan->chooseSnapshot(id);
    m_plan->restoreOnly(patterns, bytes);
}

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
    if (m_can.interruptible) {
        preferences->interruptible = m_interruptible;
    }
    preferences->offersColumns = m_table->columns();
    preferences->offersSort = m_table->orderText();
    preferences->offersDetails = m_split->wantedWord();
}

} // namespace snapgpu
