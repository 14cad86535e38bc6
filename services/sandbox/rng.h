// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstddef>
#include <numbers>
#include <QByteArrayView>
#include <QtGlobal>

namespace snapgpu::sandbox {

/** Mixes two numbers into a new seed (finalizer of SplitMix64). */
constexpr quint64 mixSeed(quint64 a, quint64 b)
{
    quint64 z = a + 0x9e3779b97f4a7c15ULL * (b + 1);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

/** FNV-1a: the same on every platform and in every Qt, unlike qHash. */
constexpr quint64 stableHash(QByteArrayView text)
{
    quint64 hash = 0xcbf29ce484222325ULL;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    }
    return hash;
}

/** SplitMix64. The standard distributions differ between libraries; these do not. */
class Rng final
{
public:
    explicit constexpr Rng(quint64 seed)
        : m_state(seed)
    {
    }

    constexpr quint64 next()
    {
        m_state += 0x9e3779b97f4a7c15ULL;
        return mixSeed(m_state, 0);
    }
    /** [0, 1) */
    constexpr double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    constexpr double between(double low, double high) { return low + (high - low) * unit(); }
    /** [0, count) */
    constexpr int below(int count) { return static_cast<int>(next() % static_cast<quint64>(count)); }
    constexpr bool chance(double probability) { return unit() < probability; }
    double normal()
    {
        const double radius = std::sqrt(-2.0 * std::log(1.0 - unit()));
        return radius * std::cos(2.0 * std::numbers::pi * unit());
    }
    double logNormal(double median, double sigma) { return median * std::exp(sigma * normal()); }
    template <typename T, std::size_t N> constexpr const T &pick(const T (&items)[N])
    {
        return items[below(static_cast<int>(N))];
    }

private:
    quint64 m_state;
};

} // namespace snapgpu::sandbox
