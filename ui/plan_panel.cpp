// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan_panel.h"

#include "models/format.h"
#include "ui/widgets.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

constexpr int kPanelWidth = 320;

/** Layout of one part of the panel: labels over fields, nothing around. */
QGridLayout *makeGrid(QWidget *part)
{
    auto *grid = new QGridLayout(part);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    return grid;
}

QString snapshotText(const SnapshotGroup &group, const QDateTime &now)
{
    QStringList parts;
    parts.append(group.paths.isEmpty() ? group.newest.shortId() : group.paths.join(QStringLiteral(", ")));
    if (group.newest.totalBytes) {
        parts.append(format::bytes(*group.newest.totalBytes));
    }
    parts.append(format::age(group.newest.time, now));
    return parts.join(QStringLiteral(" · "));
}

std::optional<Money> capOf(const QDoubleSpinBox *box)
{
    return box->value() > 0 ? std::optional(Money::fromDollars(box->value())) : std::nullopt;
}

} // namespace

PlanPanel::PlanPanel(QWidget *parent)
    : QFrame(parent)
    , m_snapshot(new QComboBox(this))
    , m_critical(new QPlainTextEdit(this))
    , m_target(new QLineEdit(this))
    , m_image(new QComboBox(this))
    , m_disk(new QSpinBox(this))
    , m_waveSize(new QSpinBox(this))
    , m_waveDelay(new QSpinBox(this))
    , m_maxWaves(new QSpinBox(this))
    , m_maxHourly(new QDoubleSpinBox(this))
    , m_maxCost(new QDoubleSpinBox(this))
    , m_candidates(makeLabel({}, "strong", this))
    , m_peak(makeLabel({}, "strong", this))
    , m_worst(makeLabel({}, "strong", this))
    , m_blocked(makeLabel({}, "dim", this))
    , m_start(makeButton(tr("&Start race"), "primary", this))
{
    setProperty("role", QStringLiteral("panel"));
    setFixedWidth(kPanelWidth);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 14);
    layout->setSpacing(10);
    layout->addWidget(makeLabel(tr("Plan"), "title", this));
    layout->addWidget(makeWorkspace());
    layout->addWidget(makeMachine());
    layout->addWidget(makeRace());
    layout->addWidget(makeEstimate());
    layout->addStretch(1);
    m_blocked->setWordWrap(true);
    layout->addWidget(m_blocked);
    layout->addWidget(m_start);
    m_start->setObjectName(QStringLiteral("startButton"));
    m_start->setMinimumHeight(40);
    m_start->setToolTip(tr("Rent the machines and race them (%1)")
                            .arg(QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText)));
    connectInputs();
}

QWidget *PlanPanel::makeWorkspace()
{
    auto *part = new QWidget(this);
    QGridLayout *grid = makeGrid(part);
    m_snapshot->setObjectName(QStringLiteral("snapshotBox"));
    m_snapshot->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_critical->setTabChangesFocus(true);
    m_critical->setPlaceholderText(tr("one pattern per line, e.g. *.py"));
    m_critical->setFixedHeight(54);
    m_target->setPlaceholderText(tr("where the files came from"));
    grid->addWidget(makeFieldLabel(tr("S&napshot"), m_snapshot, part), 0, 0);
    grid->addWidget(m_snapshot, 1, 0);
    grid->addWidget(makeFieldLabel(tr("Restore these f&irst"), m_critical, part), 2, 0);
    grid->addWidget(m_critical, 3, 0);
    grid->addWidget(makeFieldLabel(tr("Restore in&to"), m_target, part), 4, 0);
    grid->addWidget(m_target, 5, 0);
    return part;
}

