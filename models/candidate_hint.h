// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

namespace snapgpu {

/** What is known beforehand about one candidate of a race. Seconds; a default hint says nothing. */
struct CandidateHint
{
    double score = 0; ///< lower is tried earlier: seconds to ready, to work, or micro-dollars to work
    double p50Seconds = 0; ///< median time from the accepted create to ready, if it boots
    double dudRisk = 0; ///< 0..1
    double exploreScore = 0; ///< the score if it were as good as it may be
    bool explorable = false; ///< little is known about it: a wave spends one place on such a machine
    bool pinned = false; ///< the person wants it tried first
};

/** By ask id; an offer without a hint is nothing special. */
using CandidateHints = QHash<qint64, CandidateHint>;

} // namespace snapgpu
