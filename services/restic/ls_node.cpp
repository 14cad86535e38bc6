// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/ls_node.h"

#include <QDateTime>

namespace snapgpu {

namespace {

constexpr QByteArrayView kReplacement("\xef\xbf\xbd");

NodeType typeOf(const std::string &text)
{
    if (text == "file") {
        return NodeType::File;
    }
    if (text == "dir") {
        return NodeType::Folder;
    }
    if (text == "symlink") {
        return NodeType::Symlink;
    }
    if (text == "fifo") {
        return NodeType::Fifo;
    }
    if (text == "socket") {
        return NodeType::Socket;
    }
    if (text == "dev") {
        return NodeType::Device;
    }
    return text == "chardev" ? NodeType::CharDevice : NodeType::Other;
}

/** Go's file mode to Unix permission bits: the special bits stand elsewhere there. */
quint32 unixMode(quint64 goMode)
{
    auto mode = static_cast<quint32>(goMode & 0777);
    mode |= (goMode & (1U << 23)) != 0 ? 04000 : 0;
    mode |= (goMode & (1U << 22)) != 0 ? 02000 : 0;
    mode |= (goMode & (1U << 20)) != 0 ? 01000 : 0;
    return mode;
}

int digits(QByteArrayView text, qsizetype at, int count)
{
    int value = 0;
    for (qsizetype i = at; i < at + count; ++i) {
        const char c = i < text.size() ? text[i] : 'x';
        if (c < '0' || c > '9') {
            return -1;
        }
        value = value * 10 + (c - '0');
    }
    return value;
}

/** Days since 1970-01-01 of the proleptic Gregorian calendar, which is Go's too. */
qint64 daysSince1970(int year, int month, int day)
{
    return QDate(year, month, day).toJulianDay() - QDate(1970, 1, 1).toJulianDay();
}

/** Length of the text at `at` that the JSON path stands for, newline included; -1 = it does not fit. */
qsizetype fit(QByteArrayView json, QByteArrayView text, qsizetype at, QByteArray *raw)
{
    raw->clear();
    const qsizetype start = at;
    for (qsizetype i = 0; i < json.size();) {
        if (json.sliced(i).startsWith(kReplacement)) {
            i += kReplacement.size();
            const bool itself = text.sliced(at).startsWith(kReplacement);
            const qsizetype length = itself ? kReplacement.size() : 1;
            if (at + length > text.size() || (!itself && static_cast<uchar>(text[at]) < 0x80)) {
                return -1;
            }
            raw->append(text.sliced(at, length));
            at += length;
        } else if (at < text.size() && text[at] == json[i]) {
            raw->append(json[i]);
            ++at;
            ++i;
        } else {
            return -1;
        }
    }
    return at < text.size() && text[at] == '\n' ? at + 1 - start : -1;
}

} // namespace

qint64 resticTimeMs(QByteArrayView text, quint32 *restNs)
{
    // 0123-56-89T12:45:78[.fraction](Z|+hh:mm)
    const int year = digits(text, 0, 4);
    const int month = digits(text, 5, 2);
    const int day = digits(text, 8, 2);
    const int hour = digits(text, 11, 2);
    const int minute = digits(text, 14, 2);
    const int second = digits(text, 17, 2);
    if (year < 0 || hour < 0 || minute < 0 || second < 0 || !QDate::isValid(year, month, day)) {
        return 0;
    }
    qint64 ms =
        ((daysSince1970(year, month, day) * 24 + hour) * 60 + minute) * 60'000 + qint64(second) * 1000;
    qsizetype at = 19;
    if (at < text.size() && text[at] == '.') {
        quint32 nanos = 0;
        quint32 scale = 100'000'000;
        for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
            nanos += static_cast<quint32>(text[at] - '0') * scale;
            scale /= 10;
        }
        ms += nanos / 1'000'000;
        if (restNs != nullptr) {
            *restNs = nanos % 1'000'000;
        }
    }
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) {
        const int hours = digits(text, at + 1, 2);
        const int minutes = digits(text, at + 4, 2);
        if (hours >= 0 && minutes >= 0) {
            ms += (text[at] == '+' ? -1 : 1) * (hours * 60 + minutes) * qint64(60'000);
        }
    }
    return ms;
}

namespace {

qint64 timeMs(const json::Value &object, const char *key, quint32 *restNs = nullptr)
{
    const json::Value *time = json::find(object, key);
    if (time == nullptr || !time->is_string()) {
        return 0;
    }
    const std::string &text = time->get_ref<const std::string &>();
    return resticTimeMs(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())), restNs);
}

} // namespace

std::optional<LsNode> lsNode(const json::Value &object)
{
    const json::Value *path = json::find(object, "path");
    if (path == nullptr || !path->is_string()) {
        return std::nullopt;
    }
    const std::string &text = path->get_ref<const std::string &>();
    LsNode node;
    node.path = QByteArray(text.data(), static_cast<qsizetype>(text.size()));
    if (const json::Value *type = json::find(object, "type"); type != nullptr && type->is_string()) {
        node.entry.type = typeOf(type->get_ref<const std::string &>());
    } else {
        node.entry.type = NodeType::Other;
    }
    node.entry.size = std::max<qint64>(0, json::integer(object, "size").value_or(0));
    node.entry.mode = unixMode(static_cast<quint64>(json::integer(object, "mode").value_or(0)));
    node.entry.inode = static_cast<quint64>(json::integer(object, "inode").value_or(0));
    node.entry.uid = static_cast<quint32>(json::integer(object, "uid").value_or(0));
    node.entry.gid = static_cast<quint32>(json::integer(object, "gid").value_or(0));
    node.entry.mtimeMs = timeMs(object, "mtime", &node.entry.mtimeRestNs);
    node.entry.ctimeMs = timeMs(object, "ctime");
    return node;
}

std::optional<QByteArray> RawNames::next(const QByteArray &jsonPath)
{
    QByteArray raw;
    qsizetype length = m_at < m_text.size() ? fit(jsonPath, m_text, m_at, &raw) : -1;
    while (length < 0 && !m_begun) { // lines about the snapshot stand before the first path
        const qsizetype newline = m_text.indexOf('\n', m_at);
        if (newline < 0 || newline + 1 >= m_text.size()) {
            break;
        }
        m_at = newline + 1;
        length = fit(jsonPath, m_text, m_at, &raw);
    }
    if (length < 0) {
        return std::nullopt;
    }
    m_begun = true;
    m_at += length;
    return raw;
}

} // namespace snapgpu
