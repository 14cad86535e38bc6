// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/settings/settings.h"

#include <QToolButton>

class QMenu;

namespace snapgpu {

/** The same searches with one more at the top; at most a handful, each once. Pure. */
QVector<SavedSearch> withRecent(QVector<SavedSearch> recent, const SavedSearch &search);
/** The same searches with this one, in place of one of the same name. Pure. */
QVector<SavedSearch> withSaved(QVector<SavedSearch> saved, const SavedSearch &search);

/** A button whose menu saves the filter line under a name, and picks saved and recent ones. */
class SavedSearches final : public QToolButton
{
    Q_OBJECT
public:
    explicit SavedSearches(SettingsStore *settings, QWidget *parent = nullptr);

    void setCurrent(const QString &query, bool interruptible); ///< what "save" would save
    void noteUsed(); ///< the current line was searched: it is a recent one now
    void save(); ///< asks for a name

Q_SIGNALS:
    void picked(const snapgpu::SavedSearch &search);

private:
    void fillMenu();
    void addSearch(const SavedSearch &search);
    void manage();

    SettingsStore *m_settings;
    SavedSearch m_current;
    QMenu *m_menu;
};

} // namespace snapgpu
