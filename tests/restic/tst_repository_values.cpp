// SPDX-License-Identifier: GPL-3.0-or-later
// What a repository is described by and what is kept of it: addresses, scripts for a VPS, the cache, locks,
// and what a storage says.
#include "services/restic/catalog_cache.h"
#include "services/restic/own_locks.h"
#include "services/restic/repository_address.h"
#include "services/restic/restic_error.h"
#include "services/restic/restic_run.h"
#include "tests/restic/made_snapshot.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace snapgpu;

class TestRepositoryValues final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hostScripts();
    void cacheKeepsAndRebuilds();
    void s3Addresses();
    void onlyOwnDeadLocks();
    void storageErrors_data();
    void storageErrors();
};

void TestRepositoryValues::hostScripts()
{
    Repository repository;
    repository.url = QStringLiteral("s3:https://x/b");
    repository.password = QStringLiteral("it's");
    repository.host = QStringLiteral("vps");
    repository.environment.insert(QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("k"));
    QByteArray script = hostScript(repository, {"ls", "a\nb\xe9"});
    QVERIFY(script.contains("RESTIC_PASSWORD='it'\\''s'"));
    QVERIFY(script.contains("'a\nb\xe9'"));
    QVERIFY(!script.contains("set -a"));
    repository.hostEnvironmentFile = QStringLiteral("/root/my env");
    repository.password.clear();
    script = hostScript(repository, {"ls"});
    QVERIFY(script.contains(". '/root/my env' >/dev/null 2>&1"));
    QVERIFY(!script.contains("RESTIC_PASSWORD="));
    QVERIFY(repository.bringsItsOwn());
}

void TestRepositoryValues::cacheKeepsAndRebuilds()
{
    QTemporaryDir dir;
    const QString file = dir.filePath(QStringLiteral("sub/catalog.sqlite"));
    const CatalogCache cache(file);
    QVERIFY(cache.load(QStringLiteral("here")).snapshots.isEmpty());
    CachedCatalog catalog;
    catalog.repositoryId = QStringLiteral("r1");
    catalog.askedAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC);
    catalog.snapshots = {made("bb", "h", {QStringLiteral("/w, x"), QStringLiteral("/y")}, {}, 2),
        made("aa", "h", {}, {QStringLiteral("t")}, 1)};
    catalog.snapshots[0].totalBytes = 0;
    catalog.snapshots[1].raw = "{\"id\":\"aa\"}";
    QVERIFY(cache.store(QStringLiteral("here"), catalog).has_value());
    QVERIFY(
        cache.store(QStringLiteral("elsewhere"), {QStringLiteral("r2"), {}, catalog.askedAt}).has_value());
    CachedCatalog read = cache.load(QStringLiteral("here"));
    QCOMPARE(read.repositoryId, QStringLiteral("r1"));
    QCOMPARE(read.askedAt, catalog.askedAt);
    QCOMPARE(read.snapshots.size(), 2);
    QCOMPARE(read.snapshots[0].paths, catalog.snapshots[0].paths);
    QCOMPARE(read.snapshots[0].totalBytes, std::optional<qint64>(0));
    QVERIFY(!read.snapshots[1].totalBytes);
    QCOMPARE(read.snapshots[1].raw, catalog.snapshots[1].raw);
    // The same repository at another place is the same cache.
    QVERIFY(cache.store(QStringLiteral("moved"), catalog).has_value());
    QCOMPARE(cache.load(QStringLiteral("here")).snapshots.size(), 2);

    const auto damage = [&](const QByteArray &bytes, qint64 at) {
        QFile::remove(file + QLatin1String("-wal"));
        QFile out(file);
        QVERIFY(out.open(QIODevice::ReadWrite));
        out.seek(at);
        out.write(bytes);
    };
    damage(QByteArray(3000, 'x'), 0);
    QVERIFY(cache.load(QStringLiteral("here")).snapshots.isEmpty());
    QVERIFY(cache.store(QStringLiteral("here"), catalog).has_value());
    QCOMPARE(cache.load(QStringLiteral("here")).snapshots.size(), 2);
    { // another revision, also a newer one: it is only a cache
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
        db.setDatabaseName(file);
        QVERIFY(db.open());
        QSqlQuery(db).exec(QStringLiteral("PRAGMA user_version=99"));
        db.close();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("other"));
    QVERIFY(cache.load(QStringLiteral("here")).snapshots.isEmpty());
    QVERIFY(cache.store(QStringLiteral("here"), catalog).has_value());
    QCOMPARE(cache.load(QStringLiteral("here")).snapshots.size(), 2);
}

