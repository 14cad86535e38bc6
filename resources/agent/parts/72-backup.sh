# SPDX-License-Identifier: GPL-3.0-or-later
# One backup, from its first word to its last, and the locks that a restic that was killed leaves behind.

# One backup at a time, whoever asks for it: the claim is a link that cannot be made twice and names its holder. What a
# holder that died left is taken away; of two that do so at once, one finds the name of the other there.
claim_backup() {
    sg_claim=$sg_dir/backup.claim
    sg_me=$(identity "$1")
    ln -s "$sg_me" "$sg_claim" 2>/dev/null && return 0
    sg_holder=$(readlink "$sg_claim" 2>/dev/null)
    [ "$(identity "${sg_holder%%-*}")" = "$sg_holder" ] && [ -n "$sg_holder" ] && return 1
    rm -f "$sg_claim"
    ln -s "$sg_me" "$sg_claim" 2>/dev/null && nap 0.1 && [ "$(readlink "$sg_claim")" = "$sg_me" ]
}

# To the process that does the backup. A rename, so that there is a holder at every moment.
pass_claim() {
    ln -s "$(identity "$1")" "$sg_claim.$1" && mv -f "$sg_claim.$1" "$sg_claim"
}

ask_restic() {
    printf '%s\n' "$sg_password" | {
        sg_environment
        exec "$sg_restic" "$@"
    } 2>/dev/null
}

# Each restic that takes a lock stands in a book until it ended by itself, for then it took its lock along.
note_open() { printf '%s %s\n' "$sg_pid" "$(uname -n)" 2>/dev/null >>"$sg_dir/backup.open"; }

note_closed() {
    case $sg_code in 0 | 1 | 3 | 10 | 11 | 12 | 130) ;; *) return ;; esac
    sg_books=$(grep -v "^$sg_pid " "$sg_dir/backup.open" 2>/dev/null)
    if [ -n "$sg_books" ]; then
        printf '%s\n' "$sg_books" >"$sg_dir/backup.open"
    else
        rm -f "$sg_dir/backup.open"
    fi
}

# restic of a backup whose runner was killed.
end_open() {
    while read -r sg_left sg_host; do
        case $(tr '\0' ' ' 2>/dev/null <"/proc/$sg_left/cmdline") in *restic*) ;; *) continue ;; esac
        end_group INT "$sg_left" # tidy: it takes its lock along
        sg_tries=0
        while alive "$sg_left" && [ "$sg_tries" -lt 100 ]; do
            sg_tries=$((sg_tries + 1))
            nap 0.1
        done
        end_group KILL "$sg_left"
    done <"$sg_dir/backup.open"
}

# "restic unlock" takes away every lock that is older than 30 minutes, or of a dead process of this machine. So it may
# run only when each lock there is ours: that of a restic in the book. While somebody else holds one, ours stay until
# the next backup.
clear_own_locks() {
    [ -r "$sg_dir/backup.open" ] || return
    end_open
    sg_ours=0
    sg_ids=$(ask_restic list locks --no-lock -q) || return
    for sg_id in $sg_ids; do
        sg_lock=$(ask_restic cat lock "$sg_id" --no-lock | tr -d ' \n')
        sg_lock_pid=$(printf '%s' "$sg_lock" | sed -n 's/.*"pid":\([0-9]*\).*/\1/p')
        sg_lock_host=$(printf '%s' "$sg_lock" | sed -n 's/.*"hostname":"\([^"]*\)".*/\1/p')
        if [ -n "$sg_lock_pid" ] && ! alive "$sg_lock_pid" && grep -Fxq "$sg_lock_pid $sg_lock_host" "$sg_dir/backup.open"; then
            sg_ours=$((sg_ours + 1))
        else
            return
        fi
    done
    [ "$sg_ours" -gt 0 ] && ask_restic unlock >/dev/null
    rm -f "$sg_dir/backup.open"
}

run_locking() {
    "$1"
    note_open
    await_restic
    note_closed
    [ -f "$sg_run/cancel" ] && sg_code=130
}

made_snapshot() {
    case $sg_code in 0 | 3) grep '"message_type":"summary"' "$sg_log" | grep -q '"snapshot_id":"[0-9a-f]' ;; *) return 1 ;; esac
}

# The plan defines: sg_restic sg_password sg_environment sg_term sg_backup sg_has_forget sg_forget; sg_thin says whether
# older ones are forgotten this time.
turn() {
    trap '' HUP INT
    sg_session=$(command -v setsid)
    sg_log=$sg_run/log
    sg_fps=
    sg_before=
    sg_cache=
    sg_watch=
    printf '%s\n' "$sg_term" >"$sg_run/term"
    clear_own_locks
    note '{"event":"phase","phase":"backup"}'
    run_locking sg_backup
    sg_result=$sg_code
    if [ -n "$sg_has_forget" ] && [ -n "$sg_thin" ] && made_snapshot; then
        note '{"event":"phase","phase":"forget"}'
        run_locking sg_forget
        note '{"event":"forgot","exit":'"$sg_code"'}'
        printf '%s\n' "$sg_code" >"$sg_run/forgot"
    fi
    printf '%s\n' "$sg_result" >"$sg_run/exit"
    rm -f "$sg_dir/backup.claim"
    note '{"event":"done","exit":'"$sg_result"'}'
}

# In a shell of its own; the claim is held already. KEY. Sets sg_turn. The agent itself never holds what a plan
# defines: it is evaluated there.
begin_turn() {
    new_run backup
    printf '%s\n' "$1" >"$sg_run/key"
    (
        eval "$sg_plan"
        sg_plan=
        turn
    ) </dev/null >/dev/null 2>"$sg_run/runner.err" &
    sg_turn=$!
    printf '%s\n' "$sg_turn" >"$sg_run/runner.pid"
    pass_claim "$sg_turn"
}
