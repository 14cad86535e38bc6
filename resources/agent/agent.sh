# SPDX-License-Identifier: GPL-3.0-or-later
# SnapGPU's agent: arrives over the standard input of an ssh login, is evaluated by sh, and then takes commands
# there, one a line. Answers are JSON lines on standard output. POSIX sh only (dash, bash, busybox ash).
#
#   ping ID | check | lease claim SECONDS | lease renew SECONDS | lease keep | disk PATH
#   restore BYTES   followed by exactly that many bytes: a sh plan made and quoted by the desktop
#   attach          follow the restore that runs (or ended) here
#   fetch URL SHA256
#   cancel | quit
#
# Secrets come in the plan only. They live in shell variables, go to restic through a pipe and through the
# environment of the restic process, and never into arguments, files or the answers.

LC_ALL=C
export LC_ALL
umask 077
PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH
sg_dir=${SNAPGPU_DIR:-/root/.snapgpu}
sg_main=$$
sg_tail=
sg_pump=

# One JSON line. A single small write, so that lines of several writers never mix.
emit() { printf '%s\n' "$1"; }

# Any bytes as a JSON string: quotes, control characters, and bytes that are no UTF-8 (as U+FFFD).
esc() {
    case $1 in
    *[!A-Za-z0-9\ ._/:,=+@%-]*) printf '%sx' "$1" | awk '
        BEGIN { for (i = 0; i < 256; i++) ord[sprintf("%c", i)] = i }
        NR > 1 { s = s "\n" }
        { s = s $0 }
        END {
            s = substr(s, 1, length(s) - 1); n = length(s); out = "\""
            for (i = 1; i <= n; i++) {
                c = substr(s, i, 1); o = ord[c]
                if (c == "\"" || c == "\\") { out = out "\\" c; continue }
                if (o < 32 || o == 127) { out = out sprintf("\\u%04x", o); continue }
                if (o < 128) { out = out c; continue }
                more = (o >= 194 && o <= 223) ? 1 : (o >= 224 && o <= 239) ? 2 : (o >= 240 && o <= 244) ? 3 : 0
                good = more > 0 && i + more <= n
                for (k = 1; good && k <= more; k++) {
                    d = ord[substr(s, i + k, 1)]
                    if (d < 128 || d > 191) good = 0
                    if (k == 1 && (o == 224 && d < 160 || o == 237 && d > 159)) good = 0
                    if (k == 1 && (o == 240 && d < 144 || o == 244 && d > 143)) good = 0
                }
                if (good) { out = out substr(s, i, more + 1); i += more } else out = out "\\ufffd"
            }
            printf "%s\"", out
        }' ;;
    *) printf '"%s"' "$1" ;;
    esac
}

# A process that still runs; a dead child that nobody waited for yet does not count.
alive() {
    [ -n "$1" ] && [ -r "/proc/$1/stat" ] || return 1
    read -r sg_stat <"/proc/$1/stat" 2>/dev/null || return 1
    case $sg_stat in *') Z '* | *') X '*) return 1 ;; esac
    return 0
}

# First line of a file, empty when there is none.
first_line() {
    sg_first=
    [ -r "$1" ] && read -r sg_first <"$1"
    printf '%s' "$sg_first"
}

free_bytes() {
    sg_at=$1
    while [ ! -d "$sg_at" ]; do sg_at=$(dirname -- "$sg_at"); done
    df -Pk -- "$sg_at" 2>/dev/null | awk 'NR == 2 { printf "%.0f", $4 * 1024 }'
}

restic_path() {
    if [ -x "$sg_dir/bin/restic" ]; then
        printf '%s' "$sg_dir/bin/restic"
    else
        command -v restic 2>/dev/null
    fi
}

restic_version() {
    [ -n "$1" ] && "$1" version 2>/dev/null </dev/null | awk '$1 == "restic" { print $2; exit }'
}

hello() {
    sg_mem=$(awk '/^MemTotal:/ { printf "%.0f", $2 * 1024; exit }' /proc/meminfo 2>/dev/null)
    sg_cap=$(first_line /sys/fs/cgroup/memory.max)
    case $sg_cap in '' | *[!0-9]*) ;; *) [ "$sg_cap" -lt "${sg_mem:-0}" ] && sg_mem=$sg_cap ;; esac
    sg_disk=$(free_bytes /workspace)
    sg_path=$(restic_path)
    sg_text='{"event":"hello","agent":1,"pid":'$$',"kernel":'$(esc "$(uname -sr)")',"arch":'$(esc "$(uname -m)")
    sg_text=$sg_text',"cores":'$(nproc 2>/dev/null || echo 0)',"memory":'${sg_mem:-0}
    sg_text=$sg_text',"disk_free":'${sg_disk:--1}',"restic_path":'$(esc "$sg_path")
    emit "$sg_text"',"restic":'$(esc "$(restic_version "$sg_path")")'}'
}

