// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/snapshots_page.h"

#include "ui/browser_diff.h"
#include "ui/browser_view.h"
#include "ui/repository_dialog.h"
#include "ui/snapshots_page_list.h"
#include "ui/widgets.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace snapgpu {

SnapshotsPage::SnapshotsPage(const AppServices &services, SnapshotSource *source, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_source(source)
    , m_stack(new QStackedWidget(this))
    , m_list(new SnapshotListView(services, source, this))
    , m_browser(new BrowserView(services, this))
    , m_diff(new BrowserDiff(services, this))
    , m_backTo(m_list)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 14, 14, 14);
    layout->addWidget(m_stack);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_browser);
    m_stack->addWidget(m_diff);
    if (services.repositories != nullptr) {
        makeRepositoryRow();
        connect(m_list, &SnapshotListView::setupRequested, this, &SnapshotsPage::openRepositories);
    }

    connect(m_list, &SnapshotListView::openRequested, this, [this](const Snapshot &snapshot) {
        m_backTo = m_list;
        open(snapshot, {});
    });
    connect(m_list, &SnapshotListView::compareRequested, this, [this](const Snapshot &a, const Snapshot &b) {
        m_stack->setCurrentWidget(m_diff);
        m_diff->compare(m_source->browser(), a, b);
        m_diff->focusTree();
    });
    connect(
        m_diff, &BrowserDiff::openRequested, this, [this](const Snapshot &snapshot, const QByteArray &path) {
            m_backTo = m_diff;
            open(snapshot, path);
        });
    connect(m_browser, &BrowserView::backRequested, this, &SnapshotsPage::goBack);
    connect(m_diff, &BrowserDiff::backRequested, this, [this] {
        m_backTo = m_list;
        goBack();
    });
    connect(m_browser, &BrowserView::firstRequested, this, &SnapshotsPage::firstRequested);
    connect(m_browser, &BrowserView::restoreRequested, this, &SnapshotsPage::restoreRequested);
    connect(m_list, &SnapshotListView::restoreRequested, this, &SnapshotsPage::restoreRequested);
    connect(m_list, &SnapshotListView::useRequested, this, &SnapshotsPage::useRequested);
    connect(m_list, &SnapshotListView::statusChanged, this, &SnapshotsPage::statusChanged);
    connect(m_browser, &BrowserView::statusChanged, this, &SnapshotsPage::statusChanged);
    connect(m_diff, &BrowserDiff::statusChanged, this, &SnapshotsPage::statusChanged);
}

void SnapshotsPage::makeRepositoryRow()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_repositories = new QComboBox(this);
    m_repositories->setObjectName(QStringLiteral("repositoryBox"));
    m_repositories->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    QPushButton *edit = makeButton(tr("Re&positories…"), "", this);
    edit->setObjectName(QStringLiteral("repositoriesButton"));
    keepIcon(edit, QStringLiteral("box"), m_services.theme);
    row->addWidget(makeFieldLabel(tr("Rep&ository"), m_repositories, this));
    row->addWidget(m_repositories, 1);
    row->addWidget(edit);
    m_list->head()->insertLayout(0, row);
    connect(edit, &QPushButton::clicked, this, &SnapshotsPage::openRepositories);
    connect(m_repositories, &QComboBox::activated, this, &SnapshotsPage::chooseRepository);
    connect(
        m_services.repositories, &RepositoryBook::entriesChanged, this, &SnapshotsPage::refillRepositories);
    connect(m_services.repositories, &RepositoryBook::currentChanged, this, [this] {
        refillRepositories();
        m_backTo = m_list;
        if (m_stack->currentWidget() != m_list) {
            m_stack->setCurrentWidget(m_list); // what is shown there was of the other repository
        }
    });
    refillRepositories();
}

void SnapshotsPage::refillRepositories()
{
    const QSignalBlocker quiet(m_repositories);
    m_repositories->clear();
    const QVector<RepositoryEntry> entries = m_services.repositories->entries();
    for (const RepositoryEntry &entry : entries) {
        const QString address = entry.url.isEmpty() ? entry.host : entry.url;
        m_repositories->addItem(tr("%1  ·  %2", "name, address").arg(entry.name, address), entry.id);
    }
    const int current = m_repositories->findData(m_services.repositories->currentId());
    if (current < 0) {
        m_repositories->insertItem(0, tr("none is open"), QString());
    }
    m_repositories->setCurrentIndex(qMax(0, current));
}

void SnapshotsPage::chooseRepository(int index)
{
    const QString id = m_repositories->itemData(index).toString();
    if (id.isEmpty() || id == m_services.repositories->currentId()) {
        return;
    }
    m_services.repositories->choose(id)->then(this, [this](const Result<Done> &done) {
        if (!done) {
            refillRepositories();
            m_list->say(done.error().message, QStringLiteral("bad"));
        }
    });
}

void SnapshotsPage::openRepositories()
{
    (new RepositoryDialog(m_services, m_services.repositories, this))->open();
}

void SnapshotsPage::open(const Snapshot &snapshot, const QByteArray &path)
{
    m_stack->setCurrentWidget(m_browser);
    m_browser->open(m_source->browser(), snapshot, path);
    m_browser->focusTree();
}

void SnapshotsPage::goBack()
{
    m_stack->setCurrentWidget(m_backTo);
    if (m_backTo == m_diff) {
        m_diff->focusTree();
    } else {
        m_list->focusTable();
    }
    m_backTo = m_list;
    Q_EMIT statusChanged();
}

QWidget *SnapshotsPage::focusTarget() const
{
    return m_stack->currentWidget() == m_list ? m_list->focusTarget() : m_stack->currentWidget();
}

void SnapshotsPage::focusFilter()
{
    if (m_stack->currentWidget() == m_browser) {
        m_browser->focusFilter();
    } else if (m_stack->currentWidget() == m_list) {
        m_list->focusFilter();
    }
}

QString SnapshotsPage::statusText() const
{
    if (m_stack->currentWidget() == m_browser) {
        return m_browser->statusText();
    }
    return m_stack->currentWidget() == m_diff ? m_diff->statusText() : m_list->statusText();
}

} // namespace snapgpu
