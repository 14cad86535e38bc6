// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/offers/offer_cache.h"

#include <QCoreApplication>
#include <QFile>
#include <QLoggingCategory>
#include <QSaveFile>

namespace snapgpu {

namespace {

Q_LOGGING_CATEGORY(logOffers, "snapgpu.offers")

constexpr qint64 kLargest = 1LL << 30;

void write(const QString &file, const CachedOffers &list)
{
    QSaveFile out(file);
    const QByteArray bytes = encodeOffers(list);
    if (!out.open(QIODevice::WriteOnly) || !out.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || out.write(bytes) != bytes.size() || !out.commit()) {
        // The next start is slower to show a list, and that is all.
        qCWarning(logOffers) << "the list of offers could not be saved:" << out.errorString();
    }
}

} // namespace

OfferCache::OfferCache(QString file)
    : m_file(std::move(file))
{
    m_writer.setMaxThreadCount(1);
}

OfferCache::~OfferCache() { flush(); }

Result<CachedOffers> OfferCache::load(const QString &source) const
{
    QFile file(m_file);
    if (!file.exists()) {
        return CachedOffers{source, {}, {}};
    }
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLargest) {
        return fail(ErrorCategory::BadAnswer,
            QCoreApplication::translate("OfferCache",
                "The saved list of offers cannot be read (%1); a new search "
                "replaces it.")
                .arg(file.errorString()));
    }
    Result<CachedOffers> list = decodeOffers(file.readAll());
    if (list && list->source != source) {
        return CachedOffers{source, {}, {}};
    }
    return list;
}

void OfferCache::save(const CachedOffers &list)
{
    m_writer.clear(); // one that has not begun is outdated
    m_writer.start([file = m_file, list] { write(file, list); });
}

void OfferCache::flush() { m_writer.waitForDone(); }

} // namespace snapgpu
