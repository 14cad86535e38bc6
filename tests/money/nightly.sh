#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What ./test does a little of, in full: 500 000 random schedules of the race rules and as many of the sweeper's,
# 300 owners of machines killed in mid boot, then 200 live runs of the fault harness, with a new seed each night;
# seeds are printed. About an hour on two idle cores, most of it the harness, which waits more than it computes.
# Usage: tests/money/nightly.sh [BUILD-FOLDER] [arguments of fault_harness]
# SNAPGPU_SCHEDULES=N and SNAPGPU_ROUNDS=N set how many; SNAPGPU_HARNESS=0 leaves the live runs out.
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build}
[ $# -eq 0 ] || shift
for program in tst_race_properties tst_sweeper_properties tst_machine_owners fault_harness; do
    if [ ! -x "$build/tests-bin/$program" ]; then
        echo "There is no $build/tests-bin/$program. Build it: cmake --build --preset release --target $program" >&2
        exit 2
    fi
done
export SNAPGPU_SCHEDULES="${SNAPGPU_SCHEDULES:-500000}" SNAPGPU_ROUNDS="${SNAPGPU_ROUNDS:-300}"
export QTEST_FUNCTION_TIMEOUT=7200000 # ms; Qt's own limit for one test function is five minutes
"$build/tests-bin/tst_race_properties"
"$build/tests-bin/tst_sweeper_properties"
"$build/tests-bin/tst_machine_owners" killedWhileBootingLeavesNothing
[ "${SNAPGPU_HARNESS:-1}" = 0 ] || exec "$build/tests-bin/fault_harness" --runs 200 "$@"
