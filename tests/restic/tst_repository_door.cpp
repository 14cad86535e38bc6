// SPDX-License-Identifier: GPL-3.0-or-later
// The way to a repository that is not open: certificates that cannot be trusted, and nobody there. Told in
// one sentence and soon, by the test button and the list, with restic here and on a VPS; a repository that is
// only slow is waited for.
#include "services/restic/repository_report.h"
#include "services/restic/restic_run.h"
#include "tests/remote/loopback_sshd.h"
#include "tests/restic/job_wait.h"
#include "tests/restic/restic_fixture.h"
#include "tests/s3/s3_server.h"
#include "tests/support/tls_server.h"

#include <memory>
#include <QDir>
#include <QElapsedTimer>
#include <QTest>

using namespace snapgpu;

namespace {

/** Well below the minute after which any repository is given up, and enough for a busy computer. */
constexpr int kSoonMs = 40'000;

struct Vps
{
    LoopbackSshd sshd;

    bool start(const QString &restic)
    {
        return QFile::link(restic, sshd.path(QStringLiteral("bin/restic"))) && sshd.start();
    }
    ResticTools tools() const
    {
        ResticTools made;
        made.resticProgram = QStringLiteral("/no/such/restic");
        made.identityFile = sshd.settings().identityFile;
        made.knownHostsDir = sshd.settings().knownHostsDir;
        return made;
    }
    QString host() const
    {
        return sshd.settings().user + QLatin1String("@127.0.0.1:") + QString::number(sshd.endpoint().port);
    }
};

/** The oldest restic here, the newest on a VPS. */
void addPlaces()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<bool>("onVps");
    const QVector<ResticBinary> all = resticBinaries();
    if (all.isEmpty()) {
        QTest::newRow("none") << QString() << false;
        return;
    }
    QTest::addRow("%s here", qPrintable(all.first().version)) << all.first().program << false;
    QTest::addRow("%s on a VPS", qPrintable(all.last().version)) << all.last().program << true;
}

Repository locked(const QString &url)
{
    Repository made;
    made.url = url;
    made.password = QStringLiteral("secret-4711");
    made.environment = {{QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("AKIA4711")},
        {QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("key-4711")},
        {QStringLiteral("AWS_DEFAULT_REGION"), QStringLiteral("auto")},
        {QStringLiteral("SSL_CERT_DIR"), QStringLiteral("/nowhere")}};
    return made;
}

bool isOneSentence(const QString &text)
{
    return text.endsWith(QLatin1Char('.')) && !text.contains(QLatin1Char('\n'))
        && !text.contains(QLatin1String("exit code")) && !text.contains(QLatin1String("4711"));
}

} // namespace

#define NEED_PLACE(program, onVps)                                                                           \
    if (program.isEmpty()) {                                                                                 \
        QSKIP("to run this test: sudo apt-get install restic");                                              \
    }                                                                                                        \
    if (const QString missing = LoopbackSshd::missing(); onVps && !missing.isEmpty()) {                      \
        QSKIP(qPrintable(missing));                                                                          \
    }

class TestRepositoryDoor final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wordsOfCertificates_data();
    void wordsOfCertificates();
    void triesAreCounted();
    void certificates_data();
    void certificates();
    void anAuthorityOfOnesOwn_data() { addPlaces(); }
    void anAuthorityOfOnesOwn();
    void nobodyThere_data() { addPlaces(); }
    void nobodyThere();
    void aHiccupIsNoEnd_data();
    void aHiccupIsNoEnd();
};

