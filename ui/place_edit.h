// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chip_rules.h"
#include "ui/place_map.h"

namespace snapgpu {

class CheckList;

/** The world as a map and as a list, which say the same. */
class PlaceEdit final : public QWidget
{
    Q_OBJECT
public:
    PlaceEdit(const Theme *theme, const QVector<PlaceCount> &places, const chips::Choice &choice,
        QWidget *parent = nullptr);

    void setChoice(const chips::Choice &choice);
    QWidget *focusTarget() const;

Q_SIGNALS:
    void edited(const snapgpu::chips::Choice &choice);

private:
    void onChanged();

    PlaceMap *m_map;
    CheckList *m_list;
};

} // namespace snapgpu
