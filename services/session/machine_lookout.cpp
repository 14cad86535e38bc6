// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/session/machine_lookout.h"

namespace snapgpu {

namespace {
constexpr int kLookAgainMs = 5'000;
} // namespace

MachineLookout::MachineLookout(
    CloudProvider *provider, QString instanceId, bool interruptible, QObject *parent)
    : QObject(parent)
    , m_provider(provider)
    , m_instanceId(std::move(instanceId))
    , m_interruptible(interruptible)
{
    m_next.setSingleShot(true);
    m_next.setInterval(kLookAgainMs);
}

MachineLookout::~MachineLookout() = default;

void MachineLookout::watch(bool lost)
{
    m_lost = lost;
    if (!lost) {
        m_watch = {};
        return;
    }
    if (m_provider == nullptr || m_look || m_end || m_next.isActive()) {
        return;
    }
    m_look = m_provider->list();
    m_look->then(this, [this](const Result<QVector<Machine>> &listed) { take(listed); });
}

void MachineLookout::take(const Result<QVector<Machine>> &listed)
{
    m_look = nullptr;
    m_next.start();
    if (!listed || !m_lost) {
        return;
    }
    m_end = m_watch.look(*listed, m_instanceId, m_interruptible);
    if (m_end) {
        Q_EMIT ended();
    }
}

} // namespace snapgpu
