// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "ui/activity_page.h"
#include "ui/first_start_page.h"
#include "ui/hosts_page.h"
#include "ui/icons.h"
#include "ui/launch_page.h"
#include "ui/machine_source.h"
#include "ui/machines_page.h"
#include "ui/money_line.h"
#include "ui/nav_rail.h"
#include "ui/question.h"
#include "ui/race_page.h"
#include "ui/red_line.h"
#include "ui/restore_finder.h"
#include "ui/settings_dialog.h"
#include "ui/snapshot_source.h"
#include "ui/snapshots_page.h"
#include "ui/widgets.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace snapgpu {

namespace {
constexpr int kTopHeight = 44;
constexpr int kBottomHeight = 27;
constexpr int kStatusRefreshMs = 1000;
} // namespace

MainWindow::MainWindow(const AppServices &services, QWidget *parent)
    : QMainWindow(parent)
    , m_services(services)
    , m_source(new SnapshotSource(services.browser, this))
    , m_machineSource(new MachineSource(services.provider, services.clock, this))
    , m_restores(new MachineRestores(services.restoreOn, this))
    , m_backups(new MachineBackups(services.backupOn, services.clock, this))
    , m_rail(new NavRail(services.theme, this))
    , m_stack(new QStackedWidget(this))
    , m_title(makeLabel({}, "title", this))
    , m_money(new MoneyLine(services.theme, this))
    , m_redLine(new RedLine(services.theme, this))
    , m_notice(new NoticeBar(services.theme, this))
    , m_tray(new Tray(services.theme, this))
    , m_status(new ElidedLabel(this))
    , m_statusRight(makeLabel({}, "dim", this))
{
    setWindowTitle(QStringLiteral("SnapGPU"));
    setWindowIcon(applicationIcon());
    setMinimumSize(900, 600);
    resize(1280, 800);
    auto *central = new QWidget(this);
    auto *columns = new QHBoxLayout(central);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(m_rail);
    auto *rows = new QVBoxLayout;
    rows->setSpacing(0);
    rows->addWidget(makeTopBar());
    auto *notice = new QVBoxLayout;
    notice->setContentsMargins(14, 0, 14, 0);
    notice->addWidget(m_redLine);
    notice->addWidget(m_notice);
    rows->addLayout(notice);
    rows->addWidget(m_stack, 1);
    rows->addWidget(makeStatusBar());
    columns->addLayout(rows, 1);
    setCentralWidget(central);

    makePages();
    connectPages();
    makeTray();
    makeShortcuts();
    const QByteArray geometry = QByteArray::fromBase64(services.settings->values().windowGeometry.toLatin1());
    if (!geometry.isEmpty()) {
        restoreGeometry(geometry);
    }
    m_notice->say(services.notice, QStringLiteral("warn"));
    m_source->refresh();
    refreshSnapshots();
    refreshMoney();
    new RestoreFinder(services, m_machineSource, m_restores, this);
    showPage(Launch);
}

MainWindow::~MainWindow() { m_race->setRunner(nullptr); }

QWidget *MainWindow::makeTopBar()
{
    QFrame *bar = makeFrame("top", this);
    bar->setFixedHeight(kTopHeight);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(16, 0, 16, 0);
    layout->setSpacing(12);
    layout->addWidget(m_title);
    if (m_services.sandbox) {
        QLabel *sandbox = makeLabel(tr("Sandbox: no real money"), "dim", bar);
        sandbox->setToolTip(
            tr("The cloud runs inside this computer; the machines are real, the prices are not paid"));
        layout->addWidget(sandbox);
    }
    layout->addStretch(1);
    layout->addWidget(m_money);
    return bar;
}

QWidget *MainWindow::makeStatusBar()
{
    QFrame *bar = makeFrame("bottom", this);
    bar->setFixedHeight(kBottomHeight);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(16, 0, 16, 0);
    m_status->setProperty("role", QStringLiteral("field"));
    m_statusRight->setProperty("role", QStringLiteral("field"));
    layout->addWidget(m_status, 1);
    layout->addWidget(m_statusRight);
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &MainWindow::refreshStatus);
    timer->start(kStatusRefreshMs);
    return bar;
}

