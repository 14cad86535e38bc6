// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/restic_browser.h"
#include "tests/remote/loopback_sshd.h"
#include "tests/restic/job_wait.h"
#include "tests/restic/restic_fixture.h"

#include <QDirIterator>
#include <QSignalSpy>
#include <QTest>
#include <sys/stat.h>

using namespace snapgpu;

class TestSnapshotBrowser final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensOfflineFromTheCache_data() { addResticRows(); }
    void opensOfflineFromTheCache();
    void indexesEveryName_data() { addResticRows(); }
    void indexesEveryName();
    void findsDiffsAndPreviews_data() { addResticRows(); }
    void findsDiffsAndPreviews();
    void downloads_data() { addResticRows(); }
    void downloads();
    void tagsAndForgets_data() { addResticRows(); }
    void tagsAndForgets();
    void createsAndTests_data() { addResticRows(); }
    void createsAndTests();

private:
    static ResticTools tools(const ResticFixture &fixture, const QString &program)
    {
        ResticTools made;
        made.resticProgram = program;
        made.cacheDir = fixture.path(QStringLiteral("cache"));
        return made;
    }
    static BrowserFiles files(const ResticFixture &fixture)
    {
        return {fixture.path(QStringLiteral("home/catalog.sqlite")),
            fixture.path(QStringLiteral("home/trees")), fixture.path(QStringLiteral("home/own.json"))};
    }
};

static QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(not there)");
}

#define NEED_RESTIC(program)                                                                                 \
    if (program.isEmpty()) {                                                                                 \
        QSKIP("to run this test: sudo apt-get install restic");                                              \
    }

void TestSnapshotBrowser::opensOfflineFromTheCache()
{
    QFETCH(QString, program);
    NEED_RESTIC(program)
    ResticFixture fixture(program);
    fixture.makeWorkspace(1);
    fixture.backup({QStringLiteral("--tag"), QStringLiteral("one")});
    QString treeId;
    {
        ResticBrowser browser(tools(fixture, program), fixture.repository(), files(fixture));
        QVERIFY(browser.view().snapshots.isEmpty());
        QVERIFY(!browser.view().askedAt.isValid());
        QSignalSpy changed(&browser, &SnapshotBrowser::catalogChanged);
        const auto view = waitFor(browser.refresh());
        QVERIFY2(view.has_value(), view ? "" : qPrintable(view.error().message + view.error().detail));
        QCOMPARE(view->snapshots.size(), 1);
        QVERIFY(!view->fromCache);
        QCOMPARE(changed.count(), 1);
        const Snapshot snapshot = view->snapshots.first();
        QVERIFY(!browser.isIndexed(snapshot.id));
        QVERIFY(waitFor(browser.open(snapshot.id)).has_value());
        QVERIFY(browser.isIndexed(snapshot.id));
        treeId = snapshot.tree;
    }
    ResticTools offline = tools(fixture, QStringLiteral("/no/such/restic"));
    ResticBrowser browser(offline, fixture.repository(), files(fixture));
    QCOMPARE(browser.view().snapshots.size(), 1);
    QVERIFY(browser.view().fromCache);
    QVERIFY(browser.view().askedAt.isValid());
    const Snapshot cached = browser.view().snapshots.first();
    QCOMPARE(cached.tree, treeId);
    QCOMPARE(cached.tags, QStringList{QStringLiteral("one")});
    const auto tree = waitFor(browser.open(cached.id));
    QVERIFY2(tree.has_value(), "the files open without restic");
    QVERIFY((*tree)->nodeCount() > 80);
    QCOMPARE(categoryOf(browser.refresh()), toText(ErrorCategory::MissingTool));
    QCOMPARE(browser.view().snapshots.size(), 1); // a failed refresh takes nothing away
}

