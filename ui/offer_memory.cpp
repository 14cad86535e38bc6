// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/offer_memory.h"

#include "models/format.h"
#include "services/core/clock.h"
#include "services/metrics/host_memory.h"

namespace snapgpu {

namespace {

OfferExpectation expectationOf(const OfferOutlook &outlook)
{
    OfferExpectation expectation;
    expectation.bootSeconds = outlook.bootP50;
    expectation.workSeconds = outlook.timeToWork;
    if (outlook.costToWork) {
        expectation.workDollars = outlook.costToWork->dollars();
    }
    return expectation;
}

QString secondsText(std::optional<double> seconds)
{
    return seconds ? format::duration(qRound64(*seconds)) : format::missing();
}

} // namespace

OfferMemory::OfferMemory(
    const HostMemory *memory, const Clock *clock, OfferTableModel *model, QObject *parent)
    : QObject(parent)
    , m_memory(memory)
    , m_clock(clock)
    , m_model(model)
{
    connect(memory, &HostMemory::changed, this, &OfferMemory::refresh);
}

void OfferMemory::setLoad(const WorkLoad &load)
{
    const bool same = load.restoreBytes == m_load.restoreBytes && load.trafficBytes == m_load.trafficBytes
        && qFuzzyCompare(load.diskGb, m_load.diskGb);
    if (!same) {
        m_load = load;
        m_beliefs.reset();
        refresh();
    }
}

void OfferMemory::refresh()
{
    const auto beliefs = m_memory->beliefs();
    if (beliefs == m_beliefs) {
        return;
    }
    m_beliefs = beliefs;
    if (beliefs->attempts() == 0) {
        m_model->setExpectation(nullptr);
        return;
    }
    m_model->setExpectation([beliefs, load = m_load, now = m_clock->wallMs()](const Offer &offer) {
        return expectationOf(outlookOf(offer, *beliefs, load, now, false));
    });
    Q_EMIT learned();
}

QVector<QPair<QString, QString>> OfferMemory::history(const Offer &offer) const
{
    if (!m_beliefs || m_beliefs->attempts() == 0) {
        return {};
    }
    const qint64 now = m_clock->wallMs();
    const OfferOutlook outlook = outlookOf(offer, *m_beliefs, m_load, now, true);
    QVector<QPair<QString, QString>> lines{{tr("Boot, half of the times"), secondsText(outlook.bootP50)},
        {tr("Until work begins"), secondsText(outlook.timeToWork)},
        {tr("Cost until work begins"),
            outlook.costToWork ? format::dollars(*outlook.costToWork) : format::missing()},
        {tr("Risk of a dud"), tr("%1 %").arg(format::percent(outlook.dudRisk, 0))}};
    if (outlook.banned) {
        lines.append({tr("Banned"), tr("never raced unless you tick it")});
    } else if (outlook.star) {
        lines.append({tr("Fast host"), tr("yes")});
    }
    if (outlook.cooldownUntilMs > now) {
        lines.append(
            {tr("Cools down"), format::dateTime(QDateTime::fromMSecsSinceEpoch(outlook.cooldownUntilMs))});
    }
    const QStringList reasons = outlook.why.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    if (!reasons.isEmpty()) {
        lines.append({outlook.known ? tr("Why") : tr("Why (from others like it)"), QString()});
    }
    for (const QString &reason : reasons) {
        lines.append({QString(), reason}); // sentences: they take the whole line
    }
    return lines;
}

} // namespace snapgpu
