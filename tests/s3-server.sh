#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Puts a real S3 server (versitygw, which serves folders as buckets) into the folder given, built by name with Go.
# Says how to get it when that does not work.
set -eu
mkdir -p "$1"
folder=$(cd "$1" && pwd)
[ -x "$folder/versitygw" ] && exit 0
release=v1.8.0
go=$(command -v go || echo /usr/local/go/bin/go)
if [ -x "$go" ] && GOBIN="$folder" GOFLAGS=-trimpath "$go" install "github.com/versity/versitygw/cmd/versitygw@$release" \
    >"$folder/go.log" 2>&1; then
    exit 0
fi
echo "No S3 server could be had, so tests against S3 are skipped. To run them:" >&2
echo "  GOBIN=$folder go install github.com/versity/versitygw/cmd/versitygw@$release" >&2
exit 1
