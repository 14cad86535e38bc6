// SPDX-License-Identifier: GPL-3.0-or-later
// The snapshot browser in the real window over a real repository, by keyboard alone; what it changed is then
// asked of restic itself.
#include "models/diff_tree_model.h"
#include "services/restic/restic_browser.h"
#include "services/restic/restic_json.h"
#include "tests/remote/loopback_sshd.h"
#include "tests/restic/restic_fixture.h"
#include "tests/support/patience.h"
#include "tests/ui/opened_window.h"

#include <QCheckBox>
#include <QDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTreeView>
#include <QTreeWidget>

using namespace snapgpu;

namespace {

/** The window on its Snapshots page over the repository of a fixture. */
struct Page
{
    demo::World world;
    std::unique_ptr<ResticBrowser> browser;
    std::unique_ptr<MainWindow> window;

    Page(const ResticFixture &fixture, const QString &program)
    {
        ResticTools tools;
        tools.resticProgram = program;
        tools.cacheDir = fixture.path(QStringLiteral("cache"));
        browser = std::make_unique<ResticBrowser>(tools, fixture.repository(),
            BrowserFiles{fixture.path(QStringLiteral("home/c.sqlite")),
                fixture.path(QStringLiteral("home/trees")), fixture.path(QStringLiteral("home/own"))});
        AppServices services = world.services();
        services.browser = browser.get();
        services.repositories = nullptr;
        services.repositoryName = fixture.repository().displayName();
        window = std::make_unique<MainWindow>(services);
        window->resize(1280, 800);
        window->show();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        key(Qt::Key_4, Qt::ControlModifier);
    }
    template <typename T> T *find(const char *name) const
    {
        T *found = window->findChild<T *>(QString::fromLatin1(name));
        Q_ASSERT_X(found != nullptr, "find", name);
        return found;
    }
    void key(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QWidget *target = QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : window.get();
        QTest::keyClick(target, static_cast<Qt::Key>(key), modifiers);
    }
    void type(const QString &text) const { QTest::keyClicks(QApplication::focusWidget(), text); }
    /** Tab until the widget of that name has the keyboard. */
    bool tabTo(const char *name) const
    {
        for (int i = 0; i < 60; ++i) {
            if (QApplication::focusWidget() != nullptr
                && QApplication::focusWidget()->objectName() == QLatin1String(name)) {
                return true;
            }
            key(Qt::Key_Tab);
        }
        return false;
    }
    QTreeView *table() const { return find<QTreeView>("snapshotsTable"); }
    QTreeView *files() const { return find<QTreeView>("filesTree"); }
    QString chosenFile() const { return files()->currentIndex().siblingAtColumn(0).data().toString(); }
    QDialog *dialog(const char *name) const
    {
        return window->findChild<QDialog *>(QString::fromLatin1(name));
    }
    /** Waits for the dialog, and until the keyboard is in it. */
    bool isAsked(const char *name) const
    {
        return QTest::qWaitFor([&] { return dialog(name) != nullptr; })
            && QTest::qWaitForWindowActive(dialog(name)) && QTest::qWaitFor([&] {
                   return QApplication::focusWidget() != nullptr
                       && dialog(name)->isAncestorOf(QApplication::focusWidget());
               });
    }
    /** Nobody hands the keyboard back when a dialog closes where no window manager is. */
    bool comeBack() const
    {
        window->activateWindow();
        return QTest::qWaitForWindowActive(window.get())
            && QTest::qWaitFor([] { return QApplication::focusWidget() != nullptr; });
    }
};

} // namespace

class TestBrowserRestic final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void byKeyboard_data() { addResticRows(); }
    void byKeyboard();

private:
    void filterAndSearch(Page &page);
    void compare(Page &page);
    void tag(Page &page, ResticFixture &fixture);
    void forgetOne(Page &page, ResticFixture &fixture);
    void keepOne(Page &page, ResticFixture &fixture);
    static QVector<Snapshot> asked(ResticFixture &fixture)
    {
        return parseSnapshots(fixture.restic({QStringLiteral("snapshots"), QStringLiteral("--json")}))
            .value_or(QVector<Snapshot>());
    }
};

void TestBrowserRestic::byKeyboard()
{
    QFETCH(QString, program);
    if (program.isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic");
    }
    ResticFixture fixture(program);
    fixture.makeWorkspace(1);
    fixture.backupRelative({QStringLiteral("--host"), QStringLiteral("gpu-1")});
    writeFile(fixture.workspace() + QLatin1String("/code/new.py"), "print('new')\n");
    fixture.backupRelative({QStringLiteral("--host"), QStringLiteral("gpu-2")});
    Page page(fixture, program);
    QTRY_COMPARE_WITH_TIMEOUT(page.table()->model()->rowCount(), 2, test::kPatienceMs);

    for (const auto step : {&TestBrowserRestic::filterAndSearch, &TestBrowserRestic::compare}) {
        (this->*step)(page);
        if (QTest::currentTestFailed()) {
            return;
        }
    }
    for (const auto step :
        {&TestBrowserRestic::tag, &TestBrowserRestic::forgetOne, &TestBrowserRestic::keepOne}) {
        (this->*step)(page, fixture);
        if (QTest::currentTestFailed()) {
            return;
        }
    }
}

