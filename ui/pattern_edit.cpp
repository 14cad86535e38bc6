// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pattern_edit.h"

namespace snapgpu {

PatternEdit::PatternEdit(const QString &placeholder, QWidget *parent)
    : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setPlaceholderText(placeholder);
    setFixedHeight(kHeight);
}

QStringList PatternEdit::patterns() const
{
    QStringList found;
    const QStringList lines = toPlainText().split(QLatin1Char('\n'));
    for (const QString &line : lines) {
        if (const QString pattern = line.trimmed(); !pattern.isEmpty()) {
            found.append(pattern);
        }
    }
    return found;
}

void PatternEdit::setPatterns(const QStringList &patterns) { setPlainText(patterns.join(QLatin1Char('\n'))); }

} // namespace snapgpu