void TestSnapshotBrowser::indexesEveryName()
{
    QFETCH(QString, program);
    QFETCH(QString, version);
    NEED_RESTIC(program)
    ResticFixture fixture(program);
    fixture.makeWorkspace(1);
    writeFile(fixture.workspace() + QLatin1String("/odd/") + QString(255, QLatin1Char('x')), "255");
    fixture.backupRelative();
    ResticBrowser browser(tools(fixture, program), fixture.repository(), files(fixture));
    const auto opened = waitFor(browser.open(fixture.snapshot().id));
    QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error().message + opened.error().detail));
    const SnapshotTree &tree = **opened;

    // The disk is the judge: every name, byte by byte, with its type and size.
    const QByteArrayList onDisk = rawListing(fixture.path(), "ws");
    QCOMPARE(tree.nodeCount(), quint32(onDisk.size() + 1));
    for (const QByteArray &line : onDisk) { // "type size path"
        const qsizetype blank = line.indexOf(' ', 2);
        const QByteArray path = '/' + line.mid(blank + 1);
        const auto node = tree.find(path);
        QVERIFY2(node.has_value(), path.toPercentEncoding().constData());
        QCOMPARE(tree.path(*node), path);
        const char type = line.at(0);
        QCOMPARE(tree.type(*node),
            type == 'd'       ? NodeType::Folder
                : type == 'l' ? NodeType::Symlink
                              : NodeType::File);
        if (type == 'f') {
            QCOMPARE(tree.size(*node), line.mid(2, blank - 2).toLongLong());
        }
    }
    QVERIFY(tree.find("/ws/odd/latin\xe9").has_value());
    const auto folder = tree.find("/ws/code/sub");
    QCOMPARE(tree.files(*folder), 60U);
    qint64 sum = 0;
    for (quint32 row = 0; row < tree.childCount(*folder); ++row) {
        sum += tree.size(tree.child(*folder, row));
        QCOMPARE(tree.row(tree.child(*folder, row)), row);
    }
    QCOMPARE(tree.size(*folder), sum);
    QCOMPARE(tree.mode(*tree.find("/ws/code/run.sh")), 0755U);
    struct stat disk = {};
    const QString script = fixture.workspace() + QLatin1String("/code/run.sh");
    QCOMPARE(stat(QFile::encodeName(script).constData(), &disk), 0);
    const TreeEntry entry = tree.entry(*tree.find("/ws/code/run.sh"));
    QCOMPARE(entry.uid, quint32(disk.st_uid));
    QCOMPARE(entry.gid, quint32(disk.st_gid));
    QCOMPARE(entry.mtimeMs, qint64(disk.st_mtim.tv_sec) * 1000 + disk.st_mtim.tv_nsec / 1'000'000);
    QCOMPARE(entry.ctimeMs, qint64(disk.st_ctim.tv_sec) * 1000 + disk.st_ctim.tv_nsec / 1'000'000);
    const bool tellsInode = !version.startsWith(QLatin1String("0.14"));
    QCOMPARE(entry.inode, tellsInode ? quint64(disk.st_ino) : 0);
}

