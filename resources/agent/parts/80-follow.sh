# SPDX-License-Identifier: GPL-3.0-or-later
# What a runner wrote is told to the desktop, from the beginning and as it goes on.

# One line of the log: JSON passes, text is wrapped, floods are cut.
forward() {
    if [ "${#1}" -gt 3500 ]; then
        emit '{"event":"text","text":"(a line of '"${#1}"' bytes was left out)"}'
        return
    fi
    case $1 in
    '{"event":'*'}') emit "$1" ;;
    '{'*'}') emit '{"event":"restic","line":'"$1"'}' ;;
    '') ;;
    *)
        sg_lines=$((sg_lines + 1))
        if [ "$sg_lines" -le 500 ]; then
            emit '{"event":"text","text":'"$(esc "$1")"'}'
        elif [ $((sg_lines % 1000)) -eq 0 ]; then
            emit '{"event":"text_skipped","lines":'$((sg_lines - 500))'}'
        fi
        ;;
    esac
}

# Forwards until the log says that it goes on in the next one (0) or that it is over (1); 2 when the words ended in
# between. Counts the lines in sg_seen.
pump() {
    while IFS= read -r sg_got; do
        sg_seen=$((sg_seen + 1))
        case $sg_got in
        '{"event":"next_log"}') return 0 ;;
        '{"event":"done"'*)
            forward "$sg_got"
            return 1
            ;;
        esac
        forward "$sg_got"
    done
    return 2
}

# Tells one log from its first line and then what comes; true when it goes on in the next one. Each tail has a pipe
# of its own: one that is not dead yet would be the only writer of a common one, and its death would read as the end.
# The tail inherits the open pipe, so that nobody waits for it, also when it dies before it begins.
follow_part() {
    sg_seen=0
    while alive "$sg_main"; do
        sg_pipe=$sg_run/pipe.$$.$1.$sg_seen
        rm -f "$sg_pipe"
        mkfifo "$sg_pipe" || return 1
        exec 3<>"$sg_pipe" # waits for no other end
        tail $sg_with -n "+$((sg_seen + 1))" -f "$sg_run/$1" >&3 3<&- 2>/dev/null </dev/null &
        sg_tail=$!
        exec 4<"$sg_pipe"
        exec 3<&-
        printf '%s\n' "$sg_tail" >"$sg_run/tail.$$"
        rm -f "$sg_pipe"
        pump <&4
        sg_end=$?
        exec 4<&-
        kill "$sg_tail" 2>/dev/null
        [ "$sg_end" -eq 2 ] || return "$sg_end"
        nap 0.2 # tail was killed: another one goes on behind the last line
    done
    return 1
}

unfollow() {
    [ -n "$sg_told" ] || return
    rm -f "$sg_told/pump.$$"
    [ -n "$sg_pump" ] && kill "$sg_pump" 2>/dev/null
    sg_last=$(first_line "$sg_told/tail.$$")
    [ -n "$sg_last" ] && kill "$sg_last" 2>/dev/null
    sg_pump=
}

# Tells the story of the run from its beginning, and then what comes. ROOM, or that of restores
follow() {
    unfollow
    sg_run=$sg_dir/${1:-run}
    sg_told=$sg_run
    rm -f "$sg_run/told.$$"
    sg_with=
    tail --pid=$$ -n 0 /dev/null 2>/dev/null && sg_with=--pid=$$
    {
        sg_lines=0
        follow_part log && follow_part log2
        : >"$sg_run/told.$$"
        rm -f "$sg_run/tail.$$"
    } &
    sg_pump=$!
    printf '%s\n' "$sg_pump" >"$sg_run/pump.$$"
}

attach() {
    if [ ! -r "$sg_dir/${1:-run}/log" ]; then
        emit '{"event":"attached","found":false}'
        return
    fi
    if running "${1-}"; then sg_on=true; else sg_on=false; fi
    emit '{"event":"attached","found":true,"running":'"$sg_on"',"key":'"$(esc "$(first_line "$sg_run/key")")"'}'
    follow "${1-}"
}
