// SPDX-License-Identifier: GPL-3.0-or-later
// Restores whose SnapGPU was killed: a real command line begins one on a machine of the sandbox and dies by
// SIGKILL; the window that starts afterwards finds it, with a real sshd and a real restic.
#include "app/composition.h"
#include "services/session/restore_notes.h"
#include "tests/cli/cli_home.h"
#include "tests/support/patience.h"
#include "tests/ui/opened_window.h"
#include "ui/ledger_watch.h"

#include <QDir>
#include <QFile>

using namespace snapgpu;
using namespace snapgpu::test;

namespace {

void writeText(const QString &path, const QByteArray &text)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(path));
    file.write(text);
}

/** A sandbox with one kept machine, whose restic waits for a word before it restores. */
struct KilledInMidRestore
{
    CliHome home;
    QString id;

    bool prepare()
    {
        if (!home.startSandbox(10.0)) {
            return false;
        }
        const CliRun won = home.run({QStringLiteral("--sandbox"), QStringLiteral("launch"),
            QStringLiteral("num_gpus=1"), QStringLiteral("--no-restore")});
        id = json::string(won.event("won"), "instance_id").value_or(QString());
        const QString restic = machine(QStringLiteral("root/.snapgpu/bin/restic"));
        writeText(restic,
            "#!/bin/sh\ncase \"$*\" in *restore*)\n    : >/root/started\n"
            "    while [ ! -e /root/go ] && [ -e /root/started ]; do sleep 0.05; done ;;\nesac\n"
            "exec restic \"$@\"\n");
        return !id.isEmpty()
            && QFile::setPermissions(restic, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    /** Until restic runs on the machine and the home knows of it; then the program is no more. */
    bool restoreAndDie() const
    {
        QFile::remove(machine(QStringLiteral("root/go")));
        const auto process = home.start(
            {QStringLiteral("--sandbox"), QStringLiteral("restore"), id, QStringLiteral("--json")});
        const bool begun = QTest::qWaitFor(
            [this] { return QFile::exists(machine(QStringLiteral("root/started"))) && !notes().isEmpty(); },
            kPatienceMs);
        process->kill();
        return process->waitForFinished() && begun;
    }
    void letGo() const { writeText(machine(QStringLiteral("root/go")), ""); }
    bool hasEnded() const
    {
        return QTest::qWaitFor(
            [this] {
                // In memory outside of the machine's root, or in it: its mark of an unfinished restore tells.
                return !QFile::exists(machine(QStringLiteral("root/.snapgpu/unfinished")));
            },
            kPatienceMs);
    }
    QVector<BegunRestore> notes() const
    {
        return RestoreNotes(home.file(QStringLiteral("home/sandbox/restores.json"))).all();
    }
    QString machine(const QString &file) const
    {
        return home.file(QStringLiteral("home/sandbox/machines/%1/").arg(id) + file);
    }
    QStringList differences() const
    {
        return treeDifferences(home.demoWorkspace(), machine(QStringLiteral("workspace")));
    }
};

/** The services of the program and the window over them. */
struct Started
{
    std::unique_ptr<Composition> composition;
    std::unique_ptr<LedgerWatch> watch;
    demo::World world;
    std::unique_ptr<MainWindow> window;

    void open(const CliHome &home)
    {
        GlobalOptions options;
        options.home = home.file(QStringLiteral("home"));
        options.sandbox = true;
        auto opened = Composition::open(options, true);
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
        composition = std::move(*opened);
        bool ready = false;
        composition->prepare()->then(
            composition.get(), [&ready](const Result<Done> &result) { ready = result.has_value(); });
        QTRY_VERIFY_WITH_TIMEOUT(ready, kPatienceMs);
        watch = std::make_unique<LedgerWatch>(
            composition->ledger(), composition->sweeper(), composition->clock());
        AppServices services = world.services();
        services.provider = composition->provider();
        services.machines = watch.get();
        services.clock = composition->clock();
        services.browser = composition->browser();
        services.repositories = nullptr;
        services.restoreOn = [this](const MachineRestorePlan &plan) { return composition->restoreOn(plan); };
        services.begunRestores = [this] { return composition->begunRestores(); };
        window = std::make_unique<MainWindow>(services);
        window->resize(1280, 800);
        window->show();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
    }
    bool says(const char *part) const
    {
        return QTest::qWaitFor([&] { return sees(window.get(), QLatin1String(part)); }, kPatienceMs);
    }
    QString panelText() const
    {
        QStringList parts;
        const auto *panel = window->findChild<QWidget *>(QStringLiteral("machineRestorePanel"));
        const auto labels = panel != nullptr ? panel->findChildren<QLabel *>() : QList<QLabel *>();
        for (const QLabel *label : labels) {
            parts.append(label->accessibleName().isEmpty() ? label->text() : label->accessibleName());
        }
        return parts.join(QStringLiteral(" | "));
    }
};

} // namespace

class TestRestoreFound final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void aKilledProgramsRestoreIsFollowed();
};

/** It goes on: shown, followed, whole in the end. Then one that ended while nobody looked: told in a
 * sentence. */
void TestRestoreFound::aKilledProgramsRestoreIsFollowed()
{
    KilledInMidRestore killed;
    if (!killed.prepare()) {
        QSKIP("the sandbox does not start; to see why: snapgpu-cli --sandbox sandbox start");
    }
    QVERIFY(killed.restoreAndDie());
    QCOMPARE(killed.notes().size(), 1);
    QCOMPARE(killed.notes().first().instanceId, killed.id);
    {
        Started started;
        started.open(killed.home);
        QVERIFY(started.says("A restore that was begun earlier goes on"));
        auto *show = started.window->findChild<QAbstractButton *>(QStringLiteral("noticeAction"));
        QVERIFY(show != nullptr);
        show->click();
        QCOMPARE(started.window->currentPage(), MainWindow::Machines);
        auto *button = started.window->findChild<QAbstractButton *>(QStringLiteral("machineRestoreButton"));
        QVERIFY(button != nullptr);
        QCOMPARE(button->text(), QStringLiteral("Cancel"));
        killed.letGo();
        QTRY_COMPARE_WITH_TIMEOUT(button->text(), QStringLiteral("Close"), kPatienceMs);
        QVERIFY2(started.panelText().contains(QLatin1String("Restored")), qPrintable(started.panelText()));
    }
    QVERIFY2(killed.differences().isEmpty(), qPrintable(killed.differences().join(QLatin1Char('\n'))));
    QVERIFY(killed.notes().isEmpty());

    const QString damaged = killed.machine(QStringLiteral("workspace/MuseTalk/app.py"));
    QVERIFY(QFile::exists(damaged));
    writeText(damaged, "damaged\n");
    QFile::remove(killed.machine(QStringLiteral("root/started")));
    QVERIFY(killed.restoreAndDie());
    killed.letGo();
    QVERIFY(killed.hasEnded());
    Started started;
    started.open(killed.home);
    QVERIFY(started.says("the restore ended while SnapGPU was closed"));
    QVERIFY2(killed.differences().isEmpty(), qPrintable(killed.differences().join(QLatin1Char('\n'))));
    QVERIFY(killed.notes().isEmpty());
}

QTEST_MAIN(TestRestoreFound)
#include "test_restore_found.moc"
