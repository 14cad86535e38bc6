// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/session/launch_session.h"

namespace snapgpu {

/** Whether the plan bids for machines instead of renting them at their price. */
bool isInterruptible(const LaunchPlan &plan);

/**
 * What the plan bids for this machine: its own bid, or the machine's lowest bid and the margin, rounded up to
 * a hundredth of a cent. Absent when the machine takes no bids, or none this low. A bid is also what is paid
 * while it wins. Pure.
 */
std::optional<Money> bidFor(const Offer &offer, const LaunchPlan &plan);

/**
 * The offers as the plan rents them: unchanged on demand; interruptible ones priced at our bid, without those
 * that would refuse it. So every cap, estimate and ledger row counts what will really be paid. Pure.
 */
QVector<Offer> pricedForPlan(const QVector<Offer> &offers, const LaunchPlan &plan);

} // namespace snapgpu
