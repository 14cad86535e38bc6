// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/launcher.h"

#include "services/core/json.h"
#include "services/core/log.h"
#include "services/sandbox/sandbox_files.h"

#include <csignal>
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTcpSocket>
#include <QTimer>

namespace snapgpu::sandbox {

namespace {

constexpr int kPollMs = 50;
constexpr int kConnectMs = 500;
constexpr qint64 kLongestStartMs = 180'000; // the demo repository on a slow disk
constexpr qint64 kLongestStopMs = 15'000;
constexpr qint64 kGraceMs = 3'000; // another launcher's daemon may be the one that lives
constexpr qint64 kLogLimit = 1024 * 1024;

SandboxFiles filesOf(const Home &home) { return {QDir::cleanPath(home.sandboxDir())}; }

std::optional<SandboxInfo> readInfo(const SandboxFiles &files)
{
    QFile file(files.info());
    if (!file.open(QIODevice::ReadOnly)) {
        return std::nullopt;
    }
    const auto document = json::parse(file.readAll());
    if (!document) {
        return std::nullopt;
    }
    SandboxInfo info;
    info.url = QUrl(json::trimmed(*document, "url"));
    info.apiKey = json::trimmed(*document, "api_key");
    info.pid = json::integer(*document, "pid").value_or(0);
    info.repository = json::trimmed(*document, "repository");
    info.repositoryPassword = json::trimmed(*document, "repository_password");
    info.identityFile = json::trimmed(*document, "identity_file");
    info.publicKey = json::trimmed(*document, "public_key");
    info.adminToken = json::trimmed(*document, "admin_token");
    if (!info.url.isValid() || info.apiKey.isEmpty() || info.pid <= 0) {
        return std::nullopt;
    }
    return info;
}

std::optional<SandboxInfo> findRunning(const SandboxFiles &files)
{
    if (!HomeLock::isHeld(files.lock())) {
        return std::nullopt;
    }
    auto info = readInfo(files);
    if (!info) {
        return std::nullopt;
    }
    QTcpSocket socket;
    socket.connectToHost(info->url.host(), static_cast<quint16>(info->url.port()));
    if (!socket.waitForConnected(kConnectMs)) {
        return std::nullopt;
    }
    registerSecret(info->apiKey);
    registerSecret(info->repositoryPassword);
    registerSecret(info->adminToken);
    return info;
}

/** Whether the process is more than a body that nobody buried. */
bool lives(qint64 pid)
{
    if (::kill(static_cast<pid_t>(pid), 0) != 0) {
        return false;
    }
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!stat.open(QIODevice::ReadOnly)) {
        return true; // no /proc here: believe kill
    }
    const QByteArray text = stat.readAll();
    return text.mid(text.lastIndexOf(')') + 2, 1) != "Z";
}

QStringList arguments(const Home &home, const SandboxOptions &options)
{
    QStringList args = {QStringLiteral("--foreground"), QStringLiteral("--home"), home.path(),
        QStringLiteral("--speed"), QString::number(options.speed), QStringLiteral("--seed"),
        QString::number(options.seed)};
    if (!options.faults.isEmpty()) {
        args << QStringLiteral("--faults") << options.faults;
    }
    if (options.port != 0) {
        args << QStringLiteral("--port") << QString::number(options.port);
    }
    if (options.createPenaltySec > 0) {
        args << QStringLiteral("--create-penalty") << QString::number(options.createPenaltySec);
    }
    if (!options.demoRepository) {
        args << QStringLiteral("--no-repository");
    }
    if (options.strict) {
        args << QStringLiteral("--strict");
    }
    return args;
}

/** Starts the daemon and waits until it answers or ends; its log tells what it does. */
class StartJob final : public Job<SandboxInfo>
{
    Q_DECLARE_TR_FUNCTIONS(snapgpu::sandbox::StartJob) // a job without Q_OBJECT has its base class as context

public:
    using Say = std::function<void(const QString &)>;

    StartJob(const Home &home, const SandboxOptions &options, Say say, QObject *parent)
        : Job(parent)
        , m_files(filesOf(home))
        , m_say(std::move(say))
    {
        m_since.start();
        connect(&m_poll, &QTimer::timeout, this, &StartJob::look);
        if (auto found = findRunning(m_files)) {
            finish(*found);
            return;
        }
        launch(home, options);
    }

protected:
    void doCancel() override { m_poll.stop(); }

private:
    void launch(const Home &home, const SandboxOptions &options)
    {
        const QString program = options.program.isEmpty()
            ? QCoreApplication::applicationDirPath() + QStringLiteral("/snapgpu-sandbox")
            : options.program;
        if (!QFileInfo(program).isExecutable()) {
            finish(fail(ErrorCategory::MissingTool,
                tr("The sandbox program %1 is missing. Build or install it beside this program.")
                    .arg(program)));
            return;
        }
        QFile log(m_files.log());
        if (log.size() > kLogLimit) {
            log.remove();
        }
        m_logRead = log.size();
        QProcess process; // startDetached gives it a session of its own
        process.setProgram(program);
        process.setArguments(arguments(home, options));
        process.setWorkingDirectory(m_files.dir);
        process.setStandardInputFile(QProcess::nullDevice());
        process.setStandardOutputFile(m_files.log(), QIODevice::Append);
        process.setStandardErrorFile(m_files.log(), QIODevice::Append);
        if (!process.startDetached(&m_pid)) {
            finish(fail(ErrorCategory::MissingTool,
                tr("The sandbox could not be started: %1").arg(process.errorString())));
            return;
        }
        m_poll.start(kPollMs);
    }

