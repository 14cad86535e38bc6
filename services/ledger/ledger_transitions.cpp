// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ledger/ledger_transitions.h"

#include <array>

namespace snapgpu {

namespace {

struct Move
{
    LedgerState from;
    LedgerState to;
};

// Gone -> Condemned: a machine that came back. Refused -> Condemned: a refusal that left a machine after all.
constexpr std::array kMoves{
    Move{LedgerState::Intent, LedgerState::Refused},
    Move{LedgerState::Intent, LedgerState::Alive},
    Move{LedgerState::Intent, LedgerState::Condemned},
    Move{LedgerState::Alive, LedgerState::Kept},
    Move{LedgerState::Alive, LedgerState::Condemned},
    Move{LedgerState::Kept, LedgerState::Condemned},
    Move{LedgerState::Condemned, LedgerState::Refused},
    Move{LedgerState::Condemned, LedgerState::Gone},
    Move{LedgerState::Gone, LedgerState::Condemned},
    Move{LedgerState::Refused, LedgerState::Condemned},
};

constexpr std::array kStates{LedgerState::Intent, LedgerState::Refused, LedgerState::Alive, LedgerState::Kept,
    LedgerState::Condemned, LedgerState::Gone};

} // namespace

QString toText(LedgerState state)
{
    switch (state) {
    case LedgerState::Intent:
        return QStringLiteral("intent");
    case LedgerState::Refused:
        return QStringLiteral("refused");
    case LedgerState::Alive:
        return QStringLiteral("alive");
    case LedgerState::Kept:
        return QStringLiteral("kept");
    case LedgerState::Condemned:
        return QStringLiteral("condemned");
    case LedgerState::Gone:
        return QStringLiteral("gone");
    }
    Q_UNREACHABLE();
}

std::optional<LedgerState> ledgerStateFromText(const QString &text)
{
    for (const LedgerState state : kStates) {
        if (toText(state) == text) {
            return state;
        }
    }
    return std::nullopt;
}

bool isLegalTransition(LedgerState from, LedgerState to, bool hasInstance)
{
    if (from == to) {
        return true;
    }
    if (to == LedgerState::Refused && hasInstance) {
        return false; // something was rented under this label: only "gone" may close it
    }
    for (const Move &move : kMoves) {
        if (move.from == from && move.to == to) {
            return true;
        }
    }
    return false;
}

} // namespace snapgpu