QWidget *PlanPanel::makeMachine()
{
    auto *part = new QWidget(this);
    QGridLayout *grid = makeGrid(part);
    m_image->setEditable(true);
    m_image->setInsertPolicy(QComboBox::NoInsert);
    m_image->addItems({QStringLiteral("nvidia/cuda:12.4.1-runtime-ubuntu22.04"),
        QStringLiteral("nvidia/cuda:12.8.1-runtime-ubuntu22.04"),
        QStringLiteral("pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime")});
    m_image->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_image->setMinimumContentsLength(10);
    m_disk->setRange(1, 10'000);
    m_disk->setSuffix(tr(" GB"));
    grid->addWidget(makeFieldLabel(tr("Ima&ge"), m_image, part), 0, 0);
    grid->addWidget(makeFieldLabel(tr("&Disk"), m_disk, part), 0, 1);
    grid->addWidget(m_image, 1, 0);
    grid->addWidget(m_disk, 1, 1);
    grid->setColumnStretch(0, 1);
    m_disk->setFixedWidth(94);
    return part;
}

QWidget *PlanPanel::makeRace()
{
    auto *part = new QWidget(this);
    QGridLayout *grid = makeGrid(part);
    m_waveSize->setRange(1, 20);
    m_waveDelay->setRange(1, 600);
    m_waveDelay->setSuffix(tr(" s"));
    m_maxWaves->setRange(1, 10);
    for (QDoubleSpinBox *cap : {m_maxHourly, m_maxCost}) {
        cap->setRange(0, 10'000);
        cap->setSingleStep(0.5);
        cap->setPrefix(tr("≤ $", "prefix of a price cap"));
        cap->setSpecialValueText(tr("no cap"));
    }
    m_maxHourly->setSuffix(tr("/h", "suffix of a price per hour"));
    m_waveSize->setToolTip(tr("How many machines each wave starts"));
    m_waveDelay->setToolTip(tr("How long to wait before the next wave"));
    m_maxWaves->setToolTip(tr("How many waves at most"));
    m_maxHourly->setToolTip(tr("No machine is created that would lift the price of all together above this"));
    m_maxCost->setToolTip(tr("No machine is created once the race has cost this much"));
    auto *row = new QGridLayout;
    row->setHorizontalSpacing(8);
    row->setVerticalSpacing(4);
    row->addWidget(makeFieldLabel(tr("At &once"), m_waveSize, part), 0, 0);
    row->addWidget(makeFieldLabel(tr("N&ext after"), m_waveDelay, part), 0, 1);
    row->addWidget(makeFieldLabel(tr("&Waves"), m_maxWaves, part), 0, 2);
    row->addWidget(m_waveSize, 1, 0);
    row->addWidget(m_waveDelay, 1, 1);
    row->addWidget(m_maxWaves, 1, 2);
    grid->addLayout(row, 0, 0, 1, 2);
    grid->addWidget(makeFieldLabel(tr("Cap on $ per &hour"), m_maxHourly, part), 1, 0);
    grid->addWidget(makeFieldLabel(tr("Cap on the &race"), m_maxCost, part), 1, 1);
    grid->addWidget(m_maxHourly, 2, 0);
    grid->addWidget(m_maxCost, 2, 1);
    return part;
}

QWidget *PlanPanel::makeEstimate()
{
    QFrame *box = makeFrame("inset", this);
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(10, 8, 10, 8);
    grid->setVerticalSpacing(3);
    const auto addLine = [&](int row, const QString &name, QLabel *value) {
        grid->addWidget(makeLabel(name, "dim", box), row, 0);
        value->setParent(box);
        value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(value, row, 1);
    };
    addLine(0, tr("Machines at most"), m_candidates);
    addLine(1, tr("All alive at once"), m_peak);
    addLine(2, tr("Worst cost of the race"), m_worst);
    m_worst->setObjectName(QStringLiteral("worstCostLabel"));
    return box;
}

void PlanPanel::connectInputs()
{
    for (QSpinBox *box : {m_disk, m_waveSize, m_waveDelay, m_maxWaves}) {
        connect(box, &QSpinBox::valueChanged, this, &PlanPanel::edited);
    }
    for (QDoubleSpinBox *box : {m_maxHourly, m_maxCost}) {
        connect(box, &QDoubleSpinBox::valueChanged, this, &PlanPanel::edited);
    }
    connect(m_disk, &QSpinBox::valueChanged, this, [this](int gb) { Q_EMIT diskEdited(gb); });
    connect(m_snapshot, &QComboBox::currentIndexChanged, this, &PlanPanel::edited);
    connect(m_image, &QComboBox::currentTextChanged, this, &PlanPanel::edited);
    connect(m_critical, &QPlainTextEdit::textChanged, this, &PlanPanel::edited);
    connect(m_target, &QLineEdit::textChanged, this, &PlanPanel::edited);
    connect(m_start, &QPushButton::clicked, this, &PlanPanel::startRequested);
}

void PlanPanel::load(const Preferences &preferences)
{
    const QSignalBlocker quiet(this);
    m_critical->setPlainText(preferences.critical.join(QLatin1Char('\n')));
    m_target->setText(preferences.target);
    m_image->setCurrentText(preferences.image);
    m_image->lineEdit()->setCursorPosition(0);
    m_disk->setValue(qRound(preferences.diskGb));
    m_waveSize->setValue(preferences.waveSize);
    m_waveDelay->setValue(preferences.waveDelaySeconds);
    m_maxWaves->setValue(preferences.maxWaves);
    m_maxHourly->setValue(preferences.maxHourlyDollars);
    m_maxCost->setValue(preferences.maxCostDollars);
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
    preferences->maxHourlyDollars = m_maxHourly->value();
    preferences->maxCostDollars = m_maxCost->value();
}

void PlanPanel::setSnapshots(
    const QVector<SnapshotGroup> &groups, const QDateTime &now, const QString &sentence)
{
    const QString chosen = m_snapshot->currentData().toString();
    const bool wasFirst = m_snapshot->currentIndex() <= 0;
    {
        const QSignalBlocker quiet(m_snapshot);
        m_snapshot->clear();
        for (const SnapshotGroup &group : groups) {
            m_snapshot->addItem(snapshotText(group, now), group.newest.id);
        }
        m_snapshot->addItem(groups.isEmpty() ? sentence : tr("Nothing, only race"), QString());
        const int kept = wasFirst ? 0 : m_snapshot->findData(chosen);
        m_snapshot->setCurrentIndex(qMax(0, kept));
        m_snapshot->setEnabled(!groups.isEmpty());
    }
    Q_EMIT edited();
}

void PlanPanel::chooseSnapshot(const QString &id)
{
    if (const int index = m_snapshot->findData(id); index >= 0) {
        m_snapshot->setCurrentIndex(index);
    }
}

LaunchPlan PlanPanel::plan() const
{
    LaunchPlan plan;
    plan.image = m_image->currentText().trimmed();
    plan.diskGb = m_disk->value();
    plan.waveSize = m_waveSize->value();
    plan.waveDelayMs = m_waveDelay->value() * 1000LL;
    plan.maxWaves = m_maxWaves->value();
    plan.maxHourly = capOf(m_maxHourly);
    plan.maxCost = capOf(m_maxCost);
    plan.snapshot = m_snapshot->currentData().toString();
    plan.restore = !plan.snapshot.isEmpty();
    const QStringList lines = m_critical->toPlainText().split(QLatin1Char('\n'));
    for (const QString &line : lines) {
        if (const QString pattern = line.trimmed(); !pattern.isEmpty()) {
            plan.critical.append(pattern);
        }
    }
    plan.target = m_target->text().trimmed();
    plan.connections = m_connections;
    return plan;
}

void PlanPanel::setEstimate(const PlanEstimate &estimate)
{
    m_candidates->setText(tr("%1 of %2").arg(estimate.machines).arg(format::count(estimate.candidates)));
    m_peak->setText(format::dollarsPerHour(estimate.peakHourly, 2));
    m_worst->setText(format::dollars(estimate.worstCost, 2));
    QString how =
        tr("If nobody ever becomes ready: the dearest machines that match, each billed at its full rate "
           "with the disk, from the start of its wave until the race gives up after 10 minutes.");
    if (estimate.cappedByHourly) {
        how += QLatin1Char(' ') + tr("Machines above the cap per hour are left out.");
    }
    if (estimate.cappedByCost) {
        how += QLatin1Char(' ') + tr("Cut by the cap on the race.");
    }
    m_worst->setToolTip(how);
    m_worst->setAccessibleDescription(how);
}

void PlanPanel::setBlocked(const QString &reason)
{
    m_start->setEnabled(reason.isEmpty());
    m_blocked->setText(reason);
    m_blocked->setVisible(!reason.isEmpty());
}

bool PlanPanel::canStart() const { return m_start->isEnabled(); }

} // namespace snapgpu
