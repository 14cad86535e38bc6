// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/machine.h"
#include "services/cloud/provider.h"

#include <QString>
#include <QVector>
#include <variant>

namespace snapgpu::race {

// What happens to a race.
struct Start
{
};
struct Tick
{
};
struct RowWritten ///< the ledger row of `label` is on disk
{
    QString label;
};
struct RowFailed
{
    QString label;
    Error error;
};
struct CreateAnswered
{
    QString label;
    CreateOutcome outcome;
};
struct Listed ///< a complete listing
{
    QVector<Machine> machines;
};
struct ListFailed
{
    Error error;
};
struct ProbeLoggedIn
{
    QString label;
};
struct ProbeReady
{
    QString label;
};
struct ProbeUnfit
{
    QString label;
    Error error;
};
struct GoneConfirmed ///< by the sweeper
{
    QString label;
};
struct Cancel
{
};
struct WinnerLost
{
    QString reason;
    bool dead = false; ///< by the provider's word; then a kept one is given up as well
};
struct WinnerKept
{
};
using Event = std::variant<Start, Tick, RowWritten, RowFailed, CreateAnswered, Listed, ListFailed,
    ProbeLoggedIn, ProbeReady, ProbeUnfit, GoneConfirmed, Cancel, WinnerLost, WinnerKept>;

// What is to be done, in the order given.
struct WriteRow ///< answer with RowWritten or RowFailed
{
    QString label;
    int number = 0;
    Offer offer;
};
struct SendCreate ///< answer with CreateAnswered, always
{
    QString label;
    Offer offer;
    CallUrgency urgency = CallUrgency::Normal;
};
struct CancelCreate ///< it may still wait in a queue; its answer comes as usual
{
    QString label;
};
struct SetInstance
{
    QString label;
    QString instanceId;
};
struct SetRunning
{
    QString label;
};
struct AttachKey
{
    QString label;
    QString instanceId;
};
struct StartProbe ///< or new endpoints for the one that runs
{
    QString label;
    QVector<SshEndpoint> endpoints;
};
struct StopProbe
{
    QString label;
};
struct Condemn
{
    QString label;
    QString reason;
    bool running = false;
};
struct MarkRefused ///< nothing was rented under this label
{
    QString label;
    QString reason;
};
struct Keep
{
    QString label;
};
struct AnnounceWin
{
    QString label;
};
struct AnnounceEnd ///< no winner
{
    Error error;
};
using Command = std::variant<WriteRow, SendCreate, CancelCreate, SetInstance, SetRunning, AttachKey,
    StartProbe, StopProbe, Condemn, MarkRefused, Keep, AnnounceWin, AnnounceEnd>;
using Commands = QVector<Command>;

} // namespace snapgpu::race
