// SPDX-License-Identifier: GPL-3.0-or-later
// Walks every widget of every page in both languages: names for readers, unique mnemonics, a closed tab
// chain; and checks that the catalogues are complete.
#include "tests/support/patience.h"
#include "tests/support/test_paths.h"
#include "tests/ui/demo.h"
#include "tests/ui/unnamed_widgets.h"
#include "ui/chart_view.h"
#include "ui/language.h"
#include "ui/main_window.h"
#include "ui/settings_dialog.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QSet>
#include <QTableView>
#include <QTest>
#include <QTranslator>
#include <QTreeView>
#include <QXmlStreamReader>

using namespace snapgpu;

namespace {

QStringList doubledMnemonics(QWidget *root)
{
    QHash<QString, QString> seen;
    QStringList faults;
    const auto note = [&](const QString &text) {
        const QKeySequence keys = QKeySequence::mnemonic(text);
        if (keys.isEmpty()) {
            return;
        }
        if (seen.contains(keys.toString())) {
            faults.append(
                QStringLiteral("%1: %2 and %3").arg(keys.toString(), seen.value(keys.toString()), text));
        }
        seen.insert(keys.toString(), text);
    };
    const auto buttons = root->findChildren<QAbstractButton *>();
    for (const QAbstractButton *button : buttons) {
        if (button->isVisible()) {
            note(button->text());
        }
    }
    const auto labels = root->findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (label->isVisible() && label->buddy() != nullptr) {
            note(label->text());
        }
    }
    return faults;
}

/** Labels whose text does not fit the place they got. */
QStringList clipped(QWidget *root)
{
    QStringList faults;
    const auto labels = root->findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (!label->isVisible() || label->text().isEmpty()
            || label->metaObject()->className() != QByteArray("QLabel")) {
            continue;
        }
        const QSize need =
            label->wordWrap() ? QSize(0, label->heightForWidth(label->width())) : label->sizeHint();
        if (need.width() > label->width() + 1 || need.height() > label->height() + 1) {
            faults.append(label->text());
        }
    }
    const auto buttons = root->findChildren<QAbstractButton *>();
    for (const QAbstractButton *button : buttons) {
        if (button->isVisible() && !button->text().isEmpty()
            && button->sizeHint().width() > button->width() + 1) {
            faults.append(button->text());
        }
    }
    return faults;
}

/** Tab goes to the chosen button of an exclusive group; the arrow keys go on from there. */
bool reachedByArrows(const QWidget *widget)
{
    const auto *button = qobject_cast<const QAbstractButton *>(widget);
    return button != nullptr && button->group() != nullptr && button->group()->exclusive()
        && !button->isChecked();
}

bool tabReachesEverything(QWidget *window, QString *missing)
{
    QSet<QWidget *> wanted;
    const auto widgets = window->findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        if (widget->isVisible() && widget->isEnabled() && widget->window() == window
            && (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->focusProxy() == nullptr
            && !reachedByArrows(widget) && !widget->objectName().startsWith(QLatin1String("qt_"))) {
            wanted.insert(widget);
        }
    }
    for (int i = 0; i < 200 && !wanted.isEmpty(); ++i) {
        QWidget *now = QApplication::focusWidget();
        wanted.remove(now);
        QTest::keyClick(now != nullptr ? now : window, Qt::Key_Tab);
    }
    for (QWidget *widget : std::as_const(wanted)) {
        *missing += describe(widget) + QLatin1Char('\n');
    }
    return wanted.isEmpty();
}

/** What stays cut: a busy computer lays out late. */
QStringList stillClipped(QWidget *root)
{
    QStringList cut;
    (void)QTest::qWaitFor([&] { return (cut = clipped(root)).isEmpty(); }, 30'000);
    return cut;
}

void audit(QWidget *root)
{
    test::settle(60);
    const QStringList nameless = unnamedIn(root);
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
    const QStringList doubled = doubledMnemonics(root);
    QVERIFY2(doubled.isEmpty(), qPrintable(doubled.join(QLatin1Char('\n'))));
    const QStringList cut = stillClipped(root);
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QLatin1Char('\n'))));
    QString missing;
    QVERIFY2(tabReachesEverything(root, &missing), qPrintable(missing));
}

