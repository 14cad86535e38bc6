// SPDX-License-Identifier: GPL-3.0-or-later
// bench_race [NAME...]: races of 15 through snapgpu-cli against a sandbox of their own. The first 14 machines
// never get ready, so that all 15 creates and 14 destroys really happen. One JSON line per race, then a
// table. Exit 1 when a machine was lost or is left: the sandbox's own books decide.
#include "tests/cli/cli_home.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <QCoreApplication>
#include <QFile>

using namespace snapgpu;
using namespace snapgpu::test;

namespace {

constexpr int kRacers = 15;
constexpr double kSpeed = 10; ///< of machines; rate limits are in real seconds whatever the speed
constexpr int kMostMs = 420'000;

struct Race
{
    const char *name;
    bool strict; ///< the sandbox enforces the documented gaps
    const char *policy;
    int waveSize;
    int waves;
    bool bulk = false;
};

constexpr std::array kRaces = {
    Race{"lenient_5x3_adaptive", false, "adaptive", 5, 3},
    Race{"lenient_15x1_adaptive", false, "adaptive", 15, 1},
    Race{"strict_15x1_adaptive", true, "adaptive", 15, 1},
    Race{"strict_15x1_documented", true, "documented", 15, 1},
    Race{"strict_5x3_adaptive", true, "adaptive", 5, 3},
    Race{"strict_15x1_adaptive_bulk", true, "adaptive", 15, 1, true},
    Race{"strict_15x1_documented_bulk", true, "documented", 15, 1, true},
    Race{"strict_5x3_adaptive_bulk", true, "adaptive", 5, 3, true},
    Race{"strict_5x3_documented_bulk", true, "documented", 5, 3, true},
};

/** Seconds of the first and last event of a name; -1 when there was none. */
struct Span
{
    double first = -1, last = -1;
    int count = 0;
};

Span spanOf(const CliRun &run, const char *name)
{
    Span span;
    for (const json::Value &line : run.lines) {
        if (json::string(line, "event").value_or(QString()) == QLatin1String(name)) {
            span.last = json::number(line, "t").value_or(-1);
            span.first = span.count++ == 0 ? span.last : span.first;
        }
    }
    return span;
}

/** Real seconds between the first and the last destroy the cloud carried out, by its own books. */
double destroysTook(const json::Value &state)
{
    std::optional<double> first, last;
    const json::Value rows = state.contains("contracts") ? state["contracts"] : json::Value::array();
    for (const json::Value &row : rows) {
        if (const auto at = json::number(row, "destroyed_ms")) {
            first = std::min(first.value_or(*at), *at);
            last = std::max(last.value_or(*at), *at);
        }
    }
    return first ? (*last - *first) / 1000 / kSpeed : -1;
}

/** Answers 429 to calls of this kind, from the program's own log. */
int refusals(const QByteArray &log, const char *method, const char *path)
{
    const QByteArray call = QByteArray("\\\"") + method + "\\\"";
    int count = 0;
    for (const QByteArray &line : log.split('\n')) {
        count += line.contains("\\\"status\\\":429") && line.contains(call) && line.contains(path);
    }
    return count;
}

QByteArray logOf(const CliHome &home)
{
    QFile file(home.file(QStringLiteral("home/logs/snapgpu.log")));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::optional<json::Value> measure(const Race &race)
{
    CliHome home;
    const QStringList more = race.strict ? QStringList{QStringLiteral("--strict")} : QStringList();
    if (!home.startBareSandbox(kSpeed, QStringLiteral("calm,stuck=%1").arg(kRacers - 1), more)) {
        std::fprintf(stderr, "the sandbox did not start\n");
        return std::nullopt;
    }
    QStringList arguments{QStringLiteral("--sandbox"), QStringLiteral("--rate-policy"),
        QString::fromLatin1(race.policy), QStringLiteral("launch"), QStringLiteral("num_gpus=1"),
        QStringLiteral("--no-restore"), QStringLiteral("--wave-size"), QString::number(race.waveSize),
        QStringLiteral("--max-waves"), QString::number(race.waves)};
    if (race.bulk) {
        arguments << QStringLiteral("--bulk");
    }
    const CliRun run = home.run(arguments, kMostMs);
    const Span created = spanOf(run, "created");
    const Span won = spanOf(run, "won");
    const Span sent = spanOf(run, "destroy_sent");
    const Span gone = spanOf(run, "gone");
    const json::Value state = home.sandboxState();
    const QByteArray log = logOf(home);
    json::Value line = {{"race", QByteArray(race.name).toStdString()}, {"exit", run.exitCode},
        {"creates", created.count}, {"first_create_s", created.first}, {"last_create_s", created.last},
        {"ready_s", won.first}, {"win_to_first_destroy_ms", (sent.first - won.first) * 1000},
        {"first_to_last_destroy_done_s", destroysTook(state)}, {"destroys_ordered", sent.count},
        {"win_to_last_gone_s", gone.last - won.first}, {"gone", gone.count},
        {"refused_429_create", refusals(log, "PUT", "/asks/") + refusals(log, "POST", "/asks/bulk/")},
        {"refused_429_destroy", refusals(log, "DELETE", "/instances/")},
        {"refused_429_list", refusals(log, "GET", "/instances/")},
        {"contracts", state.contains("contracts") ? state["contracts"].size() : 0},
        {"alive", json::integer(state, "alive").value_or(-1)}};
    std::printf("%s\n", json::dump(line).constData());
    std::fflush(stdout);
    const bool whole = run.exitCode == 0 && line["contracts"] == kRacers && line["alive"] == 1;
    if (!whole) {
        std::fprintf(stderr, "%s lost or left a machine, or did not finish:\n%s\n", race.name, run.said());
        return std::nullopt;
    }
    return line;
}

void printRow(const json::Value &line)
{
    std::printf("| %-27s | %6.2f | %6.2f | %6.2f | %5.0f | %6.2f | %6.2f | %d/%d/%d | %d |\n",
        line["race"].get<std::string>().c_str(), line["first_create_s"].get<double>(),
        line["last_create_s"].get<double>(), line["ready_s"].get<double>(),
        line["win_to_first_destroy_ms"].get<double>(), line["first_to_last_destroy_done_s"].get<double>(),
        line["win_to_last_gone_s"].get<double>(), line["refused_429_create"].get<int>(),
        line["refused_429_destroy"].get<int>(), line["refused_429_list"].get<int>(),
        line["alive"].get<int>() - 1);
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const QStringList wanted = app.arguments().mid(1);
    QVector<json::Value> lines;
    bool good = true;
    for (const Race &race : kRaces) {
        if (wanted.isEmpty() || wanted.contains(QLatin1String(race.name))) {
            const auto line = measure(race);
            good = good && line;
            if (line) {
                lines.append(*line);
            }
        }
    }
    std::printf(
        "\n| race | first create s | last create s | winner s | win to first destroy ms | win to last "
        "destroy s | win to last gone s | 429 create/destroy/list | left |\n"
        "|---|---|---|---|---|---|---|---|---|\n");
    for (const json::Value &line : lines) {
        printRow(line);
    }
    return good && !lines.isEmpty() ? 0 : 1;
}
