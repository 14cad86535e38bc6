// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/cloud/vast/onstart.h"

#include <QRegularExpression>
#include <QStringList>
#include <QUrl>

namespace snapgpu::vast {

namespace {

// Part 1 runs in the foreground. The key starts on a line of its own, because the file may lack a last
// newline; owner and modes are repaired, because sshd refuses the key otherwise. An existing lease is left
// alone: the script also runs when a kept machine is started again.
constexpr char kSetUp[] = R"SH(#!/bin/sh
R=${SNAPGPU_ROOT:-/root}
D=$R/.snapgpu
A=$R/.ssh/authorized_keys
umask 077
mkdir -p "$R/.ssh" "$D"
: >>"$R/.no_auto_tmux"
K='@KEY@'
if [ -n "$K" ] && ! grep -qxF "$K" "$A" 2>/dev/null; then
printf '\n%s\n' "$K" >>"$A"
fi
chown "$(id -u):$(id -g)" "$R" "$R/.ssh" "$A" 2>/dev/null
chmod go-w "$R"
chmod 700 "$R/.ssh" "$D"
chmod 600 "$A" 2>/dev/null
[ -s "$D/lease" ] || { echo $(($(date +%s) + @LEASE@)) >"$D/lease.new" && mv "$D/lease.new" "$D/lease"; }
cat >"$D/lease.sh" <<'END'
)SH";

// Part 2 is the loop, a file of its own so that it can be detached and started again.
// - The last good lease is remembered: a full disk or a torn write neither kills nor saves a machine.
// - The key never stands in an argument, where any user of the machine (and its host's process list) sees it:
//   curl reads its header from a pipe, wget from a file that only root can read and that is removed at once
//   (its options have no other way), python from its environment, openssl from a pipe.
// - RunPod's front turns the name that python gives itself away.
// - Bare CUDA images have none of curl, wget and python, but openssl; without that apt must bring curl.
// - Success is not believed: it asks again until the machine dies.
constexpr char kLoop[] = R"SH(D=$1
L=$2
B=$3
T=${SNAPGPU_TICK:-10}
echo $$ >"$D/lease.pid"
v() {
eval "x=\${$1:-}"
[ -n "$x" ] || x=$(tr '\0' '\n' </proc/1/environ | sed -n "s/^$1=//p" | head -n 1)
printf %s "$x"
}
c() {
printf 'header = "Authorization: Bearer %s"\n' "$K" | curl -fsS -m 20 -K - -X DELETE -H 'Content-Type: application/json' -d '{}' -o /dev/null "$U"
}
w() {
printf 'header = Authorization: Bearer %s\nheader = Content-Type: application/json\n' "$K" >"$D/.w" || return 1
WGETRC="$D/.w" wget -q -T 20 -t 1 --method=DELETE --body-data='{}' -O /dev/null "$U"
r=$?
rm -f "$D/.w"
return $r
}
p() {
K=$K U=$U "$1" -c '
import os
try: import urllib.request as u
except ImportError: import urllib2 as u
r=u.Request(os.environ["U"],b"{}",{"Authorization":"Bearer "+os.environ["K"],"Content-Type":"application/json","User-Agent":"snapgpu"})
r.get_method=lambda:"DELETE"
u.urlopen(r,timeout=20)'
}
o() {
case $U in https://*) ;; *) return 1 ;; esac
h=${U#https://}
h=${h%%/*}
n=${h%%:*}
case $h in *:*) q=$h ;; *) q=$h:443 ;; esac
{ printf 'DELETE %s HTTP/1.0\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}' "${U#https://$h}" "$h" "$K"; sleep 5; } | openssl s_client -quiet -verify_return_error -verify_hostname "$n" -servername "$n" -connect "$q" | grep -q '^HTTP.* 20'
}
a() {
command -v curl || { apt-get update && apt-get install -y --no-install-recommends curl ca-certificates; }
}
e=$(($(date +%s) + L))
while :; do
l=
read -r l x <"$D/lease"
case $l in
kept) e= ;;
'' | *[!0-9]* | ????????????*) ;;
*) e=$l ;;
esac
if [ -n "$e" ] && [ "$(date +%s)" -ge "$e" ]; then
K=$(v @KEYNAME@)
I=$(v @IDNAME@)
[ -n "$I" ] || I=$(v @LABELNAME@ | sed 's/^C\.//')
U=$B@PATH@
c || @ALSO@ w || p python3 || p python || o || a
fi
sleep "$T" || sleep 10
done
END
)SH";

// Part 3: detached from whatever started it, so that neither a hang-up nor a closed descriptor ends it.
constexpr char kDetach[] = R"SH(S=
command -v setsid >/dev/null && S=setsid
(trap '' HUP; exec $S sh "$D/lease.sh" "$D" @LEASE@ '@URL@') </dev/null >/dev/null 2>&1 &
)SH";

/** Type and key without the comment: comments with odd characters were seen to break the key. */
QString plainKey(const QString &publicKey)
{
    static const QRegularExpression pattern(
        QStringLiteral("^([a-z0-9@.-]+) +([A-Za-z0-9+/]+={0,3})(?:\\s.*)?$"),
        QRegularExpression::DotMatchesEverythingOption);
    const auto match = pattern.match(publicKey.trimmed());
    return match.hasMatch() ? match.captured(1) + QLatin1Char(' ') + match.captured(2) : QString();
}

} // namespace

QString onstartText(const OnstartOptions &options)
{
    QString url = QString::fromLatin1(QUrl(options.baseUrl).toEncoded(QUrl::StripTrailingSlash));
    url.replace(QLatin1Char('\''), QLatin1String("%27")); // it stands between single quotes
    QString text = QString::fromLatin1(kSetUp) + QString::fromLatin1(kLoop) + QString::fromLatin1(kDetach);
    const LeaseTarget &target = options.target;
    text.replace(QLatin1String("@KEYNAME@"), QLatin1String(target.keyVariable));
    text.replace(QLatin1String("@IDNAME@"), QLatin1String(target.idVariable));
    text.replace(QLatin1String("@LABELNAME@"), QLatin1String(target.labelVariable));
    text.replace(QLatin1String("@PATH@"), QLatin1String(target.path));
    text.replace(QLatin1String("@ALSO@ "), QLatin1String(target.also));
    text.replace(QLatin1String("@KEY@"), plainKey(options.publicKey));
    text.replace(QLatin1String("@LEASE@"), QString::number(qMax(1, options.leaseSeconds)));
    text.replace(QLatin1String("@URL@"), url);
    return text;
}

} // namespace snapgpu::vast