# nvidia-smi answers, or why not.
gpu_event() {
    sg_smi=$(nvidia-smi --query-gpu=name,memory.total,driver_version --format=csv,noheader 2>&1 </dev/null)
    sg_code=$?
    sg_smi=$(printf '%s\n' "$sg_smi" | head -n 1)
    if [ "$sg_code" -eq 0 ] && [ -n "$sg_smi" ]; then
        emit '{"event":"gpu","ok":true,"gpu":'"$(esc "$sg_smi")"'}'
    else
        emit '{"event":"gpu","ok":false,"exit":'"$sg_code"',"gpu":"","message":'"$(esc "${sg_smi:-no answer, exit code $sg_code}")"'}'
    fi
}

# The lease file is read by the loop the instance was born with: an epoch second, or the word kept.
lease() {
    case $1 in
    keep) sg_until=kept ;;
    claim | renew)
        case ${2-} in '' | *[!0-9]*) emit '{"event":"error","what":"lease","message":"no seconds given"}' && return ;; esac
        sg_until=$(($(date +%s) + $2))
        ;;
    *) emit '{"event":"error","what":"lease","message":"unknown word"}' && return ;;
    esac
    if printf '%s\n' "$sg_until" >"$sg_dir/lease.new" && mv "$sg_dir/lease.new" "$sg_dir/lease"; then
        emit '{"event":"lease","until":"'"$sg_until"'"}'
    else
        emit '{"event":"error","what":"lease","message":"the lease file cannot be written"}'
    fi
}

# ---- restore: a runner that outlives this login, and a follower that reads what it wrote ----

# Where a run keeps its log and process ids: in memory when there is such a place, so that a full disk can
# still be reported.
new_run() {
    sg_old=$(readlink "$sg_dir/run" 2>/dev/null)
    case $sg_old in /dev/shm/snapgpu-run.*) rm -rf "$sg_old" ;; esac
    sg_run=$(mktemp -d /dev/shm/snapgpu-run.XXXXXX 2>/dev/null) || sg_run=$sg_dir/run.d
    mkdir -p "$sg_run" && rm -f "$sg_dir/run" && ln -s "$sg_run" "$sg_dir/run"
    : >"$sg_run/log"
}

note() { printf '%s\n' "$1" >>"$sg_run/log"; }

# Runs restic with the arguments given; its lines go to the log. Sets sg_code.
run_restic() {
    printf '%s\n' "$sg_password" | {
        sg_environment
        exec $sg_session "$sg_restic" "$@"
    } >>"$sg_run/log" 2>>"$sg_run/log" &
    sg_pid=$!
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

cache_kb() {
    du -sk "${RESTIC_CACHE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/restic}" 2>/dev/null | awk '{ print $1; exit }'
}

# restic before 0.16 tells nothing, so its own writes are counted: what the kernel says it wrote, without what
# went into its cache. Sizes of the files would lie: they are set before the content is there.
watch_restic() {
    sg_cache0=$(cache_kb)
    sg_round=0
    sg_files=
    while alive "$1"; do
        sg_wrote=
        while read -r sg_key sg_value; do
            [ "$sg_key" = wchar: ] && sg_wrote=$sg_value
        done 2>/dev/null <"/proc/$1/io"
        if [ $((sg_round % 8)) -eq 7 ]; then
            sg_files=',"files":'$(($(sg_find | wc -l) - sg_files0))
        fi
        if [ -n "$sg_wrote" ]; then
            sg_cached=$(cache_kb)
            sg_bytes=$((sg_wrote - (${sg_cached:-0} - ${sg_cache0:-0}) * 1024))
            [ "$sg_bytes" -gt 0 ] && note '{"event":"watch","bytes":'"$sg_bytes$sg_files"'}'
        fi
        alive "$(first_line "$sg_run/stats.pid")" || tell_stats
        sg_round=$((sg_round + 1))
        sleep 0.5 2>/dev/null || sleep 1
    done
    note '{"event":"watch_end","files":'$(($(sg_find | wc -l) - sg_files0))'}'
}

# Failures that a second phase cannot repair.
hopeless() {
    case $1 in 10 | 11 | 12 | 126 | 127 | 130 | 137 | 143) return 0 ;; esac
    grep -Eiq 'wrong password|no key found|is there a repository|no matching id|no space left' "$sg_run/log"
}

tell_stats() {
    if [ -s "$sg_run/stats" ]; then
        sed -n '/^{/p' "$sg_run/stats" >>"$sg_run/log"
        : >"$sg_run/stats"
    fi
}

# The total began to be counted together with the restore, so it is known now or very soon.
await_stats() {
    sg_round=0
    while alive "$(first_line "$sg_run/stats.pid")" && [ "$sg_round" -lt 20 ]; do
        sleep 0.1 2>/dev/null || sleep 1
        sg_round=$((sg_round + 1))
    done
    tell_stats
}