void MainWindow::makePages()
{
    if (m_services.provider != nullptr) {
        m_launch = new LaunchPage(m_services, this);
        m_stack->addWidget(m_launch);
    } else {
        m_firstStart = new FirstStartPage(m_services, this);
        m_stack->addWidget(m_firstStart);
    }
    m_race = new RacePage(m_services, this);
    m_machines = new MachinesPage(m_services, m_machineSource, m_restores, m_backups, this);
    m_snapshots = new SnapshotsPage(m_services, m_source, this);
    m_stack->addWidget(m_race);
    m_stack->addWidget(m_machines);
    m_stack->addWidget(m_snapshots);
    m_hosts = new HostsPage(m_services, this);
    m_stack->addWidget(m_hosts);
    m_activity = new ActivityPage(m_services, this);
    m_stack->addWidget(m_activity);
    m_rail->addPage(QStringLiteral("launch"), tr("Launch"));
    m_rail->addPage(QStringLiteral("race"), tr("Race"));
    m_rail->addPage(QStringLiteral("machines"), tr("Machines"));
    m_rail->addPage(QStringLiteral("snapshots"), tr("Snapshots"));
    m_rail->addPage(QStringLiteral("hosts"), tr("Hosts"));
    m_rail->addPage(QStringLiteral("activity"), tr("Activity"));
}

void MainWindow::connectPages()
{
    connect(m_rail, &NavRail::pageChosen, this, [this](int page) { showPage(static_cast<Page>(page)); });
    connect(m_rail, &NavRail::settingsRequested, this, &MainWindow::openSettings);
    if (m_launch != nullptr) {
        connect(m_launch, &LaunchPage::startRequested, this, &MainWindow::startLaunch);
        connect(m_launch, &LaunchPage::statusChanged, this, &MainWindow::refreshStatus);
    } else {
        connect(m_firstStart, &FirstStartPage::sandboxRequested, this, &MainWindow::sandboxRequested);
        connect(m_firstStart, &FirstStartPage::lookAgainRequested, this, &MainWindow::lookAgainRequested);
        connect(m_firstStart, &FirstStartPage::settingsRequested, this, &MainWindow::openSettings);
    }
    connect(m_race, &RacePage::goToLaunch, this, [this] { showPage(Launch); });
    connect(m_race, &RacePage::cancelRequested, this, &MainWindow::askToCancel);
    connect(m_race, &RacePage::destroyRequested, this, &MainWindow::askToDestroy);
    connect(m_race, &RacePage::statusChanged, this, &MainWindow::refreshTitle);
    connect(m_machines, &MachinesPage::destroyRequested, this, &MainWindow::askToDestroy);
    connect(m_machines, &MachinesPage::statusChanged, this, &MainWindow::refreshStatus);
    connect(m_machines, &MachinesPage::restoreRequested, this, [this](const QString &instanceId) {
        RestoreWish wish;
        wish.instanceId = instanceId;
        openRestore(wish);
    });
    connect(m_machines, &MachinesPage::backupRequested, this, &MainWindow::backUp);
    connect(m_machines, &MachinesPage::syncRequested, this, &MainWindow::openSync);
    connect(m_machineSource, &MachineSource::listed, this, &MainWindow::lookForSyncs);
    connect(m_backups, &MachineBackups::ended, this, &MainWindow::onBackupEnded);
    connect(m_machines, &MachinesPage::cancelRestoreRequested, this, &MainWindow::askToCancelRestore);
    connect(m_restores, &MachineRestores::found, this, &MainWindow::tellFound);
    connect(m_restores, &MachineRestores::progressed, this, &MainWindow::amendFound);
    connect(m_restores, &MachineRestores::ended, this, &MainWindow::tellRestore);
    connect(m_notice, &NoticeBar::actionRequested, this, [this] { showPage(Machines); });
    connect(m_redLine, &RedLine::showMachinesRequested, this, [this] { showPage(Machines); });
    connect(m_snapshots, &SnapshotsPage::statusChanged, this, &MainWindow::refreshStatus);
    connect(m_snapshots, &SnapshotsPage::useRequested, this, [this](const QString &id) {
        if (m_launch != nullptr) {
            m_launch->useSnapshot(id);
        }
        showPage(Launch);
    });
    connect(m_hosts, &HostsPage::goToLaunch, this, [this] { showPage(Launch); });
    connect(m_hosts, &HostsPage::statusChanged, this, &MainWindow::refreshStatus);
    connect(m_activity, &ActivityPage::goToLaunch, this, [this] { showPage(Launch); });
    connect(m_activity, &ActivityPage::statusChanged, this, &MainWindow::refreshStatus);
    connect(m_snapshots, &SnapshotsPage::firstRequested, this,
        [this](const QString &id, const QStringList &patterns) {
            if (m_launch != nullptr) {
                m_launch->restoreFirst(id, patterns);
            }
            showPage(Launch);
        });
    connect(m_snapshots, &SnapshotsPage::restoreRequested, this, &MainWindow::openRestore);
    connect(m_source, &SnapshotSource::changed, this, &MainWindow::refreshSnapshots);
    if (RepositoryBook *book = m_services.repositories) {
        connect(book, &RepositoryBook::currentChanged, this, [this, book] {
            m_source->setBrowser(book->browser());
            m_source->refresh();
        });
    }
    if (m_services.machines != nullptr) {
        connect(m_services.machines, &MachineWatch::changed, this, &MainWindow::refreshMoney);
    }
}

