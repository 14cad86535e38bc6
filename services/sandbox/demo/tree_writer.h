// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <QByteArray>
#include <QString>
#include <sys/types.h>

namespace snapgpu::sandbox {

/** Fast repeatable bits for file content; not for secrets. */
class BitSource final
{
public:
    explicit BitSource(quint64 seed)
        : m_state(seed)
    {
    }
    quint64 next();
    int below(int limit) { return static_cast<int>(next() % static_cast<quint64>(limit)); }

private:
    quint64 m_state;
};

/** Writes files under a root; after the first failure it does nothing and keeps the error. */
class TreeWriter final
{
public:
    explicit TreeWriter(QString root)
        : m_root(std::move(root))
    {
    }

    void folder(const QString &path);
    void text(const QString &path, const QByteArray &content, mode_t mode = 0644);
    void random(const QString &path, qint64 bytes, quint64 seed, const QByteArray &header = {});
    void link(const QString &path, const QByteArray &target);
    void hardLink(const QString &path, const QString &existing);
    void remove(const QString &path);
    bool failed() const { return m_failed; }
    Result<Done> result() const;

private:
    QByteArray native(const QString &path) const;
    void check(bool good, const QString &path);

    QString m_root;
    bool m_failed = false;
    Error m_error;
};

} // namespace snapgpu::sandbox
