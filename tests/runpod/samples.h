// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace snapgpu::test {

/** GET catalog/gpus: a type in two data centers, one of the secure cloud only, and one sold out. */
inline QByteArray catalog()
{
    return R"({"gpus":[
{"id":"NVIDIA GeForce RTX 4090","name":"RTX 4090","pool":"ADA_24","manufacturer":"NVIDIA","memory":24,
 "secure":true,"community":true,"price":{"secure":0.59,"community":0.34,"serverless":1.1},
 "maxCount":{"secure":8,"community":4},"availability":"HIGH",
 "dataCenters":[{"id":"EU-RO-1","name":"EU Romania 1","availability":"HIGH"},
                {"id":"US-KS-2","name":"US Kansas 2","availability":"LOW"}],
 "cudaVersions":[{"version":"12.8","available":true}]},
{"id":"NVIDIA H100 80GB HBM3","name":"H100 SXM","pool":"HOPPER_80","manufacturer":"NVIDIA","memory":"80",
 "secure":true,"community":false,"price":{"secure":2.69,"community":0},"maxCount":{"secure":8,"community":0},
 "availability":"LOW","dataCenters":[{"id":"US-TX-3","name":"US Texas 3","availability":"LOW"}]},
{"id":"AMD Instinct MI300X OAM","name":"MI300X","pool":null,"manufacturer":"AMD","memory":192,"secure":true,
 "community":false,"price":{"secure":2.49,"community":null},"availability":"NONE","dataCenters":[]}]})";
}

/** A pod as v2 shows it; `ssh`, `runtime` and what else differs are JSON texts. */
inline QByteArray pod(const QByteArray &id, const QByteArray &name, const QByteArray &status,
    const QByteArray &ssh = R"({"proxy":null,"direct":null})", const QByteArray &runtime = "null",
    const QByteArray &center = R"("EU-RO-1")", const QByteArray &cost = "0.59")
{
    return R"({"id":")" + id + R"(","name":")" + name
        + R"(","image":"runpod/base:1.0.2","args":"","disk":20,"ports":["22/tcp"],"env":{"HF_TOKEN":"hunter2"},)"
          R"("registry":null,"status":")"
        + status
        + R"(","actions":["stop","terminate"],"mounts":{},)"
          R"("gpu":{"id":"NVIDIA GeForce RTX 4090","count":1},"cloud":"SECURE","dataCenterId":)"
        + center + R"(,"cudaVersion":null,"ssh":)" + ssh + R"(,"template":null,"cost":)" + cost
        + R"(,"locked":false,"globalNetworking":{"enabled":false},"runtime":)" + runtime
        + R"(,"createdAt":"2026-11-23T09:00:00Z","startedAt":null,"brandNewField":[1]})";
}

inline QByteArray pods(const QList<QByteArray> &rows) { return R"({"pods":[)" + rows.join(',') + "]}"; }

/** The error body of v2. */
inline QByteArray problem(int status, const QByteArray &detail)
{
    return R"({"title":"Problem","status":)" + QByteArray::number(status) + R"(,"detail":")" + detail + "\"}";
}

} // namespace snapgpu::test
