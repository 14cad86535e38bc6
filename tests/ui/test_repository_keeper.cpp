// SPDX-License-Identifier: GPL-3.0-or-later
// The list of repositories over real settings and the real restic.
#include "tests/support/patience.h"
#include "ui/repository_keeper.h"

#include <QFile>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace snapgpu;

namespace {

constexpr int kPatience = 60'000; // restic's key derivation on a busy computer

/** A keychain that is not there today, or that works. */
class Chain final : public SecretStore
{
public:
    explicit Chain(bool works)
        : m_works(works)
    {
    }
    Job<Secret> *read(SecretKind kind, const QString &scope) override
    {
        return m_works ? m_memory.read(kind, scope)
                       : settledJob<Secret>(this, fail(ErrorCategory::MissingTool, QStringLiteral("locked")));
    }
    Job<Done> *write(SecretKind kind, const QString &value, const QString &scope) override
    {
        return m_works ? m_memory.write(kind, value, scope)
                       : settledJob<Done>(this, fail(ErrorCategory::MissingTool, QStringLiteral("locked")));
    }

private:
    bool m_works;
    MemoryStore m_memory;
};

template <typename T> Result<T> await(Job<T> *job)
{
    std::optional<Result<T>> answer;
    job->then(job, [&answer](const Result<T> &result) { answer = result; });
    if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, kPatience)) {
        return fail(ErrorCategory::Timeout, QStringLiteral("no answer"));
    }
    return *answer;
}

struct Bench
{
    QTemporaryDir home;
    SettingsStore settings{home.filePath(QStringLiteral("settings.json"))};

    std::unique_ptr<RepositoryKeeper> keeper(bool keychain = true) const
    {
        ResticTools tools;
        tools.cacheDir = home.filePath(QStringLiteral("cache"));
        tools.knownHostsDir = home.path();
        return std::make_unique<RepositoryKeeper>(const_cast<SettingsStore *>(&settings),
            std::make_unique<Chain>(keychain), tools,
            BrowserFiles{home.filePath(QStringLiteral("catalog.sqlite")),
                home.filePath(QStringLiteral("trees")), home.filePath(QStringLiteral("own.json"))},
            std::nullopt, false);
    }
    RepositoryEntry entry() const
    {
        RepositoryEntry made;
        made.name = QStringLiteral("mine");
        made.url = home.filePath(QStringLiteral("repository"));
        return made;
    }
};

} // namespace

class TestRepositoryKeeper final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("restic")).isEmpty()) {
            QSKIP("restic is missing; run: apt-get install restic");
        }
    }

    void fromNothingToBrowsing()
    {
        const Bench bench;
        const auto keeper = bench.keeper();
        RepositorySecrets secrets;
        secrets.password = QStringLiteral("correct horse");
        const auto before = await(keeper->test(bench.entry(), secrets));
        QVERIFY2(before && before->part == RepositoryPart::NoRepository,
            qPrintable(before ? before->sentence : QString()));
        const auto created = await(keeper->create(bench.entry(), secrets));
        QVERIFY2(
            created && created->isGood(), qPrintable(created ? created->sentence : created.error().message));
        const auto id = await(keeper->save(bench.entry(), secrets));
        QVERIFY(id);
        QSignalSpy opened(keeper.get(), &RepositoryBook::currentChanged);
        QVERIFY(await(keeper->choose(*id)));
        QCOMPARE(opened.count(), 1);
        QVERIFY(keeper->browser() != nullptr);
        const auto view = await(keeper->browser()->refresh());
        QVERIFY2(view, qPrintable(view ? QString() : view.error().message));
        QVERIFY(view->snapshots.isEmpty() && !view->fromCache);

        RepositorySecrets wrong;
        wrong.password = QStringLiteral("wrong");
        RepositoryEntry saved = bench.entry();
        saved.id = *id;
        const auto refused = await(keeper->test(saved, wrong));
        QVERIFY(refused && refused->part == RepositoryPart::Password);
        const auto kept = await(keeper->test(saved, {})); // what is not typed is what is known
        QVERIFY2(kept && kept->isGood(), qPrintable(kept ? kept->sentence : QString()));

        QFile file(bench.home.filePath(QStringLiteral("settings.json")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains("mine") && !text.contains("horse"));
    }

    void theChosenOneIsOpenAgainAtTheNextStart()
    {
        const Bench bench;
        auto keeper = bench.keeper();
        RepositorySecrets secrets;
        secrets.password = QStringLiteral("p");
        const auto id = await(keeper->save(bench.entry(), secrets));
        QVERIFY(id && await(keeper->choose(*id)));
        QVERIFY(keeper->keepsSecrets());
        keeper.reset();
        const auto again = bench.keeper(); // another keychain: it does not know the password
        QTRY_VERIFY(!again->problem().isEmpty());
        QVERIFY(again->problem().contains(QLatin1String("mine")) && again->browser() == nullptr);
        QVERIFY(await(again->remove(*id)));
        QVERIFY(again->entries().isEmpty() && again->currentId().isEmpty());
    }

    void withoutAKeychainSecretsStayInMemoryAndItSaysSo()
    {
        const Bench bench;
        const auto keeper = bench.keeper(false);
        RepositorySecrets secrets;
        secrets.password = QStringLiteral("p");
        const auto id = await(keeper->save(bench.entry(), secrets));
        QVERIFY(id);
        QTRY_VERIFY(!keeper->keepsSecrets());
        QVERIFY(await(keeper->choose(*id))); // from memory
    }
};

QTEST_GUILESS_MAIN(TestRepositoryKeeper)
#include "test_repository_keeper.moc"
