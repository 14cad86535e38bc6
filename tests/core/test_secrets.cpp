// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/log.h"
#include "services/secrets/restic_secrets.h"
#include "services/secrets/secret_store.h"
#include "tests/support/await.h"
#include "tests/support/patience.h"
#include "tests/support/process_check.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace snapgpu;
using test::await;

namespace {

void writeFile(const QString &path, const QByteArray &text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

QProcessEnvironment environment(std::initializer_list<std::pair<const char *, QString>> values)
{
    QProcessEnvironment out;
    out.insert(QStringLiteral("PATH"), qEnvironmentVariable("PATH"));
    for (const auto &[name, value] : values) {
        out.insert(QString::fromLatin1(name), value);
    }
    return out;
}

/** A store that is out of order. */
class BrokenStore final : public SecretStore
{
public:
    Job<Secret> *read(SecretKind, const QString &) override
    {
        return settledJob<Secret>(this, fail(ErrorCategory::MissingTool, {}));
    }
    Job<Done> *write(SecretKind, const QString &, const QString &) override
    {
        return settledJob<Done>(this, fail(ErrorCategory::MissingTool, {}));
    }
};

} // namespace

class TestSecrets final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void vastKeyPlaces()
    {
        QTemporaryDir home;
        const auto read = [&](const QProcessEnvironment &env) {
            return environmentSecret(SecretKind::VastApiKey, env, home.path());
        };
        QVERIFY(read(environment({})).isEmpty());
        writeFile(home.filePath(QStringLiteral(".vast_api_key")), "old-key\n");
        QCOMPARE(read(environment({})).value, QStringLiteral("old-key"));
        writeFile(home.filePath(QStringLiteral(".config/vastai/vast_api_key")), " cli-key \n");
        QCOMPARE(read(environment({})).value, QStringLiteral("cli-key"));
        writeFile(home.filePath(QStringLiteral(".config/vastai/vast_tfa_key")), "tfa-key");
        QCOMPARE(read(environment({})).value, QStringLiteral("tfa-key"));
        const QString xdg = home.filePath(QStringLiteral("xdg"));
        writeFile(xdg + QStringLiteral("/vastai/vast_api_key"), "xdg-key");
        QCOMPARE(read(environment({{"XDG_CONFIG_HOME", xdg}})).value, QStringLiteral("xdg-key"));
        const Secret fromEnv = read(environment({{"VAST_API_KEY", QStringLiteral(" env-key\n")}}));
        QCOMPARE(fromEnv.value, QStringLiteral("env-key"));
        QCOMPARE(fromEnv.source, QStringLiteral("VAST_API_KEY"));
        QVERIFY(!redacted(QStringLiteral("tfa-key xdg-key env-key")).contains(QStringLiteral("-key")));
    }

    void chainsSkipWhatIsBroken()
    {
        std::vector<std::unique_ptr<SecretStore>> stores;
        stores.push_back(std::make_unique<EnvironmentStore>(environment({}), QStringLiteral("/nonexistent")));
        stores.push_back(std::make_unique<BrokenStore>());
        stores.push_back(std::make_unique<MemoryStore>());
        ChainStore chain(std::move(stores));
        QVERIFY((*await(chain.read(SecretKind::VastApiKey)))->isEmpty());
        QVERIFY(await(chain.write(SecretKind::VastApiKey, QStringLiteral("memory-only-key")))->has_value());
        QCOMPARE((*await(chain.read(SecretKind::VastApiKey)))->value, QStringLiteral("memory-only-key"));
        QCOMPARE(redacted(QStringLiteral("memory-only-key")), QStringLiteral("[redacted]"));
        QVERIFY(await(chain.write(SecretKind::VastApiKey, {}))->has_value());
        QVERIFY((*await(chain.read(SecretKind::VastApiKey)))->isEmpty());
    }

    void environmentGoesFirst()
    {
        std::vector<std::unique_ptr<SecretStore>> stores;
        stores.push_back(std::make_unique<EnvironmentStore>(
            environment({{"RUNPOD_API_KEY", QStringLiteral("from-env")}}), QStringLiteral("/nonexistent")));
        stores.push_back(std::make_unique<MemoryStore>());
        ChainStore chain(std::move(stores));
        QVERIFY(await(chain.write(SecretKind::RunpodApiKey, QStringLiteral("from-memory")))->has_value());
        QCOMPARE((*await(chain.read(SecretKind::RunpodApiKey)))->value, QStringLiteral("from-env"));
    }