/** The question before a restore onto a running machine, and what is told of it. */
void restoring(MainWindow &window, const demo::World &world)
{
    auto *table = window.findChild<QTableView *>(QStringLiteral("machinesTable"));
    auto *here = window.findChild<QAbstractButton *>(QStringLiteral("machineRestoreHereButton"));
    for (int row = 0; row < table->model()->rowCount() && !here->isEnabled(); ++row) {
        table->setCurrentIndex(table->model()->index(row, 0));
    }
    here->click();
    auto *dialog = window.findChild<QDialog *>(QStringLiteral("restoreDialog"));
    QVERIFY(dialog != nullptr && QTest::qWaitForWindowActive(dialog));
    auto *what = dialog->findChild<QComboBox *>(QStringLiteral("restoreWhat"));
    for (int i = what->count() - 1; i >= 0; --i) {
        what->setCurrentIndex(i);
        audit(dialog);
    }
    dialog->findChild<QAbstractButton *>(QStringLiteral("restoreOkButton"))->click();
    QTRY_VERIFY(window.findChild<QDialog *>(QStringLiteral("restoreDialog")) == nullptr);
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    world.restore()->tell(demo::halfRestored());
    audit(&window);
}

/** Behind restoring(), on the same machine. */
void backingUp(MainWindow &window, const demo::World &world)
{
    window.findChild<QAbstractButton *>(QStringLiteral("machineSyncButton"))->click();
    auto *dialog = window.findChild<QDialog *>(QStringLiteral("syncDialog"));
    QVERIFY(dialog != nullptr && QTest::qWaitForWindowActive(dialog));
    audit(dialog);
    dialog->findChild<QAbstractButton *>(QStringLiteral("syncStartButton"))->click();
    QTRY_VERIFY(window.findChild<QDialog *>(QStringLiteral("syncDialog")) == nullptr);
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    world.backup()->tell(demo::halfBackedUp());
    audit(&window);
}

} // namespace

