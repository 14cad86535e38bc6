# SPDX-License-Identifier: GPL-3.0-or-later
# SnapGPU's agent: arrives over the standard input of an ssh login, is evaluated by sh, and then takes commands
# there, one a line. Answers are JSON lines on standard output. POSIX sh only (dash, bash, busybox ash).
# This file and its neighbours are joined, in the order of their names, when SnapGPU is built.
#
#   ping ID | check | lease claim SECONDS | lease renew SECONDS | lease keep | disk PATH
#   restore BYTES KEY   followed by exactly that many bytes: a sh plan made and quoted by the desktop;
#                       joins the restore of the same key that runs here already
#   attach              follow the restore that runs (or ended) here
#   fetch URL SHA256    a packed restic from a release page
#   upload BYTES SHA256 NAME   followed by the bytes of a restic, packed when the name ends in .bz2
#   seed REPOSITORY KIND ID BYTES   followed by the bytes of one file of restic's cache
#   ahead BYTES KEY     followed by the bytes of a list of what the restore of that key fetches while restic begins
#   cancel | quit
#   backup BYTES KEY    followed by a plan: one backup; "busy" while another one runs
#   attach backup | cancel backup   the same of the backup that runs (or ended) here
#   sync start BYTES KEY   followed by a plan: a backup every so often, until it is stopped or the machine ends
#   sync status | sync stop
#
# Secrets come in the plan and in the list only. They live in shell variables, go to restic and curl through a pipe and
# through the environment of the restic process, and never into arguments, files or the answers. Those of a sync stay in
# the memory of its shell between two backups.

LC_ALL=C
export LC_ALL
umask 077
PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH
sg_dir=${SNAPGPU_DIR:-/root/.snapgpu}
sg_main=$$
sg_pump=
sg_told=
sg_run=$sg_dir/run
sg_newline='
'
