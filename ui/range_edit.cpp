// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/range_edit.h"

#include "ui/chip_rules.h"
#include "ui/flow_layout.h"
#include "ui/range_bars.h"
#include "ui/widgets.h"

#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QSignalBlocker>

namespace snapgpu {

namespace {

std::optional<double> valueOf(const QDoubleSpinBox *box)
{
    return box->value() > box->minimum() ? std::optional(box->value()) : std::nullopt;
}

} // namespace

RangeEdit::RangeEdit(const RangeSpec &spec, const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_spec(spec)
    , m_bars(new RangeBars(theme, this))
    , m_from(makeBox(tr("%1, from").arg(spec.name)))
    , m_to(makeBox(tr("%1, to").arg(spec.name)))
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(6);
    grid->addWidget(makeLabel(spec.name, "strong", this), 0, 0, 1, 2);
    grid->addWidget(m_bars, 1, 0, 1, 2);
    grid->addWidget(makeLabel(tr("At least"), "field", this), 2, 0);
    grid->addWidget(makeLabel(tr("At most"), "field", this), 2, 1);
    grid->addWidget(m_from, 3, 0);
    grid->addWidget(m_to, 3, 1);
    grid->addWidget(makePresets(), 4, 0, 1, 2);
    connect(m_bars, &RangeBars::dragged, this, [this](const Range &range) {
        setRange(range);
        Q_EMIT edited(this->range());
    });
}

QDoubleSpinBox *RangeEdit::makeBox(const QString &name)
{
    auto *box = new QDoubleSpinBox(this);
    box->setRange(0, m_spec.highest);
    box->setDecimals(m_spec.decimals);
    box->setSingleStep(m_spec.step);
    box->setSpecialValueText(tr("any", "no limit"));
    box->setAccessibleName(name);
    box->setKeyboardTracking(false);
    box->setGroupSeparatorShown(true);
    if (!m_spec.unit.isEmpty()) {
        box->setSuffix(QLatin1Char(' ') + m_spec.unit);
    }
    connect(box, &QDoubleSpinBox::valueChanged, this, &RangeEdit::onEdited);
    return box;
}

QWidget *RangeEdit::makePresets()
{
    auto *line = new QWidget(this);
    auto *layout = new FlowLayout(4, line);
    const auto add = [&](double value, bool from) {
        const QString unit = m_spec.unit.isEmpty() ? QString() : QLatin1Char(' ') + m_spec.unit;
        const Range end = from ? Range{value, {}} : Range{{}, value};
        QPushButton *button = makeButton(chips::rangeText(end, m_spec.decimals) + unit, "preset", line);
        connect(button, &QPushButton::clicked, this, [this, value, from] {
            Range wanted = range();
            (from ? wanted.from : wanted.to) = value;
            setRange(wanted);
            Q_EMIT edited(range());
        });
        layout->addWidget(button);
    };
    for (const double value : std::as_const(m_spec.fromPresets)) {
        add(value, true);
    }
    for (const double value : std::as_const(m_spec.toPresets)) {
        add(value, false);
    }
    return line;
}

void RangeEdit::setValues(const QVector<double> &values)
{
    m_bars->setValues(values);
    m_bars->setVisible(m_bars->isUseful());
}

void RangeEdit::setRange(const Range &range)
{
    const QSignalBlocker quietFrom(m_from);
    const QSignalBlocker quietTo(m_to);
    m_from->setValue(range.from.value_or(0));
    m_to->setValue(range.to.value_or(0));
    m_bars->setRange(this->range());
}

Range RangeEdit::range() const { return {valueOf(m_from), valueOf(m_to)}; }

QWidget *RangeEdit::focusTarget() const { return m_spec.toPresets.isEmpty() ? m_from : m_to; }

void RangeEdit::onEdited()
{
    m_bars->setRange(range());
    Q_EMIT edited(range());
}

} // namespace snapgpu
