// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/activity_page.h"

#include "models/format.h"
#include "models/table_roles.h"
#include "services/metrics/host_memory.h"
#include "ui/activity_model.h"
#include "ui/table_setup.h"
#include "ui/widgets.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace snapgpu {

namespace {
constexpr int kRoomForOneRow = 830; ///< the kinds, and the filter beside them
} // namespace

ActivityPage::ActivityPage(const AppServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_kinds(new QButtonGroup(this))
    , m_search(new QLineEdit(this))
    , m_model(new ActivityModel(services.theme, this))
    , m_shown(new ActivityFilter(m_model, this))
    , m_table(new QTableView(this))
    , m_notice(new NoticeBar(services.theme, this))
    , m_state(new StateView(services.theme, this))
    , m_stack(new QStackedWidget(this))
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(14, 12, 14, 14);
    rows->setSpacing(12);
    rows->addWidget(makeHead());
    rows->addWidget(m_notice);
    QFrame *panel = makeFrame("panel", this);
    auto *inside = new QVBoxLayout(panel);
    inside->setContentsMargins(1, 1, 1, 1);
    configureColumns();
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_state);
    inside->addWidget(m_stack);
    rows->addWidget(panel, 1);

    connect(m_kinds, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on) {
            for (QAbstractButton *button : m_kinds->buttons()) {
                button->setProperty("active", button->isChecked());
            }
            m_shown->setShow(static_cast<ActivityFilter::Show>(id));
            showState();
        }
    });
    m_kinds->button(0)->setChecked(true);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_shown->setText(text);
        showState();
    });
    connect(m_state, &StateView::actionTriggered, this, [this] {
        if (m_model->rowCount() == 0) {
            Q_EMIT goToLaunch();
            return;
        }
        m_search->clear();
        m_kinds->button(0)->setChecked(true);
    });
    if (m_services.memory != nullptr) {
        connect(m_services.memory, &HostMemory::changed, this, &ActivityPage::refreshWhenSeen);
    }
    if (m_services.machines != nullptr) {
        connect(m_services.machines, &MachineWatch::changed, this, &ActivityPage::refreshWhenSeen);
    }
    showState();
}

QWidget *ActivityPage::makeHead()
{
    auto *head = new FoldingRow(kRoomForOneRow, this);
    head->parts()->addLayout(
        makeSegments(m_kinds, // by ActivityFilter::Show
            {tr("Everything"), tr("Races"), tr("Machines"), tr("Restores"), tr("Problems")}, head),
        1);
    m_search->setObjectName(QStringLiteral("activitySearch"));
    configureSearch(m_search, tr("Filter by words: machine, place, reason"), tr("Filter of the activity"));
    head->parts()->addWidget(m_search);
    return head;
}

void ActivityPage::configureColumns()
{
    m_table->setModel(m_shown);
    m_table->setObjectName(QStringLiteral("activityTable"));
    m_table->setAccessibleName(tr("Activity"));
    configureTable(m_table);
    offerColumnMenu(m_table, ActivityModel::When);
    m_table->sortByColumn(ActivityModel::When, Qt::DescendingOrder);
    QHeaderView *header = m_table->horizontalHeader();
    fitColumn(header, ActivityModel::When, {format::dateTime(QDateTime({2026, 11, 28}, {23, 58}))});
    constexpr int kSign = 28;
    fitColumn(header, ActivityModel::Kind, {tr("Race"), tr("Machine"), tr("Restore")}, kSign);
    fitColumn(header, ActivityModel::Cost, {format::smallDollars(Money::fromDollars(0.0888))});
    header->setStretchLastSection(false);
    header->setSectionResizeMode(ActivityModel::What, QHeaderView::Stretch);
}

void ActivityPage::refreshWhenSeen()
{
    m_stale = true;
    if (isVisible()) {
        refresh();
    }
}

void ActivityPage::refresh()
{
    m_stale = false;
    if (m_services.memory == nullptr) {
        return showStory({});
    }
    const int asked = ++m_asked;
    m_services.memory->story()->then(this, [this, asked](const Result<MemoryStory> &story) {
        if (asked != m_asked) {
            return; // a newer question is on its way
        }
        if (!story && story.error().category != ErrorCategory::Cancelled) {
            m_notice->say(story.error().message, QStringLiteral("bad"));
        }
        showStory(story.value_or(MemoryStory()));
    });
}

void ActivityPage::showStory(const MemoryStory &story)
{
    m_known = true;
    const QVector<LedgerRow> ledger =
        m_services.machines != nullptr ? m_services.machines->rows() : QVector<LedgerRow>();
    const QString kept = m_table->currentIndex().data(IdRole).toString();
    m_model->setEntries(activityOf(story, ledger));
    if (!kept.isEmpty()) {
        const QModelIndexList found = m_shown->match(m_shown->index(0, 0), IdRole, kept, 1, Qt::MatchExactly);
        if (!found.isEmpty()) {
            m_table->setCurrentIndex(found.first());
        }
    }
    showState();
}

void ActivityPage::showState()
{
    const QString sign = QStringLiteral("activity");
    if (m_shown->rowCount() > 0) {
        m_stack->setCurrentWidget(m_table);
    } else {
        m_stack->setCurrentWidget(m_state);
        if (!m_known) {
            m_state->present(sign, {}, tr("Reading what happened…"), {});
        } else if (m_model->rowCount() == 0) {
            m_state->present(sign, {}, tr("Nothing has happened yet"),
                tr("Every race, each of its machines and every restore is told here, with what went wrong "
                   "and what it "
                   "cost."),
                tr("Go to Launch"));
        } else {
            m_state->present(QStringLiteral("search"), {}, tr("Nothing matches"),
                tr("Nothing that happened passes these filters."), tr("Show everything"));
        }
    }
    Q_EMIT statusChanged();
}

/** What happened needs the room more than the whole name of the machine. */
void ActivityPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    QHeaderView *header = m_table->horizontalHeader();
    fitColumn(header, ActivityModel::Where, {QStringLiteral("RTX 4090, United Kingdom, GB (88888)")});
    header->resizeSection(ActivityModel::Where, qMin(header->sectionSize(ActivityModel::Where), width() / 5));
}

void ActivityPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale) {
        refresh();
    }
}

QWidget *ActivityPage::focusTarget() const
{
    return m_stack->currentWidget() == m_table ? static_cast<QWidget *>(m_table) : m_kinds->checkedButton();
}

void ActivityPage::focusFilter()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

QString ActivityPage::statusText() const
{
    return tr("%1 of %Ln entry(s) shown", nullptr, m_model->rowCount())
        .arg(format::count(m_shown->rowCount()));
}

} // namespace snapgpu