void TestBrowserRestic::filterAndSearch(Page &page)
{
    page.key(Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget(), page.find<QLineEdit>("snapshotFilter"));
    page.type(QStringLiteral("gpu-2"));
    QTRY_COMPARE(page.table()->model()->rowCount(), 1);
    QVERIFY(page.tabTo("snapshotsTable"));
    page.key(Qt::Key_Return); // the files
    QTRY_VERIFY_WITH_TIMEOUT(page.chosenFile() == QLatin1String("ws"), test::kPatienceMs);
    page.key(Qt::Key_F, Qt::ControlModifier);
    page.type(QStringLiteral("new.py"));
    QTRY_COMPARE(page.files()->model()->rowCount(), 1);
    page.key(Qt::Key_Return);
    page.key(Qt::Key_Return); // where it lives
    QTRY_COMPARE(page.chosenFile(), QStringLiteral("new.py"));
    page.key(Qt::Key_Space);
    auto *preview = page.find<QPlainTextEdit>("previewText");
    QTRY_VERIFY_WITH_TIMEOUT(preview->isVisible(), test::kPatienceMs);
    QCOMPARE(preview->toPlainText(), QStringLiteral("print('new')\n"));
    page.key(Qt::Key_Escape); // back to the snapshots
    QTRY_VERIFY(page.table()->isVisible());
    page.key(Qt::Key_F, Qt::ControlModifier);
    page.key(Qt::Key_Escape);
    QTRY_COMPARE(page.table()->model()->rowCount(), 2);
    QVERIFY(page.tabTo("snapshotsTable"));
}

void TestBrowserRestic::compare(Page &page)
{
    page.key(Qt::Key_Home);
    page.key(Qt::Key_D, Qt::ControlModifier);
    auto *tree = page.find<QTreeView>("diffTree");
    QTRY_VERIFY_WITH_TIMEOUT(tree->isVisible(), test::kPatienceMs);
    QVERIFY(sees(page.window.get(), QStringLiteral("1 added, 0 removed")));
    page.key(Qt::Key_End);
    QCOMPARE(tree->currentIndex().siblingAtColumn(DiffTreeModel::Name).data().toString(),
        QStringLiteral("new.py"));
    page.key(Qt::Key_Escape);
    QTRY_VERIFY(page.table()->isVisible());
}

void TestBrowserRestic::tag(Page &page, ResticFixture &fixture)
{
    page.key(Qt::Key_Home);
    page.key(Qt::Key_F2);
    QVERIFY(page.isAsked("tagsDialog"));
    page.type(QStringLiteral("good, before upgrade"));
    page.key(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(page.dialog("tagsDialog") == nullptr, test::kPatienceMs);
    QVERIFY(page.comeBack());
    const QVector<Snapshot> now = asked(fixture);
    QCOMPARE(now.size(), 2);
    const Snapshot newest = *findSnapshot(now, QStringLiteral("latest"));
    QCOMPARE(newest.hostname, QStringLiteral("gpu-2"));
    QCOMPARE(newest.tags, (QStringList{QStringLiteral("good"), QStringLiteral("before upgrade")}));
}

void TestBrowserRestic::forgetOne(Page &page, ResticFixture &fixture)
{
    QVERIFY(page.tabTo("snapshotsTable"));
    page.key(Qt::Key_End);
    page.key(Qt::Key_Delete);
    QVERIFY(page.isAsked("forgetDialog"));
    QCOMPARE(page.dialog("forgetDialog")
                 ->findChild<QTreeWidget *>(QStringLiteral("forgetList"))
                 ->topLevelItemCount(),
        1);
    QVERIFY(page.tabTo("forgetButton"));
    page.key(Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(page.dialog("forgetDialog") == nullptr, test::kPatienceMs);
    QVERIFY(page.comeBack());
    const QVector<Snapshot> now = asked(fixture);
    QCOMPARE(now.size(), 1);
    QCOMPARE(now.first().hostname, QStringLiteral("gpu-2"));
    QTRY_COMPARE(page.table()->model()->rowCount(), 1);
}

/** The last snapshot of a path goes only when that is said twice. */
void TestBrowserRestic::keepOne(Page &page, ResticFixture &fixture)
{
    const auto ask = [&page] {
        QVERIFY(page.tabTo("snapshotsTable"));
        page.key(Qt::Key_Home);
        page.key(Qt::Key_Delete);
        QVERIFY(page.isAsked("forgetDialog"));
    };
    ask();
    QVERIFY(!page.dialog("forgetDialog")
                 ->findChild<QAbstractButton *>(QStringLiteral("forgetButton"))
                 ->isEnabled());
    QVERIFY(sees(page.dialog("forgetDialog"), fixture.workspace()));
    page.key(Qt::Key_Escape);
    QTRY_VERIFY(page.dialog("forgetDialog") == nullptr);
    QVERIFY(page.comeBack());
    QCOMPARE(asked(fixture).size(), 1);
    ask();
    QVERIFY(page.tabTo("forgetEvenLast"));
    page.key(Qt::Key_Space);
    QVERIFY(page.tabTo("forgetButton"));
    page.key(Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(page.dialog("forgetDialog") == nullptr, test::kPatienceMs);
    QCOMPARE(asked(fixture).size(), 0);
    QTRY_VERIFY(sees(page.window.get(), QStringLiteral("The repository is empty")));
}

QTEST_MAIN(TestBrowserRestic)
#include "test_browser_restic.moc"
