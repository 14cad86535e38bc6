// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/machines/nvidia_smi.h"

#include <QCryptographicHash>

namespace snapgpu::sandbox {

namespace {

constexpr auto kBody = R"sh(
driver=550.127.05
cuda=12.4
bus() { printf '00000000:%02X:00.0' $(($1 + 1)); }
uuid_of() { printf 'GPU-%s%02d' "$uuid" "$1"; }

if [ "$broken" = 1 ]; then
    echo "Unable to determine the device handle for GPU $(bus 0): Unknown Error"
    exit 255
fi

# value INDEX FIELD: number or text, and the unit in $unit
value() {
    unit=
    case $2 in
    index) v=$1 ;;
    count) v=$count ;;
    name | gpu_name) v=$name ;;
    uuid | gpu_uuid) v=$(uuid_of "$1") ;;
    driver_version) v=$driver ;;
    pci.bus_id | gpu_bus_id) v=$(bus "$1") ;;
    pstate) v=P8 ;;
    persistence_mode) v=Enabled ;;
    compute_mode) v=Default ;;
    compute_cap) v=$capability ;;
    temperature.gpu) v=$((31 + $1)) ;;
    fan.speed) v=30 unit=%% ;;
    utilization.gpu | utilization.memory) v=0 unit=%% ;;
    memory.total) v=$memory unit=MiB ;;
    memory.used) v=1 unit=MiB ;;
    memory.free) v=$((memory - 1)) unit=MiB ;;
    power.draw) v=18.52 unit=W ;;
    power.limit) v=450.00 unit=W ;;
    clocks.sm | clocks.gr) v=210 unit=MHz ;;
    *) return 1 ;;
    esac
}

header_unit() {
    case $unit in
    '') printf '%s' "$1" ;;
    *) printf "%s [$unit]" "$1" ;;
    esac
}

query() {
    old=$IFS
    IFS=,
    set -- $1
    IFS=$old
    line=
    for field; do
        field=$(echo $field)
        value 0 "$field" || { printf 'Field "%s" is not a valid field to query.\n' "$field"; exit 2; }
        line="$line, $(header_unit "$field")"
    done
    case ",$format," in *,noheader,*) ;; *) echo "${line#, }" ;; esac
    i=$first
    while [ "$i" -le "$last" ]; do
        line=
        for field; do
            value "$i" "$(echo $field)"
            case "$unit,,$format," in
            ,* | *,nounits,*) line="$line, $v" ;;
            *) line="$line, $v $(printf "$unit")" ;;
            esac
        done
        echo "${line#, }"
        i=$((i + 1))
    done
}

list() {
    i=$first
    while [ "$i" -le "$last" ]; do
        echo "GPU $i: $name (UUID: $(uuid_of "$i"))"
        i=$((i + 1))
    done
}

rule='+-----------------------------------------+------------------------+----------------------+'
table() {
    date '+%a %b %e %H:%M:%S %Y'
    echo '+-----------------------------------------------------------------------------------------+'
    printf '| NVIDIA-SMI %-21s Driver Version: %-14s CUDA Version: %-9s|\n' "$driver" "$driver" "$cuda"
    echo "$rule"
    echo '| GPU  Name                 Persistence-M | Bus-Id          Disp.A | Volatile Uncorr. ECC |'
    echo '| Fan  Temp   Perf          Pwr:Usage/Cap |           Memory-Usage | GPU-Util  Compute M. |'
    echo '|                                         |                        |               MIG M. |'
    echo '|=========================================+========================+======================|'
    i=$first
    while [ "$i" -le "$last" ]; do
        printf '| %3d  %-25.25s      On | %17s  Off |                  Off |\n' "$i" "$name" "$(bus "$i")"
        printf '| 30%%  %3dC    P8             18W /  450W | %8dMiB / %8dMiB |      0%%      Default |\n' \
            $((31 + i)) 1 "$memory"
        echo '|                                         |                        |                  N/A |'
        echo "$rule"
        i=$((i + 1))
    done
    echo
    echo '+-----------------------------------------------------------------------------------------+'
    echo '| Processes:                                                                              |'
    echo '|  No running processes found                                                             |'
    echo '+-----------------------------------------------------------------------------------------+'
}

