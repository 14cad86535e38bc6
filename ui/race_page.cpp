// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/race_page.h"

#include "models/format.h"
#include "services/session/spend_caps.h"
#include "ui/restore_panel.h"
#include "ui/widgets.h"

#include <algorithm>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

constexpr int kTickMs = 100;
constexpr double kClockPixels = 42.0;
constexpr double kTenthsPixels = 22.0;
constexpr int kRoomForOneRow = 860; ///< the clock, who won, and the buttons beside it

struct Counts
{
    int created = 0;
    int confirmedGone = 0;
    int destroying = 0;
    int refused = 0;
};

Counts countRacers(const RaceView &view)
{
    Counts counts;
    for (const RacerView &racer : view.racers) {
        counts.refused += racer.state == RacerState::Refused ? 1 : 0;
        counts.confirmedGone += racer.state == RacerState::Gone ? 1 : 0;
        counts.destroying += racer.state == RacerState::Destroying ? 1 : 0;
        counts.created += racer.state != RacerState::Refused && racer.state != RacerState::Planned ? 1 : 0;
    }
    return counts;
}

QString countsText(const RaceView &view)
{
    const Counts counts = countRacers(view);
    QStringList parts{RacePage::tr("%n launched", nullptr, counts.created)};
    if (counts.confirmedGone > 0) {
        parts.append(RacePage::tr("%n destroyed", nullptr, counts.confirmedGone));
    }
    if (counts.destroying > 0) {
        parts.append(RacePage::tr("%n being destroyed", nullptr, counts.destroying));
    }
    if (counts.refused > 0) {
        parts.append(RacePage::tr("%n refused", nullptr, counts.refused));
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace

RaceClock::RaceClock(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Time since the start"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void RaceClock::setElapsed(qint64 ms)
{
    const qint64 shown = format::toTenth(ms); // as in the sentence beside it
    if (m_ms == shown) {
        return;
    }
    const bool wider = format::clock(shown).size() != format::clock(m_ms).size();
    m_ms = shown;
    if (wider) {
        updateGeometry();
    }
    update();
}

QSize RaceClock::sizeHint() const
{
    const QFontMetrics big(sizedFont(kClockPixels, QFont::DemiBold));
    const QFontMetrics small(sizedFont(kTenthsPixels, QFont::DemiBold));
    return {big.horizontalAdvance(format::clock(m_ms)) + small.horizontalAdvance(QStringLiteral(".0")) + 4,
        big.height() - 6};
}

void RaceClock::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const QString text = format::clock(m_ms);
    painter.setFont(sizedFont(kClockPixels, QFont::DemiBold));
    const int base = (height() + painter.fontMetrics().capHeight()) / 2;
    painter.setPen(m_theme->tokens().text);
    painter.drawText(0, base, text);
    const int left = painter.fontMetrics().horizontalAdvance(text);
    painter.setFont(sizedFont(kTenthsPixels, QFont::DemiBold));
    painter.setPen(m_theme->tokens().dim);
    painter.drawText(left, base, QLocale().decimalPoint() + QString::number(m_ms / kTickMs % 10));
}

RacePage::RacePage(const AppServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_model(new RaceLaneModel(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new StateView(services.theme, this))
    , m_notice(new NoticeBar(services.theme, this))
    , m_clock(new RaceClock(services.theme, this))
    , m_headline(makeLabel({}, "title", this))
    , m_counts(new ElidedLabel(this))
    , m_cost(makeLabel({}, "title", this))
    , m_cancel(makeButton(tr("&Cancel race"), "danger", this))
    , m_copySsh(makeButton(tr("Copy &ssh"), "", this))
    , m_terminal(makeButton(tr("&Open terminal"), "", this))
    , m_destroy(makeButton(tr("&Destroy machine"), "danger", this))
    , m_axis(new LaneAxis(services.theme, &m_moment, this))
    , m_lanes(new LaneView(services.theme, &m_moment, this))
    , m_restore(new RestorePanel(services.theme, this))
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(14, 14, 14, 14);
    outer->addWidget(m_stack);
    m_empty->present(QStringLiteral("race"), {}, tr("No race yet"),
        tr("A race starts several machines at once, keeps the first that is ready and destroys the others."),
        tr("Go to Launch"));
    m_stack->addWidget(m_empty);
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(14);
    layout->addWidget(makeHead());
    layout->addWidget(m_notice);
    layout->addWidget(makeLanes(), 1);
    layout->addWidget(m_restore);
    m_stack->addWidget(content);

    connect(m_empty, &StateView::actionTriggered, this, &RacePage::goToLaunch);
    connect(m_cancel, &QPushButton::clicked, this, &RacePage::cancelRequested);
    connect(m_copySsh, &QPushButton::clicked, this, &RacePage::copySsh);
    connect(m_terminal, &QPushButton::clicked, this, &RacePage::openTerminal);
    connect(m_destroy, &QPushButton::clicked, this, [this] {
        if (const RacerView *racer = winner()) {
            Q_EMIT destroyRequested(racer->label, racer->offer.gpuName);
        }
    });
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &RacePage::tick);
}

QWidget *RacePage::makeHead()
{
    QFrame *panel = makeFrame("panel", this);
    auto *outer = new QVBoxLayout(panel);
    outer->setContentsMargins(18, 12, 16, 12);
    auto *parts = new FoldingRow(kRoomForOneRow, panel);
    outer->addWidget(parts);
    auto *layout = new QHBoxLayout;
    layout->setSpacing(10);
    parts->parts()->addLayout(layout, 1);
    layout->addWidget(m_clock);
    layout->addSpacing(16);
    auto *words = new QVBoxLayout;
    words->setSpacing(3);
    m_counts->setProperty("role", QStringLiteral("dim"));
    m_headline->setObjectName(QStringLiteral("raceHeadline"));
    words->addStretch(1);
    words->addWidget(m_headline);
    words->addWidget(m_counts);
    words->addStretch(1);
    layout->addLayout(words, 1);
    auto *money = new QVBoxLayout;
    money->setSpacing(2);
    QLabel *caption = makeLabel(tr("race cost"), "dim", panel);
    caption->setAlignment(Qt::AlignRight);
    m_cost->setAlignment(Qt::AlignRight);
    money->addStretch(1);
    money->addWidget(caption);
    money->addWidget(m_cost);
    money->addStretch(1);
    layout->addLayout(money);
    layout->addSpacing(10);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(10);
    parts->parts()->addLayout(buttons);
    keepIcon(m_cancel, QStringLiteral("stop"), m_services.theme);
    keepIcon(m_copySsh, QStringLiteral("copy"), m_services.theme);
    keepIcon(m_terminal, QStringLiteral("terminal"), m_services.theme);
    keepIcon(m_destroy, QStringLiteral("trash"), m_services.theme);
    for (QPushButton *button : {m_terminal, m_copySsh, m_destroy, m_cancel}) {
        buttons->addWidget(button);
    }
    buttons->addStretch(0); // of use only below the rest
    m_cancel->setObjectName(QStringLiteral("cancelRaceButton"));
    m_copySsh->setObjectName(QStringLiteral("copySshButton"));
    m_destroy->setObjectName(QStringLiteral("destroyButton"));
    return panel;
}

QWidget *RacePage::makeLanes()
{
    QFrame *panel = makeFrame("panel", this);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(1, 1, 1, 6);
    layout->setSpacing(4);
    m_lanes->setModel(m_model);
    m_lanes->setObjectName(QStringLiteral("lanes"));
    layout->addWidget(m_axis);
    layout->addWidget(m_lanes, 1);
    return panel;
}

void RacePage::setRunner(LaunchRunner *runner)
{
    if (m_runner != nullptr) {
        m_runner->disconnect(this);
    }
    m_runner = runner;
    m_notice->say({});
    m_stack->setCurrentIndex(runner != nullptr ? 1 : 0);
    if (runner == nullptr) {
        m_tick.stop();
        Q_EMIT statusChanged();
        return;
    }
    connect(runner, &LaunchRunner::raceUpdated, this, &RacePage::refresh);
    connect(runner, &LaunchRunner::phaseChanged, this, &RacePage::refresh);
    connect(runner, &LaunchRunner::restoreProgressed, this, &RacePage::refreshRestore);
    connect(runner, &LaunchRunner::criticalReady, this, &RacePage::refreshRestore);
    connect(runner, &LaunchRunner::warning, this,
        [this](const Error &error) { m_notice->say(error.message, QStringLiteral("warn")); });
    connect(runner, &LaunchRunner::finished, this, [this] {
        const SessionOutcome &outcome = m_runner->outcome();
        if (!outcome.ok && outcome.error.category != ErrorCategory::Cancelled) {
            m_notice->say(outcome.error.message, QStringLiteral("bad"));
        }
        refresh();
    });
    m_tick.start();
    refresh();
}

const RacerView *RacePage::winner() const
{
    if (m_runner == nullptr || m_runner->race().winnerNumber == 0) {
        return nullptr;
    }
    const RaceView &view = m_runner->race();
    const auto found = std::find_if(view.racers.cbegin(), view.racers.cend(),
        [&view](const RacerView &racer) { return racer.number == view.winnerNumber; });
    return found == view.racers.cend() ? nullptr : &*found;
}

void RacePage::refresh()
{
    if (m_runner == nullptr) {
        return;
    }
    const RaceView &view = m_runner->race();
    m_sinceView.start();
    m_model->setView(view);
    m_moment.waveStartsMs = view.waveStartsMs;
    refreshHeadline();
    m_counts->setFullText(countsText(view));
    refreshButtons();
    refreshRestore();
    tick();
    Q_EMIT statusChanged();
}

/** The machines so far, and what the restore moved, at the winner's price of traffic. */
void RacePage::refreshCost()
{
    Money traffic;
    if (const RacerView *first = winner()) {
        const RestoreProgress &restore = m_runner->restore();
        traffic = trafficCost(Money::fromDollars(first->offer.inetDownCost.value_or(0)),
            restore.bytesDone - restore.bytesSkipped);
    }
    m_cost->setText(format::dollars(m_runner->race().cost + traffic, 4));
    m_cost->setToolTip(
        tr("Disk from creation, GPU from running, and %1 of traffic").arg(format::dollars(traffic, 4)));
}

void RacePage::refreshHeadline()
{
    const RacerView *first = winner();
    QString text = m_runner->race().message;
    QString tone;
    if (first != nullptr && first->readyMs >= 0) {
        const QString name = first->offer.geolocation.isEmpty()
            ? first->offer.gpuName
            : first->offer.gpuName + QStringLiteral(" · ") + first->offer.geolocation;
        text = tr("%1 won in %2").arg(name, format::seconds(first->readyMs));
        tone = QStringLiteral("ok");
    } else if (m_runner->race().phase == RacePhase::Failed) {
        tone = QStringLiteral("bad");
    } else if (text.isEmpty()) {
        text = m_runner->phase() == SessionPhase::Checking ? tr("Checking credit, snapshot and offers…")
                                                           : tr("Racing…");
    }
    setTone(m_headline, tone);
    m_headline->setText(text);
}

void RacePage::refreshButtons()
{
    const SessionPhase phase = m_runner->phase();
    const bool running = phase != SessionPhase::Finished && phase != SessionPhase::Idle;
    const bool won = winner() != nullptr && !m_runner->sshCommand().isEmpty();
    const bool kept = phase == SessionPhase::Finished && m_runner->outcome().machineKept;
    m_cancel->setVisible(running);
    m_cancel->setText(phase == SessionPhase::Restoring ? tr("&Cancel restore") : tr("&Cancel race"));
    m_copySsh->setVisible(won && (running || kept));
    m_terminal->setVisible(won && (running || kept));
    m_destroy->setVisible(kept);
}

void RacePage::refreshRestore()
{
    if (m_runner == nullptr) {
        return;
    }
    const RestoreProgress &progress = m_runner->restore();
    m_restore->setVisible(progress.phase != RestorePhase::Idle);
    m_restore->setProgress(progress, m_runner->snapshot());
    refreshCost();
}

void RacePage::tick()
{
    if (m_runner == nullptr) {
        return;
    }
    const RaceView &view = m_runner->race();
    const bool moving = view.phase == RacePhase::Running;
    m_moment.nowMs = view.elapsedMs + (moving && m_sinceView.isValid() ? m_sinceView.elapsed() : 0);
    m_moment.axis = RaceAxis::fitting(m_moment.nowMs);
    m_clock->setElapsed(m_moment.nowMs);
    if (moving || m_runner->phase() == SessionPhase::Restoring) {
        m_axis->update();
        m_lanes->viewport()->update();
    }
    if (m_runner->phase() == SessionPhase::Finished) {
        m_axis->update();
        m_lanes->viewport()->update();
        m_tick.stop();
    }
}

void RacePage::copySsh()
{
    QGuiApplication::clipboard()->setText(m_runner->sshCommand());
    m_notice->say(tr("Copied: %1").arg(m_runner->sshCommand()));
}

void RacePage::openTerminal()
{
    if (!m_services.openTerminal) {
        return;
    }
    if (const auto opened = m_services.openTerminal(m_runner->sshCommand()); !opened) {
        m_notice->say(opened.error().message, QStringLiteral("warn"));
    }
}

QString RacePage::title() const
{
    const QString id = m_runner != nullptr ? m_runner->race().raceId : QString();
    return id.isEmpty() ? tr("Race") : tr("Race %1").arg(id);
}

QString RacePage::statusText() const
{
    if (m_runner == nullptr) {
        return {};
    }
    const RaceView &view = m_runner->race();
    QStringList parts;
    if (view.maxWaves > 0) {
        parts.append(tr("wave %1 of %2").arg(view.wave).arg(view.maxWaves));
    }
    parts.append(tr("%n alive", nullptr, view.alive));
    parts.append(format::dollarsPerHour(view.hourlyAlive));
    return parts.join(QStringLiteral("   ·   "));
}

} // namespace snapgpu
