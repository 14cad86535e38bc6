// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/machines_page.h"

#include "models/format.h"
#include "models/table_roles.h"
#include "services/session/ssh_command.h"
#include "ui/machine_backup_panel.h"
#include "ui/machine_backups.h"
#include "ui/machine_delegate.h"
#include "ui/machine_merge.h"
#include "ui/machine_restore_panel.h"
#include "ui/machine_restores.h"
#include "ui/machine_source.h"
#include "ui/table_setup.h"
#include "ui/widgets.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QProgressBar>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace snapgpu {

namespace {
constexpr int kTickMs = 1000;
constexpr int kRoomForOneRow = 1080; ///< what the machines cost, and the buttons beside it
} // namespace

MachinesPage::MachinesPage(const AppServices &services, MachineSource *source, MachineRestores *restores,
    MachineBackups *backups, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_source(source)
    , m_restores(restores)
    , m_backups(backups)
    , m_model(new MachineTableModel(this))
    , m_sorted(new MachineSortModel(m_model, this))
    , m_summary(new ElidedLabel(this))
    , m_backupState(new ElidedLabel(this))
    , m_restore(makeButton(tr("Restore a snapshot &here…"), "", this))
    , m_backup(makeButton(tr("&Back up now"), "", this))
    , m_sync(makeButton(tr("S&ync…"), "", this))
    , m_copySsh(makeButton(tr("&Copy ssh"), "", this))
    , m_terminal(makeButton(tr("Open &terminal"), "", this))
    , m_destroy(makeButton(tr("&Destroy…"), "danger", this))
    , m_reload(makeButton(tr("&Refresh"), "", this))
    , m_busy(makeBusyBar(tr("Asking the provider"), this))
    , m_notice(new NoticeBar(services.theme, this))
    , m_stack(new QStackedWidget(this))
    , m_table(new QTableView(this))
    , m_state(new StateView(services.theme, this))
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(14, 14, 14, 14);
    outer->setSpacing(14);
    QFrame *panel = makeFrame("panel", this);
    outer->addWidget(panel, 1);
    auto *ongoing = new MachineRestorePanels(services, restores, this);
    outer->addWidget(ongoing);
    outer->addWidget(new MachineBackupPanels(backups, this));
    connect(backups, &MachineBackups::changed, this, &MachinesPage::refreshButtons);
    connect(backups, &MachineBackups::ended, this, &MachinesPage::refreshButtons);
    connect(backups, &MachineBackups::syncChanged, this, &MachinesPage::showBackups);
    connect(ongoing, &MachineRestorePanels::cancelRequested, this, &MachinesPage::cancelRestoreRequested);
    connect(restores, &MachineRestores::changed, this, &MachinesPage::refreshButtons);
    connect(restores, &MachineRestores::ended, this, &MachinesPage::refreshButtons);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(m_busy);
    configureColumns();
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_state);
    layout->addWidget(m_stack, 1);

    connect(m_source, &MachineSource::changed, this, &MachinesPage::showMachines);
    connect(m_state, &StateView::actionTriggered, this, &MachinesPage::refresh);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (const MachineRow *machine = current()) {
            m_currentKey = machine->key;
        }
        refreshButtons();
    });
    if (services.machines != nullptr) {
        connect(services.machines, &MachineWatch::changed, this, &MachinesPage::readLedger);
        connect(m_source, &MachineSource::listed, this, [this](qint64 askedAtMs) {
            m_services.machines->observe(m_source->machines(), askedAtMs);
            m_ledgerRows = m_services.machines->rows();
        });
    }
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &MachinesPage::showMachines);
    showMachines();
}

