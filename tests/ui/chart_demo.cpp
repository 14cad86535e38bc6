// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/chart_demo.h"

#include <cmath>
#include <QRandomGenerator>

namespace snapgpu::demo {

namespace {

ChartSeries curve(const QString &name, int colour, double middle, int boots)
{
    ChartSeries series;
    series.name = name;
    series.colour = colour;
    series.detail = QStringLiteral("median %1 s · %2 boots").arg(middle).arg(boots);
    series.points.append({0, 0});
    for (int i = 1; i <= 80; ++i) {
        const double x = i * 1.5;
        const double y = 1 / (1 + std::exp(-(std::log(x) - std::log(middle)) * 4));
        series.points.append({x, y});
        const double half = std::sqrt(y * (1 - y) / boots) * 2;
        series.low.append({x, std::max(0.0, y - half)});
        series.high.append({x, std::min(1.0, y + half)});
        if (i % 6 == colour) {
            series.ticks.append({x, y});
        }
    }
    return series;
}

} // namespace

Chart curvesChart()
{
    Chart chart;
    chart.id = QStringLiteral("ready-within");
    chart.title = QStringLiteral("Ready within … of the click");
    chart.note = QStringLiteral("Kaplan–Meier · cancelled racers censored");
    chart.summary = QStringLiteral("Half of the RTX 5090 are ready within 19 seconds.");
    chart.x = {QStringLiteral("Time"), ChartUnit::Seconds, 0, 120, false};
    chart.y = {QStringLiteral("Ready"), ChartUnit::Share, 0, 1, false};
    chart.series = {curve(QStringLiteral("RTX 5090"), 0, 19, 214),
        curve(QStringLiteral("RTX 4090"), 1, 38, 901), curve(QStringLiteral("RTX 3090"), 2, 64, 169)};
    chart.table.columns = {{QStringLiteral("Series"), ChartUnit::Text},
        {QStringLiteral("Time"), ChartUnit::Seconds}, {QStringLiteral("Ready"), ChartUnit::Share},
        {QStringLiteral("Low"), ChartUnit::Share}, {QStringLiteral("High"), ChartUnit::Share}};
    for (const ChartSeries &series : std::as_const(chart.series)) {
        for (qsizetype i = 0; i < series.low.size(); ++i) {
            const QPointF &point = series.points.at(i + 1);
            chart.table.rows.append(
                {series.name, point.x(), point.y(), series.low.at(i).y(), series.high.at(i).y()});
        }
    }
    return chart;
}

Chart barsChart()
{
    Chart chart;
    chart.kind = Chart::Kind::Rows;
    chart.id = QStringLiteral("fast-hosts");
    chart.title = QStringLiteral("Fast hosts");
    chart.note = QStringLiteral("median and p95");
    chart.x = {QStringLiteral("Time"), ChartUnit::Seconds, 0, 130, false};
    ChartSeries before;
    before.colour = -1;
    ChartSeries spread;
    spread.name = QStringLiteral("median to p95");
    chart.series = {before, spread};
    const QVector<std::tuple<QString, QString, int, int>> hosts{
        {QStringLiteral("31540"), QStringLiteral("Quebec, CA"), 14, 19},
        {QStringLiteral("38110"), QStringLiteral("Norway, NO"), 17, 26},
        {QStringLiteral("45512"), QStringLiteral("Spain, ES"), 29, 52},
        {QStringLiteral("31877"), QStringLiteral("Bulgaria, BG"), 58, 118}};
    for (const auto &[name, note, p50, p95] : hosts) {
        chart.rows.append({name, note, {double(p50), double(p95 - p50)}, double(p50),
            QStringLiteral("%1 s").arg(p50), QStringLiteral(" · p95 %1 s").arg(p95), {}});
    }
    chart.rows.append({QStringLiteral("22817"), QStringLiteral("Texas, US"), {}, {}, {},
        QStringLiteral("3 duds, 6 d off"), QStringLiteral("bad")});
    chart.table.columns = {
        {QStringLiteral("Host"), ChartUnit::Text}, {QStringLiteral("p50"), ChartUnit::Seconds}};
    for (const ChartRow &row : std::as_const(chart.rows)) {
        chart.table.rows.append({row.name, row.mark ? QVariant(*row.mark) : QVariant()});
    }
    return chart;
}

Chart stagesChart()
{
    Chart chart = barsChart();
    chart.id = QStringLiteral("stages");
    chart.title = QStringLiteral("Where the time goes");
    chart.stages = true;
    chart.series.clear();
    for (int i = 0; i < 5; ++i) {
        ChartSeries series;
        series.name = QStringLiteral("stage %1").arg(i);
        series.colour = i;
        chart.series.append(series);
    }
    for (ChartRow &row : chart.rows) {
        row.mark.reset();
        row.values = {2, 8, 14, 5, 1};
    }
    return chart;
}

Chart cloudChart()
{
    Chart chart;
    chart.id = QStringLiteral("attempts");
    chart.title = QStringLiteral("Every attempt");
    constexpr double kNow = 1.764e12;
    chart.x = {QStringLiteral("Start"), ChartUnit::Date, kNow - 30 * 86.4e6, kNow, false};
    chart.y = {QStringLiteral("Time"), ChartUnit::Seconds, 3, 900, true};
    QRandomGenerator random(4);
    for (int s = 0; s < 3; ++s) {
        ChartSeries series;
        series.name = QStringLiteral("outcome %1").arg(s);
        series.colour = s;
        series.mark = s == 0 ? ChartMark::Disc : s == 1 ? ChartMark::Ring : ChartMark::Cross;
        for (int i = 0; i < 60; ++i) {
            const double y = std::exp(2.5 + random.bounded(2.5));
            series.points.append({chart.x.from + (i + 0.3 * s + 0.2) * (chart.x.to - chart.x.from) / 62, y});
        }
        chart.series.append(series);
    }
    chart.table.columns = {{QStringLiteral("Start"), ChartUnit::Date}};
    return chart;
}

Chart columnsChart()
{
    Chart chart;
    chart.id = QStringLiteral("histogram");
    chart.title = QStringLiteral("How long boots take");
    chart.x = {QStringLiteral("Time"), ChartUnit::Seconds, 0, 120, false};
    chart.y = {QStringLiteral("Boots"), ChartUnit::Count, 0, 60, false};
    ChartSeries ready;
    ready.mark = ChartMark::Columns;
    ready.name = QStringLiteral("ready");
    ChartSeries late = ready;
    late.name = QStringLiteral("cancelled");
    late.colour = 1;
    for (int i = 0; i <= 30; ++i) {
        const double count = std::round(50 * std::exp(-std::pow((i - 9) / 6.0, 2)));
        ready.points.append({i * 4.0, i == 30 ? 0 : count});
        late.low.append(ready.points.last());
        late.points.append({i * 4.0, i == 30 ? 0 : count + i % 5});
    }
    chart.series = {ready, late};
    return chart;
}

QVector<Chart> charts() { return {curvesChart(), barsChart(), stagesChart(), cloudChart(), columnsChart()}; }

} // namespace snapgpu::demo
