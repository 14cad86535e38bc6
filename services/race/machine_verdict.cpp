// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/race/machine_verdict.h"

#include <array>
#include <QCoreApplication>
#include <QRegularExpression>

namespace snapgpu::race {

namespace {

constexpr qint64 kCreatedIsDeadMs = 120'000;

QString text(const char *source) { return QCoreApplication::translate("Race", source); }

bool containsAny(const QString &message, std::initializer_list<QLatin1String> words)
{
    for (const QLatin1String word : words) {
        if (message.contains(word, Qt::CaseInsensitive)) {
            return true;
        }
    }
    return false;
}

/** The registry throttles this host's address; the image itself is right. */
bool isPullLimit(const QString &message)
{
    return containsAny(message,
        {QLatin1String("toomanyrequests"), QLatin1String("too many requests"),
            QLatin1String("pull rate limit")});
}

bool isImageFault(const QString &message)
{
    static const QRegularExpression manifest(
        QStringLiteral("manifest for \\S+ not found"), QRegularExpression::CaseInsensitiveOption);
    return containsAny(message,
               {QLatin1String("manifest unknown"), QLatin1String("failed to resolve reference"),
                   QLatin1String("pull access denied"), QLatin1String("repository does not exist"),
                   QLatin1String("unauthorized: authentication required"),
                   QLatin1String("invalid reference format"), QLatin1String("no such image")})
        || manifest.match(message).hasMatch();
}

bool isHostFault(const QString &message)
{
    // Whole words only: package names such as libgpg-error0 pass by while the SSH layer is being built.
    static const QRegularExpression faultWord(
        QStringLiteral("(^|[\\s\"'(\\[])(error|failed|failure|exception|traceback|permission denied)"
                       "($|[\\s:.,!\"')\\]])"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression harmless(QStringLiteral("^(W: |Waiting for template update)"));
    if (harmless.match(message).hasMatch()) {
        return false;
    }
    return containsAny(message,
               {QLatin1String("oci runtime"), QLatin1String("docker_build()"),
                   QLatin1String("cannot connect to the docker daemon"),
                   QLatin1String("nvidia-container-cli"), QLatin1String("cdi devices"),
                   QLatin1String("unknown or invalid runtime"),
                   QLatin1String("unable to determine the device handle"),
                   QLatin1String("port networking issues"), QLatin1String("gpu pcie issue")})
        || faultWord.match(message).hasMatch();
}

MachineVerdict dead(FailureClass failure, const QString &reason) { return {Verdict::Dead, reason, failure}; }

MachineVerdict judgeText(const QString &message)
{
    if (message.isEmpty() || isPullLine(message)) {
        return {};
    }
    if (isPullLimit(message)) {
        return dead(FailureClass::PullLimit, text("The image registry throttles this host: %1").arg(message));
    }
    if (isImageFault(message)) {
        return {Verdict::BadImage, text("The image cannot be pulled: %1").arg(message), FailureClass::Image};
    }
    if (isHostFault(message)) {
        return dead(FailureClass::Container, text("The host could not start the container: %1").arg(message));
    }
    return {};
}

} // namespace

bool isPullLine(const QString &statusMessage)
{
    static const QRegularExpression layer(
        QStringLiteral("^[0-9a-f]{8,64}: (Pulling fs layer|Waiting|Downloading|Verifying Checksum|Download "
                       "complete|Extracting|"
                       "Pull complete|Already exists|Retrying)"));
    static const QRegularExpression frame(
        QStringLiteral("(: Pulling from |^Digest: sha256:|^Status: (Downloaded|Image is up to date)|"
                       "^Successfully loaded )"));
    return layer.match(statusMessage).hasMatch() || frame.match(statusMessage).hasMatch();
}

MachineVerdict judge(const Machine &machine, const MachineHistory &history)
{
    const QString &status = machine.actualStatus;
    if (status == QLatin1String("running")) {
        return {};
    }
    // The text first: it says why, and only it tells a bad image from a bad host.
    if (const MachineVerdict byText = judgeText(machine.statusMessage); byText.verdict != Verdict::Fine) {
        return byText;
    }
    if (status == QLatin1String("offline") || status == QLatin1String("unknown")
        || status == QLatin1String("frozen") || status == QLatin1String("stopped")) {
        return dead(FailureClass::Stopped, text("The machine is %1.").arg(status));
    }
    if (status == QLatin1String("exited") && history.exitedReads >= 2) {
        return dead(FailureClass::Stopped, text("The container exited."));
    }
    if (machine.intendedStatus == QLatin1String("stopped")) {
        return dead(FailureClass::Stopped, text("The host dropped the job."));
    }
    if (status == QLatin1String("created") && history.createdForMs >= kCreatedIsDeadMs) {
        return dead(FailureClass::Container, text("The container was never started."));
    }
    return {};
}

} // namespace snapgpu::race
