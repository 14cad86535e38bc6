// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/home.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryFile>

namespace snapgpu {

namespace {

constexpr auto kPrivate = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;

bool makePrivateDir(const QString &path)
{
    if (QFileInfo(path).isDir()) {
        return true;
    }
    if (!QDir().mkpath(path)) {
        return false;
    }
    return QFile::setPermissions(path, kPrivate);
}

} // namespace

Result<Home> Home::open(const QString &explicitPath)
{
    QString path = explicitPath;
    if (path.isEmpty()) {
        path = qEnvironmentVariable("SNAPGPU_HOME");
    }
    if (path.isEmpty()) {
        path = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
            + QStringLiteral("/snapgpu");
    }
    path = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    if (!makePrivateDir(path)) {
        return fail(ErrorCategory::LedgerFault,
            QCoreApplication::translate("Home",
                "The folder %1 cannot be made. Choose another one with --home, or make its parent writable.")
                .arg(path));
    }
    QTemporaryFile test(path + QStringLiteral("/.write-test-XXXXXX"));
    if (!test.open() || test.write("x") != 1 || !test.flush()) {
        return fail(ErrorCategory::LedgerFault,
            QCoreApplication::translate("Home",
                "The folder %1 cannot be written (%2). Free some space or choose another one with --home.")
                .arg(path, test.errorString()));
    }
    Home home;
    home.m_path = path;
    return home;
}

QString Home::file(const QString &relative) const
{
    const QString full = QDir::cleanPath(m_path + QLatin1Char('/') + relative);
    makePrivateDir(relative.endsWith(QStringLiteral("/.")) ? full : QFileInfo(full).absolutePath());
    return full;
}

} // namespace snapgpu
