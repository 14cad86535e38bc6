// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/settings/settings.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace snapgpu {

/** Asks for the name of a search and keeps it; says when it replaces one of the same name. */
class SaveSearchDialog final : public QDialog
{
    Q_OBJECT
public:
    SaveSearchDialog(const SavedSearch &search, SettingsStore *settings, QWidget *parent);
    void accept() override;

private:
    void refresh();

    SavedSearch m_search;
    SettingsStore *m_settings;
    QLineEdit *m_name;
    QLabel *m_hint;
    QPushButton *m_save;
};

/** Renames and deletes saved searches; every change is kept at once. */
class SavedSearchesDialog final : public QDialog
{
    Q_OBJECT
public:
    SavedSearchesDialog(SettingsStore *settings, QWidget *parent);

private:
    void fill();
    void rename(int row, const QString &name);
    void remove();
    void store(const QVector<SavedSearch> &searches);

    SettingsStore *m_settings;
    QListWidget *m_list;
    QLabel *m_hint;
};

} // namespace snapgpu
