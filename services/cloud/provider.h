// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/machine.h"
#include "models/offer.h"
#include "models/query.h"
#include "services/core/job.h"

#include <optional>
#include <QMap>
#include <QObject>
#include <QVector>

namespace snapgpu {

/** What a provider can do; the window shows what it cannot, never fakes it. */
struct Capabilities
{
    bool choosesHost = true; ///< false: an offer is a pool, and may be rented from more than once
    bool interruptible = true;
    bool bulkCalls = false;
    bool instanceKey = true; ///< each machine holds a key that can destroy it (dead-man lease)
    bool billsFromCreate = false; ///< the GPU is due from creation on, not only while the machine runs
};

/** A search as the person typed it; defaults are the vendor's command line's. */
struct SearchRequest
{
    Query query;
    QVector<OrderKey> order; ///< empty = score, descending
    QString type = QStringLiteral("on-demand"); ///< on-demand, bid, reserved
    double storageGb = 5.0; ///< disk whose price is part of dph_total
    int limit = 64; ///< more than 64 is fetched in pages by price
    bool vendorDefaults = true; ///< verified, not external, rentable
};

struct Account
{
    Money credit; ///< spendable
    QString email;
    QString id{}; ///< stable; the same for every key of the account; empty when the provider tells none
    bool tellsCredit = true; ///< false: nobody can say what is left, and a refused create will tell
};

/** One rental attempt; `label` is unique for ever and on disk before this is sent. */
struct CreateRequest
{
    Offer offer;
    QString label;
    QString image;
    double diskGb = 20;
    QString onstart;
    QMap<QString, QString> env; ///< never secrets: hosts can read it
    std::optional<Money> bidPrice; ///< $/h; set = interruptible
};

enum class CreateKind {
    Accepted, ///< instanceId is rented
    Refused, ///< nothing was rented, surely
    Unknown, ///< may be rented: look it up by label, never repeat
};

/** The answer to a create is always one of these three; the job itself fails only when cancelled. */
struct CreateOutcome
{
    CreateKind kind = CreateKind::Unknown;
    QString instanceId; ///< also set for a refused create that left an instance (must be destroyed)
    Error error; ///< why, for Refused and Unknown
};

enum class DestroyKind {
    Accepted, ///< 200: believed only after the list no longer shows it
    AlreadyGone, ///< the provider does not know it
    Retry, ///< 429, 5xx, timeout, network: try again
    Refused, ///< key or rights: trying again will not help by itself
};

struct DestroyOutcome
{
    DestroyKind kind = DestroyKind::Retry;
    Error error;
};

/** What goes first at the rate gate. */
enum class CallUrgency { High, Normal, Low };

/**
 * A cloud, asynchronous. Every call passes the rate gate of its endpoint; jobs are owned by the provider.
 * A failed list is an error and never "no machines".
 */
class CloudProvider : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual QString id() const = 0; ///< "vast", "runpod"
    virtual Capabilities capabilities() const = 0;

    virtual Job<QVector<Offer>> *search(const SearchRequest &request) = 0;
    virtual Job<CreateOutcome> *create(const CreateRequest &request, CallUrgency urgency) = 0;
    /** Every machine of the account, all pages, or an error. */
    virtual Job<QVector<Machine>> *list() = 0;
    virtual Job<DestroyOutcome> *destroy(const QString &instanceId, CallUrgency urgency) = 0;
    virtual Job<Account> *account() = 0;
    /** Adds a public SSH key to one instance; "already there" is success. */
    virtual Job<Done> *attachSshKey(const QString &instanceId, const QString &publicKey) = 0;
    /** Start-up text for a racer: installs the public key and the dead-man lease. See
     * services/cloud/vast/onstart.h. */
    virtual QString onstartScript(const QString &publicKey, int leaseSeconds) const = 0;
};

} // namespace snapgpu
