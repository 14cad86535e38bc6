// SPDX-License-Identifier: GPL-3.0-or-later
// "Restore a snapshot here" in the real window by keyboard alone, onto real machines with a real restic; what
// is there afterwards is compared byte for byte.
#include "app/composition.h"
#include "services/remote/ssh_probe.h"
#include "tests/cli/cli_home.h"
#include "tests/restic/restic_fixture.h"
#include "tests/restic/restore_bench.h"
#include "tests/support/patience.h"
#include "tests/ui/opened_window.h"
#include "ui/ledger_watch.h"

#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QLineEdit>
#include <QTreeView>

using namespace snapgpu;
using namespace snapgpu::test;

namespace {

/** Keys for whatever has the keyboard, and what can be seen. */
struct Hands
{
    MainWindow *window;

    void key(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QWidget *target = QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : window;
        QTest::keyClick(target, static_cast<Qt::Key>(key), modifiers);
    }
    void type(const QString &text) const { QTest::keyClicks(QApplication::focusWidget(), text); }
    bool tabTo(const char *name) const
    {
        for (int i = 0; i < 80; ++i) {
            QWidget *now = QApplication::focusWidget();
            if (now != nullptr && now->objectName() == QLatin1String(name)) {
                return true;
            }
            key(Qt::Key_Tab);
        }
        return false;
    }
    QDialog *dialog() const { return window->findChild<QDialog *>(QStringLiteral("restoreDialog")); }
    QComboBox *machine() const { return dialog()->findChild<QComboBox *>(QStringLiteral("restoreMachine")); }
    QWidget *panel() const { return window->findChild<QWidget *>(QStringLiteral("machineRestorePanel")); }
    /** The dialog with the keyboard in it and a machine chosen. */
    bool isAsked() const
    {
        return QTest::qWaitFor([this] { return dialog() != nullptr; })
            && QTest::qWaitForWindowActive(dialog()) && QTest::qWaitFor([this] {
                   return machine()->currentData().toString() != QLatin1String("none")
                       && QApplication::focusWidget() != nullptr
                       && dialog()->isAncestorOf(QApplication::focusWidget());
               });
    }
    /** Confirms, and waits for the end of the restore; false when it failed. */
    bool confirm() const
    {
        key(Qt::Key_Return);
        if (!QTest::qWaitFor([this] { return dialog() == nullptr; })) {
            return false;
        }
        window->activateWindow(); // nobody hands the keyboard back where no window manager is
        return QTest::qWaitForWindowActive(window);
    }
    QString told() const
    {
        QStringList parts;
        const auto labels = panel() != nullptr ? panel()->findChildren<QLabel *>() : QList<QLabel *>();
        for (const QLabel *label : labels) {
            parts.append(label->accessibleName().isEmpty() ? label->text() : label->accessibleName());
        }
        return parts.join(QStringLiteral(" | "));
    }
    bool isOver() const
    {
        return QTest::qWaitFor(
            [this] {
                const auto *button =
                    window->findChild<QAbstractButton *>(QStringLiteral("machineRestoreButton"));
                return button != nullptr && button->text() == QLatin1String("Close");
            },
            kPatienceMs);
    }
};

} // namespace

class TestRestoreWindow final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void onTheSandbox();
    void connectionIsLostAndMadeAgain();
    void machineIsStoppedMeanwhile();
    void cancelReallyEnds();
};

