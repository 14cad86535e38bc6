// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"

#include "app/cli/option_table.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace snapgpu::cli {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("CommandLine", text); }

/** Each option that was given and belongs to the command. */
void setOptions(OptionReader &read, CommandLine &line)
{
    for (const OptionRow &row : optionRows()) {
        const QStringList commands = words(row.commands);
        const QString name = words(row.names).first();
        if (!read.select(name)) {
            continue;
        }
        if (!commands.isEmpty() && !commands.contains(line.command)) {
            read.mistake(tr("--%1 means nothing to \"%2\"; it belongs to %3.")
                             .arg(name, line.command, commands.join(QStringLiteral(", "))));
        } else if (row.set != nullptr) {
            row.set(read, line);
        }
    }
}

/** What only two options together show. */
void checkTogether(OptionReader &read, const CommandLine &line)
{
    const GlobalOptions &global = line.global;
    if (global.repoHost.isEmpty() && !(global.repoKey.isEmpty() && global.repoEnv.isEmpty())) {
        read.mistake(tr("--repo-key and --repo-env belong to --repo-host: say which host."));
    }
    const bool isRunPod = global.provider == QLatin1String("runpod");
    // A memory that a team shares may know machines of clouds that this version cannot rent from.
    if (line.command != QLatin1String("hosts") && global.provider != QLatin1String("vast") && !isRunPod) {
        read.mistake(
            tr("There is no provider \"%1\" here; this version knows vast and runpod.").arg(global.provider));
    }
    if (global.sandbox && !global.vastUrl.isEmpty()) {
        read.mistake(tr("--sandbox and --vast-url exclude each other: the sandbox has its own address."));
    }
    if (global.sandbox && !global.runpodUrl.isEmpty()) {
        read.mistake(tr("--sandbox and --runpod-url exclude each other: the sandbox has its own address."));
    }
    if (isRunPod && global.bulk) {
        read.mistake(tr("RunPod has no call for many machines at once, so --bulk means nothing to it."));
    }
    if (isRunPod && line.plan.search.type != QLatin1String("on-demand")) {
        read.mistake(tr("RunPod rents on demand only, so --type means nothing to it."));
    }
    for (const QString &mistake : {filterMistake(line.plan.only), patternMistake(line.plan.critical)}) {
        if (!mistake.isEmpty()) {
            read.mistake(mistake);
        }
    }
    if (line.plan.restoresPart() && !line.plan.restore) {
        read.mistake(tr("--no-restore restores nothing, so there is nothing to include or exclude."));
    }
    if (line.command == QLatin1String("forget") && line.arguments.isEmpty() == line.policy.keepsNothing()) {
        read.mistake(tr("Say which snapshots to forget: ids, or what to keep (--keep-last 10), not both."));
    }
    if (line.command == QLatin1String("tag") && line.addTags.isEmpty() && line.removeTags.isEmpty()) {
        read.mistake(tr("Say which tag to change: --add TAG or --remove TAG."));
    }
}

/** The filter of launch and offers is what stands after the command. */
void readQuery(OptionReader &read, CommandLine &line)
{
    if (line.command != QLatin1String("launch") && line.command != QLatin1String("offers")) {
        return;
    }
    const QString text = line.arguments.join(QLatin1Char(' '));
    const auto query = parseQuery(text);
    if (!query) {
        const QueryError &error = query.error();
        QString message =
            tr("The filter is not understood at character %1: %2").arg(error.position + 1).arg(error.message);
        if (!error.suggestion.isEmpty()) {
            message += QLatin1Char(' ') + error.suggestion;
        }
        read.mistake(message);
        return;
    }
    line.plan.search.query = *query;
}

