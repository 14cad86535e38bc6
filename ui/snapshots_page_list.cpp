// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/snapshots_page_list.h"

#include "models/format.h"
#include "models/table_roles.h"
#include "ui/browser_forget.h"
#include "ui/browser_icons.h"
#include "ui/browser_tags.h"
#include "ui/browser_timeline.h"
#include "ui/content_panel.h"
#include "ui/snapshot_facts.h"
#include "ui/snapshot_filter_bar.h"
#include "ui/table_setup.h"
#include "ui/widgets.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QTreeView>
#include <QVBoxLayout>

namespace snapgpu {

namespace {
/** Pixels below which ids, then tags and counts, are left to the facts beside the list: paths need the room
 * more. */
constexpr int kRoomForIds = 1240;
constexpr int kRoomForTags = 1080;
constexpr int kRoomForCounts = 900;
constexpr int kRoomForPaths = 220; ///< pixels that hosts and tags leave to the paths
constexpr int kRowsMeasured = 300;
} // namespace

SnapshotListView::SnapshotListView(const AppServices &services, SnapshotSource *source, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_source(source)
    , m_model(new SnapshotTableModel(this))
    , m_filter(new SnapshotFilterModel(m_model, this))
    , m_filters(new SnapshotFilterBar(services, this))
    , m_notice(new NoticeBar(services.theme, this))
    , m_fresh(makeLabel({}, "dim", this))
    , m_timeline(new BrowserTimeline(services.theme, this))
    , m_table(new QTreeView(this))
    , m_panel(new ContentPanel(m_table, tr("Reading the repository"), services.theme, this))
    , m_facts(new SnapshotFacts(services, this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(14);
    layout->addWidget(m_panel, 1);
    layout->addWidget(m_facts);
    m_panel->head()->addWidget(m_filters);
    m_panel->head()->addWidget(m_notice);
    m_fresh->setObjectName(QStringLiteral("snapshotFreshness"));
    m_fresh->setWordWrap(true);
    m_panel->head()->addWidget(m_fresh);
    m_panel->addStrip(m_timeline);
    configureColumns();
    makeActions();

    connect(m_source, &SnapshotSource::changed, this, &SnapshotListView::refresh);
    connect(m_filters, &SnapshotFilterBar::reloadRequested, m_source, &SnapshotSource::refresh);
    connect(m_filters, &SnapshotFilterBar::changed, this, &SnapshotListView::applyFilter);
    connect(m_filters, &SnapshotFilterBar::cleanUpRequested, this, &SnapshotListView::cleanUp);
    connect(m_facts, &SnapshotFacts::openRequested, this, &SnapshotListView::openCurrent);
    connect(m_facts, &SnapshotFacts::compareRequested, this, &SnapshotListView::compareChosen);
    connect(m_facts, &SnapshotFacts::tagsRequested, this, &SnapshotListView::editTags);
    connect(m_facts, &SnapshotFacts::forgetRequested, this, &SnapshotListView::forgetChosen);
    connect(m_facts, &SnapshotFacts::useRequested, this, &SnapshotListView::useCurrent);
    connect(m_facts, &SnapshotFacts::restoreRequested, this, &SnapshotListView::restoreCurrent);
    connect(m_panel->state(), &StateView::actionTriggered, this, [this] {
        if (m_source->state() == SnapshotSource::State::NotConfigured) {
            Q_EMIT setupRequested();
        } else if (isFiltered()) {
            m_filters->clear();
        } else {
            m_source->refresh();
        }
    });
    connect(m_timeline, &BrowserTimeline::chosen, this, [this](const QString &id) {
        const QModelIndex place = m_filter->mapFromSource(m_model->indexOfId(id));
        if (place.isValid()) {
            m_table->setCurrentIndex(place);
            m_table->scrollTo(place);
        }
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (const QModelIndex index = current(); index.isValid()) {
            m_currentKey = index.data(IdRole).toString();
        }
        showDetails();
    });
    connect(m_table, &QTreeView::activated, this, &SnapshotListView::openCurrent);
    refresh();
}

void SnapshotListView::configureColumns()
{
    configureTree(m_table);
    m_table->setModel(m_filter);
    m_table->setAccessibleName(tr("Snapshots"));
    m_table->setObjectName(QStringLiteral("snapshotsTable"));
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(SnapshotTableModel::Time, Qt::DescendingOrder);
    QHeaderView *header = m_table->header();
    fitColumn(header, SnapshotTableModel::Time, {QStringLiteral("2026-11-23 22:00")}, 2 * 18);
    fitColumn(header, SnapshotTableModel::Count, {QStringLiteral("Snapshots.")});
    fitColumn(header, SnapshotTableModel::Size, {QStringLiteral("888.8 MB")});
    fitColumn(header, SnapshotTableModel::Id, {QStringLiteral("abcdef01")});
    header->setSectionResizeMode(SnapshotTableModel::Paths, QHeaderView::Stretch);
    m_table->viewport()->installEventFilter(this);
}

/** Where there is little room, where and when come before tags and ids, which the facts tell as well. */
void SnapshotListView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_table->setColumnHidden(SnapshotTableModel::Tags, width() < kRoomForTags);
    m_table->setColumnHidden(SnapshotTableModel::Id, width() < kRoomForIds);
    m_table->setColumnHidden(SnapshotTableModel::Count, width() < kRoomForCounts);
    fitNames();
}

bool SnapshotListView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Resize) {
        fitNames();
    }
    return QWidget::eventFilter(watched, event);
}

