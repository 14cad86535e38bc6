// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hosts_charts.h"

#include "models/format.h"
#include "ui/chart_palette.h"
#include "ui/chart_text.h"
#include "ui/chart_thin.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <QCoreApplication>
#include <QDateTime>
#include <QTimeZone>

namespace snapgpu {

namespace {

QString tr(const char *text, const char *comment = nullptr, int n = -1)
{
    return QCoreApplication::translate("HostCharts", text, comment, n);
}

constexpr double kLongTail = 1.35; // of the slowest p95: farther out a picture has no more to tell
constexpr double kMsPerSecond = 1000;

QVariant orNotReached(const std::optional<double> &value)
{
    return value ? QVariant(*value) : QVariant(tr("not reached"));
}

QString secondsText(double seconds) { return chartText(seconds, ChartUnit::Seconds); }

QString quantileText(const survival::Quantile &quantile)
{
    return quantile.value ? secondsText(*quantile.value) : tr("not reached");
}

void explainEmptiness(Chart &chart)
{
    chart.emptyTitle = tr("Nothing to draw yet");
    chart.emptySentence = tr("No boot in the memory passes these filters. Every race adds what each of its "
                             "machines did; widen the period or take a filter away.");
}

/** The next number above `value` that ends an axis well. */
double roundedUp(double value, ChartUnit unit)
{
    const ChartAxis axis{{}, unit, 0, std::max(value, 1.0), false};
    const QVector<ChartTick> ticks = chartTicks(axis, 6);
    const double step = ticks.size() > 1 ? ticks.at(1).value - ticks.at(0).value : 1;
    return std::ceil(value / step - 1e-9) * step;
}

ChartSeries curveSeries(const MemoryGroup &group, GroupBy groupBy, int colour)
{
    ChartSeries series;
    series.name = groupName(group.name, group.id, groupBy);
    series.colour = colour;
    const int boots = static_cast<int>(std::min<qint64>(group.ready, INT_MAX));
    series.detail = group.p50.value
        ? tr("p50 %1 · %Ln boot(s)", nullptr, boots).arg(secondsText(*group.p50.value))
        : tr("p50 not reached · %Ln boot(s)", nullptr, boots);
    series.points.append({0, 0});
    series.low.append({0, 0});
    series.high.append({0, 0});
    for (const survival::Step &step : group.curve.steps) {
        series.points.append({step.time, 1 - step.survival});
        series.low.append({step.time, 1 - step.high});
        series.high.append({step.time, 1 - step.low});
    }
    const double last = group.curve.lastTime;
    for (QVector<QPointF> *line : {&series.points, &series.low, &series.high}) {
        if (last > line->last().x()) {
            line->append({last, line->last().y()});
        }
    }
    for (const double time : group.curve.censored) {
        series.ticks.append({time, stepValue(series.points, time, 0)});
    }
    return series;
}

/** Where the axis of the curves ends: behind the slowest p95, or the last observation. */
double curvesEnd(const QVector<MemoryGroup> &groups)
{
    double known = 0;
    double last = 0;
    for (const MemoryGroup &group : groups) {
        last = std::max(last, group.curve.lastTime);
        known = std::max(known, group.p95.value.value_or(group.curve.lastTime / kLongTail));
    }
    return roundedUp(std::min(last, known * kLongTail), ChartUnit::Seconds);
}

QString leftOutNote(int groups)
{
    return groups > 0 ? QStringLiteral(" · ") + tr("%n smaller group(s) left out", nullptr, groups)
                      : QString();
}

QString curvesSummary(const CurvesAnswer &answer, GroupBy groupBy)
{
    QStringList sentences;
    for (const MemoryGroup &group : answer.groups) {
        sentences.append(tr("%1: half are ready within %2, 95 % within %3.")
                             .arg(groupName(group.name, group.id, groupBy), quantileText(group.p50),
                                 quantileText(group.p95)));
    }
    if (answer.test.degrees > 0) {
        sentences.append(answer.test.pValue < 0.05
                ? tr("The groups differ (log-rank test, p = %1).").arg(format::number(answer.test.pValue, 3))
                : tr("The groups may well be alike (log-rank test, p = %1).")
                      .arg(format::number(answer.test.pValue, 2)));
    }
    return sentences.join(QLatin1Char(' '));
}

} // namespace

QString groupName(const QString &name, qint64 id, GroupBy groupBy)
{
    switch (groupBy) {
    case GroupBy::All:
        return tr("all machines");
    case GroupBy::Machine:
        return tr("machine %1").arg(id);
    case GroupBy::Owner:
        return tr("host %1").arg(id);
    default:
        return name.isEmpty() ? tr("not known") : name;
    }
}

Chart curvesChart(const CurvesAnswer &answer, GroupBy groupBy)
{
    Chart chart;
    chart.id = QStringLiteral("ready-within");
    chart.title = tr("Ready within … of renting");
    chart.note = tr("Kaplan–Meier · losers censored, 95 % bands") + leftOutNote(answer.groupsLeftOut);
    chart.summary = curvesSummary(answer, groupBy);
    explainEmptiness(chart);
    chart.x = {
        tr("Time since the machine was rented"), ChartUnit::Seconds, 0, curvesEnd(answer.groups), false};
    chart.y = {tr("Ready"), ChartUnit::Share, 0, 1, false};
    chart.table.columns = {{tr("Group"), ChartUnit::Text}, {tr("Time"), ChartUnit::Seconds},
        {tr("Ready"), ChartUnit::Share}, {tr("Low (95 %)"), ChartUnit::Share},
        {tr("High (95 %)"), ChartUnit::Share}, {tr("At risk"), ChartUnit::Count},
        {tr("Boots"), ChartUnit::Count}};
    for (const MemoryGroup &group : answer.groups) {
        if (chart.series.size() == kChartColours) {
            break;
        }
        chart.series.append(curveSeries(group, groupBy, static_cast<int>(chart.series.size())));
        for (const survival::Step &step : group.curve.steps) {
            chart.table.rows.append({chart.series.last().name, step.time, 1 - step.survival, 1 - step.high,
                1 - step.low, double(step.atRisk), double(step.events)});
        }
    }
    return chart;
}

QString hostStateText(const HostRow &host, qint64 nowMs, bool withDuds)
{
    QStringList parts;
    if (host.mark == HostMark::Banned) {
        parts.append(tr("banned by you"));
    } else if (host.mark == HostMark::Pinned) {
        parts.append(tr("pinned"));
    }
    if (withDuds && host.failed > 0) {
        parts.append(tr("%n dud(s)", nullptr, static_cast<int>(std::min<qint64>(host.failed, INT_MAX))));
    }
    if (host.cooldownUntilMs > nowMs) {
        const qint64 hours = (host.cooldownUntilMs - nowMs + 3'599'999) / 3'600'000;
        parts.append(hours >= 48 ? tr("%n day(s) off", nullptr, static_cast<int>((hours + 12) / 24))
                                 : tr("%n h off", nullptr, static_cast<int>(hours)));
    }
    return parts.join(QStringLiteral(", "));
}

Chart fastHostsChart(const QVector<HostRow> &hosts, qint64 nowMs, int most)
{
    Chart chart;
    chart.kind = Chart::Kind::Rows;
    chart.id = QStringLiteral("fast-hosts");
    chart.title = tr("Fast hosts");
    chart.note = tr("median to p95");
    explainEmptiness(chart);
    QVector<HostRow> fast;
    QVector<HostRow> poor;
    for (const HostRow &host : hosts) {
        const bool off = host.mark == HostMark::Banned || host.cooldownUntilMs > nowMs;
        (host.p50.value && !off ? fast : poor).append(host);
    }
    std::stable_sort(fast.begin(), fast.end(),
        [](const HostRow &a, const HostRow &b) { return *a.p50.value < *b.p50.value; });
    poor.removeIf([](const HostRow &host) { return host.failed == 0 && host.mark != HostMark::Banned; });
    std::stable_sort(
        poor.begin(), poor.end(), [](const HostRow &a, const HostRow &b) { return a.failed > b.failed; });
    const qsizetype poorRows = std::min<qsizetype>(poor.size(), 2);
    const qsizetype fastRows = std::min<qsizetype>(fast.size(), most - poorRows);

    ChartSeries before;
    before.colour = -1; // only pushes the bar to the median
    ChartSeries spread;
    spread.name = tr("median to p95");
    chart.series = {before, spread};
    chart.table.columns = {{tr("Machine"), ChartUnit::Text}, {tr("Place"), ChartUnit::Text},
        {tr("Median"), ChartUnit::Seconds}, {tr("p95"), ChartUnit::Seconds}, {tr("Boots"), ChartUnit::Count},
        {tr("Duds"), ChartUnit::Count}, {tr("State"), ChartUnit::Text}};
    double longest = 1;
    for (const HostRow &host : (fast.mid(0, fastRows) + poor.mid(0, poorRows))) {
        ChartRow row;
        row.name = host.key.machineId > 0 ? QString::number(host.key.machineId) : host.gpuName;
        row.note = host.place;
        const QString state = hostStateText(host, nowMs);
        const bool off = host.mark == HostMark::Banned || host.cooldownUntilMs > nowMs;
        if (host.p50.value && !off) {
            const double end = host.p95.value.value_or(*host.p50.value);
            longest = std::max(longest, end);
            row.values = {*host.p50.value, end - *host.p50.value};
            row.mark = host.p50.value;
            row.strong = secondsText(*host.p50.value);
            row.text = QStringLiteral(" · p95 ")
                + (host.p95.value ? secondsText(*host.p95.value)
                                  : format::missing()); // the table says: not reached
        } else {
            row.text = state;
            row.tone = QStringLiteral("bad");
        }
        chart.rows.append(row);
        chart.table.rows.append({row.name, host.place, orNotReached(host.p50.value),
            orNotReached(host.p95.value), double(host.ready), double(host.failed), state});
    }
    chart.x = {tr("Time since the machine was rented"), ChartUnit::Seconds, 0, longest * 1.04, false};
    chart.summary = fast.isEmpty() ? tr("No machine has a median yet.")
                                   : tr("Fastest: machine %1 with a median of %2.")
                                         .arg(fast.first().key.machineId)
                                         .arg(secondsText(*fast.first().p50.value));
    return chart;
}

Chart stagesChart(const StagesAnswer &answer, GroupBy groupBy)
{
    Chart chart;
    chart.kind = Chart::Kind::Rows;
    chart.stages = true;
    chart.id = QStringLiteral("stages");
    chart.title = tr("Where the time goes");
    chart.note = tr("mean of the boots that became ready") + leftOutNote(answer.groupsLeftOut);
    explainEmptiness(chart);
    const std::array names{tr("create"), tr("host"), tr("image"), tr("SSH"), tr("check")};
    chart.table.columns = {{tr("Group"), ChartUnit::Text}, {tr("Boots"), ChartUnit::Count}};
    for (int stage = 0; stage < static_cast<int>(names.size()); ++stage) {
        ChartSeries series;
        series.name = names.at(static_cast<std::size_t>(stage));
        series.colour = stage;
        series.mark = ChartMark::Columns;
        chart.series.append(series);
        chart.table.columns.append({series.name, ChartUnit::Seconds});
    }
    chart.table.columns.append({tr("Together"), ChartUnit::Seconds});
    double longest = 1;
    for (const StageGroup &group : answer.groups) {
        ChartRow row;
        row.name = groupName(group.name, group.id, groupBy);
        row.values = {
            group.createSeconds, group.hostSeconds, group.imageSeconds, group.sshSeconds, group.checkSeconds};
        row.strong = secondsText(group.totalSeconds());
        const int boots = static_cast<int>(std::min<qint64>(group.attempts, INT_MAX));
        row.text = QStringLiteral(" · ") + tr("%Ln boot(s)", nullptr, boots);
        longest = std::max(longest, group.totalSeconds());
        QVector<QVariant> cells{row.name, double(group.attempts)};
        std::copy(row.values.cbegin(), row.values.cend(), std::back_inserter(cells));
        cells.append(group.totalSeconds());
        chart.rows.append(row);
        chart.table.rows.append(cells);
    }
    chart.x = {tr("Time"), ChartUnit::Seconds, 0, longest * 1.02, false};
    if (!answer.groups.isEmpty()) {
        const StageGroup &first = answer.groups.first();
        chart.summary = tr("%1: %2 in all, of which %3 for the image.")
                            .arg(groupName(first.name, first.id, groupBy), secondsText(first.totalSeconds()),
                                secondsText(first.imageSeconds));
    }
    return chart;
}

Chart timelineChart(const TimelineAnswer &answer)
{
    Chart chart;
    chart.id = QStringLiteral("attempts");
    chart.title = tr("Every attempt");
    explainEmptiness(chart);
    struct Kind
    {
        QString name;
        ChartMark mark;
        int colour;
        QVector<QPointF> points;
        qint64 count = 0;
    };
    std::array<Kind, 3> kinds{Kind{tr("ready"), ChartMark::Disc, 0, {}}, // by AttemptOutcome
        Kind{tr("cancelled: at least this long"), ChartMark::Ring, 2, {}},
        Kind{tr("failed"), ChartMark::Cross, 1, {}}};
    chart.table.columns = {{tr("Start"), ChartUnit::Date}, {tr("Time"), ChartUnit::Seconds},
        {tr("Outcome"), ChartUnit::Text}, {tr("Machine"), ChartUnit::Text}, {tr("GPU"), ChartUnit::Text}};
    double lowest = 10;
    double highest = 60;
    for (const TimelinePoint &point : answer.points) {
        Kind &kind = kinds.at(static_cast<std::size_t>(point.outcome));
        const double seconds = std::max(0.1, point.seconds);
        lowest = std::min(lowest, seconds);
        highest = std::max(highest, seconds);
        ++kind.count;
        kind.points.append({double(point.startedAtMs), seconds});
        chart.table.rows.append({QDateTime::fromMSecsSinceEpoch(point.startedAtMs, Qt::UTC), point.seconds,
            kind.name, point.machineId > 0 ? QVariant(QString::number(point.machineId)) : QVariant(),
            point.gpuName});
    }
    for (const Kind &kind : kinds) {
        if (kind.points.isEmpty()) {
            continue;
        }
        ChartSeries series;
        series.name = kind.name;
        series.detail = format::count(kind.count);
        series.mark = kind.mark;
        series.colour = kind.colour;
        series.points = kind.points;
        chart.series.append(series);
    }
    chart.note = answer.thinned
        ? tr("%1 of %2 attempts, evenly chosen")
              .arg(format::count(answer.points.size()), format::count(answer.attempts))
        : tr("%Ln attempt(s)", nullptr, static_cast<int>(answer.points.size()));
    chart.y = {tr("Time"), ChartUnit::Seconds, lowest * 0.8, highest * 1.25, true};
    if (!answer.points.isEmpty()) {
        const auto first = static_cast<double>(answer.points.first().startedAtMs);
        const auto last = static_cast<double>(answer.points.last().startedAtMs);
        const double edge = std::max((last - first) * 0.02, 60 * kMsPerSecond);
        chart.x = {tr("Start"), ChartUnit::Date, first - edge, last + edge, false};
        chart.summary = tr("%1 ready, %2 cancelled, %3 failed.")
                            .arg(format::count(kinds[0].count), format::count(kinds[1].count),
                                format::count(kinds[2].count));
    }
    return chart;
}

Chart histogramChart(const HistogramAnswer &answer)
{
    Chart chart;
    chart.id = QStringLiteral("histogram");
    chart.title = tr("How long it took");
    chart.note = tr("bars of %1; the last one holds everything longer").arg(secondsText(answer.binSeconds));
    explainEmptiness(chart);
    const qsizetype bins = answer.ready.size();
    chart.table.columns = {{tr("From"), ChartUnit::Seconds}, {tr("To"), ChartUnit::Seconds},
        {tr("ready"), ChartUnit::Count}, {tr("cancelled: at least this long"), ChartUnit::Count},
        {tr("failed"), ChartUnit::Count}};
    std::array<ChartSeries, 3> parts;
    const std::array<int, 3> colours{0, 2, 1}; // as in the timeline
    for (std::size_t part = 0; part < parts.size(); ++part) {
        parts.at(part).name = chart.table.columns.at(static_cast<qsizetype>(part) + 2).title;
        parts.at(part).mark = ChartMark::Columns;
        parts.at(part).colour = colours.at(part);
    }
    double highest = 1;
    std::array<qint64, 3> sums{};
    for (qsizetype bin = 0; bin < bins; ++bin) {
        const std::array<qint64, 3> counts{
            answer.ready.at(bin), answer.cancelled.value(bin), answer.failed.value(bin)};
        const double x = static_cast<double>(bin) * answer.binSeconds;
        double base = 0;
        for (std::size_t part = 0; part < parts.size(); ++part) {
            parts.at(part).low.append({x, base});
            base += static_cast<double>(counts.at(part));
            parts.at(part).points.append({x, base});
            sums.at(part) += counts.at(part);
        }
        highest = std::max(highest, base);
        const bool last = bin + 1 == bins;
        chart.table.rows.append({x, last ? QVariant() : QVariant(x + answer.binSeconds), double(counts[0]),
            double(counts[1]), double(counts[2])});
    }
    const double end = static_cast<double>(bins) * answer.binSeconds;
    for (std::size_t part = 0; part < parts.size() && answer.attempts > 0; ++part) {
        if (sums.at(part) == 0) {
            continue;
        }
        ChartSeries series = parts.at(part);
        series.points.append({end, series.points.last().y()}); // closes the last column
        series.low.append({end, series.low.last().y()});
        series.detail = format::count(sums.at(part));
        chart.series.append(series);
    }
    chart.x = {tr("Time"), ChartUnit::Seconds, 0, std::max(end, 1.0), false};
    chart.y = {tr("Attempts"), ChartUnit::Count, 0, roundedUp(highest * 1.02, ChartUnit::Count), false};
    chart.summary = tr("%1 ready, %2 cancelled, %3 failed.")
                        .arg(format::count(sums[0]), format::count(sums[1]), format::count(sums[2]));
    return chart;
}

} // namespace snapgpu
