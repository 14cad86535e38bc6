// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forget_plan.h"
#include "models/snapshot_filter.h"
#include "models/snapshot_tree.h"
#include "services/restic/browse_parse.h"
#include "services/restic/ls_node.h"
#include "services/restic/restic_download.h"
#include "services/restic/tree_object.h"
#include "tests/restic/made_snapshot.h"

#include <map>
#include <QRandomGenerator>
#include <QTest>

using namespace snapgpu;

namespace {

std::shared_ptr<const SnapshotTree> treeOf(SnapshotTreeBuilder &builder)
{
    auto bytes = std::make_shared<QByteArray>(builder.finish());
    return SnapshotTree::fromBytes(*bytes, bytes);
}

/** Names as mean as they come: any byte but NUL and slash. */
QByteArray randomName(QRandomGenerator &random)
{
    QByteArray name(1 + random.bounded(random.bounded(20) == 0 ? 255 : 6), Qt::Uninitialized);
    for (char &c : name) {
        do {
            c = static_cast<char>(random.bounded(4) == 0 ? random.bounded(1, 256) : random.bounded('a', 'e'));
        } while (c == '/');
    }
    return name == "." || name == ".." ? QByteArrayLiteral("dot") : name;
}

} // namespace

class TestSnapshotValues final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void randomTreesAgreeWithAMap();
    void damagedTreesAreRefused();
    void namesForPeople();
    void times();
    void rawNames();
    void goQuotedNames();
    void filters();
    void lastOfAPath();
    void policies();
    void exactPatterns();
    void nestedPaths();
    void answersCutAnywhere();
};

void TestSnapshotValues::randomTreesAgreeWithAMap()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    for (int round = 0; round < 300; ++round) {
        std::map<QByteArray, TreeEntry> expected; // path -> entry, folders too
        QVector<QByteArray> folders{QByteArray()};
        SnapshotTreeBuilder builder;
        for (int i = random.bounded(200); i > 0; --i) {
            const QByteArray path = folders.at(random.bounded(folders.size())) + '/' + randomName(random);
            if (expected.count(path) != 0) {
                continue;
            }
            TreeEntry entry;
            entry.type = random.bounded(3) == 0 ? NodeType::Folder : NodeType::File;
            entry.size = entry.type == NodeType::Folder ? 0 : random.bounded(1'000'000);
            entry.mode = random.bounded(07777U);
            entry.mtimeMs = random.bounded(1'000'000'000);
            expected[path] = entry;
            builder.add(path, entry);
            if (entry.type == NodeType::Folder) {
                folders.append(path);
            }
        }
        const auto tree = treeOf(builder);
        QVERIFY(tree);
        QCOMPARE(tree->nodeCount(), quint32(expected.size() + 1));
        qint64 total = 0;
        for (const auto &[path, entry] : expected) {
            const auto node = tree->find(path);
            QVERIFY2(node.has_value(), path.toPercentEncoding().constData());
            QCOMPARE(tree->path(*node), path);
            QCOMPARE(tree->mode(*node), entry.mode);
            QCOMPARE(tree->child(tree->parent(*node), tree->row(*node)), *node);
            if (entry.type == NodeType::File) {
                QCOMPARE(tree->size(*node), entry.size);
                total += entry.size;
                continue;
            }
            qint64 below = 0;
            quint32 files = 0;
            for (auto it = expected.upper_bound(path); it != expected.end(); ++it) {
                if (it->first.startsWith(QByteArray(path + '/')) && it->second.type == NodeType::File) {
                    below += it->second.size;
                    ++files;
                }
            }
            QCOMPARE(tree->size(*node), below);
            QCOMPARE(tree->files(*node), files);
        }
        QCOMPARE(tree->size(SnapshotTree::kRoot), total);
        for (quint32 row = 1; row < tree->childCount(SnapshotTree::kRoot); ++row) {
            QVERIFY(tree->name(tree->child(0, row - 1)).compare(tree->name(tree->child(0, row))) < 0);
        }
    }
}