/** Hosts and tags take what their longest texts need, as long as the paths keep some room. */
void SnapshotListView::fitNames()
{
    QHeaderView *header = m_table->header();
    int room = m_table->viewport()->width() - kRoomForPaths;
    for (int column = 0; column < SnapshotTableModel::ColumnCount; ++column) {
        const bool fixed = column != SnapshotTableModel::Hosts && column != SnapshotTableModel::Tags
            && column != SnapshotTableModel::Paths;
        room -= fixed ? header->sectionSize(column) : 0; // 0 while it is hidden
    }
    const auto fit = [this, header](int column) {
        QStringList texts;
        for (int row = 0; row < qMin(kRowsMeasured, m_model->rowCount()); ++row) {
            texts.append(m_model->index(row, column).data().toString());
        }
        fitColumn(header, column, texts);
        return header->sectionSize(column); // 0 while it is hidden
    };
    const int hosts = fit(SnapshotTableModel::Hosts);
    const int tags = fit(SnapshotTableModel::Tags);
    if (hosts + tags > room) {
        const int least = header->defaultSectionSize();
        const int less = qMax(least, qMin(tags, room / 2));
        header->resizeSection(SnapshotTableModel::Tags, qMin(tags, less));
        header->resizeSection(SnapshotTableModel::Hosts, qMin(hosts, qMax(least, room - qMin(tags, less))));
    }
}

QAction *SnapshotListView::addAction(
    const QString &text, const QKeySequence &keys, void (SnapshotListView::*slot)())
{
    auto *action = new QAction(text, m_table);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, slot);
    m_table->addAction(action);
    return action;
}

/** The menu of the list shows what the keys do. */
void SnapshotListView::makeActions()
{
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    addAction(tr("Browse files"), {}, &SnapshotListView::openCurrent);
    addAction(tr("Compare"), Qt::CTRL | Qt::Key_D, &SnapshotListView::compareChosen);
    addAction(tr("Tags…"), Qt::Key_F2, &SnapshotListView::editTags);
    addAction(tr("Forget…"), QKeySequence::Delete, &SnapshotListView::forgetChosen);
    addAction(tr("Restore onto a machine…"), Qt::CTRL | Qt::Key_M, &SnapshotListView::restoreCurrent);
    addAction(tr("Use in the plan"), Qt::CTRL | Qt::Key_U, &SnapshotListView::useCurrent);
}

QModelIndex SnapshotListView::current() const
{
    return m_filter->mapToSource(m_table->currentIndex()).siblingAtColumn(0);
}

QStringList SnapshotListView::chosenIds() const
{
    QStringList ids;
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows) {
        const QModelIndex index = m_filter->mapToSource(row);
        if (m_model->isGroup(index)) {
            ids += m_model->groupOf(index).ids;
        } else {
            ids.append(m_model->snapshotAt(index).id);
        }
    }
    ids.removeDuplicates();
    return ids;
}

void SnapshotListView::openCurrent()
{
    if (const QModelIndex index = current(); index.isValid()) {
        Q_EMIT openRequested(m_model->snapshotAt(index));
    }
}

