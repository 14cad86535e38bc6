// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/metrics/memory_query.h"

#include <QFrame>

class QLabel;

namespace snapgpu {

/** "What racing saved you" as a row of figures; how each is counted stands in its tooltip. */
class SavingsTiles final : public QFrame
{
    Q_OBJECT
public:
    explicit SavingsTiles(QWidget *parent = nullptr);

    void setSavings(const SavingsAnswer &savings);
    void setDuds(qint64 failed, qint64 attempts);
    void setLeftBehind(std::optional<int> machines); ///< nothing = nobody watches

private:
    struct Tile
    {
        QLabel *name = nullptr;
        QLabel *figure = nullptr;
    };
    Tile addTile(const QString &name, const QString &tip);
    void show(const Tile &tile, const QString &text, const QString &tone = {});

    Tile m_races, m_ready, m_saved, m_cost, m_duds, m_left;
};

} // namespace snapgpu
