// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/nav_rail.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QButtonGroup>
#include <QToolButton>
#include <QVBoxLayout>

namespace snapgpu {

namespace {
constexpr int kRailWidth = 80;
constexpr int kEntryHeight = 52;
} // namespace

NavRail::NavRail(const Theme *theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_group(new QButtonGroup(this))
    , m_layout(new QVBoxLayout(this))
{
    setProperty("role", QStringLiteral("rail"));
    setFixedWidth(kRailWidth);
    m_layout->setContentsMargins(5, 10, 6, 8);
    m_layout->setSpacing(4);
    m_layout->addStretch(1);
    QToolButton *settings = makeEntry(QStringLiteral("settings"), tr("Settings"));
    settings->setObjectName(QStringLiteral("settingsButton"));
    m_layout->addWidget(settings);
    connect(settings, &QToolButton::clicked, this, &NavRail::settingsRequested);
    connect(m_group, &QButtonGroup::idClicked, this, &NavRail::pageChosen);
    connect(theme, &Theme::changed, this, &NavRail::refreshIcons);
}

QToolButton *NavRail::makeEntry(const QString &icon, const QString &name)
{
    auto *entry = new QToolButton(this);
    entry->setProperty("role", QStringLiteral("rail"));
    entry->setProperty("sign", icon);
    entry->setText(name);
    entry->setAccessibleName(name);
    entry->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    entry->setIconSize({22, 22});
    entry->setFocusPolicy(Qt::StrongFocus);
    entry->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    entry->setFixedHeight(kEntryHeight);
    m_entries.append(entry);
    entry->setIcon(tintedIcon(icon, m_theme->tokens().dim, m_theme->tokens().accent));
    return entry;
}

void NavRail::addPage(const QString &icon, const QString &name)
{
    QToolButton *entry = makeEntry(icon, name);
    entry->setCheckable(true);
    const QKeySequence keys(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + m_pages));
    entry->setToolTip(tr("%1 (%2)").arg(name, keys.toString(QKeySequence::NativeText)));
    m_group->addButton(entry, m_pages);
    m_layout->insertWidget(m_pages, entry);
    if (m_pages > 0) {
        setTabOrder(m_group->button(m_pages - 1), entry);
    }
    ++m_pages;
    setTabOrder(entry, m_entries.first());
}

void NavRail::setCurrent(int page)
{
    if (QAbstractButton *entry = m_group->button(page)) {
        entry->setChecked(true);
    }
}

void NavRail::refreshIcons()
{
    for (QToolButton *entry : std::as_const(m_entries)) {
        const QString icon = entry->property("sign").toString();
        entry->setIcon(tintedIcon(icon, m_theme->tokens().dim, m_theme->tokens().accent));
    }
}

} // namespace snapgpu
