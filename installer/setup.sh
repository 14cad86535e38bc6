#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what building and running SnapGPU needs on Debian and Ubuntu, and only what is missing.
# Usage: installer/setup.sh [run|test|package]     (test adds what only the tests use, package what makes packages)
set -eu

purpose=${1:-run}

needed="g++ cmake ninja-build ccache qt6-base-dev qt6-charts-dev libqt6sql6-sqlite qt6-tools-dev qt6-tools-dev-tools
qt6-l10n-tools nlohmann-json3-dev libexpected-dev libssl-dev libzstd-dev restic openssh-client openssh-server bubblewrap fonts-dejavu-core"
# Folded into other packages on some releases, or not needed for the main job.
optional="libqt6opengl6-dev qtkeychain-qt6-dev qt6-wayland libgl-dev"
case $purpose in
test) needed="$needed dpkg-dev file xvfb openbox xdotool procps curl wget busybox" ;;
package) needed="$needed dpkg-dev file" ;;
esac

if ! command -v apt-get >/dev/null 2>&1; then
    echo "SnapGPU: this script knows Debian and Ubuntu only. Install these with your package manager and go on:" >&2
    echo "  a C++20 compiler, CMake 3.25, Ninja, Qt 6.4 (base, charts, tools, SQLite driver), nlohmann-json 3.11," >&2
    echo "  tl-expected, OpenSSL 3, zstd, restic, OpenSSH (client and server), bubblewrap" >&2
    exit 0
fi

installed() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'install ok installed'; }

missing=
for package in $needed $optional; do
    installed "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null 2>&1; then
    as_root=sudo
else
    echo "SnapGPU: these packages are missing and neither root nor sudo is available to install them:" >&2
    echo " $missing" >&2
    exit 1
fi

echo "SnapGPU: installing$missing"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq || echo "SnapGPU: the package lists could not be refreshed; trying with the old ones" >&2
wanted=
for package in $missing; do
    case " $(echo $optional) " in
    *" $package "*) apt-cache show "$package" >/dev/null 2>&1 || continue ;;
    esac
    wanted="$wanted $package"
done
[ -n "$wanted" ] || exit 0
# shellcheck disable=SC2086 # a list of words
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >/dev/null || {
    echo "SnapGPU: the packages could not be installed. Try by hand: apt-get install$wanted" >&2
    exit 1
}
