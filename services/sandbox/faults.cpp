// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/faults.h"

#include "services/sandbox/rng.h"

#include <algorithm>
#include <array>
#include <QCoreApplication>
#include <QRegularExpression>

namespace snapgpu::sandbox {

namespace {

struct FaultName
{
    Fault fault;
    const char *name;
    bool timed;
    const char *help;
};

constexpr std::array kNames = {
    FaultName{Fault::Calm, "calm", false, "no accidental misfortune: machines fail only when told to"},
    FaultName{Fault::LostCreate, "lost_create", false, "a create rents, but its answer never arrives"},
    FaultName{Fault::Create5xx, "create_5xx", false, "a create rents and answers 502"},
    FaultName{Fault::Create5xxClean, "create_5xx_clean", false, "a create answers 502 and rents nothing"},
    FaultName{Fault::NewContractOnError, "new_contract_on_error", false,
        "a create says success:false and leaves a stopped machine"},
    FaultName{Fault::Refuse, "refuse", false, "a create finds its offer taken"},
    FaultName{Fault::RefuseAll, "refuse_all", false, "every create finds its offer taken"},
    FaultName{Fault::NoCredit, "no_credit", false, "the account has no money"},
    FaultName{Fault::BadKey, "bad_key", false, "every key is refused"},
    FaultName{Fault::NoOffers, "no_offers", false, "searches find nothing"},
    FaultName{Fault::Stuck, "stuck", false, "a machine stays unprovisioned or loading for ever"},
    FaultName{Fault::Dud, "dud", false, "a machine ends in a docker, GPU or host error"},
    FaultName{Fault::Vanish, "vanish", false, "a machine's row disappears while it boots"},
    FaultName{Fault::NoPorts, "no_ports", false, "a machine runs without mapped ports and without sshd"},
    FaultName{Fault::Exits, "exits", false, "a machine exits some seconds after it ran"},
    FaultName{Fault::Outbid, "outbid", false, "an interruptible machine is outbid while it runs"},
    FaultName{Fault::ImageMissing, "image_missing", false, "the registry does not know the image"},
    FaultName{Fault::SshRefused, "ssh_refused", false, "sshd of a running machine never listens"},
    FaultName{Fault::SshCloses, "ssh_closes", false, "sshd hangs up before its banner"},
    FaultName{Fault::KeyRefused, "key_refused", false, "sshd refuses every key for ever"},
    FaultName{Fault::KeyRefusedAll, "key_refused_all", false, "the same on every machine"},
    FaultName{Fault::KeyLate, "key_late", false, "keys arrive some seconds after sshd"},
    FaultName{Fault::GpuBroken, "gpu_broken", false, "nvidia-smi fails"},
    FaultName{Fault::DiskFull, "disk_full", false, "/workspace has room for 48 MB only"},
    FaultName{Fault::DeleteIgnored, "delete_ignored", false, "a destroy answers 200 and does nothing"},
    FaultName{Fault::Delete5xx, "delete_5xx", false, "a destroy answers 503 and does nothing"},
    FaultName{Fault::Resurrect, "resurrect", false, "a destroyed machine comes back, billing"},
    FaultName{Fault::LateList, "late_list", true, "new machines show up in reads that much later"},
    FaultName{Fault::List5xx, "list_5xx", false, "a list answers 503"},
    FaultName{Fault::ListJunk, "list_junk", false, "a list answers 200 with something that is no list"},
    FaultName{Fault::HttpJunk, "http_junk", false, "an answer is not HTTP"},
    FaultName{Fault::TooFast, "too_fast", false, "an answer is 429"},
    FaultName{Fault::Slow, "slow", true, "every answer takes that much longer"},
    FaultName{
        Fault::V0List200, "v0_list_200", false, "the withdrawn v0 list answers 200 with the error body"},
    FaultName{Fault::NoGraphQl, "no_graphql", false, "RunPod's GraphQL is gone: nobody tells the balance"},
};

const FaultName *byName(const QString &name)
{
    const auto it = std::find_if(
        kNames.begin(), kNames.end(), [&](const FaultName &n) { return name == QLatin1String(n.name); });
    return it == kNames.end() ? nullptr : &*it;
}

const FaultName &byFault(Fault fault)
{
    return *std::find_if(kNames.begin(), kNames.end(), [&](const FaultName &n) { return n.fault == fault; });
}

QString sentence(const char *text) { return QCoreApplication::translate("Faults", text); }

std::optional<qint64> readMs(const QString &value)
{
    static const QRegularExpression shape(QStringLiteral("^(\\d{1,6}(?:\\.\\d+)?)(ms|s)$"));
    const auto match = shape.match(value);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    const double number = match.captured(1).toDouble();
    return static_cast<qint64>(match.captured(2) == QLatin1String("s") ? number * 1000 : number);
}

} // namespace

Result<Faults> Faults::parse(const QString &text, quint64 seed)
{
    Faults faults(seed);
    for (const QString &part : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const QString name = part.section(QLatin1Char('='), 0, 0).trimmed();
        const QString value = part.section(QLatin1Char('='), 1).trimmed();
        const FaultName *known = byName(name);
        if (known == nullptr) {
            return fail(ErrorCategory::Usage,
                sentence("There is no fault called \"%1\"; snapgpu-sandbox --help lists them all.")
                    .arg(name));
        }
        Rule rule;
        bool ok = true;
        if (known->timed) {
            const auto ms = readMs(value);
            ok = ms.has_value();
            rule.ms = ms.value_or(0);
        } else if (value.contains(QLatin1Char('.'))) {
            rule.chance = value.toDouble(&ok);
            ok = ok && rule.chance >= 0 && rule.chance <= 1;
        } else if (!value.isEmpty()) {
            rule.left = value.toLongLong(&ok);
            ok = ok && rule.left >= 0;
        }
        if (!ok) {
            return fail(ErrorCategory::Usage,
                (known->timed
                        ? sentence("The fault \"%1\" takes a time such as 2s or 500ms, not \"%2\".")
                        : sentence("The fault \"%1\" takes a probability such as 0.2 or a count such as "
                                   "3, not \"%2\"."))
                    .arg(name, value));
        }
        faults.m_rules.insert(known->fault, rule);
    }
    return faults;
}

QStringList Faults::help()
{
    QStringList lines;
    for (const FaultName &name : kNames) {
        const QString shape = QLatin1String(name.name) + (name.timed ? QStringLiteral("=TIME") : QString());
        lines << QStringLiteral("  %1 %2").arg(shape, -22).arg(QLatin1String(name.help));
    }
    return lines;
}

bool Faults::hit(Fault fault)
{
    const bool struck = strikes(fault);
    if (struck) {
        ++m_struck[fault];
    }
    return struck;
}

QMap<QString, qint64> Faults::struck() const
{
    QMap<QString, qint64> counts;
    for (auto it = m_struck.cbegin(); it != m_struck.cend(); ++it) {
        counts.insert(QLatin1String(byFault(it.key()).name), it.value());
    }
    return counts;
}

bool Faults::strikes(Fault fault)
{
    const auto it = m_rules.find(fault);
    if (it == m_rules.end()) {
        return false;
    }
    if (it->left >= 0) {
        return it->left > 0 && it->left-- > 0;
    }
    const quint64 dice = mixSeed(mixSeed(m_seed, static_cast<quint64>(fault) + 1000), it->thrown++);
    return Rng(dice).chance(it->chance);
}

qint64 Faults::milliseconds(Fault fault) const { return m_rules.value(fault).ms; }

QString Faults::text() const
{
    QStringList parts;
    for (auto it = m_rules.cbegin(); it != m_rules.cend(); ++it) {
        const FaultName &name = byFault(it.key());
        QString part = QLatin1String(name.name);
        if (name.timed) {
            part += QStringLiteral("=%1ms").arg(it->ms);
        } else if (it->left >= 0) {
            part += QStringLiteral("=%1").arg(it->left);
        } else if (it->chance < 1) {
            part += QStringLiteral("=%1").arg(QString::number(it->chance, 'f', 4));
        }
        parts << part;
    }
    return parts.join(QLatin1Char(','));
}

} // namespace snapgpu::sandbox
