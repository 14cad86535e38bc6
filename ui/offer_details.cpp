// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/offer_details.h"

#include "models/format.h"
#include "models/offer_text.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollBar>
#include <QSet>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

using F = OfferField;
constexpr int kRowHeight = 21;
constexpr int kIndent = 10;
constexpr int kCellMargin = 14; ///< both sides of a text, as the style draws it

struct Group
{
    const char *title;
    QVector<OfferField> fields;
};

const QVector<Group> &groups()
{
    static const QVector<Group> all{
        {QT_TRANSLATE_NOOP("snapgpu::OfferDetails", "GPU"),
            {F::GpuName, F::NumGpus, F::GpuRam, F::GpuTotalRam, F::CudaMaxGood, F::DriverVersion,
                F::DriverNumber, F::ComputeCap, F::TotalFlops, F::Dlperf, F::DlperfPerDollar,
                F::FlopsPerDollar, F::GpuMemoryBw, F::NvlinkBw, F::GpuLanes, F::PciGen, F::PcieBw,
                F::GpuMaxPower, F::GpuMaxTemp, F::GpuFraction, F::GpuArch, F::GpuDisplayActive, F::GpuIds}},
        {QT_TRANSLATE_NOOP("snapgpu::OfferDetails", "Computer"),
            {F::CpuName, F::CpuCores, F::CpuCoresEffective, F::CpuGhz, F::CpuRam, F::CpuArch, F::HasAvx,
                F::MoboName, F::OsVersion}},
        {QT_TRANSLATE_NOOP("snapgpu::OfferDetails", "Disk"),
            {F::DiskSpace, F::DiskBw, F::DiskName, F::StorageCost, F::StorageTotalCost, F::NetworkDiskMin,
                F::NetworkDiskAvg, F::NetworkDiskMax, F::VolumeAskId, F::VolumeDph, F::VolumeGb}},
        {QT_TRANSLATE_NOOP("snapgpu::OfferDetails", "Network"),
            {F::InetDown, F::InetUp, F::InetDownCost, F::InetUpCost, F::InetDownCostPerTb, F::InetUpCostPerTb,
                F::DirectPortCount, F::DirectPortStart, F::PublicIp, F::StaticIp, F::Geolocation,
                F::Geolocode}},
        {QT_TRANSLATE_NOOP("snapgpu::OfferDetails", "Host"),
            {F::HostKind, F::Reliability, F::Reliability2, F::ExpectedReliability, F::ReliabilityMult,
                F::Verification, F::Verified, F::Datacenter, F::HostingType, F::Vericode, F::VmDeverified,
                F::VmsEnabled, F::External, F::Hostname, F::Logo, F::Webpage}},
        {QT_TRANSLATE_NOOP("snapgpu::OfferDetails", "Rental"),
            {F::Duration, F::StartDate, F::EndDate, F::TimeRemaining, F::TimeRemainingIsBid, F::Rentable,
                F::Rented, F::IsBid}},
        {QT_TRANSLATE_NOOP("snapgpu::OfferDetails", "Prices as the cloud says them"),
            {F::DphBase, F::DphTotal, F::DphTotalAdjusted, F::MinBid, F::VramCost, F::PlatformFee,
                F::CreditDiscountMax, F::DiscountRate, F::DiscountedHourly, F::DiscountedDphTotal,
                F::SearchGpuHourly, F::SearchDiskHourly, F::SearchTotalHourly, F::SearchDiscountHourly,
                F::SearchDiscountedHourly, F::InstanceGpuHourly, F::InstanceDiskHourly,
                F::InstanceTotalHourly, F::InstanceDiscountHourly, F::InstanceDiscountedHourly}},
        {QT_TRANSLATE_NOOP("snapgpu::OfferDetails", "Numbers"),
            {F::Id, F::MachineId, F::HostId, F::Provider, F::Age, F::Score, F::BundleId, F::BundledResults,
                F::ClusterId, F::ResourceType, F::RowNumber}},
    };
    return all;
}

