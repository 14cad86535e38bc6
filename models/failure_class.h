// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QString>

namespace snapgpu {

/** Why a machine fell out of a race by its own fault. Decides how long it is left alone. */
enum class FailureClass : quint8 {
    None,
    Container, ///< docker or its GPU runtime could not start the container
    Image, ///< the image cannot be pulled: wrong everywhere, says nothing about the host
    PullLimit, ///< the registry throttles the host's address
    Stopped, ///< offline, stopped, exited, dropped by the host
    Vanished, ///< disappeared from the provider's list
    NeverListed, ///< accepted, yet no listing ever showed it
    KeyRefused, ///< sshd answered and kept refusing the key
    Unfit, ///< logged in, but no GPU or too little disk
    ConnectionLost, ///< won, and was lost before the restore began
    Elsewhere, ///< destroyed by somebody else: no fault of the host
    Other,
};

QString toText(FailureClass failure); ///< stable snake_case word
std::optional<FailureClass> failureClassFrom(const QString &word);

} // namespace snapgpu
