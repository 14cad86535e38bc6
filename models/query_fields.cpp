// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query_fields.h"

#include "models/query.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace snapgpu {

namespace {

/** Edits (insert, delete, replace) that turn one word into the other. */
int editDistance(const QString &a, const QString &b)
{
    std::vector<int> row(static_cast<std::size_t>(b.size()) + 1);
    for (std::size_t j = 0; j < row.size(); ++j) {
        row[j] = static_cast<int>(j);
    }
    for (qsizetype i = 1; i <= a.size(); ++i) {
        int diagonal = row[0];
        row[0] = static_cast<int>(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = static_cast<std::size_t>(j);
            const int replace = diagonal + (a.at(i - 1) == b.at(j - 1) ? 0 : 1);
            diagonal = row[at];
            row[at] = std::min({row[at] + 1, row[at - 1] + 1, replace});
        }
    }
    return row.back();
}

} // namespace

namespace queryfields {

QString canonical(const QString &field)
{
    static const std::pair<QLatin1String, QLatin1String> aliases[] = {
        {QLatin1String("cuda_vers"), QLatin1String("cuda_max_good")},
        {QLatin1String("display_active"), QLatin1String("gpu_display_active")},
        {QLatin1String("dlperf_usd"), QLatin1String("dlperf_per_dphtotal")},
        {QLatin1String("dph"), QLatin1String("dph_total")},
        {QLatin1String("flops_usd"), QLatin1String("flops_per_dphtotal")},
    };
    const auto it = std::find_if(
        std::begin(aliases), std::end(aliases), [&](const auto &alias) { return field == alias.first; });
    return it == std::end(aliases) ? field : QString(it->second);
}

double multiplier(const QString &field)
{
    if (field == QLatin1String("cpu_ram") || field == QLatin1String("gpu_ram")
        || field == QLatin1String("gpu_total_ram")) {
        return 1000.0; // written in GB, stored in MB
    }
    return field == QLatin1String("duration") ? 86400.0 : 0.0; // written in days, stored in seconds
}

QString nearest(const QString &field)
{
    constexpr qsizetype kLongestWorthGuessing = 40;
    if (field.size() > kLongestWorthGuessing) {
        return {};
    }
    QString found;
    int best = std::max<int>(1, static_cast<int>(field.size()) / 3) + 1;
    for (const QString &known : knownQueryFields()) {
        const int distance = editDistance(field.toLower(), known);
        if (distance < best) {
            best = distance;
            found = known;
        }
    }
    return found;
}

} // namespace queryfields

const QStringList &knownQueryFields()
{
    static const QStringList fields = QStringLiteral(
        "bw_nvlink cluster_id compute_cap cpu_arch cpu_cores cpu_cores_effective cpu_ghz cpu_ram "
        "cuda_max_good datacenter direct_port_count disk_bw disk_space dlperf "
        "dlperf_per_dphtotal dph_total driver_version duration external flops_per_dphtotal "
        "geolocation gpu_arch gpu_display_active gpu_frac gpu_max_power gpu_max_temp gpu_mem_bw "
        "gpu_name gpu_ram gpu_total_ram has_avx host_id id inet_down inet_down_cost inet_up "
        "inet_up_cost machine_id min_bid mobo_name num_gpus pci_gen pcie_bw reliability rentable "
        "rented static_ip storage_cost total_flops ubuntu_version verification verified "
        "vms_enabled")
                                          .split(QLatin1Char(' '));
    return fields;
}

} // namespace snapgpu
