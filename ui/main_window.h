// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/app_services.h"
#include "ui/tray.h"

#include <memory>
#include <QHash>
#include <QMainWindow>
#include <QSet>

class QLabel;
class QStackedWidget;

namespace snapgpu {

class ElidedLabel;
class FirstStartPage;
class ActivityPage;
class HostsPage;
class LaunchPage;
class MachineSource;
class MachinesPage;
class MoneyLine;
class NavRail;
class NoticeBar;
class RacePage;
class RedLine;
class SnapshotSource;
class SnapshotsPage;

/** The window: a rail of pages, the money line above them all, and one launch at a time. */
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    enum Page { Launch, Race, Machines, Snapshots, Hosts, Activity };

    explicit MainWindow(const AppServices &services, QWidget *parent = nullptr);
    ~MainWindow() override;

    void showPage(Page page);
    Page currentPage() const;
    /** Begins a launch as the button does; false while another runs. */
    bool startLaunch(const LaunchPlan &plan);
    LaunchRunner *runner() const { return m_runner.get(); }
    /** Where notifications go instead of the tray. */
    void setNotifier(Notifier notifier) { m_notifier = std::move(notifier); }

Q_SIGNALS:
    void sandboxRequested(); ///< "Try the sandbox": main starts it and makes a new window
    void lookAgainRequested(); ///< look for keys and repository again, then make a new window
    void closedForGood(); ///< nothing asks any more; the window is closing

protected:
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeTopBar();
    QWidget *makeStatusBar();
    void makePages();
    void makeShortcuts();
    void connectPages();
    void focusPage();
    void refreshMoney();
    void refreshTitle();
    void refreshStatus();
    void refreshSnapshots();
    void refreshCurrentPage();
    void focusFilter();
    void openSettings();
    void openRestore(const RestoreWish &wish);
    void useInPlan(const RestoreWish &wish);
    void tellRestore(const QString &instanceId);
    void tellFound();
    void backUp(const QString &instanceId);
    void openSync(const QString &instanceId);
    void lookForSyncs();
    void onBackupEnded(const QString &instanceId);
    const Machine *machineOf(
        const QString &instanceId) const; ///< null = not listed; valid until the next listing
    QString backupIdOf(const QString &label) const; ///< of a machine that can be backed up; empty = it cannot
    void destroyNow(const QString &label);
    void backUpThenDestroy(const QString &instanceId, const QString &label);
    void makeTray();
    void refreshTray();
    void comeToFront();
    void tell(const Notification &notification, Page page); ///< unless a window of ours is in front
    void tellRestoreOutside(const QString &instanceId);
    void followOutside();
    void tellWinner();
    void tellLaunchEnd();
    void tellStubborn(const MoneyStatus &money);
    QString foundSentence() const; ///< of the restores that go on from before; empty = none
    void amendFound();
    void askToCancelRestore(const QString &instanceId);
    void askToCancel();
    void askToDestroy(const QString &label, const QString &name);
    void askBeforeClosing(const MoneyStatus &money, bool racing);
    bool belongsToTheRace(const QString &label) const;
    QSet<QString> sparedBy(const MoneyStatus &money) const;
    void destroyThenClose(const QSet<QString> &spared);
    void closeWhenEmpty();
    void onFinished();
    void saveSettings();
    bool isRacing() const;

    AppServices m_services;
    SnapshotSource *m_source;
    MachineSource *m_machineSource;
    MachineRestores *m_restores;
    MachineBackups *m_backups;
    QHash<QString, QString> m_destroyAfter; ///< labels by instance id: once their backup is whole
    std::unique_ptr<LaunchRunner> m_runner;
    NavRail *m_rail;
    QStackedWidget *m_stack;
    LaunchPage *m_launch = nullptr;
    FirstStartPage *m_firstStart = nullptr;
    RacePage *m_race = nullptr;
    MachinesPage *m_machines = nullptr;
    SnapshotsPage *m_snapshots = nullptr;
    HostsPage *m_hosts = nullptr;
    ActivityPage *m_activity = nullptr;
    QLabel *m_title;
    MoneyLine *m_money;
    RedLine *m_redLine;
    NoticeBar *m_notice;
    Tray *m_tray;
    Notifier m_notifier;
    Page m_toldPage = Launch; ///< what the last notification spoke of
    bool m_toldWinner = false; ///< of this race
    QSet<QString> m_toldStubborn; ///< labels
    QString m_foundText; ///< what the notice says of restores that were found; empty = something else
    ElidedLabel *m_status;
    QLabel *m_statusRight;
    bool m_closing = false; ///< destroying, then closing
    QSet<QString> m_spared; ///< while closing: labels of machines that stay
    bool m_mayClose = false;
};

} // namespace snapgpu
