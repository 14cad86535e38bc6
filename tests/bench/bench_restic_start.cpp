// SPDX-License-Identifier: GPL-3.0-or-later
// bench_restic_start [ROUNDS]: from "sshd of a machine answers" to "restic runs on it", with SnapGPU's own
// probe and restore engine on a real machine of the sandbox. One JSON line per measure.
#include "services/core/clock.h"
#include "services/remote/ssh_probe.h"
#include "services/restore/restic_restore_engine.h"
#include "tests/sandbox_machines/machine_bench.h"

#include <algorithm>
#include <cstdio>
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>
#include <vector>

using namespace snapgpu;
using namespace snapgpu::sandbox::test;

namespace {

constexpr int kWaitMs = 20'000;

void print(const char *name, std::vector<qint64> times)
{
    std::sort(times.begin(), times.end());
    const std::size_t n = times.size();
    std::printf("{\"measure\":\"%s\",\"rounds\":%zu,\"min_ms\":%lld,\"median_ms\":%lld,\"p95_ms\":%lld}\n",
        name, n, static_cast<long long>(times.front()), static_cast<long long>(times[n / 2]),
        static_cast<long long>(times[(n * 95 - 1) / 100]));
}

/** A small repository that the machines see under the same path. */
bool makeRepository(const Bench &bench, const Repository &repository)
{
    const QString files = bench.path(QStringLiteral("files"));
    QFile file(files + QStringLiteral("/model.bin"));
    if (!QDir().mkpath(files) || !file.open(QIODevice::WriteOnly)
        || file.write(QByteArray(4'000'000, 'w')) < 0) {
        return false;
    }
    file.close();
    qputenv("RESTIC_PASSWORD", repository.password.toUtf8());
    const QStringList where{QStringLiteral("-q"), QStringLiteral("-r"), repository.url};
    const bool made = run(QStringLiteral("restic"), where + QStringList{QStringLiteral("init")}).exitCode == 0
        && run(QStringLiteral("restic"), where + QStringList{QStringLiteral("backup"), files}).exitCode == 0;
    qunsetenv("RESTIC_PASSWORD");
    return made;
}

struct Times
{
    std::vector<qint64> ready, running, both;
};

/** One machine: knocked at before it boots, as in a race. */
bool measure(Bench &bench, const Repository &repository, const SshSettings &settings, int round, Times &times)
{
    const SystemClock clock;
    const ProbeFactory probes = makeSshProbeFactory(settings);
    ResticRestoreEngine engine(&clock, probes);
    const auto spec = bench.spec(QString::number(1 + round));
    const auto probe = probes(QStringLiteral("bench/%1").arg(round), ReadyCheck{});
    std::shared_ptr<AgentChannel> channel;
    QElapsedTimer sinceUp;
    qint64 readyMs = -1;
    QObject::connect(probe.get(), &Probe::ready, probe.get(), [&](const std::shared_ptr<AgentChannel> &won) {
        channel = won;
        readyMs = sinceUp.elapsed();
    });
    QObject::connect(bench.host.get(), &sandbox::MachineHost::sshUp, probe.get(), [&] { sinceUp.start(); });
    probe->setEndpoints({SshEndpoint{QStringLiteral("127.0.0.1"), spec.sshPort, true}});
    bench.host->boot(spec);
    if (!QTest::qWaitFor([&] { return channel != nullptr; }, kWaitMs)) {
        std::fprintf(stderr, "round %d: no machine got ready\n", round);
        return false;
    }
    RestoreRequest request;
    request.repository = repository;
    request.snapshot.id = QStringLiteral("latest");
    request.snapshot.paths = QStringList{bench.path(QStringLiteral("files"))};
    RestoreJob *job = engine.start(channel, request);
    const qint64 askedMs = sinceUp.elapsed();
    const bool done = QTest::qWaitFor([&] { return job->isFinished(); }, kWaitMs);
    const qint64 running = job->progress().resticRunningMs;
    if (!done || !job->result() || running < 0) {
        std::fprintf(stderr, "round %d: the restore failed: %s\n", round,
            done && !job->result() ? qPrintable(job->result().error().message) : "no end");
        return false;
    }
    times.ready.push_back(readyMs);
    times.running.push_back(running);
    times.both.push_back(askedMs + running);
    bench.host->destroy(spec.instanceId);
    return true;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 20;
    Bench bench;
    Repository repository;
    repository.url = bench.path(QStringLiteral("shared/repository"));
    repository.password = QStringLiteral("bench-only-password");
    if (!makeRepository(bench, repository)) {
        std::fprintf(stderr, "restic cannot make a repository here; is restic installed?\n");
        return 1;
    }
    SshSettings settings;
    settings.identityFile = bench.identity;
    settings.publicKey = bench.publicKey;
    settings.knownHostsDir = bench.path(QStringLiteral("known_hosts"));
    QDir().mkpath(settings.knownHostsDir);
    Times times;
    for (int round = 0; round < rounds; ++round) {
        if (!measure(bench, repository, settings, round, times)) {
            return 1;
        }
    }
    print("sshd_answers_to_ready", times.ready);
    print("restore_asked_to_restic_running", times.running);
    print("sshd_answers_to_restic_running", times.both);
    return 0;
}