void TestRepositoryDoor::wordsOfCertificates_data()
{
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<QString>("says");
    const char *const signer = "signed by nobody that is trusted";
    const char *const name = "certificate of another name";
    const std::tuple<const char *, const char *, const char *> all[] = {
        {"unknown authority", "x509: certificate signed by unknown authority", signer},
        {"no ca-certificates", "x509: failed to load system roots and no roots provided", signer},
        {"not trusted", "x509: \xe2\x80\x9cme\xe2\x80\x9d certificate is not trusted", signer},
        {"expired",
            "x509: certificate has expired or is not yet valid: current time 2026-11-26T10:05:38Z is after "
            "2026-11-25T10:04:22Z",
            "has expired or is not valid yet"},
        {"another name", "x509: certificate is valid for a.example, not b.example", name},
        {"no name", "x509: certificate is not valid for any names, but wanted to match localhost", name},
        {"no address",
            "x509: cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs", name},
        {"common name",
            "x509: certificate relies on legacy Common Name field, use SANs or temporarily enable "
            "Common Name matching",
            name},
        {"another", "x509: unhandled critical extension", "was refused"},
    };
    for (const auto &[row, words, says] : all) {
        QTest::addRow("%s, 0.14", row)
            << QByteArray("Fatal: unable to open config file: Stat: Head \"https://s/b/config\": ") + words
                + "\nIs there a repository at the following location?\ns3:https://s/b\n"
            << QString::fromUtf8(says);
        QTest::addRow("%s, 0.19", row)
            << QByteArray("Stat(<config/>) returned error, retrying after 1.4s: Stat: Head "
                          "\"https://s/b/config\": tls: failed to verify certificate: ")
                + words + '\n'
            << QString::fromUtf8(says);
    }
}

void TestRepositoryDoor::wordsOfCertificates()
{
    QFETCH(QByteArray, words);
    QFETCH(QString, says);
    const Error error = resticError(1, words, QStringLiteral("s3:https://s/b"));
    QCOMPARE(toText(error.category), toText(ErrorCategory::Network));
    QCOMPARE(toText(blamedPart(error)), QStringLiteral("certificate"));
    QVERIFY2(error.message.contains(says) && isOneSentence(error.message), qPrintable(error.message));
    QVERIFY2(error.message.contains(QLatin1String("s3:https://s/b")), qPrintable(error.message));
    QVERIFY(isFinalRefusal(words)); // it will not get better by trying again
}

void TestRepositoryDoor::triesAreCounted()
{
    const QByteArray once = "Stat(<config/>) returned error, retrying after 1.3s: Stat: Head "
                            "\"http://127.0.0.1:1/b/config\": dial tcp 127.0.0.1:1: connect: connection "
                            "refused\n";
    const QByteArray load = "Load(<config/0000000000>, 0, 0) returned error, retrying after 552ms: Get "
                            "\"http://x/config\": dial tcp: lookup x: no such host\n";
    const QByteArray later = "Load(<index/6a5c>, 0, 0) returned error, retrying after 552ms: read tcp "
                             "127.0.0.1:9->127.0.0.1:1: read: connection reset by peer\n";
    QCOMPARE(unreachedTries({}), 0);
    QCOMPARE(unreachedTries(once), 1);
    QCOMPARE(unreachedTries(once + "warning of something else\n" + load), 2);
    QCOMPARE(unreachedTries(once.left(60)), 0); // half a line
    QCOMPARE(unreachedTries(later + later + later), 0);
    QCOMPARE(unreachedTries(once + once + later), 0); // the config came at last
}

void TestRepositoryDoor::certificates_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<bool>("onVps");
    QTest::addColumn<QByteArray>("names");
    QTest::addColumn<int>("days");
    QTest::addColumn<bool>("trusted");
    QTest::addColumn<QString>("says");
    const QByteArray good("IP:127.0.0.1"), other("IP:127.0.0.2,DNS:elsewhere.example");
    for (const ResticBinary &restic : resticBinaries()) {
        for (const bool onVps : {false, true}) {
            const auto row = [&](const char *name, const QByteArray &names, int days, bool trusted,
                                 const char *says) {
                QTest::addRow("%s, %s %s", name, qPrintable(restic.version), onVps ? "on a VPS" : "here")
                    << restic.program << onVps << names << days << trusted << QString::fromLatin1(says);
            };
            row("unknown authority", good, 1, false, "signed by nobody that");
            // 0.14 finds the others out without a word, in 11 to 20 s; over ssh nothing can be asked beside
            // it.
            const bool old = restic.version.startsWith(QLatin1String("0.14"));
            if (old != onVps) {
                row("another name", other, 1, true, "certificate of another name");
            }
            if (!old && !onVps) {
                row("expired", good, -1, true, "has expired or is not valid yet");
            }
        }
    }
    if (resticBinaries().isEmpty()) {
        QTest::newRow("none") << QString() << false << QByteArray() << 0 << false << QString();
    }
}

