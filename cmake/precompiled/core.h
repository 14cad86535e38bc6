// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What nearly every source includes anyway, compiled once. Only headers from outside the project belong here:
// each source still includes what it uses, and a build without precompiled headers must pass.
#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <QByteArray>
#include <QCoreApplication>
#include <QDateTime>
#include <QDebug>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QMap>
#include <QObject>
#include <QPointer>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <QTimer>
#include <QUrl>
#include <QVariant>
#include <QVector>
#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <variant>
#include <vector>
