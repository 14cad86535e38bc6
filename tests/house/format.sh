#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every source is as .clang-format 14 leaves it. Another version lays some lines out differently, so only that one counts.
set -eu
cd "$(dirname "$0")/../.."
for tool in clang-format-14 clang-format; do
    if command -v $tool >/dev/null 2>&1 && $tool --version | grep -q 'version 14\.'; then
        git ls-files -- '*.h' '*.cpp' | xargs $tool --dry-run -Werror
        exit 0
    fi
done
echo "to run this test: sudo apt-get install clang-format-14"
exit 77