void MainWindow::makeShortcuts()
{
    const auto bind = [this](const QKeySequence &keys, auto action) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, action);
    };
    bind(Qt::CTRL | Qt::Key_1, [this] { showPage(Launch); });
    bind(Qt::CTRL | Qt::Key_2, [this] { showPage(Race); });
    bind(Qt::CTRL | Qt::Key_3, [this] { showPage(Machines); });
    bind(Qt::CTRL | Qt::Key_4, [this] { showPage(Snapshots); });
    bind(Qt::CTRL | Qt::Key_5, [this] { showPage(Hosts); });
    bind(Qt::CTRL | Qt::Key_6, [this] { showPage(Activity); });
    bind(QKeySequence::Find, [this] { focusFilter(); });
    bind(QKeySequence::Save, [this] {
        if (currentPage() == Launch && m_launch != nullptr) {
            m_launch->saveSearch();
        }
    });
    bind(QKeySequence::Refresh, [this] { refreshCurrentPage(); });
    bind(QKeySequence::Preferences, [this] { openSettings(); });
    bind(QKeySequence::Quit, [this] { close(); });
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        bind(Qt::CTRL | key, [this] {
            if (currentPage() == Launch && m_launch != nullptr) {
                m_launch->start();
            }
        });
    }
}

void MainWindow::showPage(Page page)
{
    m_stack->setCurrentIndex(page);
    amendFound();
    focusPage();
    m_rail->setCurrent(page);
    refreshTitle();
}

// Not by focus proxies of the pages: with one, Tab leaves out what stands behind it in the page.
void MainWindow::focusPage()
{
    QWidget *target = m_snapshots->focusTarget();
    if (currentPage() == Launch) {
        target = m_launch != nullptr ? m_launch->focusTarget() : m_firstStart->focusTarget();
    } else if (currentPage() == Race) {
        target = m_race->focusTarget();
    } else if (currentPage() == Machines) {
        target = m_machines->focusTarget();
    } else if (currentPage() == Hosts) {
        target = m_hosts->focusTarget();
    } else if (currentPage() == Activity) {
        target = m_activity->focusTarget();
    }
    target->setFocus();
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    focusPage();
}

MainWindow::Page MainWindow::currentPage() const { return static_cast<Page>(m_stack->currentIndex()); }

