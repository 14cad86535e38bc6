// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/race_view.h"
#include "services/settings/settings.h"

#include <array>
#include <QApplication>
#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>

namespace snapgpu {

/**
 * Every colour of the program, for one of its two themes. Text colours keep a contrast of at least 4.5:1 on
 * ground, panel and selection (a test computes it).
 */
struct Tokens
{
    bool dark = false;
    QColor ground, panel, line, field; ///< window, card, hairlines, inside of inputs
    QColor text, dim;
    QColor accent, onAccent, selection;
    QColor ok, warn, bad;
    std::array<QColor, 5> stages; ///< by RaceStage

    const QColor &stage(RaceStage stage) const { return stages.at(static_cast<std::size_t>(stage)); }
};

const Tokens &tokensFor(bool dark);
QPalette paletteFor(const Tokens &tokens);
QString styleSheetFor(const Tokens &tokens);

/** Contrast ratio of WCAG 2.1, 1 to 21. */
double contrast(const QColor &a, const QColor &b);

/** The interface font: the first well-known family here whose digits are all equally wide. */
QFont interfaceFont();
/** The same in another size (px at 100 %) and weight. */
QFont sizedFont(double pixels, QFont::Weight weight = QFont::Normal);
QFont monospaceFont();

/**
 * Puts the look on the application and keeps it there: follows the system's light or dark palette unless told
 * otherwise, at run time. The palette is set for widgets only, so that the application's own still tells what
 * the system wants (Qt 6.4 has no colour scheme to ask for).
 */
class Theme final : public QObject
{
    Q_OBJECT
public:
    explicit Theme(QApplication *app, Appearance appearance = Appearance::System);
    Q_DISABLE_COPY_MOVE(Theme)

    void setAppearance(Appearance appearance);
    const Tokens &tokens() const { return tokensFor(m_dark); }

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool wantsDark() const;
    void refresh();
    void apply();

    QApplication *m_app;
    Appearance m_appearance;
    bool m_dark = false;
};

} // namespace snapgpu
