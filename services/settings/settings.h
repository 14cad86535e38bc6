// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QVector>

namespace snapgpu {

enum class Appearance { System, Light, Dark };

/** A filter line that is kept: under a name, or among the recent ones with none. */
struct SavedSearch
{
    QString name;
    QString query;
    bool interruptible = false;

    bool operator==(const SavedSearch &) const = default;
};

/** A restic repository as a person describes it; its secrets are elsewhere, under its id. */
struct RepositoryEntry
{
    QString id; ///< names it and its secrets; never shown
    QString name;
    QString url; ///< without credentials; may be empty when the file on the host says it
    QString region; ///< of an object store; "auto" for R2
    QString host; ///< user@vps[:port] where restic runs; empty = this computer
    QString hostKeyFile; ///< private key for the host; empty = the usual one
    QString hostEnvironmentFile; ///< read on the host before restic starts

    bool operator==(const RepositoryEntry &) const = default;
};

/** Everything a person may set; a value. Never a secret: keys and passwords have no field here. */
struct Preferences
{
    Appearance appearance = Appearance::System;
    QString provider = QStringLiteral("vast"); ///< or "runpod"
    QString language; ///< "en", "pt_BR"; empty = the system's
    QString sshKeyFile; ///< private key to log in with; empty = the usual identity files
    QString repositoryUrl; ///< restic repository without credentials; empty = RESTIC_REPOSITORY
    QString repositoryHost; ///< user@vps[:port] where restic runs; empty = this computer
    QVector<RepositoryEntry> repositories; ///< those the person added, in order
    QString repositoryId; ///< the one that is open; empty = the one of the environment
    QString terminal; ///< program to open an ssh session in; empty = the system's

    QString query = QStringLiteral("num_gpus=1 reliability>0.95");
    int searchLimit = 64; ///< rows asked from the cloud; each 64 are one call
    QString image = QStringLiteral("nvidia/cuda:12.4.1-runtime-ubuntu22.04");
    double diskGb = 40;
    QStringList critical; ///< restic patterns restored first
    QString target; ///< empty = chosen from the snapshot
    int waveSize = 5;
    int waveDelaySeconds = 10;
    int maxWaves = 3;
    bool adaptiveWaves = false; ///< host memory times the waves instead of waveDelaySeconds
    double maxHourlyDollars = 0; ///< 0 = no cap
    double maxCostDollars = 1.0; ///< 0 = no cap
    double maxDayDollars = 0; ///< since local midnight, all machines of this home; 0 = no cap
    int maxMachines = 0; ///< alive at once, all machines of this home; 0 = no cap
    int connections = 0; ///< to the repository; 0 = by link, cores and memory
    QString teamMemoryUrl; ///< PostgreSQL address of a host memory that a team shares, without password;
                           ///< empty = none
    bool notifications = true; ///< through the system, while the person looks elsewhere
    bool bulkCalls = false; ///< create and destroy many machines with one call

    bool interruptible = false; ///< bid for machines instead of renting them at their price
    double bidMarginPercent = 10; ///< above each machine's lowest bid, when no bid is named
    double bidDollars = 0; ///< $/h for every machine; 0 = each machine's lowest bid and the margin
    QVector<SavedSearch> savedSearches;
    QVector<SavedSearch> recentSearches; ///< newest first, without names

    QString windowGeometry; ///< base64 of QWidget::saveGeometry
    QStringList offersColumns; ///< shown columns from left to right, "gpu_name=120"; empty = as made
    QString offersSort; ///< order text of the vendor's command line: "price,reliability-"
    QString offersDetails; ///< where the details stand: "right", "bottom"; empty = hidden
    QString hostsHeader; ///< base64 of QHeaderView::saveState
    int hostsGroupBy = 1; ///< GroupBy of the hosts page
    int hostsPeriodDays = 60; ///< 0 = all time
    int hostsPicture = 0; ///< which chart of the hosts page

    bool operator==(const Preferences &) const = default;
};

/**
 * settings.json of a home. Values out of range are brought back into it, fields nobody knows are kept for the
 * newer version that wrote them, a damaged file is moved aside and named in warning(). Writes are atomic.
 */
class SettingsStore final : public QObject
{
    Q_OBJECT
public:
    explicit SettingsStore(QString file, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(SettingsStore)

    const Preferences &values() const { return m_values; }
    QString file() const { return m_file; }
    QString warning() const { return m_warning; } ///< one sentence, empty when all was well

    /** Refuses addresses that carry a password (InvalidInput); a value that equals the old one writes
     * nothing. */
    Result<Done> set(const Preferences &values);

    static QStringList keys(); ///< names as they stand in the file

Q_SIGNALS:
    void changed();

private:
    void load();
    Result<Done> save() const;

    QString m_file;
    QString m_warning;
    QByteArray m_unknown; ///< JSON object of fields this version does not know
    Preferences m_values;
};

} // namespace snapgpu
