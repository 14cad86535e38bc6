// SPDX-License-Identifier: GPL-3.0-or-later
// Which files of a snapshot are hard links of each other, by what restic says, against what is true.
#include "services/restic/find_stream.h"
#include "services/restic/link_groups.h"

#include <map>
#include <QRandomGenerator>
#include <QTest>
#include <set>

using namespace snapgpu;

namespace {

struct File
{
    QByteArray path;
    quint64 device, inode;
    int links;
    int look; ///< size and times: the same for each name of an inode, and by chance for others
};

/** A snapshot as restic would tell it. */
struct Told
{
    std::vector<File> files;
    std::map<QByteArray, QByteArrayList> nodesOf; ///< of a folder's tree object

    QByteArray find(bool withInode) const
    {
        QByteArrayList matches{R"({"path":"/d0","type":"dir","device_id":1})"};
        for (const File &file : files) {
            const QByteArray path =
                QString::fromUtf8(file.path).toUtf8().replace('\\', "\\\\").replace('"', "\\\"");
            matches.append("{\"path\":\"" + path + R"(","type":"file","mtime":"2026-01-01T00:00:0)"
                + QByteArray::number(file.look) + "Z\""
                + (withInode ? ",\"inode\":" + QByteArray::number(file.inode) : QByteArray())
                + ",\"device_id\":" + QByteArray::number(file.device) + ",\"size\":"
                + QByteArray::number(file.look) + ",\"links\":" + QByteArray::number(file.links) + '}');
        }
        return "[{\"matches\":[" + matches.join(',') + "],\"hits\":" + QByteArray::number(matches.size())
            + ",\"snapshot\":\"aa\"}]\n";
    }
};

Told randomSnapshot(QRandomGenerator &random)
{
    struct Inode
    {
        quint64 device, number;
        int links, look;
    };
    std::vector<Inode> inodes;
    for (int i = random.bounded(1, 12); i > 0; --i) {
        const int look = random.bounded(3);
        inodes.push_back({quint64(random.bounded(1, 3)), quint64(100 + inodes.size() / 2), 0, look});
        inodes.back().number += inodes.back().device == 1 ? 0 : 50; // the same number on another device
        inodes.back().number -= inodes.back().device == 1 && random.bounded(2) == 0 ? 50 : 0;
    }
    // One inode is one file: what is told twice must agree.
    std::set<std::pair<quint64, quint64>> seen;
    std::erase_if(inodes, [&seen](const Inode &each) {
        return !seen.insert({each.device, each.number}).second;
    });
    Told told;
    for (int i = random.bounded(2, 25); i > 0; --i) {
        Inode &inode = inodes[random.bounded(static_cast<quint32>(inodes.size()))];
        const QByteArray folder = "/d" + QByteArray::number(random.bounded(4))
            + (random.bounded(2) == 0 ? QByteArray()
                                      : "/sub \"" + QByteArray::number(random.bounded(3)) + "\"");
        const QByteArray name = "f\xc3\xbc" + QByteArray::number(told.files.size());
        told.files.push_back({folder + '/' + name, inode.device, inode.number, 0, inode.look});
        ++inode.links;
    }
    for (File &file : told.files) {
        for (const Inode &inode : inodes) {
            if (inode.device == file.device && inode.number == file.inode) {
                file.links = inode.links + (inode.number % 3 == 0 ? 1 : 0); // a name outside of the backup
            }
        }
    }
    return told;
}

std::shared_ptr<const SnapshotTree> treeOf(const Told &told, bool withInode)
{
    SnapshotTreeBuilder builder;
    for (const File &file : told.files) {
        TreeEntry entry;
        entry.type = NodeType::File;
        entry.size = file.look;
        entry.inode = withInode ? file.inode : 0;
        builder.add(file.path, entry);
    }
    auto bytes = std::make_shared<QByteArray>(builder.finish());
    return SnapshotTree::fromBytes(*bytes, bytes);
}

/** Reads tree objects as long as more are asked for; the id of a folder's is its path. */
int walk(const Told &told, const SnapshotTree &tree, LinkGrouping &grouping, qsizetype most)
{
    int asked = 0;
    QVector<LinkGrouping::Folder> open = grouping.begin("/", most);
    while (!open.isEmpty()) {
        const LinkGrouping::Folder folder = open.takeLast();
        ++asked;
        QVector<TreeObjectNode> nodes;
        for (quint32 row = 0; row < tree.childCount(folder.node); ++row) {
            const SnapshotTree::Node node = tree.child(folder.node, row);
            TreeObjectNode object;
            object.name = tree.name(node).toByteArray();
            object.subtree = tree.path(node);
            for (const File &file : told.files) {
                if (file.path == object.subtree) {
                    object.inode = file.inode;
                    object.device = file.device;
                }
            }
            nodes.append(object);
        }
        open += grouping.takeFolder(folder, nodes);
    }
    return asked;
}

/** Pairs of names that are one file. */
std::set<std::pair<QByteArray, QByteArray>> truth(const Told &told)
{
    std::set<std::pair<QByteArray, QByteArray>> pairs;
    for (const File &a : told.files) {
        for (const File &b : told.files) {
            if (a.path < b.path && a.device == b.device && a.inode == b.inode) {
                pairs.insert({a.path, b.path});
            }
        }
    }
    return pairs;
}

std::set<std::pair<QByteArray, QByteArray>> found(const SnapshotTree &tree, const LinkGroups &groups)
{
    std::set<std::pair<QByteArray, QByteArray>> pairs;
    for (auto a = groups.groupOf.cbegin(); a != groups.groupOf.cend(); ++a) {
        for (auto b = groups.groupOf.cbegin(); b != groups.groupOf.cend(); ++b) {
            if (*a == *b && tree.path(a.key()) < tree.path(b.key())) {
                pairs.insert({tree.path(a.key()), tree.path(b.key())});
            }
        }
    }
    return pairs;
}

} // namespace

