// SPDX-License-Identifier: GPL-3.0-or-later
// Where the secrets of a restore are while it runs, and where they are not.
#include "services/core/json.h"
#include "tests/restic/restore_test.h"

#include <QDir>
#include <QDirIterator>
#include <QTest>
#include <unistd.h>

using namespace snapgpu;

namespace {

/** Command lines (or environments) of all processes that hold one of the words. */
QStringList processesWith(const QByteArrayList &words, const QString &file)
{
    QStringList hits;
    for (const QString &pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile entry(QStringLiteral("/proc/%1/%2").arg(pid, file));
        if (pid.toInt() <= 0 || pid.toInt() == getpid() || !entry.open(QIODevice::ReadOnly)) {
            continue;
        }
        const QByteArray text = entry.readAll();
        for (const QByteArray &word : words) {
            if (text.contains(word)) {
                hits.append(pid + QLatin1Char(' ') + QString::fromUtf8(text.left(200)));
            }
        }
    }
    return hits;
}

QStringList filesWith(const QByteArrayList &words, const QString &folder)
{
    QStringList hits;
    QDirIterator it(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (!file.open(QIODevice::ReadOnly)) {
            continue;
        }
        const QByteArray text = file.readAll();
        for (const QByteArray &word : words) {
            if (text.contains(word)) {
                hits.append(file.fileName());
            }
        }
    }
    return hits;
}

} // namespace

class TestRestoreSecrets final : public RestoreTest
{
    Q_OBJECT
public:
    TestRestoreSecrets()
        : RestoreTest(24)
    {
    }

private Q_SLOTS:
    void secretsAreNowhere_data() { addResticRows(); }
    void secretsAreNowhere();
};

void TestRestoreSecrets::secretsAreNowhere()
{
    SKIP_UNLESS(prepare());
    const QString log = m_bench->sshd.path(QStringLiteral("snapgpu.log"));
    RestoreRequest asked = request();
    asked.critical = QStringList{QStringLiteral("*.py")};
    // Other tests run beside this one and may hand their own password to restic as they like.
    const QByteArrayList password{m_fixture->passwordMark()};
    const QByteArrayList access{m_fixture->accessMark()};
    const QByteArrayList secrets = password + access;
    const std::shared_ptr<AgentChannel> channel = m_bench->login();
    QByteArray everything;
    connect(channel.get(), &AgentChannel::event, this,
        [&](const nlohmann::json &message) { everything += json::dump(message); });
    RestoreJob *job = m_bench->engine->start(channel, asked);
    bool over = false;
    bool succeeded = false;
    int scans = 0;
    int environments = 0;
    job->then(this, [&](const Result<RestoreProgress> &result) {
        over = true;
        succeeded = result.has_value();
    });
    while (!over) {
        QTest::qWait(5);
        const QStringList lines = processesWith(secrets, QStringLiteral("cmdline"));
        QVERIFY2(lines.isEmpty(), qPrintable(lines.join(QLatin1Char('\n'))));
        const QStringList passwords = processesWith(password, QStringLiteral("environ"));
        QVERIFY2(passwords.isEmpty(), qPrintable(passwords.join(QLatin1Char('\n'))));
        environments += processesWith(access, QStringLiteral("environ")).isEmpty() ? 0 : 1;
        ++scans;
    }
    QVERIFY(succeeded);
    QVERIFY(scans > 10);
    QVERIFY(environments > 0); // the access key did reach restic, so the scan can see such things
    for (const QByteArray &secret : secrets) {
        QVERIFY(!everything.contains(secret));
    }
    const QStringList folders{m_bench->sshd.path(), m_fixture->path(),
        QFileInfo(m_bench->sshd.agentDir() + QLatin1String("/run")).canonicalFilePath()};
    for (const QString &folder : folders) {
        QVERIFY(QFileInfo::exists(folder));
        const QStringList files = filesWith(secrets, folder);
        QVERIFY2(files.isEmpty(), qPrintable(files.join(QLatin1Char('\n'))));
    }
}

QTEST_GUILESS_MAIN(TestRestoreSecrets)
#include "tst_restore_secrets.moc"
