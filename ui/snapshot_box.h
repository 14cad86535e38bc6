// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot.h"

#include <QComboBox>

namespace snapgpu {

/** Chooses one of the repository's trees: newest first, each with its size and age. */
class SnapshotBox final : public QComboBox
{
    Q_OBJECT
public:
    explicit SnapshotBox(QWidget *parent = nullptr);

    /** What was chosen stays chosen, unless it was the first one: that stays the newest. `last` is an entry
     * that stands for no snapshot, below them or alone; none when it is empty. */
    void setSnapshots(const QVector<SnapshotGroup> &groups, const QDateTime &now, const QString &last);
    bool choose(const QString &id); ///< any id of a group chooses it; false when it is not there
    QString id() const; ///< of the newest snapshot of the chosen tree; empty = none
    qint64 bytes() const; ///< of the chosen snapshot; 0 = not known

private:
    static QString textOf(const SnapshotGroup &group, const QDateTime &now);
};

} // namespace snapgpu
