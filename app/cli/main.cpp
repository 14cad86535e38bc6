// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"
#include "app/cli/output.h"
#include "app/cli/runner.h"
#include "app/interrupts.h"
#include "services/session/exit_codes.h"
#include "ui/language.h"

#include <cstdio>
#include <QCoreApplication>

using namespace snapgpu;

namespace {

void print(FILE *stream, const QString &text)
{
    std::fputs(text.toLocal8Bit().constData(), stream);
    std::fflush(stream);
}

/** Commands that rent or destroy need the home for themselves. */
bool needsLock(const cli::CommandLine &line)
{
    return line.command == QLatin1String("launch") || line.command == QLatin1String("destroy")
        || (line.command == QLatin1String("sweep") && !line.dryRun);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("snapgpu-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SNAPGPU_VERSION));

    installLanguage(&app, {});

    const SystemClock clock;
    const auto line = cli::parseCommandLine(app.arguments());
    if (!line) {
        cli::Output(app.arguments().contains(QStringLiteral("--json")), &clock)
            .error(Error{ErrorCategory::Usage, line.error().message, {}, 0, 0});
        return kExitUsage;
    }
    if (line->command == QLatin1String("help")) {
        print(stdout, cli::helpText(line->arguments.value(0)));
        return 0;
    }
    if (line->command == QLatin1String("version")) {
        print(stdout, QStringLiteral("snapgpu-cli %1\n").arg(QCoreApplication::applicationVersion()));
        return 0;
    }

    cli::Output output(line->global.json, &clock);
    const auto composition = Composition::open(line->global, needsLock(*line));
    if (!composition) {
        output.error(composition.error());
        return kExitUsage;
    }
    cli::Runner runner(*line, composition->get(), &output);
    Interrupts interrupts;
    QObject::connect(&interrupts, &Interrupts::interrupted, &runner, &cli::Runner::interrupt);
    QObject::connect(
        &runner, &cli::Runner::done, &app, [](int code) { QCoreApplication::exit(code); },
        Qt::QueuedConnection);
    QMetaObject::invokeMethod(&runner, &cli::Runner::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}
