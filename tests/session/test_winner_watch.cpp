// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/session/winner_watch.h"

#include <QTest>

using namespace snapgpu;

namespace {

const QString kInstance = QStringLiteral("4711");

Machine machineThatIs(const char *status, const char *intended = "running", const char *cur = "running")
{
    Machine machine;
    machine.instanceId = kInstance;
    machine.actualStatus = QLatin1String(status);
    machine.intendedStatus = QLatin1String(intended);
    machine.curState = QLatin1String(cur);
    return machine;
}

} // namespace

class TestWinnerWatch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRunningMachineIsWaitedFor()
    {
        WinnerWatch watch;
        for (int i = 0; i < 100; ++i) {
            QVERIFY(!watch.look({machineThatIs("running")}, kInstance, false));
        }
    }

    void aStoppedOneIsBelievedAtOnceAndKeepsItsFiles()
    {
        WinnerWatch watch;
        const auto end = watch.look({machineThatIs("exited", "stopped", "stopped")}, kInstance, true);
        QVERIFY(end && !end->dead);
        QVERIFY(end->error.message.contains(QLatin1String("outbid")));
        QVERIFY(!WinnerWatch()
                     .look({machineThatIs("exited", "stopped", "stopped")}, kInstance, false)
                     ->error.message.contains(QLatin1String("outbid")));
    }

    void deadStatesMustBeReadTwiceInARow_data()
    {
        QTest::addColumn<QString>("status");
        for (const char *status : {"exited", "offline", "unknown"}) {
            QTest::newRow(status) << QString::fromLatin1(status);
        }
    }
    void deadStatesMustBeReadTwiceInARow()
    {
        QFETCH(QString, status);
        const QVector<Machine> bad{machineThatIs(status.toLatin1().constData())};
        WinnerWatch watch;
        QVERIFY(!watch.look(bad, kInstance, false));
        QVERIFY(!watch.look({machineThatIs("running")}, kInstance, false)); // it was a lie
        QVERIFY(!watch.look(bad, kInstance, false));
        const auto end = watch.look(bad, kInstance, false);
        QVERIFY(end && end->dead);
        QCOMPARE(end->error.category, ErrorCategory::HostFault);
        QVERIFY2(end->error.message.endsWith(QLatin1Char('.')) && end->error.message.size() > 60,
            qPrintable(end->error.message));
    }

    void aRowThatIsMissingTwiceIsGone()
    {
        Machine other = machineThatIs("running");
        other.instanceId = QStringLiteral("4712");
        WinnerWatch watch;
        QVERIFY(!watch.look({other}, kInstance, false));
        QVERIFY(!watch.look({machineThatIs("running"), other}, kInstance, false));
        QVERIFY(!watch.look({}, kInstance, false));
        const auto end = watch.look({other}, kInstance, false);
        QVERIFY(end && end->dead);
        QVERIFY(end->error.message.contains(QLatin1String("vanished")));
    }
};

QTEST_GUILESS_MAIN(TestWinnerWatch)
#include "test_winner_watch.moc"
