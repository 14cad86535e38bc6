// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/app_services.h"

#include <QObject>

namespace snapgpu {

class MachineSource;

/**
 * Which of the restores that were begun earlier are worth asking for: those whose machine is listed, runs,
 * can be logged in to and is not on its way out. Pure.
 */
QVector<MachineRestorePlan> plansToFollow(
    const QVector<BegunRestore> &begun, const QVector<Machine> &listed, const QVector<MachineRow> &rows);

/**
 * Once after the window was opened: looks whether restores go on, or ended while nobody looked, that an
 * earlier SnapGPU of this home began. Their machines are asked once and quietly, with the first listing that
 * comes. While none was begun, nothing is asked at all.
 */
class RestoreFinder final : public QObject
{
    Q_OBJECT
public:
    /** All must outlive it. */
    RestoreFinder(const AppServices &services, MachineSource *source, MachineRestores *restores,
        QObject *parent = nullptr);

private:
    void look();

    AppServices m_services;
    MachineSource *m_source;
    MachineRestores *m_restores;
    QVector<BegunRestore> m_begun;
};

} // namespace snapgpu