/** Titles of columns are short; here is room for words. */
QString nameOf(const OfferFieldInfo &info)
{
    switch (info.field) {
    case F::NumGpus:
        return OfferDetails::tr("Number of GPUs");
    case F::InetDown:
        return OfferDetails::tr("Download");
    case F::InetUp:
        return OfferDetails::tr("Upload");
    case F::InetDownCost:
    case F::InetDownCostPerTb:
        return OfferDetails::tr("Download price");
    case F::InetUpCost:
    case F::InetUpCostPerTb:
        return OfferDetails::tr("Upload price");
    case F::Reliability:
        return OfferDetails::tr("Reliability");
    default:
        break;
    }
    const QString unit = info.unitText();
    return unit.startsWith(QLatin1Char('/')) ? info.titleText() + QLatin1Char(' ') + unit : info.titleText();
}

/** Said in the first two groups already. */
bool isComputedHere(OfferField field)
{
    return field == F::Price || field == F::BootSeconds || field == F::WorkSeconds || field == F::WorkDollars
        || field == F::TrafficDollars;
}

} // namespace

OfferDetails::OfferDetails(
    const Theme *theme, const OfferTableModel *model, HostHistory history, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_model(model)
    , m_history(std::move(history))
    , m_title(new ElidedLabel(this))
    , m_move(new QToolButton(this))
    , m_tree(new QTreeWidget(this))
{
    setObjectName(QStringLiteral("offerDetails"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 6, 8, 6);
    setRole(m_title, "strong");
    head->addWidget(m_title, 1);
    setRole(m_move, "link");
    m_move->setFocusPolicy(Qt::StrongFocus);
    connect(m_move, &QToolButton::clicked, this, &OfferDetails::moveRequested);
    head->addWidget(m_move);
    auto *close = new QToolButton(this);
    setRole(close, "link");
    close->setFocusPolicy(Qt::StrongFocus);
    close->setAccessibleName(tr("Close the details"));
    close->setToolTip(tr("Close the details"));
    keepIcon(close, QStringLiteral("cross"), theme);
    connect(close, &QToolButton::clicked, this, &OfferDetails::closeRequested);
    head->addWidget(close);
    layout->addLayout(head);
    setRole(m_tree, "details");
    m_tree->setObjectName(QStringLiteral("offerDetailsTree"));
    m_tree->setAccessibleName(tr("Details of the offer"));
    m_tree->setColumnCount(2);
    m_tree->header()->hide();
    m_tree->header()->setSectionResizeMode(QHeaderView::Fixed);
    m_tree->header()->setMinimumSectionSize(0);
    m_tree->header()->setStretchLastSection(true);
    m_tree->setRootIsDecorated(false);
    m_tree->setIndentation(kIndent);
    m_tree->setWordWrap(true);
    m_tree->viewport()->installEventFilter(this);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tree->setFrameShape(QFrame::NoFrame);
    auto *copy = new QAction(m_tree);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    m_tree->addAction(copy);
    connect(copy, &QAction::triggered, this, [this] {
        if (const QTreeWidgetItem *line = m_tree->currentItem(); line != nullptr) {
            QGuiApplication::clipboard()->setText(
                line->isFirstColumnSpanned() ? line->text(0) : line->text(1));
        }
    });
    layout->addWidget(m_tree, 1);
    connect(theme, &Theme::changed, this, &OfferDetails::rebuild);
    setOnTheRight(true);
    rebuild();
}

void OfferDetails::setOnTheRight(bool right)
{
    m_move->setText(right ? tr("Below") : tr("Beside"));
    m_move->setAccessibleName(
        right ? tr("Put the details below the table") : tr("Put the details beside the table"));
    m_move->setToolTip(m_move->accessibleName());
}

void OfferDetails::setMovable(bool movable) { m_move->setVisible(movable); }

void OfferDetails::showOffer(qint64 id, std::optional<Money> ownBid)
{
    m_id = id;
    m_ownBid = ownBid;
    rebuild();
}

QWidget *OfferDetails::focusTarget() const { return m_tree; }

QTreeWidgetItem *OfferDetails::addGroup(const QString &title)
{
    auto *group = new QTreeWidgetItem(m_tree, {title});
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    group->setFont(0, strong);
    group->setFirstColumnSpanned(true);
    group->setSizeHint(0, QSize(0, kRowHeight));
    return group;
}

void OfferDetails::addLine(QTreeWidgetItem *group, const QString &name, const QString &value)
{
    if (name.isEmpty()) {
        auto *sentence = new QTreeWidgetItem(group, {value});
        sentence->setFirstColumnSpanned(true);
        sentence->setToolTip(0, value);
        sentence->setForeground(0, m_theme->tokens().dim);
        return;
    }
    auto *line = new QTreeWidgetItem(group, {name, value});
    line->setForeground(0, m_theme->tokens().dim);
    line->setToolTip(0, name);
    line->setToolTip(1, value);
    line->setData(0, Qt::AccessibleTextRole, tr("%1: %2", "name of a field: its value").arg(name, value));
    if (value == format::missing()) {
        line->setForeground(1, m_theme->tokens().dim);
    }
}

void OfferDetails::addPrices(int row)
{
    const Offer &offer = m_model->offer(row);
    const double disk = m_model->diskGb();
    QTreeWidgetItem *group = addGroup(tr("With this plan"));
    const Money together = offer.hourlyWithDisk(disk);
    const Money storage = offer.storageHourly(disk);
    const bool known = offer.dphBase || offer.dphTotal;
    addLine(group, offer.isBid ? tr("GPU, at the lowest bid") : tr("GPU"),
        known ? format::dollarsPerHour(together - storage) : format::missing());
    addLine(group, tr("%1 GB of disk").arg(format::number(disk)), format::dollarsPerHour(storage, 4));
    addLine(group, tr("Together"), known ? format::dollarsPerHour(together) : format::missing());
    if (m_ownBid) {
        addLine(group, tr("Our bid, with the disk"), format::dollarsPerHour(*m_ownBid + storage));
        addLine(group, tr("When outbid"), tr("stopped at once; files stay; the disk is billed"));
    }
    const QString traffic = m_model->textAt(row, OfferTableModel::columnOf(F::TrafficDollars));
    const bool priced = m_model->numberAt(row, OfferTableModel::columnOf(F::TrafficDollars)).has_value();
    addLine(group, tr("Download of the snapshot"), priced ? tr("$%1").arg(traffic) : traffic);
}

void OfferDetails::addHistory(const Offer &offer)
{
    QTreeWidgetItem *group = addGroup(tr("This machine before"));
    const auto lines = m_history ? m_history(offer) : QVector<QPair<QString, QString>>();
    for (const auto &[name, value] : lines) {
        addLine(group, name, value);
    }
    if (lines.isEmpty()) {
        addLine(group, tr("Never raced from here"), {});
    }
}

void OfferDetails::addFields(int row)
{
    QSet<OfferField> done;
    const auto add = [&](QTreeWidgetItem *group, OfferField field) {
        const OfferFieldInfo &info = offerField(field);
        QString value = m_model->textAt(row, OfferTableModel::columnOf(field));
        if (value.isEmpty()) {
            value = format::missing();
        }
        const QString unit = info.unitText();
        addLine(group, nameOf(info),
            unit.isEmpty() || unit.startsWith(QLatin1Char('/')) || value == format::missing()
                ? value
                : value + QLatin1Char(' ') + unit);
        done.insert(field);
    };
    for (const Group &group : groups()) {
        QTreeWidgetItem *item = addGroup(tr(group.title));
        for (const OfferField field : group.fields) {
            add(item, field);
        }
    }
    QTreeWidgetItem *rest = nullptr; // fields that a newer table has and no group names
    for (const OfferFieldInfo &info : offerFields()) {
        if (!done.contains(info.field) && !isComputedHere(info.field)) {
            rest = rest == nullptr ? addGroup(tr("More")) : rest;
            add(rest, info.field);
        }
    }
}

void OfferDetails::addExtra(const Offer &offer)
{
    const QVector<ExtraField> extra = extraFields(offer);
    if (extra.isEmpty()) {
        return;
    }
    QTreeWidgetItem *group = addGroup(tr("Fields this version does not know"));
    for (const ExtraField &field : extra) {
        addLine(group, field.name, field.text);
    }
}

bool OfferDetails::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == m_tree->viewport()) {
        fit();
    }
    return QFrame::eventFilter(watched, event);
}

