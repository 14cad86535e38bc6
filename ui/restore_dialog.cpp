// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/restore_dialog.h"

#include "models/file_text.h"
#include "models/format.h"
#include "services/restore/restore_plan.h"
#include "ui/machine_merge.h"
#include "ui/machine_source.h"
#include "ui/part_edit.h"
#include "ui/pattern_edit.h"
#include "ui/snapshot_box.h"
#include "ui/snapshot_source.h"
#include "ui/widgets.h"

#include <algorithm>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

constexpr int kWidth = 560;
const QString kPlan = QStringLiteral("plan"); ///< among the machines: no instance id is a word
const QString kNone = QStringLiteral("none");

QString machineText(const MachineRow &machine)
{
    QStringList parts{machine.name(), format::dollarsPerHour(machine.hourly), machine.instanceId};
    if (!machine.isOurs()) {
        parts.append(RestoreDialog::tr("not rented by SnapGPU"));
    }
    return parts.join(QStringLiteral("  ·  "));
}

} // namespace

RestoreDialog::RestoreDialog(const AppServices &services, MachineSource *machines, SnapshotSource *snapshots,
    const MachineRestores *restores, RestoreWish wish, QWidget *parent)
    : QDialog(parent)
    , m_services(services)
    , m_machines(machines)
    , m_snapshots(snapshots)
    , m_restores(restores)
    , m_wish(std::move(wish))
    , m_machine(new QComboBox(this))
    , m_snapshot(new SnapshotBox(this))
    , m_what(new QComboBox(this))
    , m_part(new PartEdit(this))
    , m_folder(new QLineEdit(this))
    , m_folderField(new QWidget(this))
    , m_how(new QWidget(this))
    , m_target(new QLineEdit(this))
    , m_critical(new PatternEdit(tr("one pattern per line, e.g. *.py"), this))
    , m_verify(new QCheckBox(tr("&Verify: read everything again afterwards"), this))
    , m_summary(makeLabel({}, "", this))
    , m_ok(makeButton(tr("&Restore"), "primary", this))
{
    setObjectName(QStringLiteral("restoreDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("Restore onto a machine"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(9);
    layout->addWidget(makeLabel(tr("Restore onto a machine"), "heading", this));
    m_fields = makeFields();
    layout->addWidget(m_fields);
    layout->addStretch(1);
    m_summary->setWordWrap(true);
    m_summary->setObjectName(QStringLiteral("restoreSummary"));
    layout->addWidget(m_summary);
    auto *buttons = new QDialogButtonBox(this);
    m_ok->setObjectName(QStringLiteral("restoreOkButton"));
    m_ok->setDefault(true);
    buttons->addButton(m_ok, QDialogButtonBox::AcceptRole);
    buttons->addButton(makeButton(tr("Cancel"), "", this), QDialogButtonBox::RejectRole);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &RestoreDialog::confirm);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    m_critical->setPatterns(services.settings->values().critical);
    m_part->setPart(m_wish.patterns, m_wish.bytes);
    m_folder->setText(m_wish.folder);
    m_what->setCurrentIndex(m_wish.patterns.isEmpty() ? Everything : Part);
    connectFields();
    refillSnapshots();
    refillMachines();
    m_machines->setActive(this, true);
    m_ok->setFocus();
}

RestoreDialog::~RestoreDialog()
{
    if (m_machines) {
        m_machines->setActive(this, false);
    }
}

QWidget *RestoreDialog::makeFields()
{
    auto *fields = new QWidget(this);
    fields->setMinimumWidth(kWidth);
    auto *column = new QVBoxLayout(fields);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(9);
    m_machine->setObjectName(QStringLiteral("restoreMachine"));
    m_machine->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_snapshot->setObjectName(QStringLiteral("restoreSnapshot"));
    column->addLayout(makeField(tr("&Machine"), m_machine, fields));
    column->addLayout(makeField(tr("S&napshot"), m_snapshot, fields));
    m_what->setObjectName(QStringLiteral("restoreWhat"));
    m_what->addItems({tr("Everything in it"), tr("Only what matches patterns"),
        tr("Only what is in one folder, straight into the target")});
    column->addLayout(makeField(tr("What comes &back"), m_what, fields));
    column->addWidget(m_part);
    auto *folder = new QVBoxLayout(m_folderField);
    folder->setContentsMargins(0, 0, 0, 0);
    m_folder->setObjectName(QStringLiteral("restoreFolder"));
    m_folder->setPlaceholderText(QStringLiteral("/workspace/…"));
    folder->addLayout(makeField(tr("&Folder of the snapshot"), m_folder, m_folderField));
    column->addWidget(m_folderField);

    auto *how = new QVBoxLayout(m_how);
    how->setContentsMargins(0, 0, 0, 0);
    how->setSpacing(9);
    m_critical->setObjectName(QStringLiteral("restoreCritical"));
    m_target->setObjectName(QStringLiteral("restoreTarget"));
    m_verify->setObjectName(QStringLiteral("restoreVerify"));
    how->addLayout(makeField(tr("Restore these f&irst"), m_critical, m_how));
    how->addLayout(makeField(tr("Restore in&to"), m_target, m_how));
    how->addWidget(m_verify);
    column->addWidget(m_how);
    return fields;
}

void RestoreDialog::connectFields()
{
    connect(m_machines, &MachineSource::changed, this, &RestoreDialog::refillMachines);
    connect(m_snapshots, &SnapshotSource::changed, this, &RestoreDialog::refillSnapshots);
    connect(m_restores, &MachineRestores::ended, this, &RestoreDialog::refresh);
    // What the person chose stays chosen, whatever a later listing brings.
    connect(m_machine, &QComboBox::activated, this,
        [this] { m_wish.instanceId = m_machine->currentData().toString(); });
    connect(m_snapshot, &QComboBox::activated, this, [this] { m_wish.snapshotId = m_snapshot->id(); });
    connect(m_snapshot, &QComboBox::currentIndexChanged, m_part, &PartEdit::forgetSize);
    connect(m_machine, &QComboBox::currentIndexChanged, this, &RestoreDialog::refresh);
    connect(m_snapshot, &QComboBox::currentIndexChanged, this, &RestoreDialog::refresh);
    connect(m_what, &QComboBox::currentIndexChanged, this, &RestoreDialog::refresh);
    connect(m_part, &PartEdit::edited, this, &RestoreDialog::refresh);
    connect(m_folder, &QLineEdit::textChanged, this, &RestoreDialog::refresh);
    connect(m_target, &QLineEdit::textChanged, this, &RestoreDialog::refresh);
    connect(m_critical, &QPlainTextEdit::textChanged, this, &RestoreDialog::refresh);
}

void RestoreDialog::refillMachines()
{
    const QVector<LedgerRow> ledger =
        m_services.machines != nullptr ? m_services.machines->rows() : QVector<LedgerRow>();
    m_rows = mergeMachines(m_machines->machines(), ledger, mergeContext(m_services));
    m_rows.removeIf([this](const MachineRow &machine) {
        return !m_restores->canStart() || !whyNoRestore(machine).isEmpty();
    });
    QVector<QPair<QString, QString>> entries;
    for (const MachineRow &machine : std::as_const(m_rows)) {
        entries.append({machineText(machine), machine.instanceId});
    }
    if (m_rows.isEmpty() && !m_machines->hasAnswer()) {
        entries.append(
            {m_machines->error().isEmpty() ? tr("asking the provider…") : tr("none is known"), kNone});
    }
    if (m_services.provider != nullptr) {
        entries.append({tr("The winner of the next race: into the plan"), kPlan});
    }
    if (entries != m_entries) { // an open list is not pulled away under the person's hand
        m_entries = entries;
        const QSignalBlocker quiet(m_machine);
        m_machine->clear();
        for (const auto &[text, id] : std::as_const(entries)) {
            m_machine->addItem(text, id);
        }
        m_machine->setCurrentIndex(qMax(0, m_machine->findData(m_wish.instanceId)));
    }
    refresh();
}

void RestoreDialog::refillSnapshots()
{
    {
        const QSignalBlocker quiet(m_snapshot);
        m_snapshot->setSnapshots(groupByTree(m_snapshots->snapshots()),
            QDateTime::fromMSecsSinceEpoch(m_services.clock->wallMs()),
            m_snapshots->snapshots().isEmpty() ? tr("no snapshot is known") : QString());
        m_snapshot->choose(m_wish.snapshotId);
    }
    refresh();
}

const MachineRow *RestoreDialog::machine() const
{
    const auto found = std::find_if(m_rows.cbegin(), m_rows.cend(),
        [this](const MachineRow &row) { return row.instanceId == m_machine->currentData().toString(); });
    return found == m_rows.cend() ? nullptr : &*found;
}

std::optional<Snapshot> RestoreDialog::snapshot() const
{
    // The one that was asked for, also where newer ones hold the same files.
    const QVector<Snapshot> &known = m_snapshots->snapshots();
    const auto find = [&known](const QString &id) {
        return std::find_if(
            known.cbegin(), known.cend(), [&id](const Snapshot &one) { return one.id == id; });
    };
    const auto chosen = find(m_snapshot->id());
    if (chosen == known.cend()) {
        return std::nullopt;
    }
    const auto wished = find(m_wish.snapshotId);
    return wished != known.cend() && wished->tree == chosen->tree ? *wished : *chosen;
}

RestoreRequest RestoreDialog::request() const
{
    RestoreRequest request;
    request.snapshot = snapshot().value_or(Snapshot());
    if (m_what->currentIndex() == Part) {
        request.only = m_part->filter();
    } else if (m_what->currentIndex() == Folder) {
        request.subfolder = m_folder->text().trimmed();
    }
    request.critical = m_critical->patterns();
    request.target = m_target->text().trimmed();
    request.connections = m_services.settings->values().connections;
    request.verify = m_verify->isChecked();
    return request;
}

std::optional<qint64> RestoreDialog::bytes() const
{
    if (m_what->currentIndex() == Everything) {
        const qint64 all = m_snapshot->bytes();
        return all > 0 ? std::optional(all) : std::nullopt;
    }
    return m_what->currentIndex() == Part ? m_part->bytes() : std::nullopt;
}

QString RestoreDialog::mistake() const
{
    const bool toPlan = m_machine->currentData() == kPlan;
    if (!snapshot()) {
        return tr("There is no snapshot to restore yet.");
    }
    if (machine() == nullptr && !toPlan) {
        return !m_machines->error().isEmpty() ? m_machines->error()
            : m_services.provider == nullptr  ? tr("No provider is set up, so no machine is known.")
                                              : tr("Asking the provider which machines run…");
    }
    if (machine() != nullptr && m_restores->isRunning(machine()->instanceId)) {
        return tr("Another restore onto this machine is under way; wait until it is over, or cancel it.");
    }
    const RestoreRequest wanted = request();
    if (m_what->currentIndex() == Part && wanted.only.isEmpty()) {
        return tr("Say which part: one pattern per line.");
    }
    if (m_what->currentIndex() == Folder && toPlan) {
        return tr("The plan takes patterns instead of one folder; choose \"%1\".")
            .arg(m_what->itemText(Part));
    }
    if (m_what->currentIndex() == Folder && !wanted.subfolder.startsWith(QLatin1Char('/'))) {
        return tr("Say which folder, as the browser shows it: it begins with a slash.");
    }
    if (!wanted.target.isEmpty() && !wanted.target.startsWith(QLatin1Char('/'))) {
        return tr("The folder to restore into begins with a slash, for example /workspace.");
    }
    return patternMistake(wanted.only.include + (toPlan ? QStringList() : wanted.critical));
}

QString RestoreDialog::summary() const
{
    const Snapshot wanted = snapshot().value_or(Snapshot());
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(m_services.clock->wallMs());
    const auto size = bytes();
    const QString of =
        tr("snapshot %1 of %2, taken %3")
            .arg(wanted.shortId(), filetext::line(wanted.hostname), format::age(wanted.time, now));
    const QString what =
        size ? tr("%1 of %2", "size, \"snapshot 1a2b3c4d of gpu-7\"").arg(format::bytes(*size), of) : of;
    if (machine() == nullptr) {
        return tr("The plan on the Launch page brings this back: %1.").arg(what);
    }
    const QString after =
        tr("What is there already stays, what differs is replaced, and nothing is deleted.");
    if (const QString target = targetOf(request()); target != QLatin1String("/")) {
        return tr("Onto %1, into %2: %3.").arg(machine()->name(), target, what) + QLatin1Char(' ') + after;
    }
    return tr("Onto %1, to where they came from: %2.").arg(machine()->name(), what) + QLatin1Char(' ')
        + after;
}

void RestoreDialog::refresh()
{
    const bool toPlan = m_machine->currentData() == kPlan;
    m_part->setVisible(m_what->currentIndex() == Part);
    m_folderField->setVisible(m_what->currentIndex() == Folder);
    m_how->setVisible(!toPlan);
    RestoreRequest usual = request();
    usual.target.clear();
    const QString back = targetOf(usual);
    m_target->setPlaceholderText(back == QLatin1String("/") ? tr("where the files came from")
                                                            : tr("%1, where the files came from").arg(back));
    m_ok->setText(toPlan ? tr("&Use in the plan") : tr("&Restore"));
    const QString wrong = mistake();
    m_ok->setEnabled(wrong.isEmpty());
    m_summary->setText(wrong.isEmpty() ? summary() : wrong);
    fit();
}

bool RestoreDialog::event(QEvent *event)
{
    const bool done = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show) {
        fit(); // fields get their real sizes only when they are shown
    }
    return done;
}

