// SPDX-License-Identifier: GPL-3.0-or-later
// snapgpu-sandbox: the cloud on loopback.
#include "app/interrupts.h"
#include "services/core/clock.h"
#include "services/core/home.h"
#include "services/sandbox/daemon.h"
#include "services/sandbox/demo/demo_repository.h"
#include "services/sandbox/machines/bwrap_host.h"
#include "services/sandbox/setup.h"

#include <cstdio>
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFile>

using namespace snapgpu;

namespace {

constexpr int kFailed = 1;
constexpr int kUsage = 2;

struct Settings
{
    QString home;
    bool foreground = false;
    sandbox::SandboxOptions options;
    int idleMinutes = 30;
};

QString text(const char *source) { return QCoreApplication::translate("SandboxMain", source); }

void print(FILE *file, const QString &line)
{
    std::fprintf(file, "%s\n", qUtf8Printable(line));
    std::fflush(file);
}

int complain(const QString &sentence, int code)
{
    print(stderr, sentence);
    return code;
}

QString description()
{
    QString page = text(
        "A vast.ai and a RunPod on 127.0.0.1 with real machines, for trying SnapGPU out, for tests and for\n"
        "benchmarks. Both speak at one address and rent from the same machines, but show their own only.\n"
        "It keeps its contracts in HOME/sandbox and outlives the program that started it.\n"
        "Its address and keys are in HOME/sandbox/sandbox.json.\n\n"
        "Faults (comma list): NAME always, NAME=0.2 with that probability, NAME=3 the next three times,\n"
        "NAME=2s for that long. An image whose name contains \"no-such\" does not exist.\n");
    return page + sandbox::Faults::help().join(QLatin1Char('\n'));
}

void addOptions(QCommandLineParser &parser)
{
    const auto add = [&parser](const char *name, const char *help, const char *value = nullptr) {
        QCommandLineOption option(QString::fromLatin1(name), text(help));
        if (value != nullptr) {
            option.setValueName(QString::fromLatin1(value));
        }
        parser.addOption(option);
    };
    add("home", "Folder of this SnapGPU (default: SNAPGPU_HOME, else the data folder).", "DIR");
    add("speed", "Sandbox seconds per real second (default 1).", "X");
    add("faults", "What goes wrong; see above.", "SPEC");
    add("strict", "The provider's documented rate limits instead of lenient ones.");
    add("create-penalty", "With this, a create that comes too fast locks creates for so long.", "SECONDS");
    add("seed", "Seed of a new sandbox's market, plans and dice (default 1).", "N");
    add("port", "TCP port on 127.0.0.1 (default: the former one, else any free one).", "P");
    add("idle-minutes", "End after so long without machines and clients; 0 = never (default 30).", "N");
    add("no-repository", "Do without the demo repository.");
    add("foreground", "Stay in the foreground (default: start in the background and say where).");
}

/** Numbers of the command line; false with a sentence when one is wrong. */
bool readNumbers(const QCommandLineParser &parser, Settings &settings, QString &wrong)
{
    const auto read = [&](const char *name, double low, double high, double fallback) {
        const QString value = parser.value(QString::fromLatin1(name));
        bool ok = true;
        const double number = value.isEmpty() ? fallback : value.toDouble(&ok);
        if (!ok || number < low || number > high) {
            wrong = text("--%1 takes a number from %2 to %3, not \"%4\".")
                        .arg(QString::fromLatin1(name))
                        .arg(low)
                        .arg(high)
                        .arg(value);
        }
        return number;
    };
    settings.options.speed = read("speed", 0.01, 10000, 1);
    settings.options.createPenaltySec = read("create-penalty", 0, 3600, 0);
    settings.options.seed = static_cast<quint64>(read("seed", 0, 9e15, 1));
    settings.options.port = static_cast<quint16>(read("port", 0, 65535, 0));
    settings.idleMinutes = static_cast<int>(read("idle-minutes", 0, 100000, 30));
    return wrong.isEmpty();
}

int runInBackground(QCoreApplication &app, const Home &home, sandbox::SandboxOptions options)
{
    options.program = QCoreApplication::applicationFilePath();
    sandbox::SandboxLauncher launcher(home);
    int code = 0;
    QObject::connect(&launcher, &sandbox::SandboxLauncher::progress, &launcher,
        [](const QString &message) { print(stdout, message); });
    launcher.ensureRunning(options)->then(&launcher, [&](const Result<sandbox::SandboxInfo> &result) {
        if (result) {
            print(stdout,
                text("The sandbox answers at %1 (process %2).").arg(result->url.toString()).arg(result->pid));
        } else {
            code = complain(result.error().message, kFailed);
        }
        QCoreApplication::exit(code);
    });
    return app.exec();
}

/** The daemon and what it stands on; taken down in the right order. */
class Foreground final : public QObject
{
public:
    Foreground(const Home &home, const Settings &settings)
        : m_home(home)
        , m_settings(settings)
    {
        m_options.files.dir = QDir::cleanPath(home.sandboxDir());
        m_options.speed = settings.options.speed;
        m_options.faults = settings.options.faults;
        m_options.strict = settings.options.strict;
        m_options.createPenaltySec = settings.options.createPenaltySec;
        m_options.seed = settings.options.seed;
        m_options.port = settings.options.port;
        m_options.idleMinutes = settings.idleMinutes;
        m_parts.clock = &m_clock;
    }

