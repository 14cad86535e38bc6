// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/metrics/memory_query.h"
#include "ui/app_services.h"

#include <QFrame>

class QLineEdit;
class QStackedWidget;
class QTableView;

namespace snapgpu {

class HostFilterModel;
class HostTableModel;
class StateView;

/** The machines that were met, as a table: search, and pin, ban and forget of one of them. */
class HostsPanel final : public QFrame
{
    Q_OBJECT
public:
    explicit HostsPanel(const AppServices &services, QWidget *parent = nullptr);

    void setHosts(const QVector<HostRow> &hosts, qint64 nowMs); ///< the current one stays current
    void setNarrowed(bool narrowed); ///< whether filters outside leave some out
    void focusFilter();
    int shownCount() const;
    int hostCount() const;
    void saveTo(Preferences *preferences) const;

Q_SIGNALS:
    void shownChanged();
    void clearRequested(); ///< of the filters outside
    void edited(); ///< a mark, or a machine forgotten
    void failed(const snapgpu::Error &error);

private:
    void configureColumns();
    void makeActions();
    void refreshActions();
    void showState();
    const HostRow *currentHost() const;
    void setMark(HostMark mark);
    void askToForget();
    template <typename T> void follow(Job<T> *job);

    AppServices m_services;
    HostTableModel *m_model;
    HostFilterModel *m_shown;
    QTableView *m_table;
    QLineEdit *m_search;
    StateView *m_noHosts;
    QStackedWidget *m_stack;
    QAction *m_pin = nullptr;
    QAction *m_ban = nullptr;
    QAction *m_forget = nullptr;
    bool m_narrowed = false;
};

} // namespace snapgpu
