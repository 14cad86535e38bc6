// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser_view.h"

#include "models/file_text.h"
#include "models/format.h"
#include "ui/browser_download.h"
#include "ui/browser_icons.h"
#include "ui/browser_versions.h"
#include "ui/content_panel.h"
#include "ui/table_setup.h"
#include "ui/widgets.h"

#include <optional>
#include <QHash>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QShortcut>
#include <QTreeView>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

constexpr int kFilterDelayMs = 120;
/** Pixels below which modes, then times, are left to the facts beside the files: names need the room more. */
constexpr int kRoomForModes = 900;
constexpr int kRoomForTimes = 760;

} // namespace

BrowserView::BrowserView(const AppServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_model(new FileTreeModel(this))
    , m_back(makeButton(tr("&Snapshots"), "", this))
    , m_title(new ElidedLabel(this))
    , m_search(new QLineEdit(this))
    , m_versions(makeButton(tr("&Versions…"), "", this))
    , m_notice(new NoticeBar(services.theme, this))
    , m_download(new BrowserDownload(m_notice, this))
    , m_tree(new QTreeView(this))
    , m_panel(new ContentPanel(m_tree, tr("Reading the snapshot"), services.theme, this))
    , m_details(new BrowserDetails(services, this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(14);
    layout->addWidget(m_panel, 1);
    layout->addWidget(m_details);
    makeHead();
    configureColumns();
    m_tree->installEventFilter(this);
    m_search->installEventFilter(this);
    m_filterTimer.setSingleShot(true);
    m_filterTimer.setInterval(kFilterDelayMs);
    connectParts();
}

BrowserView::~BrowserView() { stopJobs(); }

void BrowserView::connectParts()
{
    connect(m_back, &QPushButton::clicked, this, &BrowserView::backRequested);
    connect(m_search, &QLineEdit::textChanged, &m_filterTimer, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        filter();
        if (m_model->rowCount() > 0) {
            m_tree->setFocus();
        }
    });
    connect(&m_filterTimer, &QTimer::timeout, this, &BrowserView::filter);
    connect(m_versions, &QPushButton::clicked, this, &BrowserView::showVersions);
    connect(m_tree, &QTreeView::activated, this, &BrowserView::activate);
    connect(
        m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this, &BrowserView::showSelection);
    connect(m_model, &QAbstractItemModel::modelReset, this, &BrowserView::showSelection);
    connect(m_panel->state(), &StateView::actionTriggered, this, [this] {
        if (!m_error.isEmpty()) {
            read();
        } else {
            m_search->clear();
            m_tree->setFocus();
        }
    });
    connect(m_details, &BrowserDetails::firstRequested, this,
        [this] { Q_EMIT firstRequested(m_snapshot.id, chosenPatterns()); });
    connect(m_details, &BrowserDetails::onlyRequested, this, [this] { Q_EMIT restoreRequested(wish()); });
    auto *restore = new QShortcut(Qt::CTRL | Qt::Key_M, m_tree, nullptr, nullptr, Qt::WidgetShortcut);
    connect(restore, &QShortcut::activated, this, [this] {
        if (!chosen().isEmpty()) {
            Q_EMIT restoreRequested(wish());
        }
    });
    connect(m_details, &BrowserDetails::downloadRequested, this, &BrowserView::download);
    connect(m_details, &BrowserDetails::stopRequested, m_download, &BrowserDownload::stop);
    connect(m_download, &BrowserDownload::runningChanged, this, &BrowserView::showState);
}

void BrowserView::makeHead()
{
    auto *top = new QHBoxLayout;
    top->setSpacing(10);
    keepIcon(m_back, QStringLiteral("back"), m_services.theme);
    m_back->setToolTip(tr("Back to the snapshots (Backspace at the top)"));
    m_back->setObjectName(QStringLiteral("browserBackButton"));
    m_title->setProperty("role", QStringLiteral("heading"));
    m_title->setObjectName(QStringLiteral("browserTitle"));
    top->addWidget(m_back);
    top->addWidget(m_title, 1);
    m_panel->head()->addLayout(top);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_search->setPlaceholderText(tr("Search this snapshot by name"));
    m_search->setAccessibleName(tr("Search of files"));
    m_search->setObjectName(QStringLiteral("fileFilter"));
    m_search->setClearButtonEnabled(true);
    keepIcon(m_versions, QStringLiteral("snapshots"), m_services.theme);
    m_versions->setToolTip(tr("Every version of what is chosen, in all snapshots of the repository"));
    m_versions->setObjectName(QStringLiteral("versionsButton"));
    row->addWidget(m_search, 1);
    row->addWidget(m_versions);
    m_panel->head()->addLayout(row);
    m_panel->head()->addWidget(m_notice);
}

void BrowserView::configureColumns()
{
    configureTree(m_tree);
    m_tree->setItemDelegate(new BrowserDelegate(m_services.theme, FileTreeModel::KindRole, -1, -1, this));
    m_tree->setAccessibleName(tr("Files of the snapshot"));
    m_tree->setObjectName(QStringLiteral("filesTree"));
    m_tree->setModel(m_model);
    m_tree->setSortingEnabled(true);
    m_tree->sortByColumn(FileTreeModel::Name, Qt::AscendingOrder);
    QHeaderView *header = m_tree->header();
    header->setSectionResizeMode(FileTreeModel::Name, QHeaderView::Stretch);
    fitColumn(header, FileTreeModel::Size, {QStringLiteral("888.8 MB")});
    fitColumn(header, FileTreeModel::Modified, {QStringLiteral("2026-11-23 22:00")});
    fitColumn(header, FileTreeModel::Mode, {QStringLiteral("drwxr-xr-x")});
}

void BrowserView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_tree->setColumnHidden(FileTreeModel::Mode, width() < kRoomForModes);
    m_tree->setColumnHidden(FileTreeModel::Modified, width() < kRoomForTimes);
}

