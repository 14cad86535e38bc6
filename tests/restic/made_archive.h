// SPDX-License-Identifier: GPL-3.0-or-later
// Archives as nobody's restic would send them, and what is left of them on the disk.
#pragma once

#include <filesystem>
#include <QByteArray>
#include <QFile>
#include <QStringList>

inline QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(not there)");
}

inline QStringList everythingIn(const QString &folder)
{
    QStringList names; // also those that are no UTF-8, which QDir passes over
    for (const auto &entry : std::filesystem::directory_iterator(folder.toStdString())) {
        names.append(QString::fromLatin1(entry.path().filename().c_str()));
    }
    names.sort();
    return names;
}

/** One header of an archive, as `tar` writes it. */
inline QByteArray header(const QByteArray &path, char flag, const QByteArray &link = {}, qint64 size = 0)
{
    QByteArray block(512, '\0');
    const auto put = [&block](qsizetype at, const QByteArray &text) { block.replace(at, text.size(), text); };
    put(0, path.left(100));
    put(100, "0000644");
    put(124, QByteArray::number(size, 8).rightJustified(11, '0'));
    put(136, "15301676130");
    put(148, "        ");
    block[156] = flag;
    put(157, link.left(100));
    put(257,
        QByteArray("ustar\0"
                   "00",
            8));
    qint64 sum = 0;
    for (const char c : std::as_const(block)) {
        sum += static_cast<uchar>(c);
    }
    put(148, QByteArray::number(sum, 8).rightJustified(6, '0') + '\0' + ' ');
    return block;
}

inline QByteArray file(const QByteArray &path, const QByteArray &content)
{
    return header(path, '0', {}, content.size())
        + content.leftJustified((content.size() + 511) / 512 * 512, '\0');
}

inline const QByteArray kEnd(1024, '\0');