/** All of a snapshot, then only one file that was changed; nothing else is touched. */
void TestRestoreWindow::onTheSandbox()
{
    CliHome home;
    if (!home.startSandbox(10.0)) {
        QSKIP("the sandbox does not start; to see why: snapgpu-cli --sandbox sandbox start");
    }
    const CliRun won = home.run({QStringLiteral("--sandbox"), QStringLiteral("launch"),
        QStringLiteral("num_gpus=1"), QStringLiteral("--no-restore")});
    QVERIFY2(won.exitCode == 0, won.said());
    const QString id = json::string(won.event("won"), "instance_id").value_or(QStringLiteral("none"));
    const QString workspace = home.file(QStringLiteral("home/sandbox/machines/%1/workspace").arg(id));

    GlobalOptions options;
    options.home = home.file(QStringLiteral("home"));
    options.sandbox = true;
    auto opened = Composition::open(options, true);
    QVERIFY2(opened, whyNot(opened).constData());
    const std::unique_ptr<Composition> composition = std::move(*opened);
    std::optional<Result<Done>> ready;
    composition->prepare()->then(this, [&ready](const Result<Done> &result) { ready = result; });
    QTRY_VERIFY_WITH_TIMEOUT(ready.has_value(), kPatienceMs);
    QVERIFY2(*ready, whyNot(*ready).constData());
    LedgerWatch watch(composition->ledger(), composition->sweeper(), composition->clock());
    demo::World world;
    AppServices services = world.services();
    services.provider = composition->provider();
    services.machines = &watch;
    services.memory = composition->memory();
    services.browser = composition->browser();
    services.repositories = nullptr;
    services.restoreOn = [&composition](
                             const MachineRestorePlan &plan) { return composition->restoreOn(plan); };
    MainWindow window(services);
    window.resize(1280, 800);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const Hands hands{&window};

    hands.key(Qt::Key_3, Qt::ControlModifier);
    auto *button = window.findChild<QAbstractButton *>(QStringLiteral("machineRestoreHereButton"));
    QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), kPatienceMs);
    hands.key(Qt::Key_H, Qt::AltModifier);
    QVERIFY(hands.isAsked());
    auto *ok = hands.dialog()->findChild<QAbstractButton *>(QStringLiteral("restoreOkButton"));
    QTRY_VERIFY_WITH_TIMEOUT(ok->isEnabled(), kPatienceMs); // the repository is read meanwhile
    QVERIFY(hands.confirm());
    QVERIFY(hands.isOver());
    QVERIFY2(hands.told().contains(QLatin1String("Restored")), qPrintable(hands.told()));
    const QStringList different = treeDifferences(home.demoWorkspace(), workspace);
    QVERIFY2(different.isEmpty(), qPrintable(different.join(QLatin1Char('\n'))));

    // Two files are damaged, one of them is chosen in the browser.
    const QString chosen = workspace + QStringLiteral("/MuseTalk/app.py");
    const QString other = workspace + QStringLiteral("/MuseTalk/README.md");
    for (const QString &file : {chosen, other}) {
        QVERIFY2(QFile::exists(file), qPrintable(file));
        writeFile(file, "damaged\n");
    }
    hands.key(Qt::Key_4, Qt::ControlModifier);
    QVERIFY(hands.tabTo("snapshotsTable"));
    hands.key(Qt::Key_Return);
    auto *files = window.findChild<QTreeView *>(QStringLiteral("filesTree"));
    QTRY_VERIFY_WITH_TIMEOUT(files->currentIndex().isValid(), kPatienceMs);
    hands.key(Qt::Key_F, Qt::ControlModifier);
    hands.type(QStringLiteral("app.py"));
    QTRY_VERIFY(files->currentIndex().siblingAtColumn(0).data().toString().contains(QLatin1String("app.py")));
    QVERIFY(hands.tabTo("restoreOnlyButton"));
    hands.key(Qt::Key_Space);
    QVERIFY(hands.isAsked());
    QVERIFY(hands.confirm());
    QVERIFY(hands.isOver());
    QVERIFY2(hands.told().contains(QLatin1String("Restored")), qPrintable(hands.told()));
    const QStringList left = treeDifferences(home.demoWorkspace(), workspace);
    QVERIFY2(left.size() == 1, qPrintable(left.join(QLatin1Char('\n')) + hands.told()));
    QVERIFY2(left.first().contains(QLatin1String("README.md")), qPrintable(left.first()));

    const MoneyStatus money = watch.status();
    QCOMPARE(money.machines.size(), 1); // the machine is still there, and still ours
}

namespace {

/** A window whose cloud lists one machine: an sshd of this test, with a restic that waits for a word. */
struct OneMachine
{
    ResticFixture fixture;
    RestoreBench bench;
    demo::World world;
    std::unique_ptr<Ledger> ledger;
    std::unique_ptr<MainWindow> window;
    Hands hands{nullptr};

