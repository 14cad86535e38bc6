// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/remote/channel.h"

#include <memory>
#include <QProcess>
#include <QTemporaryDir>

/** A real sshd on a loopback port with its own keys, its own agent folder and a fake nvidia-smi. */
class LoopbackSshd final
{
public:
    LoopbackSshd();
    ~LoopbackSshd();
    Q_DISABLE_COPY_MOVE(LoopbackSshd)

    /** Empty, or the sentence for QSKIP: what is missing and the command that brings it. */
    static QString missing();

    bool start(); ///< on the port reserved at construction
    void stop(); ///< the listener and every session
    snapgpu::SshSettings settings() const;
    snapgpu::SshEndpoint endpoint() const;
    QString path(const QString &relative = {}) const;
    QString otherKey() const; ///< a private key that is not authorized
    void authorize(bool yes);
    void setGpu(bool working);
    /** Further lines of sshd_config, before start(). */
    void addConfig(const QByteArray &lines) { m_extra += lines; }
    /** Another folder as the login's SNAPGPU_DIR, for a session that must not see the first one's files. */
    QString agentDir() const { return path(QStringLiteral("agent")); }

private:
    QTemporaryDir m_dir;
    QProcess m_process;
    QByteArray m_extra;
    quint16 m_port = 0;
};

/** A port on loopback that was free a moment ago. */
quint16 freePort();
void writeFile(const QString &path, const QByteArray &content, bool executable = false);
/** Also names that are no UTF-8, which Qt's own clean-up leaves behind. */
void removeTree(const QString &folder);
