// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/race_view.h"

#include <QAbstractListModel>
#include <QString>

namespace snapgpu {

/** How the end of a lane reads. Each kind has its own icon and word, so colour never speaks alone. */
enum class LaneEnd { Running, Winner, Refused, Failed, Destroying, Destroyed, Unknown };

/** Icon and colour follow from `end`; `word` is bold, `detail` says why. */
struct LaneOutcome
{
    LaneEnd end = LaneEnd::Running;
    QString word;
    QString detail;
};

LaneOutcome laneOutcome(const RacerView &racer);

/** Name of a stage or of what a running racer does now, for the legend and for readers. */
QString stageName(RaceStage stage);

/** One row per racer, by number. A new view touches only the rows that changed. */
class RaceLaneModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        WaveRole = Qt::UserRole + 16, ///< int
    };
    explicit RaceLaneModel(QObject *parent = nullptr);

    void setView(const RaceView &view);
    const RaceView &view() const { return m_view; }
    const RacerView &racer(int row) const { return m_view.racers.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    RaceView m_view;
};

/** The time axis all lanes share: from the click to a little after now. Pure. */
struct RaceAxis
{
    qint64 endMs = 20'000; ///< right edge
    qint64 stepMs = 5'000; ///< between ticks

    /** Grows in steps, so that the picture does not crawl; `nowMs` stays visible. */
    static RaceAxis fitting(qint64 nowMs);
    double position(qint64 ms) const; ///< 0..1
    bool operator==(const RaceAxis &) const = default;
};

} // namespace snapgpu
