// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/restic_run.h"

#include "services/remote/shell_quote.h"
#include "services/remote/ssh_command.h"
#include "services/remote/ssh_failure.h"
#include "services/restic/restic_error.h"

#include <algorithm>
#include <QCoreApplication>
#include <QRegularExpression>
#include <QThread>
#ifdef Q_OS_UNIX
#include <csignal>
#endif

namespace snapgpu {

namespace {

constexpr qsizetype kMostOutput = qsizetype(1) << 30;
constexpr qsizetype kMostErrors = 256 * 1024;
constexpr int kSshFailed = 255;
/** Of S3, a restic that tries again has been to the door ten times by its second word of it, after some 10 s;
 * of REST servers it tells each try. A network that is just coming up has until then. */
constexpr int kUnreachedTries = 2;
constexpr int kUnreachedMs = 5000;
constexpr int kInterruptGraceMs = 5000; ///< restic removes its lock within this, also over a slow link

/** Other ways to name a repository or password would win over, or clash with, the ones given. */
constexpr const char *kUnwanted[] = {
    "RESTIC_REPOSITORY_FILE", "RESTIC_PASSWORD_FILE", "RESTIC_PASSWORD_COMMAND", "RESTIC_PROGRESS_FPS"};

QByteArrayList toBytes(const QStringList &texts)
{
    QByteArrayList bytes;
    for (const QString &text : texts) {
        bytes.append(text.toUtf8());
    }
    return bytes;
}

bool areTexts(const QByteArrayList &arguments)
{
    return std::all_of(arguments.cbegin(), arguments.cend(),
        [](const QByteArray &argument) { return QString::fromUtf8(argument).toUtf8() == argument; });
}

QString hostLabel(const Repository &repository) { return QLatin1String("host-") + repository.host; }

/** ssh's words for a login that never began; for one that was cut off it has others, or none. */
bool wasAtTheDoor(const QByteArray &words)
{
    for (const char *word : {"connect to host", "kex_exchange_identification", "banner exchange",
             "Connection closed by", "Connection reset by"}) {
        if (words.contains(word)) {
            return true;
        }
    }
    return false;
}

/** Told right before restic takes the shell's place, so the number is restic's, and what follows its words.
 */
QByteArray beginning() { return "echo \"snapgpu: process $$ $(date +%s) $(uname -n)\" >&2\n"; }

/** A server of one's own is none that is only just coming up, as a machine of a race is. */
Error hostFailure(const SshEnd &end, const QString &host, const QString &knownHosts, const QString &program)
{
    Error error = sshFailure(end, host, program);
    if (error.category != ErrorCategory::SshUnreachable) {
        return error;
    }
    if (end.errors.contains("HOST IDENTIFICATION HAS CHANGED")
        || end.errors.contains("Host key verification")) {
        error.message = QCoreApplication::translate("Restic",
            "The host key of %1 is not the one seen before, so SnapGPU does not log in there. If the server "
            "was "
            "set up anew, remove the file %2.")
                            .arg(host, knownHosts);
    } else if (end.errors.contains("Could not resolve hostname")) {
        error.message = QCoreApplication::translate(
            "Restic", "The name of the server %1 is not known. Check it and the network.")
                            .arg(host);
    } else if (wasAtTheDoor(end.errors)) {
        error.message = QCoreApplication::translate("Restic",
            "The server %1 does not answer over SSH. Check its address and port, and that it is on.")
                            .arg(host);
    } else {
        error.message = QCoreApplication::translate(
            "Restic", "The connection to the server %1 was lost, or restic was killed there. Try again.")
                            .arg(host);
    }
    return error;
}

/** SIGINT: the one signal on which every version of restic removes its lock. */
void interrupt(const QProcess &process)
{
#ifdef Q_OS_UNIX
    if (process.processId() > 0) {
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    }
#else
    Q_UNUSED(process)
#endif
}

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
    if (colon > 0 && (rest.indexOf(QLatin1Char(':')) == colon || rest.at(colon - 1) == QLatin1Char(']'))) {
        address.port = rest.mid(colon + 1).toUShort();
        rest.truncate(colon);
    }
    if (rest.startsWith(QLatin1Char('[')) && rest.endsWith(QLatin1Char(']'))) {
        rest = rest.mid(1, rest.size() - 2);
    }
    address.host = rest;
    return address;
}

QByteArray hostScript(const Repository &repository, const QByteArrayList &arguments, const QByteArray &before)
{
    QByteArray script = "PATH=$PATH:/usr/local/bin:/usr/bin:/bin\n";
    QByteArray unset = "unset";
    for (const char *name : kUnwanted) {
        unset += QByteArray(" ") + name;
    }
    script += unset + '\n';
    if (!repository.hostEnvironmentFile.isEmpty()) {
        const QByteArray file = shellQuoted(repository.hostEnvironmentFile.toUtf8());
        // Its words, should it print any, are not the answer; they could be secrets.
        script += "[ -r " + file + " ] && sh -n " + file + " 2>/dev/null"
            + " || { echo 'snapgpu: environment file not readable' >&2; exit 125; }\n" + "set -a\n. " + file
            + " >/dev/null 2>&1\nset +a\n";
        if (!repository.password.isEmpty()) {
            script += "unset RESTIC_PASSWORD_FILE RESTIC_PASSWORD_COMMAND\n";
        }
        if (!repository.url.isEmpty()) {
            script += "unset RESTIC_REPOSITORY_FILE\n";
        }
    }
    script += "export LC_ALL=C.UTF-8";
    if (!repository.url.isEmpty()) {
        script += " RESTIC_REPOSITORY=" + shellQuoted(repository.url.toUtf8());
    }
    if (!repository.password.isEmpty()) {
        script += " RESTIC_PASSWORD=" + shellQuoted(repository.password.toUtf8());
    }
    for (auto it = repository.environment.cbegin(); it != repository.environment.cend(); ++it) {
        script += ' ' + it.key().toUtf8() + '=' + shellQuoted(it.value().toUtf8());
    }
    return script + '\n' + before + "exec " + shellCommand(QByteArrayList{"restic"} + arguments) + '\n';
}

ResticRun::ResticRun(const ResticTools &tools, const Repository &repository, ResticCall call, QObject *parent)
    : Job<QByteArray>(parent)
    , m_tools(tools)
    , m_repository(repository)
    , m_call(std::move(call))
    , m_process(new QProcess)
    , m_deadline(this)
{
    start();
}

ResticRun::ResticRun(
    const ResticTools &tools, const Repository &repository, const QStringList &arguments, QObject *parent)
    : ResticRun(tools, repository, ResticCall{toBytes(arguments), {}, {}, -1, false}, parent)
{
}

ResticRun::~ResticRun() { letGo(); }

qint64 ResticRun::processId() const { return m_process ? m_process->processId() : 0; }

void ResticRun::start()
{
    connect(m_process, &QProcess::readyReadStandardOutput, this, &ResticRun::onOutput);
    connect(m_process, &QProcess::readyReadStandardError, this, [this] {
        onErrors();
        endWhenHopeless();
    });
    connect(m_process, &QProcess::finished, this, [this] { onEnded(false); });
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            onEnded(true);
        }
    });
    m_clock.start();
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &ResticRun::onDeadline);
    m_deadline.start(m_tools.openDeadlineMs);
    if (m_repository.host.isEmpty()) {
        startHere();
    } else {
        startOnHost();
    }
}

