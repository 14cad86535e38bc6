# SPDX-License-Identifier: GPL-3.0-or-later
# A backup every so often: the rules, and the shell that lives by them until it is stopped or the machine ends.

# The clock that does not jump; seconds.
uptime_s() {
    read -r sg_up sg_idle </proc/uptime
    printf '%s' "${sg_up%%.*}"
}

# The rules. sync_step EVENT NOW changes sg_phase sg_failures sg_next sg_began and sets sg_do to "start" or nothing;
# services/backup/sync_schedule.cpp tells them in words and is what they are compared with, event by event.
sync_step() {
    sg_do=
    case $1,$sg_phase in
    tick,idle)
        if [ "$2" -ge "$sg_next" ]; then
            sg_do=start
            sg_phase=running
            sg_began=$2
        fi
        ;;
    busy,running)
        sg_phase=idle
        sg_next=$(($2 + 5))
        ;;
    ok,running)
        sg_phase=idle
        sg_failures=0
        sg_least=$((sg_every < 15 ? sg_every : 15))
        sg_next=$((sg_began + sg_every))
        [ "$sg_next" -lt $(($2 + sg_least)) ] && sg_next=$(($2 + sg_least))
        ;;
    failed,running)
        sg_phase=idle
        sg_failures=$((sg_failures + 1))
        sg_most=$((sg_every > 3600 ? sg_every : 3600))
        sg_pause=60
        sg_round=1
        while [ "$sg_round" -lt "$sg_failures" ] && [ "$sg_pause" -lt "$sg_most" ]; do
            sg_pause=$((sg_pause * 2))
            sg_round=$((sg_round + 1))
        done
        [ "$sg_pause" -gt "$sg_most" ] && sg_pause=$sg_most
        sg_next=$(($2 + sg_pause))
        ;;
    stop,*) sg_phase=stopped ;;
    esac
    return 0
}

# How the sync fares, for whoever asks: without its end, so that what only holds at the moment of asking can follow.
tell_sync() {
    sg_text='{"event":"sync","found":true,"state":"'$sg_phase'","every":'$sg_every',"failures":'$sg_failures
    sg_text=$sg_text',"turns":'$sg_turns',"began":'${sg_began_at:-0}',"ended":'${sg_ended_at:-0}',"exit":'${sg_exit:--1}
    sg_text=$sg_text',"next":'$(($(date +%s) + sg_next - $(uptime_s)))',"ok":'${sg_ok_at:-0}',"summary":'${sg_summary:-null}
    sg_text=$sg_text',"snapshot":'$(esc "$sg_snapshot")',"snapshot_time":'${sg_snapshot_at:-0}',"unread":'${sg_unread:-0}
    sg_text=$sg_text',"error":'$(esc "$sg_error")',"forgot":'${sg_forgot:--1}',"about":'${sg_about:-null}
    printf '%s\n' "$sg_text" >"$sg_sync/status.new" && mv -f "$sg_sync/status.new" "$sg_sync/status"
}

# What restic said besides how far it is.
last_words() {
    grep -v -e '^{"event":' -e '"message_type":"status"' -e '"message_type":"verbose_status"' -e '"message_type":"summary"' \
        "$sg_run/log" | tail -n 20 | tail -c 800
}

take_turn() {
    if running || ! claim_backup "$sg_self"; then
        sync_step busy "$(uptime_s)"
        tell_sync
        return
    fi
    sg_began_at=$(date +%s)
    sg_thin=
    [ "$(uptime_s)" -ge "$sg_thin_next" ] && sg_thin=1
    begin_turn "$(first_line "$sg_sync/key")"
    tell_sync
    wait "$sg_turn"
    sg_run=$sg_dir/backup
    sg_exit=$(first_line "$sg_run/exit")
    sg_exit=${sg_exit:--1}
    sg_ended_at=$(date +%s)
    sg_turns=$((sg_turns + 1))
    sg_unread=$(grep -c '"message_type":"error".*"during":"archival"' "$sg_run/log")
    sg_error=
    [ "$sg_exit" = 0 ] || sg_error=$(last_words)
    sg_forgot=$(first_line "$sg_run/forgot")
    [ "$sg_forgot" = 0 ] && sg_thin_next=$(($(uptime_s) + sg_thin_every))
    case $sg_exit in
    0 | 3)
        sg_ok_at=$sg_ended_at
        sg_summary=$(grep '"message_type":"summary"' "$sg_run/log" | tail -n 1)
        sg_made=$(printf '%s' "$sg_summary" | sed -n 's/.*"snapshot_id":"\([0-9a-f]*\)".*/\1/p')
        if [ -n "$sg_made" ]; then
            sg_snapshot=$sg_made
            sg_snapshot_at=$sg_began_at
        fi
        sync_step ok "$(uptime_s)"
        ;;
    *) sync_step failed "$(uptime_s)" ;;
    esac
    tell_sync
}

# The plan defines what turn needs, and sg_every sg_thin_every sg_about.
syncer() {
    trap '' HUP INT
    sg_self=$(exec sh -c 'echo $PPID')
    sg_phase=idle
    sg_failures=0
    sg_turns=0
    sg_next=$(uptime_s)
    sg_thin_next=$sg_next
    tell_sync
    until [ -e "$sg_sync/stop" ]; do
        sync_step tick "$(uptime_s)"
        [ "$sg_do" = start ] && take_turn
        [ -e "$sg_sync/stop" ] || sleep 1
    done
    sync_step stop "$(uptime_s)"
    tell_sync
}
