# SPDX-License-Identifier: GPL-3.0-or-later
# The phases of a restore: a runner that outlives the login.

# After a run that was cut off or failed, nothing that is there is taken on trust: a file that failed keeps
# its size and time, and a machine that went down may have lost what was not on its disk yet.
choose_trust() {
    sg_boot=$(first_line /proc/sys/kernel/random/boot_id)
    sg_first=sg_critical
    sg_second=sg_rest
    if [ -f "$sg_dir/unfinished" ] && [ "$(first_line "$sg_dir/unfinished")" != "$sg_boot clean" ]; then
        sg_first=sg_critical_after_failure
        sg_second=sg_rest_after_failure
    fi
    printf '%s\n' "$sg_boot running" >"$sg_dir/unfinished"
}

critical_ready() {
    [ -n "$sg_said_ready" ] && return
    sg_said_ready=1
    note '{"event":"critical_ready"}'
    [ -n "$sg_start" ] || return
    (cd / && exec $sg_session sh -c "$sg_start" </dev/null >"$sg_dir/start.log" 2>&1) &
    note '{"event":"start_command","pid":'"$!"'}'
}

end_phase() {
    note '{"event":"phase_end","phase":"'"$1"'","exit":'"$sg_code"'}'
    [ -f "$sg_run/cancel" ] && finish 130
}

critical_phase() {
    note '{"event":"phase","phase":"critical"}'
    [ -n "$sg_early" ] && sg_fps=10 # the second restic goes by these words
    sg_wanted=$(first_line "$sg_ahead/key")
    if [ -n "$sg_wanted" ] && [ "$sg_wanted" = "$(first_line "$sg_run/key")" ]; then
        sg_cache=$sg_ahead
    else
        drop_ahead # another restore's
    fi
    sg_had_ahead=$sg_cache
    $sg_first
    sg_fps=
    sg_first_pid=$sg_pid
    if [ -n "$sg_cache" ]; then
        sg_cache=
        end_ahead_when_it_restores "$sg_first_pid" &
    fi
    [ -n "$sg_early" ] && begin_second
    sg_pid=$sg_first_pid
    await_restic
    end_phase critical
    if [ "$sg_code" -ne 0 ]; then
        drop_second
        made_room || { hopeless "$sg_code" && finish "$sg_code"; }
        sg_second=sg_rest_after_failure
    elif matched_something "$sg_run/log"; then
        critical_ready
    else
        note '{"event":"critical_nothing"}'
    fi
}

# The disk was full, and not only with what was asked for.
made_room() {
    [ -n "$sg_had_ahead" ] && grep -iq 'no space left' "$sg_log" || return 1
    drop_ahead
    rm -rf "$sg_ahead".gone.* # now, and not behind our back
}

# The last line of a run; exits the runner.
finish() {
    drop_second
    drop_ahead
    end_group KILL "$(first_line "$sg_run/stats.pid")"
    case $1 in
    0)
        rm -f "$sg_dir/unfinished"
        # What a backup of this machine begins with; a full disk costs no restore.
        [ -n "$sg_about" ] && printf '%s\n' "$sg_about" 2>/dev/null >"$sg_dir/restored"
        ;;
    *)
        spoil_failed
        # Ended by a person while all went well: restic sets times last, so what looks whole is whole.
        [ "$1" -eq 130 ] && ! named_failures && printf '%s\n' "$sg_boot clean" >"$sg_dir/unfinished"
        ;;
    esac
    note '{"event":"done","exit":'"$1"'}'
    exit 0
}

# The plan defines: sg_restic sg_password sg_environment sg_about sg_target sg_start sg_term sg_watch sg_early sg_disjoint
# sg_relinks sg_guard sg_links sg_odd_links sg_list sg_filtered sg_touched sg_find sg_has_critical
# sg_critical sg_critical_after_failure sg_rest sg_rest_after_failure sg_has_verify sg_verify sg_has_stats sg_stats.
runner() {
    trap '' HUP INT
    sg_session=$(command -v setsid)
    sg_keeper=$(exec sh -c 'echo $PPID')
    sg_log=$sg_run/log
    sg_fps=
    sg_before=
    sg_cache=
    sg_second_pid=
    sg_said_ready=
    printf '%s\n' "$sg_term" >"$sg_run/term"
    remove_links_for_folders
    begin_counting
    choose_trust
    [ -n "$sg_has_critical" ] && critical_phase
    drop_ahead
    note '{"event":"phase","phase":"rest"}'
    release_second
    await_restic
    if [ "$sg_code" -ne 0 ] && [ -n "$sg_relinks" ] && [ ! -f "$sg_run/cancel" ] && remove_links_in_the_way; then
        : >"$sg_run/log2"
        note '{"event":"next_log"}'
        sg_log=$sg_run/log2
        note '{"event":"phase","phase":"rest"}'
        $sg_second
        await_restic
    fi
    end_phase rest
    [ "$sg_code" -eq 0 ] || finish "$sg_code"
    if [ -n "$sg_filtered" ] && ! matched_something "$sg_run/log" "$sg_run/log2" && [ -z "$(sg_touched)" ]; then
        note '{"event":"nothing_matched"}'
        finish 0
    fi
    critical_ready
    if [ -n "$sg_has_verify" ]; then
        note '{"event":"phase","phase":"verify"}'
        sg_verify
        await_restic
        end_phase verify
    fi
    [ "$sg_code" -eq 0 ] && [ -n "$sg_has_stats" ] && await_stats
    finish "$sg_code"
}
