# SPDX-License-Identifier: GPL-3.0-or-later
# Links in the target that an old restic stumbles over or writes through.

# Links that an old restic would stumble over, as it named them itself.
remove_links_in_the_way() {
    sed -n 's/^ignoring error for \(\/[^:]*\): .*: file exists$/\1/p' "$sg_log" | sort -u >"$sg_run/links"
    [ -s "$sg_run/links" ] || return 1
    while IFS= read -r sg_path; do
        { [ -L "$sg_target$sg_path" ] || [ -p "$sg_target$sg_path" ]; } && rm -f -- "$sg_target$sg_path"
    done <"$sg_run/links"
}

# The path in a snapshot as restic's JSON writes it, with its quotes.
snapshot_json() {
    esc "$1" | sed -e 's/\\u000a/\\n/g' -e 's/\\u0009/\\t/g' -e 's/\\u000d/\\r/g' -e 's/</\\u003c/g' \
        -e 's/>/\\u003e/g' -e 's/&/\\u0026/g'
}

# restic before 0.17 writes through a link that lies in the target where the snapshot has a folder, out of the
# target. Such links go first; all others stay. A name with a line end cannot be looked up, so that one goes too.
remove_links_for_folders() {
    [ -n "$sg_guard" ] && [ -n "$(sg_links | head -n 1)" ] || return
    printf '%s\n' "$sg_password" | {
        sg_environment
        sg_list
    } 2>/dev/null | sed -n 's/^{.*"type":"dir","path":\("\([^"\\]\|\\.\)*"\).*$/\1/p' >"$sg_run/folders"
    sg_links | while IFS= read -r sg_path; do
        [ -L "$sg_path" ] || continue
        snapshot_json "${sg_path#"$sg_target"}" >"$sg_run/path"
        grep -Fxq -f "$sg_run/path" "$sg_run/folders" && rm -f -- "$sg_path"
    done
    sg_odd_links
    rm -f "$sg_run/folders" "$sg_run/path"
}
