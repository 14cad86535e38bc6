// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser_timeline.h"

#include "models/file_text.h"
#include "models/format.h"
#include "ui/theme.h"

#include <algorithm>
#include <cmath>
#include <QHash>
#include <QHelpEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace snapgpu {

namespace {

constexpr int kLane = 18;
constexpr int kAxis = 18;
constexpr int kLabel = 120; ///< names of the hosts
constexpr int kRight = 14;
constexpr int kMark = 8;
constexpr int kLanes = 4; ///< more hosts share the last lane
constexpr qint64 kHour = 3'600'000;

/** The first moment of the local day, month or year that the time lies in, moved on by `steps`. */
QDateTime startOf(const QDateTime &time, int unit, int steps)
{
    const QDate day = time.date();
    switch (unit) {
    case 0:
        return QDateTime(day, QTime(time.time().hour(), 0)).addSecs(3600LL * steps);
    case 1:
        return day.addDays(steps).startOfDay();
    case 2:
        return QDate(day.year(), day.month(), 1).addMonths(steps).startOfDay();
    default:
        return QDate(day.year(), 1, 1).addYears(steps).startOfDay();
    }
}

struct Step
{
    int unit; ///< 0 hours, 1 days, 2 months, 3 years
    int count;
    qint64 ms; ///< about
};

constexpr Step kSteps[] = {{0, 1, kHour}, {0, 3, 3 * kHour}, {0, 6, 6 * kHour}, {0, 12, 12 * kHour},
    {1, 1, 24 * kHour}, {1, 2, 48 * kHour}, {1, 7, 168 * kHour}, {1, 14, 336 * kHour}, {2, 1, 730 * kHour},
    {2, 3, 2190 * kHour}, {2, 6, 4380 * kHour}, {3, 1, 8766 * kHour}, {3, 5, 43'830 * kHour},
    {3, 20, 175'320 * kHour}};

QString tickText(const QDateTime &time, int unit)
{
    switch (unit) {
    case 0:
        return time.time().hour() == 0 ? QLocale().toString(time.date(), QStringLiteral("d MMM"))
                                       : time.toString(QStringLiteral("HH:mm"));
    case 1:
        return QLocale().toString(time.date(), QStringLiteral("d MMM"));
    case 2:
        return QLocale().toString(time.date(), QStringLiteral("MMM yyyy"));
    default:
        return QString::number(time.date().year());
    }
}

} // namespace

QVector<std::pair<qint64, QString>> timelineTicks(qint64 fromMs, qint64 toMs, int room)
{
    QVector<std::pair<qint64, QString>> ticks;
    if (room < 1 || toMs <= fromMs) {
        return ticks;
    }
    const auto *step = std::find_if(std::begin(kSteps), std::end(kSteps) - 1,
        [&](const Step &candidate) { return (toMs - fromMs) / candidate.ms <= room - 1; });
    const QDateTime from = QDateTime::fromMSecsSinceEpoch(fromMs);
    // Hours on multiples of the step, so that 6-hour ticks stand at 0, 6, 12, 18.
    QDateTime at = step->unit == 0 ? startOf(from, 0, -(from.time().hour() % step->count))
                                   : startOf(from, step->unit, 0);
    while (at.toMSecsSinceEpoch() <= toMs && ticks.size() < room) {
        if (at.toMSecsSinceEpoch() >= fromMs) {
            ticks.append({at.toMSecsSinceEpoch(), tickText(at, step->unit)});
        }
        at = startOf(at, step->unit, step->count);
    }
    return ticks;
}

BrowserTimeline::BrowserTimeline(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Snapshots over time"));
    setObjectName(QStringLiteral("snapshotTimeline"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void BrowserTimeline::setSnapshots(const QVector<Snapshot> &snapshots)
{
    const QString kept = current();
    m_snapshots = snapshots;
    std::stable_sort(m_snapshots.begin(), m_snapshots.end(),
        [](const Snapshot &a, const Snapshot &b) { return a.time < b.time; });
    QHash<QString, int> counts;
    for (const Snapshot &snapshot : std::as_const(m_snapshots)) {
        ++counts[snapshot.hostname];
    }
    QStringList hosts = counts.keys();
    std::sort(hosts.begin(), hosts.end(), [&counts](const QString &a, const QString &b) {
        return counts.value(a) != counts.value(b) ? counts.value(a) > counts.value(b) : a < b;
    });
    m_hosts.clear();
    QHash<QString, int> lanes;
    for (int i = 0; i < hosts.size(); ++i) {
        lanes.insert(hosts.at(i), qMin(i, kLanes - 1));
    }
    for (const QString &host : hosts.mid(0, hosts.size() > kLanes ? kLanes - 1 : kLanes)) {
        m_hosts.append(filetext::line(host));
    }
    if (hosts.size() > kLanes) {
        m_hosts.append(tr("%Ln other(s)", nullptr, static_cast<int>(hosts.size()) - kLanes + 1));
    }
    m_laneOf.clear();
    for (const Snapshot &snapshot : std::as_const(m_snapshots)) {
        m_laneOf.append(lanes.value(snapshot.hostname));
    }
    m_from = m_snapshots.isEmpty() ? 0 : m_snapshots.first().time.toMSecsSinceEpoch();
    m_to = m_snapshots.isEmpty() ? 0 : m_snapshots.last().time.toMSecsSinceEpoch();
    if (m_to - m_from < kHour) { // one moment would have no scale
        m_from -= kHour / 2;
        m_to += kHour / 2;
    }
    m_current = m_hover = -1;
    setCurrent(kept);
    updateGeometry();
    update();
}

void BrowserTimeline::setCurrent(const QString &snapshotId)
{
    const auto found = std::find_if(m_snapshots.cbegin(), m_snapshots.cend(),
        [&snapshotId](const Snapshot &snapshot) { return snapshot.id == snapshotId; });
    m_current = found == m_snapshots.cend() ? -1 : static_cast<int>(found - m_snapshots.cbegin());
    setAccessibleDescription(m_current < 0 ? QString() : textOf(m_current));
    update();
}

QString BrowserTimeline::current() const { return m_current < 0 ? QString() : m_snapshots.at(m_current).id; }

QSize BrowserTimeline::sizeHint() const { return {400, qMax(1, laneCount()) * kLane + kAxis + 8}; }
QSize BrowserTimeline::minimumSizeHint() const { return {200, sizeHint().height()}; }

double BrowserTimeline::xOf(qint64 ms) const
{
    const double room = width() - kLabel - kRight;
    return kLabel
        + room * static_cast<double>(ms - m_from) / static_cast<double>(qMax<qint64>(1, m_to - m_from));
}

QRectF BrowserTimeline::laneRect(int lane) const
{
    return {double(kLabel), 4.0 + lane * kLane, double(width() - kLabel - kRight), double(kLane)};
}

int BrowserTimeline::markAt(QPointF place) const
{
    int best = -1;
    double nearest = kMark;
    for (int i = 0; i < m_snapshots.size(); ++i) {
        if (!laneRect(m_laneOf.at(i)).adjusted(-kMark, 0, kMark, 0).contains(place)) {
            continue;
        }
        const double distance = std::abs(xOf(m_snapshots.at(i).time.toMSecsSinceEpoch()) - place.x());
        if (distance <= nearest) {
            nearest = distance;
            best = i;
        }
    }
    return best;
}

QString BrowserTimeline::textOf(int place) const
{
    const Snapshot &snapshot = m_snapshots.at(place);
    QStringList parts{format::dateTime(snapshot.time), filetext::line(snapshot.hostname), snapshot.shortId()};
    if (!snapshot.tags.isEmpty()) {
        parts.append(filetext::line(snapshot.tags.join(QStringLiteral(", "))));
    }
    if (snapshot.totalBytes) {
        parts.append(format::bytes(*snapshot.totalBytes));
    }
    return parts.join(QStringLiteral("  ·  "));
}

void BrowserTimeline::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxis(painter);
    for (int lane = 0; lane < laneCount(); ++lane) {
        paintLane(painter, lane);
    }
    if (hasFocus()) {
        painter.setPen(m_theme->tokens().accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(2.5, 0.5, -2.5, -0.5), 4, 4);
    }
}

void BrowserTimeline::paintAxis(QPainter &painter) const
{
    const Tokens &tokens = m_theme->tokens();
    const QFont small = sizedFont(11);
    painter.setFont(small);
    const double bottom = 4 + laneCount() * kLane;
    const auto ticks = timelineTicks(m_from, m_to, qMax(2, (width() - kLabel) / 90));
    for (const auto &[ms, text] : ticks) {
        const double x = xOf(ms);
        painter.setPen(tokens.line);
        painter.drawLine(QPointF(x, 4), QPointF(x, bottom + 2));
        painter.setPen(tokens.dim);
        const double wide = QFontMetricsF(small).horizontalAdvance(text);
        const double left = qBound(double(kLabel), x - wide / 2, width() - wide - 4);
        painter.drawText(QRectF(left, bottom + 2, wide + 2, kAxis), Qt::AlignVCenter | Qt::AlignLeft, text);
    }
}

void BrowserTimeline::paintLane(QPainter &painter, int lane) const
{
    const Tokens &tokens = m_theme->tokens();
    const QRectF room = laneRect(lane);
    const double middle = room.center().y();
    painter.setFont(sizedFont(12));
    painter.setPen(tokens.dim);
    const QString host = painter.fontMetrics().elidedText(m_hosts.at(lane), Qt::ElideMiddle, kLabel - 26);
    painter.drawText(QRectF(13, room.top(), kLabel - 26, kLane), Qt::AlignVCenter | Qt::AlignLeft, host);
    painter.setPen(tokens.line);
    painter.drawLine(QPointF(room.left(), middle), QPointF(room.right(), middle));
    painter.setPen(Qt::NoPen);
    int lastPixel = -1; // 10 000 snapshots are not 10 000 discs
    for (int i = 0; i < m_snapshots.size(); ++i) {
        if (m_laneOf.at(i) != lane || i == m_current || i == m_hover) {
            continue;
        }
        const double x = xOf(m_snapshots.at(i).time.toMSecsSinceEpoch());
        if (qRound(x) == lastPixel) {
            continue;
        }
        lastPixel = qRound(x);
        painter.setBrush(tokens.stage(RaceStage::Image));
        painter.drawEllipse(QPointF(x, middle), kMark / 2.0 - 0.5, kMark / 2.0 - 0.5);
    }
    for (const int i : {m_hover, m_current}) {
        if (i >= 0 && m_laneOf.at(i) == lane) {
            const double x = xOf(m_snapshots.at(i).time.toMSecsSinceEpoch());
            painter.setBrush(tokens.accent);
            painter.drawEllipse(QPointF(x, middle), kMark / 2.0 + 1.5, kMark / 2.0 + 1.5);
        }
    }
}

void BrowserTimeline::choose(int snapshot)
{
    if (snapshot >= 0 && snapshot < m_snapshots.size()) {
        setCurrent(m_snapshots.at(snapshot).id);
        Q_EMIT chosen(m_snapshots.at(snapshot).id);
    }
}

void BrowserTimeline::mouseMoveEvent(QMouseEvent *event)
{
    if (const int mark = markAt(event->position()); mark != m_hover) {
        m_hover = mark;
        setCursor(mark < 0 ? Qt::ArrowCursor : Qt::PointingHandCursor);
        update();
    }
}

void BrowserTimeline::mousePressEvent(QMouseEvent *event) { choose(markAt(event->position())); }

void BrowserTimeline::leaveEvent(QEvent * /*event*/)
{
    m_hover = -1;
    update();
}

void BrowserTimeline::focusInEvent(QFocusEvent *event)
{
    if (m_current < 0 && !m_snapshots.isEmpty()) {
        choose(static_cast<int>(m_snapshots.size()) - 1);
    }
    QWidget::focusInEvent(event);
}

void BrowserTimeline::keyPressEvent(QKeyEvent *event)
{
    const int last = static_cast<int>(m_snapshots.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Left:
        return choose(qMax(0, m_current - 1));
    case Qt::Key_Right:
        return choose(qMin(last, m_current + 1));
    case Qt::Key_Home:
        return choose(0);
    case Qt::Key_End:
        return choose(last);
    default:
        QWidget::keyPressEvent(event);
    }
}

bool BrowserTimeline::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (const int mark = markAt(help->pos()); mark >= 0) {
            QToolTip::showText(help->globalPos(), textOf(mark), this);
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace snapgpu
