// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/app_services.h"
#include "ui/lane_view.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace snapgpu {

class ElidedLabel;
class NoticeBar;
class RestorePanel;
class StateView;

/** Big seconds and small tenths; digits do not move as they change. */
class RaceClock final : public QWidget
{
    Q_OBJECT
public:
    explicit RaceClock(const Theme *theme, QWidget *parent = nullptr);
    void setElapsed(qint64 ms);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme *m_theme;
    qint64 m_ms = 0;
};

/** One race from the click to the restored workspace. Shows a runner; owns none. */
class RacePage final : public QWidget
{
    Q_OBJECT
public:
    explicit RacePage(const AppServices &services, QWidget *parent = nullptr);

    /** Shows this launch; null goes back to the empty page. The runner must live until the next call. */
    void setRunner(LaunchRunner *runner);
    QWidget *focusTarget() const { return m_lanes; } ///< where the keyboard begins on this page
    QString title() const;
    QString statusText() const;

Q_SIGNALS:
    void goToLaunch();
    void cancelRequested();
    void destroyRequested(const QString &label, const QString &name);
    void statusChanged();

private:
    QWidget *makeHead();
    QWidget *makeLanes();
    void refresh();
    void refreshRestore();
    void refreshHeadline();
    void refreshCost();
    void refreshButtons();
    void tick();
    void copySsh();
    void openTerminal();
    const RacerView *winner() const;

    AppServices m_services;
    LaunchRunner *m_runner = nullptr;
    RaceMoment m_moment;
    RaceLaneModel *m_model;
    QStackedWidget *m_stack;
    StateView *m_empty;
    NoticeBar *m_notice;
    RaceClock *m_clock;
    QLabel *m_headline;
    ElidedLabel *m_counts;
    QLabel *m_cost;
    QPushButton *m_cancel;
    QPushButton *m_copySsh;
    QPushButton *m_terminal;
    QPushButton *m_destroy;
    LaneAxis *m_axis;
    LaneView *m_lanes;
    RestorePanel *m_restore;
    QTimer m_tick;
    QElapsedTimer m_sinceView; ///< since the last RaceView arrived
};

} // namespace snapgpu
