# SPDX-License-Identifier: GPL-3.0-or-later
# Backups and the sync are begun, told and ended.

# Only names that are ours become paths.
room_of() { [ "$1" = backup ] && printf backup; }

refuse_backup() {
    emit '{"event":"error","what":"backup","reason":"'"$1"'","message":"'"$2"'"}'
}

start_backup() {
    is_number "${1-}" || { refuse_backup plan "no size given" && return; }
    sg_plan=$(take "$1")
    if [ "${#sg_plan}" -eq 0 ]; then
        refuse_backup plan "the plan did not arrive"
    elif running; then
        refuse_backup restore "a restore runs on this machine"
    elif running backup && [ "$(first_line "$sg_run/key")" = "${2-}" ]; then
        emit '{"event":"attached","found":true,"running":true,"joined":true}'
        follow backup
    elif ! claim_backup "$$"; then
        refuse_backup busy "another backup runs on this machine"
    else
        begin_turn "${2-}"
        follow backup
    fi
    sg_plan=
}

syncs() {
    sg_sync=$sg_dir/sync
    sg_syncer=$(readlink "$sg_dir/sync.pid" 2>/dev/null)
    [ -n "$sg_syncer" ] && [ "$(identity "${sg_syncer%%-*}")" = "$sg_syncer" ]
}

sync_command() {
    case $1 in
    start) start_sync "$2" "$3" ;;
    stop) stop_sync & ;;
    status) sync_status ;;
    *) emit '{"event":"error","what":"command","message":"unknown command"}' ;;
    esac
}

start_sync() {
    is_number "${1-}" || { refuse_backup plan "no size given" && return; }
    sg_plan=$(take "$1")
    if [ "${#sg_plan}" -eq 0 ]; then
        refuse_backup plan "the plan did not arrive"
        return
    fi
    end_sync # always a new one: its secrets may be new ones too
    new_run sync
    sg_sync=$sg_run
    printf '%s\n' "${2-}" >"$sg_sync/key"
    (
        eval "$sg_plan"
        sg_plan=
        syncer
    ) </dev/null >/dev/null 2>"$sg_sync/runner.err" &
    rm -f "$sg_dir/sync.pid"
    ln -s "$(identity $!)" "$sg_dir/sync.pid"
    sg_plan=
    emit '{"event":"sync_started"}'
}

# What it was about to do is not begun any more; a backup of its own that runs is cancelled.
end_sync() {
    syncs || return 0
    : >"$sg_sync/stop"
    if running backup && [ "$(first_line "$sg_run/key")" = "$(first_line "$sg_sync/key")" ]; then
        cancel_run backup >/dev/null
    fi
    sg_tries=0
    while syncs && [ "$sg_tries" -lt 100 ]; do
        sg_tries=$((sg_tries + 1))
        nap 0.1
    done
    syncs && kill -KILL "${sg_syncer%%-*}" 2>/dev/null
    return 0
}

stop_sync() {
    if syncs; then sg_was=true; else sg_was=false; fi
    end_sync
    if syncs && nap 0.2 && syncs; then sg_gone=false; else sg_gone=true; fi
    [ "$sg_gone" = true ] && rm -f "$sg_dir/sync.pid"
    emit '{"event":"sync_stopped","was_running":'"$sg_was"',"gone":'"$sg_gone"'}'
}

# How it fares; that a restart of the machine ended it shows by what is left of it. And what was restored here last.
sync_status() {
    sg_noted=$(first_line "$sg_dir/restored")
    if running backup; then sg_on=true; else sg_on=false; fi
    sg_end=',"backup_runs":'$sg_on
    if running; then sg_on=true; else sg_on=false; fi
    sg_end=$sg_end',"restore_runs":'$sg_on',"restored":'${sg_noted:-null}',"now":'$(date +%s)'}'
    if syncs; then sg_on=true; else sg_on=false; fi
    sg_text=$(first_line "$sg_dir/sync/status")
    if [ -n "$sg_text" ]; then
        emit "$sg_text"',"alive":'"$sg_on$sg_end"
    elif [ "$sg_on" = false ] && [ -L "$sg_dir/sync.pid" ]; then
        emit '{"event":"sync","found":true,"alive":false,"state":"lost"'"$sg_end"
    else
        emit '{"event":"sync","found":false,"alive":'"$sg_on$sg_end"
    fi
}
