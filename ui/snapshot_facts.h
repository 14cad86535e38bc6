// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot.h"
#include "ui/app_services.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace snapgpu {

class FactGrid;

/** What is known of the chosen snapshot, or of all that hold its files, and what can be done with it. */
class SnapshotFacts final : public QFrame
{
    Q_OBJECT
public:
    explicit SnapshotFacts(const AppServices &services, QWidget *parent = nullptr);

    /** `whole`: the row stands for the group, not for this snapshot alone. */
    void present(const Snapshot &snapshot, const SnapshotGroup &group, bool whole);
    void clear(); ///< nothing is chosen

Q_SIGNALS:
    void openRequested();
    void compareRequested();
    void tagsRequested();
    void forgetRequested();
    void useRequested();
    void restoreRequested();

private:
    QPushButton *addButton(QPushButton *button, const char *icon, const char *name, const QString &toolTip,
        void (SnapshotFacts::*asks)());
    void setEnabledAll(bool enabled);

    AppServices m_services;
    QLabel *m_title;
    FactGrid *m_facts;
    QVector<QPushButton *> m_buttons;
};

} // namespace snapgpu