    void readLog()
    {
        QFile log(m_files.log());
        if (!log.open(QIODevice::ReadOnly) || !log.seek(m_logRead)) {
            return;
        }
        m_partial += log.readAll();
        m_logRead = log.pos();
        for (qsizetype end = m_partial.indexOf('\n'); end >= 0; end = m_partial.indexOf('\n')) {
            const QString line = QString::fromUtf8(m_partial.left(end)).trimmed();
            m_partial.remove(0, end + 1);
            const QLatin1String mark(kProgressMark);
            if (line.startsWith(mark)) {
                m_say(line.mid(mark.size()));
            } else if (!line.isEmpty()) {
                m_lastLine = line;
            }
        }
    }

    void look()
    {
        readLog();
        if (auto found = findRunning(m_files)) {
            m_poll.stop();
            finish(*found);
            return;
        }
        if (!lives(m_pid)) {
            if (m_deadSince < 0) {
                m_deadSince = m_since.elapsed();
            }
            // It may have lost a race against the daemon of another launcher, which is not ready yet.
            const bool other = HomeLock::isHeld(m_files.lock()) && m_since.elapsed() < kLongestStartMs;
            if (!other || (m_lastLine.isEmpty() && m_since.elapsed() - m_deadSince > kGraceMs)) {
                giveUp();
            }
            return;
        }
        if (m_since.elapsed() > kLongestStartMs) {
            ::kill(static_cast<pid_t>(m_pid), SIGTERM);
            m_poll.stop();
            finish(fail(ErrorCategory::Timeout,
                tr("The sandbox did not come up within three minutes; its log is %1.").arg(m_files.log())));
        }
    }

    void giveUp()
    {
        m_poll.stop();
        readLog();
        const QString why = m_lastLine.isEmpty()
            ? tr("The sandbox ended at once without a word; its log is %1.").arg(m_files.log())
            : m_lastLine;
        finish(fail(ErrorCategory::MissingTool, why));
    }

    SandboxFiles m_files;
    Say m_say;
    QTimer m_poll;
    QElapsedTimer m_since;
    qint64 m_pid = 0;
    qint64 m_logRead = 0;
    qint64 m_deadSince = -1;
    QByteArray m_partial;
    QString m_lastLine;
};

/** Asks the daemon to end and waits until it has given the home back. */
class StopJob final : public Job<Done>
{
    Q_DECLARE_TR_FUNCTIONS(snapgpu::sandbox::StopJob) // a job without Q_OBJECT has its base class as context

public:
    StopJob(const Home &home, QObject *parent)
        : Job(parent)
        , m_files(filesOf(home))
    {
        m_since.start();
        connect(&m_poll, &QTimer::timeout, this, &StopJob::look);
        const auto info = readInfo(m_files);
        if (!HomeLock::isHeld(m_files.lock()) || !info) {
            finish(Done{});
            return;
        }
        ::kill(static_cast<pid_t>(info->pid), SIGTERM);
        m_poll.start(kPollMs);
    }

protected:
    void doCancel() override { m_poll.stop(); }

private:
    void look()
    {
        if (!HomeLock::isHeld(m_files.lock())) {
            m_poll.stop();
            finish(Done{});
        } else if (m_since.elapsed() > kLongestStopMs) {
            m_poll.stop();
            finish(fail(ErrorCategory::Timeout,
                tr("The sandbox did not end within 15 seconds; its log is %1.").arg(m_files.log())));
        }
    }

    SandboxFiles m_files;
    QTimer m_poll;
    QElapsedTimer m_since;
};

} // namespace

SandboxLauncher::SandboxLauncher(const Home &home, QObject *parent)
    : QObject(parent)
    , m_home(home)
{
}

std::optional<SandboxInfo> SandboxLauncher::running() const { return findRunning(filesOf(m_home)); }

Job<SandboxInfo> *SandboxLauncher::ensureRunning(const SandboxOptions &options)
{
    return new StartJob(
        m_home, options, [this](const QString &message) { Q_EMIT progress(message); }, this);
}

Job<Done> *SandboxLauncher::stop() { return new StopJob(m_home, this); }

} // namespace snapgpu::sandbox
