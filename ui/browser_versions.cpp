// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser_versions.h"

#include "models/file_text.h"
#include "models/format.h"
#include "ui/browser_icons.h"
#include "ui/widgets.h"

#include <algorithm>
#include <QDialogButtonBox>
#include <QHash>
#include <QHeaderView>
#include <QProgressBar>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

enum VersionColumn { Taken, Host, Size, Modified, Compared, Id, VersionColumns };

} // namespace

BrowserVersions::BrowserVersions(
    const AppServices &services, SnapshotBrowser *browser, const QByteArray &path, QWidget *parent)
    : QDialog(parent)
    , m_services(services)
    , m_browser(browser)
    , m_path(path)
    , m_busy(makeBusyBar(tr("Searching"), this))
    , m_list(new QTreeWidget(this))
    , m_sentence(makeLabel(tr("Searching all snapshots…"), "dim", this))
    , m_open(makeButton(tr("&Show there"), "primary", this))
{
    setObjectName(QStringLiteral("versionsDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("Versions"));
    resize(840, 440);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(10);
    auto *title = new ElidedLabel(this);
    title->setProperty("role", QStringLiteral("heading"));
    title->setFullText(filetext::name(path));
    layout->addWidget(title);
    configureTree(m_list);
    m_list->setRootIsDecorated(false);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setAccessibleName(tr("Versions"));
    m_list->setObjectName(QStringLiteral("versionsList"));
    m_list->setHeaderLabels(
        {tr("Snapshot of"), tr("Host"), tr("Size"), tr("Modified"), tr("Against the older one"), tr("Id")});
    m_list->headerItem()->setTextAlignment(Size, Qt::AlignRight | Qt::AlignVCenter);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(Host, QHeaderView::Stretch);
    QFrame *frame = makeFrame("panel", this);
    auto *inside = new QVBoxLayout(frame);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->setSpacing(0);
    inside->addWidget(m_busy);
    m_busy->show();
    inside->addWidget(m_list);
    layout->addWidget(frame, 1);
    m_sentence->setWordWrap(true);
    layout->addWidget(m_sentence);
    auto *buttons = new QDialogButtonBox(this);
    m_open->setObjectName(QStringLiteral("versionsOpenButton"));
    buttons->addButton(m_open, QDialogButtonBox::AcceptRole);
    buttons->addButton(makeButton(tr("Close"), "", this), QDialogButtonBox::RejectRole);
    layout->addWidget(buttons);
    m_open->setEnabled(false);
    connect(buttons, &QDialogButtonBox::accepted, this, &BrowserVersions::openChosen);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_list, &QTreeWidget::itemActivated, this, &BrowserVersions::openChosen);
    m_list->setFocus();
    m_job = browser->find(filetext::exactPattern(path), {});
    m_job->then(this, [this](const Result<QVector<FoundFile>> &found) {
        m_busy->hide();
        if (found) {
            show(*found);
        } else {
            m_sentence->setText(found.error().message);
            setTone(m_sentence, QStringLiteral("bad"));
        }
    });
}

BrowserVersions::~BrowserVersions()
{
    if (m_job) {
        m_job->cancel();
    }
}

void BrowserVersions::show(const QVector<FoundFile> &found)
{
    if (!m_browser) {
        return;
    }
    QHash<QString, TreeEntry> entries;
    for (const FoundFile &file : found) {
        if (file.path == m_path) { // a pattern also finds names with other characters in the place of a ?
            entries.insert(file.snapshotId, file.entry);
        }
    }
    const CatalogView view = m_browser->view();
    for (const Snapshot &snapshot : view.snapshots) {
        if (entries.contains(snapshot.id)) {
            m_rows.append(snapshot);
        }
    }
    std::stable_sort(
        m_rows.begin(), m_rows.end(), [](const Snapshot &a, const Snapshot &b) { return a.time > b.time; });
    int versions = 0;
    for (int i = 0; i < m_rows.size(); ++i) {
        const TreeEntry entry = entries.value(m_rows.at(i).id);
        auto *item = new QTreeWidgetItem(m_list);
        item->setText(Taken, format::dateTime(m_rows.at(i).time));
        item->setText(Host, filetext::line(m_rows.at(i).hostname));
        item->setText(Size, format::bytes(entry.size));
        item->setTextAlignment(Size, Qt::AlignRight | Qt::AlignVCenter);
        item->setText(Modified, format::dateTime(QDateTime::fromMSecsSinceEpoch(entry.mtimeMs)));
        item->setText(Id, m_rows.at(i).shortId());
        const bool oldest = i + 1 == m_rows.size();
        const TreeEntry older = oldest ? TreeEntry() : entries.value(m_rows.at(i + 1).id);
        const bool same = !oldest && older.size == entry.size && older.mtimeMs == entry.mtimeMs;
        versions += same ? 0 : 1;
        item->setText(Compared, oldest ? tr("oldest") : same ? tr("same size and time") : tr("changed"));
    }
    m_list->setCurrentItem(m_list->topLevelItem(0));
    m_open->setEnabled(!m_rows.isEmpty());
    m_sentence->setText(m_rows.isEmpty() ? tr("No snapshot holds it.")
                                         : tr("%n version(s)", nullptr, versions) + QStringLiteral("  ·  ")
                + tr("in %n snapshot(s)", nullptr, static_cast<int>(m_rows.size())));
}

void BrowserVersions::openChosen()
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    if (row >= 0 && row < m_rows.size()) {
        Q_EMIT openRequested(m_rows.at(row), m_path);
        accept();
    }
}

} // namespace snapgpu
