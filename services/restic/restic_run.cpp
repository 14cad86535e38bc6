// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/restic_run.h"

#include "services/remote/shell_quote.h"
#include "services/remote/ssh_command.h"
#include "services/remote/ssh_failure.h"
#include "services/restic/restic_error.h"

namespace snapgpu {

namespace {

constexpr qsizetype kMostOutput = qsizetype(1) << 30;
constexpr qsizetype kMostErrors = 256 * 1024;
constexpr int kSshFailed = 255;

/** Other ways to name a repository or password would win over, or clash with, the ones given. */
constexpr const char *kUnwanted[] = {
    "RESTIC_REPOSITORY_FILE", "RESTIC_PASSWORD_FILE", "RESTIC_PASSWORD_COMMAND", "RESTIC_PROGRESS_FPS"};

} // namespace

HostAddress parseHostAddress(const QString &text)
{
    HostAddress address;
    QString rest = text.trimmed();
    const qsizetype at = rest.lastIndexOf(QLatin1Char('@'));
    if (at >= 0) {
        address.user = rest.left(at);
        rest = rest.mid(at + 1);
    }
    const qsizetype colon = rest.lastIndexOf(QLatin1Char(':'));
    // More than one colon without brackets is an IPv6 address.
    if (colon >= 0 && (rest.indexOf(QLatin1Char(':')) == colon || rest.at(colon - 1) == QLatin1Char(']'))) {
        address.port = rest.mid(colon + 1).toUShort();
        rest.truncate(colon);
    }
    if (rest.startsWith(QLatin1Char('[')) && rest.endsWith(QLatin1Char(']'))) {
        rest = rest.mid(1, rest.size() - 2);
    }
    address.host = rest;
    return address;
}

ResticRun::ResticRun(
    const ResticTools &tools, const Repository &repository, const QStringList &arguments, QObject *parent)
    : Job<QByteArray>(parent)
    , m_tools(tools)
    , m_repository(repository)
{
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &ResticRun::onOutput);
    connect(&m_process, &QProcess::readyReadStandardError, this, [this] {
        m_errors += m_process.readAllStandardError();
        m_errors = m_errors.right(kMostErrors);
    });
    connect(&m_process, &QProcess::finished, this, [this] { onEnded(false); });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            onEnded(true);
        }
    });
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        m_process.kill();
        finish(fail(ErrorCategory::Timeout,
            tr("The repository %1 did not open within %2 s. Check its address and access keys.")
                .arg(m_repository.url)
                .arg(m_tools.openDeadlineMs / 1000),
            QString::fromUtf8(m_errors)));
    });
    m_deadline.start(m_tools.openDeadlineMs);
    if (m_repository.host.isEmpty()) {
        startHere(arguments);
    } else {
        startOnHost(arguments);
    }
}

ResticRun::~ResticRun()
{
    m_process.disconnect(this);
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished(1000);
    }
}

void ResticRun::doCancel() { m_process.kill(); } // nothing holds a lock: every call is made with --no-lock

void ResticRun::startHere(const QStringList &arguments)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : kUnwanted) {
        environment.remove(QLatin1String(name));
    }
    for (auto it = m_repository.environment.cbegin(); it != m_repository.environment.cend(); ++it) {
        environment.insert(it.key(), it.value());
    }
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    environment.insert(QStringLiteral("RESTIC_REPOSITORY"), m_repository.url);
    environment.insert(QStringLiteral("RESTIC_PASSWORD"), m_repository.password);
    if (!m_tools.cacheDir.isEmpty()) {
        environment.insert(QStringLiteral("RESTIC_CACHE_DIR"), m_tools.cacheDir);
    }
    m_process.setProcessEnvironment(environment);
    m_process.start(m_tools.resticProgram, arguments);
    m_process.closeWriteChannel();
}

void ResticRun::startOnHost(const QStringList &arguments)
{
    QByteArray script = "PATH=$PATH:/usr/local/bin:/usr/bin:/bin\nunset";
    for (const char *name : kUnwanted) {
        script += QByteArray(" ") + name;
    }
    script += "\nexport RESTIC_REPOSITORY=" + shellQuoted(m_repository.url.toUtf8())
        + " RESTIC_PASSWORD=" + shellQuoted(m_repository.password.toUtf8());
    for (auto it = m_repository.environment.cbegin(); it != m_repository.environment.cend(); ++it) {
        script += ' ' + it.key().toUtf8() + '=' + shellQuoted(it.value().toUtf8());
    }
    QByteArrayList words{"restic"};
    for (const QString &argument : arguments) {
        words.append(argument.toUtf8());
    }
    script += "\nexec " + shellCommand(words) + '\n';

    const HostAddress address = parseHostAddress(m_repository.host);
    SshSettings settings;
    settings.sshProgram = m_tools.sshProgram;
    settings.identityFile = m_tools.identityFile;
    settings.knownHostsDir = m_tools.knownHostsDir;
    settings.user = address.user;
    prepareSshProcess(m_process);
    m_process.start(m_tools.sshProgram,
        sshArguments(settings, QLatin1String("host-") + m_repository.host, {address.host, address.port, true},
            evaluateFromStdin(script.size())));
    m_process.write(script);
    m_process.closeWriteChannel();
}

void ResticRun::onOutput()
{
    m_deadline.stop();
    m_output += m_process.readAllStandardOutput();
    if (m_output.size() > kMostOutput) {
        m_process.kill();
        finish(fail(ErrorCategory::BadAnswer, tr("restic answered more than 1 GB and was stopped.")));
    }
}

void ResticRun::onEnded(bool startFailed)
{
    if (isFinished()) {
        return;
    }
    m_deadline.stop();
    const bool here = m_repository.host.isEmpty();
    if (startFailed && here) {
        finish(fail(ErrorCategory::MissingTool,
            tr("The program \"%1\" could not be started. Install restic (package restic).")
                .arg(m_tools.resticProgram)));
        return;
    }
    m_output += m_process.readAllStandardOutput();
    m_errors += m_process.readAllStandardError();
    const bool crashed = m_process.exitStatus() != QProcess::NormalExit;
    const int code = crashed ? 128 + m_process.exitCode() : m_process.exitCode();
    if (!here && (startFailed || code == kSshFailed)) {
        finish(tl::unexpected<Error>(
            sshFailure({startFailed, code, false, m_errors}, m_repository.host, m_tools.sshProgram)));
    } else if (code != 0 || startFailed) {
        finish(tl::unexpected<Error>(resticError(code, m_errors, m_repository.url)));
    } else {
        finish(m_output);
    }
}

} // namespace snapgpu
