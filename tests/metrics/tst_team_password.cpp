// SPDX-License-Identifier: GPL-3.0-or-later
// The password of a team's server, as window and command line find it: PGPASSWORD, else the keychain's for
// this very address. The server is real and lets nobody in without it.
#include "app/composition.h"
#include "tests/metrics/postgres_server.h"
#include "tests/support/await.h"

#include <QTemporaryDir>
#include <QTest>

using namespace snapgpu;
using namespace snapgpu::test;

namespace {
const auto kPassword = QStringLiteral("green-17-heron");
} // namespace

class TestTeamPassword final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_whyNot = m_server.start(kPassword); }
    void cleanup() { qunsetenv("PGPASSWORD"); }

    void places_data()
    {
        QTest::addColumn<QString>("kept"); ///< in the keychain for this address
        QTest::addColumn<QString>("elsewhere"); ///< for another one
        QTest::addColumn<QString>("variable");
        QTest::addColumn<bool>("letIn");
        const QString none, wrong = QStringLiteral("wrong-99");
        QTest::newRow("nowhere") << none << none << none << false;
        QTest::newRow("keychain") << kPassword << none << none << true;
        QTest::newRow("keychain, a wrong one") << wrong << none << none << false;
        QTest::newRow("keychain, of another server") << none << kPassword << none << false;
        QTest::newRow("variable") << none << none << kPassword << true;
        QTest::newRow("the variable goes first") << wrong << none << kPassword << true;
    }

    void places()
    {
        QFETCH(QString, kept);
        QFETCH(QString, elsewhere);
        QFETCH(QString, variable);
        QFETCH(bool, letIn);
        if (!m_whyNot.isEmpty()) {
            QSKIP(qPrintable(m_whyNot));
        }
        if (!variable.isEmpty()) {
            qputenv("PGPASSWORD", variable.toUtf8());
        }
        const QString name = QStringLiteral("team%1").arg(++m_databases);
        QVERIFY(m_server.sql(QStringLiteral("CREATE DATABASE ") + name));
        QTemporaryDir home;
        GlobalOptions options;
        options.home = home.path();
        options.memoryUrl = m_server.url(QStringLiteral("snapgpu"), name);
        auto keychain = std::make_unique<MemoryStore>();
        if (!kept.isEmpty()) {
            QVERIFY(await(keychain->write(SecretKind::TeamMemoryPassword, kept, options.memoryUrl)));
        }
        if (!elsewhere.isEmpty()) {
            QVERIFY(await(keychain->write(
                SecretKind::TeamMemoryPassword, elsewhere, options.memoryUrl + QLatin1String("2"))));
        }
        auto opened = Composition::open(options, false, std::move(keychain));
        QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error().message));
        const auto prepared = await((*opened)->prepareMemory());
        QVERIFY(prepared && *prepared);
        const auto met = await((*opened)->memory()->synchronise(), 30'000);
        QVERIFY(met.has_value());
        QVERIFY2(met->has_value() == letIn, qPrintable(*met ? QString() : met->error().message));
        if (!letIn) {
            QVERIFY2(
                met->error().message.contains(QLatin1String("password")), qPrintable(met->error().message));
        }
    }

private:
    PostgresServer m_server;
    QString m_whyNot;
    int m_databases = 0;
};

QTEST_GUILESS_MAIN(TestTeamPassword)
#include "tst_team_password.moc"
