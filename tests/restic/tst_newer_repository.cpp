// SPDX-License-Identifier: GPL-3.0-or-later
// A repository of a version that no restic knows: its config is sealed with its own key by openssl, which the
// reader of packs then opens too. Listed, and restored on a machine, by each real restic.
#include "services/core/json.h"
#include "services/packs/master_key.h"
#include "services/restic/restic_error.h"
#include "tests/restic/job_wait.h"
#include "tests/restic/restore_test.h"

#include <QRandomGenerator>
#include <QStandardPaths>

using namespace snapgpu;

namespace {

/** Output of openssl; `input` to its standard input. */
QByteArray openssl(const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.start(QStringLiteral("openssl"), arguments);
    process.write(input);
    process.closeWriteChannel();
    return process.waitForFinished(30'000) && process.exitCode() == 0 ? process.readAllStandardOutput()
                                                                      : QByteArray();
}

QString hexOf(const QByteArray &bytes) { return QString::fromLatin1(bytes.toHex()); }

/** As restic seals: AES-256 in counter mode, Poly1305-AES over what came out. */
QByteArray sealed(const QByteArray &masterKey, const QByteArray &plain)
{
    const json::Value key = json::parse(masterKey).value_or(json::Value());
    const auto part = [](const json::Value &object, const char *name) {
        return QByteArray::fromBase64(json::trimmed(object, name).toLatin1());
    };
    const json::Value mac = json::object(key, "mac") != nullptr ? *json::object(key, "mac") : json::Value();
    QByteArray iv(16, Qt::Uninitialized);
    QRandomGenerator::system()->fillRange(reinterpret_cast<quint32 *>(iv.data()), 4);
    const QByteArray text =
        openssl({QStringLiteral("enc"), QStringLiteral("-aes-256-ctr"), QStringLiteral("-K"),
                    hexOf(part(key, "encrypt")), QStringLiteral("-iv"), hexOf(iv)},
            plain);
    const QByteArray nonce =
        openssl({QStringLiteral("enc"), QStringLiteral("-aes-128-ecb"), QStringLiteral("-nopad"),
                    QStringLiteral("-K"), hexOf(part(mac, "k"))},
            iv);
    const QByteArray told =
        openssl({QStringLiteral("mac"), QStringLiteral("-binary"), QStringLiteral("-macopt"),
                    QStringLiteral("hexkey:") + hexOf(part(mac, "r") + nonce), QStringLiteral("POLY1305")},
            text);
    return iv + text + told;
}

} // namespace

class TestNewerRepository final : public RestoreTest
{
    Q_OBJECT
public:
    TestNewerRepository()
        : RestoreTest(1)
    {
    }

private Q_SLOTS:
    void isNamed_data() { addResticRows(); }
    void isNamed();
};

void TestNewerRepository::isNamed()
{
    SKIP_UNLESS(prepare(program(), true))
    if (QStandardPaths::findExecutable(QStringLiteral("openssl")).isEmpty()) {
        QSKIP("to run this test: sudo apt-get install openssl");
    }
    const QByteArray key = m_fixture->restic({QStringLiteral("cat"), QStringLiteral("masterkey")});
    QByteArray config = m_fixture->restic({QStringLiteral("cat"), QStringLiteral("config")});
    QVERIFY(config.contains("\"version\": 2"));
    config.replace("\"version\": 2", "\"version\": 3");
    const QByteArray bytes = sealed(key, config);
    const auto reader = MasterKey::parse(key);
    QVERIFY(reader && reader->open(bytes) == config);
    const QString file = m_fixture->repository().url + QStringLiteral("/config");
    QVERIFY(QFile::remove(file));
    writeFile(file, bytes);

    ResticTools tools;
    tools.resticProgram = program();
    tools.cacheDir = m_fixture->path(QStringLiteral("cache"));
    SnapshotCatalog catalog(tools);
    const auto listed = waitFor(catalog.list(m_fixture->repository()));
    QVERIFY(!listed);
    QVERIFY2(
        listed.error().message.contains(QLatin1String("Install a newer restic")), whyNot(listed).constData());
    const auto restored = m_bench->restore(request());
    QVERIFY(!restored);
    QVERIFY2(restored.error().message.contains(QLatin1String("newer restic")), whyNot(restored).constData());
}

QTEST_GUILESS_MAIN(TestNewerRepository)
#include "tst_newer_repository.moc"
