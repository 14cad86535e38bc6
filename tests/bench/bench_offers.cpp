// SPDX-License-Identifier: GPL-3.0-or-later
// bench_offers [ROWS]: the offers table as people use it, in real views on the offscreen platform, beside a
// QSortFilterProxyModel that works on text. Every time ends when the rows are painted. One JSON line per
// measure, in milliseconds.
#include "models/offer_facets.h"
#include "models/offer_filter_model.h"
#include "services/cloud/vast/vast_rows.h"
#include "services/offers/offer_cache.h"
#include "tests/support/test_paths.h"
#include "tests/ui/demo.h"
#include "ui/main_window.h"
#include "ui/table_setup.h"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <malloc.h>
#include <nlohmann/json.hpp>
#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QHeaderView>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QTemporaryDir>
#include <utility>
#include <vector>

using namespace snapgpu;

namespace {

/** Times of one measure. */
class Measure final
{
public:
    explicit Measure(const char *name)
        : m_name(name)
    {
    }
    void add(double ms) { m_times.push_back(ms); }
    void print()
    {
        std::sort(m_times.begin(), m_times.end());
        const std::size_t n = m_times.size();
        std::printf("{\"measure\":\"%s\",\"rounds\":%zu,\"median\":%.1f,\"p95\":%.1f,\"max\":%.1f}\n", m_name,
            n, m_times[n / 2], m_times[(n * 95 - 1) / 100], m_times.back());
        std::fflush(stdout);
    }

private:
    const char *m_name;
    std::vector<double> m_times;
};

/** Notices when a viewport has been painted. */
class PaintWatch final : public QObject
{
public:
    explicit PaintWatch(QWidget *viewport) { viewport->installEventFilter(this); }
    bool painted = false;

protected:
    bool eventFilter(QObject * /*watched*/, QEvent *event) override
    {
        painted = painted || event->type() == QEvent::Paint;
        return false;
    }
};

/** Ends when the rows are painted, or what the window shows instead of them when none is left. */
double timed(const std::function<void()> &act, QTableView *view)
{
    PaintWatch rows(view->viewport());
    PaintWatch window(view->window());
    QElapsedTimer timer;
    timer.start();
    act();
    view->viewport()->update();
    while (!rows.painted && !(window.painted && !view->isVisible())) {
        if (!view->isVisible() && !window.painted) {
            view->window()->update();
        }
        QCoreApplication::processEvents();
    }
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/** Rows with every field of the vendor's answer, as different from each other as those of a market. */
QVector<Offer> market(int count)
{
    QFile file(test::sourceDir() + QStringLiteral("/tests/models/data/offers.json"));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const auto document = nlohmann::json::parse(file.readAll().toStdString());
    vast::TextPool pool;
    QVector<Offer> samples;
    for (const auto &row : document["offers"]) {
        samples.append(*vast::offerFromRow(row, &pool));
    }
    QRandomGenerator random(1);
    QVector<Offer> rows;
    rows.reserve(count);
    const QVector<Offer> names = demo::offers(500); // models and places
    for (int i = 0; i < count; ++i) {
        Offer offer = samples.at(random.bounded(3));
        const Offer &name = names.at(random.bounded(500));
        offer.id = 40'000'000 + i;
        offer.machineId = 20'000 + random.bounded(count / 2 + 1);
        offer.gpuName = pool.shared(name.gpuName);
        offer.geolocation = pool.shared(name.geolocation);
        offer.numGpus = 1 << random.bounded(4);
        offer.publicIp = QStringLiteral("198.51.%1.%2").arg(random.bounded(256)).arg(random.bounded(256));
        for (Real Offer::*member : {&Offer::dphBase, &Offer::dphTotal, &Offer::score, &Offer::dlperf,
                 &Offer::inetDownMbps, &Offer::inetUpMbps, &Offer::diskBwMBps, &Offer::diskSpaceGb}) {
            offer.*member = offer.*member
                ? Real(std::round(*(offer.*member) * 1e4 * (0.5 + random.generateDouble())) / 1e4)
                : offer.*member;
        }
        offer.reliability = 0.9 + 0.1 * random.generateDouble();
        // What every row of a real answer holds for itself, and a field of tomorrow in some of them.
        offer.gpuIds.clear();
        for (int gpu = 0; gpu < offer.numGpus; ++gpu) {
            offer.gpuIds.append(900'000 + random.bounded(100'000));
        }
        if (i % 10 == 0) {
            offer.raw = QByteArrayLiteral("{\"field_of_tomorrow\":") + QByteArray::number(i) + '}';
        }
        rows.append(offer);
    }
    return rows;
}

QVector<Offer> refreshed(QVector<Offer> rows, int round)
{
    QRandomGenerator random(static_cast<quint32>(round));
    for (qsizetype i = 0; i < rows.size() / 10; ++i) {
        Offer &offer = rows[random.bounded(static_cast<int>(rows.size()))];
        offer.dphBase = offer.dphBase.value_or(1) * (0.9 + 0.2 * random.generateDouble());
        offer.inetDownMbps = random.bounded(9000);
    }
    return rows;
}

void prepare(QTableView &view, QAbstractItemModel *model)
{
    configureTable(&view);
    view.setModel(model);
    for (int column = 0; column < OfferTableModel::ColumnCount; ++column) {
        view.setColumnHidden(column, !OfferTableModel::isShownFirst(column));
    }
    view.resize(1280, 800);
    view.show();
    view.sortByColumn(OfferTableModel::Hourly, Qt::AscendingOrder);
    QCoreApplication::processEvents();
}

void selectSome(QTableView &view)
{
    QItemSelection selection;
    for (int row = 10; row < 2010; row += 10) {
        selection.select(
            view.model()->index(row, 0), view.model()->index(row, OfferTableModel::ColumnCount - 1));
    }
    view.selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
}

QSet<qint64> selectedIds(const QTableView &view, const std::function<qint64(const QModelIndex &)> &idOf)
{
    QSet<qint64> ids;
    for (const QModelIndex &row : view.selectionModel()->selectedRows()) {
        ids.insert(idOf(row));
    }
    return ids;
}

void measureOwn(const QVector<Offer> &rows)
{
    OfferTableModel model;
    OfferFilterModel filter(&model);
    QTableView view;
    prepare(view, &filter);
    Measure first("own: show the whole list");
    QVector<Offer> answer(rows.cbegin(), rows.cend()); // as in the window, nobody else holds it afterwards
    first.add(timed([&] { model.setOffers(std::exchange(answer, {})); }, &view));
    first.print();

    Measure keys("own: keystroke to painted");
    const QString line = QStringLiteral(
        "num_gpus=1 gpu_name in [RTX_4090,RTX_3090] dph<1 reliability>0.95 geolocation notin [CN,VN]");
    for (int length = 1; length <= line.size(); ++length) {
        keys.add(timed(
            [&] {
                if (const auto query = parseQuery(line.left(length))) {
                    filter.setQuery(*query);
                }
            },
            &view));
    }
    for (auto length = static_cast<int>(line.size()); length >= 0; --length) {
        keys.add(timed(
            [&] {
                if (const auto query = parseQuery(line.left(length))) {
                    filter.setQuery(*query);
                }
            },
            &view));
    }
    keys.print();

    Measure sorts("own: sort by any column");
    for (int column = 0; column < OfferTableModel::ColumnCount; ++column) {
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            sorts.add(timed([&] { filter.sortBy({{column, order}}); }, &view));
        }
    }
    sorts.print();
    Measure three("own: sort by three columns");
    three.add(timed(
        [&] {
            filter.sortBy(
                {{OfferTableModel::Gpu, Qt::AscendingOrder}, {OfferTableModel::Count, Qt::DescendingOrder},
                    {OfferTableModel::Hourly, Qt::AscendingOrder}});
        },
        &view));
    three.print();

