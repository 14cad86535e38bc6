// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan_panel.h"

#include "models/format.h"
#include "ui/bid_edit.h"
#include "ui/part_edit.h"
#include "ui/pattern_edit.h"
#include "ui/snapshot_box.h"
#include "ui/widgets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

constexpr int kPanelWidth = 324; // with room for the scroll bar

QVBoxLayout *makeColumn(QWidget *part)
{
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(9);
    return column;
}

std::optional<Money> capOf(const QDoubleSpinBox *box)
{
    return box->value() > 0 ? std::optional(Money::fromDollars(box->value())) : std::nullopt;
}

} // namespace

PlanPanel::PlanPanel(QWidget *parent)
    : QFrame(parent)
    , m_snapshot(new SnapshotBox(this))
    , m_part(new PartEdit(this))
    , m_critical(new PatternEdit(tr("one pattern per line, e.g. *.py"), this))
    , m_target(new QLineEdit(this))
    , m_image(new QComboBox(this))
    , m_disk(new QSpinBox(this))
    , m_waveSize(new QSpinBox(this))
    , m_waveDelay(new QSpinBox(this))
    , m_maxWaves(new QSpinBox(this))
    , m_adaptive(new QCheckBox(tr("Wait as long as learned"), this))
    , m_maxHourly(new QDoubleSpinBox(this))
    , m_maxCost(new QDoubleSpinBox(this))
    , m_bid(new BidEdit(this))
    , m_maxDay(new QDoubleSpinBox(this))
    , m_maxMachines(new QSpinBox(this))
    , m_candidates(makeLabel({}, "strong", this))
    , m_peak(makeLabel({}, "strong", this))
    , m_expected(makeLabel({}, "strong", this))
    , m_worst(makeLabel({}, "strong", this))
    , m_ready(makeLabel({}, "strong", this))
    , m_launches(makeLabel({}, "strong", this))
    , m_blocked(makeLabel({}, "dim", this))
    , m_start(makeButton(tr("&Start race"), "primary", this))
{
    setProperty("role", QStringLiteral("panel"));
    setFixedWidth(kPanelWidth);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 12, 1, 14);
    layout->setSpacing(9);
    layout->addWidget(makeFields(), 1);
    auto *foot = new QVBoxLayout; // always in sight
    foot->setContentsMargins(13, 0, 13, 0);
    layout->addLayout(foot);
    m_blocked->setWordWrap(true);
    foot->addWidget(m_blocked);
    foot->addWidget(m_start);
    m_start->setObjectName(QStringLiteral("startButton"));
    m_start->setMinimumHeight(40);
    m_start->setToolTip(tr("Rent the machines and race them (%1)")
                            .arg(QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText)));
    connectInputs();
}

/** Everything above the button; scrolls where the window is low. */
QWidget *PlanPanel::makeFields()
{
    auto *fields = new QWidget(this);
    auto *column = new QVBoxLayout(fields);
    column->setContentsMargins(13, 0, 13, 0);
    column->setSpacing(9);
    column->addWidget(makeLabel(tr("Plan"), "title", fields));
    column->addWidget(makeWorkspace());
    column->addWidget(makeRace());
    column->addWidget(m_bid);
    m_bid->hide();
    column->addWidget(makeEstimate());
    column->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(fields);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // it follows the focus of its fields
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    fields->setMinimumWidth(1); // as wide as there is room, beside the scroll bar too
    fields->setAutoFillBackground(false);
    scroll->viewport()->setAutoFillBackground(false);
    return scroll;
}

QWidget *PlanPanel::makeWorkspace()
{
    auto *part = new QWidget(this);
    QVBoxLayout *column = makeColumn(part);
    m_snapshot->setObjectName(QStringLiteral("snapshotBox"));
    m_target->setPlaceholderText(tr("where the files came from"));
    column->addLayout(makeField(tr("S&napshot"), m_snapshot, part));
    column->addWidget(m_part);
    column->addLayout(makeField(tr("Restore these f&irst"), m_critical, part));
    column->addLayout(makeField(tr("Restore in&to"), m_target, part));
    return part;
}

