// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot_filter.h"
#include "ui/app_services.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLineEdit;
class QPushButton;

namespace snapgpu {

/** The filter of the list of snapshots: words, host, tag, path and time; beside it what reads the list anew
 * or makes it shorter. */
class SnapshotFilterBar final : public QWidget
{
    Q_OBJECT
public:
    explicit SnapshotFilterBar(const AppServices &services, QWidget *parent = nullptr);

    SnapshotFilter filter() const; ///< times count back from now
    /** Replaces what there is to choose from and keeps what is chosen, even when it is not there now. */
    void setFacets(const SnapshotFacets &facets);
    void clear();
    void setHasSnapshots(bool any); ///< without any there is nothing to choose or to clean up
    void setCanReload(bool can);
    void focusText();
    QWidget *focusTarget() const;

Q_SIGNALS:
    void changed();
    void reloadRequested();
    void cleanUpRequested();

private:
    QHBoxLayout *makeTextRow();
    QWidget *makeBoxes();
    QVector<QComboBox *> boxes() const { return {m_host, m_tag, m_path, m_when}; }

    AppServices m_services;
    QLineEdit *m_text;
    QPushButton *m_reload;
    QPushButton *m_cleanUp;
    QComboBox *m_host;
    QComboBox *m_tag;
    QComboBox *m_path;
    QComboBox *m_when;
};

} // namespace snapgpu
