// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/runner.h"

#include "app/cli/launch_reporter.h"
#include "services/core/json.h"
#include "services/session/exit_codes.h"

namespace snapgpu::cli {

Runner::Runner(CommandLine line, Composition *composition, Output *output, QObject *parent)
    : QObject(parent)
    , m_line(std::move(line))
    , m_services(composition)
    , m_out(output)
{
    connect(m_services, &Composition::progress, this, [this](const QString &message) {
        m_out->event("preparing", {{"message", message.toStdString()}});
        m_out->note(message);
    });
}

Runner::~Runner() = default;

void Runner::start()
{
    if (m_line.command == QLatin1String("sandbox")) {
        return sandboxCommand();
    }
    if (m_services->options().sandbox && !m_services->options().memoryUrl.isEmpty()) {
        m_out->note(
            tr("The machines of the sandbox are nobody else's: use a database of its own with --memory."));
    }
    if (m_line.command == QLatin1String("hosts")) {
        // No cloud is asked.
        m_services->prepareMemory()->then(this, [this](const Result<Done> &) { hosts(); });
        return;
    }
    m_services->prepare()->then(this, [this](const Result<Done> &ready) {
        if (!ready) {
            return fail(ready.error());
        }
        struct Row
        {
            const char *name;
            void (Runner::*run)();
        };
        static constexpr Row rows[] = {{"offers", &Runner::offers}, {"snapshots", &Runner::snapshots},
            {"ls", &Runner::ls}, {"diff", &Runner::diff}, {"find", &Runner::find}, {"tag", &Runner::tag},
            {"forget", &Runner::forget}, {"repository", &Runner::repository}, {"machines", &Runner::machines},
            {"launch", &Runner::launch}, {"sweep", &Runner::sweep}, {"destroy", &Runner::destroy},
            {"restore", &Runner::restore}, {"backup", &Runner::backup}, {"sync", &Runner::sync}};
        for (const Row &row : rows) {
            if (m_line.command == QLatin1String(row.name)) {
                return (this->*row.run)();
            }
        }
        fail(Error{ErrorCategory::Internal, tr("The command %1 has no code.").arg(m_line.command), {}, 0, 0});
    });
}

void Runner::interrupt(int count)
{
    if (count > 1 || (!m_session && !m_ongoing)) {
        if (m_session && m_session->race().alive > 0) {
            m_out->note(
                tr("Leaving while %n machine(s) may be alive; the next start destroys what is not kept.",
                    nullptr, m_session->race().alive));
        }
        if (isStream() && !m_finished) {
            m_out->finished(false, kExitInterrupted);
        }
        return finish(kExitInterrupted);
    }
    if (!m_session) {
        m_out->note(tr("Stopping what runs on the machine. Press Ctrl+C again to leave at once."));
        return m_ongoing->cancel();
    }
    m_out->note(m_line.plan.keepOnCancel ? tr("Stopping: the losers are being destroyed, a winner is kept. "
                                              "Press Ctrl+C again to leave at once.")
                                         : tr("Stopping: every machine of this race is being destroyed. "
                                              "Press Ctrl+C again to leave at once."));
    m_session->cancel();
}

bool Runner::isStream() const
{
    static const QStringList streams{QStringLiteral("launch"), QStringLiteral("sweep"),
        QStringLiteral("destroy"), QStringLiteral("restore"), QStringLiteral("tag"), QStringLiteral("forget"),
        QStringLiteral("backup"), QStringLiteral("sync")};
    return streams.contains(m_line.command);
}

int Runner::exitCodeFor(const Error &error) const
{
    static const QStringList aboutRepository{QStringLiteral("restore"), QStringLiteral("snapshots"),
        QStringLiteral("ls"), QStringLiteral("diff"), QStringLiteral("find"), QStringLiteral("tag"),
        QStringLiteral("forget"), QStringLiteral("repository"), QStringLiteral("backup"),
        QStringLiteral("sync")};
    const int otherwise = aboutRepository.contains(m_line.command) ? kExitRestoreFailed : kExitNothingReady;
    return exitCodeOf(error.category).value_or(otherwise);
}

void Runner::fail(const Error &error)
{
    if (m_finished) {
        return;
    }
    const int code = exitCodeFor(error);
    const bool backsUp = m_line.command == QLatin1String("backup") || m_line.command == QLatin1String("sync");
    m_out->error(
        error, backsUp && error.category == ErrorCategory::RestoreFailed ? "backup_failed" : nullptr);
    if (isStream()) {
        m_out->finished(false, code);
    }
    finish(code);
}

void Runner::finish(int exitCode)
{
    if (m_finished) {
        return;
    }
    m_finished = true;
    if (!m_session || exitCode == kExitInterrupted || m_services->memory()->team().isEmpty()) {
        Q_EMIT done(exitCode);
        return;
    }
    // What the race taught reaches the team before the program is gone; otherwise with the next start.
    m_services->memory()->synchronise()->then(
        this, [this, exitCode](const Result<Done> &) { Q_EMIT done(exitCode); });
}

void Runner::sandboxCommand()
{
    sandbox::SandboxLauncher *launcher = m_services->sandbox();
    const QString verb = m_line.arguments.first();
    const auto tell = [this](const sandbox::SandboxInfo &info) {
        m_out->line({{"running", true}, {"url", info.url.toString().toStdString()}, {"pid", info.pid},
            {"repository", info.repository.toStdString()}});
        m_out->say(tr("The sandbox runs at %1 (process %2).").arg(info.url.toString()).arg(info.pid));
    };
    if (verb == QLatin1String("status")) {
        if (const auto info = launcher->running()) {
            tell(*info);
        } else {
            m_out->line({{"running", false}});
            m_out->say(tr("The sandbox is not running."));
        }
        return finish(0);
    }
    if (verb == QLatin1String("stop")) {
        launcher->stop()->then(this, [this](const Result<Done> &stopped) {
            if (!stopped) {
                return fail(stopped.error());
            }
            m_out->line({{"running", false}});
            m_out->say(tr("The sandbox has stopped."));
            finish(0);
        });
        return;
    }
    if (verb != QLatin1String("start")) {
        return fail(Error{
            ErrorCategory::Usage, tr("Use it like this: snapgpu-cli sandbox start|stop|status"), {}, 0, 0});
    }
    launcher->ensureRunning(m_services->sandboxOptions())
        ->then(this, [this, tell](const Result<sandbox::SandboxInfo> &info) {
            if (!info) {
                return fail(info.error());
            }
            tell(*info);
            finish(0);
        });
}

} // namespace snapgpu::cli
