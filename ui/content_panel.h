// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QProgressBar;
class QStackedWidget;
class QVBoxLayout;

namespace snapgpu {

class StateView;
class Theme;

/** A framed list or tree under its head; a bar shows work under way, and where there are no rows a StateView
 * says why. */
class ContentPanel final : public QFrame
{
    Q_OBJECT
public:
    /** Takes the view. `busyName` is what the bar is called for readers. */
    ContentPanel(QWidget *view, const QString &busyName, const Theme *theme, QWidget *parent = nullptr);

    QVBoxLayout *head() const { return m_head; }
    void addStrip(QWidget *strip); ///< from edge to edge, between head and view
    StateView *state() const { return m_state; }
    void setBusy(bool busy);
    void showRows(bool rows); ///< the view, or what the state says

private:
    QVBoxLayout *m_layout;
    QVBoxLayout *m_head;
    QProgressBar *m_busy;
    QStackedWidget *m_stack;
    QWidget *m_view;
    StateView *m_state;
};

} // namespace snapgpu
