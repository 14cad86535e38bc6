// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace snapgpu::metrics {

/** Sentences of the whole room in one context of the catalogue: MemoryText::tr("…"). */
struct MemoryText
{
    Q_DECLARE_TR_FUNCTIONS(snapgpu::HostMemory)
};

} // namespace snapgpu::metrics