void SnapshotListView::useCurrent()
{
    if (const QModelIndex index = current(); index.isValid()) {
        Q_EMIT useRequested(m_model->groupOf(index).newest.id);
    }
}

void SnapshotListView::restoreCurrent()
{
    if (const QModelIndex index = current(); index.isValid()) {
        RestoreWish wish;
        wish.snapshotId = m_model->snapshotAt(index).id;
        Q_EMIT restoreRequested(wish);
    }
}

/** The newest older snapshot of the same paths that holds other files. */
std::optional<Snapshot> SnapshotListView::comparable(const Snapshot &snapshot) const
{
    std::optional<Snapshot> best;
    for (const Snapshot &other : m_model->snapshots()) {
        if (other.time < snapshot.time && other.tree != snapshot.tree && other.paths == snapshot.paths
            && (!best || best->time < other.time)) {
            best = other;
        }
    }
    return best;
}

void SnapshotListView::compareChosen()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty()) {
        return;
    }
    const Snapshot first = m_model->snapshotAt(m_filter->mapToSource(rows.first()));
    if (rows.size() == 2) {
        Q_EMIT compareRequested(first, m_model->snapshotAt(m_filter->mapToSource(rows.last())));
    } else if (rows.size() > 2) {
        say(tr("Choose two snapshots to compare, or one to compare it with the one before it."));
    } else if (const auto other = comparable(first)) {
        Q_EMIT compareRequested(first, *other);
    } else {
        say(tr("There is no older snapshot of these paths with other files; choose two with Ctrl."));
    }
}

void SnapshotListView::editTags()
{
    const QStringList ids = chosenIds();
    if (!ids.isEmpty() && m_source->browser() != nullptr) {
        (new TagsDialog(m_source->browser(), ids, this))->open();
    }
}

void SnapshotListView::forgetChosen()
{
    const QStringList ids = chosenIds();
    if (!ids.isEmpty() && m_source->browser() != nullptr) {
        (new ForgetDialog(m_services, m_source->browser(), ids, this))->open();
    }
}

void SnapshotListView::cleanUp()
{
    if (m_source->browser() != nullptr) {
        const SnapshotFilter &filter = m_filter->filter();
        (new ForgetDialog(m_services, m_source->browser(), filter.hosts.value(0), filter.path, this))->open();
    }
}

void SnapshotListView::applyFilter()
{
    const SnapshotFilter filter = m_filters->filter();
    m_filter->setFilter(filter);
    m_timeline->setSnapshots(filtered(m_model->snapshots(), filter));
    showState();
    showDetails();
    Q_EMIT statusChanged();
}

bool SnapshotListView::isFiltered() const { return !m_filter->filter().isEmpty(); }

void SnapshotListView::refresh()
{
    const SnapshotSource::State state = m_source->state();
    m_panel->setBusy(state == SnapshotSource::State::Loading);
    m_filters->setCanReload(state != SnapshotSource::State::NotConfigured);
    const QString key = m_currentKey;
    m_model->setSnapshots(m_source->snapshots());
    m_currentKey = key;
    m_filters->setFacets(facetsOf(m_model->snapshots()));
    fitNames();
    applyFilter();
    keepSelection();
    showFreshness();
    showDetails();
    Q_EMIT statusChanged();
}

void SnapshotListView::keepSelection()
{
    if (m_model->rowCount() == 0 || m_table->currentIndex().isValid()) {
        return;
    }
    QModelIndex place = m_model->indexOfId(m_currentKey); // a snapshot below a group
    if (!place.isValid()) {
        place = m_model->index(qMax(0, m_model->rowOfTree(m_currentKey)), 0);
    }
    m_table->setCurrentIndex(m_filter->mapFromSource(place));
}

/** A list that is not of now says so, in the same place, until restic has answered. */
void SnapshotListView::showFreshness()
{
    QString text;
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(m_services.clock->wallMs());
    const bool failed = m_source->state() == SnapshotSource::State::Failed;
    if (m_model->rowCount() > 0 && (failed || m_source->isFromCache())) {
        const QString age = format::age(m_source->seenAt(), now);
        text = failed ? tr("Offline: this is the list as it was last seen, %1.").arg(age)
                      : tr("Last seen %1; asking the repository…").arg(age);
    }
    m_fresh->setText(text);
    m_fresh->setVisible(!text.isEmpty());
    setTone(m_fresh, failed ? QStringLiteral("warn") : QString());
}

