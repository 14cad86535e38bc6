// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fact_grid.h"

#include "ui/widgets.h"

#include <QGridLayout>

namespace snapgpu {

FactGrid::FactGrid(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(10);
    m_grid->setVerticalSpacing(3);
    m_grid->setColumnStretch(1, 1);
}

void FactGrid::clear()
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void FactGrid::addRow(const QString &name, QWidget *value)
{
    const int row = m_grid->rowCount();
    m_grid->addWidget(makeLabel(name, "dim", this), row, 0, Qt::AlignTop);
    m_grid->addWidget(value, row, 1);
}

void FactGrid::add(const QString &name, const QString &value)
{
    if (!value.isEmpty()) {
        auto *text = new ElidedLabel(this);
        text->setFullText(value);
        addRow(name, text);
    }
}

void FactGrid::addText(const QString &name, const QString &value)
{
    if (!value.isEmpty()) {
        addRow(name, makeText(value));
    }
}

void FactGrid::addSentence(const QString &sentence)
{
    m_grid->addWidget(makeText(sentence), m_grid->rowCount(), 0, 1, 2);
}

QWidget *FactGrid::makeText(const QString &text)
{
    QLabel *label = makeLabel(text, "", this);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace snapgpu
