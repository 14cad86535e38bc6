# SPDX-License-Identifier: GPL-3.0-or-later
# SnapGPU's agent: arrives over the standard input of an ssh login, is evaluated by sh, and then takes commands
# there, one a line. Answers are JSON lines on standard output. POSIX sh only (dash, bash, busybox ash).
#
#   ping ID | check | lease claim SECONDS | lease renew SECONDS | lease keep | disk PATH
#   restore BYTES KEY   followed by exactly that many bytes: a sh plan made and quoted by the desktop;
#                       joins the restore of the same key that runs here already
#   attach              follow the restore that runs (or ended) here
#   fetch URL SHA256    a packed restic from a release page
#   upload BYTES SHA256 NAME   followed by the bytes of a restic, packed when the name ends in .bz2
#   seed REPOSITORY KIND ID BYTES   followed by the bytes of one file of restic's cache
#   ahead BYTES KEY     followed by the bytes of a list of what the restore of that key fetches while restic begins
#   cancel | quit
#
# Secrets come in the plan and in the list only. They live in shell variables, go to restic and curl through a pipe and
# through the environment of the restic process, and never into arguments, files or the answers.

LC_ALL=C
export LC_ALL
umask 077
PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH
sg_dir=${SNAPGPU_DIR:-/root/.snapgpu}
sg_main=$$
sg_pump=
sg_run=$sg_dir/run
sg_newline='
'

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

# Exactly $1 bytes of the command channel, not one more.
take() {
    if dd iflag=fullblock count=0 </dev/null >/dev/null 2>&1; then
        [ $(($1 / 65536)) -gt 0 ] && dd bs=65536 count=$(($1 / 65536)) iflag=fullblock 2>/dev/null
        [ $(($1 % 65536)) -gt 0 ] && dd bs=$(($1 % 65536)) count=1 iflag=fullblock 2>/dev/null
    else
        dd bs=1 count="$1" 2>/dev/null
    fi
    return 0
}

is_number() { case ${1-} in '' | *[!0-9]*) return 1 ;; esac; }

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

# What a container may use is often less than what the machine has.
memory_facts() {
    sg_mem=$(awk '/^MemTotal:/ { printf "%.0f", $2 * 1024; exit }' /proc/meminfo 2>/dev/null)
    sg_mem_free=$(awk '/^MemAvailable:/ { printf "%.0f", $2 * 1024; exit }' /proc/meminfo 2>/dev/null)
    for sg_cap in /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes; do
        sg_cap=$(first_line "$sg_cap")
        is_number "$sg_cap" && [ "${#sg_cap}" -lt 17 ] || continue
        [ "$sg_cap" -lt "${sg_mem:-0}" ] && sg_mem=$sg_cap
        [ "$sg_cap" -lt "${sg_mem_free:-0}" ] && sg_mem_free=$sg_cap
    done
}

