# SPDX-License-Identifier: GPL-3.0-or-later
# What the machine is and has, as it is told at the login and when asked; and its lease.

restic_path() {
    if [ -x "$sg_dir/bin/restic" ]; then
        printf '%s' "$sg_dir/bin/restic"
    else
        command -v restic 2>/dev/null
    fi
}

restic_version() {
    [ -n "$1" ] && "$1" version 2>/dev/null </dev/null | awk '$1 == "restic" { print $2; exit }'
}

# What a container may use is often less than what the machine has.
memory_facts() {
    sg_mem=$(awk '/^MemTotal:/ { printf "%.0f", $2 * 1024; exit }' /proc/meminfo 2>/dev/null)
    sg_mem_free=$(awk '/^MemAvailable:/ { printf "%.0f", $2 * 1024; exit }' /proc/meminfo 2>/dev/null)
    for sg_cap in /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes; do
        sg_cap=$(first_line "$sg_cap")
        is_number "$sg_cap" && [ "${#sg_cap}" -lt 17 ] || continue
        [ "$sg_cap" -lt "${sg_mem:-0}" ] && sg_mem=$sg_cap
        [ "$sg_cap" -lt "${sg_mem_free:-0}" ] && sg_mem_free=$sg_cap
    done
}

core_count() {
    sg_cores=$(nproc 2>/dev/null || echo 0)
    sg_quota=$(first_line /sys/fs/cgroup/cpu.max)
    case $sg_quota in
    [0-9]*' '[0-9]*)
        sg_quota=$(((${sg_quota% *} + ${sg_quota#* } - 1) / ${sg_quota#* }))
        [ "$sg_quota" -gt 0 ] && [ "$sg_quota" -lt "$sg_cores" ] && sg_cores=$sg_quota
        ;;
    esac
    printf '%s' "$sg_cores"
}

hello() {
    memory_facts
    sg_disk=$(free_bytes /workspace)
    sg_path=$(restic_path)
    if command -v bunzip2 >/dev/null 2>&1 || command -v python3 >/dev/null 2>&1; then sg_ok=true; else sg_ok=false; fi
    sg_text='{"event":"hello","agent":2,"pid":'$$',"kernel":'$(esc "$(uname -sr)")',"arch":'$(esc "$(uname -m)")
    sg_text=$sg_text',"cores":'$(core_count)',"memory":'${sg_mem:-0}',"memory_free":'${sg_mem_free:-0}',"time":'$(date +%s)
    sg_text=$sg_text',"disk_free":'${sg_disk:--1}',"unpacks":'$sg_ok',"restic_path":'$(esc "$sg_path")
    emit "$sg_text"',"restic":'"$(esc "$(restic_version "$sg_path")")"'}'
}

# nvidia-smi answers, or why not.
gpu_event() {
    sg_smi=$(nvidia-smi --query-gpu=name,memory.total,driver_version --format=csv,noheader 2>&1 </dev/null)
    sg_code=$?
    sg_smi=$(printf '%s\n' "$sg_smi" | head -n 1)
    if [ "$sg_code" -eq 0 ] && [ -n "$sg_smi" ]; then
        emit '{"event":"gpu","ok":true,"gpu":'"$(esc "$sg_smi")"'}'
    else
        emit '{"event":"gpu","ok":false,"exit":'"$sg_code"',"gpu":"","message":'"$(esc "${sg_smi:-no answer, exit code $sg_code}")"'}'
    fi
}

# The lease file is read by the loop the instance was born with: an epoch second, or the word kept.
lease() {
    case $1 in
    keep) sg_until=kept ;;
    claim | renew)
        case ${2-} in '' | *[!0-9]*) emit '{"event":"error","what":"lease","message":"no seconds given"}' && return ;; esac
        sg_until=$(($(date +%s) + $2))
        ;;
    *) emit '{"event":"error","what":"lease","message":"unknown word"}' && return ;;
    esac
    if printf '%s\n' "$sg_until" >"$sg_dir/lease.new" && mv "$sg_dir/lease.new" "$sg_dir/lease"; then
        emit '{"event":"lease","until":"'"$sg_until"'"}'
    else
        emit '{"event":"error","what":"lease","message":"the lease file cannot be written"}'
    fi
}
