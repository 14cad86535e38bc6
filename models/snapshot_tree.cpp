// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/snapshot_tree.h"

#include "models/name_escape.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <QHash>
#include <QStringDecoder>
#include <QVector>
#include <vector>

namespace snapgpu {

/** Native byte order and padding: the block is a cache of this computer, and the magic tells others apart. */
struct SnapshotTree::Header
{
    char magic[8];
    quint32 byteOrder;
    quint32 count;
    quint64 nameBytes;
};

struct SnapshotTree::Record
{
    quint32 parent, firstChild, childCount, nameOffset;
    quint16 nameLength;
    quint16 mode; ///< 07777
    NodeType type;
    quint8 unused[3];
    qint64 size, mtimeMs, ctimeMs;
    quint64 inode;
    quint32 files, uid, gid, mtimeRestNs;

    /** What is told of folders and others alike. */
    void take(const TreeEntry &entry)
    {
        mode = static_cast<quint16>(entry.mode & 07777U);
        mtimeMs = entry.mtimeMs;
        mtimeRestNs = entry.mtimeRestNs;
        ctimeMs = entry.ctimeMs;
        inode = entry.inode;
        uid = entry.uid;
        gid = entry.gid;
    }
};

namespace {

constexpr char kMagic[8] = {'S', 'G', 'T', 'R', 'E', 'E', '0', '3'};
constexpr quint32 kByteOrder = 0x01020304;

char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool containsFolded(QByteArrayView text, QByteArrayView needle)
{
    return std::search(text.begin(), text.end(), needle.begin(), needle.end(), [](char a, char b) {
        return folded(a) == folded(b);
    }) != text.end();
}

/** Characters that would break a line or turn the writing direction around. */
bool isTreacherous(char32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
}

} // namespace

std::shared_ptr<const SnapshotTree> SnapshotTree::fromBytes(
    QByteArrayView bytes, std::shared_ptr<const void> owner)
{
    Header header{};
    if (bytes.size() < qsizetype(sizeof header)
        || reinterpret_cast<quintptr>(bytes.data()) % alignof(Record) != 0) {
        return nullptr;
    }
    std::memcpy(&header, bytes.data(), sizeof header);
    const quint64 wanted = sizeof(Header) + quint64(header.count) * sizeof(Record) + header.nameBytes;
    if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0 || header.byteOrder != kByteOrder
        || header.count == 0 || header.nameBytes > std::numeric_limits<quint32>::max()
        || wanted != quint64(bytes.size())) {
        return nullptr;
    }
    std::shared_ptr<SnapshotTree> tree(new SnapshotTree);
    tree->m_owner = std::move(owner);
    tree->m_count = header.count;
    tree->m_records = reinterpret_cast<const Record *>(bytes.data() + sizeof(Header));
    tree->m_names = bytes.data() + sizeof(Header) + quint64(header.count) * sizeof(Record);
    for (Node node = 0; node < header.count; ++node) {
        const Record &r = tree->m_records[node];
        const bool parentFits = node == kRoot ? r.parent == kRoot : r.parent < node;
        const bool childrenFit = r.childCount == 0
            || (r.firstChild > node && quint64(r.firstChild) + r.childCount <= header.count);
        // Children stand together, so it is enough that each one lies in the range of its parent.
        const Record &p = tree->m_records[parentFits ? r.parent : kRoot];
        const bool atHome = node == kRoot || (node >= p.firstChild && node - p.firstChild < p.childCount);
        if (!parentFits || !childrenFit || !atHome
            || quint64(r.nameOffset) + r.nameLength > header.nameBytes) {
            return nullptr;
        }
    }
    return tree;
}

const SnapshotTree::Record &SnapshotTree::record(Node node) const
{
    Q_ASSERT(node < m_count);
    return m_records[node];
}

quint32 SnapshotTree::childCount(Node folder) const { return record(folder).childCount; }
SnapshotTree::Node SnapshotTree::child(Node folder, quint32 row) const
{
    Q_ASSERT(row < childCount(folder));
    return record(folder).firstChild + row;
}
SnapshotTree::Node SnapshotTree::parent(Node node) const { return record(node).parent; }
quint32 SnapshotTree::row(Node node) const
{
    return node == kRoot ? 0 : node - record(record(node).parent).firstChild;
}
QByteArrayView SnapshotTree::name(Node node) const
{
    return {m_names + record(node).nameOffset, record(node).nameLength};
}
NodeType SnapshotTree::type(Node node) const { return record(node).type; }
quint32 SnapshotTree::mode(Node node) const { return record(node).mode; }
qint64 SnapshotTree::size(Node node) const { return record(node).size; }
qint64 SnapshotTree::mtimeMs(Node node) const { return record(node).mtimeMs; }
quint32 SnapshotTree::files(Node node) const { return record(node).files; }
quint64 SnapshotTree::inode(Node node) const { return record(node).inode; }
quint32 SnapshotTree::uid(Node node) const { return record(node).uid; }
quint32 SnapshotTree::gid(Node node) const { return record(node).gid; }
qint64 SnapshotTree::ctimeMs(Node node) const { return record(node).ctimeMs; }
quint32 SnapshotTree::mtimeRestNs(Node node) const { return record(node).mtimeRestNs; }