core_count() {
    sg_cores=$(nproc 2>/dev/null || echo 0)
    sg_quota=$(first_line /sys/fs/cgroup/cpu.max)
    case $sg_quota in
    [0-9]*' '[0-9]*)
        sg_quota=$(((${sg_quota% *} + ${sg_quota#* } - 1) / ${sg_quota#* }))
        [ "$sg_quota" -gt 0 ] && [ "$sg_quota" -lt "$sg_cores" ] && sg_cores=$sg_quota
        ;;
    esac
    printf '%s' "$sg_cores"
}

hello() {
    memory_facts
    sg_disk=$(free_bytes /workspace)
    sg_path=$(restic_path)
    if command -v bunzip2 >/dev/null 2>&1 || command -v python3 >/dev/null 2>&1; then sg_ok=true; else sg_ok=false; fi
    sg_text='{"event":"hello","agent":2,"pid":'$$',"kernel":'$(esc "$(uname -sr)")',"arch":'$(esc "$(uname -m)")
    sg_text=$sg_text',"cores":'$(core_count)',"memory":'${sg_mem:-0}',"memory_free":'${sg_mem_free:-0}',"time":'$(date +%s)
    sg_text=$sg_text',"disk_free":'${sg_disk:--1}',"unpacks":'$sg_ok',"restic_path":'$(esc "$sg_path")
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

# Where a run keeps its logs and process ids: in memory when there is such a place, so that a full disk can
# still be reported.
new_run() {
    sg_old=$(readlink "$sg_dir/run" 2>/dev/null)
    case $sg_old in /dev/shm/snapgpu-run.*) rm -rf "$sg_old" ;; esac
    sg_run=$(mktemp -d /dev/shm/snapgpu-run.XXXXXX 2>/dev/null) || sg_run=$sg_dir/run.d
    rm -rf "$sg_run"
    mkdir -p "$sg_run" && rm -f "$sg_dir/run" && ln -s "$sg_run" "$sg_dir/run"
    : >"$sg_run/log"
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

nap() { sleep "$1" 2>/dev/null || sleep 1; }

# ---- the second restic: it derives its key and loads the index while the first one restores ----

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

restores() { grep -q '"message_type":"status"' "$@" 2>/dev/null; }

# Who waits for a word of the runner must not outlive it: it may be killed, and nobody would say that word.
kept() { alive "$sg_keeper"; }

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

# ---- ahead of restic: what the first one is going to ask for is fetched while it derives its key ----

# Into a cache of its own, because packs come with holes where the second restic may look for something. restic checks
# all that it reads, and what is not there when it looks, it fetches itself. Beside restic's cache, so that both can have
# the same files.
begin_ahead() {
    sg_head=${1%%"$sg_newline"*}
    sg_repository=${sg_head%% *}
    sg_bytes=${sg_head##* }
    sg_many=${sg_head#* }
    sg_many=${sg_many%% *}
    case $sg_repository in '' | *[!0-9a-f]*) return 1 ;; esac
    is_number "$sg_many" && is_number "$sg_bytes" &&
        command -v curl >/dev/null 2>&1 && command -v perl >/dev/null 2>&1 || return 1
    sg_at=$(cache_folder)/$sg_repository
    mkdir -p "$sg_ahead/$sg_repository/data" "$sg_ahead/get" "$sg_ahead/packs" \
        "$sg_at/data" "$sg_at/index" "$sg_at/snapshots" || return 1
    sg_free=$(free_bytes "$sg_ahead")
    [ "${sg_free:-0}" -gt $((sg_bytes * 3)) ] || return 1
    cp -rl "$sg_at/data/." "$sg_ahead/$sg_repository/data/" &&
        ln -s "$sg_at/index" "$sg_at/snapshots" "$sg_ahead/$sg_repository/" || return 1
    printf '%s\n' "$1" | ahead_calls | call_ahead "$sg_many" | place_ahead &
}

# The list as curl reads it, one section for each piece; its file is called PACK.PIECES.FROM.LENGTH.
ahead_calls() {
    sg_next=
    while read -r sg_word sg_a sg_b sg_c; do
        case $sg_word in
        p) sg_pack=$sg_a.$sg_b sg_url=$sg_c ;;
        r)
            printf "$sg_next"'url = "%s"\noutput = "%s"\nrange = "%s-%s"\n' "$sg_url" \
                "$sg_ahead/get/$sg_pack.$sg_a.$sg_b" "$sg_a" $((sg_a + sg_b - 1))
            # Not to standard output, which would be told only when there is a lot of it; and on a line of its own,
            # because a meter of parallel transfers is written there too.
            printf '%s\n' fail silent globoff http1.1 'connect-timeout = 5' 'max-time = 15' \
                'write-out = "%{stderr}\n%{filename_effective} %{http_code} %{size_download}\n"'
            sg_next='next\n'
            ;;
        esac
    done
}

call_ahead() {
    # shellcheck disable=SC2016 # for the shell that becomes curl
    sh -c 'printf "%s\n" "$$" >"$1" && exec curl -q -s --parallel --parallel-immediate --parallel-max "$2" -K -' - \
        "$sg_ahead/pid" "$1" 2>&1 >/dev/null
}

# Puts each piece in its place, and a pack into the cache when the last one is there. A shell would start two programs
# for each piece.
place_ahead() {
    perl -e '
        use Fcntl;
        my ($ahead, $data) = @ARGV;
        my %placed;
        while (<STDIN>) {
            my ($file, $pack, $pieces, $from, $length, $code, $size)
                = m{^(.+/([0-9a-f]{64})\.(\d+)\.(\d+)\.(\d+)) (\d+) (\d+)$} or next;
            next if $code != 206 || $size != $length;
            sysopen(my $in, $file, O_RDONLY) or next;
            sysopen(my $out, "$ahead/get/$pack", O_WRONLY | O_CREAT, 0600) or next;
            next if !defined sysseek($out, $from, 0);
            my ($bytes, $written) = ("", 0);
            while (sysread($in, $bytes, 1048576)) {
                my $now = syswrite($out, $bytes);
                last if !defined $now || $now != length $bytes;
                $written += $now;
            }
            unlink $file;
            next if $written != $length || ++$placed{$pack} != $pieces;
            my $folder = "$data/" . substr($pack, 0, 2);
            mkdir $folder;
            sysopen(my $mark, "$ahead/packs/$pack", O_WRONLY | O_CREAT, 0600)
                and rename "$ahead/get/$pack", "$folder/$pack";
        }' "$sg_ahead" "$sg_ahead/$sg_repository/data"
}

ahead() {
    is_number "${1-}" || { emit '{"event":"error","what":"ahead","message":"no size given"}' && return; }
    sg_list=$(take "$1")
    if ! running; then
        drop_ahead
        if begin_ahead "$sg_list" </dev/null >/dev/null 2>&1; then
            printf '%s\n' "${2-}" >"$sg_ahead/key"
        else
            drop_ahead
        fi
    fi
    sg_list=
}

# From here on restic fetches itself, and both would fetch the same. The number may be another process's by now.
end_ahead() {
    sg_curl=$(first_line "$sg_ahead/pid")
    [ -n "$sg_curl" ] || return 0
    case $(tr '\0' ' ' 2>/dev/null <"/proc/$sg_curl/cmdline") in
    *--parallel-immediate*) kill "$sg_curl" 2>/dev/null ;;
    esac
    return 0
}

end_ahead_when_it_restores() {
    until restores "$sg_run/log"; do
        alive "$1" && kept && nap 0.05 || break
    done
    end_ahead
}

# Removing half a gigabyte takes a moment that nobody need wait for.
drop_ahead() {
    [ -d "$sg_ahead" ] || return 0
    end_ahead
    share_trees
    if sg_gone=$(mktemp -d "$sg_ahead.gone.XXXXXX") && mv "$sg_ahead" "$sg_gone/"; then
        rm -rf "$sg_ahead".gone.* </dev/null >/dev/null 2>&1 &
    else
        rm -rf "$sg_ahead"/*/data # before what tells that a pack has holes
        rm -rf "$sg_ahead"
    fi
}

# What the first restic fetched of the repository's trees is of use to the second one too.
share_trees() {
    sg_cache_folder=$(cache_folder)
    for sg_file in "$sg_ahead"/*/data/*/*; do
        sg_name=${sg_file##*/}
        sg_at=${sg_file#"$sg_ahead/"}
        case $sg_name in *[!0-9a-f]*) continue ;; esac
        [ ! -e "$sg_cache_folder/$sg_at" ] && [ -f "$sg_file" ] && [ ! -e "$sg_ahead/packs/$sg_name" ] || continue
        mkdir -p "$sg_cache_folder/${sg_at%/*}" && ln "$sg_file" "$sg_cache_folder/$sg_at" 2>/dev/null
    done
}

# ---- what restic does not tell ----

cache_folder() { printf '%s' "${RESTIC_CACHE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/restic}"; }

cache_kb() { du -sk "$(cache_folder)" 2>/dev/null | awk '{ print $1; exit }'; }

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
        nap 0.5
    done
    note '{"event":"watch_end","files":'$(($(sg_find | wc -l) - sg_files0))'}'
}

