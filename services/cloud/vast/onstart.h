// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace snapgpu::vast {

/** How a machine of a cloud asks for its own end: names in its environment, and the path after the base URL.
 */
struct LeaseTarget
{
    const char *keyVariable; ///< holds a key that can act on this machine only
    const char *idVariable;
    const char *labelVariable; ///< stands in for the id, with "C." before it
    const char *path; ///< shell text; $I is the id
    const char *also; ///< another way, tried when the first way of asking failed; ends with "||"
};
constexpr LeaseTarget kVastLease{
    "CONTAINER_API_KEY", "CONTAINER_ID", "VAST_CONTAINERLABEL", "/api/v0/instances/$I/", ""};
/** RunPod's pod-scoped key (runpod-api.md 10); that it may call v2 is not confirmed by the vendor, so the
 * tool that RunPod's images hold, and the vendor's pages use for this, is the second way. */
constexpr LeaseTarget kRunPodLease{
    "RUNPOD_API_KEY", "RUNPOD_POD_ID", "RUNPOD_POD_ID", "/v2/pods/$I", "runpodctl remove pod \"$I\" ||"};

/** What the start-up script of a racer needs to know; nothing in it is secret, because hosts can read it. */
struct OnstartOptions
{
    QString publicKey; ///< one line; may be empty
    int leaseSeconds = 900; ///< life without anybody renewing the lease
    QString baseUrl; ///< of the provider's API, as a machine reaches it
    LeaseTarget target = kVastLease;
};

constexpr int kMaxOnstart = 4048; ///< longest onstart that was seen to be accepted

/**
 * POSIX sh text for `onstart`: installs the key and starts the dead-man lease.
 *
 * Lease: /root/.snapgpu/lease holds the epoch second (this machine's clock) until which the machine may live,
 * or the word `kept`. Whoever uses the machine writes a later number; when the time has passed, or the file
 * is missing or unreadable, the machine asks the provider to destroy it, every 10 s until it dies.
 * SNAPGPU_ROOT (default /root) and SNAPGPU_TICK (default 10) exist for tests.
 */
QString onstartText(const OnstartOptions &options);

} // namespace snapgpu::vast
