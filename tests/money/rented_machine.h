// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/ledger/ledger.h"
#include "tests/race/fake_cloud.h"

#include <QTemporaryDir>

namespace snapgpu::test {

/** A cloud, a ledger, and one machine in both. */
struct RentedMachine
{
    QTemporaryDir dir;
    MockClock clock;
    FakeCloud cloud;
    std::unique_ptr<Ledger> ledger = *Ledger::open(dir.filePath(QStringLiteral("ledger.sqlite")), &clock);
    LedgerRow row;

    /** `gpu` and `storage` in $/h. */
    explicit RentedMachine(double gpu = 0, double storage = 0)
    {
        CreateRequest request;
        request.label = ledger->labelPrefix() + QStringLiteral("beef/1");
        row.label = request.label;
        row.provider = cloud.id();
        row.gpuHourly = Money::fromDollars(gpu);
        row.storageHourly = Money::fromDollars(storage);
        row.createdAtMs = clock.wallMs();
        isWritten = ledger->insert(row) && ledger->setInstance(row.label, cloud.rent(request));
    }

    bool isWritten = false;
};

} // namespace snapgpu::test
