// SPDX-License-Identifier: GPL-3.0-or-later
// A repository read without restic, from restic's cache and its packs, against what restic itself says of it.
#include "services/packs/cached_repository.h"
#include "services/packs/wanted_packs.h"
#include "services/packs/zstd_frame.h"
#include "services/restore/ahead_list.h"
#include "tests/remote/loopback_sshd.h"
#include "tests/restic/restic_fixture.h"

#include <QDir>
#include <QDirIterator>
#include <QRandomGenerator>
#include <QTest>

using namespace snapgpu;

class TestPacks final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsWhatResticWrote_data();
    void readsWhatResticWrote();
    void resticsOwnRepositories_data();
    void resticsOwnRepositories();
    void damageIsNeverBelieved();
    void keysThatAreNone();
    void framesThatAreNone();
};

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/** Every file below a tree, put together from the packs of the repository, by its path. */
class Reader final
{
public:
    Reader(const CachedRepository &repository, QString packs)
        : m_repository(repository)
        , m_packs(std::move(packs))
    {
    }

    void read(const QByteArray &treeId, const QByteArray &path)
    {
        const auto nodes = m_repository.tree(treeId);
        if (!nodes) {
            ++missing;
            return;
        }
        for (const TreeObjectNode &node : *nodes) {
            if (node.type == "dir") {
                read(node.subtree, path + '/' + node.name);
            } else if (node.type == "file") {
                files[path + '/' + node.name] = content(node);
            }
        }
    }

    QMap<QByteArray, QByteArray> files;
    int missing = 0; ///< trees or blobs

private:
    QByteArray content(const TreeObjectNode &node)
    {
        QByteArray all;
        for (const QByteArray &hex : node.content) {
            std::optional<QByteArray> blob;
            for (const BlobPlace &place : m_repository.index().places(objectIdOf(hex).value_or(ObjectId{}))) {
                const QByteArray pack = m_repository.index().packName(place.pack);
                const QByteArray bytes =
                    contentOf(m_packs + QLatin1Char('/') + QString::fromLatin1(pack.left(2) + '/' + pack));
                blob = blob ? blob : m_repository.blob(place, bytes.mid(place.offset, place.length));
            }
            missing += blob ? 0 : 1;
            all += blob.value_or(QByteArray());
        }
        return all;
    }

    const CachedRepository &m_repository;
    QString m_packs;
};

} // namespace

void TestPacks::readsWhatResticWrote_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("init");
    QTest::addColumn<QStringList>("backup");
    for (const ResticBinary &restic : resticBinaries()) {
        QTest::addRow("%s", qPrintable(restic.version)) << restic.program << QStringList() << QStringList();
    }
    if (!resticBinaries().isEmpty()) {
        const QString newest = resticBinaries().last().program;
        QTest::newRow("format 1") << newest
                                  << QStringList{QStringLiteral("--repository-version"), QStringLiteral("1")}
                                  << QStringList();
        for (const char *how : {"max", "off"}) {
            QTest::addRow("compression %s", how)
                << newest << QStringList()
                << QStringList{QStringLiteral("--compression"), QLatin1String(how)};
        }
    }
    if (resticBinaries().isEmpty()) {
        QTest::newRow("none") << QString() << QStringList() << QStringList();
    }
}

