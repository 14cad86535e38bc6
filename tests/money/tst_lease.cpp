// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_home.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTest>

using namespace snapgpu;
using namespace snapgpu::test;

namespace {

constexpr int kLeaseSeconds = 30;
constexpr int kBootMs = 10'000; ///< the lease counts from the machine's start
constexpr int kTickMs = 10'000; ///< how often the machine looks at it
constexpr int kAirMs = 15'000; ///< a loaded computer, and destroys that come too fast for the cloud

} // namespace

/**
 * The dead-man lease as it really happens: snapgpu-cli dies and nobody starts it again. Whoever is left must
 * destroy itself, over HTTP, with its own key; and only whoever was not kept.
 */
class TestLease final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nobodyComesBack();

private:
    QStringList race(const QStringList &more) const;
    /** Instance ids the sandbox still bills. */
    QSet<QString> alive() const;

    CliHome m_home;
};

QStringList TestLease::race(const QStringList &more) const
{
    return QStringList{QStringLiteral("--sandbox"), QStringLiteral("launch"), QStringLiteral("num_gpus=1"),
               QStringLiteral("--no-restore"), QStringLiteral("--lease"), QString::number(kLeaseSeconds)}
    + more;
}

QSet<QString> TestLease::alive() const
{
    const json::Value state = m_home.sandboxState();
    if (!state.contains("contracts")) {
        return {QStringLiteral("the sandbox does not answer")};
    }
    QSet<QString> ids;
    for (const json::Value &row : state["contracts"]) {
        if (json::boolean(row, "alive").value_or(true)) {
            ids.insert(QString::number(json::integer(row, "id").value_or(-1)));
        }
    }
    return ids;
}

void TestLease::nobodyComesBack()
{
    // Calm: a machine that never starts cannot count down either; that is the sweeper's part.
    QVERIFY(m_home.startBareSandbox(10, QStringLiteral("calm")));

    const CliRun first = m_home.run(race({QStringLiteral("--wave-size"), QStringLiteral("2")}));
    QVERIFY2(first.exitCode == 0, first.said());
    QCOMPARE(first.count("kept"), 1);
    QCOMPARE(first.count("warning"), 0);
    const QString kept = json::string(first.event("won"), "instance_id").value_or(QString());
    QCOMPARE(alive(), QSet<QString>{kept});

    const auto killed = m_home.start(race({QStringLiteral("--wave-size"), QStringLiteral("8")}));
    QVERIFY(QTest::qWaitFor([&] { return alive().size() >= 4; }, 30'000));
    killed->kill();
    CliHome::finish(*killed);
    QElapsedTimer sinceDeath;
    sinceDeath.start();
    QVERIFY2(alive().size() >= 3, "nobody was left to destroy itself");

    QTest::qWait(kLeaseSeconds * 1000 / 2);
    QVERIFY2(alive().size() >= 3, "a machine did not wait for its lease");

    const int most = kLeaseSeconds * 1000 + kBootMs + kTickMs + kAirMs;
    QTRY_COMPARE_WITH_TIMEOUT(alive(), QSet<QString>{kept}, most - static_cast<int>(sinceDeath.elapsed()));
    qInfo("all but the kept machine destroyed themselves %.0f s after the program died",
        static_cast<double>(sinceDeath.elapsed()) / 1000);
    // The kept one started first, so its lease would have ended long ago. One more look of its own loop.
    QTest::qWait(kTickMs + 2000);
    QCOMPARE(alive(), QSet<QString>{kept});
}

QTEST_GUILESS_MAIN(TestLease)
#include "tst_lease.moc"
