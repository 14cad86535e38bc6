// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/process_check.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>

namespace snapgpu::test {

QVector<ProcessEntry> processesWith(const QByteArray &needle)
{
    QVector<ProcessEntry> found;
    const QStringList entries = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &entry : entries) {
        bool isPid = false;
        const qint64 pid = entry.toLongLong(&isPid);
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(entry));
        if (!isPid || pid == QCoreApplication::applicationPid() || !file.open(QIODevice::ReadOnly)) {
            continue;
        }
        const QByteArray line = file.readAll().replace('\0', ' ');
        if (line.contains(needle)) {
            found.append({pid, line});
        }
    }
    return found;
}

QStringList filesContaining(const QString &directory, const QByteArray &needle)
{
    QStringList found;
    QDirIterator it(directory, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(needle)) {
            found.append(file.fileName());
        }
    }
    return found;
}

} // namespace snapgpu::test
