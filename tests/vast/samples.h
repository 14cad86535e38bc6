// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace snapgpu::test {

/** An offer shaped like the service's own, with its nulls; `extra` is appended inside the object. */
QByteArray offerRow(qint64 id, double dphTotal, const QByteArray &extra = {});

/** An instance row that runs, with a mapped port and the stray newlines of the service. */
QByteArray runningRow(qint64 id, const QByteArray &label);

/** `{"success":true,"instances":[rows],"next_token":token}`; an empty token is null. */
QByteArray instancePage(const QList<QByteArray> &rows, const QByteArray &nextToken = {});

} // namespace snapgpu::test
