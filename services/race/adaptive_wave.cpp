// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/race/adaptive_wave.h"

#include <algorithm>
#include <cmath>

namespace snapgpu::race {

double bootedBy(double seconds, double p50Seconds, double sigma)
{
    if (!(seconds > 0) || !(p50Seconds > 0)) {
        return 0;
    }
    const double z = std::log(seconds / p50Seconds) / std::max(sigma, 0.01);
    return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

qint64 adaptiveDelayMs(const QVector<double> &p50Seconds, double sigma, qint64 otherwiseMs)
{
    const auto known =
        std::count_if(p50Seconds.cbegin(), p50Seconds.cend(), [](double p50) { return p50 > 0; });
    if (known == 0) {
        return otherwiseMs;
    }
    const auto share = [&](double ms) {
        double sum = 0;
        for (const double p50 : p50Seconds) {
            sum += bootedBy(ms / 1000, p50, sigma);
        }
        return sum / double(known);
    };
    double low = double(kShortestAdaptiveMs), high = double(kLongestAdaptiveMs);
    if (share(low) >= kAdaptiveQuantile) {
        return kShortestAdaptiveMs;
    }
    while (high - low > 50) { // finer than the tick of a race
        const double middle = (low + high) / 2;
        (share(middle) < kAdaptiveQuantile ? low : high) = middle;
    }
    return static_cast<qint64>(high);
}

} // namespace snapgpu::race
