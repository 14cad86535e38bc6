// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restore/restic_bootstrap.h"

namespace snapgpu {

namespace {

struct Pin
{
    const char *machine; ///< uname -m
    const char *arch; ///< in the file name
    const char *sha256; ///< from the release's own SHA256SUMS
};

constexpr const char *kPinnedVersion = "0.19.1";
constexpr Pin kPins[] = {
    {"x86_64", "amd64", "f415415624dcc452f2a02b8c33641791a8c6d6d3b65bbb3543fcf9a25151585c"},
    {"aarch64", "arm64", "a5f64aaab53d51e311fa3829124c5b703f2d14cf187d8640b6be3b2b49376465"},
};

} // namespace

QString ResticSource::officialUrl()
{
    return QStringLiteral("https://github.com/restic/restic/releases/download");
}

std::optional<ResticRelease> ResticRelease::forMachine(
    const QString &architecture, const ResticSource &source)
{
    for (const Pin &pin : kPins) {
        if (architecture == QLatin1String(pin.machine)) {
            ResticRelease release;
            release.version = QLatin1String(kPinnedVersion);
            release.fileName =
                QStringLiteral("restic_%1_linux_%2.bz2").arg(release.version, QLatin1String(pin.arch));
            release.url = QStringLiteral("%1/v%2/%3").arg(source.baseUrl, release.version, release.fileName);
            release.sha256 =
                source.sha256ForTests.isEmpty() ? QLatin1String(pin.sha256) : source.sha256ForTests;
            return release;
        }
    }
    return std::nullopt;
}

BootstrapStep nextBootstrapStep(const BootstrapFacts &facts)
{
    if (facts.own && *facts.own >= kModernRestic) {
        return BootstrapStep::UseOwn;
    }
    if (facts.canFetch) {
        return BootstrapStep::Fetch;
    }
    if (facts.canUpload) {
        return BootstrapStep::Upload;
    }
    if (facts.canDownload) {
        return BootstrapStep::Download;
    }
    return facts.own && *facts.own >= kOldestRestic ? BootstrapStep::UseOld : BootstrapStep::GiveUp;
}

} // namespace snapgpu
