// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/restic_worker.h"

namespace snapgpu {

void ResticWorker::run(ResticCall call, Answer answer)
{
    auto *job = new ResticRun(m_tools, m_repository, std::move(call), this);
    job->then(this, std::move(answer));
}

} // namespace snapgpu
