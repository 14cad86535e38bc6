// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hosts_page.h"

#include "models/format.h"
#include "services/metrics/host_memory.h"
#include "ui/chart_palette.h"
#include "ui/chart_plot.h"
#include "ui/chart_view.h"
#include "ui/hosts_charts.h"
#include "ui/hosts_filter_bar.h"
#include "ui/hosts_panel.h"
#include "ui/savings_tiles.h"
#include "ui/widgets.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace snapgpu {

namespace {
constexpr int kGap = 12;
constexpr int kBarsWidth = 340; ///< less would cut the title of the smaller chart
constexpr int kRoomForOneRow = 900; ///< the pictures, and the filters beside them
constexpr int kRoomForTiles = 640; ///< pixels of height below which the charts need what the tiles take
constexpr int kMostStages = 10;
constexpr int kMostPoints =
    30'000; // the plot shows those that fall on pixels of their own, and more when zoomed
constexpr int kBins = 60;
} // namespace

HostsPage::HostsPage(const AppServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_filters(new HostsFilterBar(this))
    , m_pictures(new QButtonGroup(this))
    , m_chart(new ChartView(services.theme, this))
    , m_bars(new ChartView(services.theme, this))
    , m_tiles(new SavingsTiles(this))
    , m_hosts(new HostsPanel(services, this))
    , m_notice(new NoticeBar(services.theme, this))
    , m_state(new StateView(services.theme, this))
    , m_stack(new QStackedWidget(this))
{
    m_chart->setObjectName(QStringLiteral("hostsChart"));
    m_bars->setObjectName(QStringLiteral("hostsBars"));
    auto *all = new QWidget(this);
    auto *rows = new QVBoxLayout(all);
    rows->setContentsMargins(14, 12, 14, 14);
    rows->setSpacing(kGap);
    rows->addWidget(makeHead());
    rows->addWidget(m_notice);
    rows->addWidget(makeCharts(), 5);
    rows->addWidget(m_tiles);
    rows->addWidget(m_hosts, 4);
    m_stack->addWidget(all);
    m_stack->addWidget(m_state);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);

    const Preferences &saved = services.settings->values();
    m_filters->setGroupBy(static_cast<GroupBy>(saved.hostsGroupBy));
    m_filters->setPeriodDays(saved.hostsPeriodDays);
    m_pictures->button(saved.hostsPicture)->setChecked(true);
    connect(m_filters, &HostsFilterBar::changed, this, &HostsPage::refresh);
    connect(m_pictures, &QButtonGroup::idToggled, this, [this](int /*id*/, bool on) {
        if (on) {
            askForPicture();
        }
    });
    for (ChartView *view : {m_chart, m_bars}) {
        connect(view, &ChartView::said, m_notice, &NoticeBar::say);
    }
    connect(m_state, &StateView::actionTriggered, this, &HostsPage::goToLaunch);
    connect(m_hosts, &HostsPanel::clearRequested, m_filters, &HostsFilterBar::clear);
    connect(m_hosts, &HostsPanel::shownChanged, this, &HostsPage::statusChanged);
    connect(m_hosts, &HostsPanel::edited, this, &HostsPage::refresh);
    connect(m_hosts, &HostsPanel::failed, this,
        [this](const Error &error) { m_notice->say(error.message, QStringLiteral("bad")); });
    if (m_services.memory != nullptr) {
        connect(m_services.memory, &HostMemory::changed, this, [this] {
            m_stale = true;
            if (isVisible()) {
                refresh();
            }
        });
        connect(m_services.memory, &HostMemory::warning, this,
            [this](const Error &error) { m_notice->say(error.message, QStringLiteral("warn")); });
    }
    showState();
}

QWidget *HostsPage::makeHead()
{
    auto *head = new FoldingRow(kRoomForOneRow, this);
    head->parts()->addLayout(makeSegments(m_pictures, // by Picture
                                 {tr("Ready within"), tr("Stages"), tr("Attempts"), tr("Histogram")}, head),
        1);
    head->parts()->addWidget(m_filters, 0, Qt::AlignLeft);
    return head;
}

QWidget *HostsPage::makeCharts()
{
    auto *charts = new QWidget(this);
    auto *layout = new QHBoxLayout(charts);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    layout->addWidget(m_chart, 3);
    layout->addWidget(m_bars, 2);
    for (ChartView *view : {m_chart, m_bars}) {
        view->setMinimumHeight(200);
        view->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Expanding);
    }
    m_bars->setMinimumWidth(kBarsWidth);
    return charts;
}

void HostsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_tiles->setVisible(height() >= kRoomForTiles);
}

HostsPage::Picture HostsPage::picture() const
{
    return static_cast<Picture>(qMax(0, m_pictures->checkedId()));
}

template <typename T, typename F> void HostsPage::whenAnswered(Job<T> *job, int *newest, F show)
{
    job->then(this, [this, newest, asked = newest != nullptr ? *newest : 0, show](const Result<T> &answer) {
        if (newest != nullptr && *newest != asked) {
            return; // a newer question is on its way
        }
        if (answer) {
            show(*answer);
        } else if (answer.error().category != ErrorCategory::Cancelled) {
            m_notice->say(answer.error().message, QStringLiteral("bad"));
        }
    });
}

void HostsPage::refresh()
{
    m_stale = false;
    if (m_services.memory == nullptr) {
        return;
    }
    askMemory();
    askForPicture();
}

