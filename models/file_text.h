// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot_change.h"

#include <QByteArrayView>
#include <QString>
#include <QVector>

/** Names, kinds and modes of files in a snapshot as text for people. */
namespace snapgpu::filetext {

/** A name or path on one line that cannot lie: nameText(), and marks that turn the direction of writing show
 * as
 * "\u202e", because they can make "exe.txt" out of "txt.exe". */
QString name(QByteArrayView raw);
/** The same for text that is Unicode already: hosts, tags and paths of a snapshot. */
QString line(const QString &text);

QString permissions(quint32 mode, NodeType type); ///< "drwxr-xr-x", as ls shows it
QString kind(NodeType type); ///< "folder", "file", "link", …
QString change(ChangeKind kind); ///< "added", "removed", "changed", …

/**
 * The path as a pattern that matches exactly it and what is below it by restic's rules: anchored by its first
 * slash, with *, ?, [, ] and \ escaped. What cannot stand in a line of patterns (line ends, bytes that are
 * not UTF-8, a blank at the end) becomes ?, which matches any one character in its place.
 */
QString exactPattern(const QByteArray &path);

/** Only the outermost of these paths, each once, in order. */
QVector<QByteArray> outermost(QVector<QByteArray> paths);

} // namespace snapgpu::filetext
