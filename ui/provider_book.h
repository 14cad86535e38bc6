// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/cloud/provider.h"

namespace snapgpu {

/** Which provider the window rents from, and its key, as the person sets them. Jobs are owned by the book. */
class ProviderBook : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual QString current() const = 0; ///< of this window: "vast", "runpod"
    virtual bool isFixed() const = 0; ///< the command line says which
    virtual bool wantsKey() const = 0; ///< false in the sandbox, which brings its own
    /** What a provider can do, without asking it. */
    virtual Capabilities capabilities(const QString &provider) const = 0;
    /** Lists the machines and reads the balance: what a race needs a key for. An empty key stands for the one
     * that is kept or in the environment. */
    virtual Job<Account> *test(const QString &provider, const QString &typedKey) = 0;
    /** Keeps the key (unless empty) and the choice; they count when the window is made again. */
    virtual Job<Done> *use(const QString &provider, const QString &typedKey) = 0;
};

QString providerName(const QString &provider); ///< as people write it: "vast.ai", "RunPod"
/** What a provider cannot do, in short sentences; empty when there is nothing to say. */
QString capabilityText(const Capabilities &can);

} // namespace snapgpu
