// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QString>
#include <QStringList>

namespace snapgpu {

/** A version as `restic version` tells it; text behind the numbers is ignored. */
struct ResticVersion
{
    int major = 0, minor = 0, patch = 0;

    auto operator<=>(const ResticVersion &) const = default;
    static std::optional<ResticVersion> parse(const QString &text);
    QString text() const;
};

inline constexpr ResticVersion kOldestRestic{0, 14, 0};
inline constexpr ResticVersion kModernRestic{0, 17, 0}; ///< from here on a machine's own restic is used

/** What one restic can do in a restore. Pure; from restic's changelog and source, see the members. */
struct ResticFeatures
{
    bool progress = false; ///< restore --json (0.16)
    bool sparse = false; ///< restore --sparse (0.15)
    bool subfolder = false; ///< ID:/folder (0.16)
    bool overwrite = false; ///< resumes, --overwrite (0.17)
    bool replacesLinks = false; ///< restores over links that exist (0.15)
    bool cleanTerm = false; ///< ends tidily on SIGTERM (0.17); SIGINT works everywhere
    bool exitCodes = false; ///< 10, 11 and 12 (0.17)

    static ResticFeatures of(ResticVersion version);
    /** What a person misses with it, one phrase each; empty for a modern restic. */
    QStringList lacks() const;
};

} // namespace snapgpu
