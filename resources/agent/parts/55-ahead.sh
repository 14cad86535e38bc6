# SPDX-License-Identifier: GPL-3.0-or-later
# Ahead of restic: what the first one is going to ask for is fetched while it derives its key.

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
    # shellcheck disable=SC2016,SC2069 # for the shell that becomes curl, whose words on standard error are the answer
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
