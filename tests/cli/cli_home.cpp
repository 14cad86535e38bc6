// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_home.h"

#include "tests/support/test_paths.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTcpSocket>
#include <QUrl>

#ifdef Q_OS_UNIX
#include <climits>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace snapgpu::test {

namespace {

constexpr int kAnswerMs = 10'000;

QString program(const char *name) { return test::binDir() + QLatin1Char('/') + QString::fromLatin1(name); }

QStringList relativePaths(const QString &root)
{
    QStringList paths;
    QDirIterator walk(root, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
        QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        walk.next();
        paths.append(QDir(root).relativeFilePath(walk.filePath()));
    }
    paths.sort();
    return paths;
}

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable: ") + path.toUtf8();
}

/** What a symbolic link says, not where it leads. */
QByteArray linkText(const QString &path)
{
    QByteArray text(PATH_MAX, '\0');
    const auto length =
        ::readlink(QFile::encodeName(path).constData(), text.data(), static_cast<size_t>(text.size()));
    return length < 0 ? QByteArray() : text.left(length);
}

QString difference(const QString &path, const QString &expected, const QString &actual)
{
    struct stat a = {};
    struct stat b = {};
    if (::lstat(QFile::encodeName(expected).constData(), &a) != 0
        || ::lstat(QFile::encodeName(actual).constData(), &b) != 0) {
        return path + QStringLiteral(": missing");
    }
    if (a.st_mode != b.st_mode) {
        return path + QStringLiteral(": mode %1 is %2").arg(a.st_mode, 0, 8).arg(b.st_mode, 0, 8);
    }
    if (S_ISLNK(a.st_mode)) {
        return linkText(expected) == linkText(actual) ? QString() : path + QStringLiteral(": link target");
    }
    if (S_ISREG(a.st_mode) && (a.st_size != b.st_size || content(expected) != content(actual))) {
        return path + QStringLiteral(": content");
    }
    return {};
}

} // namespace

json::Value CliRun::event(const char *name) const
{
    for (const json::Value &line : lines) {
        if (json::string(line, "event").value_or(QString()) == QLatin1String(name)) {
            return line;
        }
    }
    return nullptr;
}

int CliRun::count(const char *name) const
{
    return static_cast<int>(std::count_if(lines.cbegin(), lines.cend(), [&](const json::Value &line) {
        return json::string(line, "event").value_or(QString()) == QLatin1String(name);
    }));
}

QString CliRun::errorCategory() const { return json::string(event("error"), "category").value_or(QString()); }

QString CliRun::errorMessage() const { return json::string(event("error"), "message").value_or(QString()); }

const char *CliRun::said() const
{
    static QByteArray text;
    text = QByteArray(out.right(4000)) + err;
    return text.constData();
}

CliHome::CliHome()
    : m_environment(QProcessEnvironment::systemEnvironment())
{
    // Nothing of the person who runs the tests may leak in: no keys, no ssh, no repository.
    for (const QString &name : m_environment.keys()) {
        const bool foreign = name.startsWith(QStringLiteral("RESTIC_"))
            || name.startsWith(QStringLiteral("AWS_")) || name.startsWith(QStringLiteral("VAST_"))
            || name.startsWith(QStringLiteral("SSH_")) || name.startsWith(QStringLiteral("XDG_"));
        if (foreign) {
            m_environment.remove(name);
        }
    }
    m_environment.insert(QStringLiteral("SNAPGPU_HOME"), path() + QStringLiteral("/home"));
    m_environment.insert(QStringLiteral("HOME"), path());
    m_environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
}

CliHome::~CliHome() { stopSandbox(); }

std::unique_ptr<QProcess> CliHome::start(const QStringList &arguments) const
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(m_environment);
    process->start(program("snapgpu-cli"), QStringList{QStringLiteral("--json")} + arguments);
    process->waitForStarted(kAnswerMs);
    return process;
}