void TestPacks::readsWhatResticWrote()
{
    QFETCH(QString, program);
    QFETCH(QStringList, init);
    QFETCH(QStringList, backup);
    if (program.isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic");
    }
    ResticFixture fixture(program);
    fixture.makeWorkspace(6);
    if (!init.isEmpty()) {
        removeTree(fixture.repository().url);
        fixture.restic(QStringList{QStringLiteral("init")} + init);
    }
    fixture.backupRelative(backup);
    const Snapshot snapshot = fixture.snapshot();
    fixture.restic({QStringLiteral("ls"), snapshot.id}); // as browsing does
    const auto key = MasterKey::parse(fixture.restic({QStringLiteral("cat"), QStringLiteral("masterkey")}));
    QVERIFY(key.has_value());
    const QString cache = cacheFolderOf(fixture.path(QStringLiteral("fixture-cache")), snapshot.id);
    QVERIFY(!cache.isEmpty());
    CachedRepository repository(cache, *key);
    QVERIFY(repository.loadIndex());
    QCOMPARE(repository.index().blobCount(),
        static_cast<std::size_t>(
            fixture.restic({QStringLiteral("list"), QStringLiteral("blobs")}).trimmed().split('\n').size()));

    Reader reader(repository, fixture.repository().url + QStringLiteral("/data"));
    reader.read(snapshot.tree.toLatin1(), {});
    QCOMPARE(reader.missing, 0);
    int compared = 0;
    for (auto file = reader.files.cbegin(); file != reader.files.cend(); ++file) {
        QFile original(fixture.path() + QFile::decodeName(file.key()));
        if (original.open(QIODevice::ReadOnly)) { // but the one whose name is no UTF-8
            QVERIFY2(original.readAll() == file.value(), file.key().constData());
            ++compared;
        }
    }
    QVERIFY2(compared > 70, QByteArray::number(compared).constData());

    const TreeReader tree = [&](const QByteArray &id) { return repository.tree(id); };
    const auto code = treeOfFolder(tree, snapshot.tree.toLatin1(), QStringLiteral("/ws/code"));
    QVERIFY(code.has_value());
    QVERIFY(!treeOfFolder(tree, snapshot.tree.toLatin1(), QStringLiteral("/ws/nowhere")));
    QVERIFY(!wantedPacks(repository.index(), tree, *code, PathPatterns({QStringLiteral("/sub")})).isEmpty());
}

void TestPacks::resticsOwnRepositories_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("whole");
    for (const char *name : {"small-repo", "repo-obsolete-index", "repo-unreferenced-data",
             "repo-restore-permissions-test", "repo-layout-default"}) {
        QTest::newRow(name) << QString::fromLatin1(name) << true;
    }
    QTest::newRow("repo-data-missing") << QStringLiteral("repo-data-missing") << false;
}

void TestPacks::resticsOwnRepositories()
{
    QFETCH(QString, name);
    QFETCH(bool, whole);
    if (resticBinaries().isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic");
    }
    QTemporaryDir dir;
    const QString folder = unpackResticFixture(name, dir.path());
    QVERIFY(!folder.isEmpty());
    const auto restic = [&](const QStringList &arguments) {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("RESTIC_PASSWORD"), QStringLiteral("geheim"));
        environment.insert(QStringLiteral("RESTIC_CACHE_DIR"), dir.filePath(QStringLiteral("cache")));
        process.setProcessEnvironment(environment);
        process.start(resticBinaries().first().program,
            QStringList{QStringLiteral("-r"), folder, QStringLiteral("--no-lock")} + arguments);
        process.waitForFinished(60'000);
        return process.readAllStandardOutput();
    };
    const auto key = MasterKey::parse(restic({QStringLiteral("cat"), QStringLiteral("masterkey")}));
    QVERIFY(key.has_value());
    int snapshots = 0;
    for (const QByteArray &id : restic({QStringLiteral("list"), QStringLiteral("snapshots")}).split('\n')) {
        if (id.isEmpty()) {
            continue;
        }
        const QByteArray listed = restic({QStringLiteral("ls"), QString::fromLatin1(id)});
        // Not the cache: restic keeps no packs there that hold trees and data, as old ones do.
        CachedRepository repository(folder, *key);
        QVERIFY(repository.loadIndex());
        const QByteArray text =
            restic({QStringLiteral("cat"), QStringLiteral("snapshot"), QString::fromLatin1(id)});
        const QByteArray tree = text.mid(text.indexOf("\"tree\": \"") + 9, 64);
        Reader reader(repository, folder + QStringLiteral("/data"));
        reader.read(tree, {});
        QCOMPARE(reader.missing == 0, whole);
        for (auto file = reader.files.cbegin(); file != reader.files.cend(); ++file) {
            QVERIFY2(
                QByteArray('\n' + listed).contains(QByteArray('\n' + file.key())), file.key().constData());
        }
        ++snapshots;
    }
    QVERIFY(snapshots > 0);
}