void TestSnapshotValues::damagedTreesAreRefused()
{
    SnapshotTreeBuilder builder;
    for (int i = 0; i < 50; ++i) {
        builder.add("/d" + QByteArray::number(i % 7) + "/f" + QByteArray::number(i), {{}, NodeType::File});
    }
    const QByteArray good = builder.finish();
    QVERIFY(SnapshotTree::fromBytes(good, nullptr));
    for (qsizetype cut = 0; cut < good.size(); cut += 7) {
        QVERIFY(!SnapshotTree::fromBytes(good.first(cut), nullptr));
    }
    QRandomGenerator random(11);
    for (int i = 0; i < 20'000; ++i) { // whatever is let through must be walkable without leaving the block
        QByteArray bytes = good;
        bytes[random.bounded(int(bytes.size()))] = static_cast<char>(random.bounded(256));
        if (const auto tree = SnapshotTree::fromBytes(bytes, nullptr)) {
            for (SnapshotTree::Node node = 0; node < tree->nodeCount(); ++node) {
                QVERIFY(tree->path(node).size() < good.size());
                QVERIFY(tree->childCount(node) < tree->nodeCount());
            }
        }
    }
}

void TestSnapshotValues::namesForPeople()
{
    QCOMPARE(nameText("plain"), QStringLiteral("plain"));
    QCOMPARE(nameText("\xc3\xbc\xe2\x82\xac\xf0\x9f\x98\x80"),
        QString::fromUtf8("\xc3\xbc\xe2\x82\xac\xf0\x9f\x98\x80"));
    QCOMPARE(nameText("latin\xe9"), QStringLiteral("latin\\xe9"));
    QCOMPARE(nameText("new\nline\t"), QStringLiteral("new\\nline\\t"));
    QCOMPARE(nameText("gpj\xe2\x80\xae"
                      "exe"),
        QStringLiteral("gpj\\u202eexe")); // turned writing direction
    QCOMPARE(nameText("\xc3"), QStringLiteral("\\xc3"));
}

void TestSnapshotValues::times()
{
    for (const char *text : {"2026-11-23T13:19:07.576856179Z", "2026-11-23T13:19:07.576856179+02:00",
             "1969-12-31T23:59:59Z", "2024-02-29T00:00:00.5-11:30", "0001-01-01T00:00:00Z"}) {
        const QDateTime qt = QDateTime::fromString(QString::fromLatin1(text), Qt::ISODateWithMs);
        QVERIFY2(qAbs(resticTimeMs(text) - qt.toMSecsSinceEpoch()) <= 1, text); // Qt rounds, we cut
    }
    for (const char *bad : {"", "x", "2026-13-01T00:00:00Z", "2026-11-23", "yyyy-mm-ddThh:mm:ss"}) {
        QCOMPARE(resticTimeMs(bad), 0);
    }
    for (const auto &[text, ns] :
        {std::pair{"2026-11-23T13:19:07.576856179Z", 856'179U}, {"2026-11-23T13:19:07.5+01:00", 0U},
            {"2026-11-23T13:19:07Z", 0U}, {"2026-11-23T13:19:07.0000000019Z", 1U}}) {
        quint32 rest = 0;
        resticTimeMs(text, &rest);
        QCOMPARE(rest, ns);
    }
}

void TestSnapshotValues::rawNames()
{
    const QByteArrayList raw{"/ws", "/ws/latin\xe9", "/ws/new\nline\xff", "/ws/fffd\xef\xbf\xbd", "/ws/z"};
    const QByteArray text = "snapshot 1beeaba1 of [/ws] at 2026-11\n\n" + raw.join('\n') + '\n';
    RawNames names(text);
    for (const QByteArray &path : raw) {
        const auto found = names.next(QString::fromUtf8(path).toUtf8());
        QVERIFY2(found.has_value(), path.toPercentEncoding().constData());
        QCOMPARE(*found, path);
    }
    QVERIFY(!names.next("/ws/more"));
    RawNames other("head\n/ws\n/ws/a\n");
    QVERIFY(other.next("/ws"));
    QVERIFY(!other.next("/ws/b"));
}

void TestSnapshotValues::goQuotedNames()
{
    QCOMPARE(unquotedName("plain \\x41 \\xe9 \\n \\\\ \\\" \\u00fc \\U0001f600"),
        QByteArray("plain A \xe9 \n \\ \" \xc3\xbc \xf0\x9f\x98\x80"));
    QCOMPARE(unquotedName("\\"), QByteArray("\\"));
    QCOMPARE(unquotedName("\\xg1\\u12"), QByteArray("\\xg1\\u12"));
    const QByteArray tree = R"({"nodes":[{"name":"a\\xe9","type":"symlink","linktarget":"x"},
        {"name":"b","type":"symlink","linktarget":"?","linktarget_raw":"6Q=="},{"name":"f","type":"file"}]})";
    QCOMPARE(*linkTargetIn(tree, "a\xe9"), QByteArray("x"));
    QCOMPARE(*linkTargetIn(tree, "b"), QByteArray("\xe9"));
    QCOMPARE(toText(linkTargetIn(tree, "f").error().category), toText(ErrorCategory::NotFound));
    QCOMPARE(toText(linkTargetIn(tree.first(40), "f").error().category), toText(ErrorCategory::BadAnswer));
}