TreeEntry SnapshotTree::entry(Node node) const
{
    const Record &r = record(node);
    return {name(node).toByteArray(), r.type, r.mode, r.size, r.mtimeMs, r.files, r.inode, r.uid, r.gid,
        r.ctimeMs, r.mtimeRestNs};
}

QByteArray SnapshotTree::path(Node node) const
{
    if (node == kRoot) {
        return QByteArrayLiteral("/");
    }
    QVector<Node> chain;
    for (; node != kRoot; node = parent(node)) {
        chain.append(node);
    }
    QByteArray path;
    for (auto it = chain.crbegin(); it != chain.crend(); ++it) {
        path += '/';
        path += name(*it);
    }
    return path;
}

std::optional<SnapshotTree::Node> SnapshotTree::childNamed(Node folder, QByteArrayView wanted) const
{
    quint32 low = 0;
    quint32 high = childCount(folder);
    while (low < high) {
        const quint32 middle = low + (high - low) / 2;
        const Node node = child(folder, middle);
        const int order = name(node).compare(wanted);
        if (order == 0) {
            return node;
        }
        (order < 0 ? low : high) = order < 0 ? middle + 1 : middle;
    }
    return std::nullopt;
}

std::optional<SnapshotTree::Node> SnapshotTree::find(const QByteArray &path) const
{
    Node node = kRoot;
    for (const QByteArray &part : path.split('/')) {
        if (part.isEmpty()) {
            continue;
        }
        const std::optional<Node> next = childNamed(node, part);
        if (!next) {
            return std::nullopt;
        }
        node = *next;
    }
    return node;
}

QVector<SnapshotTree::Node> SnapshotTree::search(const QString &text, int limit) const
{
    QVector<Node> found;
    const QByteArray needle = text.toUtf8();
    for (Node node = 1; !needle.isEmpty() && node < m_count && found.size() < limit; ++node) {
        if (containsFolded(name(node), needle)) {
            found.append(node);
        }
    }
    return found;
}

class SnapshotTreeBuilder::Private final
{
public:
    using Node = SnapshotTree::Node;
    using Record = SnapshotTree::Record;

    Private() { clear(); }
    void clear();
    Node folder(const QByteArray &path);
    Node append(Node parent, QByteArrayView name, const TreeEntry &entry);
    std::vector<Record> ordered() const;
    void sumUp(std::vector<Record> &records) const;

    std::vector<Record> records;
    QByteArray names;
    QHash<QByteArray, Node> folders; ///< without a slash at the end; the root is ""
    QByteArray lastPath; ///< files of one folder come one after the other
    Node lastNode = SnapshotTree::kRoot;
    bool tooLarge = false;
};

void SnapshotTreeBuilder::Private::clear()
{
    records.assign(1, Record{});
    records.front().type = NodeType::Folder;
    names.clear();
    folders.clear();
    folders.insert(QByteArray(), SnapshotTree::kRoot);
    lastPath.clear();
    lastNode = SnapshotTree::kRoot;
    tooLarge = false;
}

SnapshotTree::Node SnapshotTreeBuilder::Private::append(
    Node parent, QByteArrayView name, const TreeEntry &entry)
{
    constexpr quint64 most = std::numeric_limits<quint32>::max();
    tooLarge = tooLarge || records.size() >= most - 1 || quint64(names.size()) + quint64(name.size()) > most
        || name.size() > std::numeric_limits<quint16>::max();
    if (tooLarge) {
        return SnapshotTree::kRoot;
    }
    Record r{};
    r.parent = parent;
    r.nameOffset = static_cast<quint32>(names.size());
    r.nameLength = static_cast<quint16>(name.size());
    r.type = entry.type;
    r.size = entry.size;
    r.take(entry);
    names += name;
    records.push_back(r);
    return static_cast<Node>(records.size() - 1);
}

SnapshotTree::Node SnapshotTreeBuilder::Private::folder(const QByteArray &path)
{
    if (path == lastPath) {
        return lastNode;
    }
    auto known = folders.constFind(path);
    Node node = SnapshotTree::kRoot;
    if (known != folders.constEnd()) {
        node = *known;
    } else {
        const qsizetype slash = path.lastIndexOf('/');
        const Node parent = folder(path.left(std::max<qsizetype>(slash, 0)));
        node = append(parent, QByteArrayView(path).sliced(slash + 1), TreeEntry{});
        folders.insert(path, node);
    }
    lastPath = path;
    lastNode = node;
    return node;
}

