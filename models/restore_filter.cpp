// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/restore_filter.h"

#include "models/glob_part.h"

#include <QCoreApplication>

namespace snapgpu {

QString filterText(const RestoreFilter &filter)
{
    constexpr qsizetype kMost = 4;
    QStringList shown = filter.include + filter.iinclude;
    const QStringList without = filter.exclude + filter.iexclude;
    for (const QString &pattern : without) {
        shown.append(QCoreApplication::translate("Restore", "not %1").arg(pattern));
    }
    const int more = static_cast<int>(shown.size() - kMost);
    shown = shown.mid(0, kMost);
    if (more > 0) {
        shown.append(QCoreApplication::translate("Restore", "%n more", "", more));
    }
    return shown.join(QStringLiteral(", "));
}

QString patternMistake(const QStringList &patterns)
{
    for (const QString &pattern : patterns) {
        const QString plain = pattern.startsWith(QLatin1Char('!')) ? pattern.mid(1) : pattern;
        if (plain.isEmpty()) {
            return QCoreApplication::translate(
                "Restore", "An empty pattern matches nothing; leave it out, or write * for everything.");
        }
        if (plain.contains(QChar(u'\0'))) {
            return QCoreApplication::translate(
                "Restore", "A name or pattern holds a NUL byte, which no file name can.");
        }
        const QStringList parts = plain.split(QLatin1Char('/'));
        for (const QString &part : parts) {
            // An old restic complains only when it compares, once for every file, and exits with 0.
            if (!GlobPart::parse(part)) {
                return QCoreApplication::translate("Restore",
                    "The pattern \"%1\" is not well formed: close each [ with a ], and write \\[ or \\\\ for "
                    "the character itself.")
                    .arg(pattern);
            }
        }
    }
    return {};
}

QString filterMistake(const RestoreFilter &filter)
{
    const bool includes = !filter.include.isEmpty() || !filter.iinclude.isEmpty();
    if (includes && !(filter.exclude.isEmpty() && filter.iexclude.isEmpty())) {
        return QCoreApplication::translate("Restore",
            "restic takes either patterns to include or patterns to exclude, not both. Write an exclusion "
            "behind the includes with a leading !, for example !*.tmp.");
    }
    return patternMistake(filter.include + filter.iinclude + filter.exclude + filter.iexclude);
}

} // namespace snapgpu
