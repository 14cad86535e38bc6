#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Packs what is built and checks the result. Usage: make-package.sh BUILD-FOLDER INTO-FOLDER
# Exit code 77: this system has no tools for it (a skipped test).
set -eu
here=$(dirname "$0")
for tool in cpack dpkg-deb dpkg-shlibdeps file; do
    command -v $tool >/dev/null 2>&1 || {
        echo "$tool is missing. To make packages: sudo apt-get install cmake dpkg-dev file"
        exit 77
    }
done
mkdir -p "$2"
into=$(cd "$2" && pwd)
rm -f "$into"/snapgpu_*.deb
(cd "$1" && cpack -G DEB -B "$into" >"$into/cpack.log" 2>&1) || { cat "$into/cpack.log"; exit 1; }
rm -rf "$into/_CPack_Packages" "$into/cpack.log"
package=$(ls "$into"/snapgpu_*.deb)
"$here/check-package.sh" "$package"
echo "$package"
