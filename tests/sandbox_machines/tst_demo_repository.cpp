// SPDX-License-Identifier: GPL-3.0-or-later
// The demo repository, made by the real restic and restored on a real machine.
#include "machine_bench.h"
#include "services/core/json.h"
#include "services/sandbox/demo/demo_repository.h"
#include "tests/support/patience.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>
#include <QTimer>
#include <sys/stat.h>

using namespace snapgpu;
using namespace snapgpu::sandbox;
using namespace snapgpu::sandbox::test;

class TestDemoRepository final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void repositoryIsSound();
    void story();
    void treeHasItsOddities();
    void secondCallMakesNothing();
    void restoreOnAMachineIsIdentical();
    void cancelLeavesNoDemo();
    void destroyedWhileAnotherThreadWorks();
    void leftoversAndOtherPasswordAreReplaced();
    void fullSize();

private:
    Result<DemoRepository> make(const DemoOptions &options);
    Outcome restic(const QStringList &arguments);

    Bench m_bench;
    DemoOptions m_options;
    DemoRepository m_demo;
};

namespace {

/** Everything about a tree that a restore must bring back: type, mode, size, time, content or target. */
QMap<QString, QString> listing(const QString &root)
{
    const Outcome all = run(QStringLiteral("sh"),
        {QStringLiteral("-c"),
            QStringLiteral("cd \"$1\" && find . -printf '%P|%y|%m|%s|%l|%T@|%n\\0' | sed -z "
                           "'s/|\\(d|[0-7]*\\)|[0-9]*|/|\\1||/' "
                           "| tr '\\0' '\\n'"),
            QStringLiteral("sh"), root});
    const Outcome sums = run(QStringLiteral("sh"),
        {QStringLiteral("-c"),
            QStringLiteral(
                "cd \"$1\" && find . -type f -print0 | sort -z | xargs -0 sha256sum -z | tr '\\0' '\\n'"),
            QStringLiteral("sh"), root});
    QMap<QString, QString> files;
    for (const QString &line : all.out.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        files.insert(line.section(QLatin1Char('|'), 0, 0), line.section(QLatin1Char('|'), 1));
    }
    for (const QString &line : sums.out.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        files[line.mid(68)] += QLatin1Char('|') + line.left(64); // after "SUM  ./"
    }
    return files;
}

DemoOptions smallDemo(const QString &dir)
{
    DemoOptions options;
    options.dir = dir;
    options.password = QStringLiteral("a long and random demo password");
    options.tree.weightBytes = 4 * 1024 * 1024;
    options.tree.smallFiles = 120;
    return options;
}

} // namespace

Result<DemoRepository> TestDemoRepository::make(const DemoOptions &options)
{
    std::optional<Result<DemoRepository>> answer;
    makeDemoRepository(options, this)->then(this, [&](const Result<DemoRepository> &result) {
        answer = result;
    });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, 60'000)) {
        return fail(ErrorCategory::Timeout, QStringLiteral("the job did not finish"));
    }
    return *answer;
}

Outcome TestDemoRepository::restic(const QStringList &arguments)
{
    return run(QStringLiteral("restic"),
        QStringList{QStringLiteral("-r"), m_demo.repository, QStringLiteral("--no-cache"),
            QStringLiteral("--no-lock")}
            + arguments);
}

void TestDemoRepository::initTestCase()
{
    m_options = smallDemo(m_bench.path(QStringLiteral("shared/demo")));
    qputenv("RESTIC_PASSWORD", m_options.password.toUtf8());
    const auto made = make(m_options);
    QVERIFY2(made, made ? "" : qPrintable(made.error().message + made.error().detail));
    m_demo = *made;
}

void TestDemoRepository::repositoryIsSound()
{
    const Outcome check = restic({QStringLiteral("check"), QStringLiteral("--read-data")});
    QVERIFY2(check.exitCode == 0, qPrintable(check.err));
    QVERIFY(!QFile::exists(m_options.dir + QStringLiteral(".making")));
}

