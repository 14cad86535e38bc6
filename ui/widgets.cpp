// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QProgressBar>
#include <QResizeEvent>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

void repolish(QWidget *widget)
{
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

constexpr int kSentenceWidth = 460;
constexpr int kIconSize = 16;
constexpr int kIconGap = 4; // styles leave too little air between an icon and its text

QIcon spacedIcon(const QString &name, const QColor &colour, const QAbstractButton *button)
{
    QIcon icon;
    for (const double ratio : {1.0, 2.0}) {
        const QPixmap sign = tintedPixmap(name, kIconSize, colour, ratio);
        const int gap = button->text().isEmpty() ? 0 : kIconGap;
        QPixmap spaced((QSizeF(kIconSize + gap, kIconSize) * ratio).toSize());
        spaced.setDevicePixelRatio(ratio);
        spaced.fill(Qt::transparent);
        QPainter(&spaced).drawPixmap(0, 0, sign);
        icon.addPixmap(spaced);
    }
    return icon;
}

const QColor &toneColour(const Tokens &tokens, const QString &tone)
{
    if (tone == QLatin1String("bad")) {
        return tokens.bad;
    }
    if (tone == QLatin1String("warn")) {
        return tokens.warn;
    }
    return tone == QLatin1String("ok") ? tokens.ok : tokens.dim;
}

} // namespace

void setRole(QWidget *widget, const char *role)
{
    widget->setProperty("role", QString::fromLatin1(role));
    repolish(widget);
}

void setTone(QWidget *widget, const QString &tone)
{
    if (widget->property("tone").toString() != tone) {
        widget->setProperty("tone", tone);
        repolish(widget);
    }
}

QFrame *makeFrame(const char *role, QWidget *parent)
{
    auto *frame = new QFrame(parent);
    frame->setProperty("role", QString::fromLatin1(role));
    return frame;
}

QLabel *makeLabel(const QString &text, const char *role, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setProperty("role", QString::fromLatin1(role));
    label->setTextFormat(Qt::PlainText);
    return label;
}

QLabel *makeFieldLabel(const QString &text, QWidget *buddy, QWidget *parent)
{
    QLabel *label = makeLabel(text, "field", parent);
    label->setBuddy(buddy);
    buddy->setAccessibleName(plainText(text));
    if (const auto *box = qobject_cast<QComboBox *>(buddy); box != nullptr && box->isEditable()) {
        box->lineEdit()->setAccessibleName(plainText(text));
    }
    return label;
}

QVBoxLayout *makeField(const QString &name, QWidget *field, QWidget *parent)
{
    auto *column = new QVBoxLayout;
    column->setSpacing(3);
    column->addWidget(makeFieldLabel(name, field, parent));
    column->addWidget(field);
    return column;
}

QPushButton *makeButton(const QString &text, const char *role, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setProperty("role", QString::fromLatin1(role));
    button->setAutoDefault(false);
    return button;
}

QHBoxLayout *makeSegments(QButtonGroup *group, const QStringList &names, QWidget *parent)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    for (const QString &name : names) {
        auto *button = new QToolButton(parent);
        button->setText(name);
        button->setAccessibleName(name);
        button->setProperty("role", QStringLiteral("segment"));
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        group->addButton(button, static_cast<int>(group->buttons().size()));
        row->addWidget(button);
    }
    row->addStretch(1);
    return row;
}

void keepIcon(QAbstractButton *button, const QString &icon, const Theme *theme)
{
    const auto refresh = [button, icon, theme] {
        const bool danger = button->property("role").toString() == QLatin1String("danger");
        button->setIcon(spacedIcon(icon, danger ? theme->tokens().bad : theme->tokens().dim, button));
    };
    refresh();
    button->setIconSize({kIconSize + (button->text().isEmpty() ? 0 : kIconGap), kIconSize});
    QObject::connect(theme, &Theme::changed, button, refresh);
}

