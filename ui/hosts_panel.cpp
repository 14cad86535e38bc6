// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hosts_panel.h"

#include "models/format.h"
#include "services/metrics/host_memory.h"
#include "ui/host_table_model.h"
#include "ui/question.h"
#include "ui/table_setup.h"
#include "ui/widgets.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace snapgpu {

HostsPanel::HostsPanel(const AppServices &services, QWidget *parent)
    : QFrame(parent)
    , m_services(services)
    , m_model(new HostTableModel(this))
    , m_shown(new HostFilterModel(m_model, this))
    , m_table(new QTableView(this))
    , m_search(new QLineEdit(this))
    , m_noHosts(new StateView(services.theme, this))
    , m_stack(new QStackedWidget(this))
{
    setRole(this, "panel");
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(13, 8, 11, 6);
    head->addWidget(makeLabel(tr("Machines met"), "heading", this));
    head->addStretch(1);
    m_search->setObjectName(QStringLiteral("hostsFilter"));
    configureSearch(m_search, tr("Filter by machine, place, GPU or state"), tr("Filter of machines"));
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_shown->setText(text);
        showState();
    });
    head->addWidget(m_search);
    layout->addLayout(head);
    configureColumns();
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_noHosts);
    layout->addWidget(m_stack, 1);
    makeActions();
    connect(m_noHosts, &StateView::actionTriggered, this, [this] {
        m_search->clear();
        Q_EMIT clearRequested();
    });
    showState();
}

void HostsPanel::configureColumns()
{
    m_table->setModel(m_shown);
    m_table->setObjectName(QStringLiteral("hostsTable"));
    m_table->setAccessibleName(tr("Machines met"));
    configureTable(m_table);
    offerColumnMenu(m_table, HostTableModel::Machine);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->sortByColumn(HostTableModel::Median, Qt::AscendingOrder);
    QHeaderView *header = m_table->horizontalHeader();
    const auto widen = [header](int column, const QString &sample) { fitColumn(header, column, {sample}); };
    widen(HostTableModel::Machine, QStringLiteral("888888"));
    widen(HostTableModel::Place, QStringLiteral("Netherlands, NL"));
    widen(HostTableModel::Gpu, QStringLiteral("RTX 6000Ada"));
    widen(HostTableModel::Attempts, tr("%1 of %2").arg(88).arg(888));
    widen(HostTableModel::Median, tr("not reached"));
    widen(HostTableModel::P95, tr("not reached"));
    widen(HostTableModel::Expected, QStringLiteral("88 min 88 s"));
    widen(HostTableModel::Duds, QStringLiteral("88"));
    const QDateTime then = QDateTime::fromSecsSinceEpoch(0);
    widen(HostTableModel::LastSeen, format::age(then, then.addDays(28)));
    widen(HostTableModel::RestoreRate, QStringLiteral("888.8 MB/s"));
    header->setStretchLastSection(true);
    const QByteArray saved = QByteArray::fromBase64(m_services.settings->values().hostsHeader.toLatin1());
    if (!saved.isEmpty()) {
        header->restoreState(saved);
    }
}

void HostsPanel::makeActions()
{
    const auto add = [this](const QKeySequence &keys, auto slot) {
        auto *action = new QAction(m_table);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, slot);
        m_table->insertAction(m_table->actions().first(), action);
        return action;
    };
    m_forget = add(QKeySequence::Delete, [this] { askToForget(); });
    m_ban = add(Qt::CTRL | Qt::Key_B,
        [this] { setMark(currentHost()->mark == HostMark::Banned ? HostMark::None : HostMark::Banned); });
    m_pin = add(Qt::CTRL | Qt::Key_P,
        [this] { setMark(currentHost()->mark == HostMark::Pinned ? HostMark::None : HostMark::Pinned); });
    m_forget->setText(tr("Forget this machine…"));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &HostsPanel::refreshActions);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &HostsPanel::refreshActions);
    connect(m_model, &QAbstractItemModel::modelReset, this, &HostsPanel::refreshActions);
    refreshActions();
}

void HostsPanel::refreshActions()
{
    const HostRow *host = currentHost();
    for (QAction *action : {m_pin, m_ban, m_forget}) {
        action->setEnabled(host != nullptr);
    }
    m_pin->setText(
        host != nullptr && host->mark == HostMark::Pinned ? tr("Unpin") : tr("Pin: always a candidate"));
    m_ban->setText(
        host != nullptr && host->mark == HostMark::Banned ? tr("Lift the ban") : tr("Ban: never race it"));
}

const HostRow *HostsPanel::currentHost() const
{
    const QModelIndex current = m_shown->mapToSource(m_table->currentIndex());
    return current.isValid() ? &m_model->host(current.row()) : nullptr;
}

void HostsPanel::setHosts(const QVector<HostRow> &hosts, qint64 nowMs)
{
    const HostRow *current = currentHost();
    const HostKey kept = current != nullptr ? current->key : HostKey{};
    m_model->setHosts(hosts, nowMs);
    if (const int row = m_model->rowOf(kept); row >= 0) {
        m_table->setCurrentIndex(m_shown->mapFromSource(m_model->index(row, 0)));
    }
    showState();
}

void HostsPanel::setNarrowed(bool narrowed)
{
    m_narrowed = narrowed;
    showState();
}

void HostsPanel::showState()
{
    const bool rows = m_shown->rowCount() > 0;
    m_stack->setCurrentWidget(rows ? static_cast<QWidget *>(m_table) : m_noHosts);
    if (!rows) {
        m_noHosts->present(QStringLiteral("search"), {}, tr("No machine matches"),
            tr("No machine of this period passes the filters."),
            m_narrowed || !m_search->text().isEmpty() ? tr("Clear the filters") : QString());
    }
    Q_EMIT shownChanged();
}

template <typename T> void HostsPanel::follow(Job<T> *job)
{
    job->then(this, [this](const Result<T> &done) {
        if (done) {
            Q_EMIT edited();
        } else if (done.error().category != ErrorCategory::Cancelled) {
            Q_EMIT failed(done.error());
        }
    });
}

void HostsPanel::setMark(HostMark mark)
{
    if (const HostRow *host = currentHost()) {
        follow(m_services.memory->setMark(host->key, mark));
    }
}

void HostsPanel::askToForget()
{
    const HostRow *host = currentHost();
    if (host == nullptr) {
        return;
    }
    Question question;
    question.title = tr("Forget machine %1?").arg(host->key.machineId);
    question.text =
        tr("Its %Ln boot(s), restores and your mark are removed from the memory for good; a race meets "
           "it as a stranger.",
            nullptr, static_cast<int>(host->attempts));
    question.answers = {{tr("Forget it"), true}};
    ask(this, question, [this, key = host->key](int answer) {
        if (answer == 0) {
            follow(m_services.memory->forget(key));
        }
    });
}

void HostsPanel::focusFilter()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

int HostsPanel::shownCount() const { return m_shown->rowCount(); }

int HostsPanel::hostCount() const { return m_model->rowCount(); }

void HostsPanel::saveTo(Preferences *preferences) const
{
    preferences->hostsHeader = QString::fromLatin1(m_table->horizontalHeader()->saveState().toBase64());
}

} // namespace snapgpu
