// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings_dialog.h"

#include "ui/widgets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace snapgpu {

SettingsDialog::SettingsDialog(const AppServices &services, QWidget *parent)
    : QDialog(parent)
    , m_services(services)
    , m_appearance(new QComboBox(this))
    , m_language(new QComboBox(this))
    , m_sshKey(new QLineEdit(this))
    , m_terminal(new QLineEdit(this))
    , m_bulk(new QCheckBox(tr("Create and destroy many machines with &one call"), this))
    , m_restart(makeLabel(tr("The language changes when SnapGPU starts again."), "dim", this))
    , m_error(makeLabel({}, "", this))
{
    setWindowTitle(tr("Settings"));
    const Preferences &now = services.settings->values();
    m_appearance->addItems({tr("Like the system"), tr("Light"), tr("Dark")});
    m_appearance->setCurrentIndex(static_cast<int>(now.appearance));
    m_language->addItem(tr("Like the system"), QString());
    m_language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    m_language->addItem(QStringLiteral("Português do Brasil"), QStringLiteral("pt_BR"));
    m_language->setCurrentIndex(qMax(0, m_language->findData(now.language)));
    m_sshKey->setText(now.sshKeyFile);
    m_sshKey->setPlaceholderText(tr("the usual identity files"));
    m_terminal->setText(now.terminal);
    m_terminal->setPlaceholderText(tr("the system's terminal"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(5);
    const auto addRow = [&](const QString &name, QWidget *field) {
        layout->addWidget(makeFieldLabel(name, field, this));
        layout->addWidget(field);
        layout->addSpacing(6);
    };
    addRow(tr("&Appearance"), m_appearance);
    addRow(tr("&Language"), m_language);
    layout->addWidget(m_restart);
    addRow(tr("SSH &key file"), m_sshKey);
    addRow(tr("&Terminal program"), m_terminal);
    m_bulk->setChecked(now.bulkCalls);
    m_bulk->setToolTip(tr("Fewer calls where the provider limits their rate. Its answers to such calls are not "
                          "documented, so what was rented is told by the list. From the next start on."));
    layout->addWidget(m_bulk);
    layout->addSpacing(6);
    m_restart->hide();
    setTone(m_error, QStringLiteral("bad"));
    m_error->setWordWrap(true);
    m_error->hide();
    layout->addWidget(m_error);
    layout->addWidget(makeLabel(
        tr("API keys and passwords are never stored here; they come from the environment."), "dim", this));
    layout->addSpacing(6);
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *saveButton = makeButton(tr("&Save"), "primary", this);
    buttons->addButton(saveButton, QDialogButtonBox::AcceptRole);
    buttons->addButton(makeButton(tr("Cancel"), "", this), QDialogButtonBox::RejectRole);
    saveButton->setDefault(true);
    layout->addWidget(buttons);
    m_sshKey->setMinimumWidth(420);

    connect(m_language, &QComboBox::currentIndexChanged, this, [this] {
        m_restart->setVisible(m_language->currentData().toString() != m_services.settings->values().language);
    });
    connect(m_appearance, &QComboBox::currentIndexChanged, this,
        [this](int index) { m_services.theme->setAppearance(static_cast<Appearance>(index)); });
    connect(buttons, &QDialogButtonBox::accepted, this, &SettingsDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::rejected, this,
        [this] { m_services.theme->setAppearance(m_services.settings->values().appearance); });
}

void SettingsDialog::save()
{
    Preferences preferences = m_services.settings->values();
    preferences.appearance = static_cast<Appearance>(m_appearance->currentIndex());
    preferences.language = m_language->currentData().toString();
    preferences.sshKeyFile = m_sshKey->text().trimmed();
    preferences.terminal = m_terminal->text().trimmed();
    preferences.bulkCalls = m_bulk->isChecked();
    if (const auto saved = m_services.settings->set(preferences); !saved) {
        m_error->setText(saved.error().message);
        m_error->show();
        return;
    }
    accept();
}

} // namespace snapgpu
