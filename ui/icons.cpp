// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/icons.h"

#include <QFile>
#include <QPainter>

namespace snapgpu {

namespace {

// Drawn for exactly these sizes (and their doubles), so that strokes stay sharp.
constexpr int kSizes[] = {16, 22, 24, 32};

QString fileFor(const QString &name, int pixels)
{
    for (const int size : kSizes) {
        if (pixels <= size) {
            return QStringLiteral(":/icons/%1-%2.png").arg(name).arg(size);
        }
    }
    for (const int size : kSizes) {
        if (pixels <= size * 2) {
            return QStringLiteral(":/icons/%1-%2@2x.png").arg(name).arg(size);
        }
    }
    return QStringLiteral(":/icons/%1-32@2x.png").arg(name);
}

} // namespace

QPixmap tintedPixmap(const QString &name, int size, const QColor &colour, double devicePixelRatio)
{
    const int pixels = qRound(size * devicePixelRatio);
    QImage image(fileFor(name, pixels));
    Q_ASSERT_X(!image.isNull(), "tintedPixmap", qPrintable(name));
    image.setDevicePixelRatio(1.0); // "@2x" in the name set it
    image.convertTo(QImage::Format_ARGB32_Premultiplied);
    if (image.width() != pixels) {
        image = image.scaled(pixels, pixels, Qt::KeepAspectRatio, Qt::SmoothTransformation);
        image.convertTo(QImage::Format_ARGB32_Premultiplied);
    }
    QPainter painter(&image);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(image.rect(), colour);
    painter.end();
    image.setDevicePixelRatio(devicePixelRatio);
    return QPixmap::fromImage(image);
}

QIcon tintedIcon(const QString &name, const QColor &normal, const QColor &on)
{
    QIcon icon;
    for (const int size : kSizes) {
        for (const double ratio : {1.0, 2.0}) {
            icon.addPixmap(tintedPixmap(name, size, normal, ratio), QIcon::Normal, QIcon::Off);
            if (on.isValid()) {
                icon.addPixmap(tintedPixmap(name, size, on, ratio), QIcon::Normal, QIcon::On);
            }
        }
    }
    return icon;
}

QIcon applicationIcon()
{
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 48, 64, 128, 256}) {
        icon.addFile(QStringLiteral(":/icons/snapgpu-%1.png").arg(size));
    }
    return icon;
}

} // namespace snapgpu