QProgressBar *makeBusyBar(const QString &accessibleName, QWidget *parent)
{
    auto *bar = new QProgressBar(parent);
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setAccessibleName(accessibleName);
    QSizePolicy policy = bar->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    bar->setSizePolicy(policy);
    bar->hide();
    return bar;
}

QString plainText(QString text)
{
    text.replace(QLatin1String("&&"), QLatin1String("\x01"));
    text.remove(QLatin1Char('&'));
    return text.replace(QLatin1Char('\x01'), QLatin1Char('&'));
}

ElidedLabel::ElidedLabel(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void ElidedLabel::setFullText(const QString &text)
{
    if (text == m_text) {
        return;
    }
    m_text = text;
    setToolTip(text);
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 4, fontMetrics().height()};
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text) + 2, fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    const QString shown = fontMetrics().elidedText(m_text, Qt::ElideRight, width());
    painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft, shown);
}

FoldingRow::FoldingRow(int room, QWidget *parent)
    : QWidget(parent)
    , m_room(room)
    , m_parts(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    m_parts->setContentsMargins(0, 0, 0, 0);
    m_parts->setSpacing(8);
}

/** No width of its own: otherwise nothing could ever become narrow enough to fold it. */
QSize FoldingRow::minimumSizeHint() const { return {1, m_parts->minimumSize().height()}; }

void FoldingRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_parts->setDirection(event->size().width() < m_room ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

StateView::StateView(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_sign(new QLabel(this))
    , m_title(makeLabel({}, "heading", this))
    , m_sentence(makeLabel({}, "dim", this))
    , m_action(makeButton({}, "", this))
{
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignHCenter);
    m_sentence->setFixedWidth(kSentenceWidth);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addStretch(2);
    layout->addWidget(m_sign, 0, Qt::AlignHCenter);
    layout->addWidget(m_title, 0, Qt::AlignHCenter);
    auto *middle = new QHBoxLayout; // stretches, not an alignment: wrapped text needs its height for width
    middle->addStretch(1);
    middle->addWidget(m_sentence);
    middle->addStretch(1);
    layout->addLayout(middle);
    layout->addSpacing(4);
    layout->addWidget(m_action, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    connect(m_action, &QPushButton::clicked, this, &StateView::actionTriggered);
    connect(theme, &Theme::changed, this, &StateView::refreshIcon);
}

void StateView::present(const QString &icon, const QString &tone, const QString &title,
    const QString &sentence, const QString &action)
{
    m_icon = icon;
    m_tone = tone;
    m_title->setText(title);
    m_sentence->setText(sentence);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    refreshIcon();
}

void StateView::refreshIcon()
{
    if (!m_icon.isEmpty()) {
        m_sign->setPixmap(
            tintedPixmap(m_icon, 32, toneColour(m_theme->tokens(), m_tone), devicePixelRatioF()));
    }
}

NoticeBar::NoticeBar(const Theme *theme, QWidget *parent)
    : QFrame(parent)
    , m_text(makeLabel({}, "", this))
    , m_action(makeButton({}, "link", this))
    , m_close(makeButton({}, "link", this))
{
    setProperty("role", QStringLiteral("notice"));
    m_action->setObjectName(QStringLiteral("noticeAction"));
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, &NoticeBar::actionRequested);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close->setAccessibleName(tr("Close this notice"));
    m_close->setToolTip(tr("Close"));
    keepIcon(m_close, QStringLiteral("cross"), theme);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 6, 6);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action, 0, Qt::AlignTop);
    layout->addWidget(m_close, 0, Qt::AlignTop);
    connect(m_close, &QPushButton::clicked, this, &QWidget::hide);
    hide();
}

void NoticeBar::amend(const QString &sentence) { m_text->setText(sentence); }

void NoticeBar::offer(const QString &sentence, const QString &action)
{
    say(sentence);
    m_action->setText(action);
    m_action->show();
}

void NoticeBar::say(const QString &sentence, const QString &tone)
{
    m_action->hide();
    if (sentence.isEmpty()) {
        hide();
        return;
    }
    setTone(this, tone);
    m_text->setText(sentence);
    show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

} // namespace snapgpu
