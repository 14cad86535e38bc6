// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>

namespace snapgpu {

/** One word for any POSIX shell (also fish and csh, while it holds no newline); every byte but NUL survives.
 */
QByteArray shellQuoted(const QByteArray &word);

/** Quoted words with blanks between them. */
QByteArray shellCommand(const QByteArrayList &words);

} // namespace snapgpu
