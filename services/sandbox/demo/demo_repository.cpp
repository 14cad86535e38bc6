// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/demo/demo_repository.h"

#include "services/core/json.h"
#include "services/sandbox/machines/guest_files.h"
#include "services/sandbox/machines/tree_removal.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QProcess>
#include <QSaveFile>
#include <QThreadPool>
#include <QTimer>

namespace snapgpu::sandbox {

namespace {

/** Counted up when the demo changes, so that homes get the new one. */
constexpr int kVersion = 1;

QString markerFile(const QString &dir) { return dir + QStringLiteral("/demo.json"); }

QString makingDir(const QString &dir) { return dir + QStringLiteral(".making"); }

/** What the marker of a whole demo says. The password is long and random, so its hash tells nothing. */
QByteArray marker(const QString &password)
{
    const QByteArray named = "snapgpu demo " + password.toUtf8();
    const QByteArray hash = QCryptographicHash::hash(named, QCryptographicHash::Sha256);
    return json::dump(json::Value{{"version", kVersion}, {"password_sha256", hash.toHex().toStdString()}})
        + '\n';
}

bool isWhole(const DemoOptions &options)
{
    QFile file(markerFile(options.dir));
    return file.open(QIODevice::ReadOnly) && file.readAll() == marker(options.password);
}

DemoRepository placesOf(const QString &dir)
{
    return {dir + QStringLiteral("/repository"), dir + QStringLiteral("/workspace")};
}

bool writeWhole(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit();
}

Result<Done> makeFolders(const QString &dir, const HostTools &tools)
{
    const QString making = makingDir(dir);
    removeTree(making);
    bool good = true;
    for (const char *folder : {"/workspace", "/repository", "/tmp"}) {
        good = good && QDir().mkpath(making + QLatin1String(folder));
    }
    if (!good || !writeWhole(making + QStringLiteral("/passwd"), guest::passwd(tools))) {
        return fail(ErrorCategory::DiskFull,
            DemoRepositoryJob::tr("The demo cannot be written to %1. Free some space or choose another home.")
                .arg(making));
    }
    return Done{};
}

/** The full id where restic says it, else its first 8 digits (0.14); both name a parent. */
QString snapshotId(const QByteArray &output)
{
    for (const QByteArray &line : output.split('\n')) {
        if (line.contains("snapshot_id")) {
            if (const auto summary = json::parse(line)) {
                return json::string(*summary, "snapshot_id").value_or(QString());
            }
        }
    }
    return {};
}

} // namespace

const QList<DemoSnapshot> &demoStory()
{
    constexpr int kDay = 24 * 60;
    static const QList<DemoSnapshot> story{
        {"gpu-7f3a", "setup", 6 * kDay, 0},
        {"laptop", "mirror", 6 * kDay - 95, 0},
        {"gpu-7f3a", "daily", 4 * kDay + 200, 1},
        {"gpu-7f3a", "daily", 3 * kDay + 710, 1},
        {"laptop", "mirror", 3 * kDay, 1},
        {"gpu-7f3a", "daily", 2 * kDay + 45, 2},
        {"laptop", "mirror", kDay + 600, 2},
        {"gpu-7f3a", "trained", kDay + 20, 3},
        {"gpu-7f3a", "daily", 5 * 60, 4},
        {"laptop", "mirror", 110, 4},
    };
    return story;
}

DemoRepositoryJob::DemoRepositoryJob(DemoOptions options, QObject *parent)
    : Job<DemoRepository>(parent)
    , m_options(std::move(options))
    , m_cancelled(std::make_shared<std::atomic_bool>(false))
{
    m_options.dir = QDir::cleanPath(m_options.dir);
    QTimer::singleShot(0, this, &DemoRepositoryJob::begin);
}

DemoRepositoryJob::~DemoRepositoryJob()
{
    *m_cancelled = true;
    stopProcesses();
}

QString DemoRepositoryJob::making(const char *relative) const
{
    return makingDir(m_options.dir) + QLatin1Char('/') + QLatin1String(relative);
}

void DemoRepositoryJob::begin()
{
    if (isFinished()) {
        return;
    }
    if (isWhole(m_options)) {
        finish(placesOf(m_options.dir));
        return;
    }
    auto tools = findTools();
    if (!tools) {
        finish(tl::unexpected(tools.error()));
        return;
    }
    m_tools = *tools;
    Q_EMIT progress(tr("Making the demo workspace and its repository…"));
    if (isFinished()) {
        return; // who heard that has cancelled
    }
    inBackground([options = m_options, tools = m_tools] { return makeFolders(options.dir, tools); },
        [this] {
            // restic measures this computer for a second when it makes a repository; the tree is written
            // meanwhile.
            m_awaited = 2;
            runRestic({QStringLiteral("init")}, [this](const QByteArray &) { onePartReady(); });
            inBackground([tree = m_options.tree, workspace = making("workspace"),
                             cancelled = m_cancelled] { return writeDemoTree(workspace, tree, *cancelled); },
                [this] { onePartReady(); });
        });
}

void DemoRepositoryJob::onePartReady()
{
    if (--m_awaited == 0) {
        nextState();
    }
}

void DemoRepositoryJob::inBackground(Work work, Next next)
{
    // Not QFuture::then(): it looks at its context from the other thread, and a job may die at any time.
    const QPointer<DemoRepositoryJob> alive(this);
    QThreadPool::globalInstance()->start(
        [alive, app = QCoreApplication::instance(), work = std::move(work), next = std::move(next)] {
            QMetaObject::invokeMethod(app, [alive, result = work(), next] {
                if (!alive || alive->isFinished()) {
                    return;
                }
                if (!result) {
                    alive->finish(tl::unexpected(result.error()));
                    return;
                }
                next();
            });
        });
}

QStringList DemoRepositoryJob::sandboxArguments() const
{
    QStringList arguments = isolationArguments(m_tools);
    const auto bind = [&arguments](const char *how, const QString &from, const char *to) {
        arguments << QLatin1String(how) << from << QLatin1String(to);
    };
    bind("--ro-bind", QStringLiteral("/usr"), "/usr");
    bind("--ro-bind-try", QStringLiteral("/lib"), "/lib");
    bind("--ro-bind-try", QStringLiteral("/lib64"), "/lib64");
    bind("--ro-bind", m_tools.restic, "/restic");
    bind("--ro-bind", making("passwd"), "/etc/passwd");
    // The snapshots' paths are those that the machines have.
    bind("--bind", making("workspace"), "/workspace");
    bind("--bind", making("repository"), "/repository");
    bind("--bind", making("tmp"), "/tmp");
    arguments << QStringLiteral("--proc") << QStringLiteral("/proc") << QStringLiteral("--dev")
              << QStringLiteral("/dev") << QStringLiteral("/restic") << QStringLiteral("--no-cache");
    return arguments;
}

void DemoRepositoryJob::runRestic(const QStringList &arguments, std::function<void(const QByteArray &)> done)
{
    auto *process = new QProcess(this);
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("RESTIC_REPOSITORY"), QStringLiteral("/repository"));
    environment.insert(QStringLiteral("RESTIC_PASSWORD"), m_options.password);
    environment.insert(QStringLiteral("RESTIC_PROGRESS_FPS"), QStringLiteral("0.1"));
    environment.insert(QStringLiteral("HOME"), QStringLiteral("/tmp"));
    environment.insert(QStringLiteral("TZ"), QStringLiteral("UTC")); // --time is local time
    process->setProcessEnvironment(environment);
    connect(process, &QProcess::errorOccurred, this, [this, process](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            finish(fail(ErrorCategory::MissingTool,
                tr("bwrap could not be started (%1).").arg(process->errorString())));
        }
    });
    connect(process, &QProcess::finished, this,
        [this, process, done = std::move(done)](int code, QProcess::ExitStatus status) {
            m_running.removeAll(process);
            process->deleteLater();
            if (isFinished()) {
                return;
            }
            if (status != QProcess::NormalExit || code != 0) {
                const QString said = QString::fromUtf8(process->readAllStandardError()).trimmed();
                finish(fail(ErrorCategory::Internal,
                    tr("restic could not make the demo repository: %1")
                        .arg(said.section(QLatin1Char('\n'), -1)),
                    said, 0, code));
                return;
            }
            done(process->readAllStandardOutput());
        });
    m_running.append(process);
    const ToolCommand command = herded(m_tools, sandboxArguments() + arguments);
    process->start(command.program, command.arguments, QIODevice::ReadOnly);
}

