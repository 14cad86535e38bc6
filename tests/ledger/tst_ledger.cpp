// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ledger/ledger.h"
#include "services/ledger/ledger_schema.h"
#include "services/ledger/ledger_transitions.h"

#include <csignal>
#include <cstdio>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <unistd.h>
#endif

using namespace snapgpu;

namespace {

LedgerRow sampleRow(const QString &label, int number = 1)
{
    LedgerRow row;
    row.label = label;
    row.provider = QStringLiteral("vast");
    row.raceId = QStringLiteral("beef");
    row.number = number;
    row.offerId = 39'184'694;
    row.machineId = 12'345;
    row.hostId = 77;
    row.gpuName = QStringLiteral("RTX 4090");
    row.geolocation = QStringLiteral("Québec, CA");
    row.gpuHourly = Money::fromMicros(360'001);
    row.storageHourly = Money::fromMicros(8'333);
    return row;
}

/** A statement on a connection of its own, as another program would run it. */
bool runSql(const QString &file, const QStringList &statements)
{
    bool good = true;
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("test-sql"));
        db.setDatabaseName(file);
        good = db.open();
        for (const QString &sql : statements) {
            QSqlQuery query(db);
            good = query.exec(sql) && good;
        }
        db.close();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("test-sql"));
    return good;
}

} // namespace

class LedgerTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void rowsSurviveReopening();
    void trafficAddsUp();
    void installationIdIsStable();
    void transitionTable_data();
    void transitionTable();
    void illegalMoveChangesNothing();
    void idMakesIntentAlive();
    void runningSinceIsTheFirstTime();
    void stopsAreKept();
    void openRowsAndHistory();
    void labelIsUniqueForEver();
    void killedRightAfterInsert();
    void fullDiskCreatesNoRow();
    void newerVersionIsRefused();
    void olderVersionIsCopiedAndMigrated();
    void damagedFileIsCopiedAndRefused();
    void damagedFileStartsFreshWhenAsked();
    void folderThatCannotBeWritten();

private:
    std::unique_ptr<Ledger> open() const
    {
        auto ledger = Ledger::open(m_file, &m_clock);
        if (!ledger) {
            qWarning().noquote() << ledger.error().message << ledger.error().detail;
        }
        return ledger ? std::move(*ledger) : nullptr;
    }
    QStringList copies(const QString &pattern) const { return QDir(m_dir->path()).entryList({pattern}); }

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_file;
    MockClock m_clock;
};

void LedgerTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
    m_file = m_dir->filePath(QStringLiteral("ledger.sqlite"));
}

void LedgerTest::rowsSurviveReopening()
{
    const LedgerRow row = sampleRow(QStringLiteral("snapgpu/x/beef/1"));
    QVERIFY(open()->insert(row));
    const auto back = open()->row(row.label);
    QVERIFY(back.has_value());
    QCOMPARE(back->provider, row.provider);
    QCOMPARE(back->raceId, row.raceId);
    QCOMPARE(back->number, row.number);
    QCOMPARE(back->offerId, row.offerId);
    QCOMPARE(back->machineId, row.machineId);
    QCOMPARE(back->hostId, row.hostId);
    QCOMPARE(back->gpuName, row.gpuName);
    QCOMPARE(back->geolocation, row.geolocation);
    QCOMPARE(back->gpuHourly.micros(), row.gpuHourly.micros());
    QCOMPARE(back->storageHourly.micros(), row.storageHourly.micros());
    QCOMPARE(back->account, row.account);
    QCOMPARE(back->downPerGb.micros(), row.downPerGb.micros());
    QCOMPARE(back->state, LedgerState::Intent);
    QCOMPARE(back->createdAtMs, m_clock.wallMs());
    QVERIFY(back->instanceId.isEmpty());
    QVERIFY(!back->runningSinceMs);
}