/** As high as its fields and wrapped texts need: what appears is not laid over what is there, and what goes
 * leaves no hole. Larger only when the person made it so. */
void RestoreDialog::fit()
{
    for (QWidget *part : std::initializer_list<QWidget *>{m_part, m_folderField, m_how, m_fields}) {
        part->layout()->activate();
    }
    layout()->activate();
    const int needed = layout()->totalHeightForWidth(width());
    if (!isVisible()) {
        return;
    }
    // Fitted by this function or, where that is its least height, by the layout.
    const bool asFitted = m_fitted == 0 || height() == m_fitted || height() == needed;
    if (needed > height() || (asFitted && needed < height())) {
        resize(width(), needed);
    }
    m_fitted = asFitted ? needed : m_fitted;
}

void RestoreDialog::confirm()
{
    if (!mistake().isEmpty()) {
        return;
    }
    if (const MachineRow *row = machine()) {
        const QVector<Machine> &listed = m_machines->machines();
        const auto found = std::find_if(listed.cbegin(), listed.cend(),
            [row](const Machine &one) { return one.instanceId == row->instanceId; });
        if (found == listed.cend()) {
            return; // left the list in this very moment; the next listing says so
        }
        Q_EMIT restoreRequested(MachineRestorePlan{*found, request()}, row->name());
    } else {
        Q_EMIT planRequested(RestoreWish{{}, snapshot()->id,
            m_what->currentIndex() == Part ? m_part->filter().include : QStringList(), {},
            m_part->bytes().value_or(0)});
    }
    accept();
}

} // namespace snapgpu
