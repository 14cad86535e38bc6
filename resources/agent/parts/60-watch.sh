# SPDX-License-Identifier: GPL-3.0-or-later
# What restic does not tell: the progress of old versions, the size of the whole, and what failed.

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

# In the logs given.
matched_something() {
    cat "$@" 2>/dev/null | grep -Eq '"files_(restored|skipped)":[1-9]|finished verifying [1-9][0-9]* files'
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
