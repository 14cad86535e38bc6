// SPDX-License-Identifier: GPL-3.0-or-later
// From the click to painted pixels: each chart of the hosts page over a real memory in a file.
//   bench_charts [ATTEMPTS [ROUNDS]]      1 000 000 attempts and 15 rounds unless told otherwise
#include "services/core/clock.h"
#include "services/metrics/host_memory.h"
#include "tests/ui/demo_hosts.h"
#include "ui/chart_view.h"
#include "ui/hosts_charts.h"
#include "ui/theme.h"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>
#include <vector>

using namespace snapgpu;

namespace {

constexpr int kRacers = 5; // of demo::past
constexpr int kPortion = 20'000; // attempts handed over at once

template <typename T> Result<T> await(Job<T> *job)
{
    QEventLoop loop;
    std::optional<Result<T>> answer;
    job->then(&loop, [&](const Result<T> &result) {
        answer = result;
        loop.quit();
    });
    loop.exec();
    return *answer;
}

struct Times
{
    std::vector<double> asked, built, painted, all;
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

template <typename Ask, typename Build>
void measure(const char *name, int rounds, ChartView &view, Ask ask, Build build)
{
    Times times;
    qsizetype points = 0;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        auto lap = [&timer, last = 0.0](std::vector<double> &to) mutable {
            const double now = double(timer.nsecsElapsed()) / 1e6;
            to.push_back(now - last);
            last = now;
        };
        const auto answer = await(ask());
        lap(times.asked);
        const Chart chart = build(*answer);
        lap(times.built);
        view.setChart(chart);
        const QImage picture = view.grab().toImage(); // really painted, by the raster engine
        lap(times.painted);
        times.all.push_back(double(timer.nsecsElapsed()) / 1e6);
        points = 0;
        for (const ChartSeries &series : chart.series) {
            points += series.points.size();
        }
        if (picture.isNull()) {
            std::printf("%s was not painted\n", name);
        }
    }
    std::sort(times.all.begin(), times.all.end());
    std::printf("| %s | %.1f | %.1f | %.1f | **%.1f** | %.1f | %lld |\n", name, median(times.asked),
        median(times.built), median(times.painted), median(times.all), times.all.back(),
        static_cast<long long>(points));
}

void fill(HostMemory &memory, const Clock &clock, int attempts)
{
    QElapsedTimer timer;
    timer.start();
    const demo::Past past = demo::past(clock.wallMs(), attempts / kRacers, 600);
    std::printf("%lld attempts made in %.1f s\n", static_cast<long long>(past.attempts.size()),
        double(timer.restart()) / 1e3);
    for (qsizetype first = 0; first < past.attempts.size(); first += kPortion) {
        memory.record(past.attempts.mid(first, kPortion));
    }
    for (const RaceRecord &race : past.races) {
        memory.record(race);
    }
    const auto health = await(memory.health());
    std::printf("%lld in use after %.1f s\n\n", static_cast<long long>(health ? health->attempts : 0),
        double(timer.elapsed()) / 1e3);
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication app(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const int attempts = std::max(100, arguments.value(1, QStringLiteral("1000000")).toInt());
    const int rounds = std::max(3, arguments.value(2, QStringLiteral("15")).toInt());
    const QTemporaryDir folder;
    const SystemClock clock;
    HostMemory memory({folder.filePath(QStringLiteral("memory.sqlite")), {}, 400}, &clock);
    fill(memory, clock, attempts);

    Theme theme(&app, Appearance::Light);
    ChartView view(&theme);
    view.resize(900, 420);
    view.show();
    MemoryFilter filter;
    filter.fromMs = clock.wallMs() - 60LL * 86'400'000;
    std::printf("| chart | answer, ms | chart, ms | painted, ms | click to painted, ms | worst | points |\n"
                "|---|---|---|---|---|---|---|\n");
    for (const GroupBy groupBy : {GroupBy::Gpu, GroupBy::Place, GroupBy::Image, GroupBy::Machine}) {
        const char *names[] = {
            "all", "curves by GPU", "curves by machine", "owner", "curves by place", "curves by image"};
        measure(
            names[static_cast<int>(groupBy)], rounds, view, [&] { return memory.curves(filter, groupBy, 6); },
            [&](const CurvesAnswer &answer) { return curvesChart(answer, groupBy); });
    }
    measure(
        "fast hosts", rounds, view, [&] { return memory.hosts(filter); },
        [&](const QVector<HostRow> &hosts) { return fastHostsChart(hosts, clock.wallMs()); });
    measure(
        "stages", rounds, view, [&] { return memory.stages(filter, GroupBy::Gpu, 10); },
        [](const StagesAnswer &answer) { return stagesChart(answer, GroupBy::Gpu); });
    measure(
        "attempts", rounds, view, [&] { return memory.timeline(filter, 6000); },
        [](const TimelineAnswer &answer) { return timelineChart(answer); });
    measure(
        "histogram", rounds, view, [&] { return memory.histogram(filter, 60); },
        [](const HistogramAnswer &answer) { return histogramChart(answer); });
    return 0;
}
