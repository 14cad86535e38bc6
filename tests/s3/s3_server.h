// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restic/repository.h"

#include <QProcess>
#include <QTemporaryDir>

/**
 * A real S3 server on loopback, whose buckets are folders of a temporary directory, and in front of it a
 * proxy that gives every connection the delay and the speed of a far object store.
 */
class S3Server final
{
public:
    S3Server();
    ~S3Server();
    Q_DISABLE_COPY_MOVE(S3Server)

    /** Empty, or the sentence for QSKIP: what is missing and the command that brings it. Looks only, builds
     * nothing. */
    static QString missing();

    /** Speak TLS with these files of PEM; before start(). */
    void useCertificate(const QString &certificate, const QString &key);
    /** `folder` empty = a temporary one; each of its folders is a bucket. */
    bool start(const QString &folder = {});
    void stop();
    /** Puts the proxy in front: round trip in ms, bytes a second for each connection (0 = no limit). */
    bool slowDown(int roundTripMs, qint64 bytesPerSecond);
    void makeBucket(const QString &name) const;
    QString bucketPath(const QString &name) const;
    QString log() const { return m_dir.filePath(QStringLiteral("s3.log")); }
    /** Requests of one kind so far, for example "GET" and "/index/". */
    int requests(const QByteArray &method, const QByteArray &pathPart) const;

    /** "s3:http://127.0.0.1:PORT/BUCKET" through the proxy when there is one. */
    QString url(const QString &bucket) const;
    /** Address and good keys; the password is the caller's. */
    snapgpu::Repository repository(const QString &bucket) const;

private:
    bool waitForPort(quint16 port) const;

    QTemporaryDir m_dir;
    QString m_folder;
    QStringList m_tls; ///< its arguments
    QProcess m_server;
    QProcess m_proxy;
    quint16 m_port = 0;
    quint16 m_proxyPort = 0;
};
