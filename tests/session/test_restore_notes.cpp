// SPDX-License-Identifier: GPL-3.0-or-later
// What is noted of restores under way: what stands in the file, what does not, and what is read of a damaged
// one.
#include "services/session/restore_notes.h"

#include "services/core/json.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace snapgpu;

namespace {

Machine machineOf(const QString &id)
{
    Machine machine;
    machine.provider = QStringLiteral("vast");
    machine.instanceId = id;
    machine.label = QStringLiteral("snapgpu/1a2b3c4d/ab/1");
    return machine;
}

RestoreRequest requestOf(const QString &snapshot)
{
    RestoreRequest request;
    request.repository.url = QStringLiteral("rest:https://me:p4ssw0rd@backup.example/box");
    request.repository.password = QStringLiteral("correct horse");
    request.repository.environment.insert(
        QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("sesame-opens"));
    request.snapshot.id = snapshot;
    request.snapshot.paths = {QStringLiteral("/workspace/a \"b\"\n c")};
    request.snapshot.totalBytes = 1'234'567;
    return request;
}

} // namespace

class TestRestoreNotes final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsReadAgain()
    {
        const QTemporaryDir dir;
        RestoreNotes notes(dir.filePath(QStringLiteral("restores.json")));
        QVERIFY(notes.all().isEmpty());
        const RestoreRequest request = requestOf(QString(64, QLatin1Char('a')));
        notes.add(begunRestore(machineOf(QStringLiteral("7")), request, 1'790'000'000'000));
        const QVector<BegunRestore> read = notes.all();
        QCOMPARE(read.size(), 1);
        QVERIFY(read.first().isOn(QStringLiteral("vast"), QStringLiteral("7")));
        QCOMPARE(read.first().snapshot.id, request.snapshot.id);
        QCOMPARE(read.first().snapshot.paths, request.snapshot.paths);
        QCOMPARE(read.first().snapshot.totalBytes, request.snapshot.totalBytes);
        QCOMPARE(read.first().target, QStringLiteral("/"));
        QCOMPARE(read.first().begunAtMs, 1'790'000'000'000);
        QCOMPARE(read.first().key.size(), 64);
    }

    void aPartHasNoSizeAndAnotherKey()
    {
        RestoreRequest request = requestOf(QString(64, QLatin1Char('a')));
        const BegunRestore whole = begunRestore(machineOf(QStringLiteral("7")), request, 1);
        request.subfolder = QStringLiteral("/workspace");
        const BegunRestore part = begunRestore(machineOf(QStringLiteral("7")), request, 1);
        QVERIFY(!part.snapshot.totalBytes);
        QVERIFY(part.key != whole.key);
    }

    void noSecretStandsInTheFile()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("restores.json"));
        RestoreNotes(path).add(
            begunRestore(machineOf(QStringLiteral("7")), requestOf(QString(64, QLatin1Char('a'))), 1));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains("backup.example"));
        for (const char *secret : {"p4ssw0rd", "me:", "correct", "horse", "sesame"}) {
            QVERIFY2(!text.contains(secret), text.constData());
        }
    }

    void oneForEachMachine()
    {
        const QTemporaryDir dir;
        RestoreNotes notes(dir.filePath(QStringLiteral("restores.json")));
        const auto add = [&notes](const char *machine, QChar snapshot) {
            notes.add(
                begunRestore(machineOf(QString::fromLatin1(machine)), requestOf(QString(64, snapshot)), 1));
        };
        add("7", QLatin1Char('a'));
        add("8", QLatin1Char('a'));
        add("7", QLatin1Char('b'));
        QCOMPARE(notes.all().size(), 2);
        QCOMPARE(notes.all().last().snapshot.id, QString(64, QLatin1Char('b')));
        notes.remove(QStringLiteral("vast"), QStringLiteral("8"));
        notes.remove(QStringLiteral("runpod"), QStringLiteral("7"));
        QCOMPARE(notes.all().size(), 1);
        QCOMPARE(notes.all().first().instanceId, QStringLiteral("7"));
    }

    /** A file from outside: whatever stands in it, what is read of it names a machine and a key. */
    void damagedFiles()
    {
        const QByteArray good = restoreNotesJson(
            {begunRestore(machineOf(QStringLiteral("7")), requestOf(QString(64, QLatin1Char('a'))), 1)});
        QRandomGenerator random(7);
        for (int round = 0; round < 20'000; ++round) {
            QByteArray text = good.left(random.bounded(static_cast<int>(good.size()) + 1));
            for (int i = random.bounded(4); i > 0 && !text.isEmpty(); --i) {
                text[random.bounded(static_cast<int>(text.size()))] = static_cast<char>(random.bounded(256));
            }
            for (const BegunRestore &one : parseRestoreNotes(text)) {
                QVERIFY(!one.instanceId.isEmpty() && !one.provider.isEmpty() && !one.key.isEmpty());
            }
        }
        QCOMPARE(parseRestoreNotes(good).size(), 1);
        QVERIFY(
            parseRestoreNotes(R"({"restores":[{"provider":"vast","instance_id":"7"},5,null]})").isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestRestoreNotes)
#include "test_restore_notes.moc"
