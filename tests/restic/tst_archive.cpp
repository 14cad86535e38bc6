// SPDX-License-Identifier: GPL-3.0-or-later
// Archives read as they come and written below one folder, also those that nobody should trust.
#include "services/restic/tar_reader.h"
#include "services/restic/tree_unpacker.h"
#include "tests/remote/loopback_sshd.h"
#include "tests/restic/made_archive.h"
#include "tests/restic/restic_fixture.h"

#include <QDir>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace snapgpu;

namespace {

QByteArray sortedLines(const QString &text)
{
    QStringList lines = text.split(QLatin1Char('\n'));
    lines.sort();
    return lines.join(QLatin1Char('\n')).toLatin1();
}

} // namespace

class TestArchive final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsWhatTarWrites_data();
    void readsWhatTarWrites();
    void anyBytesEnd();
    void nothingLeavesTheFolder_data();
    void nothingLeavesTheFolder();
    void linksAndFifos();
};

void TestArchive::readsWhatTarWrites_data()
{
    QTest::addColumn<QString>("format");
    for (const char *format : {"ustar", "gnu", "pax"}) {
        QTest::newRow(format) << QString::fromLatin1(format);
    }
}

/** The same entries in pieces of every size, against what the real tar packed. */
void TestArchive::readsWhatTarWrites()
{
    QFETCH(QString, format);
    QTemporaryDir dir;
    QDir().mkpath(dir.filePath(QStringLiteral("t/deep/er")));
    writeFile(dir.filePath(QStringLiteral("t/a file")), "content\n");
    writeFile(dir.filePath(QStringLiteral("t/empty")), "");
    writeFile(dir.filePath(QStringLiteral("t/deep/er/block")), QByteArray(512, 'b'));
    writeFile(dir.filePath(QStringLiteral("t/deep/") + QString(90, QLatin1Char('y'))), QByteArray(2000, 'y'));
    QFile::link(QStringLiteral("../no where"), dir.filePath(QStringLiteral("t/link")));
    if (format != QLatin1String("ustar")) {
        writeFile(dir.filePath(QStringLiteral("t/") + QString(200, QLatin1Char('z'))), "long");
        writeFile(dir.filePath(QStringLiteral("t/\u00fc\u20ac")), "utf-8");
    }
    QProcess tar;
    tar.setWorkingDirectory(dir.path());
    tar.start(QStringLiteral("tar"),
        {QStringLiteral("--format=") + format, QStringLiteral("--sort=name"), QStringLiteral("-cf"),
            QStringLiteral("-"), QStringLiteral("t")});
    QVERIFY(tar.waitForFinished());
    const QByteArray archive = tar.readAllStandardOutput();
    QRandomGenerator random(99);
    for (int round = 0; round < 10; ++round) {
        QTemporaryDir out;
        TreeUnpacker unpacker(out.path().toStdString());
        TarReader reader({[&](const TarEntry &entry) {
                              const QByteArray path = '/' + entry.path;
                              if (entry.kind == TarKind::Folder) {
                                  unpacker.addFolder(path, entry.mode, {entry.mtimeMs});
                              } else if (entry.kind == TarKind::Symlink) {
                                  unpacker.addLink(path, entry.linkTarget, {entry.mtimeMs});
                              } else {
                                  unpacker.addFile(path, entry.mode, {entry.mtimeMs});
                              }
                          },
            [&](QByteArrayView bytes) { unpacker.write(bytes); }});
        for (qsizetype at = 0; at < archive.size();) {
            const qsizetype most =
                round == 0 ? archive.size() : random.bounded(1, 1 << random.bounded(1, 12));
            const qsizetype take = std::min<qsizetype>(most, archive.size() - at);
            QVERIFY(reader.feed(QByteArrayView(archive).sliced(at, take)));
            at += take;
        }
        unpacker.finish();
        QVERIFY(reader.isComplete());
        QVERIFY2(!unpacker.fault(), unpacker.fault() ? qPrintable(unpacker.fault()->message) : "");
        const auto whole = [](const QString &folder) { // these formats tell whole seconds, PAX tells more
            QString text = QString::fromLatin1(describeTree(folder));
            return sortedLines(
                text.replace(QRegularExpression(QStringLiteral("\\.\\d+ \\./")), QStringLiteral(" ./")));
        };
        QCOMPARE(whole(out.filePath(QStringLiteral("t"))), whole(dir.filePath(QStringLiteral("t"))));
    }
}