void DemoRepositoryJob::nextState()
{
    if (m_next == demoStory().size()) {
        complete();
        return;
    }
    const int wanted = demoStory().at(m_next).state;
    if (wanted == m_state || wanted == 0) {
        m_state = wanted;
        nextSnapshots();
        return;
    }
    m_state = wanted;
    inBackground([workspace = making("workspace"), tree = m_options.tree,
                     wanted] { return applyDemoState(workspace, tree, wanted); },
        [this] { nextSnapshots(); });
}

void DemoRepositoryJob::nextSnapshots()
{
    Q_EMIT progress(
        tr("Making the demo repository: snapshot %1 of %2…").arg(m_next + 1).arg(demoStory().size()));
    if (isFinished()) {
        return; // as above: no restic is begun for nobody
    }
    // Opening a repository costs restic half a second of one core on purpose, so snapshots of one state are
    // made side by side; only the very first, which uploads everything, is alone.
    const bool first = m_next == 0;
    do {
        backUp(demoStory().at(m_next));
        ++m_next;
    } while (!first && m_next < demoStory().size() && demoStory().at(m_next).state == m_state);
}

void DemoRepositoryJob::backUp(const DemoSnapshot &snapshot)
{
    const QDateTime time = QDateTime::currentDateTimeUtc().addSecs(-60LL * snapshot.minutesAgo);
    QStringList arguments{QStringLiteral("backup"), QStringLiteral("--json"), QStringLiteral("--host"),
        QLatin1String(snapshot.host), QStringLiteral("--tag"), QLatin1String(snapshot.tag),
        QStringLiteral("--tag"), QStringLiteral("musetalk"), QStringLiteral("--time"),
        time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"))};
    if (!m_parent.isEmpty()) {
        arguments << QStringLiteral("--parent") << m_parent;
    }
    arguments << QStringLiteral("/workspace/MuseTalk");
    runRestic(arguments, [this](const QByteArray &output) {
        m_parent = snapshotId(output);
        if (m_running.isEmpty()) {
            nextState();
        }
    });
}

void DemoRepositoryJob::complete()
{
    inBackground(
        [options = m_options]() -> Result<Done> {
            const QString making = makingDir(options.dir);
            removeTree(making + QStringLiteral("/tmp"));
            QFile::remove(making + QStringLiteral("/passwd"));
            removeTree(options.dir);
            if (!writeWhole(markerFile(making), marker(options.password))
                || !QDir().rename(making, options.dir)) {
                return fail(ErrorCategory::DiskFull,
                    tr("The demo could not be moved to %1. Make that folder writable.").arg(options.dir));
            }
            return Done{};
        },
        [this] { finish(placesOf(m_options.dir)); });
}

void DemoRepositoryJob::doCancel()
{
    *m_cancelled = true;
    stopProcesses();
}

void DemoRepositoryJob::stopProcesses()
{
    for (QProcess *process : std::exchange(m_running, {})) {
        process->disconnect(this);
        process->terminate(); // the herd kills restic at once, wherever it stands
        process->waitForFinished(1000);
    }
}

DemoRepositoryJob *makeDemoRepository(const DemoOptions &options, QObject *parent)
{
    return new DemoRepositoryJob(options, parent);
}

} // namespace snapgpu::sandbox
