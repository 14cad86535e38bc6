// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/app_services.h"

#include <QWidget>

class QButtonGroup;
class QLineEdit;
class QStackedWidget;
class QTableView;

namespace snapgpu {

class ActivityFilter;
class ActivityModel;
class NoticeBar;
class StateView;

/** What happened in this home: races, machines, restores and what went wrong, by time; to be filtered and
 * copied. */
class ActivityPage final : public QWidget
{
    Q_OBJECT
public:
    ActivityPage(const AppServices &services, QWidget *parent = nullptr);

    void refresh();
    void focusFilter();
    QWidget *focusTarget() const;
    QString statusText() const;

Q_SIGNALS:
    void goToLaunch();
    void statusChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeHead();
    void configureColumns();
    void showStory(const MemoryStory &story);
    void showState();
    void refreshWhenSeen();

    AppServices m_services;
    QButtonGroup *m_kinds;
    QLineEdit *m_search;
    ActivityModel *m_model;
    ActivityFilter *m_shown;
    QTableView *m_table;
    NoticeBar *m_notice;
    StateView *m_state;
    QStackedWidget *m_stack;
    bool m_known = false; ///< answered at least once
    bool m_stale = true; ///< something happened while the page was hidden
    int m_asked = 0;
};

} // namespace snapgpu
