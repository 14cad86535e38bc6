// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/restore_view.h"
#include "models/snapshot.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace snapgpu {

class ElidedLabel;
class Theme;

/** The bar of a restore, with the mark where work could begin. */
class RestoreBar final : public QWidget
{
    Q_OBJECT
public:
    explicit RestoreBar(const Theme *theme, QWidget *parent = nullptr);
    void setProgress(const RestoreProgress &progress);
    QSize sizeHint() const override;

    /** 0..1, or a negative number while the total is not known. Pure. */
    static double share(const RestoreProgress &progress);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintMark(QPainter &painter, const QRectF &bar);

    const Theme *m_theme;
    RestoreProgress m_progress;
};

/** How far the workspace is back: phase, rate, bytes, files, time left, and what went wrong. */
class RestorePanel final : public QFrame
{
    Q_OBJECT
public:
    explicit RestorePanel(const Theme *theme, QWidget *parent = nullptr);
    /** `machine` names it where the page shows several; then why it failed is told here in full as well. */
    void setProgress(const RestoreProgress &progress, const Snapshot &snapshot, const QString &machine = {});
    void addButton(QPushButton *button); ///< at the end of the first line

private:
    QHBoxLayout *m_head;
    ElidedLabel *m_title;
    QLabel *m_speed;
    RestoreBar *m_bar;
    ElidedLabel *m_facts;
    QLabel *m_errors;
};

} // namespace snapgpu
