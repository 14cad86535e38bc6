// SPDX-License-Identifier: GPL-3.0-or-later
// The filter line: parsing, finding back from the text, matching, completion and edits on any bytes.
#include "models/offer_facets.h"
#include "models/offer_filter.h"
#include "models/query_complete.h"
#include "models/query_edit.h"

#include <cstdint>
#include <cstdlib>

using namespace snapgpu;

namespace {

void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

const QVector<Offer> &rows()
{
    static const QVector<Offer> offers = [] {
        QVector<Offer> list(2);
        list[0].id = 1;
        list[0].gpuName = QStringLiteral("RTX 4090");
        list[0].geolocation = QStringLiteral("Quebec, CA");
        list[0].dphTotal = 0.4;
        list[0].raw = R"({"brand_new":[1],"x":"y"})";
        list[1].id = 9'007'199'254'740'993;
        list[1].gpuRamMb = Real::null();
        return list;
    }();
    return offers;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr std::size_t kLongest = 4096; // a line, not a book
    if (size > kLongest) {
        return 0;
    }
    const QString line =
        QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    parseOrder(line);
    const auto query = parseQuery(line);
    if (query) {
        const OfferFilter filter(*query);
        OfferFilter::Pass pass(filter);
        for (const Offer &offer : rows()) {
            require(filter.accepts(offer) == pass.accepts(offer));
        }
        parseQuery(toText(*query)); // need not be understood: quotes within a value cannot be written
        conditionCosts(line, rows());
    } else {
        require(!query.error().message.isEmpty());
        require(query.error().position >= 0 && query.error().position <= line.size());
    }
    const int cursor = size == 0 ? 0 : data[0] % (static_cast<int>(line.size()) + 1);
    const QueryCompletion completion = completeQuery(line, cursor);
    require(completion.from <= completion.to && completion.to <= line.size());
    queryedit::withoutField(line, QStringLiteral("gpu_name"));
    queryedit::withExcluded(line, QStringLiteral("machine_id"), QStringLiteral("7"));
    return 0;
}