QWidget *MachinesPage::makeHead()
{
    auto *head = new QWidget(this);
    auto *layout = new QVBoxLayout(head);
    layout->setContentsMargins(13, 11, 13, 10);
    layout->setSpacing(8);
    auto *parts = new FoldingRow(kRoomForOneRow, head);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_summary->setObjectName(QStringLiteral("machinesSummary"));
    m_restore->setObjectName(QStringLiteral("machineRestoreHereButton"));
    m_copySsh->setObjectName(QStringLiteral("machineCopySshButton"));
    m_terminal->setObjectName(QStringLiteral("machineTerminalButton"));
    m_destroy->setObjectName(QStringLiteral("machineDestroyButton"));
    m_reload->setObjectName(QStringLiteral("machinesRefreshButton"));
    keepIcon(m_restore, QStringLiteral("snapshots"), m_services.theme);
    m_backup->setObjectName(QStringLiteral("machineBackupNowButton"));
    m_sync->setObjectName(QStringLiteral("machineSyncButton"));
    m_backupState->setObjectName(QStringLiteral("machineBackupState"));
    m_backupState->setProperty("role", QStringLiteral("field"));
    keepIcon(m_backup, QStringLiteral("up"), m_services.theme);
    keepIcon(m_sync, QStringLiteral("again"), m_services.theme);
    keepIcon(m_copySsh, QStringLiteral("copy"), m_services.theme);
    keepIcon(m_terminal, QStringLiteral("terminal"), m_services.theme);
    keepIcon(m_destroy, QStringLiteral("trash"), m_services.theme);
    keepIcon(m_reload, QStringLiteral("refresh"), m_services.theme);
    parts->parts()->addWidget(m_summary, 1);
    parts->parts()->addLayout(row);
    for (QPushButton *button : {m_restore, m_copySsh, m_terminal, m_destroy, m_reload}) {
        row->addWidget(button);
    }
    row->addStretch(0); // of use only below the summary
    layout->addWidget(parts);
    auto *backups = new QHBoxLayout;
    backups->setSpacing(8);
    backups->addWidget(m_backup);
    backups->addWidget(m_sync);
    backups->addSpacing(6);
    backups->addWidget(m_backupState, 1);
    layout->addLayout(backups);
    layout->addWidget(m_notice);
    for (const auto &[button, wish] : {std::pair{m_backup, &MachinesPage::backupRequested},
             std::pair{m_sync, &MachinesPage::syncRequested}}) {
        connect(button, &QPushButton::clicked, this, [this, wish = wish] {
            if (const MachineRow *machine = current()) {
                Q_EMIT(this->*wish)(machine->instanceId);
            }
        });
    }
    connect(m_restore, &QPushButton::clicked, this, [this] {
        if (const MachineRow *machine = current()) {
            Q_EMIT restoreRequested(machine->instanceId);
        }
    });
    connect(m_copySsh, &QPushButton::clicked, this, &MachinesPage::copySsh);
    connect(m_terminal, &QPushButton::clicked, this, &MachinesPage::openTerminal);
    connect(m_reload, &QPushButton::clicked, this, &MachinesPage::refresh);
    connect(m_destroy, &QPushButton::clicked, this, [this] {
        if (const MachineRow *machine = current()) {
            Q_EMIT destroyRequested(machine->label, machine->name());
        }
    });
    return head;
}

void MachinesPage::configureColumns()
{
    m_table->setModel(m_sorted);
    m_table->setItemDelegate(new MachineDelegate(m_services.theme, m_table));
    m_table->setAccessibleName(tr("Machines"));
    m_table->setObjectName(QStringLiteral("machinesTable"));
    configureTable(m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->sortByColumn(MachineTableModel::State, Qt::AscendingOrder);
    QHeaderView *header = m_table->horizontalHeader();
    fitColumn(header, MachineTableModel::Gpu, {QStringLiteral("2 × RTX 6000Ada")});
    fitColumn(header, MachineTableModel::Place, {QStringLiteral("North Carolina, US")});
    fitColumn(header, MachineTableModel::Hourly, {QStringLiteral("888.888")});
    fitColumn(header, MachineTableModel::Since, {QStringLiteral("88 min 88 s")});
    fitColumn(header, MachineTableModel::Cost, {QStringLiteral("8,888.8888")});
    fitColumn(header, MachineTableModel::Lease, {QStringLiteral("88:88:88")});
    fitColumn(header, MachineTableModel::Instance, {QStringLiteral("888888888")});
    header->setSectionResizeMode(MachineTableModel::Ssh, QHeaderView::Stretch);
    offerColumnMenu(m_table, MachineTableModel::Gpu);
}

const MachineRow *MachinesPage::current() const
{
    const QModelIndex index = m_sorted->mapToSource(m_table->currentIndex());
    return index.isValid() ? &m_model->machine(index.row()) : nullptr;
}

void MachinesPage::refresh() { m_source->refresh(); }

QWidget *MachinesPage::focusTarget() const
{
    return m_stack->currentWidget() == m_table ? static_cast<QWidget *>(m_table) : m_reload;
}

void MachinesPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_states.clear();
    fitStates();
}

void MachinesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    readLedger();
    m_source->setActive(this, true);
    m_tick.start();
}

void MachinesPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_source->setActive(this, false);
    m_tick.stop();
}

void MachinesPage::readLedger()
{
    if (m_services.machines == nullptr || !isVisible()) {
        return;
    }
    m_ledgerRows = m_services.machines->rows();
    showMachines();
}

void MachinesPage::showMachines()
{
    const MergeContext context = mergeContext(m_services);
    m_model->setMachines(mergeMachines(m_source->machines(), m_ledgerRows, context), context.nowMs);
    if (current() == nullptr && m_model->rowCount() > 0) {
        const int row = m_model->rowOf(m_currentKey);
        m_table->setCurrentIndex(
            row >= 0 ? m_sorted->mapFromSource(m_model->index(row, 0)) : m_sorted->index(0, 0));
    }
    fitStates();
    m_busy->setVisible(m_source->isLoading() && !m_source->hasAnswer());
    m_reload->setEnabled(m_services.provider != nullptr);
    showState();
    showSummary();
    refreshButtons();
    Q_EMIT statusChanged();
}

/** As wide as the states of today, and never so wide that prices and addresses are pushed out. */
void MachinesPage::fitStates()
{
    QStringList texts;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        texts.append(machineStateText(m_model->machine(row)));
    }
    if (texts != m_states) {
        m_states = texts;
        constexpr int kSign = 20;
        QHeaderView *header = m_table->horizontalHeader();
        fitColumn(header, MachineTableModel::State, texts, kSign);
        header->resizeSection(
            MachineTableModel::State, qMin(header->sectionSize(MachineTableModel::State), width() / 4));
    }
}

void MachinesPage::showState()
{
    const bool rows = m_model->rowCount() > 0;
    const QString error = m_source->error();
    if (rows && !error.isEmpty()) {
        if (m_notice->text() != error || m_notice->isHidden()) {
            m_notice->say(error, QStringLiteral("warn"));
        }
    } else if (!rows || m_notice->text() == m_shownError) {
        m_notice->say({});
    }
    m_shownError = error;
    m_stack->setCurrentWidget(rows ? static_cast<QWidget *>(m_table) : m_state);
    if (m_services.provider == nullptr) {
        m_state->present(QStringLiteral("machines"), {}, tr("No provider yet"),
            tr("Set up an API key on the Launch page, or try the sandbox; then your machines stand here."));
    } else if (!error.isEmpty()) {
        m_state->present(QStringLiteral("warning"), QStringLiteral("bad"),
            tr("The machines could not be listed"), error, tr("Try again"));
    } else if (!m_source->hasAnswer()) {
        m_state->present(QStringLiteral("machines"), {}, tr("Asking the provider…"),
            tr("What is alive on the account is shown as soon as it answers."));
    } else {
        m_state->present(QStringLiteral("machines"), QStringLiteral("ok"), tr("Nothing is alive"),
            tr("No machine runs on this account and none keeps a disk; nothing costs money."));
    }
}

void MachinesPage::showSummary()
{
    int ours = 0;
    int foreign = 0;
    Money oursHourly;
    Money foreignHourly;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const MachineRow &machine = m_model->machine(row);
        (machine.isOurs() ? ours : foreign) += 1;
        (machine.isOurs() ? oursHourly : foreignHourly) += machine.hourly;
    }
    QString text = tr("%n machine(s) of SnapGPU: %1", nullptr, ours).arg(format::dollarsPerHour(oursHourly));
    if (foreign > 0) {
        text += QStringLiteral("   ·   ")
            + tr("%n foreign: %1", nullptr, foreign).arg(format::dollarsPerHour(foreignHourly));
    }
    m_summary->setFullText(m_model->rowCount() > 0 ? text : QString());
}

