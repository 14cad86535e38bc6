# SPDX-License-Identifier: GPL-3.0-or-later
# Restores are begun and ended.

start_restore() {
    is_number "${1-}" || { emit '{"event":"error","what":"restore","message":"no size given"}' && return; }
    sg_plan=$(take "$1")
    if [ "${#sg_plan}" -eq 0 ]; then
        emit '{"event":"error","what":"restore","message":"the plan did not arrive"}'
    elif running; then
        if [ -n "${2-}" ] && [ "$(first_line "$sg_run/key")" = "$2" ]; then
            emit '{"event":"attached","found":true,"running":true,"joined":true}'
            follow
        else
            emit '{"event":"error","what":"restore","message":"another restore runs on this machine already"}'
        fi
    else
        end_orphans
        new_run
        printf '%s\n' "${2-}" >"$sg_run/key"
        (
            eval "$sg_plan"
            sg_plan=
            runner
        ) </dev/null >/dev/null 2>"$sg_run/runner.err" &
        printf '%s\n' "$!" >"$sg_run/runner.pid"
        follow
    fi
    sg_plan=
}

# Ends restic (its whole process group) and the runner, and looks whether they are gone.
cancel_run() {
    if ! running "${1-}"; then
        emit '{"event":"cancelled","was_running":false,"gone":true}'
        return
    fi
    : >"$sg_run/cancel"
    sg_runner=$(first_line "$sg_run/runner.pid")
    sg_gentle=$(first_line "$sg_run/term")
    sg_tries=0
    while alive "$sg_runner" && [ "$sg_tries" -lt 80 ]; do
        sg_signal=${sg_gentle:-TERM}
        [ "$sg_tries" -ge 60 ] && sg_signal=KILL # what a slow link still owes restic is waited for
        sg_last=$(first_line "$sg_run/restic.pid")
        [ $((sg_tries % 10)) -eq 0 ] && end_group "$sg_signal" "$sg_last"
        sg_tries=$((sg_tries + 1))
        nap 0.1
    done
    sg_last=$(first_line "$sg_run/restic.pid")
    sg_other=$(first_line "$sg_run/second.pid")
    alive "$sg_runner" && kill -KILL "$sg_runner" 2>/dev/null && nap 0.2
    for sg_left in "$sg_last" "$sg_other" "$(first_line "$sg_run/stats.pid")"; do end_group KILL "$sg_left"; done
    [ -n "${1-}" ] || drop_ahead
    if alive "$sg_runner" || alive "$sg_last" || alive "$sg_other"; then sg_gone=false; else sg_gone=true; fi
    emit '{"event":"cancelled","was_running":true,"gone":'"$sg_gone"'}'
}
