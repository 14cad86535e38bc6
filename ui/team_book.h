// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/job.h"

namespace snapgpu {

/** The host memory that a team shares, as the person sets it. Jobs are owned by the book. */
class TeamBook : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual QString url() const = 0; ///< without a password; empty = none
    virtual bool isFixed() const = 0; ///< the environment says which
    /** How many boots are there, or what is wrong. An empty password stands for the one that is kept. */
    virtual Job<qint64> *test(const QString &url, const QString &typedPassword) = 0;
    /** From now on; an empty address ends it. Fails when the address cannot be one or the settings cannot be
     * written. */
    virtual Job<Done> *use(const QString &url, const QString &typedPassword) = 0;
};

} // namespace snapgpu
