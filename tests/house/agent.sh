#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The joined agent (its file is the argument) as the shells of machines and shellcheck read it. Not of interest: variables
# that the plan sets (2154) or reads (2034), and standard inputs closed for what never reads them (2217).
set -eu
for shell in dash bash "busybox ash"; do
    command -v "${shell%% *}" >/dev/null 2>&1 || continue
    $shell -n "$1" # words are wanted
done
if ! command -v shellcheck >/dev/null 2>&1; then
    echo "to run this test: sudo apt-get install shellcheck"
    exit 77
fi
shellcheck --shell=sh --severity=warning --exclude=SC2034,SC2154,SC2217 "$1"
