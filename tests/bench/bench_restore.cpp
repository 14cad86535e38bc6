// SPDX-License-Identifier: GPL-3.0-or-later
// bench_restore [--mb N] [--files N] [--rounds N] [--far] [--links-unknown] [--cold] [--connections N,N,…]: a
// workspace of few weights and many small files, restored by bare restic and by SnapGPU (the same restic, the
// same flags, the same empty cache), in turn; and the critical set alone by bare restic, which nobody who
// uses restic can be faster than. --far puts a real S3 server behind 20 ms and 20 MB/s for each connection;
// SnapGPU restores as a launch does, which knows by then whether the snapshot holds hard links and sends the
// machine what this computer's cache has; --links-unknown and --cold take the one and the other away.
// One JSON line per run and a summary with medians. TMPDIR decides where all of it lies.
#include "services/restore/pack_scout.h"
#include "tests/restic/restic_fixture.h"
#include "tests/restic/restore_bench.h"
#include "tests/s3/s3_server.h"

#include <algorithm>
#include <cstdio>
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>
#include <vector>

using namespace snapgpu;

namespace {

struct Plan
{
    int megabytes = 2048;
    int files = 20'000;
    int rounds = 3;
    bool far = false;
    bool noHardLinks = true;
    bool seeded = true;
    QList<int> connections{32};
};

constexpr double kFarMbps = 5'120; ///< what the machine's offer tells: 32 connections of 20 MB/s

struct Run
{
    qint64 all = -1, critical = -1; ///< ms
};

QByteArray noise(QRandomGenerator &random, qsizetype size)
{
    std::vector<quint32> words(static_cast<std::size_t>(size / 4 + 1));
    random.fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), size);
}

/** Nine tenths of the bytes in four weights. The critical tenth: one model, and the code, a tenth of the
 * files. */
