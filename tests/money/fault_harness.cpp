// SPDX-License-Identifier: GPL-3.0-or-later
// fault_harness [--runs N] [--seed S] [--speed X] [--parallel P]: lets snapgpu-cli race against sandboxes
// full of random faults, ends it at random instants, mostly with SIGKILL, and counts what is left billing.
// The sandbox's own books are the judge. Run i has seed S+i, so one run is repeated with `--runs 1 --seed
// S+i`.
#include "tests/cli/cli_home.h"
#include "tests/money/story.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <mutex>
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QSet>
#include <QThread>
#include <thread>
#include <vector>

using namespace snapgpu;
using namespace snapgpu::test;

namespace {

constexpr int kLifeMs = 90'000; ///< no life lasts longer by itself: give-up, grace and some air
constexpr int kSweepMs = 260'000;
constexpr int kStarts = 3; ///< of the program after the faults have ended

/** What all runs came to. */
struct Tally
{
    int runs = 0, failed = 0, killed = 0, interrupted = 0, ended = 0, kept = 0;
    qint64 machines = 0, left = 0;
    QMap<QString, qint64> faults;
};

/** One story told; `wrong` says what broke, empty when nothing did. */
struct Verdict
{
    Tally tally;
    QStringList wrong;
    QString story; ///< with everything that was seen
};

class Teller final
{
public:
    explicit Teller(Story story)
        : m_story(std::move(story))
    {
        m_clock.start();
    }

    Verdict tell()
    {
        m_verdict.tally.runs = 1;
        note(m_story.text());
        const QStringList strict = m_story.strict ? QStringList{QStringLiteral("--strict")} : QStringList();
        const QStringList more =
            strict + QStringList{QStringLiteral("--seed"), QString::number(m_story.seed)};
        if (!m_home.startBareSandbox(m_story.speed, m_story.faults, more)) {
            broken(QStringLiteral(
                "the sandbox did not start; try: snapgpu-sandbox --no-repository --foreground"));
            return finished();
        }
        for (const Life &life : m_story.lives) {
            live(life);
        }
        endFaultsAndSweep();
        count();
        return finished();
    }

private:
    void note(const QString &line)
    {
        m_verdict.story += QStringLiteral("[%1 ms] %2\n").arg(m_clock.elapsed(), 6).arg(line);
    }

    void broken(const QString &what)
    {
        m_verdict.wrong << what;
        note(QStringLiteral("WRONG: ") + what);
    }

    Verdict finished()
    {
        m_verdict.tally.failed = m_verdict.wrong.isEmpty() ? 0 : 1;
        return m_verdict;
    }

    static QStringList inSandbox(const QStringList &arguments)
    {
        return QStringList{QStringLiteral("--sandbox")} + arguments;
    }

    void live(const Life &life)
    {
        const auto process = m_home.start(inSandbox(life.arguments));
        if (process->error() == QProcess::FailedToStart) {
            return broken(QStringLiteral("snapgpu-cli could not be started; is it being rebuilt?"));
        }
        Tally &tally = m_verdict.tally;
        if (life.ending == Ending::Natural || process->waitForFinished(life.endAfterMs)) {
            ++tally.ended;
        } else if (life.ending == Ending::Kill) {
            process->kill();
            ++tally.killed;
        } else {
            ::kill(static_cast<pid_t>(process->processId()), SIGINT);
            ++tally.interrupted;
        }
        const CliRun run = CliHome::finish(*process, kLifeMs);
        note(QStringLiteral("snapgpu-cli %1 ended with %2\n%3")
                 .arg(life.arguments.first())
                 .arg(run.exitCode)
                 .arg(QString::fromUtf8(run.out + run.err)));
        if (run.timedOut) {
            broken(QStringLiteral("snapgpu-cli hung"));
        }
        for (const json::Value &line : run.lines) {
            if (json::string(line, "event").value_or(QString()) == QLatin1String("won")) {
                m_won.insert(json::string(line, "label").value_or(QString()));
            }
        }
    }

