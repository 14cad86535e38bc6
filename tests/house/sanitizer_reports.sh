#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Shows the reports that sanitizers left in the folder given; each is a defect.
set -eu
count=0
for report in "$1"/report.*; do
    [ -e "$report" ] || continue
    count=$((count + 1))
    echo "== ${report##*/}"
    head -n 60 "$report"
done
[ "$count" = 0 ] || { echo "$count reports of sanitizers in $1"; exit 1; }