/** Values stand whole, as far as they leave the names half of the room; what is longer takes several lines.
 */
void OfferDetails::fit()
{
    const QFontMetrics metrics(m_tree->font());
    const int room = m_tree->viewport()->width();
    int values = 0;
    int names = 0;
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        const QTreeWidgetItem *group = m_tree->topLevelItem(i);
        for (int j = 0; j < group->childCount(); ++j) {
            if (!group->child(j)->isFirstColumnSpanned()) {
                names = qMax(names, metrics.horizontalAdvance(group->child(j)->text(0)));
                const int value = metrics.horizontalAdvance(group->child(j)->text(1)) + kCellMargin;
                values = qMax(values, value < room / 2 ? value : 0);
            }
        }
    }
    m_tree->header()->resizeSection(0, qMax(room / 3, qMin(names + kIndent + kCellMargin, room - values)));
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        for (int j = 0; j < m_tree->topLevelItem(i)->childCount(); ++j) {
            fitLine(m_tree->topLevelItem(i)->child(j));
        }
    }
}

/** As high as its texts need. */
void OfferDetails::fitLine(QTreeWidgetItem *line) const
{
    const QFontMetrics metrics(m_tree->font());
    const auto lines = [&metrics](const QString &text, int width) {
        const QRect place = metrics.boundingRect(QRect(0, 0, qMax(1, width), 10'000), Qt::TextWordWrap, text);
        return qMax(1, place.height() / metrics.lineSpacing());
    };
    const int room = m_tree->viewport()->width();
    const int first = m_tree->header()->sectionSize(0);
    const int many = line->isFirstColumnSpanned() ? lines(line->text(0), room - kIndent - kCellMargin)
                                                  : qMax(lines(line->text(0), first - kIndent - kCellMargin),
                                                      lines(line->text(1), room - first - kCellMargin));
    // The style leaves out a last line that would touch the edge.
    line->setSizeHint(0, QSize(0, kRowHeight + (many > 1 ? (many - 1) * metrics.lineSpacing() + 8 : 0)));
}

void OfferDetails::rebuild()
{
    const int scroll = m_tree->verticalScrollBar()->value();
    m_tree->setUpdatesEnabled(false);
    m_tree->clear();
    const int row = m_model->rowOf(m_id);
    if (m_id == 0 || row < 0) {
        m_title->setFullText(m_id == 0 ? tr("No offer selected") : tr("This offer is gone"));
    } else {
        const Offer &offer = m_model->offer(row);
        m_title->setFullText(tr("%1 × %2", "how many GPUs × which").arg(offer.numGpus).arg(offer.gpuName)
            + (offer.geolocation.isEmpty() ? QString() : QStringLiteral(" · ") + offer.geolocation));
        addPrices(row);
        addHistory(offer);
        addFields(row);
        addExtra(offer);
        m_tree->expandAll();
        fit();
        m_tree->verticalScrollBar()->setValue(scroll);
    }
    m_tree->setUpdatesEnabled(true);
}

} // namespace snapgpu
