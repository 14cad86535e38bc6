// SPDX-License-Identifier: GPL-3.0-or-later
// The team's host memory in the settings dialog: over real settings, a real host memory and a real server.
#include "services/core/clock.h"
#include "services/metrics/host_memory.h"
#include "tests/metrics/memory_samples.h"
#include "tests/metrics/postgres_server.h"
#include "tests/support/patience.h"
#include "ui/settings_dialog.h"
#include "ui/team_keeper.h"

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace snapgpu;
using namespace snapgpu::test;

namespace {

const auto kPassword = QStringLiteral("green-17-wombat");

/** A home, its settings and its memory; secrets live as long as it does. */
struct Desk
{
    QTemporaryDir home;
    SystemClock clock;
    SettingsStore settings{home.filePath(QStringLiteral("settings.json"))};
    Theme theme{qApp, Appearance::Light};
    HostMemory memory{MemorySettings{home.filePath(QStringLiteral("memory.sqlite")), {}, 400}, &clock};
    std::unique_ptr<TeamKeeper> team;

    void open(std::unique_ptr<SecretStore> secrets, const QString &fixedUrl = {})
    {
        team = std::make_unique<TeamKeeper>(&settings, std::move(secrets), &memory, fixedUrl);
    }
    AppServices services()
    {
        AppServices made;
        made.settings = &settings;
        made.theme = &theme;
        made.clock = &clock;
        made.team = team.get();
        return made;
    }
    MemoryHealth health()
    {
        std::optional<MemoryHealth> seen;
        memory.health()->then(
            &memory, [&seen](const Result<MemoryHealth> &told) { seen = told.value_or(MemoryHealth()); });
        return QTest::qWaitFor([&seen] { return seen.has_value(); }, 20'000) ? *seen : MemoryHealth();
    }
};

} // namespace

class TestTeamSettings final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_whyNot = m_server.start(kPassword); }
    void saysWhatIsWrongWithTheAddress();
    void isUsedTestedAndKept();
    void theEnvironmentWins();

private:
    static void type(QDialog &dialog, const char *field, const QString &text)
    {
        auto *edit = dialog.findChild<QLineEdit *>(QString::fromLatin1(field));
        edit->clear();
        QTest::keyClicks(edit, text);
    }
    static QString stateOf(const QDialog &dialog)
    {
        return dialog.findChild<QLabel *>(QStringLiteral("teamState"))->text();
    }
    static void save(QDialog &dialog)
    {
        for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
            if (button->isDefault()) {
                button->click();
            }
        }
    }

    PostgresServer m_server;
    QString m_whyNot;
};

void TestTeamSettings::saysWhatIsWrongWithTheAddress()
{
    Desk desk;
    desk.open(std::make_unique<MemoryStore>());
    SettingsDialog dialog(desk.services());
    auto *test = dialog.findChild<QPushButton *>(QStringLiteral("teamTest"));
    QVERIFY(!test->isEnabled()); // nothing to test
    type(dialog, "teamUrl", QStringLiteral("postgresql://me@127.0.0.1:1/memory"));
    QVERIFY(test->isEnabled());
    test->click();
    QTRY_VERIFY2_WITH_TIMEOUT(
        stateOf(dialog).contains(QLatin1String("port 1")), qPrintable(stateOf(dialog)), 20'000);
    type(dialog, "teamUrl", QStringLiteral("postgresql://me@127.0.0.1"));
    test->click();
    QTRY_VERIFY(stateOf(dialog).contains(QLatin1String("database is missing")));
    save(dialog);
    QTRY_VERIFY(dialog.result() != QDialog::Accepted);
    QVERIFY(desk.settings.values().teamMemoryUrl.isEmpty());
    type(dialog, "teamUrl", QStringLiteral("postgresql://me:%1@127.0.0.1/memory").arg(kPassword));
    save(dialog);
    test::settle(50);
    QVERIFY(desk.settings.values().teamMemoryUrl.isEmpty()); // a password never gets into the settings
}

void TestTeamSettings::isUsedTestedAndKept()
{
    if (!m_whyNot.isEmpty()) {
        QSKIP(qPrintable(m_whyNot));
    }
    MemoryStore keychain;
    Desk desk;
    desk.open(std::make_unique<LentStore>(&keychain));
    desk.memory.record({readyAttempt(1, 30'000)});
    {
        SettingsDialog dialog(desk.services());
        type(dialog, "teamUrl", m_server.url());
        type(dialog, "teamPassword", QStringLiteral("wrong"));
        dialog.findChild<QPushButton *>(QStringLiteral("teamTest"))->click();
        QTRY_VERIFY2_WITH_TIMEOUT(stateOf(dialog).contains(QLatin1String("one of the two is wrong")),
            qPrintable(stateOf(dialog)), 20'000);
        type(dialog, "teamPassword", kPassword);
        dialog.findChild<QPushButton *>(QStringLiteral("teamTest"))->click();
        QTRY_VERIFY2_WITH_TIMEOUT(
            stateOf(dialog).contains(QLatin1String("It works")), qPrintable(stateOf(dialog)), 20'000);
        save(dialog);
        QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
    }
    QTRY_VERIFY_WITH_TIMEOUT(desk.health().teamOnline, 20'000);
    QCOMPARE(desk.health().unsent, 0);
    QFile file(desk.settings.file());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray kept = file.readAll();
    QVERIFY(kept.contains("team_memory_url"));
    QVERIFY(!kept.contains(kPassword.toUtf8()));
    // The next start finds both, and the test works with the password that is kept.
    Desk next;
    Preferences preferences = next.settings.values();
    preferences.teamMemoryUrl = m_server.url();
    QVERIFY(next.settings.set(preferences).has_value());
    next.open(std::make_unique<LentStore>(&keychain));
    QTRY_COMPARE_WITH_TIMEOUT(next.health().attempts, 1, 20'000);
    SettingsDialog dialog(next.services());
    QVERIFY(dialog.findChild<QLineEdit *>(QStringLiteral("teamPassword"))->text().isEmpty());
    dialog.findChild<QPushButton *>(QStringLiteral("teamTest"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(stateOf(dialog).contains(QLatin1String("It works: 1 boot")), 20'000);
    // And an emptied field ends it.
    dialog.findChild<QLineEdit *>(QStringLiteral("teamUrl"))->clear();
    save(dialog);
    QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
    QVERIFY(next.settings.values().teamMemoryUrl.isEmpty());
    QTRY_VERIFY(!next.health().hasTeam);
    QTRY_COMPARE(next.health().attempts, 0);
}

void TestTeamSettings::theEnvironmentWins()
{
    Desk desk;
    desk.open(std::make_unique<MemoryStore>(), QStringLiteral("postgresql://team@db.example.org/memory"));
    SettingsDialog dialog(desk.services());
    QVERIFY(!dialog.findChild<QLineEdit *>(QStringLiteral("teamUrl"))->isEnabled());
    QVERIFY(stateOf(dialog).contains(QLatin1String("SNAPGPU_MEMORY")));
    save(dialog);
    QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
    QVERIFY(desk.settings.values().teamMemoryUrl.isEmpty());
}

QTEST_MAIN(TestTeamSettings)
#include "test_team_settings.moc"