void TestSnapshotValues::filters()
{
    const QVector<Snapshot> all{made("aa11", "one", {QStringLiteral("/ws/a")}, {QStringLiteral("x")}, 1),
        made("bb22", "two", {QStringLiteral("/ws/ab")}, {QStringLiteral("x"), QStringLiteral("y")}, 2),
        made("cc33", "one", {QStringLiteral("/srv")}, {}, 3)};
    const auto ids = [&](const SnapshotFilter &filter) {
        QString text;
        for (const Snapshot &snapshot : filtered(all, filter)) {
            text += snapshot.id.left(1);
        }
        return text;
    };
    SnapshotFilter filter;
    QVERIFY(filter.isEmpty());
    QCOMPARE(ids(filter), QStringLiteral("abc"));
    filter.hosts = {QStringLiteral("one")};
    QCOMPARE(ids(filter), QStringLiteral("ac"));
    filter = {};
    filter.tags = {QStringLiteral("x"), QStringLiteral("y")};
    QCOMPARE(ids(filter), QStringLiteral("b"));
    filter = {};
    filter.path = QStringLiteral("/ws/a"); // not /ws/ab
    QCOMPARE(ids(filter), QStringLiteral("a"));
    filter.path = QStringLiteral("/ws/a/deep/file/"); // lies in it
    QCOMPARE(ids(filter), QStringLiteral("a"));
    filter.path = QStringLiteral("/ws");
    QCOMPARE(ids(filter), QStringLiteral("ab"));
    filter.path = QStringLiteral("/");
    QCOMPARE(ids(filter), QStringLiteral("abc"));
    filter = {};
    filter.from = all.at(1).time;
    filter.to = all.at(2).time;
    QCOMPARE(ids(filter), QStringLiteral("b"));
    filter = {};
    filter.text = QStringLiteral(" ONE ws ");
    QCOMPARE(ids(filter), QStringLiteral("a"));
    filter.text = QStringLiteral("cc");
    QCOMPARE(ids(filter), QStringLiteral("c"));
    const SnapshotFacets facets = facetsOf(all);
    QCOMPARE(facets.hosts, (QStringList{QStringLiteral("one"), QStringLiteral("two")}));
    QCOMPARE(facets.tags, (QStringList{QStringLiteral("x"), QStringLiteral("y")}));
    QCOMPARE(facets.oldest, all.at(0).time);
    QCOMPARE(facets.newest, all.at(2).time);
}

void TestSnapshotValues::lastOfAPath()
{
    const QStringList a{QStringLiteral("/a")};
    const QStringList b{QStringLiteral("/b"), QStringLiteral("/c")};
    const QVector<Snapshot> all{made("1", "h", a, {}, 1), made("2", "h", a, {}, 2), made("3", "h", b, {}, 3)};
    QVERIFY(planForgetIds(all, {QStringLiteral("1")}).lastOf.isEmpty());
    QCOMPARE(planForgetIds(all, {QStringLiteral("1"), QStringLiteral("2")}).lastOf, a);
    QCOMPARE(planForgetIds(all, {QStringLiteral("3")}).lastOf, b);
    const ForgetPlan plan = planForgetIds(all, {QStringLiteral("2"), QStringLiteral("none")});
    QCOMPARE(plan.remove.size(), 1);
    QCOMPARE(plan.keep.size(), 2);
    // Whatever is chosen: a path is named exactly when nobody that stays has it.
    QRandomGenerator random(5);
    for (int round = 0; round < 100'000; ++round) {
        QVector<Snapshot> many;
        QStringList ids;
        for (int i = 0; i < 5; ++i) {
            many.append(made(QByteArray::number(i).constData(), "h",
                {QString(QChar(u'a' + int(random.bounded(3))))}, {}, 1));
            if (random.bounded(2) == 0) {
                ids.append(QString::number(i));
            }
        }
        const ForgetPlan chosen = planForgetIds(many, ids);
        for (const QString &path : {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}) {
            const auto has = [&](const QVector<Snapshot> &list) {
                return std::any_of(
                    list.cbegin(), list.cend(), [&](const Snapshot &s) { return s.paths.contains(path); });
            };
            QCOMPARE(chosen.lastOf.contains(path), has(chosen.remove) && !has(chosen.keep));
        }
    }
}