void TestSnapshotBrowser::findsDiffsAndPreviews()
{
    QFETCH(QString, program);
    QFETCH(QString, version);
    NEED_RESTIC(program)
    ResticFixture fixture(program);
    fixture.makeWorkspace(1);
    fixture.backupRelative();
    const Snapshot a = fixture.snapshot();
    writeFile(fixture.workspace() + QLatin1String("/code/new.py"), "print('new')\n");
    writeFile(fixture.workspace() + QLatin1String("/code/run.sh"), "#!/bin/sh\n");
    QVERIFY(QFile::remove(fixture.workspace() + QLatin1String("/models/small.pt")));
    QVERIFY(
        std::rename(
            QFile::encodeName(fixture.workspace() + QLatin1String("/odd/")).append("latin\xe9").constData(),
            QFile::encodeName(fixture.workspace() + QLatin1String("/odd/")).append("latin\xe8").constData())
        == 0);
    fixture.backupRelative();
    const Snapshot b = fixture.snapshot();
    ResticBrowser browser(tools(fixture, program), fixture.repository(), files(fixture));

    const auto diff = waitFor(browser.diff(a.id, b.id));
    QVERIFY2(diff.has_value(), diff ? "" : qPrintable(diff.error().message + diff.error().detail));
    const auto changeOf = [&](const QByteArray &path) {
        for (const SnapshotChange &change : diff->changes) {
            if (change.path == path) {
                return change;
            }
        }
        return SnapshotChange();
    };
    QCOMPARE(changeOf("/ws/code/new.py").kind, ChangeKind::Added);
    QCOMPARE(changeOf("/ws/code/new.py").after, std::optional<qint64>(13));
    QVERIFY(!changeOf("/ws/code/new.py").before);
    QCOMPARE(changeOf("/ws/models/small.pt").kind, ChangeKind::Removed);
    QCOMPARE(changeOf("/ws/models/small.pt").before, std::optional<qint64>(300 * 1024));
    QCOMPARE(changeOf("/ws/code/run.sh").kind, ChangeKind::Content);
    QCOMPARE(changeOf("/ws/code/run.sh").before, std::optional<qint64>(18));
    QCOMPARE(changeOf("/ws/code/run.sh").after, std::optional<qint64>(10));
    QCOMPARE(changeOf("/ws/odd/latin\xe9").kind, ChangeKind::Removed);
    QCOMPARE(changeOf("/ws/odd/latin\xe8").kind, ChangeKind::Added);
    QVERIFY(diff->addedBytes > 0);

    const auto found = waitFor(browser.find(QStringLiteral("m1*.py"), {a.id}));
    QVERIFY2(found.has_value(), found ? "" : qPrintable(found.error().message + found.error().detail));
    QCOMPARE(found->size(), 11); // m1, m10 to m19
    QCOMPARE(found->first().snapshotId, a.id);
    QCOMPARE(waitFor(browser.find(QStringLiteral("no-such-*"), {}))->size(), 0);
    QCOMPARE(categoryOf(browser.find(QStringLiteral(" "), {})), toText(ErrorCategory::InvalidInput));
    QCOMPARE(categoryOf(browser.find(QStringLiteral("[x"), {})), toText(ErrorCategory::InvalidInput));

    const auto whole = waitFor(browser.preview(b.id, "/ws/code/new.py", 1000));
    QVERIFY2(whole.has_value(), whole ? "" : qPrintable(whole.error().message + whole.error().detail));
    QCOMPARE(whole->bytes, QByteArray("print('new')\n"));
    QVERIFY(whole->complete);
    const auto part = waitFor(browser.preview(b.id, "/ws/models/unet.bin", 1000));
    QCOMPARE(part->bytes.size(), 1000);
    QVERIFY(!part->complete);
    const auto odd = waitFor(browser.preview(b.id, "/ws/odd/new\nline", 1000));
    QCOMPARE(odd->bytes, QByteArray("content of new\nline"));
    const auto latin = waitFor(browser.preview(b.id, "/ws/odd/latin\xe8", 1000));
    QVERIFY2(latin.has_value(), latin ? "" : qPrintable(latin.error().message + latin.error().detail));
    QCOMPARE(latin->bytes, QByteArray(""));

    const auto target = waitFor(browser.linkTarget(b.id, "/ws/code/dangling"));
    QVERIFY2(target.has_value(), target ? "" : qPrintable(target.error().message + target.error().detail));
    QCOMPARE(*target, QByteArray("/no/such/place"));
    QCOMPARE(categoryOf(browser.linkTarget(b.id, "/ws/code/run.sh")), toText(ErrorCategory::NotFound));
}

void TestSnapshotBrowser::downloads()
{
    QFETCH(QString, program);
    NEED_RESTIC(program)
    ResticFixture fixture(program);
    fixture.makeWorkspace(1);
    fixture.backupRelative();
    ResticBrowser browser(tools(fixture, program), fixture.repository(), files(fixture));
    const QString id = fixture.snapshot().id;
    const QString target = fixture.path(QStringLiteral("down"));
    QDir().mkpath(target);
    writeFile(target + QLatin1String("/run.sh"), "mine");
    const auto report = waitFor(browser.download(
        id, {"/ws/odd", "/ws/odd/*star?[x]", "/ws/code/run.sh", "/ws/code/dangling"}, target));
    QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().message + report.error().detail));
    QCOMPARE(describeTree(target + QLatin1String("/odd")),
        describeTree(fixture.workspace() + QLatin1String("/odd")));
    QCOMPARE(readFile(target + QLatin1String("/run.sh")), QByteArray("mine"));
    QCOMPARE(readFile(target + QLatin1String("/run.sh (2)")), QByteArray("#!/bin/sh\necho hi\n"));
    QVERIFY(QFileInfo(target + QLatin1String("/dangling")).isSymLink());
    const QStringList left =
        QDir(target).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    QCOMPARE(left.size(), 4); // nothing hidden stays behind
    QCOMPARE(categoryOf(browser.download(id, {"/ws/nope"}, target)), toText(ErrorCategory::NotFound));
    QCOMPARE(categoryOf(browser.download(id, {"/ws/odd"}, target + QLatin1String("/nope"))),
        toText(ErrorCategory::InvalidInput));
}

