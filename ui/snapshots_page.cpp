// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/snapshots_page.h"

#include "models/format.h"
#include "models/table_roles.h"
#include "ui/table_setup.h"
#include "ui/widgets.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace snapgpu {

namespace {
constexpr int kDetailsWidth = 300;
} // namespace

SnapshotsPage::SnapshotsPage(const AppServices &services, SnapshotSource *source, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_source(source)
    , m_model(new SnapshotTableModel(this))
    , m_filter(new SnapshotFilterModel(m_model, this))
    , m_search(new QLineEdit(this))
    , m_reload(makeButton(tr("&Refresh"), "", this))
    , m_busy(new QProgressBar(this))
    , m_notice(new NoticeBar(services.theme, this))
    , m_stack(new QStackedWidget(this))
    , m_table(new QTableView(this))
    , m_state(new StateView(services.theme, this))
    , m_title(makeLabel({}, "title", this))
    , m_facts(makeLabel({}, "", this))
    , m_ids(new QPlainTextEdit(this))
    , m_use(makeButton(tr("&Use in the plan"), "primary", this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 14, 14, 14);
    layout->setSpacing(14);
    layout->addWidget(makeListPanel(), 1);
    layout->addWidget(makeDetailsPanel());

    connect(m_source, &SnapshotSource::changed, this, &SnapshotsPage::refresh);
    connect(m_reload, &QPushButton::clicked, m_source, &SnapshotSource::refresh);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter->setText(text);
        showState();
        Q_EMIT statusChanged();
    });
    connect(m_state, &StateView::actionTriggered, this, [this] {
        if (m_search->text().isEmpty()) {
            m_source->refresh();
        } else {
            m_search->clear();
        }
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (const SnapshotGroup *group = currentGroup()) {
            m_currentKey = group->tree.isEmpty() ? group->newest.id : group->tree;
        }
        showDetails();
    });
    const auto use = [this] {
        if (const SnapshotGroup *group = currentGroup()) {
            Q_EMIT useRequested(group->newest.id);
        }
    };
    connect(m_use, &QPushButton::clicked, this, use);
    connect(m_table, &QTableView::activated, this, use);
    refresh();
}

QWidget *SnapshotsPage::makeListPanel()
{
    QFrame *panel = makeFrame("panel", this);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(13, 11, 13, 10);
    head->setSpacing(8);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_search->setPlaceholderText(tr("Filter by host, tag, path or id"));
    m_search->setAccessibleName(tr("Filter of snapshots"));
    m_search->setObjectName(QStringLiteral("snapshotFilter"));
    m_search->setClearButtonEnabled(true);
    auto *clear = new QShortcut(Qt::Key_Escape, m_search, nullptr, nullptr, Qt::WidgetShortcut);
    connect(clear, &QShortcut::activated, m_search, &QLineEdit::clear);
    keepIcon(m_reload, QStringLiteral("refresh"), m_services.theme);
    row->addWidget(m_search, 1);
    row->addWidget(m_reload);
    head->addLayout(row);
    head->addWidget(m_notice);
    layout->addLayout(head);

    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setAccessibleName(tr("Reading the repository"));
    QSizePolicy policy = m_busy->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_busy->setSizePolicy(policy);
    layout->addWidget(m_busy);

    configureColumns();
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_state);
    layout->addWidget(m_stack, 1);
    return panel;
}

