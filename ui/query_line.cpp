// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/query_line.h"

#include "ui/theme.h"
#include "ui/widgets.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOptionFrame>

namespace snapgpu {

namespace {

constexpr int kFewestLetters = 2;
constexpr int kSidePadding = 11; // border and padding of role "query" in the style sheet

bool isFieldLetter(QChar c) { return c.isLetterOrNumber() || c == QLatin1Char('_'); }

} // namespace

QueryLine::QueryLine(const Theme *theme, QWidget *parent)
    : QLineEdit(parent)
    , m_theme(theme)
    , m_completer(new QCompleter(knownQueryFields(), this))
{
    setRole(this, "query");
    setClearButtonEnabled(false);
    setPlaceholderText(tr("num_gpus=1 gpu_name in [RTX_4090,RTX_5090] dph<1"));
    m_completer->setWidget(this);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setCompletionMode(QCompleter::PopupCompletion);
    connect(this, &QLineEdit::textChanged, this, &QueryLine::parse);
    connect(this, &QLineEdit::textEdited, this, &QueryLine::complete);
    connect(
        m_completer, qOverload<const QString &>(&QCompleter::activated), this, &QueryLine::insertCompletion);
}

void QueryLine::parse()
{
    const auto parsed = parseQuery(text());
    const bool hadError = m_error.has_value();
    if (!parsed) {
        m_error = parsed.error();
    } else {
        m_error.reset();
    }
    if (hadError != m_error.has_value()) {
        setProperty("bad", m_error.has_value());
        setRole(this, "query");
    }
    Q_EMIT errorChanged();
    update();
    if (parsed && *parsed != m_query) {
        m_query = *parsed;
        Q_EMIT queryChanged();
    }
}

int QueryLine::wordStart() const
{
    const QString line = text();
    int start = cursorPosition();
    while (start > 0 && isFieldLetter(line.at(start - 1))) {
        --start;
    }
    return start;
}

void QueryLine::complete()
{
    const int start = wordStart();
    const QString word = text().mid(start, cursorPosition() - start);
    // A field stands at the beginning or after a blank; behind an operator or in a list it is a value.
    const bool fieldPlace = start == 0 || text().at(start - 1).isSpace();
    if (!fieldPlace || word.size() < kFewestLetters || word.at(0).isDigit()) {
        m_completer->popup()->hide();
        return;
    }
    m_completer->setCompletionPrefix(word);
    if (m_completer->completionCount() == 0 || m_completer->currentCompletion() == word) {
        m_completer->popup()->hide();
        return;
    }
    QRect place = cursorRect();
    place.setWidth(m_completer->popup()->sizeHintForColumn(0) + 40);
    m_completer->complete(place);
}

void QueryLine::insertCompletion(const QString &field)
{
    const int start = wordStart();
    const QString line = text();
    setText(line.left(start) + field + line.mid(cursorPosition()));
    setCursorPosition(start + static_cast<int>(field.size()));
}

void QueryLine::keyPressEvent(QKeyEvent *event)
{
    const bool choosing = m_completer->popup()->isVisible();
    if (choosing
        && (event->key() == Qt::Key_Enter || event->key() == Qt::Key_Return || event->key() == Qt::Key_Tab)) {
        event->ignore(); // the popup takes it
        return;
    }
    if (event->key() == Qt::Key_Escape && !choosing && hasSelectedText()) {
        deselect();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void QueryLine::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (!m_error) {
        return;
    }
    // The visible part scrolls; the cursor tells by how much.
    const QFontMetrics metrics(font());
    const int shift = cursorRect().center().x() - metrics.horizontalAdvance(text().left(cursorPosition()));
    const int position = qBound(0, m_error->position, static_cast<int>(text().size()));
    qsizetype end = text().indexOf(QLatin1Char(' '), position + 1);
    end = end < 0 ? text().size() : end;
    const int left = qMax(kSidePadding, shift + metrics.horizontalAdvance(text().left(position)));
    const int right =
        qBound(left + 8, shift + metrics.horizontalAdvance(text().left(end)), width() - kSidePadding);
    const int base = height() / 2 + metrics.height() / 2 + 1;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme->tokens().bad, 1.5));
    QPainterPath wave(QPointF(left, base));
    for (int x = left; x < right; x += 4) {
        wave.quadTo(x + 1, base - 2.5, x + 2, base);
        wave.quadTo(x + 3, base + 2.5, x + 4, base);
    }
    painter.drawPath(wave);
}

} // namespace snapgpu