void ResticRun::doCancel() { letGo(); }

void ResticRun::letGo()
{
    QProcess *process = std::exchange(m_process, nullptr);
    if (process == nullptr) {
        return;
    }
    process->disconnect(this);
    if (process->state() == QProcess::NotRunning) {
        process->deleteLater();
        return;
    }
    const bool here = QThread::currentThread() == QCoreApplication::instance()->thread();
    if (m_call.changes && m_repository.host.isEmpty() && here) {
        interrupt(*process);
        connect(process, &QProcess::finished, process, &QObject::deleteLater);
        QTimer::singleShot(kInterruptGraceMs, process, &QProcess::kill);
        return;
    }
    process->kill(); // nothing holds a lock: every reading call is made with --no-lock
    process->waitForFinished(1000);
    process->deleteLater(); // one of its own signals may have led here
}

void ResticRun::startHere()
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
    environment.insert(QStringLiteral("RESTIC_PROGRESS_FPS"), QStringLiteral("4"));
    if (!m_tools.cacheDir.isEmpty()) {
        environment.insert(QStringLiteral("RESTIC_CACHE_DIR"), m_tools.cacheDir);
    }
    m_process->setProcessEnvironment(environment);
    if (areTexts(m_call.arguments)) {
        QStringList arguments;
        for (const QByteArray &argument : std::as_const(m_call.arguments)) {
            arguments.append(QString::fromUtf8(argument));
        }
        m_process->start(m_tools.resticProgram, arguments);
    } else { // QProcess takes text only; a shell takes bytes
        const QByteArray script =
            "exec " + shellCommand(QByteArrayList{m_tools.resticProgram.toUtf8()} + m_call.arguments) + '\n';
        m_process->start(QStringLiteral("/bin/sh"),
            {QStringLiteral("-c"), QString::fromUtf8(evaluateFromStdin(script.size()))});
        m_process->write(script);
    }
    m_process->closeWriteChannel();
}

