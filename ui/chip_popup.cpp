// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chip_popup.h"

#include "ui/widgets.h"

#include <QHBoxLayout>
#include <QScreen>
#include <QVBoxLayout>

namespace snapgpu {

namespace {
constexpr int kGap = 4; // between the chip and its window
}

ChipPopup::ChipPopup(const QString &title, QWidget *chip)
    : QFrame(chip, Qt::Popup)
    , m_chip(chip)
    , m_editors(new QVBoxLayout)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("chipPopup"));
    setProperty("role", QStringLiteral("popup"));
    setAccessibleName(title);
    setWindowTitle(title);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 10, 14, 12);
    layout->setSpacing(10);
    auto *head = new QHBoxLayout;
    head->addWidget(makeLabel(title, "heading", this), 1);
    QPushButton *clear = makeButton(tr("Clear"), "link", this);
    clear->setObjectName(QStringLiteral("chipClearButton"));
    clear->setAccessibleName(tr("Clear: %1").arg(title));
    connect(clear, &QPushButton::clicked, this, &ChipPopup::clearRequested);
    head->addWidget(clear);
    layout->addLayout(head);
    m_editors->setSpacing(14);
    layout->addLayout(m_editors, 1);
}

void ChipPopup::add(QWidget *editor, int stretch) { m_editors->addWidget(editor, stretch); }

void ChipPopup::openUnderChip(QWidget *focusTarget)
{
    // Not adjustSize(): it allows two thirds of the screen, which at 200 % is less than two ranges take.
    const QSize wanted = sizeHint();
    resize(wanted.width(),
        layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(wanted.width()) : wanted.height());
    QPoint place = m_chip->mapToGlobal(QPoint(0, m_chip->height() + kGap));
    if (const QScreen *screen = m_chip->screen(); screen != nullptr) {
        const QRect room = screen->availableGeometry();
        place.setX(qBound(room.left(), place.x(), qMax(room.left(), room.right() - width())));
        place.setY(qBound(room.top(), place.y(), qMax(room.top(), room.bottom() - height())));
    }
    move(place);
    show();
    if (focusTarget != nullptr) {
        focusTarget->setFocus(Qt::PopupFocusReason);
    }
}

void ChipPopup::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    m_chip->setFocus(Qt::PopupFocusReason);
}

} // namespace snapgpu
