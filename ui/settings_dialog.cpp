// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings_dialog.h"

#include "models/format.h"
#include "ui/widgets.h"

#include <climits>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace snapgpu {

SettingsDialog::SettingsDialog(const AppServices &services, QWidget *parent)
    : QDialog(parent)
    , m_services(services)
    , m_appearance(new QComboBox(this))
    , m_language(new QComboBox(this))
    , m_provider(new QComboBox(this))
    , m_providerKey(new QLineEdit(this))
    , m_providerTest(makeButton(tr("Test"), "", this))
    , m_providerState(makeLabel({}, "dim", this))
    , m_sshKey(new QLineEdit(this))
    , m_terminal(new QLineEdit(this))
    , m_notifications(new QCheckBox(tr("&Notifications while another window is in front"), this))
    , m_bulk(new QCheckBox(tr("Create and destroy many machines with &one call"), this))
    , m_team(new QLineEdit(this))
    , m_teamPassword(new QLineEdit(this))
    , m_teamTest(makeButton(tr("T&est"), "", this))
    , m_teamState(makeLabel({}, "dim", this))
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
    auto *looks = new QHBoxLayout; // side by side: on a small screen there is little height
    looks->setSpacing(12);
    const auto addBeside = [&](const QString &name, QWidget *field) {
        auto *column = new QVBoxLayout;
        column->setSpacing(5);
        column->addWidget(makeFieldLabel(name, field, this));
        column->addWidget(field);
        looks->addLayout(column, 1);
    };
    addBeside(tr("&Appearance"), m_appearance);
    addBeside(tr("&Language"), m_language);
    layout->addLayout(looks);
    layout->addSpacing(6);
    layout->addWidget(m_restart);
    addProvider(layout);
    addRow(tr("SSH &key file"), m_sshKey);
    addRow(tr("&Terminal program"), m_terminal);
    m_notifications->setObjectName(QStringLiteral("notificationsBox"));
    m_notifications->setChecked(now.notifications);
    m_notifications->setToolTip(
        tr("A race that is won, files that are back, what failed, and a machine that will "
           "not die; the window tells them too."));
    layout->addWidget(m_notifications);
    m_bulk->setChecked(now.bulkCalls);
    m_bulk->setToolTip(
        tr("Fewer calls where the provider limits their rate. Its answers to such calls are not "
           "documented, so what was rented is told by the list. From the next start on."));
    layout->addWidget(m_bulk);
    layout->addSpacing(6);
    addTeam(layout);
    m_restart->hide();
    setTone(m_error, QStringLiteral("bad"));
    m_error->setWordWrap(true);
    m_error->hide();
    layout->addWidget(m_error);
    QLabel *secrets = makeLabel(tr("Keys and passwords are never written into the settings: they come from "
                                   "the environment or are kept in the "
                                   "system's keychain."),
        "dim", this);
    secrets->setWordWrap(true);
    layout->addWidget(secrets);
    layout->addSpacing(6);
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *saveButton = makeButton(tr("&Save"), "primary", this);
    buttons->addButton(saveButton, QDialogButtonBox::AcceptRole);
    buttons->addButton(makeButton(tr("Cancel"), "", this), QDialogButtonBox::RejectRole);
    saveButton->setDefault(true);
    layout->addWidget(buttons);
    m_sshKey->setMinimumWidth(460);

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