void MachinesPage::refreshButtons()
{
    const MachineRow *machine = current();
    const bool reachable = machine != nullptr && !machine->endpoints.isEmpty();
    const bool foreign = machine != nullptr && !machine->isOurs();
    const bool dying = machine != nullptr && machine->role == MachineRole::Destroying;
    const QString why = machine != nullptr ? whyNoRestore(*machine) : QString();
    const bool busy = machine != nullptr && m_restores->isRunning(machine->instanceId);
    m_restore->setEnabled(machine != nullptr && why.isEmpty() && !busy && m_restores->canStart());
    m_restore->setToolTip(busy ? tr("A restore onto it is under way")
            : why.isEmpty()    ? tr("Brings a snapshot, or a part of one, back onto this machine")
                               : why);
    const QString whyNot = machine != nullptr ? whyNoBackup(*machine) : QString();
    const bool backing = machine != nullptr && m_backups->isRunning(machine->instanceId);
    const bool can = machine != nullptr && whyNot.isEmpty() && !backing && m_backups->canStart();
    m_backup->setEnabled(can && !busy);
    m_sync->setEnabled(can);
    m_backup->setToolTip(backing ? tr("A backup of it is under way")
            : busy               ? tr("A restore onto it is under way")
            : whyNot.isEmpty()   ? tr("Takes what is on this machine into the repository")
                                 : whyNot);
    m_sync->setToolTip(backing ? tr("A backup of it is under way")
            : whyNot.isEmpty() ? tr("Backs this machine up every so often, also while SnapGPU is closed")
                               : whyNot);
    showBackups();
    m_copySsh->setEnabled(reachable);
    m_terminal->setEnabled(reachable && m_services.openTerminal != nullptr);
    m_destroy->setEnabled(machine != nullptr && !foreign && !dying && m_services.machines != nullptr);
    m_destroy->setToolTip(foreign ? tr("SnapGPU did not rent this machine and never touches it")
            : dying               ? tr("It is being destroyed already, until it is confirmed gone")
                                  : QString());
}

/** What is known of the chosen machine's sync; the machine is asked when it is chosen. */
void MachinesPage::showBackups()
{
    const MachineRow *machine = current();
    QString text;
    bool bad = false;
    if (machine != nullptr) {
        if (const auto sync = m_backups->syncOf(machine->instanceId)) {
            text = syncSentence(*sync, m_services.clock->wallMs());
            bad = sync->failures > 0 || sync->state == SyncStatus::State::Lost;
        }
    }
    m_backupState->setFullText(text);
    setTone(m_backupState, bad ? QStringLiteral("bad") : QString());
}

void MachinesPage::copySsh()
{
    const MachineRow *machine = current();
    if (machine != nullptr && !machine->endpoints.isEmpty()) {
        QGuiApplication::clipboard()->setText(
            sshCommandText(machine->endpoints.first(), m_services.identityFile));
    }
}

void MachinesPage::openTerminal()
{
    const MachineRow *machine = current();
    if (machine == nullptr || machine->endpoints.isEmpty() || !m_services.openTerminal) {
        return;
    }
    const auto opened =
        m_services.openTerminal(sshCommandText(machine->endpoints.first(), m_services.identityFile));
    if (!opened) {
        m_notice->say(opened.error().message, QStringLiteral("warn"));
    }
}

QString MachinesPage::statusText() const
{
    if (m_services.provider == nullptr) {
        return tr("no provider");
    }
    if (!m_source->error().isEmpty()) {
        return tr("the provider does not answer: what is shown may be old");
    }
    return m_source->hasAnswer() ? tr("asked again every %1 s").arg(MachineSource::kRefreshMs / 1000)
                                 : tr("asking the provider…");
}

} // namespace snapgpu