# Failures that a second phase cannot repair.
hopeless() {
    case $1 in 10 | 11 | 12 | 126 | 127 | 130 | 137 | 143) return 0 ;; esac
    grep -Eiq 'wrong password|no key found|is there a repository|no matching id|no space left|read-only file system' \
        "$sg_log"
}

# Whether restic named anything as failed.
named_failures() { cat "$sg_run/log" "$sg_run/log2" 2>/dev/null | grep -Eq '^\{"message_type":"error"|^ignoring error for '; }

# What restic named as failed: paths without the target, one a line. Names with control characters are left out.
failed_paths() {
    {
        sed -n 's/^{"message_type":"error".*"during":"restore","item":"\(\/\([^"\\]\|\\["\\]\|\\u00[23][6ce]\)*\)"}$/\1/p' \
            "$sg_run/log" "$sg_run/log2" |
            sed -e 's/\\u003c/</g' -e 's/\\u003e/>/g' -e 's/\\u0026/\&/g' -e 's/\\\(["\\]\)/\1/g'
        sed -n 's/^ignoring error for \(\/[^:]*\): .*$/\1/p' "$sg_run/log" "$sg_run/log2"
    } 2>/dev/null | sort -u
}

# restic gives a file that failed its right size and time, so that the next run would believe it. With the
# oldest of times it never looks whole again, on whatever machine its disk turns up next.
spoil_failed() {
    failed_paths | while IFS= read -r sg_path; do
        [ -f "$sg_target$sg_path" ] && [ ! -L "$sg_target$sg_path" ] &&
            touch -t 197001010000 -- "$sg_target$sg_path" 2>/dev/null
    done
}