void MainWindow::refreshTitle()
{
    switch (currentPage()) {
    case Launch:
        m_title->setText(tr("Launch"));
        break;
    case Race:
        m_title->setText(m_race->title());
        break;
    case Machines:
        m_title->setText(tr("Machines"));
        break;
    case Snapshots:
        m_title->setText(tr("Snapshots"));
        break;
    case Hosts:
        m_title->setText(tr("Hosts"));
        break;
    case Activity:
        m_title->setText(tr("Activity"));
        break;
    }
    refreshStatus();
}

void MainWindow::refreshStatus()
{
    QString text;
    if (currentPage() == Launch && m_launch != nullptr) {
        text = m_launch->statusText();
    } else if (currentPage() == Race) {
        text = m_race->statusText();
    } else if (currentPage() == Machines) {
        text = m_machines->statusText();
    } else if (currentPage() == Snapshots) {
        text = m_snapshots->statusText();
    } else if (currentPage() == Hosts) {
        text = m_hosts->statusText();
    } else if (currentPage() == Activity) {
        text = m_activity->statusText();
    }
    m_status->setFullText(text);
    QString right =
        m_services.provider != nullptr ? providerName(m_services.provider->id()) : tr("no provider");
    if (m_closing) {
        right = tr("closing when the last machine is confirmed gone…");
    }
    m_statusRight->setText(right);
}

void MainWindow::refreshSnapshots()
{
    if (m_launch == nullptr) {
        return;
    }
    QString sentence;
    switch (m_source->state()) {
    case SnapshotSource::State::NotConfigured:
        sentence = tr("no repository: only race");
        break;
    case SnapshotSource::State::Loading:
        sentence = tr("reading the repository…");
        break;
    case SnapshotSource::State::Failed:
        sentence = tr("repository not readable: only race");
        break;
    case SnapshotSource::State::Loaded:
        sentence = tr("repository is empty: only race");
        break;
    }
    m_launch->setSnapshots(groupByTree(m_source->snapshots()), sentence);
}

void MainWindow::refreshMoney()
{
    if (m_services.machines == nullptr) {
        return;
    }
    const MoneyStatus status = m_services.machines->status();
    m_money->setStatus(status);
    m_redLine->setStatus(status);
    tellStubborn(status);
    refreshTray();
    if (m_closing) {
        closeWhenEmpty();
    }
}

void MainWindow::refreshCurrentPage()
{
    if (currentPage() == Launch && m_launch != nullptr) {
        m_launch->refresh();
    } else if (currentPage() == Machines) {
        m_machines->refresh();
    } else if (currentPage() == Snapshots) {
        m_source->refresh();
    } else if (currentPage() == Hosts) {
        m_hosts->refresh();
    } else if (currentPage() == Activity) {
        m_activity->refresh();
    }
}

void MainWindow::focusFilter()
{
    if (currentPage() == Launch && m_launch != nullptr) {
        m_launch->focusFilter();
    } else if (currentPage() == Snapshots) {
        m_snapshots->focusFilter();
    } else if (currentPage() == Hosts) {
        m_hosts->focusFilter();
    } else if (currentPage() == Activity) {
        m_activity->focusFilter();
    }
}

void MainWindow::openSettings()
{
    auto *dialog = new SettingsDialog(m_services, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("settingsDialog"));
    connect(dialog, &SettingsDialog::providerChanged, this, [this] {
        if (isRacing() || m_restores->running() > 0) {
            m_notice->say(tr("The other provider or key is used when SnapGPU starts again, because a race or "
                             "restore is going on."),
                QStringLiteral("warn"));
            return;
        }
        saveSettings();
        Q_EMIT lookAgainRequested();
    });
    dialog->open();
}

void MainWindow::saveSettings()
{
    Preferences preferences = m_services.settings->values();
    if (m_launch != nullptr) {
        m_launch->saveTo(&preferences);
    }
    m_hosts->saveTo(&preferences);
    preferences.windowGeometry = QString::fromLatin1(saveGeometry().toBase64());
    if (const auto saved = m_services.settings->set(preferences); !saved) {
        m_notice->say(saved.error().message, QStringLiteral("warn"));
    }
}

} // namespace snapgpu