    void resticPasswords()
    {
        QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("pw"));
        writeFile(file, "  from-file \n");
        const auto read = [&](const QProcessEnvironment &env) { return await(resticPassword(env, this)); };
        QVERIFY(read(environment({}))->value().isEmpty());
        QCOMPARE(read(environment({{"RESTIC_PASSWORD", QStringLiteral(" kept as is ")}}))->value(),
            QStringLiteral(" kept as is "));
        QCOMPARE(read(environment({{"RESTIC_PASSWORD_FILE", file}, {"RESTIC_PASSWORD", QStringLiteral("x")}}))
                     ->value(),
            QStringLiteral("from-file"));
        QCOMPARE(
            read(environment({{"RESTIC_PASSWORD_COMMAND", QStringLiteral("printf '%s\\n' \"two words\"")}}))
                ->value(),
            QStringLiteral("two words"));
    }

    void resticPasswordsThatFail_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("file");
        QTest::newRow("both") << QStringLiteral("echo x") << QStringLiteral("/dev/null");
        QTest::newRow("missing file") << QString() << QStringLiteral("/nonexistent/pw");
        QTest::newRow("missing program") << QStringLiteral("/nonexistent/program") << QString();
        QTest::newRow("exit code") << QStringLiteral("false") << QString();
        QTest::newRow("prints nothing") << QStringLiteral("true") << QString();
        QTest::newRow("blank") << QStringLiteral("  ") << QString();
    }
    void resticPasswordsThatFail()
    {
        QFETCH(QString, command);
        QFETCH(QString, file);
        const auto result = await(resticPassword(
            environment({{"RESTIC_PASSWORD_COMMAND", command}, {"RESTIC_PASSWORD_FILE", file}}), this));
        QVERIFY(result && !*result);
        QCOMPARE(result->error().category, ErrorCategory::Usage);
        QVERIFY(result->error().message.contains(QStringLiteral("RESTIC_PASSWORD")));
    }

    void cancelEndsTheCommand()
    {
        const QByteArray mark = "sleep 7391";
        Job<QString> *job =
            resticPassword(environment({{"RESTIC_PASSWORD_COMMAND", QString::fromLatin1(mark)}}), this);
        QTRY_VERIFY(!test::processesWith(mark).isEmpty());
        job->cancel();
        QVERIFY(!*await(job));
        QTRY_VERIFY(test::processesWith(mark).isEmpty());
    }

    void repositoryAndBackend()
    {
        QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("repo"));
        writeFile(file, "s3:https://h/b\nsecond line\n");
        QCOMPARE(*resticRepository(environment({{"RESTIC_REPOSITORY", QStringLiteral("/r")}})),
            QStringLiteral("/r"));
        QCOMPARE(*resticRepository(environment({{"RESTIC_REPOSITORY_FILE", file}})),
            QStringLiteral("s3:https://h/b"));
        QVERIFY(resticRepository(environment({}))->isEmpty());
        QVERIFY(!resticRepository(environment({{"RESTIC_REPOSITORY_FILE", QStringLiteral("/nonexistent")}})));
        const auto backend =
            resticBackendEnvironment(environment({{"AWS_ACCESS_KEY_ID", QStringLiteral("AKIAEXAMPLE")},
                {"AWS_SECRET_ACCESS_KEY", QStringLiteral("aws-secret-text")},
                {"AWS_DEFAULT_REGION", QStringLiteral("auto")}, {"HOME", QStringLiteral("/h")},
                {"B2_ACCOUNT_ID", QString()}}));
        QCOMPARE(backend.keys(),
            QStringList({QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("AWS_DEFAULT_REGION"),
                QStringLiteral("AWS_SECRET_ACCESS_KEY")}));
        QCOMPARE(redacted(QStringLiteral("auto aws-secret-text")), QStringLiteral("auto [redacted]"));
    }

    // Most build machines have no keychain: it must say so, at once, and never hang.
    void theRealChainAlwaysAnswers()
    {
        const auto store = environmentFirst();
        QVERIFY(await(store->read(SecretKind::AwsSecretAccessKey), 30'000));
    }
};

QTEST_GUILESS_MAIN(TestSecrets)
#include "test_secrets.moc"
