// SPDX-License-Identifier: GPL-3.0-or-later
// The choice of a provider in the settings dialog: over real settings and real HTTP; and what the launch page
// says of one that lets nobody choose a host.
#include "services/cloud/runpod/runpod_provider.h"
#include "services/cloud/vast/vast_provider.h"
#include "tests/support/scripted_server.h"
#include "tests/ui/demo.h"
#include "tests/ui/opened_window.h"
#include "ui/provider_keeper.h"
#include "ui/settings_dialog.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace snapgpu;
using namespace snapgpu::test;

namespace {

const auto kKey = QStringLiteral("rpa_green-17-wombat");

/** A home with its settings, a store of secrets that outlives the dialogs, and a server that is both clouds.
 */
struct Desk
{
    QTemporaryDir home;
    SystemClock clock;
    SettingsStore settings{home.filePath(QStringLiteral("settings.json"))};
    Theme theme{qApp, Appearance::Light};
    MemoryStore secrets;
    ScriptedServer server;
    HttpClient http;
    GatedClient gated{&http, &clock, GatePolicy::Adaptive};
    std::unique_ptr<ProviderKeeper> keeper;

    explicit Desk(bool fixed = false, bool sandbox = false)
    {
        server.setHandler([](const SeenRequest &request) {
            if (request.header("Authorization") != "Bearer " + kKey.toUtf8()) {
                return reply(401, R"({"title":"Unauthorized","status":401,"detail":"invalid API key"})");
            }
            return request.path() == "/graphql"
                ? reply(200, R"({"data":{"myself":{"id":"u","clientBalance":23.41}}})")
                : reply(200, R"({"pods":[]})");
        });
        const auto make = [this](
                              const QString &provider, const QString &key) -> std::unique_ptr<CloudProvider> {
            if (provider == QLatin1String("runpod")) {
                return std::make_unique<RunPodProvider>(
                    &gated, RunPodSettings{server.url(), [key] { return key; }});
            }
            return std::make_unique<VastProvider>(
                &gated, VastSettings{server.url(), [key] { return key; }, false});
        };
        keeper = std::make_unique<ProviderKeeper>(
            &settings, std::make_unique<LentStore>(&secrets), make, QStringLiteral("vast"), fixed, sandbox);
    }
    AppServices services()
    {
        AppServices made;
        made.settings = &settings;
        made.theme = &theme;
        made.clock = &clock;
        made.providers = keeper.get();
        return made;
    }
};

template <typename T> T *child(const QWidget &dialog, const char *name)
{
    return dialog.findChild<T *>(QString::fromLatin1(name));
}

void save(QDialog &dialog)
{
    for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
        if (button->isDefault()) {
            button->click();
        }
    }
}

} // namespace

class TestProviderSettings final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKeyIsTestedKeptAndUsed();
    void theCommandLineAndTheSandboxWin();
    void theLaunchPageOffersOnlyWhatCanBeDone();
    void anotherKeyMakesTheWindowAgain();
};

void TestProviderSettings::aKeyIsTestedKeptAndUsed()
{
    Desk desk;
    SettingsDialog dialog(desk.services());
    QSignalSpy changed(&dialog, &SettingsDialog::providerChanged);
    auto *state = child<QLabel>(dialog, "providerState");
    auto *test = child<QPushButton>(dialog, "providerTest");
    QVERIFY(state->text().contains(QStringLiteral("one machine")));
    child<QComboBox>(dialog, "providerBox")->setCurrentIndex(1);
    QVERIFY(state->text().contains(QStringLiteral("pool")) && state->text().contains(QStringLiteral("bids")));

    test->click(); // neither typed nor kept
    QTRY_VERIFY(state->text().startsWith(QStringLiteral("There is no RunPod API key.")));
    QTest::keyClicks(child<QLineEdit>(dialog, "providerKey"), QStringLiteral("rpa_wrong"));
    QVERIFY(state->text().contains(QStringLiteral("pool"))); // the old answer is none to the new key
    test->click();
    QTRY_VERIFY(state->text().contains(QStringLiteral("“invalid API key”")));
    child<QLineEdit>(dialog, "providerKey")->clear();
    QTest::keyClicks(child<QLineEdit>(dialog, "providerKey"), kKey);
    test->click();
    QTRY_VERIFY(state->text().contains(QStringLiteral("$23.41")));
    QCOMPARE(desk.settings.values().provider, QStringLiteral("vast")); // a test keeps nothing

    save(dialog);
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(SettingsStore(desk.settings.file()).values().provider, QStringLiteral("runpod"));
    QFile file(desk.settings.file());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains(kKey.toUtf8()));
    // Kept: the next dialog tests it without typing.
    SettingsDialog next(desk.services());
    child<QComboBox>(next, "providerBox")->setCurrentIndex(1);
    child<QPushButton>(next, "providerTest")->click();
    QTRY_VERIFY(child<QLabel>(next, "providerState")->text().contains(QStringLiteral("$23.41")));
}

void TestProviderSettings::theCommandLineAndTheSandboxWin()
{
    Desk fixed(true);
    SettingsDialog dialog(fixed.services());
    QVERIFY(!child<QComboBox>(dialog, "providerBox")->isEnabled());
    QVERIFY(child<QLineEdit>(dialog, "providerKey")->isEnabled());
    Desk sandbox(false, true);
    SettingsDialog other(sandbox.services());
    QVERIFY(child<QComboBox>(other, "providerBox")->isEnabled());
    QVERIFY(!child<QLineEdit>(other, "providerKey")->isEnabled());
    QVERIFY(!child<QPushButton>(other, "providerTest")->isEnabled());
    QVERIFY(!child<QLabel>(other, "providerState")->text().isEmpty());
}

void TestProviderSettings::theLaunchPageOffersOnlyWhatCanBeDone()
{
    demo::World world;
    {
        MainWindow window(world.services());
        window.show();
        QVERIFY(child<QLabel>(window, "capabilityHint")->isHidden());
        QVERIFY(!child<QAbstractButton>(window, "priceTypeChip")->isHidden());
    }
    Preferences preferences = world.settings->values();
    preferences.interruptible = true; // of the other provider
    QVERIFY(world.settings->set(preferences));
    world.cloud.beRunPod();
    MainWindow window(world.services());
    window.show();
    QVERIFY(!child<QLabel>(window, "capabilityHint")->isHidden());
    QVERIFY(child<QAbstractButton>(window, "priceTypeChip")->isHidden());
    QTRY_VERIFY(world.cloud.searches > 0);
    QCOMPARE(world.cloud.lastRequest.type, QStringLiteral("on-demand"));
}

void TestProviderSettings::anotherKeyMakesTheWindowAgain()
{
    demo::World world;
    MainWindow window(world.services());
    window.show();
    QSignalSpy again(&window, &MainWindow::lookAgainRequested);
    child<QAbstractButton>(window, "settingsButton")->click();
    auto *dialog = child<QDialog>(window, "settingsDialog");
    child<QComboBox>(*dialog, "providerBox")->setCurrentIndex(1);
    child<QLineEdit>(*dialog, "providerKey")->setText(kKey);
    save(*dialog);
    QTRY_COMPARE(again.size(), 1);
    QCOMPARE(world.providers.used, QStringLiteral("runpod ") + kKey);
}

QTEST_MAIN(TestProviderSettings)
#include "test_provider_settings.moc"
