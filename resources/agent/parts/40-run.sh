# SPDX-License-Identifier: GPL-3.0-or-later
# A run: the folder it keeps its logs and process ids in, and the restics it starts.

# Where a run keeps its logs and process ids: in memory when there is such a place, so that a full disk can
# still be reported. Restores have one room, "run", backups another.
new_run() {
    sg_link=$sg_dir/${1:-run}
    sg_old=$(readlink "$sg_link" 2>/dev/null)
    case $sg_old in /dev/shm/snapgpu-run.*) rm -rf "$sg_old" ;; esac
    sg_run=$(mktemp -d /dev/shm/snapgpu-run.XXXXXX 2>/dev/null) || sg_run=$sg_link.d
    rm -rf "$sg_run"
    mkdir -p "$sg_run" && rm -f "$sg_link" && ln -s "$sg_run" "$sg_link"
    : >"$sg_run/log"
}

running() {
    sg_run=$sg_dir/${1:-run}
    alive "$(first_line "$sg_run/runner.pid")"
}

note() { printf '%s\n' "$1" >>"$sg_log"; }

# Starts restic with the arguments given; its lines go to the log of the moment. Sets sg_pid.
spawn_restic() {
    printf '%s\n' "$sg_password" | {
        sg_environment
        [ -n "$sg_cache" ] && export RESTIC_CACHE_DIR="$sg_cache"
        $sg_before
        exec $sg_session "$sg_restic" "$@"
    } >>"$sg_log" 2>>"$sg_log" &
    sg_pid=$!
    printf '%s\n' "$sg_pid" >>"$sg_run/pids"
}

# Waits for the restic that was spawned last. Sets sg_code.
await_restic() {
    printf '%s\n' "$sg_pid" >"$sg_run/restic.pid"
    note '{"event":"restic_started","pid":'"$sg_pid"'}'
    sg_watcher=
    if [ -n "$sg_watch" ]; then
        watch_restic "$sg_pid" &
        sg_watcher=$!
    fi
    wait "$sg_pid"
    sg_code=$?
    [ -n "$sg_watcher" ] && wait "$sg_watcher"
    rm -f "$sg_run/restic.pid"
}

restores() { grep -q '"message_type":"status"' "$@" 2>/dev/null; }

# Who waits for a word of the runner must not outlive it: it may be killed, and nobody would say that word.
kept() { alive "$sg_keeper"; }

# The restics of a runner that was killed go on; two of them must not write the same files.
end_orphans() {
    [ -r "$sg_dir/run/pids" ] || return
    while IFS= read -r sg_left; do
        case $(tr '\0' ' ' 2>/dev/null <"/proc/$sg_left/cmdline") in *restic*) ;; *) continue ;; esac
        end_group KILL "$sg_left"
        sg_tries=0
        while alive "$sg_left" && [ "$sg_tries" -lt 100 ]; do
            sg_tries=$((sg_tries + 1))
            nap 0.1
        done
    done <"$sg_dir/run/pids"
}