void TestDemoRepository::story()
{
    const Outcome listed = restic({QStringLiteral("snapshots"), QStringLiteral("--json")});
    const auto parsed = json::parse(listed.out.toUtf8());
    QVERIFY2(parsed && parsed->is_array(), qPrintable(listed.err));
    const auto &story = demoStory();
    QVERIFY(story.size() >= 8);
    QCOMPARE(static_cast<qsizetype>(parsed->size()), story.size());
    QMap<int, QSet<QString>> treesOfState;
    QSet<QString> hosts;
    QSet<QString> trees;
    for (const auto &snapshot : *parsed) {
        const QDateTime time = QDateTime::fromString(json::trimmed(snapshot, "time"), Qt::ISODate);
        const qint64 minutes = time.secsTo(QDateTime::currentDateTimeUtc()) / 60;
        const auto told = std::find_if(story.begin(), story.end(),
            [minutes](const DemoSnapshot &s) { return std::abs(s.minutesAgo - minutes) <= 3; });
        QVERIFY2(told != story.end(), json::dump(snapshot).constData());
        QCOMPARE(json::trimmed(snapshot, "hostname"), QString(QLatin1String(told->host)));
        const auto *paths = json::array(snapshot, "paths");
        QVERIFY(paths && paths->size() == 1
            && json::toQString((*paths)[0]) == QStringLiteral("/workspace/MuseTalk"));
        treesOfState[told->state].insert(json::trimmed(snapshot, "tree"));
        trees.insert(json::trimmed(snapshot, "tree"));
        hosts.insert(json::trimmed(snapshot, "hostname"));
    }
    QCOMPARE(hosts.size(), 2);
    QCOMPARE(trees.size(), treesOfState.size()); // other states, other trees …
    for (const auto &ofState : treesOfState) {
        QCOMPARE(ofState.size(), 1); // … and one state always the same tree
    }
    QVERIFY(trees.size() < story.size());
}

void TestDemoRepository::treeHasItsOddities()
{
    const QString root = m_demo.workspace + QStringLiteral("/MuseTalk/");
    QVERIFY(QDir(root + QStringLiteral("results")).exists());
    QVERIFY(QFile::exists(root + QStringLiteral("notes/it's a \"quoted\" name.txt")));
    QVERIFY(QFileInfo(root + QStringLiteral("models/musetalk/latest.bin")).isSymLink());
    struct stat status
    {
    };
    QCOMPARE(
        ::stat(QFile::encodeName(root + QStringLiteral("models/cache/resnet18.pth")).constData(), &status),
        0);
    QCOMPARE(int(status.st_nlink), 2);
    QVERIFY(QFileInfo(root + QStringLiteral("inference.sh")).isExecutable());
}

void TestDemoRepository::secondCallMakesNothing()
{
    auto *job = makeDemoRepository(m_options, this);
    const QSignalSpy said(job, &DemoRepositoryJob::progress);
    std::optional<Result<DemoRepository>> again;
    job->then(this, [&](const Result<DemoRepository> &result) { again = result; });
    QTRY_VERIFY(again.has_value());
    QVERIFY(*again);
    QCOMPARE((*again)->repository, m_demo.repository);
    QVERIFY(said.isEmpty());
}

void TestDemoRepository::restoreOnAMachineIsIdentical()
{
    const MachineSpec spec = m_bench.spec(QStringLiteral("300"));
    QVERIFY2(m_bench.bootAndWait(spec), qPrintable(m_bench.failed.value(spec.instanceId)));
    // The password travels on standard input of the session in the program; here in the command of a test.
    const Outcome restored = m_bench.login(spec,
        QStringLiteral("RESTIC_PASSWORD='%1' restic -r '%2' --no-lock restore latest --target /")
            .arg(m_options.password, m_demo.repository));
    QVERIFY2(restored.exitCode == 0, qPrintable(restored.err));
    const auto expected = listing(m_demo.workspace + QStringLiteral("/MuseTalk"));
    const auto actual = listing(m_bench.path(QStringLiteral("machines/300/workspace/MuseTalk")));
    QVERIFY(expected.size() > 150);
    QVERIFY(expected.value(QStringLiteral("notes/-rf")).contains(QStringLiteral("f|644|21||")));
    for (auto it = expected.cbegin(); it != expected.cend(); ++it) {
        QVERIFY2(actual.value(it.key()) == it.value(),
            qPrintable(it.key() + QStringLiteral(": ") + it.value() + QStringLiteral(" -> ")
                + actual.value(it.key())));
    }
    QCOMPARE(actual.size(), expected.size());
}

