// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/query_line.h"

#include "ui/theme.h"
#include "ui/widgets.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QStyleOptionFrame>

namespace snapgpu {

namespace {

constexpr int kFewestLetters = 2;
constexpr int kSidePadding = 11; // border and padding of role "query" in the style sheet
constexpr int kHintRole = Qt::UserRole;
constexpr int kHintGap = 24;
constexpr int kMostShown = 12;
constexpr int kNarrowest = 220;

/** A candidate on the left, what it means on the right. */
class CandidateDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QFontMetrics metrics(option.font);
        const int text = metrics.horizontalAdvance(index.data().toString())
            + metrics.horizontalAdvance(index.data(kHintRole).toString());
        return {text + kHintGap + 16, metrics.height() + 7};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter->fillRect(option.rect, option.palette.highlight());
        }
        const QRect inner = option.rect.adjusted(8, 0, -8, 0);
        painter->setFont(option.font);
        painter->setPen(option.palette.color(QPalette::Text));
        painter->drawText(inner, Qt::AlignVCenter | Qt::AlignLeft, index.data().toString());
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        painter->drawText(inner, Qt::AlignVCenter | Qt::AlignRight, index.data(kHintRole).toString());
        painter->restore();
    }
};

} // namespace

QueryLine::QueryLine(const Theme *theme, QWidget *parent)
    : QLineEdit(parent)
    , m_theme(theme)
    , m_candidates(new QStandardItemModel(this))
    , m_completer(new QCompleter(m_candidates, this))
{
    setRole(this, "query");
    setClearButtonEnabled(false);
    setPlaceholderText(tr("num_gpus=1 gpu_name in [RTX_4090,RTX_5090] dph<1"));
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion); // filtered by the grammar
    m_completer->setMaxVisibleItems(kMostShown);
    m_completer->popup()->setItemDelegate(new CandidateDelegate(this));
    setRole(m_completer->popup(), "list");
    m_completer->popup()->setAccessibleName(tr("What may stand here"));
    m_completer->popup()->setObjectName(QStringLiteral("queryCompletions"));
    connect(this, &QLineEdit::textChanged, this, &QueryLine::parse);
    connect(this, &QLineEdit::textEdited, this, [this] { complete(false); });
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this,
        &QueryLine::insertCompletion);
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

/** `asked` (Ctrl+Space) shows all that may stand here, even before a letter is typed. */
void QueryLine::complete(bool asked)
{
    m_completion = completeQuery(text(), cursorPosition(), m_values);
    const bool field = m_completion.kind == QueryCompletion::Kind::Field;
    const bool enough = asked || m_completion.kind == QueryCompletion::Kind::Value
        || (field && m_completion.prefix.size() >= kFewestLetters);
    const bool finished =
        m_completion.candidates.size() == 1 && m_completion.candidates.first().text == m_completion.prefix;
    if (!enough || finished || m_completion.candidates.isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    m_candidates->clear();
    int width = kNarrowest;
    for (const QueryCompletion::Candidate &candidate : std::as_const(m_completion.candidates)) {
        auto *item = new QStandardItem(candidate.text);
        item->setData(candidate.hint, kHintRole);
        item->setData(tr("%1, %2", "candidate, what it means").arg(candidate.text, candidate.hint),
            Qt::AccessibleTextRole);
        m_candidates->appendRow(item);
    }
    m_completer->popup()->setFont(font());
    width = qMax(width, m_completer->popup()->sizeHintForColumn(0) + 30);
    QRect place = cursorRect();
    place.setWidth(width);
    m_completer->complete(place);
}

void QueryLine::insertCompletion(const QModelIndex &candidate)
{
    const auto [line, cursor] = withCompletion(text(), m_completion, candidate.data().toString());
    setText(line);
    setCursorPosition(cursor);
}

void QueryLine::keyPressEvent(QKeyEvent *event)
{
    const bool choosing = m_completer->popup()->isVisible();
    const bool enter = event->key() == Qt::Key_Enter || event->key() == Qt::Key_Return;
    if (choosing && (enter || event->key() == Qt::Key_Tab)) {
        if (m_completer->popup()->currentIndex().isValid()) {
            event->ignore(); // the popup takes it
            return;
        }
        m_completer->popup()->hide();
        if (!enter) { // Tab takes the first one
            insertCompletion(m_candidates->index(0, 0));
            event->accept();
            return;
        }
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        complete(true);
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
