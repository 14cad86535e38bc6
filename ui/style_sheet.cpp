// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"

#include <QHash>

namespace snapgpu {

namespace {

// Names in braces are tokens. Roles of widgets are dynamic properties ("role"), so that a rule reads like the
// design.
constexpr char kSheet[] = R"(
QMainWindow, QDialog { background: {ground}; }
QToolTip { background: {panel}; color: {text}; border: 1px solid {line}; padding: 4px 6px; }
QLabel { background: transparent; }
QLabel#startingLabel { background: {ground}; }
QLabel[role="title"] { font-size: 15px; font-weight: 600; }
QLabel[role="heading"] { font-size: 14px; font-weight: 600; }
QLabel[role="figure"] { font-size: 19px; font-weight: 600; }
QLabel[role="dim"] { color: {dim}; }
QLabel[role="field"] { color: {dim}; font-size: 12px; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="mono"] { font-family: "{mono}"; }
QLabel[tone="ok"] { color: {ok}; }
QLabel[tone="warn"] { color: {warn}; }
QLabel[tone="bad"] { color: {bad}; }

QFrame[role="panel"] { background: {panel}; border: 1px solid {line}; border-radius: 8px; }
QFrame[role="popup"] { background: {panel}; border: 1px solid {edge}; border-radius: 8px; }
QFrame[role="inset"] { background: {ground}; border: none; border-radius: 6px; }
QFrame[role="top"] { background: {panel}; border: none; border-bottom: 1px solid {line}; }
QFrame[role="bottom"] { background: {panel}; border: none; border-top: 1px solid {line}; }
QFrame[role="rail"] { background: {panel}; border: none; border-right: 1px solid {line}; }
QFrame[role="rule"] { background: {line}; border: none; }
QFrame[role="notice"] { background: {panel}; border: 1px solid {line}; border-left: 3px solid {accent}; border-radius: 6px; }
QFrame[role="notice"][tone="bad"] { border-left-color: {bad}; }
QFrame[role="notice"][tone="warn"] { border-left-color: {warn}; }

QToolButton[role="rail"] { border: none; border-radius: 8px; color: {dim}; font-size: 11px; padding: 6px 0 5px 0; }
QToolButton[role="rail"]:hover { background: {ground}; color: {text}; }
QToolButton[role="rail"]:checked { background: {selection}; color: {accent}; }
QToolButton[role="rail"]:focus { border: 1px solid {accent}; }

QToolButton[role="chip"] { background: {ground}; color: {text}; border: 1px solid {line}; border-radius: 10px; padding: 3px 10px; font-size: 12px; }
QToolButton[role="chip"]:hover { border-color: {dim}; }
QToolButton[role="chip"][active="true"] { background: {selection}; color: {accent}; border-color: {selection}; }
QToolButton[role="chip"]:focus, QToolButton[role="chip"][active="true"]:focus { border-color: {accent}; }
QToolButton[role="chip"]::menu-indicator { image: none; width: 0; }
QToolButton[role="key"] { background: {ground}; color: {text}; border: 1px solid {ground}; border-radius: 10px; padding: 2px 9px 2px 7px; font-size: 12px; }
QToolButton[role="key"]:!checked { background: transparent; color: {dim}; border-color: {line}; }
QToolButton[role="key"]:hover { border-color: {dim}; }
QToolButton[role="key"]:focus { border-color: {accent}; }
QToolButton[role="segment"] { background: transparent; color: {dim}; border: 1px solid transparent; border-radius: 6px; padding: 4px 11px; }
QToolButton[role="segment"]:hover { color: {text}; background: {panel}; }
QToolButton[role="segment"]:checked { background: {selection}; color: {accent}; }
QToolButton[role="segment"]:focus { border-color: {accent}; }
QToolButton[role="link"], QPushButton[role="link"] { border: none; background: transparent; color: {accent}; padding: 2px 4px; border-radius: 4px; }
QToolButton[role="link"]::menu-indicator { image: none; width: 0; }
QToolButton[role="link"]:hover, QPushButton[role="link"]:hover { text-decoration: underline; }
QToolButton[role="link"]:focus, QPushButton[role="link"]:focus { border: 1px solid {accent}; }

QPushButton { background: {panel}; color: {text}; border: 1px solid {edge}; border-radius: 6px; padding: 5px 12px; min-height: 18px; }
QPushButton:hover { background: {ground}; border-color: {dim}; }
QPushButton:pressed { background: {selection}; }
QPushButton:focus { border-color: {accent}; }
QPushButton:disabled { color: {dim}; border-color: {line}; }
QPushButton[role="primary"] { background: {accent}; color: {onAccent}; border: 1px solid {accent}; border-radius: 8px; font-weight: 600; padding: 8px 14px; }
QPushButton[role="primary"]:hover { background: {accentHover}; }
QPushButton[role="primary"]:focus { border: 2px solid {text}; padding: 7px 13px; }
QDialogButtonBox QPushButton[role="primary"] { border-radius: 6px; padding: 5px 14px; }
QDialogButtonBox QPushButton[role="primary"]:focus { padding: 4px 13px; }
QPushButton[role="primary"]:disabled { background: {line}; border-color: {line}; color: {dim}; }
QPushButton[role="preset"] { background: {ground}; border: 1px solid {line}; border-radius: 9px; padding: 1px 8px; font-size: 12px; }
QPushButton[role="preset"]:hover { border-color: {dim}; }
QPushButton[role="preset"]:focus { border-color: {accent}; }
QPushButton[role="danger"] { color: {bad}; }
QPushButton[role="danger"]:disabled { color: {dim}; }

QAbstractScrollArea { background: transparent; }
QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox { background: {field}; color: {text}; border: 1px solid {edge}; border-radius: 6px; padding: 4px 8px; selection-background-color: {accent}; selection-color: {onAccent}; }
QLineEdit:focus, QPlainTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus { border-color: {accent}; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled, QPlainTextEdit:disabled { color: {dim}; background: {ground}; }
QLineEdit[role="query"] { padding: 7px 10px; font-family: "{mono}"; }
QLineEdit[role="query"][bad="true"] { border-color: {bad}; }
QComboBox { padding-right: 22px; }
QComboBox QLineEdit { border: none; padding: 0; background: transparent; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url(:/icons/style-chevron-{theme}.png); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: {panel}; color: {text}; border: 1px solid {edge}; selection-background-color: {selection}; selection-color: {text}; outline: none; padding: 4px; }
QAbstractSpinBox { padding: 4px 2px 4px 8px; }
QAbstractSpinBox::up-button { subcontrol-origin: border; subcontrol-position: top right; border: none; width: 18px; }
QAbstractSpinBox::down-button { subcontrol-origin: border; subcontrol-position: bottom right; border: none; width: 18px; }
QAbstractSpinBox::up-arrow { image: url(:/icons/style-chevron-up-{theme}.png); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url(:/icons/style-chevron-{theme}.png); width: 10px; height: 10px; }

QCheckBox, QRadioButton { spacing: 7px; }
QCheckBox::indicator, QTableView::indicator, QTreeView::indicator, QListView::indicator { width: 14px; height: 14px; border: 1px solid {mark}; border-radius: 4px; background: {field}; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid {mark}; border-radius: 8px; background: {field}; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid {accent}; background: {onAccent}; }
QRadioButton::indicator:focus { border-color: {accent}; }
QRadioButton:focus { color: {accent}; }
QTreeView::indicator:indeterminate { background: {accent}; border: 4px solid {field}; }
QCheckBox::indicator:checked, QTableView::indicator:checked, QTreeView::indicator:checked, QListView::indicator:checked { background: {accent}; border-color: {accent}; image: url(:/icons/style-check-{theme}.png); }
QCheckBox::indicator:focus { border-color: {accent}; }
QCheckBox:focus { color: {accent}; }

QTableView { background: {panel}; alternate-background-color: {panel}; border: none; gridline-color: {line}; selection-background-color: {selection}; selection-color: {text}; outline: none; }
QTableView::item { padding: 0 8px; border: none; border-bottom: 1px solid {line}; }
QTableView::item:selected { background: {selection}; color: {text}; }
QTableView::item:focus { border: 1px solid {accent}; padding: 0 7px; }
QHeaderView { background: {panel}; border: none; }
QHeaderView::section { background: {panel}; color: {dim}; border: none; border-bottom: 1px solid {line}; padding: 8px 1px 6px 11px; font-size: 12px; }
QHeaderView::section:hover { color: {text}; }
QHeaderView::up-arrow { image: url(:/icons/style-chevron-up-{theme}.png); width: 9px; height: 9px; subcontrol-position: top center; subcontrol-origin: margin; }
QHeaderView::down-arrow { image: url(:/icons/style-chevron-{theme}.png); width: 9px; height: 9px; subcontrol-position: top center; subcontrol-origin: margin; }
QListView { background: transparent; border: none; outline: none; }
QTreeView, QListView[role="list"] { background: {field}; border: 1px solid {line}; border-radius: 6px; outline: none; padding: 2px; selection-background-color: {selection}; selection-color: {text}; }
QTreeView:focus, QListView[role="list"]:focus { border-color: {accent}; }
QTreeView[role="details"] { background: transparent; border: none; }
QTreeView::item, QListView[role="list"]::item { padding: 3px 2px; border: none; }
QTreeView::item:selected, QListView[role="list"]::item:selected { background: {selection}; color: {text}; }
QTreeView::branch { background: transparent; image: none; border-image: none; }
QTreeView::branch:has-children:closed { image: url(:/icons/style-chevron-{theme}.png); }
QTreeView[role="table"] { background: {panel}; alternate-background-color: {panel}; border: none; selection-background-color: {selection}; selection-color: {text}; outline: none; padding: 0; border-radius: 0; show-decoration-selected: 1; }
QTreeView[role="table"]:focus { border: none; }
QTreeView[role="table"]::item { padding: 5px 8px; border: none; border-bottom: 1px solid {line}; }
QTreeView[role="table"]::item:selected { background: {selection}; color: {text}; }
QTreeView[role="table"]::branch { background: {panel}; border-bottom: 1px solid {line}; }
QTreeView[role="table"]::branch:selected { background: {selection}; }
QTreeView[role="table"]::branch:has-children:closed { image: url(:/icons/style-chevron-right-{theme}.png); }
QTreeView[role="table"]::branch:has-children:open { image: url(:/icons/style-chevron-{theme}.png); }
QListView[role="lanes"]:focus { border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }

QMenu { background: {panel}; color: {text}; border: 1px solid {edge}; padding: 4px; }
QMenu::item { padding: 5px 22px 5px 22px; border-radius: 4px; }
QMenu::item:selected { background: {selection}; }
QMenu::separator { height: 1px; background: {line}; margin: 4px 6px; }
QMenu::indicator { width: 12px; height: 12px; left: 5px; }
QMenu::indicator:checked { image: url(:/icons/style-tick-{theme}.png); }

QProgressBar { background: transparent; border: none; max-height: 2px; min-height: 2px; }
QProgressBar::chunk { background: {accent}; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle { background: {edge}; border-radius: 3px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: {dim}; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }
QSplitter[role="divided"]::handle { background: {line}; }
)";

QColor blend(const QColor &a, const QColor &b, double share)
{
    const auto mix = [share](int x, int y) { return qRound(x + (y - x) * share); };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

} // namespace

QString styleSheetFor(const Tokens &tokens)
{
    const QHash<QString, QColor> colours{
        {QStringLiteral("ground"), tokens.ground},
        {QStringLiteral("panel"), tokens.panel},
        {QStringLiteral("line"), tokens.line},
        {QStringLiteral("edge"), blend(tokens.line, tokens.dim, 0.25)},
        {QStringLiteral("mark"), blend(tokens.line, tokens.dim, 0.7)},
        {QStringLiteral("field"), tokens.field},
        {QStringLiteral("text"), tokens.text},
        {QStringLiteral("dim"), tokens.dim},
        {QStringLiteral("accent"), tokens.accent},
        {QStringLiteral("accentHover"), blend(tokens.accent, tokens.text, 0.12)},
        {QStringLiteral("onAccent"), tokens.onAccent},
        {QStringLiteral("selection"), tokens.selection},
        {QStringLiteral("ok"), tokens.ok},
        {QStringLiteral("warn"), tokens.warn},
        {QStringLiteral("bad"), tokens.bad},
    };
    QString sheet = QString::fromLatin1(kSheet);
    for (auto it = colours.cbegin(); it != colours.cend(); ++it) {
        sheet.replace(QLatin1Char('{') + it.key() + QLatin1Char('}'), it.value().name());
    }
    sheet.replace(QStringLiteral("{mono}"), monospaceFont().family());
    return sheet.replace(
        QStringLiteral("{theme}"), tokens.dark ? QStringLiteral("dark") : QStringLiteral("light"));
}

} // namespace snapgpu