/** Puts the children of each folder together, in the order of their names, parents before children. */
std::vector<SnapshotTree::Record> SnapshotTreeBuilder::Private::ordered() const
{
    const auto count = static_cast<Node>(records.size());
    std::vector<Node> start(count + 1, 0); // counting sort by parent
    for (Node node = 1; node < count; ++node) {
        ++start[records[node].parent + 1];
    }
    for (Node node = 0; node < count; ++node) {
        start[node + 1] += start[node];
    }
    std::vector<Node> order(count - 1); // place - 1 -> old node
    std::vector<Node> next(start.begin(), start.end() - 1);
    for (Node node = 1; node < count; ++node) {
        order[next[records[node].parent]++] = node;
    }
    const auto nameOf = [this](Node node) {
        return QByteArrayView(names.constData() + records[node].nameOffset, records[node].nameLength);
    };
    for (Node node = 0; node < count; ++node) {
        std::sort(order.begin() + start[node], order.begin() + start[node + 1],
            [&](Node a, Node b) { return nameOf(a).compare(nameOf(b)) < 0; });
    }
    std::vector<Node> newNode(count, 0);
    for (Node place = 0; place + 1 < count; ++place) {
        newNode[order[place]] = place + 1;
    }
    std::vector<Record> result(count);
    for (Node node = 0; node < count; ++node) {
        Record r = records[node];
        r.parent = newNode[r.parent];
        r.childCount = start[node + 1] - start[node];
        r.firstChild = r.childCount == 0 ? 0 : start[node] + 1;
        result[newNode[node]] = r;
    }
    return result;
}

void SnapshotTreeBuilder::Private::sumUp(std::vector<Record> &list) const
{
    for (Record &r : list) {
        if (r.type == NodeType::Folder) {
            r.size = 0;
        } else {
            r.files = 1;
        }
    }
    for (std::size_t node = list.size() - 1; node > 0; --node) {
        list[list[node].parent].size += list[node].size;
        list[list[node].parent].files += list[node].files;
    }
    for (Record &r : list) {
        if (r.type != NodeType::Folder) {
            r.files = 0;
        }
    }
}

SnapshotTreeBuilder::SnapshotTreeBuilder()
    : d(std::make_unique<Private>())
{
}

SnapshotTreeBuilder::~SnapshotTreeBuilder() = default;

void SnapshotTreeBuilder::add(const QByteArray &path, const TreeEntry &entry)
{
    const qsizetype slash = path.lastIndexOf('/');
    if (slash < 0 || slash + 1 == path.size() || d->tooLarge) {
        return; // the root itself, or no path
    }
    if (entry.type != NodeType::Folder) {
        d->append(d->folder(path.left(slash)), QByteArrayView(path).sliced(slash + 1), entry);
        return;
    }
    auto &record = d->records[d->folder(path)];
    record.take(entry);
}

quint32 SnapshotTreeBuilder::count() const { return static_cast<quint32>(d->records.size() - 1); }

QByteArray SnapshotTreeBuilder::finish()
{
    QByteArray bytes;
    if (!d->tooLarge) {
        std::vector<SnapshotTree::Record> records = d->ordered();
        d->records = {};
        d->sumUp(records);
        SnapshotTree::Header header{};
        std::memcpy(header.magic, kMagic, sizeof kMagic);
        header.byteOrder = kByteOrder;
        header.count = static_cast<quint32>(records.size());
        header.nameBytes = static_cast<quint64>(d->names.size());
        bytes.reserve(
            qsizetype(sizeof header + records.size() * sizeof(SnapshotTree::Record)) + d->names.size());
        bytes.append(reinterpret_cast<const char *>(&header), sizeof header);
        bytes.append(reinterpret_cast<const char *>(records.data()),
            qsizetype(records.size() * sizeof(SnapshotTree::Record)));
        bytes.append(d->names);
    }
    d->clear();
    return bytes;
}

QString nameText(QByteArrayView raw)
{
    if (std::all_of(raw.begin(), raw.end(), [](char c) { return c >= 0x20 && c < 0x7f; })) {
        return QString::fromLatin1(raw); // nearly every name
    }
    QString text;
    for (qsizetype i = 0; i < raw.size();) {
        const auto lead = static_cast<uchar>(raw[i]);
        const qsizetype length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString part = decode(raw.sliced(i, std::min(length, raw.size() - i)));
        const QVector<uint> points = part.toUcs4();
        if (decode.hasError() || points.size() != 1) {
            text += escapedChar(lead);
            ++i;
            continue;
        }
        text += isTreacherous(points.first()) ? escapedChar(points.first()) : part;
        i += length;
    }
    return text;
}

} // namespace snapgpu