QWidget *PlanPanel::makeRace()
{
    auto *part = new QWidget(this);
    QVBoxLayout *column = makeColumn(part);
    m_image->setEditable(true);
    m_image->setInsertPolicy(QComboBox::NoInsert);
    m_image->addItems({QStringLiteral("nvidia/cuda:12.4.1-runtime-ubuntu22.04"),
        QStringLiteral("nvidia/cuda:12.8.1-runtime-ubuntu22.04"),
        QStringLiteral("pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime")});
    m_image->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    column->addLayout(makeField(tr("Ima&ge"), m_image, part));
    auto *waves = new QHBoxLayout;
    waves->setSpacing(8);
    waves->addLayout(makeField(tr("At &once"), m_waveSize, part), 1);
    waves->addLayout(makeField(tr("N&ext after"), m_waveDelay, part), 1);
    waves->addLayout(makeField(tr("&Waves"), m_maxWaves, part), 1);
    column->addLayout(waves);
    column->addWidget(m_adaptive);
    auto *limits = new QHBoxLayout;
    limits->setSpacing(8);
    limits->addLayout(makeField(tr("&Disk"), m_disk, part), 1);
    limits->addLayout(makeField(tr("Max &machines"), m_maxMachines, part), 1);
    column->addLayout(limits);
    auto *caps = new QHBoxLayout;
    caps->setSpacing(8);
    caps->addLayout(makeField(tr("Max $/&hour"), m_maxHourly, part), 1);
    caps->addLayout(makeField(tr("Max $ &race"), m_maxCost, part), 1);
    caps->addLayout(makeField(tr("Max $ da&y"), m_maxDay, part), 1);
    column->addLayout(caps);
    configureNumbers();
    return part;
}

