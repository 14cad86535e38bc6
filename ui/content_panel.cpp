// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/content_panel.h"

#include "ui/widgets.h"

#include <QProgressBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace snapgpu {

ContentPanel::ContentPanel(QWidget *view, const QString &busyName, const Theme *theme, QWidget *parent)
    : QFrame(parent)
    , m_layout(new QVBoxLayout(this))
    , m_head(new QVBoxLayout)
    , m_busy(makeBusyBar(busyName, this))
    , m_stack(new QStackedWidget(this))
    , m_view(view)
    , m_state(new StateView(theme, this))
{
    setRole(this, "panel");
    m_layout->setContentsMargins(1, 1, 1, 1);
    m_layout->setSpacing(0);
    m_head->setContentsMargins(13, 11, 13, 10);
    m_head->setSpacing(8);
    m_layout->addLayout(m_head);
    m_layout->addWidget(m_busy);
    m_stack->addWidget(view);
    m_stack->addWidget(m_state);
    m_layout->addWidget(m_stack, 1);
}

void ContentPanel::addStrip(QWidget *strip) { m_layout->insertWidget(m_layout->indexOf(m_busy), strip); }

void ContentPanel::setBusy(bool busy) { m_busy->setVisible(busy); }

void ContentPanel::showRows(bool rows) { m_stack->setCurrentWidget(rows ? m_view : m_state); }

} // namespace snapgpu