void SnapshotListView::showFailure(bool rows)
{
    if (rows) {
        m_notice->say(m_source->error(), QStringLiteral("bad"));
    }
    m_panel->state()->present(QStringLiteral("warning"), QStringLiteral("bad"),
        tr("The repository could not be read"), m_source->error(), tr("Try again"));
}

void SnapshotListView::showNothingOpen()
{
    const RepositoryBook *book = m_services.repositories;
    if (book != nullptr && !book->problem().isEmpty()) {
        return m_panel->state()->present(QStringLiteral("key"), QStringLiteral("warn"),
            tr("The repository is not open"), book->problem(), tr("Open the list of repositories"));
    }
    m_panel->state()->present(QStringLiteral("snapshots"), {}, tr("No repository yet"),
        tr("Add your restic repository here; or name it in RESTIC_REPOSITORY and its password in "
           "RESTIC_PASSWORD, RESTIC_PASSWORD_FILE or RESTIC_PASSWORD_COMMAND, then start again."),
        book != nullptr ? tr("Add a repository") : QString());
}

void SnapshotListView::showState()
{
    const bool rows = m_filter->rowCount() > 0;
    if (m_source->state() != SnapshotSource::State::Failed) {
        m_notice->say({});
    }
    m_panel->showRows(rows);
    m_facts->setVisible(rows);
    m_timeline->setVisible(rows);
    m_filters->setHasSnapshots(m_model->rowCount() > 0);
    const QString name = repositoryName();
    const QString icon = QStringLiteral("snapshots");
    switch (m_source->state()) {
    case SnapshotSource::State::NotConfigured:
        return showNothingOpen();
    case SnapshotSource::State::Failed:
        if (!isFiltered() || rows) {
            return showFailure(rows);
        }
        break;
    case SnapshotSource::State::Loading:
        if (m_model->rowCount() == 0) {
            return m_panel->state()->present(icon, {}, tr("Reading the repository…"), name);
        }
        break;
    case SnapshotSource::State::Loaded:
        break;
    }
    if (m_model->rowCount() == 0) {
        m_panel->state()->present(icon, {}, tr("The repository is empty"),
            tr("%1 holds no snapshot yet; make one with restic backup, then refresh.").arg(name),
            tr("Read again"));
    } else if (!rows) {
        m_panel->state()->present(QStringLiteral("search"), {}, tr("No snapshot matches"),
            tr("No snapshot passes every part of the filter."), tr("Clear the filter"));
    }
}

void SnapshotListView::showDetails()
{
    const QModelIndex index = current();
    if (!index.isValid()) {
        return m_facts->clear();
    }
    const Snapshot &snapshot = m_model->snapshotAt(index);
    m_timeline->setCurrent(snapshot.id);
    m_facts->present(snapshot, m_model->groupOf(index), m_model->isGroup(index));
}

QString SnapshotListView::repositoryName() const
{
    return m_services.repositories != nullptr ? m_services.repositories->currentName()
                                              : m_services.repositoryName;
}

void SnapshotListView::say(const QString &sentence, const QString &tone) { m_notice->say(sentence, tone); }

QWidget *SnapshotListView::focusTarget() const { return m_filters->focusTarget(); }

void SnapshotListView::focusTable() { m_table->setFocus(); }

void SnapshotListView::focusFilter() { m_filters->focusText(); }

QVBoxLayout *SnapshotListView::head() const { return m_panel->head(); }

QString SnapshotListView::statusText() const
{
    if (m_source->state() == SnapshotSource::State::NotConfigured) {
        return tr("no repository");
    }
    QStringList parts;
    if (const QString name = repositoryName(); !name.isEmpty()) {
        parts.append(name);
    }
    const auto total = static_cast<int>(m_model->snapshots().size());
    parts.append(tr("%Ln snapshot(s)", nullptr, total));
    parts.append(tr("%1 of %2 shown").arg(m_filter->rowCount()).arg(m_model->rowCount()));
    return parts.join(QStringLiteral("   ·   "));
}

} // namespace snapgpu
