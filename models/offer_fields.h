// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/offer.h"

#include <span>
#include <variant>

namespace snapgpu {

/** Every field of an offer, and what the program works out from them. The order is that of the columns. */
enum class OfferField : quint8 {
    GpuName,
    NumGpus,
    GpuRam,
    Geolocation,
    Price, ///< worked out: $/h with the disk of the plan
    Reliability,
    InetDown,
    DiskBw,
    CudaMaxGood,
    HostKind, ///< worked out: datacenter, verified, unverified
    MachineId,
    // The rest is hidden until somebody wants it.
    BootSeconds, ///< worked out from host memory
    WorkSeconds, ///< worked out: boot and download of the snapshot
    WorkDollars, ///< worked out: what it costs until the work can begin
    TrafficDollars, ///< worked out: download of the snapshot
    Age, ///< worked out: since the cloud said so
    Id,
    HostId,
    Provider,
    DphTotal,
    DphBase,
    MinBid,
    StorageCost,
    StorageTotalCost,
    InetDownCost,
    InetUpCost,
    InetUp,
    Dlperf,
    DlperfPerDollar,
    FlopsPerDollar,
    TotalFlops,
    Score,
    GpuTotalRam,
    GpuFraction,
    GpuMemoryBw,
    GpuMaxPower,
    GpuMaxTemp,
    GpuArch,
    GpuLanes,
    GpuDisplayActive,
    GpuIds,
    ComputeCap,
    DriverVersion,
    DriverNumber,
    NvlinkBw,
    CpuName,
    CpuArch,
    CpuCores,
    CpuCoresEffective,
    CpuGhz,
    CpuRam,
    HasAvx,
    MoboName,
    OsVersion,
    PciGen,
    PcieBw,
    DiskName,
    DiskSpace,
    DirectPortCount,
    DirectPortStart,
    PublicIp,
    StaticIp,
    Geolocode,
    Duration,
    StartDate,
    EndDate,
    TimeRemaining,
    TimeRemainingIsBid,
    Verified, ///< a filter of its own; the row says it as `verification`
    Datacenter, ///< likewise; the row says it as `hosting_type`
    Verification,
    Vericode,
    VmDeverified,
    VmsEnabled,
    External,
    Rentable,
    Rented,
    IsBid,
    Reliability2,
    ReliabilityMult,
    ExpectedReliability,
    HostingType,
    Hostname,
    BundleId,
    BundledResults,
    RowNumber,
    ClusterId,
    ResourceType,
    VramCost,
    DphTotalAdjusted,
    PlatformFee,
    CreditDiscountMax,
    DiscountRate,
    DiscountedHourly,
    DiscountedDphTotal,
    SearchGpuHourly,
    SearchDiskHourly,
    SearchTotalHourly,
    SearchDiscountHourly,
    SearchDiscountedHourly,
    InstanceGpuHourly,
    InstanceDiskHourly,
    InstanceTotalHourly,
    InstanceDiscountHourly,
    InstanceDiscountedHourly,
    InetDownCostPerTb,
    InetUpCostPerTb,
    VolumeAskId,
    VolumeDph,
    VolumeGb,
    NetworkDiskMin,
    NetworkDiskMax,
    NetworkDiskAvg,
    Logo,
    Webpage,
};
constexpr int kOfferFieldCount = static_cast<int>(OfferField::Webpage) + 1;

/** How a value is told to people. */
enum class FieldForm : quint8 {
    Text,
    Number,
    Identity, ///< digits without groups
    Dollars, ///< the unit names what for
    Percent, ///< from 0..1
    Gigabytes, ///< from megabytes
    YesNo,
    Seconds, ///< a duration
    Instant, ///< seconds since 1970
    Identities,
};

/** Where the value lives; monostate for fields that are worked out. */
using FieldMember = std::variant<std::monostate, qint64 Offer::*, int Offer::*, Real Offer::*, Whole Offer::*,
    Flag Offer::*, QString Offer::*, QVector<qint64> Offer::*>;

/**
 * One field: its name on the wire, its title and unit for people, where it lives and how it is shown.
 * Columns, filter, order, completion, facets, detail pane, CSV and JSON, the reader of answers and the file
 * cache all go by this one table.
 */
struct OfferFieldInfo
{
    OfferField field;
    const char *key; ///< the vendor's name; "search.diskHour" lies within the object "search"
    const char *title; ///< source text of context "OfferField"
    const char *unit; ///< source text of context "OfferField"; empty = none
    FieldMember member;
    FieldForm form = FieldForm::Text;
    quint8 decimals = 0;
    bool shown = false; ///< a column before anybody chose columns
    bool onWire = true; ///< false: worked out, or said by another field of the row

    bool isComputed() const { return std::holds_alternative<std::monostate>(member); }
    bool isText() const { return std::holds_alternative<QString Offer::*>(member); }
    /** Right-aligned and ordered as a number. */
    bool isNumeric() const
    {
        return form != FieldForm::Text && form != FieldForm::YesNo && form != FieldForm::Identities;
    }
    /** Prices: a negative one is no price. */
    bool isMoney() const { return form == FieldForm::Dollars; }
    QString keyText() const { return QString::fromLatin1(key); }
    QString titleText() const; ///< translated
    QString unitText() const; ///< translated, may be empty
    QString headerText() const; ///< "VRAM GB"
};

std::span<const OfferFieldInfo> offerFields();
const OfferFieldInfo &offerField(OfferField field);
/** By any name that the vendor, its server or its command line understands; nullptr when there is none. */
const OfferFieldInfo *findOfferField(const QString &name);

/** A value read without knowing its type: number, text or neither. Views into the offer, so keep it alive. */
struct FieldValue
{
    Presence presence = Presence::Absent;
    bool isFlag = false;
    bool isWhole = false; ///< `whole` is exact and `number` its rounding
    double number = 0;
    qint64 whole = 0;
    const QString *text = nullptr; ///< set for texts
};
/** Value of a stored field; absent for those that are worked out. */
FieldValue valueOf(const OfferFieldInfo &info, const Offer &offer);

/** A row of the detail pane: what `raw` holds beyond the table, by name. */
struct ExtraField
{
    QString name;
    QString text; ///< a string as it is, anything else as JSON
};
QVector<ExtraField> extraFields(const Offer &offer);

/** The offer as one JSON object with the vendor's field names, `raw` included; for scripts. */
QByteArray offerJson(const Offer &offer);

} // namespace snapgpu
