// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/s3/s3_server.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

namespace {

constexpr const char *kAccessKey = "AKIASNAPGPUTEST";
constexpr const char *kSecretKey = "s3-test-only-4f1d7a";

QString program() { return QStringLiteral(SNAPGPU_S3_SERVER_DIR "/versitygw"); }

quint16 unusedPort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace

S3Server::S3Server() = default;

S3Server::~S3Server() { stop(); }

QString S3Server::missing()
{
    if (QFileInfo(program()).isExecutable()) {
        return {};
    }
    return QStringLiteral("no S3 server is built; to run this test: %1 %2")
        .arg(QStringLiteral(SNAPGPU_S3_SERVER_SCRIPT), QStringLiteral(SNAPGPU_S3_SERVER_DIR));
}

bool S3Server::waitForPort(quint16 port) const
{
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < 10'000) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        if (socket.waitForConnected(200)) {
            return true;
        }
        QTest::qSleep(20);
    }
    return false;
}

void S3Server::useCertificate(const QString &certificate, const QString &key)
{
    m_tls = {QStringLiteral("--cert"), certificate, QStringLiteral("--key"), key};
}

bool S3Server::start(const QString &folder)
{
    m_folder = folder.isEmpty() ? m_dir.filePath(QStringLiteral("buckets")) : folder;
    QDir().mkpath(m_folder);
    m_port = unusedPort();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("ROOT_ACCESS_KEY"), QLatin1String(kAccessKey));
    environment.insert(QStringLiteral("ROOT_SECRET_KEY"), QLatin1String(kSecretKey));
    m_server.setProcessEnvironment(environment);
    m_server.setStandardOutputFile(log());
    m_server.setStandardErrorFile(log(), QIODevice::Append);
    // Without keep-alive every request would be a new connection, which no store does.
    m_server.start(program(),
        QStringList{QStringLiteral("--port"), QStringLiteral("127.0.0.1:%1").arg(m_port),
            QStringLiteral("--keep-alive"), QStringLiteral("--region"), QStringLiteral("us-east-1")}
            + m_tls + QStringList{QStringLiteral("posix"), QStringLiteral("--nometa"), m_folder});
    return m_server.waitForStarted() && waitForPort(m_port);
}

void S3Server::stop()
{
    for (QProcess *process : {&m_proxy, &m_server}) {
        if (process->state() != QProcess::NotRunning) {
            process->kill();
            process->waitForFinished();
        }
    }
    m_proxyPort = 0;
}

bool S3Server::slowDown(int roundTripMs, qint64 bytesPerSecond)
{
    if (m_proxy.state() != QProcess::NotRunning) {
        m_proxy.kill();
        m_proxy.waitForFinished();
    }
    m_proxyPort = unusedPort();
    m_proxy.setProcessChannelMode(QProcess::ForwardedChannels);
    m_proxy.start(QStringLiteral(SNAPGPU_DELAY_PROXY),
        {QString::number(m_proxyPort), QString::number(m_port), QString::number(roundTripMs),
            QString::number(bytesPerSecond)});
    return m_proxy.waitForStarted() && waitForPort(m_proxyPort);
}

void S3Server::makeBucket(const QString &name) const { QDir(m_folder).mkpath(name); }

QString S3Server::bucketPath(const QString &name) const { return m_folder + QLatin1Char('/') + name; }

int S3Server::requests(const QByteArray &method, const QByteArray &pathPart) const
{
    QFile file(log());
    int count = 0;
    if (file.open(QIODevice::ReadOnly)) {
        for (const QByteArray &line : file.readAll().split('\n')) {
            count += line.contains(method) && line.contains(pathPart) ? 1 : 0;
        }
    }
    return count;
}

QString S3Server::url(const QString &bucket) const
{
    return QStringLiteral("s3:%1://127.0.0.1:%2/%3")
        .arg(m_tls.isEmpty() ? QStringLiteral("http") : QStringLiteral("https"))
        .arg(m_proxyPort != 0 ? m_proxyPort : m_port)
        .arg(bucket);
}

snapgpu::Repository S3Server::repository(const QString &bucket) const
{
    snapgpu::Repository repository;
    repository.url = url(bucket);
    repository.environment.insert(QStringLiteral("AWS_ACCESS_KEY_ID"), QLatin1String(kAccessKey));
    repository.environment.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"), QLatin1String(kSecretKey));
    repository.environment.insert(QStringLiteral("AWS_DEFAULT_REGION"), QStringLiteral("us-east-1"));
    return repository;
}