void TestRepositoryValues::s3Addresses()
{
    const QString r2 = QStringLiteral("https://acc.r2.cloudflarestorage.com");
    QCOMPARE(*s3Url({r2, QStringLiteral("bucket"), QStringLiteral("/a/b/"), {}}),
        QStringLiteral("s3:https://acc.r2.cloudflarestorage.com/bucket/a/b"));
    QCOMPARE(*s3Url({QStringLiteral("acc.r2.cloudflarestorage.com/bucket/"), {}, {}, {}}),
        QStringLiteral("s3:https://acc.r2.cloudflarestorage.com/bucket"));
    QCOMPARE(*s3Url({QStringLiteral("http://127.0.0.1:9000"), QStringLiteral("buck"), {}, {}}),
        QStringLiteral("s3:http://127.0.0.1:9000/buck"));
    for (const S3Address &bad : {S3Address{}, S3Address{r2, QStringLiteral("A_B"), {}, {}},
             S3Address{r2, QStringLiteral("ab"), {}, {}},
             S3Address{QStringLiteral("ftp://x"), QStringLiteral("bucket"), {}, {}},
             S3Address{QStringLiteral("https://me:pw@x"), QStringLiteral("bucket"), {}, {}}}) {
        QVERIFY(!s3Url(bad));
    }
    const auto parts = parseS3Url(QStringLiteral("s3:https://acc.r2.cloudflarestorage.com/bucket/a/b"));
    QVERIFY(parts.has_value());
    QCOMPARE(*parts, (S3Address{r2, QStringLiteral("bucket"), QStringLiteral("a/b"), {}}));
    QCOMPARE(parseS3Url(QStringLiteral("s3:s3.amazonaws.com/bucket"))->endpoint,
        QStringLiteral("https://s3.amazonaws.com"));
    QVERIFY(!parseS3Url(QStringLiteral("/srv/repo")));
    const QString name = QStringLiteral("AWS_DEFAULT_REGION");
    QCOMPARE(regionEnvironment(*s3Url(*parts), {}).value(name), QStringLiteral("auto"));
    QCOMPARE(regionEnvironment(*s3Url(*parts), QStringLiteral("weur")).value(name), QStringLiteral("weur"));
    QVERIFY(regionEnvironment(QStringLiteral("s3:http://127.0.0.1:9000/buck"), {}).isEmpty());
    QVERIFY(regionEnvironment(QStringLiteral("/srv/repo"), QStringLiteral("x")).isEmpty());
    Repository filled;
    filled.url = *s3Url(*parts);
    fillRegion(&filled, {});
    QCOMPARE(filled.environment.value(name), QStringLiteral("auto"));
    fillRegion(&filled, QStringLiteral("weur")); // what stands there wins
    QCOMPARE(filled.environment.value(name), QStringLiteral("auto"));
}