void SnapshotsPage::configureColumns()
{
    m_table->setModel(m_filter);
    m_table->setAccessibleName(tr("Snapshots"));
    m_table->setObjectName(QStringLiteral("snapshotsTable"));
    configureTable(m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTextElideMode(Qt::ElideMiddle); // the ends of paths and host names tell them apart
    m_table->sortByColumn(SnapshotTableModel::Time, Qt::DescendingOrder);
    const QFontMetrics metrics(m_table->font());
    const auto width = [&metrics](const QString &sample) { return metrics.horizontalAdvance(sample) + 28; };
    QHeaderView *header = m_table->horizontalHeader();
    header->resizeSection(SnapshotTableModel::Time, width(QStringLiteral("2026-11-23 22:00")));
    header->resizeSection(SnapshotTableModel::Count, width(QStringLiteral("Snapshots.")));
    header->resizeSection(SnapshotTableModel::Hosts, width(QStringLiteral("gpu-4090-quebec")));
    header->resizeSection(SnapshotTableModel::Tags, width(QStringLiteral("before-upgrade")));
    header->resizeSection(SnapshotTableModel::Size, width(QStringLiteral("888.8 MB")));
    header->resizeSection(SnapshotTableModel::Id, width(QStringLiteral("abcdef01")));
    header->setSectionResizeMode(SnapshotTableModel::Paths, QHeaderView::Stretch);
}

QWidget *SnapshotsPage::makeDetailsPanel()
{
    QFrame *panel = makeFrame("panel", this);
    panel->setFixedWidth(kDetailsWidth);
    m_details = panel;
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(14, 12, 14, 14);
    layout->setSpacing(8);
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_ids->setReadOnly(true);
    m_ids->setFont(monospaceFont());
    m_ids->setTabChangesFocus(true);
    m_use->setMinimumHeight(40);
    m_use->setObjectName(QStringLiteral("useSnapshotButton"));
    layout->addWidget(m_title);
    layout->addWidget(m_facts);
    layout->addSpacing(4);
    layout->addWidget(makeFieldLabel(tr("Snapshots with these &files"), m_ids, panel));
    layout->addWidget(m_ids, 1);
    layout->addWidget(m_use);
    return panel;
}

const SnapshotGroup *SnapshotsPage::currentGroup() const
{
    const QModelIndex current = m_filter->mapToSource(m_table->currentIndex());
    return current.isValid() ? &m_model->group(current.row()) : nullptr;
}

void SnapshotsPage::refresh()
{
    const bool loading = m_source->state() == SnapshotSource::State::Loading;
    m_busy->setVisible(loading);
    m_reload->setEnabled(m_source->state() != SnapshotSource::State::NotConfigured);
    if (m_source->state() == SnapshotSource::State::Loaded) {
        const QString key = m_currentKey;
        m_model->setSnapshots(m_source->snapshots());
        const int row = qMax(0, m_model->rowOfTree(key));
        if (m_model->rowCount() > 0) {
            m_table->setCurrentIndex(m_filter->mapFromSource(m_model->index(row, 0)));
        }
    }
    showState();
    showDetails();
    Q_EMIT statusChanged();
}

void SnapshotsPage::showState()
{
    const bool rows = m_filter->rowCount() > 0;
    m_notice->say({});
    m_stack->setCurrentWidget(rows ? static_cast<QWidget *>(m_table) : m_state);
    m_details->setVisible(rows);
    const QString name = m_services.repositoryName;
    switch (m_source->state()) {
    case SnapshotSource::State::NotConfigured:
        m_state->present(QStringLiteral("snapshots"), {}, tr("No repository yet"),
            tr("Name your restic repository in RESTIC_REPOSITORY and its password in RESTIC_PASSWORD, "
               "RESTIC_PASSWORD_FILE or RESTIC_PASSWORD_COMMAND, then start again."));
        return;
    case SnapshotSource::State::Loading:
        m_state->present(QStringLiteral("snapshots"), {}, tr("Reading the repository…"), name);
        return;
    case SnapshotSource::State::Failed:
        if (rows) {
            m_notice->say(m_source->error(), QStringLiteral("bad"));
        }
        m_state->present(QStringLiteral("warning"), QStringLiteral("bad"),
            tr("The repository could not be read"), m_source->error(), tr("Try again"));
        return;
    case SnapshotSource::State::Loaded:
        break;
    }
    if (m_model->rowCount() == 0) {
        m_state->present(QStringLiteral("snapshots"), {}, tr("The repository is empty"),
            tr("%1 holds no snapshot yet; make one with restic backup, then refresh.").arg(name),
            tr("Read again"));
    } else if (!rows) {
        m_state->present(QStringLiteral("search"), {}, tr("No snapshot matches"),
            tr("No host, tag, path or id contains every word of the filter."), tr("Clear the filter"));
    }
}

void SnapshotsPage::showDetails()
{
    const SnapshotGroup *group = currentGroup();
    m_use->setEnabled(group != nullptr);
    if (group == nullptr) {
        m_title->clear();
        m_facts->clear();
        m_ids->clear();
        return;
    }
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(m_services.clock->wallMs());
    m_title->setText(tr("Snapshot %1").arg(group->newest.shortId()));
    QStringList facts{
        tr("%1 (%2)").arg(format::dateTime(group->newest.time), format::age(group->newest.time, now))};
    if (group->newest.totalBytes) {
        const QString size = format::bytes(*group->newest.totalBytes);
        facts.append(group->newest.totalFiles
                ? tr("%1 in %2 files").arg(size, format::count(*group->newest.totalFiles))
                : size);
    }
    facts.append(tr("Paths: %1").arg(group->paths.join(QStringLiteral(", "))));
    facts.append(tr("Hosts: %1").arg(group->hosts.join(QStringLiteral(", "))));
    if (!group->tags.isEmpty()) {
        facts.append(tr("Tags: %1").arg(group->tags.join(QStringLiteral(", "))));
    }
    m_facts->setText(facts.join(QLatin1Char('\n')));
    QStringList lines;
    for (const Snapshot &snapshot : m_model->snapshots()) {
        if (group->ids.contains(snapshot.id)) {
            lines.append(snapshot.shortId() + QStringLiteral("  ") + format::dateTime(snapshot.time));
        }
    }
    m_ids->setPlainText(lines.join(QLatin1Char('\n')));
}

QWidget *SnapshotsPage::focusTarget() const { return m_search; }

void SnapshotsPage::focusFilter()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

QString SnapshotsPage::statusText() const
{
    if (m_source->state() == SnapshotSource::State::NotConfigured) {
        return tr("no repository");
    }
    QStringList parts;
    if (!m_services.repositoryName.isEmpty()) {
        parts.append(m_services.repositoryName);
    }
    const auto total = static_cast<int>(m_model->snapshots().size());
    parts.append(tr("%n snapshot(s)", nullptr, total));
    parts.append(tr("%1 of %2 shown").arg(m_filter->rowCount()).arg(m_model->rowCount()));
    return parts.join(QStringLiteral("   ·   "));
}

} // namespace snapgpu
