// SPDX-License-Identifier: GPL-3.0-or-later
// What a machine fetches before its restic asks for it, and how it is asked for: pure.
#include "services/restore/ahead_list.h"
#include "tests/restic/pattern_reference.h"

#include <algorithm>
#include <QHash>
#include <QSet>
#include <QTest>

using namespace snapgpu;

namespace {

constexpr int kRandomCases = 100'000;
constexpr int kRandomTrees = 5'000;

QByteArray id(QRandomGenerator &random)
{
    QByteArray bytes(32, Qt::Uninitialized);
    random.fillRange(reinterpret_cast<quint32 *>(bytes.data()), 8);
    return bytes.toHex();
}

QVector<PackRange> randomRanges(QRandomGenerator &random)
{
    QVector<PackRange> ranges;
    quint32 at = 0;
    for (int i = random.bounded(12); i >= 0; --i) {
        at += random.bounded(3) == 0 ? 1 + random.bounded(2'000'000U) : 1 + random.bounded(3'000U);
        const quint32 length = 1 + random.bounded(random.bounded(2) == 0 ? 9'000'000U : 5'000U);
        ranges.append({at, length});
        at += length;
    }
    return ranges;
}

/** A small repository out of nothing: folders, files, and the packs that their blobs lie in. */
struct Made
{
    explicit Made(quint32 seed)
        : random(seed)
    {
        for (int i = 2 + random.bounded(4); i > 0; --i) {
            packs.append({id(random), 0, {}});
        }
        root = folder({}, 3);
        QByteArrayList texts;
        for (const Pack &pack : packs) {
            texts.append(R"({"id":")" + pack.id + R"(","blobs":[)" + pack.blobs.join(',') + "]}");
        }
        read = index.add(R"({"packs":[)" + texts.join(',') + "]}");
        index.seal();
    }

    struct Pack
    {
        QByteArray id;
        quint32 end;
        QByteArrayList blobs;
    };
    struct Place
    {
        QByteArray pack;
        quint32 from, length;
    };

    QByteArray blob()
    {
        if (!known.isEmpty() && random.bounded(5) == 0) {
            return known.keys().at(random.bounded(known.size()));
        }
        const QByteArray name = id(random);
        for (int copies = random.bounded(8) == 0 ? 2 : 1; copies > 0; --copies) {
            Pack &pack = packs[random.bounded(packs.size())];
            pack.end += random.bounded(2) == 0 ? 0 : random.bounded(5'000U);
            const quint32 length = 33 + random.bounded(9'000U);
            pack.blobs.append(R"({"id":")" + name + R"(","type":"data","offset":)"
                + QByteArray::number(pack.end) + R"(,"length":)" + QByteArray::number(length) + '}');
            known[name].append({pack.id, pack.end, length});
            pack.end += length;
        }
        return name;
    }

    QByteArray folder(const QString &path, int depth)
    {
        QVector<TreeObjectNode> nodes;
        test::PatternRandom names(random.generate());
        QSet<QString> used;
        for (int i = random.bounded(5); i > 0; --i) {
            const QString name = names.name();
            if (used.contains(name)) {
                continue;
            }
            used.insert(name);
            TreeObjectNode node;
            node.name = name.toUtf8();
            const QString below = path + QLatin1Char('/') + name;
            if (depth > 0 && random.bounded(2) == 0) {
                node.type = "dir";
                node.subtree = folder(below, depth - 1);
            } else {
                node.type = random.bounded(8) == 0 ? "symlink" : "file";
                for (int k = random.bounded(4); k > 0; --k) {
                    node.content.append(blob());
                }
                if (node.type == "file") {
                    files[below] = node.content;
                }
            }
            nodes.append(node);
        }
        const QByteArray name = id(random);
        trees[name] = nodes;
        return name;
    }

    QRandomGenerator random;
    QVector<Pack> packs;
    QHash<QByteArray, QVector<Place>> known;
    QHash<QByteArray, QVector<TreeObjectNode>> trees;
    QMap<QString, QVector<QByteArray>> files;
    QByteArray root;
    PackIndex index;
    bool read = false;
};

/** Some file, and not only a link, has content. */
bool held(const Made &made)
{
    return std::any_of(
        made.files.cbegin(), made.files.cend(), [](const auto &content) { return !content.isEmpty(); });
}

RestoreRequest wanted(double linkMbps)
{
    RestoreRequest request;
    request.repository.url = QStringLiteral("s3:https://acc.r2.cloudflarestorage.com/my bucket/a/b");
    request.repository.environment = {{QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("AKIAEXAMPLE")},
        {QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("s3cret/Key")},
        {QStringLiteral("AWS_DEFAULT_REGION"), QStringLiteral("auto")}};
    request.repository.password = QStringLiteral("the password");
    request.linkMbps = linkMbps;
    auto ahead = std::make_shared<PacksAhead>();
    ahead->repository = QByteArray(64, 'e');
    for (const char name : {'1', '2', '3'}) {
        ahead->packs.append({QByteArray(64, name), {{70'000, 10'000'000}}});
    }
    request.ahead = ahead;
    return request;
}

QDateTime noon() { return {QDate(2026, 11, 25), QTime(12, 0), Qt::UTC}; }

} // namespace

class TestAheadList final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void piecesCoverWhatIsNeeded();
    void thePacksOfWhatMatches();
    void allOrNothing();
    void foldersThatCannotMatchAreLeftOut();
    void brokenIndexesLeaveNothing_data();
    void brokenIndexesLeaveNothing();
    void theListHoldsNoKeys();
    void asMuchAsTheLinkBrings();
    void aListIsShort();
    void nothingWhereItCannotBe();
};

void TestAheadList::piecesCoverWhatIsNeeded()
{
    QRandomGenerator random(1);
    for (int round = 0; round < kRandomCases; ++round) {
        const QVector<PackRange> ranges = randomRanges(random);
        const QVector<PackRange> pieces = aheadPieces(ranges);
        quint32 before = 0;
        for (const PackRange &piece : pieces) {
            QVERIFY(piece.length > 0 && piece.length <= 64 * kAheadBlock);
            QCOMPARE(piece.from % kAheadBlock, 0U);
            QVERIFY(piece.from >= before); // nothing twice
            before = piece.from + piece.length;
        }
        for (const PackRange &range : ranges) {
            for (quint32 at = range.from; at < range.from + range.length;) {
                const auto piece = std::find_if(pieces.cbegin(), pieces.cend(),
                    [at](const PackRange &p) { return p.from <= at && at < p.from + p.length; });
                QVERIFY(piece != pieces.cend());
                at = piece->from + piece->length;
            }
        }
        QCOMPARE(
            before, ranges.last().from + ranges.last().length); // and nothing behind, where no pack may be
    }
}

void TestAheadList::thePacksOfWhatMatches()
{
    qint64 bytes = 0;
    for (int seed = 0; seed < kRandomTrees; ++seed) {
        const Made made(static_cast<quint32>(seed));
        QVERIFY(made.read);
        test::PatternRandom patterns(static_cast<quint32>(seed) + 7);
        QStringList asked = patterns.patterns(3);
        asked.prepend(patterns.pattern());
        QMap<QByteArray, QSet<quint32>> needed; // starts of blobs, by pack
        QMap<QByteArray, QVector<PackRange>> places;
        for (auto file = made.files.cbegin(); file != made.files.cend(); ++file) {
            if (!test::listed(asked, file.key())) {
                continue;
            }
            for (const QByteArray &blob : file.value()) {
                for (const Made::Place &place : made.known.value(blob)) {
                    if (!needed[place.pack].contains(place.from)) {
                        needed[place.pack].insert(place.from);
                        places[place.pack].append({place.from, place.length});
                    }
                }
            }
        }
        const TreeReader tree = [&](const QByteArray &name) -> std::optional<QVector<TreeObjectNode>> {
            return made.trees.value(name);
        };
        const QVector<PackPart> parts = wantedPacks(made.index, tree, made.root, PathPatterns(asked));
        QCOMPARE(parts.size(), needed.size());
        for (const PackPart &part : parts) {
            qint64 expected = 0, found = 0;
            for (const PackRange &place : places.value(part.pack)) {
                expected += place.length;
                QVERIFY(std::any_of(part.ranges.cbegin(), part.ranges.cend(), [&](const PackRange &range) {
                    return range.from <= place.from && place.from + place.length <= range.from + range.length;
                }));
            }
            for (const PackRange &range : part.ranges) {
                found += range.length;
            }
            QCOMPARE(found, expected);
            bytes += found;
        }
    }
    QVERIFY(bytes > 1'000'000); // the patterns match something
}

void TestAheadList::allOrNothing()
{
    const PathPatterns all({QStringLiteral("*")});
    int lacking = 0;
    for (quint32 seed = 0; seed < 2'000; ++seed) {
        Made made(seed);
        QByteArray missing = made.trees.keys().at(made.random.bounded(made.trees.size()));
        const TreeReader tree = [&](const QByteArray &name) -> std::optional<QVector<TreeObjectNode>> {
            return name == missing ? std::nullopt : std::optional(made.trees.value(name));
        };
        QVERIFY(wantedPacks(made.index, tree, made.root, all).isEmpty());
        missing.clear();
        for (auto nodes = made.trees.begin(); nodes != made.trees.end(); ++nodes) {
            for (TreeObjectNode &node : *nodes) {
                if (node.type == "file" && made.random.bounded(4) == 0) {
                    node.content.append(id(made.random)); // in no pack
                    missing = "some";
                }
            }
        }
        const bool lacks = std::exchange(missing, QByteArray()) == "some";
        QCOMPARE(wantedPacks(made.index, tree, made.root, all).isEmpty(),
            lacks || made.known.isEmpty() || !held(made));
        lacking += lacks ? 1 : 0;
    }
    QVERIFY(lacking > 500);
}

void TestAheadList::foldersThatCannotMatchAreLeftOut()
{
    test::PatternRandom random(3);
    int pruned = 0;
    for (int round = 0; round < kRandomCases; ++round) {
        const PathPatterns patterns(random.patterns(3));
        const QStringList names = random.path().split(QLatin1Char('/'), Qt::SkipEmptyParts);
        const bool matches = patterns.match(names);
        for (qsizetype above = 1; above < names.size(); ++above) {
            const bool mayMatch = patterns.mayMatchBelow(names.first(above));
            QVERIFY(mayMatch || !matches);
            pruned += mayMatch ? 0 : 1;
        }
    }
    QVERIFY(pruned > kRandomCases / 20);
    const PathPatterns anchored({QStringLiteral("/ws/code"), QStringLiteral("!/ws/code/x")});
    QVERIFY(anchored.mayMatchBelow({QStringLiteral("ws")}));
    QVERIFY(!anchored.mayMatchBelow({QStringLiteral("ws"), QStringLiteral("models")}));
    QVERIFY(anchored.match({QStringLiteral("ws"), QStringLiteral("code"), QStringLiteral("a")}));
    QVERIFY(!anchored.match({QStringLiteral("ws"), QStringLiteral("code"), QStringLiteral("x")}));
    QVERIFY(!PathPatterns({QStringLiteral("a[")}).mayMatchBelow({QStringLiteral("a")}));
}

void TestAheadList::brokenIndexesLeaveNothing_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray good(64, 'a');
    const auto pack = [&](const QByteArray &blob) -> QByteArray {
        return R"({"packs":[{"id":")" + good + R"(","blobs":[{"id":")" + good
            + R"(","type":"data","offset":0,"length":99},)" + blob + "]}]}";
    };
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("\x02\x28\xb5\x2f\xfd");
    QTest::newRow("cut") << pack("{}").chopped(3);
    QTest::newRow("no packs") << QByteArray(R"({"supersedes":[]})");
    QTest::newRow("a pack without a name") << QByteArray(R"({"packs":[{"blobs":[]}]})");
    QTest::newRow("a blob without a place") << pack(R"({"id":")" + good + R"("})");
    QTest::newRow("a short id") << pack(R"({"id":"ab","offset":0,"length":99})");
    QTest::newRow("a negative offset") << pack(R"({"id":")" + good + R"(","offset":-1,"length":99})");
    QTest::newRow("no length at all") << pack(R"({"id":")" + good + R"(","offset":0,"length":0})");
    QTest::newRow("beyond every pack")
        << pack(R"({"id":")" + good + R"(","offset":4294901760,"length":4294967295})");
    QTest::newRow("a huge length") << pack(R"({"id":")" + good + R"(","offset":0,"length":4294967296})");
}

