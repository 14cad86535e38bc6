# SPDX-License-Identifier: GPL-3.0-or-later
# The second restic: it derives its key and loads the index while the first one restores.

priority() { nice 2>/dev/null || echo 0; }

# Back to the usual priority, which threads have one by one. Where that is not allowed, the second restic is alone by
# now anyway.
raise() {
    # shellcheck disable=SC2046 # words are wanted here
    renice -n "$(priority)" -p $(ls "/proc/$1/task" 2>/dev/null) >/dev/null 2>&1
}

# Where the two have no file in common the second one begins when the first one has loaded the index (sg_early is
# "word"), and the first one comes first. Otherwise ("estimate") it begins when the first one needs no longer than
# opening took it.
is_polite() { [ "$sg_early" = word ]; }

# Run by the second restic's shell before it becomes restic. Too early costs memory and some of the link, never
# correctness.
wait_for_turn() {
    if is_polite; then
        until [ -e "$sg_run/go" ] || restores "$sg_run/log"; do
            kept && nap 0.05 || exit 1
        done
    else
        wait_for_the_last_part
    fi
    share_trees
    : >"$sg_run/early"
    is_polite && renice -n $(($(priority) + 10)) -p "$(exec sh -c 'echo $PPID')" >/dev/null 2>&1
}

# As far as the first one's words tell.
wait_for_the_last_part() {
    sg_rounds=0
    sg_opened=
    until [ -e "$sg_run/go" ]; do
        kept || exit 1
        sg_rounds=$((sg_rounds + 1))
        sg_share=$(tail -n 1 "$sg_run/log" | sed -n 's/.*"message_type":"status".*"percent_done":\([0-9.]*\).*/\1/p')
        if [ -n "$sg_share" ]; then
            sg_opened=${sg_opened:-$sg_rounds}
            awk -v share="$sg_share" -v opened="$sg_opened" -v rounds="$sg_rounds" 'BEGIN {
                left = share > 0 ? (rounds - opened + 1) * (1 - share) / share : 0
                if (share <= 0 && rounds < opened + 4) exit 1
                exit (left > opened + 6) ? 1 : 0 }' && break
        fi
        nap 0.1
    done
}

# Holds the second restic when it begins to restore, which it says when the index is loaded, until the first one is
# through. What it may have seen missing by then it fetches a second time: the same bytes at the same place.
hold() {
    until [ -e "$sg_run/early" ]; do
        alive "$1" && kept && nap 0.1 || return
    done
    until restores "$sg_run/log2"; do
        alive "$1" && kept && [ ! -e "$sg_run/go" ] || return
        nap 0.05
    done
    kill -STOP "$1" 2>/dev/null
    [ -e "$sg_run/go" ] && kill -CONT "$1" 2>/dev/null
    [ -n "$sg_disjoint" ] && go_on_behind_the_bytes "$1"
    until [ -e "$sg_run/go" ]; do
        kept && nap 0.2 && continue
        end_group KILL "$1" # it would wait for ever, and nobody follows it
        return
    done
}

# When the two have no file in common, the second goes on as soon as the first has all bytes and only sets owners
# and times any more, one file after the other.
go_on_behind_the_bytes() {
    until [ -e "$sg_run/go" ]; do
        case $(tail -n 1 "$sg_run/log") in
        *'"percent_done":1,'* | *'"message_type":"summary"'*)
            is_polite && raise "$1"
            kill -CONT "$1" 2>/dev/null
            return
            ;;
        esac
        kept && nap 0.05 || return
    done
}

begin_second() {
    : >"$sg_run/log2"
    sg_log=$sg_run/log2
    sg_before=wait_for_turn
    $sg_second
    sg_before=
    sg_log=$sg_run/log
    sg_second_pid=$sg_pid
    printf '%s\n' "$sg_second_pid" >"$sg_run/second.pid"
    hold "$sg_second_pid" &
}

drop_second() {
    [ -n "$sg_second_pid" ] || return
    end_group KILL "$sg_second_pid"
    wait "$sg_second_pid" 2>/dev/null
    rm -f "$sg_run/second.pid"
    sg_second_pid=
}

# The second restic goes on where it waits; one that did not begin yet is begun now.
release_second() {
    if [ -n "$sg_second_pid" ] && [ ! -e "$sg_run/early" ]; then
        drop_second
    fi
    : >"$sg_run/go"
    if [ -n "$sg_second_pid" ]; then
        is_polite && raise "$sg_second_pid"
        kill -CONT "$sg_second_pid" 2>/dev/null
        note '{"event":"next_log"}'
        sg_log=$sg_run/log2
        sg_pid=$sg_second_pid
    else
        $sg_second
    fi
}