void HostsPage::askMemory()
{
    HostMemory *memory = m_services.memory;
    const MemoryFilter filter = m_filters->filter(m_services.clock->wallMs());
    ++m_restAsked;
    whenAnswered(memory->facets(), &m_restAsked, [this](const MemoryFacets &facets) {
        m_facets = facets;
        m_known = true;
        m_filters->setFacets(facets);
        showState();
    });
    whenAnswered(
        memory->hosts(filter), &m_restAsked, [this](const QVector<HostRow> &hosts) { showHosts(hosts); });
    whenAnswered(memory->savings(filter), &m_restAsked,
        [this](const SavingsAnswer &savings) { m_tiles->setSavings(savings); });
    whenAnswered(memory->health(), &m_restAsked, [this](const MemoryHealth &health) {
        m_health = health;
        if (!health.warning.isEmpty()) {
            m_notice->say(health.warning, QStringLiteral("warn"));
        }
        showState();
    });
    const bool watched = m_services.machines != nullptr;
    m_tiles->setLeftBehind(
        watched ? std::optional(m_services.machines->status().sweep.stubborn) : std::nullopt);
}

void HostsPage::askForPicture()
{
    HostMemory *memory = m_services.memory;
    for (QAbstractButton *button : m_pictures->buttons()) {
        button->setProperty("active", button->isChecked());
    }
    if (memory == nullptr) {
        return;
    }
    const MemoryFilter filter = m_filters->filter(m_services.clock->wallMs());
    const GroupBy groupBy = m_filters->groupBy();
    ++m_pictureAsked;
    switch (picture()) {
    case Picture::Ready:
        return whenAnswered(memory->curves(filter, groupBy, kChartColours), &m_pictureAsked,
            [this, groupBy](const CurvesAnswer &answer) { m_chart->setChart(curvesChart(answer, groupBy)); });
    case Picture::Stages:
        return whenAnswered(memory->stages(filter, groupBy, kMostStages), &m_pictureAsked,
            [this, groupBy](const StagesAnswer &answer) { m_chart->setChart(stagesChart(answer, groupBy)); });
    case Picture::Attempts:
        return whenAnswered(memory->timeline(filter, kMostPoints), &m_pictureAsked,
            [this](const TimelineAnswer &answer) { m_chart->setChart(timelineChart(answer)); });
    case Picture::Histogram:
        return whenAnswered(memory->histogram(filter, kBins), &m_pictureAsked,
            [this](const HistogramAnswer &answer) { m_chart->setChart(histogramChart(answer)); });
    }
}

void HostsPage::showHosts(const QVector<HostRow> &hosts)
{
    const qint64 now = m_services.clock->wallMs();
    m_hosts->setHosts(hosts, now);
    m_bars->setChart(fastHostsChart(hosts, now));
    qint64 failed = 0;
    qint64 attempts = 0;
    for (const HostRow &host : hosts) {
        failed += host.failed;
        attempts += host.attempts;
    }
    m_tiles->setDuds(failed, attempts);
    showState();
}

void HostsPage::showState()
{
    const QString sign = QStringLiteral("hosts");
    m_stack->setCurrentWidget(m_state);
    if (m_services.memory == nullptr) {
        m_state->present(sign, QStringLiteral("warn"), tr("Host memory is off"),
            m_services.memoryNote.isEmpty()
                ? tr("This window was opened without a place to remember how machines behaved.")
                : m_services.memoryNote);
    } else if (!m_known) {
        m_state->present(sign, {}, tr("Reading the memory…"), {});
    } else if (m_facets.attempts == 0) {
        const bool broken = !m_health.usable;
        m_state->present(broken ? QStringLiteral("warning") : sign,
            broken ? QStringLiteral("bad") : QString(),
            broken ? tr("The memory cannot be used") : tr("No boots yet"),
            broken
                ? m_health.warning
                : tr(
                    "Every race adds how long each of its machines took and which never came up. After a few "
                    "races this page shows how long you will wait, which machines are fast, and what racing "
                    "saved you."),
            broken ? QString() : tr("Go to Launch"));
    } else {
        m_stack->setCurrentIndex(0);
    }
    m_hosts->setNarrowed(m_filters->isNarrowed());
    Q_EMIT statusChanged();
}

void HostsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale) {
        refresh();
    }
}

QWidget *HostsPage::focusTarget() const
{
    return m_stack->currentIndex() == 0 ? m_pictures->checkedButton() : static_cast<QWidget *>(m_state);
}

void HostsPage::focusFilter() { m_hosts->focusFilter(); }

QString HostsPage::statusText() const
{
    if (m_services.memory == nullptr) {
        return tr("no host memory");
    }
    QStringList parts;
    const auto number = [](qint64 value) { return static_cast<int>(std::min<qint64>(value, INT_MAX)); };
    parts.append(tr("%Ln boot(s)", nullptr, number(m_facets.attempts)));
    parts.append(tr("%Ln machine(s)", nullptr, number(m_facets.machines.size())));
    parts.append(tr("%1 of %2 shown").arg(m_hosts->shownCount()).arg(m_hosts->hostCount()));
    const qint64 skipped = m_health.negative + m_health.future + m_health.unreadable;
    if (skipped > 0) {
        parts.append(
            tr("%Ln record(s) skipped: the clock jumped, or they cannot be read", nullptr, number(skipped)));
    }
    if (m_health.unwritten > 0) {
        parts.append(tr("%Ln record(s) not stored yet", nullptr, number(m_health.unwritten)));
    }
    return parts.join(QStringLiteral("   ·   "));
}

void HostsPage::saveTo(Preferences *preferences) const
{
    preferences->hostsGroupBy = static_cast<int>(m_filters->groupBy());
    preferences->hostsPeriodDays = m_filters->periodDays();
    preferences->hostsPicture = qMax(0, m_pictures->checkedId());
    m_hosts->saveTo(preferences);
}

} // namespace snapgpu
