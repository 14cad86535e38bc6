// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/cloud/vast/vast_provider.h"
#include "tests/support/scripted_server.h"

#include <memory>

namespace snapgpu::test {

inline const QString kKey = QStringLiteral("0123456789abcdef");

/** A provider that talks to a scripted server. */
struct ProviderBench
{
    explicit ProviderBench(const QString &key = kKey, const QString &path = {}, bool bulk = false)
    {
        provider = std::make_unique<VastProvider>(
            &gated, VastSettings{server.url(path), [key] { return key; }, bulk});
    }

    ScriptedServer server;
    SystemClock clock;
    HttpClient http;
    GatedClient gated{&http, &clock, GatePolicy::Adaptive};
    std::unique_ptr<VastProvider> provider;
};

} // namespace snapgpu::test