void BrowserView::stopJobs()
{
    if (QPointer<JobBase> job = std::exchange(m_readJob, {}).data()) {
        job->cancel();
    }
}

void BrowserView::open(SnapshotBrowser *browser, const Snapshot &snapshot, const QByteArray &path)
{
    if (m_browser != browser && browser != nullptr) {
        connect(browser, &SnapshotBrowser::progress, this, &BrowserView::showProgress, Qt::UniqueConnection);
    }
    m_browser = browser;
    m_details->setBrowser(browser);
    m_snapshot = snapshot;
    m_wantedPath = path;
    m_notice->say({});
    m_search->clear();
    m_filterTimer.stop();
    m_title->setFullText(
        tr("Snapshot %1  ·  %2  ·  %3")
            .arg(snapshot.shortId(), format::dateTime(snapshot.time), filetext::line(snapshot.hostname)));
    read();
}

void BrowserView::read()
{
    stopJobs();
    m_error.clear();
    m_read = 0;
    m_model->setTree(nullptr);
    if (m_browser != nullptr) {
        m_readJob = m_browser->open(m_snapshot.id);
        const Job<SnapshotBrowser::TreePointer> *asked = m_readJob;
        m_readJob->then(this, [this, asked](const Result<SnapshotBrowser::TreePointer> &answer) {
            if (asked == m_readJob) {
                m_readJob = nullptr;
                showTree(answer);
            }
        });
    }
    showState();
}

/** All of the snapshot or nothing: a tree that was cut on the way is an error of the job. */
void BrowserView::showTree(const Result<SnapshotBrowser::TreePointer> &answer)
{
    if (!answer) {
        m_error = answer.error().message;
        showState();
        return;
    }
    m_model->setTree(*answer);
    showState();
    const auto wanted = m_wantedPath.isEmpty() ? std::nullopt : (*answer)->find(m_wantedPath);
    if (wanted && *wanted != SnapshotTree::kRoot) {
        goTo(*wanted);
    } else {
        goToFirst();
    }
}

