// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restore/restic_version.h"

namespace snapgpu {

class HttpClient;

/** Where a machine without a good restic gets one. Every file is pinned by its SHA-256. */
struct ResticSource
{
    /** A folder laid out like the official release page: v<version>/restic_<version>_linux_<arch>.bz2; empty
     * = machines fetch nothing. */
    QString baseUrl;
    QString uploadDir; ///< holds the same files on this computer; empty = nothing is uploaded
    HttpClient *http = nullptr; ///< fetches them into uploadDir, where a machine cannot; null = nobody does
    QString sha256ForTests; ///< replaces the pins; empty outside tests

    static QString officialUrl(); ///< restic's release page
};

/** One pinned release file. */
struct ResticRelease
{
    QString url;
    QString fileName;
    QString sha256;
    QString version;

    /** For `uname -m`; nothing for a processor without a pin. */
    static std::optional<ResticRelease> forMachine(const QString &architecture, const ResticSource &source);
};

enum class BootstrapStep { UseOwn, Fetch, Upload, Download, UseOld, GiveUp };

/** What is known when it is decided how a machine gets its restic. */
struct BootstrapFacts
{
    std::optional<ResticVersion> own; ///< the machine's
    bool canFetch = false; ///< not tried yet, and there is an address and a pin
    bool canUpload = false; ///< not tried yet, and the file lies on this computer
    bool canDownload = false; ///< not tried yet: to this computer, to be sent from here
};

/**
 * Its own when modern, else the pinned release, else an upload of what this computer has or fetches first,
 * else the old one that is there. Pure.
 */
BootstrapStep nextBootstrapStep(const BootstrapFacts &facts);

} // namespace snapgpu