/** Noise and damaged archives neither crash nor count as whole. */
void TestArchive::anyBytesEnd()
{
    const QByteArray good = file("d/f", "hello") + header("d/l", '2', "f") + kEnd;
    QRandomGenerator random(7);
    int broken = 0;
    for (int round = 0; round < 20'000; ++round) {
        QByteArray bytes = good.left(good.size() - 512 * random.bounded(1, 4));
        for (int i = random.bounded(1, 6); i > 0; --i) {
            bytes[random.bounded(static_cast<int>(bytes.size()))] = static_cast<char>(random.bounded(256));
        }
        qint64 told = 0;
        qint64 size = 0;
        TarReader reader({[&](const TarEntry &entry) {
                              QVERIFY(entry.size >= 0);
                              size += entry.size;
                          },
            [&](QByteArrayView data) { told += data.size(); }});
        broken += reader.feed(bytes) ? 0 : 1;
        QVERIFY(told <= size && told <= bytes.size());
    }
    QVERIFY(broken > 10'000); // the sum of a header catches nearly all of it
    TarReader cut({[](const TarEntry & /*entry*/) {}, [](QByteArrayView /*data*/) {}});
    QVERIFY(cut.feed(good.left(good.size() - 1024)));
    QVERIFY(!cut.isComplete());
}

void TestArchive::nothingLeavesTheFolder_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"/../out", "/a/../../out", "/a/..", "/.", "/", "", "a", "//a", "/a/", "/a//b",
             "/link/through", "/file/below", "/file"}) {
        QTest::newRow(path) << QByteArray(path);
    }
    QTest::newRow("nul") << QByteArray("/a\0b", 4);
}

void TestArchive::nothingLeavesTheFolder()
{
    QFETCH(QByteArray, path);
    QTemporaryDir dir;
    QDir().mkpath(dir.filePath(QStringLiteral("root")));
    QDir().mkpath(dir.filePath(QStringLiteral("outside")));
    TreeUnpacker unpacker(dir.filePath(QStringLiteral("root")).toStdString());
    unpacker.addLink("/link", dir.filePath(QStringLiteral("outside")).toUtf8(), {});
    unpacker.addFile("/file", 0644, {});
    unpacker.write("first");
    QVERIFY(!unpacker.fault());
    unpacker.addFile(path, 0644, {});
    unpacker.write("evil");
    unpacker.finish();
    QVERIFY(unpacker.fault().has_value());
    QCOMPARE(toText(unpacker.fault()->category), toText(ErrorCategory::BadAnswer));
    QCOMPARE(readFile(dir.filePath(QStringLiteral("root/file"))), QByteArray("first"));
    QVERIFY(everythingIn(dir.filePath(QStringLiteral("outside"))).isEmpty());
    QCOMPARE(everythingIn(dir.path()), (QStringList{QStringLiteral("outside"), QStringLiteral("root")}));
}

void TestArchive::linksAndFifos()
{
    QTemporaryDir dir;
    TreeUnpacker unpacker(dir.path().toStdString());
    const NodeTime time{1'700'000'000'123, 456'789};
    unpacker.addFile("/a/first", 0640, time);
    unpacker.write("one");
    unpacker.addHardLink("/b/second", "/a/first", 0640, time);
    unpacker.write("belongs to nothing");
    QVERIFY(unpacker.addFifo("/b/fifo", 0600, time));
    unpacker.addFolder("/b", 0500, time);
    unpacker.finish();
    QVERIFY(!unpacker.fault());
    QByteArrayList lines = describeTree(dir.path()).split('\n');
    lines.removeIf([](const QByteArray &line) { return !line.contains("1700000000.1234567890"); });
    QCOMPARE(lines,
        (QByteArrayList{"d 500 1700000000.1234567890 ./b -> ",
            "f 640 2 3 1700000000.1234567890 ./a/first -> ", "f 640 2 3 1700000000.1234567890 ./b/second -> ",
            "p 600 1 0 1700000000.1234567890 ./b/fifo -> "}));
    for (const QByteArray &first : {QByteArray("/none"), QByteArray("/b"), QByteArray("/../x")}) {
        TreeUnpacker other(dir.filePath(QStringLiteral("a")).toStdString());
        other.addFolder("/b", 0700, {});
        other.addHardLink("/x", first, 0600, {});
        QVERIFY(other.fault().has_value());
        QVERIFY(!QFile::exists(dir.filePath(QStringLiteral("a/x"))));
        QDir(dir.filePath(QStringLiteral("a/b"))).removeRecursively();
    }
    removeTree(dir.path());
}

QTEST_GUILESS_MAIN(TestArchive)
#include "tst_archive.moc"
