// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

/**
 * Lets this process mount file systems that only its own children see, and that end with it. Before there are
 * threads, so from initMain(). Empty, or the sentence for QSKIP: why it cannot, and the command that can.
 */
QString enterOwnMounts();

/** A file system of its own size on a folder, in memory. */
class SmallDisk final
{
public:
    enum class Access { ReadWrite, ReadOnly };

    /** `size` as the kernel reads it: "8m". The folder is made. */
    SmallDisk(const QString &folder, const QByteArray &size, Access access = Access::ReadWrite);
    ~SmallDisk();
    Q_DISABLE_COPY_MOVE(SmallDisk)

    bool isThere() const { return m_mounted; }
    bool resize(const QByteArray &size); ///< with what is on it

private:
    QByteArray m_folder;
    bool m_mounted = false;
};
