// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/option_reader.h"
#include "app/cli/options.h"

#include <span>

namespace snapgpu::cli {

/** One option: all that there is to know of it. */
struct OptionRow
{
    const char *names; ///< blank-separated, long name first
    const char *value; ///< what its value is called; empty = a switch
    const char *commands; ///< blank-separated, where it may stand; empty = everywhere
    const char *help; ///< English, of the context CommandLine
    void (*set)(OptionReader &read, CommandLine &line); ///< when it is given; null: nothing to set
};

struct CommandRow
{
    const char *name;
    const char *arguments;
    int minArguments;
    int maxArguments; ///< -1 = any
    const char *help;
};

std::span<const OptionRow> optionRows();
std::span<const CommandRow> commandRows();
const CommandRow *findCommand(const QString &name); ///< null: there is none

QStringList words(const char *text); ///< of a blank-separated field of a row

} // namespace snapgpu::cli