tell_stats() {
    if [ -s "$sg_run/stats" ]; then
        sed -n '/^{/p' "$sg_run/stats" >>"$sg_log"
        : >"$sg_run/stats"
    fi
}

# The total began to be counted together with the restore, so it is known now or very soon.
await_stats() {
    sg_round=0
    while alive "$(first_line "$sg_run/stats.pid")" && [ "$sg_round" -lt 20 ]; do
        nap 0.1
        sg_round=$((sg_round + 1))
    done
    tell_stats
}

# ---- the phases ----

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
    drop_second
    drop_ahead
    end_group KILL "$(first_line "$sg_run/stats.pid")"
    case $1 in
    0) rm -f "$sg_dir/unfinished" ;;
    *)
        spoil_failed
        # Ended by a person while all went well: restic sets times last, so what looks whole is whole.
        [ "$1" -eq 130 ] && ! named_failures && printf '%s\n' "$sg_boot clean" >"$sg_dir/unfinished"
        ;;
    esac
    note '{"event":"done","exit":'"$1"'}'
    exit 0
}

end_phase() {
    note '{"event":"phase_end","phase":"'"$1"'","exit":'"$sg_code"'}'
    [ -f "$sg_run/cancel" ] && finish 130
}

begin_counting() {
    sg_files0=0
    [ -n "$sg_watch" ] && sg_files0=$(sg_find | wc -l)
    : >"$sg_run/stats"
    [ -n "$sg_has_stats" ] || return
    printf '%s\n' "$sg_password" | {
        sg_environment
        sg_stats
    } >"$sg_run/stats" 2>/dev/null &
    printf '%s\n' "$!" >"$sg_run/stats.pid"
}

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

# In the logs given.
matched_something() {
    cat "$@" 2>/dev/null | grep -Eq '"files_(restored|skipped)":[1-9]|finished verifying [1-9][0-9]* files'
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

# Links that an old restic would stumble over, as it named them itself.
remove_links_in_the_way() {
    sed -n 's/^ignoring error for \(\/[^:]*\): .*: file exists$/\1/p' "$sg_log" | sort -u >"$sg_run/links"
    [ -s "$sg_run/links" ] || return 1
    while IFS= read -r sg_path; do
        { [ -L "$sg_target$sg_path" ] || [ -p "$sg_target$sg_path" ]; } && rm -f -- "$sg_target$sg_path"
    done <"$sg_run/links"
}

# The path in a snapshot as restic's JSON writes it, with its quotes.
snapshot_json() {
    esc "$1" | sed -e 's/\\u000a/\\n/g' -e 's/\\u0009/\\t/g' -e 's/\\u000d/\\r/g' -e 's/</\\u003c/g' \
        -e 's/>/\\u003e/g' -e 's/&/\\u0026/g'
}

# restic before 0.17 writes through a link that lies in the target where the snapshot has a folder, out of the
# target. Such links go first; all others stay. A name with a line end cannot be looked up, so that one goes too.
remove_links_for_folders() {
    [ -n "$sg_guard" ] && [ -n "$(sg_links | head -n 1)" ] || return
    printf '%s\n' "$sg_password" | {
        sg_environment
        sg_list
    } 2>/dev/null | sed -n 's/^{.*"type":"dir","path":\("\([^"\\]\|\\.\)*"\).*$/\1/p' >"$sg_run/folders"
    sg_links | while IFS= read -r sg_path; do
        [ -L "$sg_path" ] || continue
        snapshot_json "${sg_path#"$sg_target"}" >"$sg_run/path"
        grep -Fxq -f "$sg_run/path" "$sg_run/folders" && rm -f -- "$sg_path"
    done
    sg_odd_links
    rm -f "$sg_run/folders" "$sg_run/path"
}

# The plan defines: sg_restic sg_password sg_environment sg_target sg_start sg_term sg_watch sg_early sg_disjoint
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

running() {
    sg_run=$sg_dir/run
    alive "$(first_line "$sg_run/runner.pid")"
}

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
    rm -f "$sg_run/pump.$$"
    [ -n "$sg_pump" ] && kill "$sg_pump" 2>/dev/null
    sg_last=$(first_line "$sg_run/tail.$$")
    [ -n "$sg_last" ] && kill "$sg_last" 2>/dev/null
    sg_pump=
}

