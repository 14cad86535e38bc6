# SPDX-License-Identifier: GPL-3.0-or-later
# How the machine gets its restic, and what comes into its cache from the desktop.

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