    /** The cloud behaves again; the program is started a last time and must find and destroy everything. */
    void endFaultsAndSweep()
    {
        m_home.setFaults({});
        int starts = 0;
        CliRun run;
        // Once is the rule. A destroy whose machine came back after the last look is the next start's work.
        do {
            run = m_home.run(
                inSandbox({QStringLiteral("sweep"), QStringLiteral("--grace"), QStringLiteral("240")}),
                kSweepMs);
            note(QStringLiteral("sweep ended with %1\n%2")
                     .arg(run.exitCode)
                     .arg(QString::fromUtf8(run.out + run.err)));
        } while (++starts < kStarts && run.exitCode == 0
            && !strays(m_home.sandboxState(), keptMachines()).isEmpty());
        if (run.exitCode != 0) {
            broken(QStringLiteral("the sweep after the faults ended with %1").arg(run.exitCode));
        }
    }

    /** Machines that this home keeps on purpose: number and label. By number, because all machines of one
     * bulk call carry one label at the provider. */
    QHash<QString, QString> keptMachines()
    {
        const CliRun run = m_home.run(inSandbox({QStringLiteral("sweep"), QStringLiteral("--dry-run")}));
        QHash<QString, QString> kept;
        for (const json::Value &line : run.lines) {
            if (json::string(line, "event").value_or(QString()) == QLatin1String("kept")) {
                kept.insert(json::string(line, "instance_id").value_or(QString()),
                    json::string(line, "label").value_or(QString()));
            }
        }
        return kept;
    }

    /** Alive by the sandbox's books and not in `kept`: label and number. */
    static QStringList strays(const json::Value &state, const QHash<QString, QString> &kept)
    {
        QStringList found;
        const auto rows = state.find("contracts");
        for (const json::Value &row : rows == state.end() ? json::Value::array() : *rows) {
            const QString id = QString::number(json::integer(row, "id").value_or(0));
            if (json::boolean(row, "alive").value_or(true) && !kept.contains(id)) {
                found << json::string(row, "label").value_or(QString()) + QStringLiteral(" #") + id;
            }
        }
        return found;
    }

    void count()
    {
        const QHash<QString, QString> kept = keptMachines();
        m_verdict.tally.kept = static_cast<int>(kept.size());
        const QStringList labels = kept.values();
        if (const QSet<QString> notWon = QSet(labels.cbegin(), labels.cend()) - m_won; !notWon.isEmpty()) {
            broken(QStringLiteral("kept without having won: ") + notWon.values().join(QLatin1Char(' ')));
        }
        json::Value state = m_home.sandboxState();
        if (!state.is_object()) {
            return broken(QStringLiteral("the sandbox no longer answers"));
        }
        const QStringList left = strays(state, kept);
        if (!left.isEmpty()) {
            broken(QStringLiteral("left billing: ") + left.join(QLatin1String(", ")));
        }
        const CliRun run =
            m_home.run(inSandbox({QStringLiteral("destroy"), QStringLiteral("--all")}), kSweepMs);
        state = m_home.sandboxState();
        const qint64 alive = json::integer(state, "alive").value_or(-1);
        if (run.exitCode != 0 || alive != 0) {
            broken(QStringLiteral("destroy --all ended with %1 and left %2 machines")
                       .arg(run.exitCode)
                       .arg(alive));
        }
        Tally &tally = m_verdict.tally;
        tally.left = std::max<qint64>(left.size(), alive);
        tally.machines = static_cast<qint64>(state["contracts"].size());
        for (const auto &[name, times] : state["faults_struck"].items()) {
            tally.faults[QString::fromStdString(name)] += times.get<qint64>();
        }
        for (const QString &name : m_story.lasting) {
            tally.faults[name] += tally.machines;
        }
        if (!m_verdict.wrong.isEmpty()) {
            note(QStringLiteral("the sandbox's books:\n") + QString::fromUtf8(json::dump(state)));
        }
    }