critical_ready() {
    [ -n "$sg_said_ready" ] && return
    sg_said_ready=1
    note '{"event":"critical_ready"}'
    [ -n "$sg_start" ] || return
    (cd / && exec $sg_session sh -c "$sg_start" </dev/null >"$sg_dir/start.log" 2>&1) &
    note '{"event":"start_command","pid":'"$!"'}'
}

# The last line of a run; exits the runner.
finish() {
    end_group KILL "$(first_line "$sg_run/stats.pid")"
    note '{"event":"done","exit":'"$1"'}'
    exit 0
}

# The plan defines: sg_restic sg_password sg_environment sg_start sg_watch sg_has_critical sg_critical sg_rest
# sg_rest_after_failure sg_find sg_has_stats sg_stats.
runner() {
    trap '' HUP INT
    sg_session=$(command -v setsid)
    sg_said_ready=
    sg_files0=0
    [ -n "$sg_watch" ] && sg_files0=$(sg_find | wc -l)
    : >"$sg_run/stats"
    if [ -n "$sg_has_stats" ]; then
        printf '%s\n' "$sg_password" | {
            sg_environment
            sg_stats
        } >"$sg_run/stats" 2>/dev/null &
        printf '%s\n' "$!" >"$sg_run/stats.pid"
    fi
    sg_second=sg_rest
    # A file that failed keeps the right size and time, so after an unfinished run nothing is taken on trust.
    [ -f "$sg_dir/unfinished" ] && sg_second=sg_rest_after_failure
    : >"$sg_dir/unfinished"
    if [ -n "$sg_has_critical" ]; then
        note '{"event":"phase","phase":"critical"}'
        sg_critical
        note '{"event":"phase_end","phase":"critical","exit":'"$sg_code"'}'
        [ -f "$sg_run/cancel" ] && finish 130
        if [ "$sg_code" -ne 0 ]; then
            hopeless "$sg_code" && finish "$sg_code"
            sg_second=sg_rest_after_failure
        elif grep -Eq '"files_(restored|skipped)":[1-9]|finished verifying [1-9][0-9]* files' "$sg_run/log"; then
            critical_ready
        else
            note '{"event":"critical_nothing"}'
        fi
    fi
    note '{"event":"phase","phase":"rest"}'
    $sg_second
    note '{"event":"phase_end","phase":"rest","exit":'"$sg_code"'}'
    [ -f "$sg_run/cancel" ] && finish 130
    if [ "$sg_code" -eq 0 ]; then
        critical_ready
        rm -f "$sg_dir/unfinished"
        [ -n "$sg_has_stats" ] && await_stats
    fi
    finish "$sg_code"
}

running() {
    sg_run=$sg_dir/run
    alive "$(first_line "$sg_run/runner.pid")"
}

start_restore() {
    case ${1-} in '' | *[!0-9]*) emit '{"event":"error","what":"restore","message":"no size given"}' && return ;; esac
    sg_plan=$(dd bs=1 count="$1" 2>/dev/null)
    if [ "${#sg_plan}" -eq 0 ]; then
        emit '{"event":"error","what":"restore","message":"the plan did not arrive"}'
    elif running; then
        emit '{"event":"error","what":"restore","message":"a restore runs on this machine already"}'
    else
        new_run
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

pump() {
    sg_lines=0
    while IFS= read -r sg_got; do
        forward "$sg_got"
        case $sg_got in '{"event":"done"'*) break ;; esac
    done
}

unfollow() {
    [ -n "$sg_tail" ] && kill "$sg_tail" 2>/dev/null
    [ -n "$sg_pump" ] && kill "$sg_pump" 2>/dev/null
    sg_tail=
    sg_pump=
}

follow() {
    unfollow
    sg_run=$sg_dir/run
    sg_pipe=$sg_run/pipe.$$
    rm -f "$sg_pipe"
    mkfifo "$sg_pipe" || return
    sg_with=
    tail --pid=$$ -n 0 /dev/null 2>/dev/null && sg_with=--pid=$$
    tail $sg_with -n +1 -f "$sg_run/log" >"$sg_pipe" 2>/dev/null </dev/null &
    sg_tail=$!
    {
        pump <"$sg_pipe"
        kill "$sg_tail" 2>/dev/null
        rm -f "$sg_pipe"
    } &
    sg_pump=$!
}

attach() {
    if [ ! -r "$sg_dir/run/log" ]; then
        emit '{"event":"attached","found":false}'
        return
    fi
    if running; then sg_on=true; else sg_on=false; fi
    emit '{"event":"attached","found":true,"running":'"$sg_on"'}'
    follow
}

end_group() {
    alive "$2" || return 0
    kill "-$1" "-$2" 2>/dev/null || kill "-$1" "$2" 2>/dev/null
}