void TestSnapshotBrowser::tagsAndForgets()
{
    QFETCH(QString, program);
    NEED_RESTIC(program)
    ResticFixture fixture(program);
    fixture.makeWorkspace(1);
    for (int i = 0; i < 3; ++i) {
        fixture.backup({QStringLiteral("--tag"), QStringLiteral("t%1").arg(i)});
    }
    ResticBrowser browser(tools(fixture, program), fixture.repository(), files(fixture));
    auto view = waitFor(browser.refresh());
    QCOMPARE(view->snapshots.size(), 3);
    QCOMPARE(view->snapshots.first().tags, QStringList{QStringLiteral("t2")}); // newest first

    view = waitFor(
        browser.editTags({view->snapshots.first().id}, {QStringLiteral("good")}, {QStringLiteral("t2")}));
    QVERIFY2(view.has_value(), view ? "" : qPrintable(view.error().message + view.error().detail));
    QCOMPARE(view->snapshots.size(), 3);
    QCOMPARE(view->snapshots.first().tags, QStringList{QStringLiteral("good")});
    QCOMPARE(categoryOf(browser.editTags({view->snapshots.first().id}, {QStringLiteral("a,b")}, {})),
        toText(ErrorCategory::InvalidInput));
    QCOMPARE(categoryOf(browser.editTags({QStringLiteral("--all")}, {QStringLiteral("a")}, {})),
        toText(ErrorCategory::InvalidInput));

    ForgetPolicy policy;
    QCOMPARE(categoryOf(browser.planForget(policy)), toText(ErrorCategory::InvalidInput));
    policy.last = 1;
    const auto plan = waitFor(browser.planForget(policy));
    QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message + plan.error().detail));
    QCOMPARE(plan->remove.size(), 2);
    QCOMPARE(plan->keep.size(), 1);
    QVERIFY(plan->lastOf.isEmpty());
    QCOMPARE(waitFor(browser.refresh())->snapshots.size(), 3); // a plan changes nothing

    QStringList ids;
    for (const Snapshot &snapshot : plan->remove) {
        ids.append(snapshot.id);
    }
    view = waitFor(browser.forget(ids, false));
    QVERIFY2(view.has_value(), view ? "" : qPrintable(view.error().message + view.error().detail));
    QCOMPARE(view->snapshots.size(), 1);

    const QString last = view->snapshots.first().id;
    const auto refused = waitFor(browser.forget({last}, false));
    QVERIFY(!refused);
    QCOMPARE(toText(refused.error().category), toText(ErrorCategory::InvalidInput));
    QVERIFY(refused.error().message.contains(fixture.workspace()));
    QCOMPARE(waitFor(browser.refresh())->snapshots.size(), 1);
    view = waitFor(browser.forget({last}, true));
    QVERIFY(view.has_value());
    QVERIFY(view->snapshots.isEmpty());
}

void TestSnapshotBrowser::createsAndTests()
{
    QFETCH(QString, program);
    QFETCH(QString, version);
    NEED_RESTIC(program)
    ResticFixture fixture(program);
    const ResticTools made = tools(fixture, program);
    const auto ask = [&](const Repository &repository) {
        return waitFor(testRepository(made, repository, this)).value_or(RepositoryReport());
    };
    RepositoryReport report = ask(fixture.repository());
    QCOMPARE(toText(report.part), toText(RepositoryPart::NoRepository));
    QCOMPARE(report.resticVersion, version);
    report = waitFor(createRepository(made, fixture.repository(), this)).value_or(RepositoryReport());
    QVERIFY2(report.isGood(), qPrintable(report.sentence + report.detail));
    QCOMPARE(report.repositoryId.size(), 64);
    QVERIFY(report.formatVersion >= 1);
    report = ask(fixture.repository());
    QVERIFY(report.isGood());
    report = waitFor(createRepository(made, fixture.repository(), this)).value_or(RepositoryReport());
    QCOMPARE(toText(report.part), toText(RepositoryPart::Exists));

    Repository wrong = fixture.repository();
    wrong.password = QStringLiteral("wrong");
    QCOMPARE(toText(ask(wrong).part), toText(RepositoryPart::Password));
    wrong.password.clear();
    QCOMPARE(toText(ask(wrong).part), toText(RepositoryPart::Password));
    QCOMPARE(toText(ask(Repository()).part), toText(RepositoryPart::Address));
    ResticTools none = made;
    none.resticProgram = QStringLiteral("/no/such/restic");
    report = waitFor(testRepository(none, fixture.repository(), this)).value_or(RepositoryReport());
    QCOMPARE(toText(report.part), toText(RepositoryPart::Tool));
    // A config that is not what restic wrote.
    QFile config(fixture.repository().url + QLatin1String("/config"));
    QVERIFY(config.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner));
    QVERIFY(config.open(QIODevice::ReadWrite) && config.seek(20) && config.write("damaged") == 7);
    config.close();
    QCOMPARE(toText(ask(fixture.repository()).part), toText(RepositoryPart::Damaged));
}

QTEST_GUILESS_MAIN(TestSnapshotBrowser)
#include "tst_snapshot_browser.moc"