CliRun CliHome::finish(QProcess &process, int timeoutMs)
{
    CliRun run;
    run.timedOut = process.state() != QProcess::NotRunning && !process.waitForFinished(timeoutMs);
    if (run.timedOut) {
        process.kill();
        process.waitForFinished(kAnswerMs);
    }
    run.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    run.out = process.readAllStandardOutput();
    run.err = process.readAllStandardError();
    for (const QByteArray &line : run.out.split('\n')) {
        if (auto value = line.isEmpty() ? Result<json::Value>(json::Value()) : json::parse(line);
            value && value->is_object()) {
            run.lines.append(*value);
        }
    }
    return run;
}

CliRun CliHome::run(const QStringList &arguments, int timeoutMs) const
{
    const auto process = start(arguments);
    return finish(*process, timeoutMs);
}

bool CliHome::startSandbox(double speed, const QString &faults, const QStringList &more) const
{
    QStringList arguments{QStringLiteral("--sandbox-speed"), QString::number(speed)};
    if (!faults.isEmpty()) {
        arguments << QStringLiteral("--sandbox-faults") << faults;
    }
    return run(arguments + more + QStringList{QStringLiteral("sandbox"), QStringLiteral("start")}).exitCode
        == 0;
}

bool CliHome::startBareSandbox(double speed, const QString &faults, const QStringList &more) const
{
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.start(program("snapgpu-sandbox"),
        QStringList{QStringLiteral("--no-repository"), QStringLiteral("--speed"), QString::number(speed),
            QStringLiteral("--faults"), faults}
            + more);
    return process.waitForFinished(kAnswerMs) && process.exitStatus() == QProcess::NormalExit
        && process.exitCode() == 0;
}

void CliHome::stopSandbox() const { run({QStringLiteral("sandbox"), QStringLiteral("stop")}, kAnswerMs); }

QByteArray CliHome::admin(const QByteArray &method, const QByteArray &path, const QByteArray &body) const
{
    const auto info = json::parse(content(file(QStringLiteral("home/sandbox/sandbox.json"))));
    if (!info) {
        return {};
    }
    const QUrl url(json::string(*info, "url").value_or(QString()));
    QTcpSocket socket;
    socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
    if (!socket.waitForConnected(kAnswerMs)) {
        return {};
    }
    socket.write(method + ' ' + path
        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
        + json::string(*info, "admin_token").value_or(QString()).toLatin1()
        + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QByteArray answer;
    while (socket.waitForReadyRead(kAnswerMs)) {
        answer += socket.readAll();
    }
    answer += socket.readAll();
    return answer.mid(answer.indexOf("\r\n\r\n") + 4);
}

void CliHome::setFaults(const QString &spec) const
{
    admin("PUT", "/sandbox/faults", json::dump({{"faults", spec.toStdString()}}));
}

void CliHome::setCredit(double dollars) const
{
    admin("PUT", "/sandbox/credit", json::dump({{"credit", dollars}}));
}

void CliHome::outbid(const QString &instanceId) const
{
    admin("PUT", "/sandbox/outbid/" + instanceId.toLatin1());
}

void CliHome::killMachine(const QString &instanceId, const char *how) const
{
    admin("PUT", "/sandbox/kill/" + instanceId.toLatin1(), json::dump({{"how", how}}));
}

json::Value CliHome::sandboxState() const
{
    const auto state = json::parse(admin("GET", "/sandbox/state"));
    return state ? *state : json::Value();
}

int CliHome::machinesAlive() const
{
    const json::Value state = sandboxState();
    return static_cast<int>(json::integer(state, "alive").value_or(-1));
}

QString CliHome::demoWorkspace() const { return file(QStringLiteral("home/sandbox/demo/workspace")); }

QStringList treeDifferences(const QString &expected, const QString &actual)
{
    const QStringList wanted = relativePaths(expected);
    const QStringList found = relativePaths(actual);
    QStringList differences;
    for (const QString &path : wanted) {
        const QString line =
            difference(path, expected + QLatin1Char('/') + path, actual + QLatin1Char('/') + path);
        if (!line.isEmpty()) {
            differences.append(line);
        }
    }
    for (const QString &path : found) {
        if (!wanted.contains(path)) {
            differences.append(path + QStringLiteral(": not expected"));
        }
    }
    return differences;
}

} // namespace snapgpu::test