void TestDemoRepository::cancelLeavesNoDemo()
{
    // Moments are what the job says of itself: by the clock a quick computer is over too early. After the
    // sixth word (the snapshots of the fourth state) one state more is to be made. Every second time the
    // cancel comes out of the word itself, else while restic works.
    for (int words = 0; words <= 6; ++words) {
        const DemoOptions options = smallDemo(m_bench.path(QStringLiteral("cancelled")));
        auto *job = makeDemoRepository(options, this);
        std::optional<Result<DemoRepository>> answer;
        job->then(this, [&](const Result<DemoRepository> &result) { answer = result; });
        int heard = 0;
        connect(job, &DemoRepositoryJob::progress, this, [&] {
            if (++heard == words) {
                if (words % 2) {
                    job->cancel();
                } else {
                    QTimer::singleShot(30, job, [job] { job->cancel(); });
                }
            }
        });
        if (words == 0) {
            job->cancel(); // before it began
        }
        QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), 60'000);
        QVERIFY(heard >= words);
        QVERIFY(!*answer);
        QCOMPARE(answer->error().category, ErrorCategory::Cancelled);
        QTRY_VERIFY(processesOf(options.dir).isEmpty());
        QVERIFY(!QFile::exists(options.dir));
    }
}

void TestDemoRepository::destroyedWhileAnotherThreadWorks()
{
    const DemoOptions options = smallDemo(m_bench.path(QStringLiteral("destroyed")));
    for (int i = 0; i < 40; ++i) {
        auto *job = makeDemoRepository(options, this);
        QCoreApplication::processEvents(); // the folders are under way
        delete job;
    }
    QVERIFY(QThreadPool::globalInstance()->waitForDone(20'000));
    QCoreApplication::processEvents(); // answers for nobody
    QVERIFY(processesOf(options.dir).isEmpty());
    QVERIFY(!QFile::exists(options.dir));
}

void TestDemoRepository::leftoversAndOtherPasswordAreReplaced()
{
    DemoOptions options = smallDemo(m_bench.path(QStringLiteral("again")));
    options.tree.weightBytes = 100'000;
    options.tree.smallFiles = 3;
    QVERIFY(QDir().mkpath(options.dir + QStringLiteral(".making/workspace/MuseTalk/README.md/in the way")));
    // A whole demo whose password is lost is of no use to anybody.
    QVERIFY(QDir().mkpath(options.dir + QStringLiteral("/repository")));
    QVERIFY(QFile::copy(
        m_options.dir + QStringLiteral("/demo.json"), options.dir + QStringLiteral("/demo.json")));
    options.password = QStringLiteral("another password, sandbox.json was lost");
    QVERIFY(make(options));
    qputenv("RESTIC_PASSWORD", options.password.toUtf8());
    const Outcome opened = run(QStringLiteral("restic"),
        {QStringLiteral("-r"), options.dir + QStringLiteral("/repository"), QStringLiteral("--no-cache"),
            QStringLiteral("snapshots"), QStringLiteral("latest")});
    qputenv("RESTIC_PASSWORD", m_options.password.toUtf8());
    QVERIFY2(opened.exitCode == 0, qPrintable(opened.err));
}

void TestDemoRepository::fullSize()
{
    DemoOptions options = smallDemo(m_bench.path(QStringLiteral("full")));
    options.tree = DemoTreeOptions{};
    QElapsedTimer timer;
    timer.start();
    const auto made = make(options);
    QVERIFY2(made, made ? "" : qPrintable(made.error().message + made.error().detail));
    const Outcome size = run(QStringLiteral("du"), {QStringLiteral("-sm"), made->repository});
    qInfo("full size: %lld ms, repository %s MB", static_cast<long long>(timer.elapsed()),
        qPrintable(size.out.section(QLatin1Char('\t'), 0, 0)));
    QVERIFY(size.out.section(QLatin1Char('\t'), 0, 0).toInt() < 260);
    QVERIFY(listing(made->workspace).size() > 4000);
}

QTEST_GUILESS_MAIN(TestDemoRepository)
#include "tst_demo_repository.moc"
