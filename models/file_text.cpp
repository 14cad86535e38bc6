// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/file_text.h"

#include "models/name_escape.h"

#include <algorithm>
#include <QCoreApplication>

namespace snapgpu::filetext {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("snapgpu::filetext", text); }

bool turnsText(QChar c)
{
    const char16_t code = c.unicode();
    return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || code == 0x200e
        || code == 0x200f || code == 0x061c;
}

bool needsEscape(QChar c)
{
    return c.category() == QChar::Other_Control || turnsText(c) || c == QChar::LineSeparator
        || c == QChar::ParagraphSeparator;
}

} // namespace

QString line(const QString &text)
{
    if (std::none_of(text.cbegin(), text.cend(), needsEscape)) {
        return text;
    }
    QString shown;
    for (const QChar c : text) {
        shown += needsEscape(c) ? escapedChar(c.unicode()) : QString(c);
    }
    return shown;
}

QString name(QByteArrayView raw) { return line(nameText(raw)); }

QString permissions(quint32 mode, NodeType type)
{
    static constexpr char kinds[] = "d-lpsbc?"; // in the order of NodeType
    static constexpr char letters[] = "rwxrwxrwx";
    QString text(10, QLatin1Char('-'));
    text[0] = QLatin1Char(kinds[static_cast<int>(type)]);
    for (int i = 0; i < 9; ++i) {
        if ((mode & (0400U >> i)) != 0) {
            text[i + 1] = QLatin1Char(letters[i]);
        }
    }
    const auto mark = [&](quint32 bit, int place, char on, char off) {
        if ((mode & bit) != 0) {
            text[place] = QLatin1Char(text[place] == QLatin1Char('x') ? on : off);
        }
    };
    mark(04000, 3, 's', 'S');
    mark(02000, 6, 's', 'S');
    mark(01000, 9, 't', 'T');
    return text;
}

QString kind(NodeType type)
{
    switch (type) {
    case NodeType::Folder:
        return tr("folder");
    case NodeType::File:
        return tr("file");
    case NodeType::Symlink:
        return tr("link");
    case NodeType::Fifo:
        return tr("pipe");
    case NodeType::Socket:
        return tr("socket");
    case NodeType::Device:
    case NodeType::CharDevice:
        return tr("device");
    case NodeType::Other:
        break;
    }
    return tr("special file");
}

QString change(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Added:
        return tr("added");
    case ChangeKind::Removed:
        return tr("removed");
    case ChangeKind::Content:
        return tr("changed");
    case ChangeKind::Type:
        return tr("other kind");
    case ChangeKind::Metadata:
        return tr("attributes");
    case ChangeKind::Damaged:
        break;
    }
    return tr("damaged");
}

QString exactPattern(const QByteArray &path)
{
    static const QString special = QStringLiteral("*?[]\\");
    const QString text = QString::fromUtf8(path);
    QString pattern;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        const bool lastBlank = i + 1 == text.size() && c.isSpace(); // a list of patterns is trimmed
        if (lastBlank || c.category() == QChar::Other_Control || c == QChar::ReplacementCharacter) {
            pattern += QLatin1Char('?');
            continue;
        }
        if (special.contains(c)) {
            pattern += QLatin1Char('\\');
        }
        pattern += c;
    }
    return pattern;
}

QVector<QByteArray> outermost(QVector<QByteArray> paths)
{
    // With a slash at its end a folder sorts right before everything below it.
    std::sort(paths.begin(), paths.end(),
        [](const QByteArray &a, const QByteArray &b) { return QByteArray(a + '/') < QByteArray(b + '/'); });
    QVector<QByteArray> kept;
    for (const QByteArray &path : std::as_const(paths)) {
        if (kept.isEmpty() || (path != kept.last() && !path.startsWith(QByteArray(kept.last() + '/')))) {
            kept.append(path);
        }
    }
    return kept;
}

} // namespace snapgpu::filetext
