// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provider_book.h"

#include <QStringList>

namespace snapgpu {

QString providerName(const QString &provider)
{
    return provider == QLatin1String("runpod") ? QStringLiteral("RunPod")
        : provider == QLatin1String("vast")    ? QStringLiteral("vast.ai")
                                               : provider;
}

QString capabilityText(const Capabilities &can)
{
    QStringList sentences;
    if (!can.choosesHost) {
        sentences << ProviderBook::tr("Each row is a pool: the provider picks the machine, and may refuse.")
                  << ProviderBook::tr(
                         "It tells no reliability, network or disk, so filters on them pass every row.");
    }
    if (!can.interruptible) {
        sentences << ProviderBook::tr("There are no bids.");
    }
    if (can.billsFromCreate) {
        sentences << ProviderBook::tr("The price counts from the create on.");
    }
    return sentences.join(QLatin1Char(' '));
}

} // namespace snapgpu
