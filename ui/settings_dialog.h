// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/app_services.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace snapgpu {

/** What a person may set. The only secret here, the password of a team's memory, goes to the keychain. */
class SettingsDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit SettingsDialog(const AppServices &services, QWidget *parent = nullptr);

Q_SIGNALS:
    void providerChanged(); ///< another one, or another key: the window must be made again

protected:
    void showEvent(QShowEvent *event) override;

private:
    void addProvider(QVBoxLayout *layout);
    void testProvider();
    void showProviderState(const QString &sentence, const QString &tone);
    void saveProvider();
    void growForTexts();
    void saveTeam();
    void addTeam(QVBoxLayout *layout);
    void testTeam();
    void showTeamState(const QString &sentence, const QString &tone);
    void save();
    void showError(const QString &sentence);

    AppServices m_services;
    QComboBox *m_appearance;
    QComboBox *m_language;
    QComboBox *m_provider;
    QLineEdit *m_providerKey;
    QPushButton *m_providerTest;
    QLabel *m_providerState;
    int m_providerTests = 0; ///< number of the newest
    QLineEdit *m_sshKey;
    QLineEdit *m_terminal;
    QCheckBox *m_notifications;
    QCheckBox *m_bulk;
    QLineEdit *m_team;
    QLineEdit *m_teamPassword;
    QPushButton *m_teamTest;
    QLabel *m_teamState;
    int m_teamTests = 0; ///< number of the newest
    QLabel *m_restart;
    QLabel *m_error;
};

} // namespace snapgpu
