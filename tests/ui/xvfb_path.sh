#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The whole job in a real window on a real display with a window manager, by keyboard alone: start, race,
# restore, and a restore once more onto the machine that was kept.
# Usage: xvfb_path.sh FOLDER-OF-PROGRAMS
set -u

bin=$1
for tool in Xvfb openbox xdotool; do
    command -v "$tool" >/dev/null 2>&1 || {
        echo "skipped: $tool is missing. To run this test: apt-get install xvfb openbox xdotool"
        exit 77
    }
done

work=$(mktemp -d)
export SNAPGPU_HOME="$work/home" HOME="$work" SNAPGPU_LANG=en LC_ALL=C.UTF-8
unset QT_QPA_PLATFORM WAYLAND_DISPLAY VAST_API_KEY VAST_URL RESTIC_REPOSITORY RESTIC_PASSWORD
window=
cli() { "$bin/snapgpu-cli" --sandbox "$@"; }

finish() {
    [ -n "$window" ] && kill -9 "$window" 2>/dev/null
    cli destroy --all >/dev/null 2>&1
    cli sandbox stop >/dev/null 2>&1
    kill "$manager" "$server" 2>/dev/null
    rm -rf "$work"
    [ "$1" = 0 ] || echo "FAILED: $2"
    exit "$1"
}

Xvfb -displayfd 3 -screen 0 1440x900x24 >/dev/null 2>&1 3>"$work/display" &
server=$!
manager=$server
for _ in $(seq 50); do [ -s "$work/display" ] && break; sleep 0.1; done
DISPLAY=:$(cat "$work/display")
export DISPLAY
openbox >/dev/null 2>&1 &
manager=$!

cli --sandbox-speed 10 sandbox start >/dev/null 2>&1 || finish 1 "the sandbox does not start"
"$bin/snapgpu" --sandbox >"$work/window.log" 2>&1 &
window=$!
id=
for _ in $(seq 60); do
    id=$(xdotool search --onlyvisible --name SnapGPU 2>/dev/null | tail -n 1)
    [ -n "$id" ] && break
    sleep 0.5
done
[ -n "$id" ] || finish 1 "no window came: $(tail -n 3 "$work/window.log")"
sleep 3

echo "window $id is there; Ctrl+Enter"
xdotool key --window "$id" ctrl+Return
kept=
for _ in $(seq 90); do
    kept=$(cli --json machines 2>/dev/null | grep '"state":"kept"')
    [ -n "$kept" ] && break
    sleep 1
done
[ -n "$kept" ] || finish 1 "nobody was kept: $(cli machines)"

machine=$(printf '%s' "$kept" | sed 's/.*"id":"\([0-9]*\)".*/\1/')
for _ in $(seq 60); do
    diff -r --no-dereference "$SNAPGPU_HOME/sandbox/demo/workspace" "$SNAPGPU_HOME/sandbox/machines/$machine/workspace" \
        >"$work/diff" 2>&1 && break
    sleep 1
done
[ ! -s "$work/diff" ] || finish 1 "the workspace differs: $(head -n 3 "$work/diff")"
for _ in $(seq 60); do
    [ "$(cli --json machines | wc -l)" = 1 ] && break
    sleep 1
done
[ "$(cli --json machines | wc -l)" = 1 ] || finish 1 "losers are still there: $(cli machines)"
echo "won, restored and only the winner is alive: machine $machine"

echo "one file is damaged; Ctrl+3, Alt+H, Enter"
broken=MuseTalk/app.py
echo damaged >"$SNAPGPU_HOME/sandbox/machines/$machine/workspace/$broken"
asked() { xdotool search --onlyvisible --name "Restore onto" >/dev/null 2>&1; }
xdotool key ctrl+3
# The page asks the provider, at the provider's pace; until it knows the machine the button is off.
for _ in $(seq 40); do
    asked && break
    xdotool key alt+h
    sleep 1
done
asked || finish 1 "nobody asks what to restore onto the machine"
for _ in $(seq 40); do
    asked || break
    xdotool key Return
    sleep 1
done
asked && finish 1 "the question stays"
for _ in $(seq 60); do
    cmp -s "$SNAPGPU_HOME/sandbox/demo/workspace/$broken" "$SNAPGPU_HOME/sandbox/machines/$machine/workspace/$broken" && break
    sleep 1
done
cmp "$SNAPGPU_HOME/sandbox/demo/workspace/$broken" "$SNAPGPU_HOME/sandbox/machines/$machine/workspace/$broken" ||
    finish 1 "the file did not come back"
finish 0 ""