/** Whom the window rents from: the choice, its key, and a try that says what is wrong. */
void SettingsDialog::addProvider(QVBoxLayout *layout)
{
    const ProviderBook *book = m_services.providers;
    m_provider->setObjectName(QStringLiteral("providerBox"));
    for (const char *id : {"vast", "runpod"}) {
        m_provider->addItem(providerName(QString::fromLatin1(id)), QString::fromLatin1(id));
    }
    const QString current = book != nullptr ? book->current() : m_services.settings->values().provider;
    m_provider->setCurrentIndex(qMax(0, m_provider->findData(current)));
    m_provider->setEnabled(book != nullptr && !book->isFixed());
    m_providerKey->setObjectName(QStringLiteral("providerKey"));
    m_providerKey->setEchoMode(QLineEdit::Password);
    m_providerKey->setPlaceholderText(tr("the one that is kept"));
    m_providerTest->setObjectName(QStringLiteral("providerTest"));
    m_providerTest->setAccessibleName(tr("Test the API key of the provider"));
    m_providerState->setObjectName(QStringLiteral("providerState"));
    m_providerState->setWordWrap(true);
    const bool wantsKey = book != nullptr && book->wantsKey();
    m_providerKey->setEnabled(wantsKey);
    m_providerTest->setEnabled(wantsKey);

    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(makeFieldLabel(tr("P&rovider"), m_provider, this));
    row->addWidget(m_provider);
    row->addSpacing(6);
    row->addWidget(makeFieldLabel(tr("AP&I key"), m_providerKey, this));
    row->addWidget(m_providerKey, 1);
    row->addWidget(m_providerTest);
    layout->addLayout(row);
    layout->addWidget(m_providerState);
    layout->addSpacing(6);
    const auto refresh = [this, book, wantsKey] {
        ++m_providerTests; // an answer to the old words is none to the new ones
        const QString id = m_provider->currentData().toString();
        QStringList sentences;
        if (book != nullptr && book->isFixed()) {
            sentences << tr("The command line says which.");
        } else if (!wantsKey) {
            sentences << tr("The sandbox is both and needs no key.");
        }
        if (book != nullptr) {
            const QString cannot = capabilityText(book->capabilities(id));
            sentences << (cannot.isEmpty() ? tr("Each row is one machine, rented at its price or by a bid.")
                                           : cannot);
        }
        sentences.removeAll(QString());
        showProviderState(sentences.join(QLatin1Char(' ')), {});
    };
    refresh();
    connect(m_provider, &QComboBox::currentIndexChanged, this, [this, refresh] {
        m_providerKey->clear(); // the key of one is none of the other
        refresh();
    });
    connect(m_providerKey, &QLineEdit::textEdited, this, refresh);
    connect(m_providerTest, &QPushButton::clicked, this, &SettingsDialog::testProvider);
}

void SettingsDialog::showProviderState(const QString &sentence, const QString &tone)
{
    m_providerState->setText(sentence);
    m_providerState->setAccessibleName(sentence);
    setTone(m_providerState, tone);
    growForTexts();
}

void SettingsDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    growForTexts();
}

/** Sentences that wrap need their height, and a dialog that is shown does not give it by itself. */
void SettingsDialog::growForTexts()
{
    layout()->activate();
    const int wanted = layout()->totalHeightForWidth(width());
    if (isVisible() && wanted > height()) {
        resize(width(), wanted);
    }
}

void SettingsDialog::testProvider()
{
    const int asked = ++m_providerTests;
    showProviderState(tr("Asking %1…").arg(m_provider->currentText()), {});
    m_services.providers->test(m_provider->currentData().toString(), m_providerKey->text().trimmed())
        ->then(this, [this, asked](const Result<Account> &tried) {
            if (asked != m_providerTests) {
                return;
            }
            if (tried) {
                showProviderState(tried->tellsCredit
                        ? tr("The key works: the account holds %1.").arg(format::dollars(tried->credit, 2))
                        : tr("The key works; what the account holds is not told."),
                    QStringLiteral("ok"));
            } else {
                showProviderState(tried.error().message, QStringLiteral("bad"));
            }
        });
}

