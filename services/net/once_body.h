// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QIODevice>

namespace snapgpu {

/**
 * A request body that can be read once. QNetworkAccessManager silently sends a request again (up to three
 * times) when the server closes the connection before it answered; for "rent this machine" that could rent
 * two. It cannot do so when the body refuses to rewind. The device also knows whether a byte ever left,
 * which is the only proof that nothing was sent: QNetworkAccessManager asks for the body in our own thread.
 */
class OnceBody final : public QIODevice
{
    Q_OBJECT
public:
    explicit OnceBody(QByteArray bytes, QObject *parent = nullptr);

    bool wasRead() const { return m_wasRead; }

    bool reset() override;
    bool seek(qint64 pos) override;
    qint64 size() const override { return m_bytes.size(); }
    bool atEnd() const override { return m_offset >= m_bytes.size(); }
    qint64 bytesAvailable() const override { return m_bytes.size() - m_offset; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 maxSize) override;

private:
    QByteArray m_bytes;
    qint64 m_offset = 0;
    bool m_wasRead = false;
};

} // namespace snapgpu
