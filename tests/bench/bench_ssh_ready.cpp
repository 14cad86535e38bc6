// SPDX-License-Identifier: GPL-3.0-or-later
// bench_ssh_ready [ROUNDS]: how long a sandbox machine and the system's ssh take, without any of SnapGPU's
// own work. One JSON line per measure: the floor under "sshd answers -> restic running".
#include "tests/sandbox_machines/machine_bench.h"

#include <algorithm>
#include <cstdio>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTest>
#include <vector>

using namespace snapgpu::sandbox;
using namespace snapgpu::sandbox::test;

namespace {

/** Milliseconds of one measure over all rounds. */
class Measure final
{
public:
    explicit Measure(const char *name)
        : m_name(name)
    {
    }
    void add(qint64 ms) { m_times.push_back(ms); }
    void print()
    {
        std::sort(m_times.begin(), m_times.end());
        const std::size_t n = m_times.size();
        if (n == 0) {
            return;
        }
        std::printf(
            "{\"measure\":\"%s\",\"rounds\":%zu,\"min_ms\":%lld,\"median_ms\":%lld,\"p95_ms\":%lld}\n",
            m_name, n, static_cast<long long>(m_times.front()), static_cast<long long>(m_times[n / 2]),
            static_cast<long long>(m_times[(n * 95 - 1) / 100]));
    }

private:
    const char *m_name;
    std::vector<qint64> m_times;
};

bool measureLogin(Bench &bench, const MachineSpec &spec, const QString &command, Measure &measure)
{
    QElapsedTimer timer;
    timer.start();
    const Outcome outcome = bench.login(spec, command);
    measure.add(timer.elapsed());
    return outcome.exitCode == 0;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 20;
    if (const auto tools = checkTools(); !tools) {
        std::fprintf(stderr, "%s\n", qPrintable(tools.error().message));
        return 1;
    }
    Bench bench;
    Measure boot("boot_to_banner");
    Measure login("login_and_true");
    Measure gpu("login_and_nvidia_smi");
    Measure restic("login_and_restic_version");
    Measure destroy("destroy_to_no_process");
    for (int round = 0; round < rounds; ++round) {
        const MachineSpec spec = bench.spec(QString::number(1 + round));
        QElapsedTimer timer;
        timer.start();
        if (!bench.bootAndWait(spec)) {
            std::fprintf(stderr, "no boot: %s\n", qPrintable(bench.failed.value(spec.instanceId)));
            return 1;
        }
        boot.add(timer.elapsed());
        const bool good = measureLogin(bench, spec, QStringLiteral("true"), login)
            && measureLogin(bench, spec, QStringLiteral("nvidia-smi -L"), gpu)
            && measureLogin(bench, spec, QStringLiteral("restic version"), restic);
        if (!good) {
            std::fprintf(stderr, "a login failed in round %d\n", round);
            return 1;
        }
        timer.restart();
        bench.host->destroy(spec.instanceId);
        const QString machines = bench.path(QStringLiteral("machines"));
        if (!QTest::qWaitFor([&] { return processesOf(machines).isEmpty(); }, 5000)) {
            std::fprintf(stderr, "processes were left in round %d\n", round);
            return 1;
        }
        destroy.add(timer.elapsed());
    }
    for (Measure *measure : {&boot, &login, &gpu, &restic, &destroy}) {
        measure->print();
    }
    return 0;
}
