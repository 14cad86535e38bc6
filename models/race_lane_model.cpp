// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/race_lane_model.h"

#include "models/format.h"
#include "models/machine_number.h"
#include "models/table_roles.h"

#include <algorithm>
#include <array>
#include <QCoreApplication>

namespace snapgpu {

namespace {

QString tr(const char *text, const char *comment = nullptr)
{
    return QCoreApplication::translate("RaceLanes", text, comment);
}

bool sameLane(const RacerView &a, const RacerView &b)
{
    return a.label == b.label && a.state == b.state && a.stages == b.stages && a.reason == b.reason
        && a.failed == b.failed && a.readyMs == b.readyMs && a.cost == b.cost && a.instanceId == b.instanceId
        && a.wave == b.wave;
}

LaneOutcome endedOutcome(const RacerView &racer)
{
    const bool gone = racer.state == RacerState::Gone;
    if (racer.failed) {
        return {LaneEnd::Failed, gone ? tr("failed, destroyed") : tr("failed, destroying"), racer.reason};
    }
    return gone ? LaneOutcome{LaneEnd::Destroyed, tr("destroyed"), racer.reason}
                : LaneOutcome{LaneEnd::Destroying, tr("destroying"), racer.reason};
}

} // namespace

QString stageName(RaceStage stage)
{
    switch (stage) {
    case RaceStage::Create:
        return tr("create", "stage of a boot");
    case RaceStage::Host:
        return tr("host", "stage of a boot");
    case RaceStage::Image:
        return tr("image", "stage of a boot");
    case RaceStage::Ssh:
        return tr("ssh", "stage of a boot");
    case RaceStage::Check:
        return tr("check", "stage of a boot");
    }
    Q_UNREACHABLE();
}

LaneOutcome laneOutcome(const RacerView &racer)
{
    switch (racer.state) {
    case RacerState::Planned:
        return {LaneEnd::Running, tr("next", "a racer that will be created now"), {}};
    case RacerState::CreateSent:
        return {LaneEnd::Running, tr("creating"), racer.reason};
    case RacerState::Refused:
        return {LaneEnd::Refused, tr("refused"), racer.reason};
    case RacerState::Unknown:
        return {LaneEnd::Unknown, tr("looking for it"), racer.reason};
    case RacerState::Booting:
        return {LaneEnd::Running, tr("booting"), racer.reason};
    case RacerState::Reachable:
        return {LaneEnd::Running, tr("checking"), racer.reason};
    case RacerState::Winner:
        return {LaneEnd::Winner, tr("winner"),
            racer.readyMs >= 0 ? tr("ready in %1").arg(format::seconds(racer.readyMs)) : racer.reason};
    case RacerState::Destroying:
    case RacerState::Gone:
        return endedOutcome(racer);
    }
    Q_UNREACHABLE();
}

RaceLaneModel::RaceLaneModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

void RaceLaneModel::setView(const RaceView &view)
{
    const bool sameRace = view.raceId == m_view.raceId && view.racers.size() >= m_view.racers.size();
    if (!sameRace) {
        beginResetModel();
        m_view = view;
        endResetModel();
        return;
    }
    const auto before = static_cast<int>(m_view.racers.size());
    const auto after = static_cast<int>(view.racers.size());
    QVector<int> changed;
    for (int row = 0; row < before; ++row) {
        if (!sameLane(m_view.racers.at(row), view.racers.at(row))) {
            changed.append(row);
        }
    }
    if (after > before) {
        beginInsertRows({}, before, after - 1);
        m_view = view;
        endInsertRows();
    } else {
        m_view = view;
    }
    for (const int row : std::as_const(changed)) {
        Q_EMIT dataChanged(index(row), index(row));
    }
}

int RaceLaneModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_view.racers.size());
}

QVariant RaceLaneModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const RacerView &lane = racer(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return lane.offer.gpuName;
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole: {
        const LaneOutcome outcome = laneOutcome(lane);
        const QString place = lane.offer.geolocation.isEmpty() ? format::missing() : lane.offer.geolocation;
        const QString end = outcome.detail.isEmpty()
            ? outcome.word
            : tr("%1: %2", "state: reason").arg(outcome.word, outcome.detail);
        return tr("Racer %1, wave %2, %3, %4, machine %5, %6, %7")
            .arg(QString::number(lane.number), QString::number(lane.wave), lane.offer.gpuName, place,
                machineNumber(lane.offer.machineId), format::dollars(lane.cost, 4), end);
    }
    case IdRole:
        return lane.label;
    case WaveRole:
        return lane.wave;
    default:
        return {};
    }
}

RaceAxis RaceAxis::fitting(qint64 nowMs)
{
    struct Scale
    {
        qint64 endMs;
        qint64 stepMs;
    };
    static constexpr std::array<Scale, 9> kScales{
        {{20'000, 5'000}, {30'000, 5'000}, {45'000, 5'000}, {60'000, 10'000}, {90'000, 15'000},
            {120'000, 20'000}, {180'000, 30'000}, {300'000, 60'000}, {600'000, 120'000}}};
    for (const Scale &scale : kScales) {
        if (nowMs <= scale.endMs) {
            return {scale.endMs, scale.stepMs};
        }
    }
    constexpr qint64 kStep = 300'000;
    const qint64 end = (nowMs / kStep + 1) * kStep;
    constexpr qint64 kTicks = 6;
    return {end, (end / kTicks + kStep - 1) / kStep * kStep};
}

double RaceAxis::position(qint64 ms) const
{
    return std::clamp(static_cast<double>(ms) / static_cast<double>(endMs), 0.0, 1.0);
}

} // namespace snapgpu
