// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QCoreApplication;

namespace snapgpu {

/**
 * Loads the catalogues before any window exists and sets the default QLocale. `wanted`: "en", "pt_BR", or
 * empty for SNAPGPU_LANG and then the languages of the system, in their order. Returns the language in use.
 */
QString installLanguage(QCoreApplication *app, const QString &wanted);

} // namespace snapgpu
