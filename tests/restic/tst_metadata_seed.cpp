// SPDX-License-Identifier: GPL-3.0-or-later
// Which files of the desktop's cache a machine gets, and when no more of them: pure, but for folders.
#include "services/restore/metadata_seed.h"

#include <algorithm>
#include <QDateTime>
#include <QDir>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace snapgpu;

namespace {

QString id(char digit) { return QString(64, QLatin1Char(digit)); }

void write(const QString &path, qint64 bytes, int daysOld = 0)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(bytes, 'x'));
    file.flush();
    QVERIFY(file.setFileTime(
        QDateTime::currentDateTimeUtc().addDays(-daysOld), QFileDevice::FileModificationTime));
}

/** What came through an uplink that needs `delayMs` and `bytesPerMs`, and when each piece was there. */
struct Uplink
{
    qint64 delayMs, bytesPerMs, freeAtMs = 0;

    qint64 carry(qint64 bytes, qint64 nowMs)
    {
        freeAtMs = std::max(freeAtMs, nowMs) + bytes / std::max<qint64>(1, bytesPerMs);
        return freeAtMs + delayMs;
    }
};

} // namespace

class TestMetadataSeed final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSnapshotThenIndexThenNewestTrees();
    void paceOfKnownUplinks_data();
    void paceOfKnownUplinks();
    void nothingIsSentLate();
};

void TestMetadataSeed::theSnapshotThenIndexThenNewestTrees()
{
    QTemporaryDir folder;
    const QString cache = folder.filePath(id('e'));
    const auto at = [&cache](const char *kind, char digit) -> QString {
        return cache + QLatin1Char('/') + QLatin1String(kind) + QLatin1Char('/') + id(digit).left(2)
            + QLatin1Char('/') + id(digit);
    };
    write(at("snapshots", 'a'), 300);
    write(at("snapshots", 'b'), 300); // of another snapshot
    write(at("index", '1'), 5000);
    write(at("index", '2'), 1000);
    write(cache + QStringLiteral("/index/ff/unfinished.tmp"), 10);
    write(at("data", '3'), 400, 9);
    write(at("data", '4'), 9000, 1);
    // Another repository, which does not know the snapshot.
    write(folder.filePath(id('d')) + QStringLiteral("/index/77/") + id('7'), 10);

    bool sizes = true;
    const auto names = [&](qint64 budget) {
        QString text;
        for (const SeedFile &file : seedFiles(folder.path(), id('a'), budget)) {
            text += QLatin1String(file.kind.left(1)) + QLatin1Char(file.id.at(0)) + QLatin1Char(' ');
            sizes =
                sizes && QFileInfo(file.path).size() == file.bytes && file.repository == id('e').toLatin1();
        }
        return text.trimmed();
    };
    QCOMPARE(names(1'000'000), QStringLiteral("sa i2 i1 d4 d3"));
    QCOMPARE(names(15'000), QStringLiteral("sa i2 i1"));
    QCOMPARE(names(10), QString());
    QVERIFY(sizes);
    QVERIFY(seedFiles(folder.path(), id('c')).isEmpty());
    QVERIFY(seedFiles(folder.path(), QStringLiteral("../../etc")).isEmpty());
    QVERIFY(seedFiles(QString(), id('a')).isEmpty());
}

void TestMetadataSeed::paceOfKnownUplinks_data()
{
    QTest::addColumn<qint64>("bytesPerMs");
    QTest::addColumn<int>("least"); ///< pieces of 200 kB of ten
    QTest::addColumn<int>("most");
    QTest::newRow("1 Gbit/s") << qint64(125'000) << 10 << 10;
    QTest::newRow("20 Mbit/s") << qint64(2'500) << 6 << 9;
    QTest::newRow("5 Mbit/s") << qint64(625) << 5 << 5; // what goes before anything is known
}

void TestMetadataSeed::paceOfKnownUplinks()
{
    QFETCH(qint64, bytesPerMs);
    QFETCH(int, least);
    QFETCH(int, most);
    Uplink uplink{40, bytesPerMs};
    SeedPace pace(1000);
    std::deque<qint64> there;
    int sent = 0;
    for (qint64 now = 1000; now < 4000; ++now) {
        for (; !there.empty() && there.front() <= now; there.pop_front()) {
            pace.arrived(now);
        }
        for (; sent < 10 && pace.mayBeSent(200'000, now); ++sent) {
            pace.sent(200'000);
            there.push_back(uplink.carry(200'000, now));
        }
    }
    QVERIFY2(sent >= least && sent <= most, qPrintable(QString::number(sent)));
    QVERIFY(!pace.isWaiting());
}

/** Over random uplinks and files: after the first megabyte nothing is under way much longer than restic
 * needs. */
void TestMetadataSeed::nothingIsSentLate()
{
    for (quint32 seed = 1; seed <= 100'000; ++seed) {
        QRandomGenerator random(seed);
        Uplink uplink{random.bounded(1, 200), random.bounded(20, 50'000)};
        SeedPace pace(0);
        std::deque<qint64> there;
        qint64 total = 0, last = 0;
        for (int i = 0; i < 12; ++i) {
            const qint64 bytes = random.bounded(2) ? random.bounded(1, 9000) : random.bounded(1, 900'000);
            qint64 now = there.empty() ? last : std::min(last, there.front());
            while (!pace.mayBeSent(bytes, now) && pace.isWaiting()) {
                now = std::max(now, there.front());
                there.pop_front();
                pace.arrived(now);
            }
            if (pace.mayBeSent(bytes, now)) {
                pace.sent(bytes);
                total += bytes;
                there.push_back(uplink.carry(bytes, now));
                QVERIFY2(now <= 600, qPrintable(QStringLiteral("seed %1").arg(seed)));
            }
            last = now;
        }
        const qint64 unmeasured = 1'048'576 / uplink.bytesPerMs;
        QVERIFY2(uplink.freeAtMs <= 601 + unmeasured,
            qPrintable(QStringLiteral("seed %1: %2 bytes were under way until %3 ms")
                           .arg(seed)
                           .arg(total)
                           .arg(uplink.freeAtMs)));
    }
}

QTEST_GUILESS_MAIN(TestMetadataSeed)
#include "tst_metadata_seed.moc"
