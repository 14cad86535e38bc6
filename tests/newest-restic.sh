#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Puts a newest restic into the folder given: built by name with Go, else unpacked (not installed) from the newest
# suite of the distribution's own, signed archive. Says how to get it when neither works.
set -eu
mkdir -p "$1"
folder=$(cd "$1" && pwd)
if command -v flock >/dev/null 2>&1; then # two tests started by hand fetch once
    exec 9>"$folder/lock"
    flock 9
fi

# A module proxy may know an old release only and call it the latest; one below 0.17 teaches the tests nothing new.
new_enough() { # of words such as "0.18.1" or "v0.18.1"
    echo "$1" | awk -F. '{ sub(/^v/, ""); split($0, v, "."); if (v[1] > 0 || v[2] >= 17) found = 1 } END { exit !found }'
}
version_of() { "$1" version 2>/dev/null | awk 'NR == 1 { print $2 }'; }
new_enough "$(version_of "$folder/restic")" && exit 0
rm -f "$folder/restic"

module=github.com/restic/restic
if command -v go >/dev/null 2>&1; then
    latest=$(cd / && go list -m -f '{{.Version}}' "$module@latest" 2>/dev/null) || latest=
    new_enough "$latest" || latest=v0.19.1
    if GOBIN="$folder" GOFLAGS=-trimpath go install "$module/cmd/restic@$latest" >"$folder/go.log" 2>&1; then
        exit 0
    fi
fi

# The archive this system already trusts, asked for a newer suite; everything stays inside the folder.
from_suite() {
    state=$folder/apt
    mkdir -p "$state/lists/partial" "$state/cache/archives/partial" "$state/unpacked"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $1 main" >"$state/sources.list"
    set -- -o Dir::Etc::sourcelist="$state/sources.list" -o Dir::Etc::sourceparts=/dev/null \
        -o Dir::State::lists="$state/lists" -o Dir::Cache="$state/cache" -o APT::Sandbox::User=root \
        -o Acquire::Languages=none
    apt-get "$@" update -qq >/dev/null 2>"$folder/apt.log" || return 1
    (cd "$state" && rm -f restic_*.deb && apt-get "$@" download -qq restic >/dev/null 2>>"$folder/apt.log") || return 1
    dpkg-deb -x "$state"/restic_*.deb "$state/unpacked" || return 1
    new_enough "$(version_of "$state/unpacked/usr/bin/restic")" || return 1
    cp "$state/unpacked/usr/bin/restic" "$folder/restic"
}

mirror=
if [ -r /usr/share/keyrings/debian-archive-keyring.gpg ]; then
    mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
        grep -oE 'https?://[^ ]+/debian/?( |$)' | head -n 1 | tr -d ' ')
fi
if [ -n "$mirror" ] && command -v apt-get >/dev/null 2>&1; then
    for suite in sid trixie; do
        if from_suite "$suite"; then
            rm -rf "$folder/apt"
            exit 0
        fi
    done
    rm -rf "$folder/apt"
fi

echo "No newer restic could be had, so the tests use only the system's. To test with the newest too:" >&2
echo "  GOBIN=$folder go install $module/cmd/restic@v0.19.1" >&2
exit 1
