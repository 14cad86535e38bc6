#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# 200 live runs of the fault harness, with a new seed each night; the seed is printed.
# Usage: tests/money/nightly.sh [BUILD-FOLDER] [arguments of fault_harness]
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build}
[ $# -eq 0 ] || shift
if [ ! -x "$build/tests-bin/fault_harness" ]; then
    echo "There is no $build/tests-bin/fault_harness. Build it: cmake --build --preset release --target fault_harness" >&2
    exit 2
fi
exec "$build/tests-bin/fault_harness" --runs 200 "$@"