    /** Everything up to the demo repository, which takes its time in the event loop. */
    Result<Done> begin()
    {
        const sandbox::SandboxFiles &files = m_options.files;
        if (!m_lock.acquire(files.lock())) {
            return fail(ErrorCategory::Busy,
                text("Another sandbox already uses %1; stop it with \"snapgpu-cli sandbox stop\" or use "
                     "another --home.")
                    .arg(m_home.path()));
        }
        QFile::remove(files.info()); // of a daemon that was killed: nobody may take it for ours
        if (auto tools = sandbox::checkTools(); !tools) {
            return tools;
        }
        const auto identity = sandbox::ensureIdentity(files);
        if (!identity) {
            return tl::unexpected(identity.error());
        }
        m_parts.info.identityFile = identity->file;
        m_parts.info.publicKey = identity->publicKey;
        return m_settings.options.demoRepository ? makeRepository() : serve({});
    }

private:
    Result<Done> makeRepository()
    {
        const auto password = sandbox::ensureRepositoryPassword(m_options.files);
        if (!password) {
            return tl::unexpected(password.error());
        }
        m_parts.info.repositoryPassword = *password;
        sandbox::DemoOptions demo;
        demo.dir = m_options.files.demo();
        demo.password = *password;
        auto *job = sandbox::makeDemoRepository(demo, this);
        connect(job, &sandbox::DemoRepositoryJob::progress, this,
            [](const QString &message) { print(stdout, QLatin1String(sandbox::kProgressMark) + message); });
        job->then(this, [this](const Result<sandbox::DemoRepository> &made) {
            const Result<Done> served = made ? serve(made->repository) : tl::unexpected(made.error());
            if (!served) {
                QCoreApplication::exit(complain(served.error().message, kFailed));
            }
        });
        return Done{};
    }

    Result<Done> serve(const QString &repository)
    {
        sandbox::HostOptions host;
        host.machinesDir = m_options.files.machines();
        if (!repository.isEmpty()) {
            host.sharedWritable << repository;
        }
        m_host = sandbox::makeBwrapHost(host);
        m_parts.host = m_host.get();
        m_parts.info.repository = repository;
        auto daemon = sandbox::Daemon::start(m_options, m_parts);
        if (!daemon) {
            return tl::unexpected(daemon.error());
        }
        m_daemon = std::move(*daemon);
        connect(m_daemon.get(), &sandbox::Daemon::idle, qApp, &QCoreApplication::quit);
        print(stdout, text("The sandbox answers at %1.").arg(m_daemon->url()));
        return Done{};
    }

    Home m_home;
    Settings m_settings;
    SystemClock m_clock;
    sandbox::HomeLock m_lock;
    sandbox::DaemonOptions m_options;
    sandbox::DaemonParts m_parts;
    std::unique_ptr<sandbox::MachineHost> m_host;
    std::unique_ptr<sandbox::Daemon> m_daemon;
};

int runInForeground(QCoreApplication &app, const Home &home, const Settings &settings)
{
    Foreground foreground(home, settings);
    Interrupts interrupts;
    QObject::connect(&interrupts, &Interrupts::interrupted, &app, &QCoreApplication::quit);
    if (auto begun = foreground.begin(); !begun) {
        return complain(begun.error().message, kFailed);
    }
    return app.exec();
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("snapgpu-sandbox"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SNAPGPU_VERSION));
    QCommandLineParser parser;
    parser.setApplicationDescription(description());
    parser.addHelpOption();
    parser.addVersionOption();
    addOptions(parser);
    parser.process(app);

    Settings settings;
    settings.foreground = parser.isSet(QStringLiteral("foreground"));
    settings.options.faults = parser.value(QStringLiteral("faults"));
    settings.options.strict = parser.isSet(QStringLiteral("strict"));
    settings.options.demoRepository = !parser.isSet(QStringLiteral("no-repository"));
    QString wrong;
    if (!readNumbers(parser, settings, wrong)) {
        return complain(wrong, kUsage);
    }
    if (!parser.positionalArguments().isEmpty()) {
        return complain(
            text("There is nothing to do with \"%1\"; see --help.").arg(parser.positionalArguments().first()),
            kUsage);
    }
    if (auto faults = sandbox::Faults::parse(settings.options.faults, 1); !faults) {
        return complain(faults.error().message, kUsage);
    }
    const auto home = Home::open(parser.value(QStringLiteral("home")));
    if (!home) {
        return complain(home.error().message, kFailed);
    }
    return settings.foreground ? runInForeground(app, *home, settings)
                               : runInBackground(app, *home, settings.options);
}
