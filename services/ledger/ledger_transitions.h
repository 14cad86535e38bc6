// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/ledger/ledger.h"

namespace snapgpu {

/**
 * The one table of legal moves of a label. `hasInstance`: an instance id is on record; a label with one can
 * never be called refused any more. Staying in a state is always legal and changes nothing.
 */
bool isLegalTransition(LedgerState from, LedgerState to, bool hasInstance);

/** Reads the stored word back; nullopt for a word this version does not know. */
std::optional<LedgerState> ledgerStateFromText(const QString &text);

} // namespace snapgpu