void TestAheadList::brokenIndexesLeaveNothing()
{
    QFETCH(QByteArray, text);
    PackIndex index;
    QVERIFY(!index.add(text));
    index.seal();
    QCOMPARE(index.blobCount(), 0U);
    QVERIFY(index.places(ObjectId{}).empty());
}

void TestAheadList::theListHoldsNoKeys()
{
    const QByteArray list = aheadList(wanted(10'000), 32, noon());
    QVERIFY(list.startsWith(QByteArray(QByteArray(64, 'e') + " 32 ")));
    const QByteArray pack(64, '1');
    const QByteArray first =
        "\np " + pack + " 3 https://acc.r2.cloudflarestorage.com/my%20bucket/a/b/data/11/" + pack + "?X-Amz-";
    QVERIFY(list.contains(first));
    QVERIFY(list.contains("\nr 65536 "));
    for (const char *secret : {"s3cret", "the password"}) {
        QVERIFY(!list.contains(secret));
    }
    for (const QByteArray &line : list.split('\n')) {
        QVERIFY(!line.contains('"') && !line.contains('\\')); // curl reads it between quotes
    }
}

void TestAheadList::asMuchAsTheLinkBrings()
{
    const auto packs = [](double mbps) { return aheadList(wanted(mbps), 32, noon()).count("\np "); };
    QCOMPARE(packs(10'000), 3);
    QCOMPARE(packs(300), 2); // 22 MB in 0.6 s
    QCOMPARE(packs(150), 1);
    QCOMPARE(packs(100), 0);
    QCOMPARE(packs(0), 3); // not known: as if it were 1 Gbit/s
    const auto connections = [](double mbps) {
        return aheadList(wanted(mbps), 32, noon()).split('\n').constFirst().split(' ').at(1).toInt();
    };
    QCOMPARE(connections(10'000), 32);
    QCOMPARE(connections(320), 2);
    QCOMPARE(connections(0), 7);
    QCOMPARE(connections(1e300), 32);
    QCOMPARE(aheadBudget(1e300), kMostAheadBytes);
}

/** Code that is scattered over the packs of a hundred backups: the plan must not wait for a list of it. */
void TestAheadList::aListIsShort()
{
    RestoreRequest request = wanted(10'000);
    auto ahead = std::make_shared<PacksAhead>(*request.ahead);
    ahead->packs.clear();
    for (int i = 0; i < 2'000; ++i) {
        ahead->packs.append({QByteArray::number(i).rightJustified(64, '0'), {{70'000, 3'000}}});
    }
    request.ahead = ahead;
    const QByteArray many = aheadList(request, 128, noon());
    QVERIFY(many.size() > 30'000 && many.size() < 34'000);
    QCOMPARE(aheadList(request, 2, noon()).count("\np "), 30);
    QVector<PackRange> ranges;
    for (quint32 i = 0; i < 100; ++i) {
        ranges.append({i * 1'000'000, 3'000});
    }
    ahead->packs = {{QByteArray(64, 'a'), ranges}}; // one pack, more requests than there is time for
    QVERIFY(aheadList(request, 4, noon()).isEmpty());
    QCOMPARE(aheadList(request, 8, noon()).count("\nr "), 100);
}

void TestAheadList::nothingWhereItCannotBe()
{
    RestoreRequest request = wanted(0);
    request.ahead.reset();
    QVERIFY(aheadList(request, 32, noon()).isEmpty());
    request = wanted(0);
    request.repository.url = QStringLiteral("/srv/repo");
    QVERIFY(aheadList(request, 32, noon()).isEmpty());
    request = wanted(0);
    request.repository.environment.remove(QStringLiteral("AWS_SECRET_ACCESS_KEY"));
    QVERIFY(aheadList(request, 32, noon()).isEmpty());
}

QTEST_GUILESS_MAIN(TestAheadList)
#include "tst_ahead_list.moc"