void TestRepositoryValues::onlyOwnDeadLocks()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto lock = [&](const char *host, qint64 pid, int minutesOld) {
        return RepositoryLock{QStringLiteral("l"), QString::fromLatin1(host), QStringLiteral("me"), pid,
            now.addSecs(-60 * minutesOld), true};
    };
    const QVector<OwnProcess> own{{QStringLiteral("here"), 10, now.addSecs(-3600).toMSecsSinceEpoch()},
        {QStringLiteral("here"), 11, now.addSecs(-60).toMSecsSinceEpoch()}};
    const auto judge = [&](const QVector<RepositoryLock> &locks, bool alive = false) {
        return judgeLocks(locks, own, QStringLiteral("here"), now, [alive](qint64) { return alive; });
    };
    QVERIFY(judge({lock("here", 10, 5)}).mayUnlock);
    QVERIFY(
        judge({lock("here", 10, 5), lock("there", 10, 5)}).mayUnlock); // unlock leaves a fresh foreign one
    QVERIFY(!judge({lock("here", 10, 5)}, true).mayUnlock); // ours, and it lives
    QVERIFY(!judge({lock("here", 12, 5)}).mayUnlock); // dead, but not ours
    QVERIFY(!judge({lock("there", 10, 45)}).mayUnlock); // stale, but not ours
    QVERIFY(!judge({lock("here", 10, 5), lock("there", 3, 45)}).mayUnlock); // unlock would take it along
    QVERIFY(!judge({lock("here", 11, 5)}).mayUnlock); // older than our process of that number
    QVERIFY(judge({lock("there", 3, 5)}).who.contains(QLatin1String("there")));
    QVERIFY(!judge({}).mayUnlock);
    QTemporaryDir dir;
    const OwnProcesses book(dir.filePath(QStringLiteral("sub/own.json")));
    book.add(own.at(0));
    book.add(own.at(1));
    book.remove({QStringLiteral("elsewhere"), 10, 0});
    QCOMPARE(book.all().size(), 2);
    book.remove(own.at(0));
    QCOMPARE(book.all().size(), 1);
    QCOMPARE(book.all().first().pid, 11);
}

void TestRepositoryValues::storageErrors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *name, const char *text, const char *part) {
        QTest::newRow(name) << QByteArray(text) << QString::fromLatin1(part);
    };
    row("name",
        "Fatal: unable to open config file: Stat: Get \"https://x/\": dial tcp: lookup x: no such host\n"
        "Is there a repository at the following location?",
        "address");
    row("refused", "dial tcp 127.0.0.1:9: connect: connection refused", "network");
    row("bucket",
        "client.BucketExists: The specified bucket does not exist.\nIs there a repository at the "
        "following location?",
        "bucket");
    row("short bucket", "Fatal: unable to open config file: Bucket name cannot be shorter than 3 characters",
        "bucket");
    row("key",
        "Fatal: unable to open config file: Stat: The Access Key Id you provided does not exist in our "
        "records.",
        "keys");
    row("r2 key", "Stat: Credential access key has length 20, should be 32", "keys");
    row("secret", "The request signature we calculated does not match the signature you provided.", "keys");
    row("expired", "Stat: The provided token has expired.", "expired");
    row("clock", "Stat: The difference between the request time and the server's time is too large.",
        "clock");
    row("version", "Fatal: config cannot be loaded: unsupported repository version", "version");
    row("password", "Fatal: wrong password or no key found", "password");
    row("pack", "Load(<data/1959b7f280>, 37, 0) failed: open x: no such file or directory", "damaged");
    row("cipher", "decrypting blob <data/0c66a74f> from 62b17c4b failed: ciphertext verification failed",
        "damaged");
    row("exists", "Fatal: create repository at x failed: config file already exists", "exists");
    row("vps", "sh: 1: exec: restic: not found", "tool");
    row("env", "snapgpu: environment file not readable", "environment_file");
}

void TestRepositoryValues::storageErrors()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, part);
    const Error error = resticError(1, text, QStringLiteral("URL"));
    QCOMPARE(toText(blamedPart(error)), part);
    QVERIFY(!error.message.contains(QLatin1Char('\n')));
    QVERIFY2(error.message.endsWith(QLatin1Char('.')), qPrintable(error.message));
}

QTEST_GUILESS_MAIN(TestRepositoryValues)
#include "tst_repository_values.moc"
