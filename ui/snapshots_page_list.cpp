// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/snapshots_page_list.h"

#include "models/file_text.h"
#include "models/format.h"
#include "models/table_roles.h"
#include "ui/browser_forget.h"
#include "ui/browser_icons.h"
#include "ui/browser_tags.h"
#include "ui/browser_timeline.h"
#include "ui/widgets.h"

#include <algorithm>
#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QProgressBar>
#include <QShortcut>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

constexpr int kDetailsWidth = 300;

/** Replaces what a filter offers and keeps what is chosen, even when it is not there now. */
void refill(QComboBox *box, const QString &all, const QStringList &values)
{
    const QSignalBlocker quiet(box);
    const QString kept = box->currentData().toString();
    box->clear();
    box->addItem(all, QString());
    for (const QString &value : values) {
        box->addItem(filetext::line(value), value);
        box->setItemData(box->count() - 1, filetext::line(value), Qt::ToolTipRole);
    }
    if (!kept.isEmpty() && box->findData(kept) < 0) {
        box->addItem(filetext::line(kept), kept);
    }
    box->setCurrentIndex(qMax(0, kept.isEmpty() ? 0 : box->findData(kept)));
}

} // namespace

SnapshotListView::SnapshotListView(const AppServices &services, SnapshotSource *source, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_source(source)
    , m_model(new SnapshotTableModel(this))
    , m_filter(new SnapshotFilterModel(m_model, this))
    , m_search(new QLineEdit(this))
    , m_reload(makeButton(tr("&Refresh"), "", this))
    , m_host(new QComboBox(this))
    , m_tag(new QComboBox(this))
    , m_path(new QComboBox(this))
    , m_when(new QComboBox(this))
    , m_cleanUp(makeButton(tr("C&lean up…"), "", this))
    , m_busy(makeBusyBar(tr("Reading the repository"), this))
    , m_notice(new NoticeBar(services.theme, this))
    , m_fresh(makeLabel({}, "dim", this))
    , m_timeline(new BrowserTimeline(services.theme, this))
    , m_stack(new QStackedWidget(this))
    , m_table(new QTreeView(this))
    , m_state(new StateView(services.theme, this))
    , m_title(makeLabel({}, "title", this))
    , m_facts(makeLabel({}, "", this))
    , m_open(makeButton(tr("&Browse files"), "", this))
    , m_compare(makeButton(tr("&Compare"), "", this))
    , m_tags(makeButton(tr("&Tags…"), "", this))
    , m_forget(makeButton(tr("&Forget…"), "danger", this))
    , m_use(makeButton(tr("&Use in the plan"), "primary", this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(14);
    layout->addWidget(makeListPanel(), 1);
    layout->addWidget(makeDetailsPanel());
    makeActions();

    connect(m_source, &SnapshotSource::changed, this, &SnapshotListView::refresh);
    connect(m_reload, &QPushButton::clicked, m_source, &SnapshotSource::refresh);
    connect(m_search, &QLineEdit::textChanged, this, &SnapshotListView::applyFilter);
    for (QComboBox *box : {m_host, m_tag, m_path, m_when}) {
        connect(box, &QComboBox::currentIndexChanged, this, &SnapshotListView::applyFilter);
    }
    connect(m_state, &StateView::actionTriggered, this, [this] {
        if (m_source->state() == SnapshotSource::State::NotConfigured) {
            Q_EMIT setupRequested();
        } else if (isFiltered()) {
            clearFilters();
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

QWidget *SnapshotListView::makeListPanel()
{
    QFrame *panel = makeFrame("panel", this);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    m_head = new QVBoxLayout;
    m_head->setContentsMargins(13, 11, 13, 8);
    m_head->setSpacing(8);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_search->setPlaceholderText(tr("Filter by host, tag, path or id"));
    m_search->setAccessibleName(tr("Filter of snapshots"));
    m_search->setObjectName(QStringLiteral("snapshotFilter"));
    m_search->setClearButtonEnabled(true);
    auto *clear = new QShortcut(Qt::Key_Escape, m_search, nullptr, nullptr, Qt::WidgetShortcut);
    connect(clear, &QShortcut::activated, m_search, &QLineEdit::clear);
    m_reload->setObjectName(QStringLiteral("snapshotsRefreshButton"));
    keepIcon(m_reload, QStringLiteral("refresh"), m_services.theme);
    row->addWidget(m_search, 1);
    row->addWidget(m_reload);
    m_head->addLayout(row);
    m_head->addLayout(makeFilters());
    m_head->addWidget(m_notice);
    m_fresh->setObjectName(QStringLiteral("snapshotFreshness"));
    m_fresh->setWordWrap(true);
    m_head->addWidget(m_fresh);
    layout->addLayout(m_head);

    layout->addWidget(m_timeline);
    layout->addWidget(m_busy);
    configureColumns();
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_state);
    layout->addWidget(m_stack, 1);
    return panel;
}

QHBoxLayout *SnapshotListView::makeFilters()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    const auto name = [](QComboBox *box, const QString &what, const char *id) {
        box->setAccessibleName(what);
        box->setObjectName(QString::fromLatin1(id));
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
    };
    name(m_host, tr("Host"), "snapshotHost");
    name(m_tag, tr("Tag"), "snapshotTag");
    name(m_path, tr("Path"), "snapshotPath");
    name(m_when, tr("Time"), "snapshotWhen");
    m_when->addItem(tr("Any time"), 0);
    m_when->addItem(tr("Last 24 hours"), 1);
    m_when->addItem(tr("Last 7 days"), 7);
    m_when->addItem(tr("Last 30 days"), 30);
    m_when->addItem(tr("Last year"), 365);
    m_cleanUp->setToolTip(tr("Forget what a keep policy lets go; shows first what that is"));
    m_cleanUp->setObjectName(QStringLiteral("cleanUpButton"));
    connect(m_cleanUp, &QPushButton::clicked, this, &SnapshotListView::cleanUp);
    row->addWidget(m_host, 1);
    row->addWidget(m_tag, 1);
    row->addWidget(m_path, 2);
    row->addWidget(m_when, 1);
    row->addWidget(m_cleanUp);
    return row;
}

void SnapshotListView::configureColumns()
{
    configureTree(m_table);
    m_table->setModel(m_filter);
    m_table->setAccessibleName(tr("Snapshots"));
    m_table->setObjectName(QStringLiteral("snapshotsTable"));
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(SnapshotTableModel::Time, Qt::DescendingOrder);
    const QFontMetrics metrics(m_table->font());
    const auto width = [&metrics](const QString &sample) { return metrics.horizontalAdvance(sample) + 28; };
    QHeaderView *header = m_table->header();
    header->resizeSection(SnapshotTableModel::Time, width(QStringLiteral("2026-11-23 22:00")) + 2 * 18);
    header->resizeSection(SnapshotTableModel::Count, width(QStringLiteral("Snapshots.")));
    header->resizeSection(SnapshotTableModel::Hosts, width(QStringLiteral("gpu-4090-quebec")));
    header->resizeSection(SnapshotTableModel::Tags, width(QStringLiteral("daily, mirror, musetalk")));
    header->resizeSection(SnapshotTableModel::Size, width(QStringLiteral("888.8 MB")));
    header->resizeSection(SnapshotTableModel::Id, width(QStringLiteral("abcdef01")));
    header->setSectionResizeMode(SnapshotTableModel::Paths, QHeaderView::Stretch);
}

QWidget *SnapshotListView::makeDetailsPanel()
{
    QFrame *panel = makeFrame("panel", this);
    panel->setFixedWidth(kDetailsWidth);
    m_details = panel;
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(14, 12, 14, 14);
    layout->setSpacing(8);
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts->setObjectName(QStringLiteral("snapshotFacts"));
    keepIcon(m_open, QStringLiteral("folder"), m_services.theme);
    keepIcon(m_compare, QStringLiteral("compare"), m_services.theme);
    keepIcon(m_tags, QStringLiteral("tag"), m_services.theme);
    keepIcon(m_forget, QStringLiteral("trash"), m_services.theme);
    m_open->setToolTip(tr("The files of this snapshot (Enter)"));
    m_compare->setToolTip(tr("The two chosen snapshots, or the chosen one with the one before it (Ctrl+D)"));
    m_tags->setToolTip(tr("Change the tags (F2)"));
    m_forget->setToolTip(tr("Remove from the repository (Delete)"));
    m_open->setObjectName(QStringLiteral("browseButton"));
    m_compare->setObjectName(QStringLiteral("compareButton"));
    m_tags->setObjectName(QStringLiteral("tagsButton"));
    m_forget->setObjectName(QStringLiteral("forgetSnapshotsButton"));
    m_use->setMinimumHeight(40);
    m_use->setObjectName(QStringLiteral("useSnapshotButton"));
    layout->addWidget(m_title);
    layout->addWidget(m_facts);
    layout->addStretch(1);
    layout->addWidget(m_open);
    layout->addWidget(m_compare);
    layout->addWidget(m_tags);
    layout->addWidget(m_forget);
    layout->addSpacing(4);
    layout->addWidget(m_use);
    connect(m_open, &QPushButton::clicked, this, &SnapshotListView::openCurrent);
    connect(m_compare, &QPushButton::clicked, this, &SnapshotListView::compareChosen);
    connect(m_tags, &QPushButton::clicked, this, &SnapshotListView::editTags);
    connect(m_forget, &QPushButton::clicked, this, &SnapshotListView::forgetChosen);
    connect(m_use, &QPushButton::clicked, this, &SnapshotListView::useCurrent);
    return panel;
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
    SnapshotFilter filter;
    filter.text = m_search->text();
    const auto one = [](const QComboBox *box) {
        const QString value = box->currentData().toString();
        return value.isEmpty() ? QStringList() : QStringList(value);
    };
    filter.hosts = one(m_host);
    filter.tags = one(m_tag);
    filter.path = m_path->currentData().toString();
    if (const int days = m_when->currentData().toInt(); days > 0) {
        filter.from = QDateTime::fromMSecsSinceEpoch(m_services.clock->wallMs()).addDays(-days);
    }
    m_filter->setFilter(filter);
    m_timeline->setSnapshots(filtered(m_model->snapshots(), filter));
    showState();
    showDetails();
    Q_EMIT statusChanged();
}

bool SnapshotListView::isFiltered() const { return !m_filter->filter().isEmpty(); }

void SnapshotListView::clearFilters()
{
    m_search->clear();
    for (QComboBox *box : {m_host, m_tag, m_path, m_when}) {
        box->setCurrentIndex(0);
    }
}

void SnapshotListView::refreshFacets()
{
    const SnapshotFacets facets = facetsOf(m_model->snapshots());
    refill(m_host, tr("All hosts"), facets.hosts);
    refill(m_tag, tr("All tags"), facets.tags);
    refill(m_path, tr("All paths"), facets.paths);
}

void SnapshotListView::refresh()
{
    const SnapshotSource::State state = m_source->state();
    m_busy->setVisible(state == SnapshotSource::State::Loading);
    m_reload->setEnabled(state != SnapshotSource::State::NotConfigured);
    const QString key = m_currentKey;
    m_model->setSnapshots(m_source->snapshots());
    m_currentKey = key;
    refreshFacets();
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
    m_state->present(QStringLiteral("warning"), QStringLiteral("bad"), tr("The repository could not be read"),
        m_source->error(), tr("Try again"));
}

void SnapshotListView::showNothingOpen()
{
    const RepositoryBook *book = m_services.repositories;
    if (book != nullptr && !book->problem().isEmpty()) {
        return m_state->present(QStringLiteral("key"), QStringLiteral("warn"),
            tr("The repository is not open"), book->problem(), tr("Open the list of repositories"));
    }
    m_state->present(QStringLiteral("snapshots"), {}, tr("No repository yet"),
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
    m_stack->setCurrentWidget(rows ? static_cast<QWidget *>(m_table) : m_state);
    m_details->setVisible(rows);
    m_timeline->setVisible(rows);
    m_cleanUp->setEnabled(m_model->rowCount() > 0);
    for (QComboBox *box : {m_host, m_tag, m_path, m_when}) {
        box->setEnabled(m_model->rowCount() > 0);
    }
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
            return m_state->present(icon, {}, tr("Reading the repository…"), name);
        }
        break;
    case SnapshotSource::State::Loaded:
        break;
    }
    if (m_model->rowCount() == 0) {
        m_state->present(icon, {}, tr("The repository is empty"),
            tr("%1 holds no snapshot yet; make one with restic backup, then refresh.").arg(name),
            tr("Read again"));
    } else if (!rows) {
        m_state->present(QStringLiteral("search"), {}, tr("No snapshot matches"),
            tr("No snapshot passes every part of the filter."), tr("Clear the filter"));
    }
}

void SnapshotListView::showDetails()
{
    const QModelIndex index = current();
    const bool one = index.isValid();
    for (QPushButton *button : {m_open, m_compare, m_tags, m_forget, m_use}) {
        button->setEnabled(one);
    }
    if (!one) {
        m_title->clear();
        m_facts->clear();
        return;
    }
    const Snapshot &snapshot = m_model->snapshotAt(index);
    const SnapshotGroup &group = m_model->groupOf(index);
    m_timeline->setCurrent(snapshot.id);
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(m_services.clock->wallMs());
    m_title->setText(tr("Snapshot %1").arg(snapshot.shortId()));
    QStringList facts{tr("%1 (%2)").arg(format::dateTime(snapshot.time), format::age(snapshot.time, now))};
    if (snapshot.totalBytes) {
        const QString size = format::bytes(*snapshot.totalBytes);
        facts.append(
            snapshot.totalFiles ? tr("%1 in %2 files").arg(size, format::count(*snapshot.totalFiles)) : size);
    }
    const bool whole = m_model->isGroup(index);
    const QString gap = QStringLiteral(", ");
    facts.append(tr("Paths: %1").arg(filetext::line((whole ? group.paths : snapshot.paths).join(gap))));
    facts.append(tr("Hosts: %1").arg(filetext::line(whole ? group.hosts.join(gap) : snapshot.hostname)));
    if (const QStringList tags = whole ? group.tags : snapshot.tags; !tags.isEmpty()) {
        facts.append(tr("Tags: %1").arg(filetext::line(tags.join(gap))));
    }
    if (group.count() > 1) {
        facts.append(whole
                ? tr("%n snapshots hold exactly these files; the oldest is of %1.", nullptr, group.count())
                      .arg(format::dateTime(group.oldest))
                : tr("One of %n snapshots with exactly these files.", nullptr, group.count()));
    }
    m_facts->setText(facts.join(QLatin1Char('\n')));
}

QString SnapshotListView::repositoryName() const
{
    return m_services.repositories != nullptr ? m_services.repositories->currentName()
                                              : m_services.repositoryName;
}

void SnapshotListView::say(const QString &sentence, const QString &tone) { m_notice->say(sentence, tone); }

QWidget *SnapshotListView::focusTarget() const { return m_search; }

void SnapshotListView::focusTable() { m_table->setFocus(); }

void SnapshotListView::focusFilter()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

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
    parts.append(tr("%n snapshot(s)", nullptr, total));
    parts.append(tr("%1 of %2 shown").arg(m_filter->rowCount()).arg(m_model->rowCount()));
    return parts.join(QStringLiteral("   ·   "));
}

} // namespace snapgpu
