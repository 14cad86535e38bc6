// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QString>
#include <QVector>
#include <QWidget>

class QDoubleSpinBox;

namespace snapgpu {

class RangeBars;
class Theme;

/** From and to, in the unit people read; an absent end does not limit. */
struct Range
{
    std::optional<double> from, to;

    bool operator==(const Range &) const = default;
};

/** What a range is about. */
struct RangeSpec
{
    QString name; ///< "Memory of each GPU"
    QString unit; ///< "GB"; may be empty
    double highest = 0; ///< the largest number that makes sense
    double step = 1;
    int decimals = 0;
    QVector<double> fromPresets; ///< buttons for "at least this"
    QVector<double> toPresets; ///< buttons for "at most this"
};

/** Two numbers, a small picture of how the loaded offers spread with the same two ends to drag, and presets.
 */
class RangeEdit final : public QWidget
{
    Q_OBJECT
public:
    RangeEdit(const RangeSpec &spec, const Theme *theme, QWidget *parent = nullptr);

    void setValues(const QVector<double> &values); ///< of the loaded offers, any order
    void setRange(const Range &range);
    Range range() const;
    QWidget *focusTarget() const;

Q_SIGNALS:
    void edited(const snapgpu::Range &range);

private:
    QDoubleSpinBox *makeBox(const QString &name);
    QWidget *makePresets();
    void onEdited();

    RangeSpec m_spec;
    RangeBars *m_bars;
    QDoubleSpinBox *m_from;
    QDoubleSpinBox *m_to;
};

} // namespace snapgpu