# Ends restic (its whole process group) and the runner, and looks whether they are gone.
cancel_restore() {
    if ! running; then
        emit '{"event":"cancelled","was_running":false,"gone":true}'
        return
    fi
    : >"$sg_run/cancel"
    sg_runner=$(first_line "$sg_run/runner.pid")
    sg_tries=0
    while alive "$sg_runner" && [ "$sg_tries" -lt 50 ]; do
        sg_signal=TERM
        [ "$sg_tries" -ge 30 ] && sg_signal=KILL
        sg_last=$(first_line "$sg_run/restic.pid")
        [ $((sg_tries % 10)) -eq 0 ] && end_group "$sg_signal" "$sg_last"
        sg_tries=$((sg_tries + 1))
        sleep 0.1 2>/dev/null || sleep 1
    done
    sg_last=$(first_line "$sg_run/restic.pid")
    alive "$sg_runner" && kill -KILL "$sg_runner" 2>/dev/null && sleep 0.2 2>/dev/null
    end_group KILL "$sg_last"
    end_group KILL "$(first_line "$sg_run/stats.pid")"
    if alive "$sg_runner" || alive "$sg_last"; then sg_gone=false; else sg_gone=true; fi
    emit '{"event":"cancelled","was_running":true,"gone":'"$sg_gone"'}'
}

# ---- restic itself ----

download() {
    if command -v curl >/dev/null 2>&1; then
        curl -fsSL --connect-timeout 10 --max-time 300 -o "$2" "$1"
    elif command -v wget >/dev/null 2>&1; then
        wget -q -T 30 -O "$2" "$1"
    elif command -v python3 >/dev/null 2>&1; then
        python3 -c 'import sys,urllib.request as u; u.urlretrieve(sys.argv[1], sys.argv[2])' "$1" "$2"
    else
        echo "this machine has neither curl nor wget nor python3" >&2
        return 1
    fi
}

unpack() {
    if command -v bunzip2 >/dev/null 2>&1; then
        bunzip2 -c "$1" >"$2"
    elif command -v python3 >/dev/null 2>&1; then
        python3 -c 'import bz2,shutil,sys; shutil.copyfileobj(bz2.open(sys.argv[1]), open(sys.argv[2], "wb"))' "$1" "$2"
    else
        echo "this machine has neither bunzip2 nor python3" >&2
        return 1
    fi
}

# Fetches the release pinned by its SHA-256; nothing else is ever run.
fetch_restic() {
    mkdir -p "$sg_dir/bin"
    sg_new=$sg_dir/bin/restic.new
    sg_why=$(
        {
            download "$1" "$sg_new.bz2" &&
                { printf '%s  %s\n' "$2" "$sg_new.bz2" | sha256sum -c >/dev/null 2>&1 ||
                    { echo "the file is not the one expected (SHA-256 differs)" >&2 && false; }; } &&
                unpack "$sg_new.bz2" "$sg_new" && chmod 755 "$sg_new" && mv "$sg_new" "$sg_dir/bin/restic"
        } 2>&1 </dev/null
    )
    sg_code=$?
    rm -f "$sg_new.bz2" "$sg_new"
    sg_path=$(restic_path)
    sg_got=$(restic_version "$sg_path")
    if [ "$sg_code" -eq 0 ]; then sg_ok=true; else sg_ok=false; fi
    emit '{"event":"restic_ready","ok":'"$sg_ok"',"path":'"$(esc "$sg_path")"',"restic":'"$(esc "$sg_got")"',"message":'"$(esc "$(printf '%s' "$sg_why" | tail -n 1)")"'}'
}

# ---- life ----

# Shows that the agent lives, and speaks for a runner that died without a word.
heartbeat() {
    while alive "$sg_main"; do
        sleep 5 </dev/null >/dev/null 2>&1
        alive "$sg_main" || break
        emit '{"event":"heartbeat"}'
        sg_run=$sg_dir/run
        if [ -r "$sg_run/runner.pid" ] && ! running && ! grep -q '^{"event":"done"' "$sg_run/log"; then
            note '{"event":"done","exit":-1}'
        fi
    done
}

main() {
    if ! mkdir -p "$sg_dir"; then
        emit '{"event":"error","what":"start","message":"the agent cannot write its folder"}'
        exit 1
    fi
    printf '%s\n' "$$" >"$sg_dir/agent.pid"
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
        restore) start_restore "${2-}" ;;
        attach) attach ;;
        cancel) cancel_restore & ;;
        fetch) fetch_restic "${2-}" "${3-}" & ;;
        quit) break ;;
        '') ;;
        *) emit '{"event":"error","what":"command","message":"unknown command"}' ;;
        esac
    done
    unfollow
    kill "$sg_beat" 2>/dev/null
    exit 0
}

main