    Story m_story;
    CliHome m_home;
    QElapsedTimer m_clock;
    Verdict m_verdict;
    QSet<QString> m_won;
};

void add(Tally &sum, const Tally &one)
{
    sum.runs += one.runs;
    sum.failed += one.failed;
    sum.killed += one.killed;
    sum.interrupted += one.interrupted;
    sum.ended += one.ended;
    sum.kept += one.kept;
    sum.machines += one.machines;
    sum.left += one.left;
    for (auto it = one.faults.cbegin(); it != one.faults.cend(); ++it) {
        sum.faults[it.key()] += it.value();
    }
}

void print(const Tally &sum, quint64 seed, qint64 ms)
{
    json::Value faults = json::Value::object();
    qint64 all = 0;
    for (auto it = sum.faults.cbegin(); it != sum.faults.cend(); ++it) {
        faults[it.key().toStdString()] = it.value();
        all += it.value();
    }
    const json::Value line = {{"runs", sum.runs}, {"seed", seed}, {"killed", sum.killed},
        {"interrupted", sum.interrupted}, {"ended", sum.ended}, {"faults", faults}, {"faults_injected", all},
        {"machines_created", sum.machines}, {"winners_kept", sum.kept}, {"machines_left", sum.left},
        {"runs_failed", sum.failed}, {"seconds", static_cast<double>(ms) / 1000}};
    std::printf("%s\n", json::dump(line).constData());
    std::printf(
        "%d runs, %lld faults injected, %lld machines created, %lld machines left, seed %llu, %.0f s\n",
        sum.runs, static_cast<long long>(all), static_cast<long long>(sum.machines),
        static_cast<long long>(sum.left), static_cast<unsigned long long>(seed),
        static_cast<double>(ms) / 1000);
}

/** A number of the command line, or nothing with a sentence on standard error. */
std::optional<double> number(const QCommandLineParser &parser, const char *name, double least, double most)
{
    bool ok = false;
    const double value = parser.value(QString::fromLatin1(name)).toDouble(&ok);
    if (!ok || value < least || value > most) {
        std::fprintf(stderr, "--%s takes a number from %g to %g.\n", name, least, most);
        return std::nullopt;
    }
    return value;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption(
        {QStringLiteral("runs"), QStringLiteral("How many."), QStringLiteral("N"), QStringLiteral("20")});
    parser.addOption({QStringLiteral("seed"), QStringLiteral("Of the first run; 0 = from the clock."),
        QStringLiteral("S"), QStringLiteral("0")});
    parser.addOption({QStringLiteral("speed"), QStringLiteral("Of the sandbox."), QStringLiteral("X"),
        QStringLiteral("20")});
    parser.addOption({QStringLiteral("parallel"), QStringLiteral("Runs at once; they mostly wait."),
        QStringLiteral("P"), QStringLiteral("10")});
    parser.process(app);
    const auto runs = number(parser, "runs", 1, 100'000);
    const auto seedGiven = number(parser, "seed", 0, 9e15);
    const auto speed = number(parser, "speed", 1, 1000);
    const auto parallel = number(parser, "parallel", 1, 64);
    if (!runs || !seedGiven || !speed || !parallel) {
        return 2;
    }
    const quint64 seed = *seedGiven > 0 ? static_cast<quint64>(*seedGiven)
                                        : static_cast<quint64>(QDateTime::currentMSecsSinceEpoch());

    QElapsedTimer timer;
    timer.start();
    Tally sum;
    std::mutex mutex;
    std::atomic<int> next = 0;
    const auto work = [&] {
        for (int i = next++; i < static_cast<int>(*runs); i = next++) {
            const Verdict verdict = Teller(drawStory(seed + static_cast<quint64>(i), *speed)).tell();
            const std::lock_guard lock(mutex);
            add(sum, verdict.tally);
            if (!verdict.wrong.isEmpty()) {
                std::printf("FAILED\n%s", verdict.story.toUtf8().constData());
            }
            std::fflush(stdout);
        }
    };
    std::vector<std::thread> workers;
    for (int i = 0; i < static_cast<int>(*parallel); ++i) {
        workers.emplace_back(work);
    }
    for (std::thread &worker : workers) {
        worker.join();
    }
    print(sum, seed, timer.elapsed());
    return sum.failed == 0 ? 0 : 1;
}
