#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the package of this system (a .deb) and checks it; prints where it is.
# Usage: installer/package.sh [FOLDER]      (default: the folder of the checkout)
set -eu
cd "$(dirname "$0")/.."
into=${1:-$PWD}

installer/setup.sh package
mkdir -p build
cmake --preset release >build/configure.log 2>&1 || { cat build/configure.log; exit 1; }
cmake --build --preset release --target snapgpu snapgpu-cli snapgpu-sandbox
installer/make-package.sh build "$into"
