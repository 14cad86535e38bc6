// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSslError>
#include <QString>

namespace snapgpu {

/** What is wrong with the certificate of `host` and what to do, in one sentence; empty when nothing is known
 * to be. A certificate often has several faults: the first to put right is told. */
QString certificateSentence(const QList<QSslError> &errors, const QString &host);

} // namespace snapgpu
