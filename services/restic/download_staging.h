// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restic/restic_download.h"

#include <filesystem>
#include <QCoreApplication>
#include <QTemporaryDir>

namespace snapgpu {

/**
 * A hidden folder beside the place where a download ends. What was chosen is moved out of it when it is
 * whole; the rest goes with it, also what was written read-only.
 */
class DownloadStaging final
{
    Q_DECLARE_TR_FUNCTIONS(snapgpu::DownloadStaging)

public:
    explicit DownloadStaging(const QString &folder);
    ~DownloadStaging();
    Q_DISABLE_COPY_MOVE(DownloadStaging)

    bool isValid() const { return m_dir.isValid(); }
    QByteArray path() const;
    std::filesystem::path root() const;
    /** Each chosen entry by its last name, but for those left behind; a name that is taken gets a number,
     * nothing is overwritten. */
    Result<DownloadReport> moveOut(const DownloadPlan &plan, const LeftBehind &left) const;
    /** The folder and what is left in it; for the end of a download, before anybody is told of it. */
    void remove() const;

private:
    QTemporaryDir m_dir;
};

} // namespace snapgpu
