#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Looks into a .deb as somebody would who is asked to install it: unpacks it and starts what is in it.
# Usage: check-package.sh FILE.deb
set -eu
package=$1
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
bad=0
wrong() {
    echo "package: $*" >&2
    bad=1
}

dpkg-deb --extract "$package" "$root"
for file in usr/bin/snapgpu usr/bin/snapgpu-cli usr/bin/snapgpu-sandbox usr/libexec/snapgpu/snapgpu-herd \
    usr/share/applications/snapgpu.desktop usr/share/icons/hicolor/256x256/apps/snapgpu.png \
    usr/share/doc/snapgpu/copyright usr/share/doc/snapgpu/command-line.md; do
    [ -s "$root/$file" ] || wrong "$file is missing or empty"
done
stray=$(cd "$root" && find . -type f ! -path './usr/bin/snapgpu*' ! -path './usr/libexec/snapgpu/*' ! -path './usr/share/*')
[ -z "$stray" ] || wrong "holds what nobody asked for: $stray"
writable=$(find "$root" ! -type l \( -perm -o+w -o -perm -u+s \))
[ -z "$writable" ] || wrong "writable by everybody, or set-user-id: $writable"
[ "$(dpkg-deb --contents "$package" | grep -v ' root/root ' | wc -l)" = 0 ] || wrong "holds files that are not root's"

depends=$(dpkg-deb --field "$package" Depends)
for library in libqt6widgets6 libqt6network6 libqt6charts6 libqt6sql6-sqlite libssl3 libzstd1 openssh-client; do
    case $depends in
    *"$library"*) ;;
    *) wrong "does not depend on $library" ;;
    esac
done
version=$(dpkg-deb --field "$package" Version)
for program in snapgpu snapgpu-cli; do
    said=$(QT_QPA_PLATFORM=offscreen "$root/usr/bin/$program" --version 2>&1) || wrong "$program does not start: $said"
    case $said in
    *"${version%%-*}"*) ;;
    *) wrong "$program says \"$said\", and the package is of version $version" ;;
    esac
done
for program in "$root"/usr/bin/* "$root"/usr/libexec/snapgpu/*; do
    if readelf --dynamic "$program" | grep -Eq 'RPATH|RUNPATH'; then
        wrong "$program looks for libraries where it was built"
    fi
done
[ $bad = 0 ] && echo "package: $(basename "$package") is sound, $(($(wc -c <"$package") / 1024)) KiB"
exit $bad