void BrowserView::showState()
{
    m_panel->setBusy(m_readJob || m_download->isRunning());
    m_details->setDownloading(m_download->isRunning());
    const bool rows = m_model->hasChildren();
    m_panel->showRows(rows);
    m_search->setEnabled(m_model->tree() != nullptr);
    Q_EMIT statusChanged();
    if (rows) {
        return;
    }
    const QString icon = QStringLiteral("snapshots");
    if (!m_error.isEmpty()) {
        m_panel->state()->present(QStringLiteral("warning"), QStringLiteral("bad"),
            tr("The snapshot could not be read"), m_error, tr("Try again"));
    } else if (m_readJob) {
        m_panel->state()->present(icon, {}, tr("Reading the snapshot…"),
            m_read > 0 ? tr("%Ln entries so far", nullptr, static_cast<int>(m_read)) : QString());
    } else if (m_model->isFlat()) {
        m_panel->state()->present(QStringLiteral("search"), {}, tr("Nothing found"),
            tr("No file or folder of this snapshot has \"%1\" in its name.").arg(m_search->text().trimmed()),
            tr("Back to the files"));
    } else {
        m_panel->state()->present(icon, {}, tr("The snapshot is empty"),
            tr("The backup was made of an empty folder, or everything in it was excluded."));
    }
}

QVector<ChosenEntry> BrowserView::chosen() const
{
    QVector<ChosenEntry> entries;
    const SnapshotTree *tree = m_model->tree();
    if (tree == nullptr) {
        return entries;
    }
    QHash<QByteArray, SnapshotTree::Node> nodes;
    const QModelIndexList rows = m_tree->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows) {
        nodes.insert(tree->path(m_model->node(row)), m_model->node(row));
    }
    const QVector<QByteArray> paths = filetext::outermost(nodes.keys().toVector());
    for (const QByteArray &path : paths) {
        entries.append({path, tree->entry(nodes.value(path))});
    }
    return entries;
}

QStringList BrowserView::chosenPatterns() const
{
    QStringList patterns;
    const QVector<ChosenEntry> entries = chosen();
    for (const ChosenEntry &entry : entries) {
        patterns.append(filetext::exactPattern(entry.path));
    }
    return patterns;
}

RestoreWish BrowserView::wish() const
{
    RestoreWish wish;
    wish.snapshotId = m_snapshot.id;
    wish.patterns = chosenPatterns();
    wish.bytes = m_details->chosenBytes();
    const QVector<ChosenEntry> entries = chosen();
    if (entries.size() == 1 && entries.first().entry.type == NodeType::Folder) {
        wish.folder = QString::fromUtf8(entries.first().path);
    }
    return wish;
}

void BrowserView::showSelection()
{
    const QVector<ChosenEntry> entries = chosen();
    m_details->setSelection(m_snapshot.id, entries);
    m_versions->setEnabled(entries.size() == 1);
    Q_EMIT statusChanged();
}

void BrowserView::showVersions()
{
    const QVector<ChosenEntry> entries = chosen();
    if (entries.size() != 1 || !m_browser) {
        return;
    }
    auto *dialog = new BrowserVersions(m_services, m_browser, entries.first().path, this);
    connect(dialog, &BrowserVersions::openRequested, this,
        [this](const Snapshot &snapshot, const QByteArray &path) { open(m_browser, snapshot, path); });
    dialog->open();
}

void BrowserView::download()
{
    QVector<QByteArray> paths;
    const QVector<ChosenEntry> entries = chosen();
    for (const ChosenEntry &entry : entries) {
        paths.append(entry.path);
    }
    m_download->ask(m_browser, m_snapshot.id, paths);
}

void BrowserView::showProgress(const JobBase *job, const BrowseProgress &progress)
{
    if (job == m_readJob) {
        m_read = progress.done;
        showState();
    }
}

void BrowserView::focusFilter()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void BrowserView::focusTree() { m_tree->setFocus(); }

QString BrowserView::statusText() const
{
    QStringList parts;
    if (const SnapshotTree *tree = m_model->tree()) {
        parts.append(tr("%1 in %2 files")
                         .arg(format::bytes(tree->size(SnapshotTree::kRoot)),
                             format::count(tree->files(SnapshotTree::kRoot))));
    }
    if (m_model->isFlat()) {
        parts.append(m_cut ? tr("the first %1 of the matches").arg(format::count(m_model->rowCount()))
                           : tr("%Ln match(es)", nullptr, m_model->rowCount()));
    }
    parts.append(tr("Space previews, Ctrl+F searches, Backspace goes up"));
    return parts.join(QStringLiteral("   ·   "));
}

} // namespace snapgpu
