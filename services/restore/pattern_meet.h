// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/restore_filter.h"

#include <optional>

namespace snapgpu {

/**
 * restic knows no "and" of patterns, and no includes beside excludes. These functions write the patterns for
 * the two phases of a restore that is only of a part: each matches exactly what it should or says that it
 * cannot be written. Pure.
 */

/** Patterns of what both `a` and `b` match, negations at the end; nullopt = cannot be written, empty =
 * nothing.
 */
std::optional<QStringList> meetPatterns(const QStringList &a, const QStringList &b);

/** `critical`, as far as the filter lets it through: patterns for --include. nullopt = cannot be written. */
std::optional<QStringList> criticalWithin(const QStringList &critical, const RestoreFilter &only);

/** What the filter lets through but `critical` (of criticalWithin) does not match; nullopt likewise. */
std::optional<RestoreFilter> restBeside(
    const QStringList &critical, const QStringList &within, const RestoreFilter &only);

} // namespace snapgpu
