// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/remote/shell_quote.h"

namespace snapgpu {

QByteArray shellQuoted(const QByteArray &word)
{
    QByteArray quoted = word;
    quoted.replace('\'', "'\\''");
    return '\'' + quoted + '\'';
}

QByteArray shellCommand(const QByteArrayList &words)
{
    QByteArrayList quoted;
    quoted.reserve(words.size());
    for (const QByteArray &word : words) {
        quoted.append(shellQuoted(word));
    }
    return quoted.join(' ');
}

} // namespace snapgpu
