// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/app_services.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace snapgpu {

/** What a person may set; keys and passwords are not among it. */
class SettingsDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit SettingsDialog(const AppServices &services, QWidget *parent = nullptr);

private:
    void save();

    AppServices m_services;
    QComboBox *m_appearance;
    QComboBox *m_language;
    QLineEdit *m_sshKey;
    QLineEdit *m_terminal;
    QCheckBox *m_bulk;
    QLabel *m_restart;
    QLabel *m_error;
};

} // namespace snapgpu
