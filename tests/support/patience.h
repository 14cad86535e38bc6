// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QTest>

namespace snapgpu::test {

/**
 * How long a test waits for what must come, milliseconds. Qt's own five seconds are too few for real programs
 * on a computer that runs five tests at once; whoever does not have to wait is not slower for it.
 */
constexpr int kPatienceMs = 60'000;

/**
 * For what must have happened after `ms`, and for what must not happen at all: everything that is due by then
 * is handled. QTest::qWait() alone may come back late from its last sleep and leave it undone.
 */
inline void settle(int ms = 60)
{
    QTest::qWait(ms);
    for (int round = 0; round < 3; ++round) {
        QCoreApplication::processEvents();
    }
}

} // namespace snapgpu::test

#undef QTRY_VERIFY
#undef QTRY_COMPARE
#define QTRY_VERIFY(expression) QTRY_VERIFY_WITH_TIMEOUT(expression, snapgpu::test::kPatienceMs)
#define QTRY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT(actual, expected, snapgpu::test::kPatienceMs)
