// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace snapgpu {

/**
 * What of a snapshot is restored. The patterns mean exactly what the options of restic's restore of the same
 * names do; a leading "!" takes back what a pattern before it matched. All empty = everything.
 */
struct RestoreFilter
{
    QStringList include, iinclude; ///< only what matches; iinclude ignores case
    QStringList exclude, iexclude; ///< all but what matches

    bool operator==(const RestoreFilter &) const = default;
    bool isEmpty() const
    {
        return include.isEmpty() && iinclude.isEmpty() && exclude.isEmpty() && iexclude.isEmpty();
    }
};

/** The patterns in one line for people, excluded ones with "not"; long lists are cut. */
QString filterText(const RestoreFilter &filter);

/** One sentence why restic cannot use these filters (or would use them otherwise than meant); empty = it can.
 */
QString filterMistake(const RestoreFilter &filter);

/** The same for patterns alone. */
QString patternMistake(const QStringList &patterns);

} // namespace snapgpu