    filter.sortBy({{OfferTableModel::Hourly, Qt::AscendingOrder}});
    selectSome(view);
    const auto idOf = [&](const QModelIndex &index) { return filter.offer(index.row()).id; };
    const QSet<qint64> before = selectedIds(view, idOf);
    Measure refresh("own: refresh of 10 %, 200 rows selected");
    QVector<Offer> now = rows;
    for (int round = 1; round <= 10; ++round) {
        now = refreshed(now, round);
        refresh.add(timed([&] { model.setOffers(now, round); }, &view));
    }
    refresh.print();
    std::printf(
        "{\"check\":\"selection kept\",\"ok\":%s}\n", selectedIds(view, idOf) == before ? "true" : "false");

    Measure counts("own: nine facets");
    const Query query = *parseQuery(QStringLiteral("num_gpus=1 dph<1 reliability>0.95"));
    counts.add(timed(
        [&] {
            facets(query, model.offers(),
                {FacetKind::GpuName, FacetKind::NumGpus, FacetKind::VramGb, FacetKind::Country,
                    FacetKind::Region, FacetKind::Cuda, FacetKind::Verified, FacetKind::Datacenter,
                    FacetKind::StaticIp});
        },
        &view));
    counts.print();
}

/** What a table costs that filters and sorts what it shows. */
void measureText(const QVector<Offer> &rows)
{
    OfferTableModel model;
    QSortFilterProxyModel proxy;
    proxy.setSourceModel(&model);
    proxy.setFilterKeyColumn(-1);
    proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);
    QTableView view;
    prepare(view, &proxy);
    Measure first("text: show the whole list");
    first.add(timed([&] { model.setOffers(rows); }, &view));
    first.print();
    Measure keys("text: keystroke to painted");
    const QString word = QStringLiteral("rtx 4090");
    for (int length = 1; length <= word.size(); ++length) {
        keys.add(timed([&] { proxy.setFilterFixedString(word.left(length)); }, &view));
    }
    keys.print();
    proxy.setFilterFixedString({});
    Measure sorts("text: sort by a shown column");
    for (int column = 1; column <= 10; ++column) {
        sorts.add(timed([&] { proxy.sort(column); }, &view));
    }
    sorts.print();
    proxy.sort(OfferTableModel::Hourly);
    selectSome(view);
    Measure refresh("text: refresh of 10 %, 200 rows selected");
    QVector<Offer> now = rows;
    for (int round = 1; round <= 3; ++round) {
        now = refreshed(now, round);
        refresh.add(timed([&] { model.setOffers(now, round); }, &view));
    }
    refresh.print();
}