class TestAccessibility final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void catalogues_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("en") << QStringLiteral("snapgpu_en.ts");
        QTest::newRow("pt_BR") << QStringLiteral("snapgpu_pt_BR.ts");
    }

    void catalogues()
    {
        QFETCH(QString, file);
        QFile ts(test::sourceDir() + QStringLiteral("/resources/translations/") + file);
        QVERIFY(ts.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&ts);
        QString source;
        int messages = 0;
        while (!xml.atEnd()) {
            xml.readNext();
            if (!xml.isStartElement()) {
                continue;
            }
            if (xml.name() == QLatin1String("source")) {
                source = xml.readElementText();
                ++messages;
            } else if (xml.name() == QLatin1String("translation")) {
                const QString state = xml.attributes().value(QLatin1String("type")).toString();
                QVERIFY2(
                    state.isEmpty(), qPrintable(QStringLiteral("%1: \"%2\" is %3").arg(file, source, state)));
                const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements);
                QVERIFY2(!text.trimmed().isEmpty() || source.trimmed().isEmpty(), qPrintable(source));
                for (int i = 1; i <= 9; ++i) {
                    const QString place = QStringLiteral("%%1").arg(i);
                    QCOMPARE(text.contains(place), source.contains(place));
                }
            }
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(messages > 20);
    }

    void pages_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << QStringLiteral("en"); // order matters: catalogues stack up
        QTest::newRow("Brazilian Portuguese") << QStringLiteral("pt_BR");
    }

    void pages()
    {
        QFETCH(QString, language);
        QCOMPARE(installLanguage(qApp, language), language);
        demo::World world;
        world.withBackups = true;
        world.remember(demo::past(world.clock.wallMs(), 40));
        MainWindow window(world.services());
        window.resize(1280, 800);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        audit(&window);
        window.showPage(MainWindow::Machines);
        audit(&window);
        world.cloud.machines = demo::machines(world.clock.wallMs());
        world.watch.ledger = demo::ledgerRows(world.clock.wallMs());
        world.watch.money.sweep.stubborn = 1;
        world.watch.money.stubborn = {{{}, QStringLiteral("A100 SXM4, US"), world.clock.wallMs()}};
        QTest::keyClick(&window, Qt::Key_F5);
        Q_EMIT world.watch.changed();
        audit(&window);
        world.watch.money = {};
        Q_EMIT world.watch.changed();
        restoring(window, world);
        backingUp(window, world);
        window.showPage(MainWindow::Snapshots);
        audit(&window);
        window.showPage(MainWindow::Hosts);
        QTRY_VERIFY_WITH_TIMEOUT( // a real memory answers from a thread of its own
            window.findChild<QTableView *>(QStringLiteral("hostsTable"))->isVisible(), 20'000);
        audit(&window);
        for (auto *view : window.findChildren<ChartView *>()) {
            QTRY_VERIFY_WITH_TIMEOUT(!view->chart().isEmpty(), 20'000);
            view->showTable(true);
        }
        audit(&window);
        window.showPage(MainWindow::Activity);
        QTRY_VERIFY_WITH_TIMEOUT(
            window.findChild<QTableView *>(QStringLiteral("activityTable"))->isVisible(), 20'000);
        audit(&window);
        window.showPage(MainWindow::Race);
        audit(&window);
        window.startLaunch({});
        demo::Runner *runner = world.runner();
        runner->raceView = demo::wonRace();
        runner->sessionPhase = SessionPhase::Restoring;
        runner->restoreView = demo::halfRestored();
        runner->ssh = QStringLiteral("ssh root@198.51.100.31");
        Q_EMIT runner->raceUpdated();
        audit(&window);
        SessionOutcome outcome;
        outcome.ok = outcome.machineKept = true;
        runner->finish(outcome);
        audit(&window);
        window.findChild<QAbstractButton *>(QStringLiteral("destroyButton"))->click();
        audit(window.findChild<QDialog *>(QStringLiteral("questionDialog")));
        SettingsDialog settings(world.services());
        settings.show();
        QVERIFY(QTest::qWaitForWindowActive(&settings));
        audit(&settings);
    }

    void smallestWindow_data() { pages_data(); }

    /** Nothing is cut off where the window is as small as it can be. */
    void smallestWindow()
    {
        QFETCH(QString, language);
        QCOMPARE(installLanguage(qApp, language), language);
        demo::World world;
        world.withBackups = true;
        world.remember(demo::past(world.clock.wallMs(), 40));
        world.cloud.machines = demo::machines(world.clock.wallMs());
        world.watch.ledger = demo::ledgerRows(world.clock.wallMs());
        MainWindow window(world.services());
        window.resize(window.minimumSize());
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.startLaunch({});
        demo::Runner *runner = world.runner();
        runner->raceView = demo::wonRace();
        runner->sessionPhase = SessionPhase::Restoring;
        runner->restoreView = demo::halfRestored();
        runner->ssh = QStringLiteral("ssh root@198.51.100.31");
        Q_EMIT runner->raceUpdated();
        for (int page = MainWindow::Launch; page <= MainWindow::Activity; ++page) {
            window.showPage(static_cast<MainWindow::Page>(page));
            test::settle(200);
            QCOMPARE(window.size(), window.minimumSize());
            const QStringList cut = stillClipped(&window);
            QVERIFY2(cut.isEmpty(), qPrintable(QString::number(page) + cut.join(QLatin1Char('\n'))));
        }
    }

    void browser_data() { pages_data(); }

    /** The files of a snapshot, the comparison of two, and every dialog that opens from there. */
    void browser()
    {
        QFETCH(QString, language);
        QCOMPARE(installLanguage(qApp, language), language);
        demo::World world;
        MainWindow window(world.services());
        window.resize(1280, 800);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.showPage(MainWindow::Snapshots);
        auto *table = window.findChild<QTreeView *>(QStringLiteral("snapshotsTable"));
        QTRY_VERIFY(table->model()->rowCount() > 0);
        const auto press = [&window](const char *name) {
            window.findChild<QAbstractButton *>(QString::fromLatin1(name))->click();
        };
        const auto auditDialog = [&window](const char *name) {
            auto *dialog = window.findChild<QDialog *>(QString::fromLatin1(name));
            QVERIFY2(dialog != nullptr && QTest::qWaitForWindowActive(dialog), name);
            audit(dialog);
            dialog->close();
            QTRY_VERIFY(window.findChild<QDialog *>(QString::fromLatin1(name)) == nullptr);
            window.activateWindow(); // without a window manager nobody does it
            QVERIFY(QTest::qWaitForWindowActive(&window));
        };
        const auto key = [](QWidget *widget, Qt::Key what, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
            QTest::keyClick(widget, what, modifiers);
        };
        key(table, Qt::Key_Home);
        press("tagsButton");
        auditDialog("tagsDialog");
        press("forgetSnapshotsButton");
        auditDialog("forgetDialog");
        key(table, Qt::Key_End); // the last one of its path: a box to tick more
        press("forgetSnapshotsButton");
        auditDialog("forgetDialog");
        press("cleanUpButton");
        auto *cleanUp = window.findChild<QDialog *>(QStringLiteral("forgetDialog"));
        cleanUp->findChild<QAbstractButton *>(QStringLiteral("dryRunButton"))->click();
        test::settle(30);
        auditDialog("forgetDialog");
        press("repositoriesButton");
        auditDialog("repositoryDialog");
        press("repositoriesButton");
        auto *repositories = window.findChild<QDialog *>(QStringLiteral("repositoryDialog"));
        repositories->findChild<QAbstractButton *>(QStringLiteral("repositoryAddButton"))->click();
        auditDialog("repositoryDialog");

        key(table, Qt::Key_Home);
        press("browseButton");
        auto *files = window.findChild<QTreeView *>(QStringLiteral("filesTree"));
        QTRY_VERIFY(files->isVisible() && files->currentIndex().isValid());
        audit(&window);
        files->setFocus();
        press("versionsButton");
        auditDialog("versionsDialog");
        press("downloadButton");
        auditDialog("downloadDialog");
        key(files, Qt::Key_Escape);
        QTRY_VERIFY(table->isVisible());
        key(table, Qt::Key_Home);
        press("compareButton");
        QTRY_VERIFY(window.findChild<QTreeView *>(QStringLiteral("diffTree"))->isVisible());
        audit(&window);
    }

    void firstStart()
    {
        demo::World world;
        AppServices services = world.services();
        services.provider = nullptr;
        services.browser = nullptr;
        services.repositories = nullptr;
        MainWindow window(services);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        audit(&window);
    }

    void pluralsOfBothLanguages()
    {
        // pt_BR counts zero as one in Qt; English has its own catalogue only for this.
        installLanguage(qApp, QStringLiteral("pt_BR"));
        const auto machines = [](int n) {
            return QCoreApplication::translate("snapgpu::MoneyLine", "%n machine(s)", nullptr, n);
        };
        QCOMPARE(machines(1), QStringLiteral("1 máquina"));
        QCOMPARE(machines(2), QStringLiteral("2 máquinas"));
        ManualJob<Done> job; // the one sentence that every kind of job may end with
        job.cancel();
        QCOMPARE(job.result().error().message, QStringLiteral("Cancelado."));
        installLanguage(qApp, QStringLiteral("en"));
        QCOMPARE(QCoreApplication::translate("snapgpu::LaunchPage", "%Ln older, dimmed", nullptr, 50'000),
            QStringLiteral("50,000 older, dimmed"));
        QCOMPARE(machines(0), QStringLiteral("0 machines"));
        QCOMPARE(machines(1), QStringLiteral("1 machine"));
        QCOMPARE(machines(2), QStringLiteral("2 machines"));
    }
};

QTEST_MAIN(TestAccessibility)
#include "test_accessibility.moc"
