# SPDX-License-Identifier: GPL-3.0-or-later
# What all parts use: answers, bytes of the command channel, processes, small files.

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

nap() { sleep "$1" 2>/dev/null || sleep 1; }

# A process that still runs; a dead child that nobody waited for yet does not count.
alive() {
    [ -n "$1" ] && [ -r "/proc/$1/stat" ] || return 1
    read -r sg_stat <"/proc/$1/stat" 2>/dev/null || return 1
    case $sg_stat in *') Z '* | *') X '*) return 1 ;; esac
    return 0
}

# A process and nobody who gets its number later: number and moment of its start. Empty when there is none.
identity() {
    alive "$1" || return 0
    # shellcheck disable=SC2086 # words are wanted here
    set -- "$1" ${sg_stat##*) }
    printf '%s-%s' "$1" "${21}"
}

# A process that waits stopped hears a signal only when it goes on.
end_group() {
    alive "$2" || return 0
    kill "-$1" "-$2" 2>/dev/null || kill "-$1" "$2" 2>/dev/null
    kill -CONT "$2" 2>/dev/null
    return 0
}

cache_folder() { printf '%s' "${RESTIC_CACHE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/restic}"; }

free_bytes() {
    sg_at=$1
    while [ ! -d "$sg_at" ]; do sg_at=$(dirname -- "$sg_at"); done
    df -Pk -- "$sg_at" 2>/dev/null | awk 'NR == 2 { printf "%.0f", $4 * 1024 }'
}
