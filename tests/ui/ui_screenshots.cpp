// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the pages from believable values into a folder:  ui_screenshots <folder> [language [light|dark]]
// Without a language it starts itself for every combination, because a language is chosen once per process.
#include "tests/ui/shots.h"
#include "ui/chart_plot.h"
#include "ui/chart_view.h"
#include "ui/language.h"

#include <QAbstractButton>
#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <QLineEdit>
#include <QProcess>

using namespace snapgpu;

namespace {

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

/** A restore of before this start goes on on its machine. */
void paintFoundRestore(Shots &shots, const AppServices &services, demo::World &world, QSize size)
{
    world.cloud.machines = demo::machines(world.clock.wallMs());
    world.watch.ledger = demo::ledgerRows(world.clock.wallMs());
    BegunRestore begun;
    begun.provider = QStringLiteral("vast");
    begun.instanceId = QStringLiteral("29114071");
    begun.key = "00";
    world.begun = {begun};
    MainWindow window(services);
    window.resize(size);
    window.show();
    QTest::qWait(100);
    world.restore()->tell(demo::halfRestored());
    shots.take(&window, QStringLiteral("launch-restore-found"));
    world.begun.clear();
    world.cloud.machines.clear();
    world.watch.ledger.clear();
}

/** RunPod: pools in place of machines, and the choice of it in the settings. */
void paintRunPod(Shots &shots, QSize size, Appearance appearance)
{
    demo::World world(appearance);
    world.cloud.beRunPod();
    MainWindow window(world.services());
    window.resize(size);
    window.show();
    QTest::qWait(300);
    shots.take(&window, QStringLiteral("runpod-launch"));
    window.findChild<QAbstractButton *>(QStringLiteral("settingsButton"))->click();
    auto *dialog = window.findChild<QWidget *>(QStringLiteral("settingsDialog"));
    dialog->findChild<QComboBox *>(QStringLiteral("providerBox"))->setCurrentIndex(1);
    shots.take(dialog, QStringLiteral("runpod-settings"));
    dialog->findChild<QLineEdit *>(QStringLiteral("providerKey"))->setText(QStringLiteral("wrong"));
    dialog->findChild<QAbstractButton *>(QStringLiteral("providerTest"))->click();
    shots.take(dialog, QStringLiteral("runpod-wrong-key"));
    dialog->close();
}

/** `only`: the pages of host memory alone, which takes seconds instead of minutes. */
bool paintAll(const QDir &folder, bool only, Appearance appearance, QSize size, const QString &suffix)
{
    Shots shots{folder, suffix};
    demo::World world(appearance);
    world.withBackups = true;
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
    paintFoundRestore(shots, services, world, size);
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
    first.close();
    paintRunPod(shots, size, appearance);
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
