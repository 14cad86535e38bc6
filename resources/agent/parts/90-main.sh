# SPDX-License-Identifier: GPL-3.0-or-later
# The life of the agent: its heartbeat, and the commands that it takes.

# Who tells the story was killed before its end.
untold() {
    sg_teller=$(first_line "$sg_run/pump.$$")
    [ -n "$sg_teller" ] && ! alive "$sg_teller" && [ ! -e "$sg_run/told.$$" ] && [ -e "$sg_run/pump.$$" ]
}

# Shows that the agent lives, and speaks for a runner that died without a word. An agent that has lost who tells ends,
# so that the desktop connects again and hears all of it.
heartbeat() {
    while alive "$sg_main"; do
        sleep 5 </dev/null >/dev/null 2>&1
        alive "$sg_main" || break
        emit '{"event":"heartbeat"}'
        for sg_room in run backup; do
            sg_run=$sg_dir/$sg_room
            if [ -r "$sg_run/runner.pid" ] && ! running "$sg_room" &&
                ! cat "$sg_run/log" "$sg_run/log2" 2>/dev/null | grep -q '^{"event":"done"'; then
                printf '%s\n' '{"event":"done","exit":-1}' >>"$sg_run/log"
                [ -f "$sg_run/log2" ] && printf '%s\n' '{"event":"done","exit":-1}' >>"$sg_run/log2"
                [ "$sg_room" = run ] && drop_ahead
            fi
            untold && kill -KILL "$sg_main"
        done
    done
}

main() {
    sg_ahead=$(cache_folder).ahead
    if ! mkdir -p "$sg_dir"; then
        emit '{"event":"error","what":"start","message":"the agent cannot write its folder"}'
        exit 1
    fi
    printf '%s\n' "$$" >"$sg_dir/agent.pid"
    running || drop_ahead
    # A greeting without a newline must not swallow the first answer.
    printf '\n'
    hello
    gpu_event &
    heartbeat &
    sg_beat=$!
    while IFS= read -r sg_line; do
        set -f
        # shellcheck disable=SC2086 # words are wanted here
        set -- $sg_line
        set +f
        case ${1-} in
        ping) emit '{"event":"pong","id":'"$(esc "${2-}")"'}' ;;
        check) gpu_event & ;;
        disk) emit '{"event":"disk","disk_free":'"$(free_bytes "${sg_line#disk }")"'}' ;;
        lease) lease "${2-}" "${3-}" ;;
        restore) start_restore "${2-}" "${3-}" ;;
        attach) attach "$(room_of "${2-}")" ;;
        cancel) cancel_run "$(room_of "${2-}")" & ;;
        backup) start_backup "${2-}" "${3-}" ;;
        sync) sync_command "${2-}" "${3-}" "${4-}" ;;
        fetch) fetch_restic "${2-}" "${3-}" & ;;
        upload) upload_restic "${2-}" "${3-}" "${4-}" ;;
        seed) seed "${2-}" "${3-}" "${4-}" "${5-}" ;;
        ahead) ahead "${2-}" "${3-}" ;;
        quit) break ;;
        '') ;;
        *) emit '{"event":"error","what":"command","message":"unknown command"}' ;;
        esac
    done
    unfollow
    running || drop_ahead
    kill "$sg_beat" 2>/dev/null
    exit 0
}

main
