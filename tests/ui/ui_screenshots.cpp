// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the pages from believable values into a folder:  ui_screenshots <folder> [language [light|dark]]
// Without a language it starts itself for every combination, because a language is chosen once per process.
#include "tests/ui/demo.h"
#include "ui/chart_plot.h"
#include "ui/chart_view.h"
#include "ui/language.h"
#include "ui/main_window.h"

#include <algorithm>
#include <QAbstractButton>
#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDialog>
#include <QDir>
#include <QFileDialog>
#include <QHeaderView>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QProcess>
#include <QRadioButton>
#include <QTableView>
#include <QTest>
#include <QTreeView>

using namespace snapgpu;

namespace {

struct Shots
{
    QDir folder;
    QString suffix;
    bool ok = true;

    void take(QWidget *window, const QString &name)
    {
        QTest::qWait(120);
        const QString file = folder.filePath(name + QLatin1Char('-') + suffix + QStringLiteral(".png"));
        ok = window->grab().save(file) && ok;
    }
};

MoneyStatus someMoney(bool alive)
{
    MoneyStatus money;
    money.today = Money::fromDollars(1.84);
    if (alive) {
        money.machines = {
            {QStringLiteral("a"), QStringLiteral("RTX 4090, Quebec, CA"), Money::fromDollars(0.37), true},
            {QStringLiteral("b"), QStringLiteral("RTX 4090, Norway, NO"), Money::fromDollars(0.402), false},
            {QStringLiteral("c"), QStringLiteral("RTX 4090, Bulgaria, BG"), Money::fromDollars(0.32), false}};
        money.hourly = Money::fromDollars(1.092);
        money.sweep.pending = 2;
    }
    return money;
}

void paintLaunch(Shots &shots, MainWindow &window)
{
    shots.take(&window, QStringLiteral("launch"));
    auto *table = window.findChild<QTableView *>(QStringLiteral("offersTable"));
    for (const int row : {0, 1, 3, 4}) {
        table->model()->setData(table->model()->index(row, 0), Qt::Checked, Qt::CheckStateRole);
    }
    table->setCurrentIndex(table->model()->index(1, 1));
    shots.take(&window, QStringLiteral("launch-ticked"));
    auto *line = window.findChild<QLineEdit *>(QStringLiteral("queryLine"));
    const QString before = line->text();
    line->setText(before + QStringLiteral(" dph_total 0.5"));
    shots.take(&window, QStringLiteral("launch-error"));
    line->setText(before + QStringLiteral(" gpu_ram>=79 dph<0.9"));
    shots.take(&window, QStringLiteral("launch-empty"));
    line->setText(before);
    line->setFocus();
    line->end(false);
    QTest::keyClicks(line, QStringLiteral(" gpu_name="));
    shots.take(&window, QStringLiteral("launch-completion"));
    if (QWidget *popup = QApplication::activePopupWidget()) {
        shots.take(popup, QStringLiteral("completion"));
        popup->hide();
    }
    line->setText(before);
    auto *only = window.findChild<QPlainTextEdit *>(QStringLiteral("onlyPatterns"));
    only->setPlainText(QStringLiteral("/workspace/MuseTalk/models\n/workspace/MuseTalk/scripts"));
    shots.take(&window, QStringLiteral("launch-part"));
    only->clear();
}

/** Details beside and below, columns, the menu, interruptible machines. */
void paintOffers(Shots &shots, MainWindow &window)
{
    auto *table = window.findChild<QTableView *>(QStringLiteral("offersTable"));
    table->setFocus();
    table->setCurrentIndex(table->model()->index(1, 1));
    QHeaderView *header = table->horizontalHeader();
    QTest::mouseClick(header->viewport(), Qt::LeftButton, Qt::ShiftModifier,
        QPoint(header->sectionViewportPosition(header->logicalIndex(6)) + 20, header->height() / 2));
    QTest::keyClick(table, Qt::Key_Return);
    shots.take(&window, QStringLiteral("launch-details"));
    window.findChild<QAbstractButton *>(QStringLiteral("priceTypeChip"))->click();
    if (QWidget *popup = QApplication::activePopupWidget()) {
        popup->findChildren<QRadioButton *>().last()->click();
        popup->close();
    }
    window.findChild<QWidget *>(QStringLiteral("offerDetails"))->findChild<QAbstractButton *>()->click();
    shots.take(&window, QStringLiteral("launch-interruptible"));
    QTest::keyClick(table, Qt::Key_Return);
    window.findChild<QAbstractButton *>(QStringLiteral("columnsButton"))->click();
    if (auto *dialog = window.findChild<QWidget *>(QStringLiteral("columnsDialog"))) {
        shots.take(dialog, QStringLiteral("columns"));
        dialog->close();
    }
    QContextMenuEvent menu(QContextMenuEvent::Keyboard, QPoint(), table->mapToGlobal(QPoint()));
    QApplication::sendEvent(table, &menu);
    if (QWidget *popup = QApplication::activePopupWidget()) {
        shots.take(popup, QStringLiteral("offer-menu"));
        popup->close();
    }
    window.findChild<QAbstractButton *>(QStringLiteral("priceTypeChip"))->click();
    if (QWidget *popup = QApplication::activePopupWidget()) {
        popup->findChildren<QRadioButton *>().first()->click();
        popup->close();
    }
}

/** The windows of chips, one after the other; they are windows of their own. */
void paintChips(Shots &shots, MainWindow &window)
{
    for (const char *name :
        {"modelChip", "memoryChip", "priceChip", "placeChip", "linkChip", "hostChip", "priceTypeChip"}) {
        window.findChild<QAbstractButton *>(QString::fromLatin1(name))->click();
        QWidget *popup = QApplication::activePopupWidget();
        if (popup == nullptr) {
            shots.ok = false;
            continue;
        }
        shots.take(popup, QString::fromLatin1(name));
        popup->close();
    }
}

/** The question what comes back and where to, then a restore under way and the ways it ends. */
void paintRestores(Shots &shots, MainWindow &window, demo::World &world)
{
    const auto dialog = [&window] { return window.findChild<QDialog *>(QStringLiteral("restoreDialog")); };
    const auto box = [&dialog](const char *name) {
        return dialog()->findChild<QComboBox *>(QString::fromLatin1(name));
    };
    window.findChild<QAbstractButton *>(QStringLiteral("machineRestoreHereButton"))->click();
    shots.take(dialog(), QStringLiteral("restore"));
    box("restoreWhat")->setCurrentIndex(1);
    shots.take(dialog(), QStringLiteral("restore-mistake"));
    dialog()
        ->findChild<QPlainTextEdit *>(QStringLiteral("onlyPatterns"))
        ->setPlainText(QStringLiteral("/workspace/MuseTalk/models\n/workspace/MuseTalk/scripts"));
    shots.take(dialog(), QStringLiteral("restore-part"));
    box("restoreWhat")->setCurrentIndex(2);
    shots.take(dialog(), QStringLiteral("restore-folder"));
    box("restoreWhat")->setCurrentIndex(0);
    box("restoreMachine")->setCurrentIndex(box("restoreMachine")->count() - 1);
    shots.take(dialog(), QStringLiteral("restore-plan"));
    box("restoreMachine")->setCurrentIndex(0);
    dialog()->findChild<QAbstractButton *>(QStringLiteral("restoreOkButton"))->click();
    QTest::qWait(30);
    RestoreProgress progress = demo::halfRestored();
    progress.message = QStringLiteral("The critical files are there; restoring the rest.");
    world.restore()->tell(progress);
    shots.take(&window, QStringLiteral("machines-restoring"));
    progress.phase = RestorePhase::Failed;
    progress.message = QStringLiteral("The connection to 198.51.100.31 was lost in mid restore and could not "
                                      "be made again. restic may still run there; restore again, and it is "
                                      "followed or goes on.");
    world.restore()->end(progress);
    QTest::qWait(30);
    shots.take(&window, QStringLiteral("machines-restore-failed"));
    window.findChild<QAbstractButton *>(QStringLiteral("machineRestoreHereButton"))->click();
    QTest::qWait(30);
    dialog()->findChild<QAbstractButton *>(QStringLiteral("restoreOkButton"))->click();
    QTest::qWait(30);
    progress = demo::halfRestored();
    progress.phase = RestorePhase::Done;
    progress.bytesDone = progress.bytesTotal;
    progress.filesDone = progress.filesTotal;
    progress.elapsedMs = 19'400;
    progress.message = QStringLiteral("Restored.");
    world.restore()->end(progress);
    QTest::qWait(30);
    shots.take(&window, QStringLiteral("machines-restored"));
    window.findChild<QAbstractButton *>(QStringLiteral("machineRestoreButton"))->click();
}

void paintMachines(Shots &shots, MainWindow &window, demo::World &world)
{
    window.showPage(MainWindow::Machines);
    shots.take(&window, QStringLiteral("machines-none"));
    const qint64 now = world.clock.wallMs();
    world.cloud.machines = demo::machines(now);
    world.watch.ledger = demo::ledgerRows(now);
    const MoneyStatus before = world.watch.money;
    SweepStatus sweep;
    sweep.pending = sweep.stubborn = 1;
    world.watch.money = moneyStatus(world.watch.ledger, sweep, now,
        QDateTime::fromMSecsSinceEpoch(now).date().startOfDay().toMSecsSinceEpoch());
    window.findChild<QAbstractButton *>(QStringLiteral("machinesRefreshButton"))->click();
    Q_EMIT world.watch.changed();
    shots.take(&window, QStringLiteral("machines"));
    auto *table = window.findChild<QTableView *>(QStringLiteral("machinesTable"));
    table->setCurrentIndex(table->model()->index(4, 0)); // the kept one
    paintRestores(shots, window, world);
    window.findChild<QAbstractButton *>(QStringLiteral("machineDestroyButton"))->click();
    if (auto *question = window.findChild<QWidget *>(QStringLiteral("questionDialog"))) {
        shots.take(question, QStringLiteral("machines-destroy"));
        window.findChild<QAbstractButton *>(QStringLiteral("cancelButton"))->click();
    }
    world.cloud.machines.clear();
    world.watch.ledger.clear();
    world.watch.money = before;
    Q_EMIT world.watch.changed();
}

/** One dialog of the Snapshots page, then away with it. */
void paintDialog(Shots &shots, MainWindow &window, const char *name, const QString &shot)
{
    auto *dialog = window.findChild<QDialog *>(QString::fromLatin1(name));
    shots.take(dialog, shot);
    dialog->close();
    QTest::qWait(20);
}

void paintBrowser(Shots &shots, MainWindow &window, demo::World &world)
{
    auto *table = window.findChild<QTreeView *>(QStringLiteral("snapshotsTable"));
    window.findChild<QAbstractButton *>(QStringLiteral("browseButton"))->click();
    QTest::qWait(60);
    auto *files = window.findChild<QTreeView *>(QStringLiteral("filesTree"));
    shots.take(&window, QStringLiteral("browser"));
    for (const Qt::Key key : {Qt::Key_End, Qt::Key_Up, Qt::Key_Up, Qt::Key_Space}) {
        QTest::keyClick(files, key);
    }
    shots.take(&window, QStringLiteral("browser-preview"));
    auto *search = window.findChild<QLineEdit *>(QStringLiteral("fileFilter"));
    search->setText(QStringLiteral("frame_00"));
    QTest::qWait(200);
    QTest::keyClick(files, Qt::Key_Space);
    shots.take(&window, QStringLiteral("browser-search"));
    window.findChild<QAbstractButton *>(QStringLiteral("versionsButton"))->click();
    QTest::qWait(60);
    paintDialog(shots, window, "versionsDialog", QStringLiteral("browser-versions"));
    window.findChild<QAbstractButton *>(QStringLiteral("downloadButton"))->click();
    paintDialog(shots, window, "downloadDialog", QStringLiteral("browser-download"));
    world.browser.leftOut = {"/workspace/run/jupyter.sock", "/workspace/dev/nvidia0"};
    window.findChild<QAbstractButton *>(QStringLiteral("downloadButton"))->click();
    auto *dialog = window.findChild<QFileDialog *>(QStringLiteral("downloadDialog"));
    Q_EMIT dialog->fileSelected(QStringLiteral("/home/ana/restored"));
    dialog->close();
    QTest::qWait(60);
    shots.take(&window, QStringLiteral("browser-downloaded"));
    search->setText(QStringLiteral("not there"));
    QTest::qWait(200);
    shots.take(&window, QStringLiteral("browser-nothing"));
    window.findChild<QAbstractButton *>(QStringLiteral("browserBackButton"))->click();
    table->setCurrentIndex(table->model()->index(0, 0));
    window.findChild<QAbstractButton *>(QStringLiteral("compareButton"))->click();
    QTest::qWait(60);
    shots.take(&window, QStringLiteral("diff"));
    window.findChild<QAbstractButton *>(QStringLiteral("diffBackButton"))->click();
}

void paintRepositories(Shots &shots, MainWindow &window, demo::World &world)
{
    window.findChild<QAbstractButton *>(QStringLiteral("repositoriesButton"))->click();
    auto *dialog = window.findChild<QDialog *>(QStringLiteral("repositoryDialog"));
    dialog->findChild<QListWidget *>(QStringLiteral("repositoryList"))->setCurrentRow(1);
    world.book.report.part = RepositoryPart::Bucket;
    world.book.report.sentence = QStringLiteral(
        "There is no bucket \"workspace\" at this endpoint; check its name, or create it first.");
    dialog->findChild<QAbstractButton *>(QStringLiteral("repositoryTestButton"))->click();
    shots.take(dialog, QStringLiteral("repositories"));
    dialog->findChild<QListWidget *>(QStringLiteral("repositoryList"))->setCurrentRow(2);
    paintDialog(shots, window, "repositoryDialog", QStringLiteral("repositories-vps"));
}

void paintSnapshots(Shots &shots, MainWindow &window, demo::World &world)
{
    window.showPage(MainWindow::Snapshots);
    auto *table = window.findChild<QTreeView *>(QStringLiteral("snapshotsTable"));
    table->expand(table->model()->index(0, 0));
    shots.take(&window, QStringLiteral("snapshots"));
    window.findChild<QAbstractButton *>(QStringLiteral("tagsButton"))->click(); // keys need an active window
    paintDialog(shots, window, "tagsDialog", QStringLiteral("snapshots-tags"));
    table->setCurrentIndex(table->model()->index(4, 0));
    window.findChild<QAbstractButton *>(QStringLiteral("forgetSnapshotsButton"))->click();
    paintDialog(shots, window, "forgetDialog", QStringLiteral("snapshots-forget"));
    window.findChild<QAbstractButton *>(QStringLiteral("cleanUpButton"))->click();
    window.findChild<QAbstractButton *>(QStringLiteral("dryRunButton"))->click();
    paintDialog(shots, window, "forgetDialog", QStringLiteral("snapshots-policy"));
    table->setCurrentIndex(table->model()->index(0, 0));
    paintBrowser(shots, window, world);
    paintRepositories(shots, window, world);
    world.browser.error = Error{ErrorCategory::Network,
        QStringLiteral("The repository cannot be reached. Check the address and the network."), {}, 0, 0};
    const auto refresh = window.findChild<QAbstractButton *>(QStringLiteral("snapshotsRefreshButton"));
    refresh->click();
    shots.take(&window, QStringLiteral("snapshots-offline"));
    world.browser.error = {};
    refresh->click();
    window.findChild<QLineEdit *>(QStringLiteral("snapshotFilter"))->setText(QStringLiteral("nowhere"));
    shots.take(&window, QStringLiteral("snapshots-empty"));
}

void paintRace(Shots &shots, MainWindow &window, demo::World &world)
{
    window.showPage(MainWindow::Race);
    shots.take(&window, QStringLiteral("race-none"));
    window.startLaunch({});
    demo::Runner *runner = world.runner();
    runner->raceView = demo::youngRace();
    Q_EMIT runner->raceUpdated();
    shots.take(&window, QStringLiteral("race-young"));
    world.watch.money = someMoney(true);
    Q_EMIT world.watch.changed();
    runner->raceView = demo::wonRace();
    runner->sessionPhase = SessionPhase::Restoring;
    runner->chosen = world.browser.rows.first();
    runner->ssh = QStringLiteral("ssh -p 40112 root@198.51.100.31");
    runner->restoreView = demo::halfRestored();
    Q_EMIT runner->raceUpdated();
    shots.take(&window, QStringLiteral("race"));
    window.close();
    shots.take(window.findChild<QWidget *>(QStringLiteral("questionDialog")), QStringLiteral("closing"));
    window.findChild<QAbstractButton *>(QStringLiteral("cancelButton"))->click();
    runner->restoreView.phase = RestorePhase::Done;
    runner->restoreView.elapsedMs = 19'400;
    runner->restoreView.filesDone = runner->restoreView.filesTotal;
    runner->restoreView.bytesDone = runner->restoreView.bytesTotal;
    SessionOutcome outcome;
    outcome.ok = true;
    outcome.machineKept = true;
    runner->finish(outcome);
    shots.take(&window, QStringLiteral("race-done"));
}

void paintHosts(Shots &shots, MainWindow &window)
{
    window.showPage(MainWindow::Hosts);
    QTest::qWait(700); // a real memory in a thread of its own answers
    shots.take(&window, QStringLiteral("hosts"));
    auto *chart = window.findChild<ChartView *>(QStringLiteral("hostsChart"));
    auto *bars = window.findChild<ChartView *>(QStringLiteral("hostsBars"));
    for (int i = 0; i < 14; ++i) {
        chart->plot()->step(1);
    }
    shots.take(&window, QStringLiteral("hosts-hover"));
    const auto buttons = window.findChildren<QAbstractButton *>();
    QVector<QAbstractButton *> pictures; // the others may be replaced with the legend they belong to
    std::copy_if(buttons.cbegin(), buttons.cend(), std::back_inserter(pictures), [](QAbstractButton *button) {
        return button->property("role").toString() == QLatin1String("segment") && button->isVisible();
    });
    const QStringList names{QStringLiteral("hosts-curves"), QStringLiteral("hosts-stages"),
        QStringLiteral("hosts-attempts"), QStringLiteral("hosts-histogram")};
    for (QAbstractButton *button : std::as_const(pictures)) {
        button->click();
        QTest::qWait(250);
        shots.take(&window, names.value(button->group()->id(button)));
    }
    chart->showTable(true);
    bars->showTable(true);
    shots.take(&window, QStringLiteral("hosts-tables"));
}

void paintActivity(Shots &shots, MainWindow &window)
{
    window.showPage(MainWindow::Activity);
    QTest::qWait(300);
    shots.take(&window, QStringLiteral("activity"));
    window.findChild<QLineEdit *>(QStringLiteral("activitySearch"))->setText(QStringLiteral("nowhere"));
    shots.take(&window, QStringLiteral("activity-empty"));
    window.findChild<QLineEdit *>(QStringLiteral("activitySearch"))->clear();
}

/** A start while the cloud has not answered yet: the offers of the last time, with their age. */
void paintLastList(Shots &shots, AppServices services, demo::World &world, QSize size)
{
    world.cloud.hang = true;
    const qint64 seen = world.clock.wallMs() - 12 * 60'000;
    services.loadOffers = [seen] {
        return Result<CachedOffers>(
            CachedOffers{QStringLiteral("demo"), demo::offers(64), QVector<qint64>(64, seen)});
    };
    MainWindow window(services);
    window.resize(size);
    window.show();
    QTest::qWait(100);
    shots.take(&window, QStringLiteral("launch-last-list"));
    world.cloud.hang = false;
}

/** `only`: the pages of host memory alone, which takes seconds instead of minutes. */
bool paintAll(const QDir &folder, bool only, Appearance appearance, QSize size, const QString &suffix)
{
    Shots shots{folder, suffix};
    demo::World world(appearance);
    Preferences preferences = world.settings->values();
    preferences.appearance = appearance; // the settings dialog puts back what is stored
    preferences.query = QStringLiteral("num_gpus=1 reliability>0.95 inet_down>=400 dph<2.5");
    preferences.critical = {QStringLiteral("*.py"), QStringLiteral("/workspace/MuseTalk/models/musetalk/**")};
    if (!world.settings->set(preferences)) {
        return false;
    }
    world.watch.money = someMoney(false);
    world.remember(demo::past(world.clock.wallMs(), 140));
    AppServices services = world.services();
    MainWindow window(services);
    window.resize(size);
    window.show();
    QTest::qWait(300);
    if (only) {
        paintHosts(shots, window);
        paintActivity(shots, window);
        return shots.ok;
    }
    paintLaunch(shots, window);
    paintChips(shots, window);
    paintOffers(shots, window);
    paintSnapshots(shots, window, world);
    window.findChild<QAbstractButton *>(QStringLiteral("settingsButton"))->click();
    shots.take(window.findChild<QWidget *>(QStringLiteral("settingsDialog")), QStringLiteral("settings"));
    window.findChild<QWidget *>(QStringLiteral("settingsDialog"))->close();
    paintMachines(shots, window, world);
    paintRace(shots, window, world);
    paintHosts(shots, window);
    paintActivity(shots, window);

    paintLastList(shots, services, world, size);
    services.provider = nullptr;
    services.memory = nullptr;
    services.browser = nullptr;
    services.repositories = nullptr;
    MainWindow first(services);
    first.resize(size);
    first.show();
    shots.take(&first, QStringLiteral("first-start"));
    first.showPage(MainWindow::Snapshots);
    shots.take(&first, QStringLiteral("snapshots-none"));
    first.showPage(MainWindow::Hosts);
    shots.take(&first, QStringLiteral("hosts-none"));
    first.showPage(MainWindow::Activity);
    shots.take(&first, QStringLiteral("activity-none"));
    return shots.ok;
}

bool runChild(const QString &program, const QStringList &arguments, const QString &scale)
{
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_SCALE_FACTOR"), scale);
    child.setProcessEnvironment(environment);
    child.setProcessChannelMode(QProcess::ForwardedChannels);
    child.start(program, arguments);
    return child.waitForFinished(300'000) && child.exitCode() == 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication app(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2 || !QDir().mkpath(arguments.at(1))) {
        qWarning("usage: ui_screenshots <folder> [en|pt_BR [light|dark [hosts [WIDTH]]]]");
        return 2;
    }
    const QDir folder(arguments.at(1));
    if (arguments.size() == 2) {
        bool ok = true;
        for (const QString &language : {QStringLiteral("en"), QStringLiteral("pt_BR")}) {
            for (const QString &look : {QStringLiteral("light"), QStringLiteral("dark")}) {
                ok = runChild(arguments.first(), {folder.path(), language, look}, QStringLiteral("1")) && ok;
                const QString large = folder.filePath(QStringLiteral("scale2"));
                ok = runChild(arguments.first(), {large, language, look}, QStringLiteral("2")) && ok;
            }
        }
        return ok ? 0 : 1;
    }
    const QString language = installLanguage(&app, arguments.at(2));
    const bool dark = arguments.value(3) == QLatin1String("dark");
    bool ok = true;
    const bool only = arguments.value(4) == QLatin1String("hosts");
    QVector<QSize> sizes{{1024, 720}, {1280, 800}, {1680, 1000}};
    if (const int width = arguments.value(5).toInt(); width > 0) {
        sizes = {{width, width * 5 / 8}};
    }
    for (const QSize size : std::as_const(sizes)) {
        const QString suffix = QStringLiteral("%1-%2-%3")
                                   .arg(language, dark ? QStringLiteral("dark") : QStringLiteral("light"))
                                   .arg(size.width());
        ok = paintAll(folder, only, dark ? Appearance::Dark : Appearance::Light, size, suffix) && ok;
    }
    return ok ? 0 : 1;
}