action=table fields= format=csv first=0 last=$((count - 1))
while [ $# -gt 0 ]; do
    case $1 in
    -L | --list-gpus) action=list ;;
    --query-gpu=*) action=query fields=${1#*=} ;;
    --format=*) format=$(echo "${1#*=}" | tr -d ' ') ;;
    -i | --id) first=${2:-0} last=${2:-0} && shift ;;
    --id=* | -i=*) first=${1#*=} last=${1#*=} ;;
    *)
        echo "ERROR: Option $1 is not recognized. Please run 'nvidia-smi -h'."
        exit 2
        ;;
    esac
    [ $# -gt 0 ] && shift
done
if [ "$last" -ge "$count" ] 2>/dev/null; then
    echo "No devices were found"
    exit 6
fi
case $action in
list) list ;;
query) query "$fields" ;;
*) table ;;
esac
)sh";

QByteArray quoted(const QString &text)
{
    QString escaped = text;
    escaped.replace(QLatin1Char('\''), QStringLiteral("'\\''"));
    return QByteArrayLiteral("'") + escaped.toUtf8() + QByteArrayLiteral("'");
}

QByteArray capabilityOf(const QString &name)
{
    struct Family
    {
        const char *part;
        const char *capability;
    };
    // NVIDIA's compute capability per architecture.
    constexpr Family kFamilies[] = {{"RTX 50", "12.0"}, {"B200", "10.0"}, {"H100", "9.0"}, {"H200", "9.0"},
        {"RTX 40", "8.9"}, {"Ada", "8.9"}, {"L40", "8.9"}, {"L4", "8.9"}, {"A100", "8.0"}, {"RTX 30", "8.6"},
        {"A6000", "8.6"}, {"A40", "8.6"}, {"A5000", "8.6"}, {"A4000", "8.6"}, {"RTX 20", "7.5"},
        {"T4", "7.5"}, {"V100", "7.0"}, {"GTX 10", "6.1"}};
    for (const Family &family : kFamilies) {
        if (name.contains(QLatin1String(family.part))) {
            return family.capability;
        }
    }
    return "8.6";
}

} // namespace

QString driverName(const QString &cloudName)
{
    const QString name = cloudName.trimmed();
    if (name.startsWith(QStringLiteral("NVIDIA"))) {
        return name;
    }
    if (name.startsWith(QStringLiteral("GTX"))
        || (name.startsWith(QStringLiteral("RTX ")) && name.mid(4, 2).toInt() >= 20
            && name.mid(6, 2).toInt() >= 50)) {
        return QStringLiteral("NVIDIA GeForce ")
            + name; // 2060 … 5090; not the RTX 4000 and 6000 of workstations
    }
    return QStringLiteral("NVIDIA ") + name;
}

QByteArray nvidiaSmiScript(const GpuCard &card)
{
    const QByteArray hash = QCryptographicHash::hash(card.seed.toUtf8(), QCryptographicHash::Sha256).toHex();
    const QByteArray uuid = hash.left(8) + '-' + hash.mid(8, 4) + '-' + hash.mid(12, 4) + '-'
        + hash.mid(16, 4) + '-' + hash.mid(20, 10);
    QByteArray script = "#!/bin/sh\n";
    script += "name=" + quoted(driverName(card.name)) + "\ncount=" + QByteArray::number(card.count)
        + "\nmemory=" + QByteArray::number(card.memoryMb) + "\nbroken=" + (card.broken ? "1" : "0")
        + "\ncapability=" + capabilityOf(card.name) + "\nuuid=" + uuid + '\n';
    return script + kBody;
}

} // namespace snapgpu::sandbox