/** Whatever is wrong in the cache, what is read is what was written, or nothing. */
void TestPacks::damageIsNeverBelieved()
{
    if (resticBinaries().isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic");
    }
    ResticFixture fixture(resticBinaries().last().program);
    fixture.makeWorkspace(1);
    fixture.backupRelative();
    const Snapshot snapshot = fixture.snapshot();
    fixture.restic({QStringLiteral("ls"), snapshot.id});
    const auto key = MasterKey::parse(fixture.restic({QStringLiteral("cat"), QStringLiteral("masterkey")}));
    QVERIFY(key.has_value());
    const QString cache = cacheFolderOf(fixture.path(QStringLiteral("fixture-cache")), snapshot.id);
    CachedRepository good(cache, *key);
    QVERIFY(good.loadIndex());
    const QString packs = fixture.repository().url + QStringLiteral("/data");
    Reader whole(good, packs);
    whole.read(snapshot.tree.toLatin1(), {});
    QCOMPARE(whole.missing, 0);

    QStringList files;
    for (const char *kind : {"/index", "/data"}) {
        QDirIterator it(cache + QLatin1String(kind), QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            files.append(it.next());
        }
    }
    QVERIFY(files.size() >= 2);
    QRandomGenerator random(5);
    int noticed = 0;
    for (int round = 0; round < 400; ++round) {
        const QString path = files.at(random.bounded(files.size()));
        const QByteArray before = contentOf(path);
        QByteArray after = before;
        if (random.bounded(4) == 0) {
            after.truncate(random.bounded(after.size()));
        } else {
            const int at = random.bounded(after.size());
            after[at] = static_cast<char>(after.at(at) ^ (1 << random.bounded(8)));
        }
        const auto write = [&path](const QByteArray &bytes) {
            QFile file(path);
            QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        };
        QVERIFY(write(after));
        CachedRepository repository(cache, *key);
        const bool loaded = repository.loadIndex();
        Reader reader(repository, packs);
        reader.read(snapshot.tree.toLatin1(), {});
        noticed += !loaded || reader.missing > 0 ? 1 : 0;
        for (auto file = reader.files.cbegin(); file != reader.files.cend(); ++file) {
            QCOMPARE(file.value(), whole.files.value(file.key()));
        }
        QVERIFY(write(before));
    }
    QVERIFY2(noticed > 100, QByteArray::number(noticed).constData());
}

void TestPacks::keysThatAreNone()
{
    const QByteArray good = R"({"mac":{"k":"AAAAAAAAAAAAAAAAAAAAAA==","r":"AAAAAAAAAAAAAAAAAAAAAA=="},)"
                            R"("encrypt":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})";
    const auto key = MasterKey::parse(good);
    QVERIFY(key.has_value());
    QVERIFY(!key->open(QByteArray()));
    QVERIFY(!key->open(QByteArray(31, '\0')));
    QVERIFY(!key->open(QByteArray(200, 'x')));
    for (const QByteArray &text :
        {QByteArray(), QByteArray("{}"), QByteArray("[1]"), good.chopped(1),
            QByteArray(good).replace("\"k\":\"AAAA", "\"k\":\""), QByteArray(good).replace("encrypt", "x")}) {
        QVERIFY2(!MasterKey::parse(text), text.constData());
    }
}

void TestPacks::framesThatAreNone()
{
    // `printf 'hello hello hello hello' | zstd`, with and without its checksum's last byte.
    const QByteArray frame = QByteArray::fromHex("28b52ffd0458600000");
    QVERIFY(!unzstd(frame, 1000));
    QVERIFY(!unzstd(QByteArray(), 1000));
    QVERIFY(!unzstd(QByteArray(1000, '\0'), 1000));
    QRandomGenerator random(9);
    for (int round = 0; round < 20'000; ++round) {
        QByteArray junk = QByteArray::fromHex("28b52ffd");
        for (int i = random.bounded(60); i > 0; --i) {
            junk += static_cast<char>(random.bounded(256));
        }
        const auto out = unzstd(junk, 5000);
        QVERIFY(!out || out->size() <= 5000);
    }
}

QTEST_GUILESS_MAIN(TestPacks)
#include "tst_packs.moc"
