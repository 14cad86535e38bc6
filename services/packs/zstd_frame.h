// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QByteArray>
#include <QByteArrayView>

namespace snapgpu {

/** The content of a zstd frame; nothing when it is none, is cut, or holds more than `mostBytes`. */
std::optional<QByteArray> unzstd(QByteArrayView frame, qsizetype mostBytes);

} // namespace snapgpu