void ResticRun::startOnHost()
{
    const QByteArray script =
        m_call.shell.isEmpty() ? hostScript(m_repository, m_call.arguments, beginning()) : m_call.shell;
    const HostAddress address = parseHostAddress(m_repository.host);
    SshSettings settings;
    settings.sshProgram = m_tools.sshProgram;
    settings.identityFile =
        m_repository.hostIdentityFile.isEmpty() ? m_tools.identityFile : m_repository.hostIdentityFile;
    settings.knownHostsDir = m_tools.knownHostsDir;
    settings.user = address.user;
    prepareSshProcess(*m_process);
    m_process->start(m_tools.sshProgram,
        sshArguments(settings, hostLabel(m_repository), {address.host, address.port, true},
            evaluateFromStdin(script.size())));
    m_process->write(script);
    m_process->closeWriteChannel();
}

void ResticRun::onOutput()
{
    m_deadline.stop();
    const QByteArray chunk = m_process->readAllStandardOutput();
    m_received += chunk.size();
    if (m_call.output) {
        m_call.output(chunk);
    } else {
        m_output += chunk;
    }
    if (isFinished()) {
        return; // the receiver cancelled
    }
    if (m_call.enough >= 0 && m_received >= m_call.enough) {
        m_hadEnough = true;
        letGo();
        m_output.truncate(m_call.enough);
        finish(m_output);
    } else if (m_output.size() > kMostOutput) {
        letGo();
        finish(fail(ErrorCategory::BadAnswer, tr("restic answered more than 1 GB and was stopped.")));
    }
}

void ResticRun::onErrors()
{
    QByteArray chunk = m_process->readAllStandardError();
    if (!m_repository.host.isEmpty() && !m_begun) {
        m_login += chunk;
        m_login = m_login.right(kMostErrors);
        chunk = takeBeginning();
    }
    if (chunk.isEmpty()) {
        return;
    }
    m_errors += chunk;
    m_errors = m_errors.right(kMostErrors);
    if (m_call.errors) {
        m_call.errors(chunk);
    }
}

/** What came before the mark was the login's; returns what came after it. */
QByteArray ResticRun::takeBeginning()
{
    static const QRegularExpression told(
        QStringLiteral("^snapgpu: process (\\d+) (\\d+) (\\S+)\\n"), QRegularExpression::MultilineOption);
    const QRegularExpressionMatch match = told.match(QString::fromLatin1(m_login));
    if (!match.hasMatch()) {
        return {};
    }
    const QByteArray after = m_login.mid(match.capturedEnd());
    m_login.truncate(match.capturedStart());
    m_begun = true;
    if (m_call.began) {
        m_call.began(
            {match.captured(3), match.captured(1).toLongLong(), match.captured(2).toLongLong() * 1000});
    }
    return after;
}

/** Newer versions try again for a quarter of an hour what was refused for good, and what is not to be reached
 * at all. A slow repository is not among these: it says nothing, or only of what comes after its config. */
void ResticRun::endWhenHopeless()
{
    if (isFinished() || m_process == nullptr || m_received > 0) {
        return;
    }
    const bool unreached = m_clock.elapsed() >= kUnreachedMs && unreachedTries(m_errors) >= kUnreachedTries;
    if (unreached || isFinalRefusal(m_errors)) {
        const Error refusal = resticError(1, m_errors, m_repository.displayName());
        letGo();
        finish(tl::unexpected<Error>(refusal));
    }
}

void ResticRun::onDeadline()
{
    onErrors();
    const QByteArray words = m_login + m_errors;
    const Error known = resticError(1, words, m_repository.displayName());
    letGo();
    // Newer versions try again for a quarter of an hour; what they said meanwhile names the cause.
    if (blamedPart(known) != RepositoryPart::Unknown) {
        finish(tl::unexpected<Error>(known));
        return;
    }
    finish(fail(ErrorCategory::Timeout,
        tr("The repository %1 did not open within %2 s. Check its address and access keys.")
            .arg(m_repository.displayName())
            .arg(m_tools.openDeadlineMs / 1000),
        QString::fromUtf8(words)));
}

void ResticRun::onEnded(bool startFailed)
{
    if (isFinished() || m_process == nullptr) {
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
    onErrors();
    onOutput();
    if (isFinished()) {
        return;
    }
    const bool crashed = m_process->exitStatus() != QProcess::NormalExit;
    const int code = crashed ? 128 + m_process->exitCode() : m_process->exitCode();
    if (!here && (startFailed || code == kSshFailed)) {
        SshSettings settings;
        settings.knownHostsDir = m_tools.knownHostsDir;
        finish(tl::unexpected<Error>(hostFailure({startFailed, code, false, m_login + m_errors},
            m_repository.host, knownHostsFile(settings, hostLabel(m_repository)), m_tools.sshProgram)));
    } else if (code != 0 || startFailed) {
        finish(tl::unexpected<Error>(resticError(code, m_login + m_errors, m_repository.displayName())));
    } else {
        finish(m_output);
    }
}

} // namespace snapgpu