# Tells the story of the run from its beginning, and then what comes.
follow() {
    unfollow
    sg_run=$sg_dir/run
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
    if [ ! -r "$sg_dir/run/log" ]; then
        emit '{"event":"attached","found":false}'
        return
    fi
    if running; then sg_on=true; else sg_on=false; fi
    emit '{"event":"attached","found":true,"running":'"$sg_on"'}'
    follow
}

# A process that waits stopped hears a signal only when it goes on.
end_group() {
    alive "$2" || return 0
    kill "-$1" "-$2" 2>/dev/null || kill "-$1" "$2" 2>/dev/null
    kill -CONT "$2" 2>/dev/null
    return 0
}

# Ends restic (its whole process group) and the runner, and looks whether they are gone.
cancel_restore() {
    if ! running; then
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
    drop_ahead
    if alive "$sg_runner" || alive "$sg_last" || alive "$sg_other"; then sg_gone=false; else sg_gone=true; fi
    emit '{"event":"cancelled","was_running":true,"gone":'"$sg_gone"'}'
}

# ---- restic itself ----

download() {
    if command -v curl >/dev/null 2>&1; then
        curl -fsSL --connect-timeout 10 --max-time 120 -o "$2" "$1"
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

# Puts a restic in its place when it is the one expected; nothing else is ever run. FILE SHA256 NAME
place_restic() {
    printf '%s  %s\n' "$2" "$1" | sha256sum -c >/dev/null 2>&1 ||
        { echo "the file is not the one expected (SHA-256 differs)" >&2 && return 1; }
    case $3 in
    *.bz2) unpack "$1" "$sg_new" || return 1 ;;
    *) mv "$1" "$sg_new" || return 1 ;;
    esac
    chmod 755 "$sg_new" && mv "$sg_new" "$sg_dir/bin/restic"
}

tell_restic() {
    rm -f "$sg_new.got" "$sg_new"
    sg_path=$(restic_path)
    if [ "$1" -eq 0 ]; then sg_ok=true; else sg_ok=false; fi
    emit '{"event":"restic_ready","ok":'"$sg_ok"',"path":'"$(esc "$sg_path")"',"restic":'"$(esc "$(restic_version "$sg_path")")"',"message":'"$(esc "$(printf '%s' "$2" | tail -n 1)")"'}'
}

fetch_restic() {
    sg_new=$sg_dir/bin/restic.new
    sg_why=$({ mkdir -p "$sg_dir/bin" && download "$1" "$sg_new.got" && place_restic "$sg_new.got" "$2" "$1"; } 2>&1 </dev/null)
    tell_restic $? "$sg_why"
}

upload_restic() {
    is_number "${1-}" || { emit '{"event":"error","what":"upload","message":"no size given"}' && return; }
    sg_new=$sg_dir/bin/restic.new
    mkdir -p "$sg_dir/bin"
    take "$1" >"$sg_new.got"
    sg_why=$(place_restic "$sg_new.got" "$2" "$3" 2>&1 </dev/null)
    tell_restic $? "$sg_why"
}

# One file for restic's cache; restic checks it itself and fetches what is wrong. REPOSITORY KIND ID BYTES
seed() {
    is_number "${4-}" || { emit '{"event":"error","what":"seed","message":"no size given"}' && return; }
    case $1$3:$2 in
    *[!0-9a-f]*:* | *:*[!a-z]*)
        take "$4" >/dev/null
        return
        ;;
    esac
    sg_at=$(cache_folder)/$1/$2/$(printf '%.2s' "$3")
    if [ -e "$sg_at/$3" ] || ! mkdir -p "$sg_at" 2>/dev/null; then
        take "$4" >/dev/null
        return
    fi
    take "$4" >"$sg_at/$3.new" && mv "$sg_at/$3.new" "$sg_at/$3"
    sg_also=$sg_ahead/$1/data/$(printf '%.2s' "$3")
    [ "$2" = data ] && [ -d "$sg_ahead/$1" ] && mkdir -p "$sg_also" && ln "$sg_at/$3" "$sg_also/$3" 2>/dev/null
}

# ---- life ----

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
        sg_run=$sg_dir/run
        if [ -r "$sg_run/runner.pid" ] && ! running && ! cat "$sg_run/log" "$sg_run/log2" 2>/dev/null | grep -q '^{"event":"done"'; then
            printf '%s\n' '{"event":"done","exit":-1}' >>"$sg_run/log"
            [ -f "$sg_run/log2" ] && printf '%s\n' '{"event":"done","exit":-1}' >>"$sg_run/log2"
            drop_ahead
        fi
        untold && kill -KILL "$sg_main"
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
        attach) attach ;;
        cancel) cancel_restore & ;;
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
