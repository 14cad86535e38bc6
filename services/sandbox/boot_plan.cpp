// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/boot_plan.h"

#include <algorithm>

namespace snapgpu::sandbox {

namespace {

constexpr qint64 kDiskFullBytes = 48LL * 1024 * 1024;

enum class Fate {
    Good,
    StuckNull,
    StuckLoading,
    GpuError,
    OciError,
    DockerfileError,
    DeadHost,
    Exits,
    Offline,
    Vanishes,
    NoPorts,
    NoManifest,
    SshNever,
    SshCloses,
    KeyRefused,
    Outbid,
};

const char *word(Fate fate)
{
    switch (fate) {
    case Fate::Good:
        return "good";
    case Fate::StuckNull:
        return "stuck_null";
    case Fate::StuckLoading:
        return "stuck_loading";
    case Fate::GpuError:
        return "gpu_error";
    case Fate::OciError:
        return "oci_error";
    case Fate::DockerfileError:
        return "dockerfile_error";
    case Fate::DeadHost:
        return "dead_host";
    case Fate::Exits:
        return "exits";
    case Fate::Offline:
        return "offline";
    case Fate::Vanishes:
        return "vanishes";
    case Fate::NoPorts:
        return "no_ports";
    case Fate::NoManifest:
        return "no_manifest";
    case Fate::SshNever:
        return "ssh_never";
    case Fate::SshCloses:
        return "ssh_closes";
    case Fate::KeyRefused:
        return "key_refused";
    case Fate::Outbid:
        return "outbid";
    }
    return "good";
}

/** Accidents of the market: 7 % stuck, 3 % explicit, 3 % without working SSH, 1.5 % vanish on a good machine.
 */
Fate accident(Rng &rng, double misfortune)
{
    const double dice = rng.unit() / misfortune;
    if (dice < 0.07) {
        return rng.chance(0.4) ? Fate::StuckNull : Fate::StuckLoading;
    }
    if (dice < 0.10) {
        constexpr Fate kExplicit[] = {Fate::GpuError, Fate::OciError, Fate::DockerfileError, Fate::DeadHost,
            Fate::Exits, Fate::Offline};
        return rng.pick(kExplicit);
    }
    if (dice < 0.13) {
        constexpr Fate kSsh[] = {Fate::SshNever, Fate::SshCloses, Fate::KeyRefused, Fate::NoPorts};
        return rng.pick(kSsh);
    }
    return dice < 0.145 ? Fate::Vanishes : Fate::Good;
}

Fate decide(Rng &rng, const BootCircumstances &c, Faults &faults)
{
    const Fate byChance = accident(rng, c.misfortune); // always thrown: faults do not shift later dice
    if (faults.hit(Fault::ImageMissing) || c.image.contains(QLatin1String("no-such"))) {
        return Fate::NoManifest;
    }
    if (faults.hit(Fault::Stuck)) {
        return rng.chance(0.5) ? Fate::StuckNull : Fate::StuckLoading;
    }
    if (faults.hit(Fault::Dud)) {
        constexpr Fate kDuds[] = {Fate::GpuError, Fate::OciError, Fate::DockerfileError, Fate::DeadHost,
            Fate::Exits, Fate::Offline};
        return rng.pick(kDuds);
    }
    const std::pair<Fault, Fate> ordered[] = {{Fault::Vanish, Fate::Vanishes},
        {Fault::NoPorts, Fate::NoPorts}, {Fault::Exits, Fate::Exits}, {Fault::SshRefused, Fate::SshNever},
        {Fault::SshCloses, Fate::SshCloses}, {Fault::KeyRefusedAll, Fate::KeyRefused},
        {Fault::KeyRefused, Fate::KeyRefused}};
    for (const auto &[fault, fate] : ordered) {
        if (faults.hit(fault)) {
            return fate;
        }
    }
    if (c.interruptible && faults.hit(Fault::Outbid)) {
        return Fate::Outbid;
    }
    return faults.isSet(Fault::Calm) ? Fate::Good : byChance;
}

QString layer(Rng &rng)
{
    return QStringLiteral("%1").arg(rng.next() & 0xffffffffffffULL, 12, 16, QLatin1Char('0'));
}

/** Collects steps; `at` is the time of the last one. */
class Script final
{
public:
    explicit Script(BootPlan &plan)
        : m_plan(plan)
    {
    }
    void to(double seconds, StepEffect effect, const char *status, const QString &message)
    {
        at = std::max(at, seconds);
        m_plan.steps.push_back(
            {static_cast<qint64>(at * 1000), effect, QString::fromLatin1(status), message});
    }
    double at = 0;

private:
    BootPlan &m_plan;
};

/** Pull lines between `from` and `until`; a cold machine also unpacks in silence and builds the SSH layer. */
void pull(Script &script, Rng &rng, double from, double until, bool cached)
{
    const double span = until - from;
    const int layers = cached ? 2 : 8;
    constexpr const char *kVerbs[] = {
        "Pulling fs layer", "Verifying Checksum", "Download complete", "Extracting"};
    for (int i = 0; i < layers; ++i) {
        script.to(from + span * 0.45 * i / layers, StepEffect::None, "loading",
            layer(rng) + QStringLiteral(": ") + QLatin1String(rng.pick(kVerbs)));
    }
    script.to(
        from + span * 0.45, StepEffect::None, "loading", layer(rng) + QStringLiteral(": Pull complete\n"));
    script.to(from + span * 0.75, StepEffect::None, "loading",
        QStringLiteral("#7 0.9 Setting up openssh-server (1:8.9p1-3ubuntu0.10) ...\n"));
    script.to(from + span * 0.92, StepEffect::None, "loading",
        QStringLiteral("#7 DONE %1s\n").arg(span * 0.17, 0, 'f', 1));
}

QString runningText(const QString &image)
{
    QString name = image;
    name.replace(QLatin1Char(':'), QLatin1Char('_'));
    return QStringLiteral("success, running %1/ssh\n").arg(name);
}

/** True when the story ends before `running`. */
bool endEarly(Script &script, Rng &rng, Fate fate, double loadingAt, double runningAt)
{
    const double half = (loadingAt + runningAt) / 2;
    switch (fate) {
    case Fate::StuckNull:
        return true;
    case Fate::DeadHost:
        script.to(loadingAt + 2, StepEffect::Dropped, "loading", QString());
        return true;
    case Fate::NoManifest:
        script.to(loadingAt + 1, StepEffect::CurStopped, "loading",
            QStringLiteral("Error response from daemon: manifest unknown\n"));
        return true;
    case Fate::StuckLoading:
        pull(script, rng, loadingAt, runningAt * 0.6, true);
        script.to(
            runningAt * 0.6, StepEffect::None, "loading", layer(rng) + QStringLiteral(": Pull complete\n"));
        return true;
    case Fate::Vanishes:
        pull(script, rng, loadingAt, half, true);
        script.to(half, StepEffect::Vanished, "loading", QString());
        return true;
    case Fate::GpuError:
        pull(script, rng, loadingAt, half, true);
        script.to(half, StepEffect::None, "created",
            QStringLiteral("Error: GPU error, unable to start instance.\n"));
        return true;
    case Fate::OciError:
        pull(script, rng, loadingAt, half, true);
        script.to(half, StepEffect::None, "created",
            QStringLiteral(
                "Error response from daemon: failed to create task for container: failed to create shim "
                "task: OCI runtime create failed: runc create failed: unable to start container process: "
                "nvidia-container-cli: device error: unknown device\n"));
        return true;
    case Fate::DockerfileError:
        script.to(
            half, StepEffect::None, "loading", QStringLiteral("docker_build() error writing dockerfile\n"));
        return true;
    default:
        return false;
    }
}

void endLate(Script &script, Rng &rng, Fate fate, const QString &up)
{
    const double later = script.at + rng.between(6, 20);
    if (fate == Fate::Exits) {
        script.to(later, StepEffect::Exited, "exited", up);
    } else if (fate == Fate::Offline) {
        script.to(later, StepEffect::Offline, "offline", up);
    } else if (fate == Fate::Outbid) {
        script.to(later + 20, StepEffect::Outbid, "exited", up);
    }
}

SshFault sshFaultOf(Fate fate)
{
    switch (fate) {
    case Fate::SshNever:
        return SshFault::NeverListens;
    case Fate::SshCloses:
        return SshFault::ClosesBeforeBanner;
    case Fate::KeyRefused:
        return SshFault::KeyRefused;
    default:
        return SshFault::None;
    }
}

} // namespace

BootPlan makeBootPlan(Rng rng, const BootCircumstances &c, Faults &faults)
{
    const Fate fate = decide(rng, c, faults);
    BootPlan plan;
    plan.fate = QString::fromLatin1(word(fate));
    plan.sshFault = sshFaultOf(fate);
    if (plan.sshFault == SshFault::None && (faults.hit(Fault::KeyLate) || rng.chance(0.1))) {
        plan.sshFault = SshFault::KeyLate;
    }
    plan.gpuBroken = faults.hit(Fault::GpuBroken);
    if (faults.hit(Fault::DiskFull)) {
        plan.diskFullAfterBytes = kDiskFullBytes;
    }
    const double createdAt = rng.between(0.6, 2.5);
    const double loadingAt = createdAt + rng.between(0.5, 1.5);
    const double runningAt = c.cached ? rng.between(8, 24) : std::clamp(rng.logNormal(65, 0.65), 26.0, 900.0);
    const double sshAt = runningAt + rng.between(1.0, 5.0);

    Script script(plan);
    if (fate != Fate::StuckNull && rng.chance(0.5)) {
        script.to(createdAt, StepEffect::None, "created", QString());
    }
    if (endEarly(script, rng, fate, loadingAt, runningAt)) {
        return plan;
    }
    script.to(loadingAt, StepEffect::Ports, "loading", QString());
    pull(script, rng, loadingAt + 0.3, runningAt - 1, c.cached);
    script.to(runningAt - 0.8, StepEffect::None, "loading",
        QStringLiteral("Successfully loaded %1\n").arg(c.image));
    const QString up = runningText(c.image);
    script.to(
        runningAt, fate == Fate::NoPorts ? StepEffect::RunningNoPorts : StepEffect::Running, "running", up);
    if (c.withSsh && fate != Fate::NoPorts) {
        script.to(sshAt, StepEffect::Ssh, "", up);
    }
    endLate(script, rng, fate, up);
    return plan;
}

BootPlan makeResumePlan(Rng rng, const QString &firstStatus, const BootPlan &before, const QString &image)
{
    BootPlan plan = before;
    plan.fate = QStringLiteral("resumed");
    plan.steps.clear();
    const QString up = runningText(image);
    const auto at = [](double seconds) { return static_cast<qint64>(seconds * 1000); };
    const double runningAt = rng.between(3, 9);
    plan.steps.push_back({0, StepEffect::None, firstStatus, up});
    plan.steps.push_back({at(runningAt), StepEffect::Running, QStringLiteral("running"), up});
    plan.steps.push_back({at(runningAt + rng.between(0.5, 4)), StepEffect::Ssh, QString(), up});
    return plan;
}

} // namespace snapgpu::sandbox
