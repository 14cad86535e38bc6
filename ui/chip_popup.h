// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QPushButton;
class QVBoxLayout;

namespace snapgpu {

/**
 * The small window under a chip. What is changed in it works at once; Escape or a click beside it closes it,
 * and the focus goes back to the chip. Deletes itself.
 */
class ChipPopup final : public QFrame
{
    Q_OBJECT
public:
    ChipPopup(const QString &title, QWidget *chip);

    void add(QWidget *editor, int stretch = 0);
    void openUnderChip(QWidget *focusTarget);

Q_SIGNALS:
    void clearRequested();

protected:
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *m_chip;
    QVBoxLayout *m_editors;
};

} // namespace snapgpu
