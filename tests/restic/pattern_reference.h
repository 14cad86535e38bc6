// SPDX-License-Identifier: GPL-3.0-or-later
// A plain reading of restic's rules for patterns, and random patterns and paths to try it with.
#pragma once

#include "models/restore_filter.h"

#include <QRandomGenerator>

namespace snapgpu::test {

/** restic's filter.List: whether the path, or a folder above it, is matched in the end. */
bool listed(const QStringList &patterns, const QString &path);
/** Whether a restore with these options restores the file of that path. */
bool passes(const RestoreFilter &filter, const QString &path);

class PatternRandom final
{
public:
    explicit PatternRandom(quint32 seed)
        : m_random(seed)
    {
    }
    int below(int n) { return m_random.bounded(n); }
    QString name()
    {
        static const char *names[] = {"a", "b", "A", "ab", "b*", "[x]", "c\\d", "\u00dc"};
        return QString::fromUtf8(names[below(8)]);
    }
    QString path()
    {
        QString text;
        for (int i = 1 + below(4); i > 0; --i) {
            text += QLatin1Char('/') + name();
        }
        return text;
    }
    QString part()
    {
        static const char *parts[] = {
            "*", "?", "a*", "[ab]", "[^b]", "**", "a", "b", "A", "ab", "b\\*", "\\[x\\]"};
        return QString::fromUtf8(parts[below(12)]);
    }
    QString pattern()
    {
        QString text = below(3) == 0 ? QString() : QStringLiteral("/");
        text += part();
        for (int i = below(3); i > 0; --i) {
            text += QLatin1Char('/') + part();
        }
        return below(12) == 0 ? QLatin1Char('!') + text : text;
    }
    QStringList patterns(int most)
    {
        QStringList list;
        for (int i = below(most + 1); i > 0; --i) {
            list.append(pattern());
        }
        return list;
    }

private:
    QRandomGenerator m_random;
};

} // namespace snapgpu::test