void TestRepositoryDoor::certificates()
{
    QFETCH(QString, program);
    QFETCH(bool, onVps);
    QFETCH(QByteArray, names);
    QFETCH(int, days);
    QFETCH(bool, trusted);
    QFETCH(QString, says);
    NEED_PLACE(program, onVps)
    const test::TlsAuthority authority;
    test::TlsServer server(authority.sign(names, -2, days));
    Repository repository =
        locked(QLatin1String("s3:") + server.url(QStringLiteral("127.0.0.1")) + QLatin1String("/bucket"));
    repository.environment.insert(
        QStringLiteral("SSL_CERT_FILE"), trusted ? authority.file() : QStringLiteral("/dev/null"));
    Vps vps;
    ResticTools tools;
    tools.resticProgram = program;
    if (onVps) {
        QVERIFY(vps.start(program));
        tools = vps.tools();
        repository.host = vps.host();
    }
    QElapsedTimer clock;
    clock.start();
    const auto report = waitFor(testRepository(tools, repository, this));
    QVERIFY(report.has_value());
    QVERIFY2(clock.elapsed() < kSoonMs, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(toText(report->part), QStringLiteral("certificate"));
    // What restic trusts, which this program does not know of, must not be told as its fault.
    const bool silent = report->detail.isEmpty();
    QVERIFY2(silent || report->sentence.contains(says), qPrintable(report->sentence));
    QVERIFY2(isOneSentence(report->sentence), qPrintable(report->sentence));
    SnapshotCatalog catalog(tools);
    if (!silent) {
        const auto list = waitFor(catalog.list(repository));
        QVERIFY(!list);
        QVERIFY2(list.error().message.contains(says), qPrintable(list.error().message));
        QCOMPARE(toText(blamedPart(list.error())), QStringLiteral("certificate"));
    }
    QCOMPARE(server.answered(), 0);
}

/** A server of one's own, trusted by restic alone: what this program thinks of its certificate is no matter.
 */
void TestRepositoryDoor::anAuthorityOfOnesOwn()
{
    QFETCH(QString, program);
    QFETCH(bool, onVps);
    NEED_PLACE(program, onVps)
    if (const QString missing = S3Server::missing(); !missing.isEmpty()) {
        QSKIP(qPrintable(missing));
    }
    const test::TlsAuthority authority;
    const test::TlsIdentity identity = authority.sign("IP:127.0.0.1", -1, 1);
    ResticFixture fixture(program);
    fixture.makeWorkspace(1);
    fixture.backup();
    writeFile(fixture.path(QStringLiteral("cert.pem")), identity.certificate);
    writeFile(fixture.path(QStringLiteral("key.pem")), identity.key);
    S3Server server;
    server.useCertificate(fixture.path(QStringLiteral("cert.pem")), fixture.path(QStringLiteral("key.pem")));
    QVERIFY(server.start(fixture.path()));
    Repository repository = server.repository(QStringLiteral("repo"));
    QVERIFY2(repository.url.startsWith(QLatin1String("s3:https:")), qPrintable(repository.url));
    repository.password = fixture.repository().password;
    repository.environment.insert(QStringLiteral("SSL_CERT_FILE"), authority.file());
    Vps vps;
    ResticTools tools;
    tools.resticProgram = program;
    tools.cacheDir = fixture.path(QStringLiteral("cache"));
    if (onVps) {
        QVERIFY(vps.start(program));
        tools = vps.tools();
        repository.host = vps.host();
    }
    const auto report = waitFor(testRepository(tools, repository, this));
    QVERIFY2(report.has_value() && report->isGood(), qPrintable(report ? report->sentence : QString()));
    SnapshotCatalog catalog(tools);
    const auto list = waitFor(catalog.list(repository));
    QVERIFY2(list.has_value(), list ? "" : qPrintable(list.error().message));
    QCOMPARE(list->size(), 1);
}

void TestRepositoryDoor::nobodyThere()
{
    QFETCH(QString, program);
    QFETCH(bool, onVps);
    NEED_PLACE(program, onVps)
    Repository repository = locked(QStringLiteral("rest:http://127.0.0.1:%1/").arg(freePort()));
    Vps vps;
    ResticTools tools;
    tools.resticProgram = program;
    if (onVps) {
        QVERIFY(vps.start(program));
        tools = vps.tools();
        repository.host = vps.host();
    }
    QElapsedTimer clock;
    clock.start();
    SnapshotCatalog catalog(tools);
    const auto list = waitFor(catalog.list(repository));
    QVERIFY(!list);
    QCOMPARE(toText(blamedPart(list.error())), QStringLiteral("network"));
    QVERIFY2(
        list.error().message.contains(QLatin1String("cannot be reached")), qPrintable(list.error().message));
    const auto report = waitFor(testRepository(tools, repository, this));
    QVERIFY(report.has_value());
    QCOMPARE(toText(report->part), QStringLiteral("network"));
    QVERIFY2(clock.elapsed() < kSoonMs, qPrintable(QString::number(clock.elapsed())));
}

void TestRepositoryDoor::aHiccupIsNoEnd_data()
{
    QTest::addColumn<bool>("onVps");
    QTest::newRow("here") << false;
    QTest::newRow("on a VPS") << true;
}

/** A restic that says once that it did not get through, then that an index came badly, many times, and
 * answers at last: slow, and waited for. The word of a network in the login's own text is no word of
 * restic's. */
void TestRepositoryDoor::aHiccupIsNoEnd()
{
    QFETCH(bool, onVps);
    NEED_PLACE(QStringLiteral("script"), onVps)
    const QByteArray reset = "echo 'Load(<index/6a5c>, 0, 0) returned error, retrying after 1s: read tcp: "
                             "connection reset by peer'";
    const QByteArray script =
        "#!/bin/sh\n{ echo 'Stat(<config/>) returned error, retrying after 1s: Stat: dial "
        "tcp 1.2.3.4:443: i/o timeout'; sleep 2.8;"
        + reset + "; sleep 2.8;" + reset + "; } >&2\necho '[]'\n";
    QTemporaryDir dir;
    const QString program = dir.filePath(QStringLiteral("restic"));
    writeFile(program, script, true);
    Repository repository = locked(QStringLiteral("s3:https://example.invalid/b"));
    Vps vps;
    ResticTools tools;
    tools.resticProgram = program;
    if (onVps) {
        vps.sshd.addConfig("Banner " + dir.filePath(QStringLiteral("banner")).toUtf8() + '\n');
        writeFile(dir.filePath(QStringLiteral("banner")),
            "Stat(<config/>) returned error, retrying after 1s: dial tcp 1.2.3.4:443: i/o timeout\n"
            "Stat(<config/>) returned error, retrying after 1s: dial tcp 1.2.3.4:443: i/o timeout\n");
        QVERIFY(vps.start(program));
        tools = vps.tools();
        repository.host = vps.host();
    }
    SnapshotCatalog catalog(tools);
    const auto list = waitFor(catalog.list(repository));
    QVERIFY2(list.has_value(), list ? "" : qPrintable(list.error().message + list.error().detail));
    QVERIFY(list->isEmpty());
}

QTEST_GUILESS_MAIN(TestRepositoryDoor)
#include "tst_repository_door.moc"
