// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

namespace snapgpu {

/** One picture of the icon set in one colour; `size` in device-independent pixels. */
QPixmap tintedPixmap(const QString &name, int size, const QColor &colour, double devicePixelRatio = 1.0);

/** An icon that takes `on` while its button is checked. */
QIcon tintedIcon(const QString &name, const QColor &normal, const QColor &on = {});

QIcon applicationIcon();

} // namespace snapgpu
