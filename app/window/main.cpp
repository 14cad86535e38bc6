// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/interrupts.h"
#include "app/window/window_program.h"

#include <cstdio>
#include <QApplication>
#include <QCommandLineParser>
#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace snapgpu;

namespace {

void addOptions(QCommandLineParser &parser)
{
    const auto add = [&](const char *name, const QString &help, const char *value = "") {
        parser.addOption(QCommandLineOption(QString::fromLatin1(name), help, QString::fromLatin1(value)));
    };
    const auto tr = [](const char *text) { return QCoreApplication::translate("WindowMain", text); };
    add("home", tr("everything SnapGPU writes (default: SNAPGPU_HOME)"), "DIR");
    add("sandbox", tr("use the built-in cloud on this computer"));
    add("sandbox-speed", tr("sandbox seconds per second, when it is started"), "X");
    add("provider", tr("vast or runpod (default: the settings)"), "NAME");
    add("vast-url", tr("address of the vast.ai API (default: VAST_URL)"), "URL");
    add("runpod-url", tr("address of the RunPod API (default: RUNPOD_URL)"), "URL");
    add("repo", tr("restic repository (default: RESTIC_REPOSITORY)"), "URL");
    add("repo-host", tr("run restic for browsing there, over SSH"), "USER@HOST");
    add("ssh-key", tr("private key for the machines"), "FILE");
}

GlobalOptions readOptions(const QCommandLineParser &parser)
{
    GlobalOptions made;
    made.home = parser.value(QStringLiteral("home"));
    made.sandbox = parser.isSet(QStringLiteral("sandbox"));
    if (const double speed = parser.value(QStringLiteral("sandbox-speed")).toDouble(); speed > 0) {
        made.sandboxSpeed = speed;
    }
    made.provider = parser.value(QStringLiteral("provider"));
    made.runpodUrl = parser.value(QStringLiteral("runpod-url"));
    made.vastUrl = parser.value(QStringLiteral("vast-url"));
    made.repo = parser.value(QStringLiteral("repo"));
    made.repoHost = parser.value(QStringLiteral("repo-host"));
    made.sshKey = parser.value(QStringLiteral("ssh-key"));
    return made;
}

/**
 * A list of offers is read and written in blocks of tens of megabytes. glibc learns from the first of them to
 * keep the next ones, in each thread that ever had one; fixed limits give them back when they are freed.
 */
void giveLargeBlocksBack()
{
#ifdef __GLIBC__
    constexpr int kMegabyte = 1 << 20;
    mallopt(M_MMAP_THRESHOLD, 4 * kMegabyte);
    mallopt(M_TRIM_THRESHOLD, 8 * kMegabyte);
#endif
}

/** --help and --version must work without a display. */
bool answersWithoutWindow(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        const QByteArray argument(argv[i]);
        if (argument == "--version" || argument == "-v") {
            std::puts("snapgpu " SNAPGPU_VERSION);
            return true;
        }
        if (argument == "--help" || argument == "-h") {
            const QCoreApplication app(argc, argv);
            QCommandLineParser parser;
            addOptions(parser);
            std::fputs(qPrintable(parser.helpText()), stdout);
            return true;
        }
    }
    return false;
}

} // namespace

int main(int argc, char **argv)
{
    giveLargeBlocksBack();
    if (answersWithoutWindow(argc, argv)) {
        return 0;
    }
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("snapgpu"));
    QApplication::setApplicationDisplayName(QStringLiteral("SnapGPU"));
    // Whose icon and name a Wayland desktop shows.
    QGuiApplication::setDesktopFileName(QStringLiteral("snapgpu"));
    QApplication::setApplicationVersion(QStringLiteral(SNAPGPU_VERSION));
    QApplication::setQuitOnLastWindowClosed(false);

    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(QApplication::arguments())) {
        std::fprintf(stderr, "%s\n", qPrintable(parser.errorText()));
        return 2;
    }
    const GlobalOptions options = readOptions(parser);
    if (!options.provider.isEmpty() && options.provider != QLatin1String("vast")
        && options.provider != QLatin1String("runpod")) {
        std::fprintf(stderr, "There is no provider \"%s\" here; this version knows vast and runpod.\n",
            qPrintable(options.provider));
        return 2;
    }
    WindowProgram program(options, &app);
    Interrupts interrupts;
    QObject::connect(&interrupts, &Interrupts::interrupted, &program, &WindowProgram::interrupt);
    QMetaObject::invokeMethod(&program, &WindowProgram::start, Qt::QueuedConnection);
    return QApplication::exec();
}
