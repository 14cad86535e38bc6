// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <QElapsedTimer>
#include <QObject>

class QSocketNotifier;

namespace snapgpu {

/** Turns SIGINT, SIGTERM and SIGHUP into a Qt signal on the main thread. At most one object at a time. */
class Interrupts final : public QObject
{
    Q_OBJECT
public:
    explicit Interrupts(QObject *parent = nullptr);
    ~Interrupts() override;

Q_SIGNALS:
    void interrupted(int count); ///< 1 for the first, 2 for the second …

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
    int m_count = 0;
    QElapsedTimer m_last;
};

} // namespace snapgpu