    explicit OneMachine(const QString &program)
        : fixture(program)
        , bench(program)
    {
        fixture.makeWorkspace(1);
        fixture.backup();
        bench.wrapRestic("case \"$*\" in\n*restore*)\n    : >" + started() + "\n    while [ ! -e " + go()
            + " ] && [ -e " + started() + " ]; do sleep 0.05; done ;;\nesac\nexec " + program.toUtf8()
            + " \"$@\"\n");
        world.browser.rows = {fixture.snapshot()};
        Machine machine;
        machine.provider = QStringLiteral("vast");
        machine.instanceId = QStringLiteral("7");
        machine.gpuName = QStringLiteral("RTX 4090");
        machine.actualStatus = machine.intendedStatus = machine.curState = QStringLiteral("running");
        machine.endpoints = {bench.sshd.endpoint()};
        world.cloud.machines = {machine}; // somebody's own: no row of the ledger knows it
        auto book = Ledger::open(fixture.path(QStringLiteral("ledger.sqlite")), &bench.clock);
        ledger = book ? std::move(*book) : nullptr;
        AppServices services = world.services();
        services.restoreOn = [this](const MachineRestorePlan &plan) {
            SessionServices made;
            made.race.provider = &world.cloud;
            made.race.ledger = ledger.get();
            made.race.clock = &bench.clock;
            made.race.probes = makeSshProbeFactory(bench.sshd.settings());
            made.engine = bench.engine.get();
            made.machineRepository = fixture.repository();
            return new MachineRestore(made, plan);
        };
        window = std::make_unique<MainWindow>(services);
        window->resize(1280, 800);
        window->show();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        hands.window = window.get();
        hands.key(Qt::Key_3, Qt::ControlModifier);
        auto *button = window->findChild<QAbstractButton *>(QStringLiteral("machineRestoreHereButton"));
        QTRY_VERIFY(button->isEnabled());
        hands.key(Qt::Key_H, Qt::AltModifier);
        QVERIFY(hands.isAsked());
        QVERIFY(hands.tabTo("restoreTarget"));
        hands.type(bench.target);
        QVERIFY(hands.confirm());
    }
    QByteArray started() const { return bench.sshd.path(QStringLiteral("started")).toUtf8(); }
    QByteArray go() const { return bench.sshd.path(QStringLiteral("go")).toUtf8(); }
    bool begins() const
    {
        return QTest::qWaitFor([this] { return QFile::exists(QString::fromUtf8(started())); }, kPatienceMs);
    }
    bool tells(const char *part) const
    {
        return QTest::qWaitFor([&] { return hands.told().contains(QLatin1String(part)); }, kPatienceMs);
    }
};

QString resticOfThisComputer()
{
    const QVector<ResticBinary> binaries = resticBinaries();
    return binaries.isEmpty() || !RestoreBench::missing().isEmpty() ? QString() : binaries.last().program;
}

} // namespace

void TestRestoreWindow::connectionIsLostAndMadeAgain()
{
    const QString program = resticOfThisComputer();
    if (program.isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    OneMachine one(program);
    QVERIFY(one.begins());
    one.bench.sshd.stop(); // the listener and the session; restic stays
    QVERIFY2(one.tells("was lost"), qPrintable(one.hands.told()));
    QVERIFY(one.bench.sshd.start());
    writeFile(QString::fromUtf8(one.go()), "");
    QVERIFY(one.hands.isOver());
    QVERIFY2(one.hands.told().contains(QLatin1String("Restored")), qPrintable(one.hands.told()));
    QCOMPARE(describeTree(one.bench.target + one.fixture.workspace()), describeTree(one.fixture.workspace()));
}

/** The provider knows why the connection is lost: nobody waits a quarter of an hour for a stopped machine. */
void TestRestoreWindow::machineIsStoppedMeanwhile()
{
    const QString program = resticOfThisComputer();
    if (program.isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    OneMachine one(program);
    QVERIFY(one.begins());
    Machine &machine = one.world.cloud.machines.first();
    machine.actualStatus = QStringLiteral("exited");
    machine.intendedStatus = machine.curState = QStringLiteral("stopped");
    one.bench.sshd.stop();
    QVERIFY(one.hands.isOver());
    QVERIFY2(one.hands.told().contains(QLatin1String("stopped the machine")), qPrintable(one.hands.told()));
    writeFile(QString::fromUtf8(one.go()), "");
}

/** By keyboard: the button, the question, and no restic is left on the machine. */
void TestRestoreWindow::cancelReallyEnds()
{
    const QString program = resticOfThisComputer();
    if (program.isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    OneMachine one(program);
    QVERIFY(one.begins());
    one.hands.window->findChild<QAbstractButton *>(QStringLiteral("machineRestoreButton"))->setFocus();
    one.hands.key(Qt::Key_Space);
    auto *question = one.window->findChild<QDialog *>(QStringLiteral("questionDialog"));
    QVERIFY(question != nullptr && QTest::qWaitForWindowActive(question));
    QTRY_VERIFY(
        QApplication::focusWidget() != nullptr && question->isAncestorOf(QApplication::focusWidget()));
    QVERIFY(one.hands.tabTo("answer0"));
    one.hands.key(Qt::Key_Space);
    QVERIFY(one.hands.isOver());
    QVERIFY2(one.hands.told().contains(QLatin1String("nothing was restored")), qPrintable(one.hands.told()));
    QTRY_VERIFY_WITH_TIMEOUT(one.bench.resticPids().isEmpty(), kPatienceMs); // it really ended
}

QTEST_MAIN(TestRestoreWindow)
#include "test_restore_window.moc"