void checkArguments(OptionReader &read, const CommandRow &row, const CommandLine &line)
{
    const auto count = static_cast<int>(line.arguments.size());
    if (count < row.minArguments || (row.maxArguments >= 0 && count > row.maxArguments)) {
        read.mistake(tr("Use it like this: snapgpu-cli %1 %2")
                         .arg(QLatin1String(row.name), QLatin1String(row.arguments)));
    }
    if (line.command == QLatin1String("destroy") && (line.arguments.isEmpty() != line.all)) {
        read.mistake(tr("Say which machines to destroy: ids, or --all."));
    }
}

} // namespace

tl::expected<CommandLine, UsageError> parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    for (const OptionRow &row : optionRows()) {
        parser.addOption(QCommandLineOption(words(row.names), tr(row.help), QString::fromLatin1(row.value)));
    }
    if (!parser.parse(arguments)) {
        return tl::unexpected(UsageError{parser.errorText()});
    }
    CommandLine line;
    line.arguments = parser.positionalArguments();
    if (parser.isSet(QStringLiteral("version"))) {
        line.command = QStringLiteral("version");
        return line;
    }
    if (!line.arguments.isEmpty()) {
        line.command = line.arguments.takeFirst();
    }
    if (parser.isSet(QStringLiteral("help")) || line.command == QLatin1String("help")) {
        line.arguments = line.command == QLatin1String("help") ? line.arguments : QStringList{line.command};
        line.command = QStringLiteral("help");
        return line;
    }
    const CommandRow *row = findCommand(line.command);
    if (!row) {
        return tl::unexpected(UsageError{line.command.isEmpty()
                ? tr("Say what to do; snapgpu-cli --help lists the commands.")
                : tr("There is no command \"%1\"; snapgpu-cli --help lists them.").arg(line.command)});
    }
    OptionReader read(parser);
    setOptions(read, line);
    checkTogether(read, line);
    readQuery(read, line);
    checkArguments(read, *row, line);
    if (!read.firstMistake().isEmpty()) {
        return tl::unexpected(UsageError{read.firstMistake()});
    }
    return line;
}

QString helpText(const QString &command)
{
    QString text;
    if (const CommandRow *row = findCommand(command)) {
        text += QStringLiteral("snapgpu-cli %1 %2\n    %3\n\n")
                    .arg(QLatin1String(row->name), QLatin1String(row->arguments), tr(row->help));
    } else {
        text += tr("SnapGPU: races rented GPU machines and restores a workspace on the winner.")
            + QStringLiteral("\n\n");
        text += tr("Commands:") + QLatin1Char('\n');
        for (const CommandRow &each : commandRows()) {
            const QString use =
                QStringLiteral("%1 %2").arg(QLatin1String(each.name), QLatin1String(each.arguments));
            text += QStringLiteral("  %1 %2\n").arg(use, -32).arg(tr(each.help));
        }
        text += QLatin1Char('\n');
    }
    text += tr("Options:") + QLatin1Char('\n');
    for (const OptionRow &row : optionRows()) {
        const QStringList commands = words(row.commands);
        if (!command.isEmpty() && !commands.isEmpty() && !commands.contains(command)) {
            continue;
        }
        QStringList names;
        for (const QString &name : words(row.names)) {
            names.prepend((name.size() == 1 ? QStringLiteral("-") : QStringLiteral("--")) + name);
        }
        const QString use = names.join(QStringLiteral(", ")) + QLatin1Char(' ') + QLatin1String(row.value);
        text += QStringLiteral("  %1 %2\n").arg(use, -32).arg(tr(row.help));
    }
    text += QLatin1Char('\n')
        + tr("Secrets come from the environment: VAST_API_KEY, RUNPOD_API_KEY, RESTIC_PASSWORD (or _FILE,\n"
             "_COMMAND), AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY. Never put them into arguments.")
        + QStringLiteral("\n\n")
        + tr("Exit: 0 done, 2 usage, 3 nobody became ready, 4 key refused or no credit, 5 restore failed,\n"
             "6 something could not be destroyed, 130 interrupted.")
        + QLatin1Char('\n');
    return text;
}

} // namespace snapgpu::cli
