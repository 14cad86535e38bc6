// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/saved_searches.h"

#include "ui/saved_searches_dialog.h"
#include "ui/widgets.h"

#include <algorithm>
#include <QMenu>

namespace snapgpu {

namespace {

constexpr qsizetype kMostRecent = 12;
constexpr qsizetype kLongestInMenu = 60; // characters; the whole line is in the tooltip

QString shortened(QString text)
{
    text.replace(QLatin1Char('&'), QLatin1String("&&"));
    return text.size() <= kLongestInMenu ? text : text.left(kLongestInMenu - 1) + QChar(0x2026);
}

} // namespace

QVector<SavedSearch> withRecent(QVector<SavedSearch> recent, const SavedSearch &search)
{
    if (search.query.trimmed().isEmpty()) {
        return recent;
    }
    const SavedSearch entry{{}, search.query.trimmed(), search.interruptible};
    recent.removeAll(entry);
    recent.prepend(entry);
    recent.resize(std::min(recent.size(), kMostRecent));
    return recent;
}

QVector<SavedSearch> withSaved(QVector<SavedSearch> saved, const SavedSearch &search)
{
    const auto known = std::find_if(saved.begin(), saved.end(),
        [&search](const SavedSearch &entry) { return entry.name == search.name; });
    if (known != saved.end()) {
        *known = search;
    } else {
        saved.append(search);
    }
    return saved;
}

SavedSearches::SavedSearches(SettingsStore *settings, QWidget *parent)
    : QToolButton(parent)
    , m_settings(settings)
    , m_menu(new QMenu(this))
{
    setText(tr("Searches") + QStringLiteral(" ▾"));
    setAccessibleName(tr("Saved and recent searches"));
    setToolTip(tr("Save this search, or pick an earlier one"));
    setObjectName(QStringLiteral("searchesButton"));
    setFocusPolicy(Qt::StrongFocus);
    setPopupMode(QToolButton::InstantPopup);
    setRole(this, "link");
    m_menu->setToolTipsVisible(true);
    setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &SavedSearches::fillMenu);
}

void SavedSearches::setCurrent(const QString &query, bool interruptible)
{
    m_current = {{}, query.trimmed(), interruptible};
}

void SavedSearches::noteUsed()
{
    Preferences values = m_settings->values();
    values.recentSearches = withRecent(values.recentSearches, m_current);
    if (const auto written = m_settings->set(values); !written) {
        setToolTip(written.error().message); // not worth a notice: only the list of recent ones is lost
    }
}

void SavedSearches::addSearch(const SavedSearch &search)
{
    const bool named = !search.name.isEmpty();
    QString text = shortened(named ? search.name : search.query);
    if (search.interruptible) {
        text += tr(" (interruptible)");
    }
    QAction *action = m_menu->addAction(text);
    action->setToolTip(search.query);
    action->setCheckable(true);
    action->setChecked(search.query == m_current.query && search.interruptible == m_current.interruptible);
    connect(action, &QAction::triggered, this, [this, search] { Q_EMIT picked(search); });
}

void SavedSearches::fillMenu()
{
    m_menu->clear();
    QAction *keep = m_menu->addAction(tr("Save this search…"), this, &SavedSearches::save);
    keep->setShortcut(QKeySequence::Save); // shown here; the page listens
    keep->setShortcutContext(Qt::WidgetShortcut);
    keep->setEnabled(!m_current.query.isEmpty());
    QAction *change = m_menu->addAction(tr("Change saved searches…"), this, &SavedSearches::manage);
    const Preferences &values = m_settings->values();
    change->setEnabled(!values.savedSearches.isEmpty());
    m_menu->addSection(tr("Saved"));
    for (const SavedSearch &search : values.savedSearches) {
        addSearch(search);
    }
    if (values.savedSearches.isEmpty()) {
        m_menu->addAction(tr("None yet"))->setEnabled(false);
    }
    if (!values.recentSearches.isEmpty()) {
        m_menu->addSection(tr("Recent"));
    }
    for (const SavedSearch &search : values.recentSearches) {
        addSearch(search);
    }
}

void SavedSearches::save()
{
    if (m_current.query.isEmpty()) {
        return;
    }
    auto *dialog = new SaveSearchDialog(m_current, m_settings, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void SavedSearches::manage()
{
    auto *dialog = new SavedSearchesDialog(m_settings, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace snapgpu
