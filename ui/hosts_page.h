// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/metrics/memory_query.h"
#include "ui/app_services.h"

#include <QWidget>

class QButtonGroup;
class QStackedWidget;

namespace snapgpu {

class ChartView;
class HostsFilterBar;
class HostsPanel;
class NoticeBar;
class SavingsTiles;
class StateView;

/** What host memory learned: how long one waits, which machines are fast, what racing saved. */
class HostsPage final : public QWidget
{
    Q_OBJECT
public:
    HostsPage(const AppServices &services, QWidget *parent = nullptr);

    void refresh();
    void focusFilter();
    QWidget *focusTarget() const; ///< where the keyboard begins on this page
    QString statusText() const;
    void saveTo(Preferences *preferences) const;

Q_SIGNALS:
    void goToLaunch();
    void statusChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    enum class Picture { Ready, Stages, Attempts, Histogram };

    QWidget *makeHead();
    QWidget *makeCharts();
    void askMemory();
    void askForPicture();
    void showHosts(const QVector<HostRow> &hosts);
    void showState();
    Picture picture() const;
    /** Shows the answer of `job` unless a newer question was asked meanwhile, or says why there is none. */
    template <typename T, typename F> void whenAnswered(Job<T> *job, int *newest, F show);

    AppServices m_services;
    HostsFilterBar *m_filters;
    QButtonGroup *m_pictures;
    ChartView *m_chart;
    ChartView *m_bars;
    SavingsTiles *m_tiles;
    HostsPanel *m_hosts;
    NoticeBar *m_notice;
    StateView *m_state;
    QStackedWidget *m_stack; ///< everything, or the state of the memory
    MemoryFacets m_facets;
    MemoryHealth m_health;
    bool m_known = false; ///< facets were answered at least once
    bool m_stale = true; ///< something changed while the page was hidden
    int m_pictureAsked = 0; ///< number of the newest question of each kind
    int m_restAsked = 0;
};

} // namespace snapgpu