/** The memory that a team shares: address, password, and a try that says what is wrong. */
void SettingsDialog::addTeam(QVBoxLayout *layout)
{
    const TeamBook *team = m_services.team;
    layout->addWidget(makeFieldLabel(tr("Host &memory of a team (PostgreSQL)"), m_team, this));
    layout->addWidget(m_team);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(makeFieldLabel(tr("&Password"), m_teamPassword, this));
    row->addWidget(m_teamPassword, 1);
    row->addWidget(m_teamTest);
    layout->addLayout(row);
    m_teamState->setWordWrap(true);
    m_teamState->setObjectName(QStringLiteral("teamState"));
    layout->addWidget(m_teamState);
    layout->addSpacing(6);

    m_team->setObjectName(QStringLiteral("teamUrl"));
    m_team->setPlaceholderText(QStringLiteral("postgresql://user@host:5432/database"));
    m_teamPassword->setObjectName(QStringLiteral("teamPassword"));
    m_teamPassword->setEchoMode(QLineEdit::Password);
    m_teamPassword->setAccessibleName(tr("Password of the team's host memory"));
    m_teamPassword->setPlaceholderText(tr("as it is kept in the keychain"));
    m_teamTest->setObjectName(QStringLiteral("teamTest"));
    m_teamTest->setAccessibleName(tr("Test the team's host memory"));
    const QString how = m_services.sandbox
        ? tr("The sandbox keeps its memory to itself; this is used outside of it.")
        : tr("What this computer learned and learns is shared there and stays in its own file too; while the "
             "server cannot be reached, it waits here.");
    m_team->setText(team != nullptr ? team->url() : m_services.settings->values().teamMemoryUrl);
    const bool fixed = team == nullptr || team->isFixed();
    for (QWidget *field : {static_cast<QWidget *>(m_team), static_cast<QWidget *>(m_teamPassword),
             static_cast<QWidget *>(m_teamTest)}) {
        field->setEnabled(!fixed);
    }
    showTeamState(
        fixed && team != nullptr ? tr("SNAPGPU_MEMORY in the environment says which one.") : how, {});
    const auto refresh = [this, how, fixed] {
        ++m_teamTests; // an answer to the old words is none to the new ones
        m_teamTest->setEnabled(!fixed && !m_team->text().trimmed().isEmpty());
        showTeamState(how, {});
    };
    m_teamTest->setEnabled(!fixed && !m_team->text().isEmpty());
    connect(m_team, &QLineEdit::textEdited, this, refresh);
    connect(m_teamPassword, &QLineEdit::textEdited, this, refresh);
    connect(m_teamTest, &QPushButton::clicked, this, &SettingsDialog::testTeam);
}

void SettingsDialog::showTeamState(const QString &sentence, const QString &tone)
{
    m_teamState->setText(sentence);
    m_teamState->setAccessibleName(sentence);
    setTone(m_teamState, tone);
    growForTexts();
}

void SettingsDialog::testTeam()
{
    const int asked = ++m_teamTests;
    showTeamState(tr("Asking the server…"), {});
    m_services.team->test(m_team->text().trimmed(), m_teamPassword->text())
        ->then(this, [this, asked](const Result<qint64> &tried) {
            if (asked != m_teamTests) {
                return;
            }
            if (tried) {
                showTeamState(tr("It works: %Ln boot(s) are remembered there.", nullptr,
                                  static_cast<int>(std::min<qint64>(*tried, INT_MAX))),
                    QStringLiteral("ok"));
            } else {
                showTeamState(tried.error().message, QStringLiteral("bad"));
            }
        });
}

void SettingsDialog::showError(const QString &sentence)
{
    m_error->setText(sentence);
    m_error->show();
}

void SettingsDialog::save()
{
    Preferences preferences = m_services.settings->values();
    preferences.appearance = static_cast<Appearance>(m_appearance->currentIndex());
    preferences.language = m_language->currentData().toString();
    preferences.sshKeyFile = m_sshKey->text().trimmed();
    preferences.terminal = m_terminal->text().trimmed();
    preferences.notifications = m_notifications->isChecked();
    preferences.bulkCalls = m_bulk->isChecked();
    if (const auto saved = m_services.settings->set(preferences); !saved) {
        return showError(saved.error().message);
    }
    saveProvider();
}

void SettingsDialog::saveProvider()
{
    const QString provider = m_provider->currentData().toString();
    const QString key = m_providerKey->text().trimmed();
    if (m_services.providers == nullptr || (provider == m_services.providers->current() && key.isEmpty())) {
        return saveTeam();
    }
    m_services.providers->use(provider, key)->then(this, [this](const Result<Done> &used) {
        if (!used) {
            return showError(used.error().message);
        }
        connect(this, &QDialog::accepted, this, &SettingsDialog::providerChanged);
        saveTeam();
    });
}

void SettingsDialog::saveTeam()
{
    const QString team = m_team->text().trimmed();
    if (m_services.team == nullptr || (team == m_services.team->url() && m_teamPassword->text().isEmpty())) {
        return accept();
    }
    m_services.team->use(team, m_teamPassword->text())->then(this, [this](const Result<Done> &used) {
        if (used) {
            accept();
        } else {
            showError(used.error().message);
        }
    });
}

} // namespace snapgpu