class TestLinks final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void groupsAreTheTruth();
    void tooManyFolders();
    void namesThatLookAlike();
    void brokenOff();
};

/** With inodes from everywhere, from `find` alone (an index made by 0.14), and from tree objects alone. */
void TestLinks::groupsAreTheTruth()
{
    QRandomGenerator random(20'261'126);
    int links = 0;
    int walks = 0;
    for (int round = 0; round < 2000; ++round) {
        const Told told = randomSnapshot(random);
        const auto expected = truth(told);
        for (const auto &[inTree, inFind] :
            {std::pair{true, true}, {false, true}, {true, false}, {false, false}}) {
            const auto tree = treeOf(told, inTree);
            LinkGrouping grouping(tree, {"/"});
            if (!grouping.isNeeded()) {
                QVERIFY(expected.empty());
                continue;
            }
            FindStream stream([&grouping](const QByteArray &match) { grouping.takeMatch(match); });
            const QByteArray text = told.find(inFind);
            for (qsizetype at = 0; at < text.size();) {
                const qsizetype take = std::min<qsizetype>(random.bounded(1, 90), text.size() - at);
                stream.feed(QByteArrayView(text).sliced(at, take));
                at += take;
            }
            QVERIFY(stream.isComplete());
            const int asked = walk(told, *tree, grouping, 100);
            QVERIFY(asked == 0 || (!inTree && !inFind));
            walks += asked;
            const LinkGroups groups = grouping.groups();
            QCOMPARE(groups.untold, 0);
            QVERIFY2(found(*tree, groups) == expected, qPrintable(QStringLiteral("round %1").arg(round)));
            links += static_cast<int>(expected.size());
        }
    }
    QVERIFY(links > 4000 && walks > 2000);
}

void TestLinks::tooManyFolders()
{
    Told told;
    for (int i = 0; i < 10; ++i) {
        told.files.push_back({"/d" + QByteArray::number(i) + "/f", 1, 7, 10, 1});
    }
    told.files.push_back({"/other", 1, 8, 2, 2}); // its other name is not here: no doubt about it
    const auto tree = treeOf(told, false);
    for (const auto &[most, rootId, untold] :
        {std::tuple{11, "/", 0}, std::tuple{10, "/", 10}, std::tuple{11, "", 10}}) {
        LinkGrouping grouping(tree, {"/"});
        FindStream([&grouping](const QByteArray &match) {
            grouping.takeMatch(match);
        }).feed(told.find(false));
        if (*rootId == '\0') {
            QVERIFY(grouping.begin(rootId, most).isEmpty());
        } else {
            walk(told, *tree, grouping, most);
        }
        QCOMPARE(grouping.groups().untold, untold);
        QCOMPARE(grouping.groups().groupOf.size(), untold == 0 ? 10 : 0);
    }
}

/** Where JSON shows two names as one, nothing is guessed. */
void TestLinks::namesThatLookAlike()
{
    Told told;
    for (const char *path : {"/d/a\xe9", "/d/a\xe8", "/d/b\xe9", "/d/c"}) {
        told.files.push_back({path, 1, 7, 4, 1});
    }
    const auto tree = treeOf(told, true);
    LinkGrouping grouping(tree, {"/"});
    FindStream([&grouping](const QByteArray &match) { grouping.takeMatch(match); }).feed(told.find(true));
    const LinkGroups groups = grouping.groups();
    QCOMPARE(groups.untold, 2);
    QCOMPARE(found(*tree, groups), (std::set<std::pair<QByteArray, QByteArray>>{{"/d/b\xe9", "/d/c"}}));
}

void TestLinks::brokenOff()
{
    Told told;
    told.files.push_back({"/d/]}\"\\", 1, 7, 2, 1});
    const QByteArray text = "some [words] {before}\n" + told.find(true);
    for (qsizetype length = 0; length <= text.size(); ++length) {
        int matches = 0;
        FindStream stream([&matches](const QByteArray & /*match*/) { ++matches; });
        stream.feed(text.left(length));
        QCOMPARE(stream.isComplete(), length >= text.size() - 1); // all but the newline
        QVERIFY(matches <= 2 && (!stream.isComplete() || matches == 2));
    }
    int nothing = 0;
    FindStream empty([&nothing](const QByteArray & /*match*/) { ++nothing; });
    empty.feed("[]\n");
    QVERIFY(empty.isComplete() && nothing == 0);
}

QTEST_GUILESS_MAIN(TestLinks)
#include "tst_links.moc"