void LedgerTest::trafficAddsUp()
{
    const LedgerRow row = sampleRow(QStringLiteral("snapgpu/x/beef/1"));
    const auto ledger = open();
    QVERIFY(ledger->insert(row));
    QVERIFY(ledger->addTraffic(row.label, 5'000'000'000));
    QVERIFY(ledger->addTraffic(row.label, 1));
    QVERIFY(ledger->addTraffic(row.label, -7)); // nothing moved
    QCOMPARE(open()->row(row.label)->downBytes, 5'000'000'001);
    QCOMPARE(open()->row(row.label)->downAtMs, m_clock.wallMs());
}

void LedgerTest::installationIdIsStable()
{
    const QString first = open()->installationId();
    QVERIFY(QRegularExpression(QStringLiteral("^[0-9a-f]{8}$")).match(first).hasMatch());
    QCOMPARE(open()->installationId(), first);
    QCOMPARE(open()->labelPrefix(), QStringLiteral("snapgpu/") + first + QLatin1Char('/'));
    m_file = m_dir->filePath(QStringLiteral("other.sqlite"));
    QVERIFY(open()->installationId() != first);
}

void LedgerTest::transitionTable_data()
{
    QTest::addColumn<LedgerState>("from");
    QTest::addColumn<LedgerState>("to");
    QTest::addColumn<bool>("withoutId");
    QTest::addColumn<bool>("withId");
    using S = LedgerState;
    const auto row = [](S from, S to, bool withoutId, bool withId) {
        QTest::addRow("%s to %s", qPrintable(toText(from)), qPrintable(toText(to)))
            << from << to << withoutId << withId;
    };
    row(S::Intent, S::Refused, true, false);
    row(S::Intent, S::Alive, true, true);
    row(S::Intent, S::Condemned, true, true);
    row(S::Intent, S::Kept, false, false);
    row(S::Intent, S::Gone, false, false);
    row(S::Alive, S::Kept, true, true);
    row(S::Alive, S::Condemned, true, true);
    row(S::Alive, S::Gone, false, false);
    row(S::Alive, S::Refused, false, false);
    row(S::Kept, S::Condemned, true, true);
    row(S::Kept, S::Gone, false, false);
    row(S::Condemned, S::Gone, true, true);
    row(S::Condemned, S::Refused, true, false);
    row(S::Condemned, S::Kept, false, false);
    row(S::Condemned, S::Alive, false, false);
    row(S::Gone, S::Condemned, true, true);
    row(S::Gone, S::Alive, false, false);
    row(S::Gone, S::Kept, false, false);
    row(S::Refused, S::Condemned, true, true);
    row(S::Refused, S::Alive, false, false);
}

void LedgerTest::transitionTable()
{
    QFETCH(LedgerState, from);
    QFETCH(LedgerState, to);
    QTEST(isLegalTransition(from, to, false), "withoutId");
    QTEST(isLegalTransition(from, to, true), "withId");
    QVERIFY(isLegalTransition(from, from, false));
    QCOMPARE(ledgerStateFromText(toText(from)), std::optional(from));
}

void LedgerTest::illegalMoveChangesNothing()
{
    const auto ledger = open();
    const QString label = QStringLiteral("snapgpu/x/beef/1");
    QVERIFY(ledger->insert(sampleRow(label)));
    const auto refused = ledger->transition(label, LedgerState::Kept, QStringLiteral("no"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().category, ErrorCategory::Internal);
    QCOMPARE(ledger->row(label)->state, LedgerState::Intent);
    QCOMPARE(ledger->transition(QStringLiteral("nobody"), LedgerState::Gone, {}).error().category,
        ErrorCategory::NotFound);
}

void LedgerTest::idMakesIntentAlive()
{
    const auto ledger = open();
    const QString label = QStringLiteral("snapgpu/x/beef/1");
    QVERIFY(ledger->insert(sampleRow(label)));
    QVERIFY(ledger->setInstance(label, QStringLiteral("47310022")));
    QCOMPARE(ledger->row(label)->state, LedgerState::Alive);
    QCOMPARE(ledger->rowByInstance(QStringLiteral("vast"), QStringLiteral("47310022"))->label, label);
    QVERIFY(!ledger->rowByInstance(QStringLiteral("runpod"), QStringLiteral("47310022")));
    QVERIFY(!ledger->rowByInstance(QStringLiteral("vast"), QString()));

    const QString late = QStringLiteral("snapgpu/x/beef/2");
    QVERIFY(ledger->insert(sampleRow(late, 2)));
    QVERIFY(ledger->transition(late, LedgerState::Condemned, QStringLiteral("cancelled")));
    QVERIFY(ledger->setInstance(late, QStringLiteral("47310023"))); // a late answer revives nothing
    QCOMPARE(ledger->row(late)->state, LedgerState::Condemned);
    QCOMPARE(ledger->row(late)->instanceId, QStringLiteral("47310023"));
}

void LedgerTest::runningSinceIsTheFirstTime()
{
    const auto ledger = open();
    const QString label = QStringLiteral("snapgpu/x/beef/1");
    QVERIFY(ledger->insert(sampleRow(label)));
    const qint64 first = m_clock.wallMs();
    QVERIFY(ledger->setRunning(label));
    m_clock.advance(5'000);
    QVERIFY(ledger->setRunning(label));
    QCOMPARE(ledger->row(label)->runningSinceMs, std::optional(first));
}

void LedgerTest::stopsAreKept()
{
    const auto ledger = open();
    const QString label = QStringLiteral("snapgpu/x/beef/1");
    QVERIFY(ledger->insert(sampleRow(label)));
    QVERIFY(ledger->setStopped(label)); // never ran: nothing ends
    QVERIFY(!ledger->row(label)->stoppedAtMs);
    const qint64 first = m_clock.wallMs();
    QVERIFY(ledger->setRunning(label));
    m_clock.advance(10'000);
    const qint64 stop = m_clock.wallMs();
    QVERIFY(ledger->setStopped(label));
    m_clock.advance(1'000);
    QVERIFY(ledger->setStopped(label)); // the first listing that showed it counts
    QCOMPARE(ledger->row(label)->stoppedAtMs, std::optional(stop));
    m_clock.advance(4'000);
    QVERIFY(ledger->setRunning(label));
    const auto row = ledger->row(label);
    QCOMPARE(row->runningSinceMs, std::optional(first));
    QVERIFY(!row->stoppedAtMs);
    QCOMPARE(row->idleMs, 5'000);
    m_clock.advance(1'000);
    QVERIFY(ledger->setRunning(label));
    QCOMPARE(ledger->row(label)->idleMs, 5'000);
    QVERIFY(ledger->setStopped(label));
    m_clock.advance(2'000);
    QVERIFY(ledger->setRunning(label));
    QCOMPARE(ledger->row(label)->idleMs, 7'000);
}

void LedgerTest::openRowsAndHistory()
{
    const auto ledger = open();
    for (int i = 1; i <= 4; ++i) {
        QVERIFY(ledger->insert(sampleRow(QStringLiteral("snapgpu/x/beef/%1").arg(i), i)));
        m_clock.advance(10);
    }
    QVERIFY(ledger->transition(QStringLiteral("snapgpu/x/beef/1"), LedgerState::Refused, {}));
    QVERIFY(ledger->transition(QStringLiteral("snapgpu/x/beef/2"), LedgerState::Condemned, {}));
    QVERIFY(ledger->transition(QStringLiteral("snapgpu/x/beef/3"), LedgerState::Condemned, {}));
    QVERIFY(ledger->transition(QStringLiteral("snapgpu/x/beef/3"), LedgerState::Gone, {}));
    const auto rows = ledger->openRows();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.at(0).number, 2);
    QCOMPARE(rows.at(1).number, 4);
    QCOMPARE(ledger->history(3).size(), 3);
    QCOMPARE(ledger->history(3).first().number, 4);
}

void LedgerTest::labelIsUniqueForEver()
{
    const auto ledger = open();
    const LedgerRow row = sampleRow(QStringLiteral("snapgpu/x/beef/1"));
    QVERIFY(ledger->insert(row));
    const auto again = ledger->insert(row);
    QVERIFY(!again);
    QCOMPARE(again.error().category, ErrorCategory::LedgerFault);
    QVERIFY(ledger->insert(sampleRow(QStringLiteral("snapgpu/x/beef/2"), 2))); // the failed one left no lock
}

void LedgerTest::killedRightAfterInsert()
{
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--insert-and-wait"), m_file});
    QVERIFY(child.waitForReadyRead(20'000));
    QCOMPARE(child.readLine().trimmed(), QByteArray("inserted"));
    child.kill(); // SIGKILL: no destructor, no checkpoint
    QVERIFY(child.waitForFinished());
    QCOMPARE(child.exitStatus(), QProcess::CrashExit);
    const auto row = open()->row(QStringLiteral("snapgpu/x/child/1"));
    QVERIFY(row.has_value());
    QCOMPARE(row->state, LedgerState::Intent);
}

void LedgerTest::fullDiskCreatesNoRow()
{
#ifdef Q_OS_UNIX
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--insert-until-full"), m_file});
    QVERIFY(child.waitForFinished(60'000));
    const QList<QByteArray> words = child.readAllStandardOutput().trimmed().split(' ');
    QCOMPARE(child.exitCode(), 0);
    QCOMPARE(words.value(1), QByteArray("ledger_fault"));
    const int confirmed = words.value(0).toInt();
    QVERIFY(confirmed > 0);
    const auto ledger = open(); // the limit was the child's own
    QVERIFY(ledger);
    QCOMPARE(ledger->openRows().size(), confirmed); // what was promised is there, what was refused is not
#else
    QSKIP("file size limits are POSIX; run on Linux or macOS: tests-bin/tst_ledger fullDiskCreatesNoRow");
#endif
}

void LedgerTest::newerVersionIsRefused()
{
    open();
    QVERIFY(runSql(m_file, {QStringLiteral("PRAGMA user_version=%1").arg(ledgerSchemaVersion() + 1)}));
    const auto ledger = Ledger::open(m_file, &m_clock, Ledger::OnDamage::StartFresh);
    QVERIFY(!ledger);
    QCOMPARE(ledger.error().category, ErrorCategory::LedgerFault);
    QVERIFY(ledger.error().message.contains(QStringLiteral("newer SnapGPU")));
    QVERIFY(copies(QStringLiteral("*.corrupt-*")).isEmpty()); // nothing is wrong with it
}

void LedgerTest::olderVersionIsCopiedAndMigrated()
{
    const LedgerRow row = sampleRow(QStringLiteral("snapgpu/x/beef/1"));
    QString installation;
    {
        const auto ledger = open();
        installation = ledger->installationId();
        QVERIFY(ledger->insert(row));
    }
    // Revision 1 had no table of transitions, and rows without account, traffic and stops.
    QStringList back{QStringLiteral("DROP TABLE transition")};
    for (const char *column : {"account", "down_per_gb", "down_bytes", "down_at", "stopped_at", "idle_ms"}) {
        back << QStringLiteral("ALTER TABLE label DROP COLUMN ") + QLatin1String(column);
    }
    QVERIFY(runSql(m_file, back << QStringLiteral("PRAGMA user_version=1")));
    const auto ledger = open();
    QVERIFY(ledger);
    QCOMPARE(ledger->installationId(), installation);
    QCOMPARE(ledger->row(row.label)->account, QString()); // whose it is was not known then
    QCOMPARE(ledger->row(row.label)->downBytes, 0);
    QVERIFY(!ledger->row(row.label)->stoppedAtMs && ledger->row(row.label)->idleMs == 0);
    QVERIFY(ledger->transition(row.label, LedgerState::Condemned, QStringLiteral("after migration")));
    QCOMPARE(copies(QStringLiteral("ledger.sqlite.revision-1")).size(), 1);
}

void LedgerTest::damagedFileIsCopiedAndRefused()
{
    {
        const auto ledger = open();
        for (int i = 1; i <= 200; ++i) {
            QVERIFY(ledger->insert(sampleRow(QStringLiteral("snapgpu/x/beef/%1").arg(i), i)));
        }
    }
    QFile file(m_file);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(4096 * 2));
    QCOMPARE(file.write(QByteArray(4096 * 3, '\xA5')), qint64(4096 * 3)); // a torn write
    file.close();
    const auto ledger = Ledger::open(m_file, &m_clock);
    QVERIFY(!ledger);
    QCOMPARE(ledger.error().category, ErrorCategory::LedgerFault);
    QVERIFY(ledger.error().message.contains(QStringLiteral("damaged")));
    QVERIFY(!copies(QStringLiteral("ledger.sqlite.corrupt-*")).isEmpty());
    QVERIFY(QFile::exists(m_file));
}

void LedgerTest::damagedFileStartsFreshWhenAsked()
{
    QFile file(m_file);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(20'000, 'x')); // not a database at all
    file.close();
    QVERIFY(!Ledger::open(m_file, &m_clock));
    const auto fresh = Ledger::open(m_file, &m_clock, Ledger::OnDamage::StartFresh);
    QVERIFY(fresh);
    QVERIFY((*fresh)->openRows().isEmpty());
    QFile copy(m_dir->filePath(copies(QStringLiteral("ledger.sqlite.corrupt-*")).value(0)));
    QVERIFY(copy.open(QIODevice::ReadOnly));
    QCOMPARE(copy.readAll(), QByteArray(20'000, 'x'));
}

void LedgerTest::folderThatCannotBeWritten()
{
    QFile blocker(m_dir->filePath(QStringLiteral("blocker")));
    QVERIFY(blocker.open(QIODevice::WriteOnly));
    const auto ledger = Ledger::open(blocker.fileName() + QStringLiteral("/ledger.sqlite"), &m_clock);
    QVERIFY(!ledger);
    QCOMPARE(ledger.error().category, ErrorCategory::LedgerFault);
    QVERIFY(ledger.error().message.contains(QStringLiteral("cannot be written")));
}

namespace {

int insertAndWait(const QString &file)
{
    const SystemClock clock;
    const auto ledger = Ledger::open(file, &clock);
    if (!ledger || !(*ledger)->insert(sampleRow(QStringLiteral("snapgpu/x/child/1")))) {
        return 1;
    }
    std::puts("inserted");
    std::fflush(stdout);
    for (;;) {
        QThread::sleep(1);
    }
}

#ifdef Q_OS_UNIX
/** A limit on file sizes is a disk that is full, without needing one. */
int insertUntilFull(const QString &file)
{
    const SystemClock clock;
    const auto ledger = Ledger::open(file, &clock);
    if (!ledger) {
        return 1;
    }
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{256 * 1024, 256 * 1024};
    setrlimit(RLIMIT_FSIZE, &limit);
    for (int i = 1; i < 20'000; ++i) {
        const auto done = (*ledger)->insert(sampleRow(QStringLiteral("snapgpu/x/child/%1").arg(i), i));
        if (!done) {
            std::printf("%d %s\n", i - 1, qPrintable(toText(done.error().category)));
            return 0;
        }
    }
    return 1;
}
#endif

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.value(1) == QLatin1String("--insert-and-wait")) {
        return insertAndWait(arguments.value(2));
    }
#ifdef Q_OS_UNIX
    if (arguments.value(1) == QLatin1String("--insert-until-full")) {
        return insertUntilFull(arguments.value(2));
    }
#endif
    LedgerTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_ledger.moc"
