// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restore/restic_version.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace snapgpu {

std::optional<ResticVersion> ResticVersion::parse(const QString &text)
{
    static const QRegularExpression numbers(QStringLiteral("\\A(?:restic )?v?(\\d+)\\.(\\d+)(?:\\.(\\d+))?"));
    const QRegularExpressionMatch match = numbers.match(text);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    return ResticVersion{match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt()};
}

QString ResticVersion::text() const { return QStringLiteral("%1.%2.%3").arg(major).arg(minor).arg(patch); }

ResticFeatures ResticFeatures::of(ResticVersion version)
{
    ResticFeatures features;
    features.sparse = features.replacesLinks = version >= ResticVersion{0, 15, 0};
    features.progress = features.subfolder = version >= ResticVersion{0, 16, 0};
    features.overwrite = features.cleanTerm = features.exitCodes = version >= ResticVersion{0, 17, 0};
    return features;
}

QStringList ResticFeatures::lacks() const
{
    QStringList list;
    if (!overwrite) {
        list.append(QCoreApplication::translate("Restore", "it cannot go on with what is there already"));
    }
    if (!progress) {
        list.append(QCoreApplication::translate("Restore", "its progress is only counted"));
    }
    if (!sparse) {
        list.append(QCoreApplication::translate("Restore", "holes in files become zeros"));
    }
    return list;
}

} // namespace snapgpu