void measureCache(const QVector<Offer> &rows)
{
    const QTemporaryDir home;
    OfferCache cache(home.filePath(QStringLiteral("offers.bin")));
    const QString source = QStringLiteral("bench");
    QElapsedTimer timer;
    timer.start();
    cache.save({source, rows, QVector<qint64>(rows.size(), 1)});
    cache.flush();
    Measure save("cache: save, on a thread of its own");
    save.add(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    save.print();
    Measure load("cache: load");
    for (int round = 0; round < 5; ++round) {
        timer.restart();
        const auto list = cache.load(source);
        load.add(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        if (!list || list->offers != rows) {
            std::fprintf(stderr, "the cache did not bring the list back\n");
        }
    }
    load.print();
    std::printf("{\"measure\":\"cache: file\",\"megabytes\":%.1f}\n",
        static_cast<double>(QFile(home.filePath(QStringLiteral("offers.bin"))).size()) / 1e6);
}

double residentMb(const char *key)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly)) {
        return 0;
    }
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith(key)) {
            return line.mid(static_cast<qsizetype>(qstrlen(key))).trimmed().split(' ').first().toDouble()
                / 1024;
        }
    }
    return 0;
}

/** The whole window: typing into its filter line, and its memory. */
void measureWindow(int count)
{
    demo::World world;
    {
        world.cloud.rows = market(count);
    }
    MainWindow window(world.services());
    window.resize(1440, 900);
    window.show();
    auto *view = window.findChild<QTableView *>(QStringLiteral("offersTable"));
    auto *line = window.findChild<QLineEdit *>(QStringLiteral("queryLine"));
    QElapsedTimer waited;
    waited.start();
    while (view->model()->rowCount() == 0 && waited.elapsed() < 5000) {
        QCoreApplication::processEvents();
    }
    world.cloud.rows = {}; // clear() would keep the room, which is not the window's
    world.cloud.hang = true;
    for (waited.restart(); waited.elapsed() < 2000;) { // the search's own copy goes when it is over
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
    }
#ifdef __GLIBC__
    malloc_trim(0); // what making the market took is not the window's
#endif
    std::printf("{\"measure\":\"window: memory\",\"rows\":%d,\"megabytes\":%.0f,\"peak\":%.0f}\n", count,
        residentMb("VmRSS:"), residentMb("VmHWM:"));
    Measure keys("window: keystroke to painted");
    const QString text = QStringLiteral("gpu_name=RTX_4090 dph<1 reliability>0.95");
    for (int length = 0; length <= text.size(); ++length) {
        keys.add(timed([&] { line->setText(text.left(length)); }, view));
    }
    keys.print();
}

} // namespace

int main(int argc, char *argv[])
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication app(argc, argv);
    const int count = argc > 1 ? std::max(100, std::atoi(argv[1])) : 50'000;
    measureWindow(count); // first: later measures leave memory behind
    const QVector<Offer> rows = market(count);
    std::printf("{\"offers\":%lld,\"bytes_each\":%zu}\n", static_cast<long long>(rows.size()), sizeof(Offer));
    measureCache(rows);
    measureOwn(rows);
    measureText(rows);
    return 0;
}
