// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <QMap>
#include <QString>
#include <QStringList>

namespace snapgpu::sandbox {

/** Every fault that can be ordered; faults.cpp has one line of help for each. */
enum class Fault {
    Calm,
    LostCreate,
    Create5xx,
    Create5xxClean,
    NewContractOnError,
    Refuse,
    RefuseAll,
    NoCredit,
    BadKey,
    NoOffers,
    Stuck,
    Dud,
    Vanish,
    NoPorts,
    Exits,
    Outbid,
    ImageMissing,
    SshRefused,
    SshCloses,
    KeyRefused,
    KeyRefusedAll,
    KeyLate,
    GpuBroken,
    DiskFull,
    DeleteIgnored,
    Delete5xx,
    Resurrect,
    LateList,
    List5xx,
    ListJunk,
    HttpJunk,
    TooFast,
    Slow,
    V0List200,
    NoGraphQl,
};

/**
 * What goes wrong on demand. `name` = always, `name=0.2` = with that probability, `name=3` = the next three
 * times, `name=2s` or `name=500ms` = for that long. Dice are seeded: the same calls meet the same faults.
 */
class Faults final
{
public:
    explicit Faults(quint64 seed = 1)
        : m_seed(seed)
    {
    }

    /** Usage with one sentence when a name or a value is wrong. Empty text = no fault. */
    static Result<Faults> parse(const QString &text, quint64 seed);
    /** One line per fault, for --help. */
    static QStringList help();

    /** Throws the dice of this fault; a counted fault is used up by one. */
    bool hit(Fault fault);
    bool isSet(Fault fault) const { return m_rules.contains(fault); }
    /** Real milliseconds of a timed fault, 0 when not set. */
    qint64 milliseconds(Fault fault) const;
    QString text() const; ///< what is left of it, in the same notation
    /** How often each fault by dice or count has struck, by name. */
    QMap<QString, qint64> struck() const;
    /** Goes on counting where `earlier` stood. */
    void countOnFrom(const Faults &earlier) { m_struck = earlier.m_struck; }

private:
    bool strikes(Fault fault);

    struct Rule
    {
        double chance = 1;
        qint64 left = -1; ///< >= 0: so many more times
        qint64 ms = 0;
        quint64 thrown = 0;
    };
    quint64 m_seed;
    QMap<Fault, Rule> m_rules;
    QMap<Fault, qint64> m_struck;
};

} // namespace snapgpu::sandbox