void makeWorkspace(const QString &root, const Plan &plan)
{
    QRandomGenerator random(7);
    const qint64 all = qint64(plan.megabytes) * 1'000'000;
    const qint64 code = std::min<qint64>(all / 20, qint64(plan.files) * 6'000);
    const auto weights = [&](const QString &name, qint64 size) {
        QFile file(root + QStringLiteral("/MuseTalk/models/") + name);
        QDir().mkpath(QFileInfo(file).path());
        if (file.open(QIODevice::WriteOnly)) {
            for (qint64 left = size; left > 0; left -= 8'000'000) {
                file.write(noise(random, std::min<qint64>(left, 8'000'000)));
            }
        }
    };
    weights(QStringLiteral("first/vae.bin"), all / 10 - code / 10);
    for (int i = 0; i < 4; ++i) {
        weights(QStringLiteral("unet%1.safetensors").arg(i), all * 9 / 40);
    }
    for (int i = 0; i < plan.files; ++i) {
        const QString part = i % 10 == 0 ? QStringLiteral("code") : QStringLiteral("venv/lib");
        const QString folder = QStringLiteral("%1/MuseTalk/%2/p%3").arg(root, part).arg(i % 400);
        if (i < 400) {
            QDir().mkpath(folder);
        }
        QFile file(folder + QStringLiteral("/m%1.py").arg(i));
        if (file.open(QIODevice::WriteOnly)) {
            const qint64 size = code / plan.files;
            file.write(noise(random, size / 2).toHex().left(size));
        }
    }
}

class Bench final
{
public:
    Bench(const QString &restic, const Plan &plan)
        : m_plan(plan)
        , m_fixture(restic)
        , m_restic(restic)
    {
        QDir().mkpath(m_fixture.workspace());
        makeWorkspace(m_fixture.workspace(), plan);
        m_fixture.restic({QStringLiteral("init")});
        m_fixture.backupRelative({QStringLiteral("--quiet")});
        m_snapshot = m_fixture.snapshot();
        removeTree(m_fixture.workspace());
        m_repository = m_fixture.repository();
        if (plan.far && m_server.start(m_fixture.path()) && m_server.slowDown(20, 20'000'000)) {
            const QString password = m_repository.password;
            m_repository = m_server.repository(QStringLiteral("repo"));
            m_repository.password = password;
        }
    }

    bool isReady() const { return !m_snapshot.id.isEmpty(); }

    static QStringList criticalSet()
    {
        return {QStringLiteral("/ws/MuseTalk/code"), QStringLiteral("/ws/MuseTalk/models/first")};
    }

    /** `only` empty: everything. */
    qint64 bare(int connections, const QStringList &only = {})
    {
        const QString target = m_fixture.path(QStringLiteral("bare"));
        const QString cache = m_fixture.path(QStringLiteral("bare-cache"));
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (auto it = m_repository.environment.cbegin(); it != m_repository.environment.cend(); ++it) {
            environment.insert(it.key(), it.value());
        }
        environment.insert(QStringLiteral("RESTIC_REPOSITORY"), m_repository.url);
        environment.insert(QStringLiteral("RESTIC_PASSWORD"), m_repository.password);
        environment.insert(QStringLiteral("RESTIC_CACHE_DIR"), cache);
        environment.insert(QStringLiteral("RESTIC_PROGRESS_FPS"), QStringLiteral("4"));
        process.setProcessEnvironment(environment);
        process.setStandardOutputFile(QProcess::nullDevice());
        const QString backend = m_plan.far ? QStringLiteral("s3") : QStringLiteral("local");
        QElapsedTimer clock;
        clock.start();
        QStringList arguments{QStringLiteral("restore"), m_snapshot.id, QStringLiteral("--no-lock"),
            QStringLiteral("-o"), QStringLiteral("%1.connections=%2").arg(backend).arg(connections),
            QStringLiteral("--target"), target, QStringLiteral("--json"), QStringLiteral("--sparse"),
            QStringLiteral("--overwrite"), QStringLiteral("if-changed")};
        for (const QString &path : only) {
            arguments += {QStringLiteral("--include"), path};
        }
        process.start(m_restic, arguments);
        process.waitForFinished(-1);
        const qint64 took = process.exitCode() == 0 ? clock.elapsed() : -1;
        removeTree(target);
        removeTree(cache);
        return took;
    }

    Run snapGpu(int connections)
    {
        RestoreBench bench(m_restic);
        RestoreRequest asked = bench.request(m_repository, m_snapshot);
        asked.connections = connections;
        asked.noHardLinks = m_plan.noHardLinks;
        asked.critical = criticalSet();
        if (m_plan.far) {
            asked.linkMbps = kFarMbps;
        }
        if (m_plan.seeded) {
            asked.cacheDir = m_fixture.path(QStringLiteral("fixture-cache"));
            lookForPacks(asked);
        }
        const auto result = bench.restore(asked, 3'600'000);
        Run run;
        if (result) {
            run.all = result->elapsedMs;
            run.critical = result->criticalReadyMs;
            std::printf("{\"restic_running_ms\":%lld", static_cast<long long>(result->resticRunningMs));
            for (const RestorePhaseRecord &phase : result->phases) {
                std::printf(",\"%s_ms\":%lld", qPrintable(toText(phase.phase)),
                    static_cast<long long>(phase.durationMs));
            }
            std::printf("}\n");
        } else {
            std::fprintf(stderr, "%s\n", qPrintable(result.error().message + result.error().detail));
        }
        removeTree(bench.target);
        return run;
    }

private:
    /** As a launch does while machines boot; what it takes is not counted. */
    void lookForPacks(RestoreRequest &asked)
    {
        if (!PackScout::isOfUse(m_repository, asked)) {
            return;
        }
        ResticTools tools;
        tools.resticProgram = m_restic;
        tools.cacheDir = asked.cacheDir;
        SnapshotCatalog catalog(tools);
        const PackScout scout(&catalog, m_repository, asked);
        if (QTest::qWaitFor([&] { return scout.isDone(); }, 60'000)) {
            asked.ahead = scout.found();
        }
        if (!asked.ahead) {
            std::fprintf(stderr, "the packs of the critical files were not found\n");
        }
    }

    const Plan m_plan;
    ResticFixture m_fixture;
    QString m_restic;
    S3Server m_server;
    Repository m_repository;
    Snapshot m_snapshot;
};

qint64 median(std::vector<qint64> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? -1 : values[values.size() / 2];
}

double ratio(qint64 part, qint64 whole)
{
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

void measure(Bench &bench, const Plan &plan, int connections)
{
    std::vector<qint64> bare, floor, all, critical;
    for (int round = 0; round < plan.rounds; ++round) {
        bare.push_back(bench.bare(connections));
        floor.push_back(bench.bare(connections, Bench::criticalSet()));
        const Run ours = bench.snapGpu(connections);
        all.push_back(ours.all);
        critical.push_back(ours.critical);
        std::printf(
            "{\"connections\":%d,\"round\":%d,\"bare_ms\":%lld,\"bare_critical_ms\":%lld,\"snapgpu_ms\":"
            "%lld,\"critical_ms\":%lld}\n",
            connections, round + 1, static_cast<long long>(bare.back()), static_cast<long long>(floor.back()),
            static_cast<long long>(ours.all), static_cast<long long>(ours.critical));
        std::fflush(stdout);
    }
    const qint64 b = median(bare), f = median(floor), a = median(all), c = median(critical);
    const qint64 limit = b * 105 / 100 + 500;
    std::printf(
        "{\"summary\":true,\"connections\":%d,\"bare_ms\":%lld,\"bare_critical_ms\":%lld,\"snapgpu_ms\":"
        "%lld,\"limit_ms\":%lld,\"critical_ms\":%lld,\"full_ratio\":%.3f,\"critical_ratio\":%.3f}\n",
        connections, static_cast<long long>(b), static_cast<long long>(f), static_cast<long long>(a),
        static_cast<long long>(limit), static_cast<long long>(c), ratio(a, b), ratio(c, a));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("mb"), QString(), QStringLiteral("N")},
        {QStringLiteral("files"), QString(), QStringLiteral("N")},
        {QStringLiteral("rounds"), QString(), QStringLiteral("N")}, {QStringLiteral("far"), QString()},
        {QStringLiteral("links-unknown"), QString()}, {QStringLiteral("cold"), QString()},
        {QStringLiteral("connections"), QString(), QStringLiteral("N,N")}});
    parser.process(app);
    Plan plan;
    const auto number = [&](const char *name, int &value) {
        if (parser.isSet(QLatin1String(name))) {
            value = std::max(1, parser.value(QLatin1String(name)).toInt());
        }
    };
    number("mb", plan.megabytes);
    number("files", plan.files);
    number("rounds", plan.rounds);
    plan.far = parser.isSet(QStringLiteral("far"));
    plan.seeded = !parser.isSet(QStringLiteral("cold"));
    plan.noHardLinks = !parser.isSet(QStringLiteral("links-unknown"));
    if (parser.isSet(QStringLiteral("connections"))) {
        plan.connections.clear();
        for (const QString &one : parser.value(QStringLiteral("connections")).split(QLatin1Char(','))) {
            plan.connections.append(std::max(1, one.toInt()));
        }
    }
    QString missing = RestoreBench::missing();
    if (missing.isEmpty() && plan.far) {
        missing = S3Server::missing();
    }
    if (resticBinaries().isEmpty() || !missing.isEmpty()) {
        std::fprintf(stderr, "%s\n", missing.isEmpty() ? "restic is not installed" : qPrintable(missing));
        return 1;
    }
    Bench bench(resticBinaries().last().program, plan);
    if (!bench.isReady()) {
        std::fprintf(stderr, "the repository could not be made\n");
        return 1;
    }
    for (int connections : plan.connections) {
        measure(bench, plan, connections);
    }
    return 0;
}
