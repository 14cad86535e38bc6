// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the icon set. Shapes are strokes on a 24-unit grid, white on transparent: the program tints them with
// a colour of its theme. Run:  make_icons <folder>   (target make_icons, not part of the normal build)
#include <array>
#include <cmath>
#include <functional>
#include <QDir>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <utility>
#include <vector>

namespace {

using Draw = std::function<void(QPainter &)>;

void lines(QPainter &p, std::initializer_list<QPointF> points)
{
    p.drawPolyline(QPolygonF(QList<QPointF>(points)));
}

void filled(QPainter &p, const QPainterPath &path) { p.fillPath(path, p.pen().color()); }

QPainterPath star(QPointF centre, double outer, double inner)
{
    QPolygonF polygon;
    for (int i = 0; i < 10; ++i) {
        const double radius = i % 2 == 0 ? outer : inner;
        const double angle = -M_PI / 2 + i * M_PI / 5;
        polygon << centre + QPointF(std::cos(angle), std::sin(angle)) * radius;
    }
    QPainterPath path;
    path.addPolygon(polygon);
    path.closeSubpath();
    return path;
}

void arcArrow(QPainter &p)
{
    p.drawArc(QRectF(5, 5, 14, 14), 40 * 16, 280 * 16);
    lines(p, {{19.2, 4.4}, {18.4, 8.6}, {14.2, 7.8}});
}

void gear(QPainter &p)
{
    p.drawEllipse(QPointF(12, 12), 3, 3);
    p.drawEllipse(QPointF(12, 12), 6.4, 6.4);
    for (int i = 0; i < 8; ++i) {
        const double a = i * M_PI / 4;
        const QPointF d(std::cos(a), std::sin(a));
        p.drawLine(QPointF(12, 12) + d * 7.2, QPointF(12, 12) + d * 9.2);
    }
}

std::vector<std::pair<const char *, Draw>> icons()
{
    return {
        {"launch",
            [](QPainter &p) {
                lines(p, {{6, 21}, {6, 3.5}, {18.5, 3.5}, {15.5, 8}, {18.5, 12.5}, {6, 12.5}});
            }},
        {"race",
            [](QPainter &p) {
                QPainterPath bolt(QPointF(13.5, 2.5));
                bolt.lineTo(5, 13.6);
                bolt.lineTo(11, 13.6);
                bolt.lineTo(10, 21.5);
                bolt.lineTo(19, 10);
                bolt.lineTo(12.8, 10);
                bolt.closeSubpath();
                p.drawPath(bolt);
            }},
        {"snapshots",
            [](QPainter &p) {
                p.drawPolygon(QPolygonF({{12, 3.5}, {21, 8.2}, {12, 12.9}, {3, 8.2}}));
                lines(p, {{3.4, 12.3}, {12, 16.8}, {20.6, 12.3}});
                lines(p, {{3.4, 16.2}, {12, 20.7}, {20.6, 16.2}});
            }},
        {"machines",
            [](QPainter &p) {
                for (const double y : {3.5, 13.5}) {
                    p.drawRoundedRect(QRectF(3.5, y, 17, 7), 1.8, 1.8);
                    p.drawPoint(QPointF(7.6, y + 3.5));
                    p.drawLine(QPointF(13.5, y + 3.5), QPointF(16.8, y + 3.5));
                }
            }},
        {"hosts",
            [](QPainter &p) { // two axes and a curve that rises to ready
                lines(p, {{3.8, 3.5}, {3.8, 20.2}, {20.5, 20.2}});
                QPainterPath curve(QPointF(7.2, 16.4));
                curve.cubicTo(10.5, 16.0, 10.2, 7.0, 19.8, 6.2);
                p.drawPath(curve);
            }},
        {"activity",
            [](QPainter &p) {
                for (const double y : {5.5, 12.0, 18.5}) {
                    p.drawPoint(QPointF(4.4, y));
                    p.drawLine(QPointF(9, y), QPointF(20, y));
                }
            }},
        {"settings", gear},
        {"check",
            [](QPainter &p) {
                lines(p, {{4.5, 12.8}, {9.6, 17.8}, {19.5, 6.6}});
            }},
        {"cross",
            [](QPainter &p) {
                lines(p, {{6, 6}, {18, 18}});
                lines(p, {{18, 6}, {6, 18}});
            }},
        {"warning",
            [](QPainter &p) {
                p.drawPolygon(QPolygonF({{12, 3.5}, {21.5, 20}, {2.5, 20}}));
                p.drawLine(QPointF(12, 9.5), QPointF(12, 14));
                p.drawPoint(QPointF(12, 17));
            }},
        {"star",
            [](QPainter &p) {
                filled(p, star({12, 12.6}, 9.8, 4.2));
            }},
        {"refresh", arcArrow},
        {"again", arcArrow},
        {"search",
            [](QPainter &p) {
                p.drawEllipse(QPointF(10.5, 10.5), 6, 6);
                p.drawLine(QPointF(15, 15), QPointF(20, 20));
            }},
        {"copy",
            [](QPainter &p) {
                p.drawRoundedRect(QRectF(8.5, 8.5, 11.5, 11.5), 2, 2);
                lines(p, {{5.5, 15.5}, {4, 15.5}, {4, 4}, {15.5, 4}, {15.5, 5.5}});
            }},
        {"terminal",
            [](QPainter &p) {
                p.drawRoundedRect(QRectF(3, 4.5, 18, 15), 2, 2);
                lines(p, {{7, 9}, {10, 12}, {7, 15}});
                p.drawLine(QPointF(12.5, 15), QPointF(17, 15));
            }},
        {"trash",
            [](QPainter &p) {
                p.drawLine(QPointF(4, 6.5), QPointF(20, 6.5));
                lines(p, {{9, 6}, {9, 3.5}, {15, 3.5}, {15, 6}});
                lines(p, {{6, 7}, {7, 20.5}, {17, 20.5}, {18, 7}});
            }},
        {"running",
            [](QPainter &p) {
                for (const double x : {5.5, 12.0, 18.5}) {
                    QPainterPath dot;
                    dot.addEllipse(QPointF(x, 12), 1.9, 1.9);
                    filled(p, dot);
                }
            }},
        {"question",
            [](QPainter &p) {
                QPainterPath path(QPointF(8, 8.5));
                path.cubicTo(8, 2.5, 16.5, 2.5, 16.5, 8.2);
                path.cubicTo(16.5, 11.8, 12, 11.6, 12, 15);
                p.drawPath(path);
                p.drawPoint(QPointF(12, 19.2));
            }},
        {"dot",
            [](QPainter &p) {
                QPainterPath dot;
                dot.addEllipse(QPointF(12, 12), 5.4, 5.4);
                filled(p, dot);
            }},
        {"up",
            [](QPainter &p) {
                QPainterPath triangle;
                triangle.addPolygon(QPolygonF({{12, 6}, {19, 18}, {5, 18}}));
                filled(p, triangle);
            }},
        {"box",
            [](QPainter &p) {
                p.drawPolygon(
                    QPolygonF({{12, 3}, {20.5, 7.5}, {20.5, 16.5}, {12, 21}, {3.5, 16.5}, {3.5, 7.5}}));
                lines(p, {{3.5, 7.5}, {12, 12}, {20.5, 7.5}});
                p.drawLine(QPointF(12, 12), QPointF(12, 21));
            }},
        {"key",
            [](QPainter &p) {
                p.drawEllipse(QPointF(8, 15.5), 4.2, 4.2);
                p.drawLine(QPointF(11, 12.5), QPointF(20, 3.8));
                p.drawLine(QPointF(16.2, 7.4), QPointF(19, 10.2));
            }},
        {"chevron",
            [](QPainter &p) {
                lines(p, {{6, 9.5}, {12, 15.5}, {18, 9.5}});
            }},
        {"chevron-up",
            [](QPainter &p) {
                lines(p, {{6, 14.5}, {12, 8.5}, {18, 14.5}});
            }},
        {"folder",
            [](QPainter &p) {
                p.drawPolygon(
                    QPolygonF({{3.5, 19}, {3.5, 5}, {9.5, 5}, {11.5, 7.5}, {20.5, 7.5}, {20.5, 19}}));
            }},
        {"file",
            [](QPainter &p) {
                p.drawPolygon(QPolygonF({{6, 3.5}, {14, 3.5}, {18, 7.5}, {18, 20.5}, {6, 20.5}}));
                lines(p, {{13.5, 4}, {13.5, 8}, {17.5, 8}});
            }},
        {"link",
            [](QPainter &p) {
                lines(p, {{10, 6}, {18, 6}, {18, 14}});
                p.drawLine(QPointF(18, 6), QPointF(6, 18));
            }},
        {"plus",
            [](QPainter &p) {
                p.drawLine(QPointF(12, 5), QPointF(12, 19));
                p.drawLine(QPointF(5, 12), QPointF(19, 12));
            }},
        {"minus", [](QPainter &p) { p.drawLine(QPointF(5, 12), QPointF(19, 12)); }},
        {"pencil",
            [](QPainter &p) {
                p.drawPolygon(QPolygonF({{4.5, 19.5}, {5.5, 15}, {16, 4.5}, {19.5, 8}, {9, 18.5}}));
            }},
        {"back",
            [](QPainter &p) {
                lines(p, {{14.5, 5.5}, {8, 12}, {14.5, 18.5}});
            }},
        {"chevron-right",
            [](QPainter &p) {
                lines(p, {{9.5, 6}, {15.5, 12}, {9.5, 18}});
            }},
        {"tag",
            [](QPainter &p) {
                p.drawPolygon(QPolygonF({{3.5, 3.5}, {12, 3.5}, {20.5, 12}, {12, 20.5}, {3.5, 12}}));
                p.drawPoint(QPointF(8, 8));
            }},
        {"download",
            [](QPainter &p) {
                p.drawLine(QPointF(12, 3.5), QPointF(12, 14.5));
                lines(p, {{7.5, 10.5}, {12, 15}, {16.5, 10.5}});
                lines(p, {{4, 16}, {4, 20}, {20, 20}, {20, 16}});
            }},
        {"compare",
            [](QPainter &p) {
                lines(p, {{16.5, 3.5}, {20.5, 7.5}, {16.5, 11.5}});
                p.drawLine(QPointF(20.5, 7.5), QPointF(4, 7.5));
                lines(p, {{7.5, 12.5}, {3.5, 16.5}, {7.5, 20.5}});
                p.drawLine(QPointF(3.5, 16.5), QPointF(20, 16.5));
            }},
        {"stop", [](QPainter &p) { p.drawRoundedRect(QRectF(6, 6, 12, 12), 1.5, 1.5); }},
    };
}

QImage draw(const Draw &shape, int pixels, const QColor &colour)
{
    QImage image(pixels, pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(pixels / 24.0, pixels / 24.0);
    painter.setPen(QPen(colour, 2.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    shape(painter);
    return image;
}

/** The program's own sign: a bolt over two lanes on a rounded square. */
QImage drawApp(int pixels)
{
    QImage image(pixels, pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(pixels / 24.0, pixels / 24.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0x1f, 0x5a, 0xeb));
    painter.drawRoundedRect(QRectF(1, 1, 22, 22), 5, 5);
    painter.setBrush(QColor(255, 255, 255, 90));
    painter.drawRoundedRect(QRectF(3.6, 7.2, 6.4, 2.2), 1.1, 1.1);
    painter.drawRoundedRect(QRectF(3.6, 14.4, 4.6, 2.2), 1.1, 1.1);
    painter.setBrush(Qt::white);
    painter.drawPolygon(
        QPolygonF({{14.6, 3.6}, {7.6, 13}, {12, 13}, {11, 20.4}, {18.6, 10.2}, {13.6, 10.2}}));
    return image;
}

/** A style sheet cannot tint, so the few pictures it uses come in the colours of both themes. */
bool saveForStyle(const QDir &folder)
{
    struct Tint
    {
        QString theme;
        QColor dim;
        QColor onAccent;
    };
    bool ok = true;
    for (const Tint &tint : {Tint{QStringLiteral("light"), QColor(0x5d, 0x64, 0x70), Qt::white},
             Tint{QStringLiteral("dark"), QColor(0xa3, 0xab, 0xba), QColor(0x0d, 0x14, 0x24)}}) {
        for (const auto &[name, shape] : icons()) {
            const QString id = QString::fromLatin1(name);
            const bool check = id == QLatin1String("check");
            if (!check && !id.startsWith(QLatin1String("chevron"))) {
                continue;
            }
            for (const int scale : {1, 2}) {
                const QString tail =
                    tint.theme + (scale == 2 ? QStringLiteral("@2x.png") : QStringLiteral(".png"));
                ok = draw(shape, 12 * scale, check ? tint.onAccent : tint.dim)
                         .save(folder.filePath(QStringLiteral("style-%1-").arg(id) + tail))
                    && ok;
                if (check) { // the same sign without a box under it, for menus
                    ok = draw(shape, 12 * scale, tint.dim)
                             .save(folder.filePath(QStringLiteral("style-tick-") + tail))
                        && ok;
                }
            }
        }
    }
    return ok;
}

bool saveAll(const QDir &folder)
{
    bool ok = true;
    for (const int size : {16, 22, 24, 32}) {
        for (const int scale : {1, 2}) {
            const QString suffix =
                QStringLiteral("-%1%2.png").arg(size).arg(scale == 2 ? QStringLiteral("@2x") : QString());
            for (const auto &[name, shape] : icons()) {
                ok = draw(shape, size * scale, Qt::white)
                         .save(folder.filePath(QString::fromLatin1(name) + suffix))
                    && ok;
            }
            ok = drawApp(size * scale).save(folder.filePath(QStringLiteral("snapgpu") + suffix)) && ok;
        }
    }
    ok = saveForStyle(folder) && ok;
    for (const int size : {48, 64, 128, 256}) {
        ok = drawApp(size).save(folder.filePath(QStringLiteral("snapgpu-%1.png").arg(size))) && ok;
    }
    return ok;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication app(argc, argv);
    if (argc != 2) {
        qWarning("usage: make_icons <folder>");
        return 2;
    }
    return saveAll(QDir(QString::fromLocal8Bit(argv[1]))) ? 0 : 1;
}
