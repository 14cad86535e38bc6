// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/race/machine_verdict.h"

#include <QTest>

using namespace snapgpu;
using namespace snapgpu::race;

/** Every status and failure text known from the field, and what it means for a fresh racer. */
class MachineVerdictTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rows_data();
    void rows();
    void history();
};

void MachineVerdictTest::rows_data()
{
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("intended");
    QTest::addColumn<QString>("message");
    QTest::addColumn<int>("verdict");
    const auto add = [](const char *name, const char *status, const char *intended, const char *message,
                         Verdict verdict) {
        QTest::newRow(name) << QString::fromLatin1(status) << QString::fromLatin1(intended)
                            << QString::fromLatin1(message) << static_cast<int>(verdict);
    };
    const Verdict fine = Verdict::Fine, dead = Verdict::Dead, image = Verdict::BadImage;
    add("being provisioned", "", "running", "", fine);
    add("created", "created", "running", "", fine);
    add("loading", "loading", "running", "", fine);
    add("running", "running", "running", "success, running nvidia/cuda_12", fine);
    add("running, stale error", "running", "running", "Error: GPU error, unable to start instance.", fine);
    add("scheduling", "scheduling", "running", "", fine);
    add("rebooting", "rebooting", "running", "", fine);
    add("frozen", "frozen", "running", "", dead);
    add("stopped", "stopped", "stopped", "", dead);
    add("unknown", "unknown", "running", "", dead);
    add("offline", "offline", "running", "", dead);
    add("exited once", "exited", "running", "", fine);
    add("dropped by the host", "loading", "stopped", "", dead);
    add("never provisioned, stopped", "", "stopped", "", dead);
    add("pull line", "loading", "running", "4c7d45f7c63c: Pull complete", fine);
    add("extracting", "loading", "running", "4c7d45f7c63c: Extracting", fine);
    add("pull begins", "loading", "running", "latest: Pulling from nvidia/cuda", fine);
    add("digest", "loading", "running", "Digest: sha256:abcdef", fine);
    add("loaded an image named error", "loading", "running", "Successfully loaded me/error-lab:1", fine);
    add("package named error", "loading", "running", "Setting up libgpg-error0:amd64 (1.43-3) ...", fine);
    add("build step", "loading", "running", "#7 DONE 31.8s", fine);
    add("apt warning", "loading", "running", "W: Failed to fetch http://archive.example/x", fine);
    add("template update", "loading", "running", "Waiting for template update", fine);
    add("GPU error", "created", "running", "Error: GPU error, unable to start instance.", dead);
    add("OCI", "created", "running", ": OCI runtime create failed: unable", dead);
    add("CDI", "created", "running", "failed to inject CDI devices: unresolvable CDI devices", dead);
    add("runtime", "created", "running", "unknown or invalid runtime nvidia", dead);
    add("container toolkit", "created", "running", "nvidia-container-cli: device error: 0", dead);
    add("dockerfile", "loading", "running", "docker_build() error writing dockerfile", dead);
    add("docker build", "loading", "running", "docker_build(): no space", dead);
    add("storage option", "loading", "running",
        "Error response from daemon: --storage-opt is supported only for overlay over xfs", dead);
    add("daemon", "loading", "running", "Cannot connect to the Docker daemon", dead);
    add("device handle", "created", "running", "Unable to determine the device handle for GPU 0", dead);
    add("ECC", "created", "running", "CUDA error: uncorrectable ECC error encountered", dead);
    add("ports", "created", "running", "port networking issues", dead);
    add("PCIE", "created", "running", "GPU PCIE issue", dead);
    add("internal", "created", "running", "Error: Internal error.", dead);
    add("secrets", "loading", "running", "Secrets fetch failed: timeout", dead);
    add("pull limit", "loading", "running",
        "toomanyrequests: You have reached your unauthenticated pull rate limit", dead);
    add("manifest unknown", "loading", "running", "Error response from daemon: manifest unknown", image);
    add("manifest for", "loading", "running", "manifest for a/b:c not found: manifest unknown", image);
    add("reference", "loading", "running", "failed to resolve reference \"docker.io/a/b\"", image);
    add("access", "loading", "running", "pull access denied for a/b, repository does not exist", image);
    add("login", "loading", "running", "unauthorized: authentication required", image);
}

void MachineVerdictTest::rows()
{
    QFETCH(QString, status);
    QFETCH(QString, intended);
    QFETCH(QString, message);
    QFETCH(int, verdict);
    Machine machine;
    machine.actualStatus = status;
    machine.intendedStatus = intended;
    machine.statusMessage = message;
    const MachineVerdict judged = judge(machine, MachineHistory{1, 0});
    QCOMPARE(static_cast<int>(judged.verdict), verdict);
    QCOMPARE(judged.reason.isEmpty(), judged.verdict == Verdict::Fine);
}

void MachineVerdictTest::history()
{
    Machine machine;
    machine.intendedStatus = QStringLiteral("running");
    machine.actualStatus = QStringLiteral("exited");
    QCOMPARE(judge(machine, MachineHistory{1, 0}).verdict, Verdict::Fine);
    QCOMPARE(judge(machine, MachineHistory{2, 0}).verdict, Verdict::Dead);
    machine.actualStatus = QStringLiteral("created");
    QCOMPARE(judge(machine, MachineHistory{0, 119'999}).verdict, Verdict::Fine);
    QCOMPARE(judge(machine, MachineHistory{0, 120'000}).verdict, Verdict::Dead);
}

QTEST_GUILESS_MAIN(MachineVerdictTest)
#include "tst_machine_verdict.moc"
