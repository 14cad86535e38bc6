// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/remote/agent_script.h"

#include <QFile>

// Outside every namespace: the macro names a global symbol, and a static library is linked only where named.
static void initAgentResource() { Q_INIT_RESOURCE(agent); }

namespace snapgpu {

QByteArray agentScript()
{
    static const QByteArray script = [] {
        initAgentResource();
        QFile file(QStringLiteral(":/snapgpu/agent.sh"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }();
    return script;
}

} // namespace snapgpu
