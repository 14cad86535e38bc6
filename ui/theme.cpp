// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"

#include <cmath>
#include <QEvent>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QStyleFactory>

namespace snapgpu {

namespace {

constexpr double kBasePixels = 13.0;
constexpr double kPointsPerPixel = 0.75; // at 96 dpi; a larger font setting of the system scales points

Tokens makeLight()
{
    Tokens t;
    t.ground = QColor(0xf6, 0xf7, 0xf9);
    t.panel = QColor(0xff, 0xff, 0xff);
    t.line = QColor(0xe2, 0xe5, 0xea);
    t.field = QColor(0xff, 0xff, 0xff);
    t.text = QColor(0x1b, 0x1f, 0x27);
    t.dim = QColor(0x5d, 0x64, 0x70);
    t.accent = QColor(0x1f, 0x5a, 0xeb);
    t.onAccent = QColor(0xff, 0xff, 0xff);
    t.selection = QColor(0xe3, 0xec, 0xff);
    t.ok = QColor(0x0c, 0x73, 0x50);
    t.warn = QColor(0x95, 0x56, 0x00);
    t.bad = QColor(0xc6, 0x2f, 0x3b);
    t.stages = {QColor(0xb3, 0xba, 0xc6), QColor(0x8a, 0xa4, 0xd6), QColor(0x4f, 0x7f, 0xe0),
        QColor(0x2a, 0xa7, 0x9a), QColor(0x11, 0x84, 0x5b)};
    return t;
}

Tokens makeDark()
{
    Tokens t;
    t.dark = true;
    t.ground = QColor(0x14, 0x17, 0x1c);
    t.panel = QColor(0x1b, 0x1f, 0x26);
    t.line = QColor(0x2b, 0x31, 0x3b);
    t.field = QColor(0x16, 0x1a, 0x20);
    t.text = QColor(0xe7, 0xea, 0xf0);
    t.dim = QColor(0xa3, 0xab, 0xba);
    t.accent = QColor(0x7a, 0xa5, 0xff);
    t.onAccent = QColor(0x0d, 0x14, 0x24);
    t.selection = QColor(0x26, 0x36, 0x5c);
    t.ok = QColor(0x3e, 0xcf, 0x95);
    t.warn = QColor(0xf0, 0xb0, 0x4d);
    t.bad = QColor(0xff, 0x81, 0x8a);
    t.stages = {QColor(0x4a, 0x50, 0x60), QColor(0x51, 0x67, 0x9a), QColor(0x5b, 0x86, 0xe8),
        QColor(0x35, 0xb8, 0xa8), QColor(0x3e, 0xcf, 0x95)};
    return t;
}

double luminance(const QColor &colour)
{
    const auto linear = [](double channel) {
        return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

bool hasTabularDigits(const QFont &font)
{
    const QFontMetricsF metrics(font);
    const double width = metrics.horizontalAdvance(QLatin1Char('0'));
    for (char digit = '1'; digit <= '9'; ++digit) {
        if (std::abs(metrics.horizontalAdvance(QLatin1Char(digit)) - width) > 0.01) {
            return false;
        }
    }
    return true;
}

QFont findInterfaceFont()
{
    // Families whose default figures are tabular; Qt 6.4 cannot switch a font's "tnum" feature on.
    static const QStringList preferred{QStringLiteral("Segoe UI"), QStringLiteral("Noto Sans"),
        QStringLiteral("Open Sans"), QStringLiteral("Roboto"), QStringLiteral("Cantarell"),
        QStringLiteral("Ubuntu"), QStringLiteral("DejaVu Sans")};
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    font.setPointSizeF(kBasePixels * kPointsPerPixel);
    const QStringList installed = QFontDatabase::families();
    for (const QString &family : preferred) {
        if (installed.contains(family)) {
            QFont candidate = font;
            candidate.setFamilies({family});
            if (hasTabularDigits(candidate)) {
                return candidate;
            }
        }
    }
    return font;
}

} // namespace

const Tokens &tokensFor(bool dark)
{
    static const Tokens light = makeLight();
    static const Tokens night = makeDark();
    return dark ? night : light;
}

QPalette paletteFor(const Tokens &tokens)
{
    QPalette palette(tokens.panel, tokens.ground);
    palette.setColor(QPalette::WindowText, tokens.text);
    palette.setColor(QPalette::Text, tokens.text);
    palette.setColor(QPalette::ButtonText, tokens.text);
    palette.setColor(QPalette::Base, tokens.panel);
    palette.setColor(QPalette::AlternateBase, tokens.ground);
    palette.setColor(QPalette::Button, tokens.panel);
    palette.setColor(QPalette::Highlight, tokens.selection);
    palette.setColor(QPalette::HighlightedText, tokens.text);
    palette.setColor(QPalette::PlaceholderText, tokens.dim);
    palette.setColor(QPalette::Link, tokens.accent);
    palette.setColor(QPalette::LinkVisited, tokens.accent);
    palette.setColor(QPalette::ToolTipBase, tokens.panel);
    palette.setColor(QPalette::ToolTipText, tokens.text);
    palette.setColor(QPalette::Mid, tokens.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, tokens.dim);
    }
    return palette;
}

double contrast(const QColor &a, const QColor &b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

QFont interfaceFont()
{
    static const QFont font = findInterfaceFont();
    return font;
}

QFont sizedFont(double pixels, QFont::Weight weight)
{
    QFont font = interfaceFont();
    font.setPointSizeF(pixels * kPointsPerPixel);
    font.setWeight(weight);
    return font;
}

QFont monospaceFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setStyleHint(QFont::Monospace);
    font.setPointSizeF(kBasePixels * kPointsPerPixel);
    return font;
}

Theme::Theme(QApplication *app, Appearance appearance)
    : QObject(app)
    , m_app(app)
    , m_appearance(appearance)
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    m_dark = wantsDark();
    apply();
    m_app->installEventFilter(this);
}

bool Theme::wantsDark() const
{
    if (m_appearance != Appearance::System) {
        return m_appearance == Appearance::Dark;
    }
    const QPalette system = QGuiApplication::palette();
    return system.color(QPalette::WindowText).lightness() > system.color(QPalette::Window).lightness();
}

void Theme::setAppearance(Appearance appearance)
{
    m_appearance = appearance;
    refresh();
}

void Theme::refresh()
{
    if (wantsDark() != m_dark) {
        m_dark = !m_dark;
        apply();
        Q_EMIT changed();
    }
}

void Theme::apply()
{
    QApplication::setFont(interfaceFont());
    QApplication::setPalette(paletteFor(tokens()), "QWidget");
    m_app->setStyleSheet(styleSheetFor(tokens()));
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_app && event->type() == QEvent::ApplicationPaletteChange) {
        QMetaObject::invokeMethod(this, &Theme::refresh, Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace snapgpu