void TestSnapshotValues::policies()
{
    ForgetPolicy policy;
    QVERIFY(policy.keepsNothing());
    policy.host = QStringLiteral("h");
    QVERIFY(policy.keepsNothing());
    policy.last = 3;
    policy.daily = 7;
    policy.tags = {QStringLiteral("-x")};
    QVERIFY(!policy.keepsNothing());
    QCOMPARE(policyArguments(policy),
        (QByteArrayList{"--keep-last=3", "--keep-daily=7", "--keep-tag=-x", "--host=h"}));
}

void TestSnapshotValues::exactPatterns()
{
    QCOMPARE(exactPattern("/a/b c"), QByteArray("/a/b c"));
    QCOMPARE(exactPattern("/*star?[x]\\"), QByteArray("/\\*star\\?\\[x\\]\\\\"));
    QCOMPARE(exactPattern("/latin\xe9"
                          "x"),
        QByteArray("/latin?x"));
    QCOMPARE(exactPattern("/\xc3\xbc\xf0\x9f\x98\x80"), QByteArray("/\xc3\xbc\xf0\x9f\x98\x80"));
}

void TestSnapshotValues::nestedPaths()
{
    QCOMPARE(withoutNested({"/a/b", "/a", "/ab", "/a", "/c/d"}), (QVector<QByteArray>{"/a", "/ab", "/c/d"}));
    QCOMPARE(withoutNested({"/a", "/"}), (QVector<QByteArray>{"/"}));
}

void TestSnapshotValues::answersCutAnywhere()
{
    const QByteArray find =
        R"([{"matches":[{"path":"/a/b","type":"file","size":21,"mode":420}],"hits":1,"snapshot":"e41b"}])";
    QCOMPARE(parseFind(find)->size(), 1);
    QCOMPARE(parseFind("[]")->size(), 0);
    QCOMPARE(parseFind("")->size(), 0);
    for (qsizetype cut = 1; cut < find.size(); ++cut) {
        QVERIFY2(!parseFind(find.first(cut)), find.first(cut).constData());
    }
    const QByteArray diff = "{\"message_type\":\"change\",\"path\":\"/app/main.py\",\"modifier\":\"M\"}\n"
                            "{\"message_type\":\"statistics\",\"changed_files\":1,\"added\":{\"files\":0,"
                            "\"bytes\":3303},\"removed\":{\"bytes\":7}}";
    const auto whole = parseDiff(diff + '\n', nullptr, nullptr);
    QVERIFY(whole.has_value());
    QCOMPARE(whole->changes.size(), 1);
    QCOMPARE(whole->addedBytes, 3303);
    for (qsizetype cut = 0; cut < diff.size(); ++cut) {
        QVERIFY2(!parseDiff(diff.first(cut), nullptr, nullptr), diff.first(cut).constData());
    }
    const QByteArray forget =
        R"([{"keep":[{"id":"aa"}],"remove":[{"id":"bb","paths":["/x"]}],"reasons":[]},{"keep":null,"remove":null}])";
    QCOMPARE(parseForgetPlan(forget)->remove.size(), 1);
    for (qsizetype cut = 1; cut < forget.size(); ++cut) {
        QVERIFY(!parseForgetPlan(forget.first(cut)));
    }
}

QTEST_GUILESS_MAIN(TestSnapshotValues)
#include "tst_snapshot_values.moc"