void PlanPanel::configureNumbers()
{
    m_disk->setRange(1, 10'000);
    m_disk->setSuffix(tr(" GB"));
    m_waveSize->setRange(1, 20);
    m_waveDelay->setRange(1, 600);
    m_waveDelay->setSuffix(tr(" s"));
    m_maxWaves->setRange(1, 10);
    for (QDoubleSpinBox *cap : {m_maxHourly, m_maxCost, m_maxDay}) {
        cap->setRange(0, 10'000);
        cap->setSingleStep(0.5);
        cap->setSpecialValueText(tr("no cap"));
    }
    m_maxMachines->setRange(0, 10'000);
    m_maxMachines->setSpecialValueText(tr("no cap"));
    m_maxMachines->setObjectName(QStringLiteral("maxMachinesBox"));
    m_maxDay->setObjectName(QStringLiteral("maxDayBox"));
    m_waveSize->setToolTip(tr("How many machines each wave starts"));
    m_waveDelay->setToolTip(tr("How long to wait before the next wave"));
    m_maxWaves->setToolTip(tr("How many waves at most"));
    m_adaptive->setToolTip(
        tr("The next wave starts when 60 % of the machines racing should be ready, as host memory knows "
           "them; those it never met count as the average of all. While nothing is remembered the fixed "
           "wait stands in."));
    m_disk->setToolTip(tr("Disk of each machine; its price is part of every rate here"));
    m_maxHourly->setToolTip(tr("No machine is created that would lift the price of all together above this"));
    m_maxCost->setToolTip(tr("No machine is created once the race has cost this much"));
    m_maxMachines->setToolTip(
        tr("How many machines of this computer may be alive at once, kept ones and dying ones included"));
    m_maxDay->setToolTip(
        tr("No machine is created once everything since midnight, kept machines included, costs this much"));
}

QWidget *PlanPanel::makeEstimate()
{
    QFrame *box = makeFrame("inset", this);
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(10, 8, 10, 8);
    grid->setVerticalSpacing(3);
    const auto addLine = [&](int row, const QString &name, QLabel *value) {
        QLabel *label = makeLabel(name, "dim", box);
        grid->addWidget(label, row, 0);
        value->setParent(box);
        value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(value, row, 1);
        return label;
    };
    addLine(0, tr("Machines at most"), m_candidates);
    addLine(1, tr("All alive at once"), m_peak);
    m_forecastNames = {
        addLine(2, tr("Ready, p50 · p95"), m_ready), addLine(3, tr("Machines expected"), m_launches)};
    addLine(4, tr("Expected cost"), m_expected);
    addLine(5, tr("Worst cost"), m_worst);
    m_ready->setObjectName(QStringLiteral("forecastReadyLabel"));
    m_launches->setObjectName(QStringLiteral("forecastLaunchesLabel"));
    m_expected->setObjectName(QStringLiteral("expectedCostLabel"));
    m_worst->setObjectName(QStringLiteral("worstCostLabel"));
    return box;
}

void PlanPanel::connectInputs()
{
    for (QSpinBox *box : {m_disk, m_waveSize, m_waveDelay, m_maxWaves, m_maxMachines}) {
        connect(box, &QSpinBox::valueChanged, this, &PlanPanel::edited);
    }
    for (QDoubleSpinBox *box : {m_maxHourly, m_maxCost, m_maxDay}) {
        connect(box, &QDoubleSpinBox::valueChanged, this, &PlanPanel::edited);
    }
    connect(m_bid, &BidEdit::edited, this, &PlanPanel::edited);
    connect(m_adaptive, &QCheckBox::toggled, this, &PlanPanel::edited);
    connect(m_adaptive, &QCheckBox::toggled, m_waveDelay, &QWidget::setDisabled);
    connect(m_disk, &QSpinBox::valueChanged, this, [this](int gb) { Q_EMIT diskEdited(gb); });
    connect(m_snapshot, &QComboBox::currentIndexChanged, m_part, &PartEdit::forgetSize);
    connect(m_snapshot, &QComboBox::currentIndexChanged, this, &PlanPanel::edited);
    connect(m_image, &QComboBox::currentTextChanged, this, &PlanPanel::edited);
    connect(m_part, &PartEdit::edited, this, &PlanPanel::edited);
    connect(m_critical, &QPlainTextEdit::textChanged, this, &PlanPanel::edited);
    connect(m_target, &QLineEdit::textChanged, this, &PlanPanel::edited);
    connect(m_start, &QPushButton::clicked, this, &PlanPanel::startRequested);
}

void PlanPanel::load(const Preferences &preferences)
{
    const QSignalBlocker quiet(this);
    m_critical->setPatterns(preferences.critical);
    m_target->setText(preferences.target);
    m_image->setCurrentText(preferences.image);
    m_image->lineEdit()->setCursorPosition(0);
    m_disk->setValue(qRound(preferences.diskGb));
    m_waveSize->setValue(preferences.waveSize);
    m_waveDelay->setValue(preferences.waveDelaySeconds);
    m_maxWaves->setValue(preferences.maxWaves);
    m_adaptive->setChecked(preferences.adaptiveWaves);
    m_waveDelay->setDisabled(preferences.adaptiveWaves);
    m_maxHourly->setValue(preferences.maxHourlyDollars);
    m_maxCost->setValue(preferences.maxCostDollars);
    m_bid->load(preferences);
    m_maxDay->setValue(preferences.maxDayDollars);
    m_maxMachines->setValue(preferences.maxMachines);
    m_connections = preferences.connections;
}

void PlanPanel::store(Preferences *preferences) const
{
    const LaunchPlan current = plan();
    preferences->critical = current.critical;
    preferences->target = current.target;
    preferences->image = current.image;
    preferences->diskGb = current.diskGb;
    preferences->waveSize = current.waveSize;
    preferences->waveDelaySeconds = m_waveDelay->value();
    preferences->maxWaves = current.maxWaves;
    preferences->adaptiveWaves = current.adaptive;
    preferences->maxHourlyDollars = m_maxHourly->value();
    preferences->maxCostDollars = m_maxCost->value();
    m_bid->store(preferences);
    preferences->maxDayDollars = m_maxDay->value();
    preferences->maxMachines = m_maxMachines->value();
}

void PlanPanel::setSnapshots(
    const QVector<SnapshotGroup> &groups, const QDateTime &now, const QString &sentence)
{
    m_snapshot->setSnapshots(groups, now, groups.isEmpty() ? sentence : tr("Nothing, only race"));
    Q_EMIT edited();
}

void PlanPanel::chooseSnapshot(const QString &id) { m_snapshot->choose(id); }

void PlanPanel::restoreOnly(const QStringList &patterns, qint64 bytes) { m_part->setPart(patterns, bytes); }

void PlanPanel::addCritical(const QStringList &patterns)
{
    QStringList lines = m_critical->patterns();
    for (const QString &pattern : patterns) {
        if (!lines.contains(pattern)) {
            lines.append(pattern);
        }
    }
    m_critical->setPatterns(lines);
}

LaunchPlan PlanPanel::plan() const
{
    LaunchPlan plan;
    plan.image = m_image->currentText().trimmed();
    plan.diskGb = m_disk->value();
    plan.waveSize = m_waveSize->value();
    plan.waveDelayMs = m_waveDelay->value() * 1000LL;
    plan.maxWaves = m_maxWaves->value();
    plan.adaptive = m_adaptive->isChecked();
    plan.maxHourly = capOf(m_maxHourly);
    plan.maxCost = capOf(m_maxCost);
    m_bid->writeTo(&plan);
    plan.maxDay = capOf(m_maxDay);
    if (m_maxMachines->value() > 0) {
        plan.maxMachines = m_maxMachines->value();
    }
    plan.snapshot = m_snapshot->id();
    plan.restore = !plan.snapshot.isEmpty();
    plan.critical = m_critical->patterns();
    plan.only = m_part->filter();
    plan.onlyBytes = m_part->bytes();
    plan.target = m_target->text().trimmed();
    plan.connections = m_connections;
    return plan;
}

qint64 PlanPanel::snapshotBytes() const
{
    return m_part->filter().isEmpty() ? m_snapshot->bytes() : m_part->bytes().value_or(0);
}

QString PlanPanel::mistake() const
{
    const LaunchPlan current = plan();
    return current.restore ? patternMistake(current.only.include + current.critical) : QString();
}

void PlanPanel::setForecast(const std::optional<race::RaceForecast> &forecast)
{
    for (QLabel *name : std::as_const(m_forecastNames)) {
        name->setVisible(forecast.has_value());
    }
    m_ready->setVisible(forecast.has_value());
    m_launches->setVisible(forecast.has_value());
    if (!forecast) {
        return;
    }
    // Two long durations do not fit on the line: from a minute on both are told as on a clock.
    const bool isLong = forecast->p95Seconds.value_or(forecast->p50Seconds.value_or(0)) >= 60;
    const auto seconds = [isLong](const std::optional<double> &value) {
        if (!value) {
            return format::missing();
        }
        return isLong ? format::clock(qRound64(*value) * 1000) : format::duration(qRound64(*value));
    };
    m_ready->setText(seconds(forecast->p50Seconds) + QStringLiteral(" · ") + seconds(forecast->p95Seconds));
    m_launches->setText(QLocale().toString(forecast->launches, 'f', 1));
    const QString hint =
        tr("From what host memory knows of these machines; nobody becomes ready in %1 % of such races.")
            .arg(QLocale().toString(forecast->nobody * 100, 'f', 1));
    m_ready->setToolTip(hint);
    m_launches->setToolTip(hint);
}

void PlanPanel::setEstimate(const PlanEstimate &estimate)
{
    m_candidates->setText(tr("%1 of %2").arg(estimate.machines).arg(format::count(estimate.candidates)));
    m_peak->setText(format::dollarsPerHour(estimate.peakHourly, 2));
    m_expected->setText(format::smallDollars(estimate.expectedCost + estimate.expectedTraffic));
    m_worst->setText(format::smallDollars(estimate.worstCost + estimate.worstTraffic));
    QString expected = tr("If a machine is ready after %1: the first machines that match, each billed at its "
                          "full rate with the disk, from the start of its wave until then.")
                           .arg(format::duration(estimate.expectedReadyMs / 1000));
    QString worst =
        tr("If nobody ever becomes ready: the dearest machines that match, each billed at its full rate "
           "with the disk, from the start of its wave until the race gives up after 10 minutes.");
    if (estimate.cappedByHourly) {
        worst += QLatin1Char(' ') + tr("Machines above the cap per hour are left out.");
    }
    if (estimate.cappedByCost) {
        worst += QLatin1Char(' ') + tr("Cut by the cap on the race.");
    }
    if (estimate.worstTraffic > Money()) {
        const auto traffic = [](Money money) -> QString { // a sum of strings only refers to its parts
            return QLatin1Char(' ')
                + tr("The traffic of the restore is part of it: %1.").arg(format::smallDollars(money));
        };
        expected += traffic(estimate.expectedTraffic);
        worst += traffic(estimate.worstTraffic);
    }
    if (estimate.trafficUnknown) {
        const QString unknown = QLatin1Char(' ')
            + tr("The traffic of the restore comes on top; the size of the snapshot is not known.");
        expected += unknown;
        worst += unknown;
    }
    const auto explain = [](QLabel *label, const QString &how) {
        label->setToolTip(how);
        label->setAccessibleDescription(how);
    };
    explain(m_expected, expected);
    explain(m_worst, worst);
}

void PlanPanel::setInterruptible(bool on) { m_bid->setVisible(on); }

void PlanPanel::setBlocked(const QString &reason)
{
    m_start->setEnabled(reason.isEmpty());
    m_blocked->setText(reason);
    m_blocked->setVisible(!reason.isEmpty());
}

bool PlanPanel::canStart() const { return m_start->isEnabled(); }

} // namespace snapgpu
