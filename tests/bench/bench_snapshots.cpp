// SPDX-License-Identifier: GPL-3.0-or-later
// The snapshot browser, its services and its window up to the paint (offscreen unless told otherwise): 10 000
// snapshots from the cache, 1 000 000 files streamed, indexed and shown, a folder of 50 000 entries. restic
// is a shell script that prints what restic would: the figures are ours alone.
#include "models/file_tree_model.h"
#include "models/snapshot_table_model.h"
#include "services/restic/catalog_cache.h"
#include "services/restic/restic_browser.h"
#include "tests/ui/demo.h"
#include "ui/browser_view.h"
#include "ui/snapshots_page.h"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <QAbstractItemView>
#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>
#include <QTreeView>
#include <sys/resource.h>

using namespace snapgpu;

namespace {

void say(const char *what, double value, const char *unit)
{
    std::printf("%-58s %10.1f %s\n", what, value, unit);
    std::fflush(stdout);
}

double peakMb()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

QVector<Snapshot> manySnapshots(int count)
{
    QVector<Snapshot> list;
    for (int i = 0; i < count; ++i) {
        Snapshot snapshot;
        snapshot.id = QStringLiteral("%1").arg(i, 64, 16, QLatin1Char('0'));
        snapshot.tree = QStringLiteral("%1").arg(i / 3, 64, 16, QLatin1Char('a'));
        snapshot.time = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000 - qint64(i) * 600'000, Qt::UTC);
        snapshot.hostname = QStringLiteral("gpu-%1").arg(i % 40);
        snapshot.paths = {QStringLiteral("/workspace/MuseTalk")};
        snapshot.tags = {QStringLiteral("auto"), QStringLiteral("t%1").arg(i % 9)};
        snapshot.totalBytes = 7'000'000'000 + i;
        snapshot.raw = QByteArray(700, 'x');
        list.append(snapshot);
    }
    return list;
}

void catalog(const QTemporaryDir &dir)
{
    const CatalogCache cache(dir.filePath(QStringLiteral("catalog.sqlite")));
    QElapsedTimer clock;
    clock.start();
    cache.store(QStringLiteral("place"),
        {QStringLiteral("id"), manySnapshots(10'000), QDateTime::currentDateTimeUtc()});
    say("10 000 snapshots written to the cache (other thread)", double(clock.restart()), "ms");
    const CachedCatalog read = cache.load(QStringLiteral("place"));
    say("10 000 snapshots read from the cache", double(clock.restart()), "ms");
    SnapshotTableModel model;
    model.setSnapshots(read.snapshots);
    QString text;
    for (int row = 0; row < 60; ++row) { // one screen of rows
        for (int column = 0; column < SnapshotTableModel::ColumnCount; ++column) {
            text += model.data(model.index(row, column)).toString();
        }
    }
    say("... grouped, in the model, texts of 60 rows", double(clock.elapsed()), "ms");
}

/** 20 folders of 50 000 files each, as `restic ls --json` prints them. */
void writeFakeRestic(const QTemporaryDir &dir)
{
    QFile listing(dir.filePath(QStringLiteral("listing")));
    listing.open(QIODevice::WriteOnly);
    listing.write("{\"struct_type\":\"snapshot\",\"id\":\"aa\"}\n");
    const QByteArray rest =
        "\"uid\":0,\"gid\":0,\"mtime\":\"2026-11-25T21:02:08.445213868Z\",\"atime\":"
        "\"2026-11-25T21:02:08.445213868Z\",\"ctime\":\"2026-11-25T21:02:08.445213868Z\",";
    for (int folder = 0; folder < 20; ++folder) {
        const QByteArray dirPath = "/d" + QByteArray::number(folder);
        listing.write("{\"name\":\"d\",\"type\":\"dir\",\"path\":\"" + dirPath + "\"," + rest
            + "\"mode\":2147484141,\"message_type\":\"node\",\"struct_type\":\"node\"}\n");
        for (int file = 0; file < 50'000; ++file) {
            // Two spellings, so that the order for people is not the order of the bytes.
            const QByteArray number = QByteArray::number(file).rightJustified(8, '0');
            const QByteArray name = (file % 2 == 0 ? "frame_" : "Frame_") + number + ".png";
            listing.write("{\"name\":\"" + name + "\",\"type\":\"file\",\"path\":\"" + dirPath + '/' + name
                + "\"," + rest + "\"size\":" + QByteArray::number(file)
                + ",\"mode\":420,\"inode\":77,\"message_type\":\"node\",\"struct_type\":\"node\"}\n");
        }
    }
    listing.close();
    const QByteArray id(64, 'a');
    QFile script(dir.filePath(QStringLiteral("restic")));
    script.open(QIODevice::WriteOnly);
    script.write("#!/bin/sh\ncase $1 in\nsnapshots) echo '[{\"id\":\"" + id + "\",\"tree\":\""
        + QByteArray(64, 'b')
        + "\",\"time\":\"2026-11-25T21:02:08Z\"}]';;\ncat) echo '{\"id\":\"cc\"}';;\nls) exec cat '"
        + QFile::encodeName(listing.fileName()) + "';;\nesac\n");
    script.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
}

template <typename T> Result<T> wait(Job<T> *job)
{
    std::optional<Result<T>> result;
    QEventLoop loop;
    job->then(&loop, [&](const Result<T> &r) {
        result = r;
        loop.quit();
    });
    loop.exec();
    return *result;
}

void files(const QTemporaryDir &dir)
{
    writeFakeRestic(dir);
    ResticTools tools;
    tools.resticProgram = dir.filePath(QStringLiteral("restic"));
    Repository repository;
    repository.url = QStringLiteral("/fake");
    repository.password = QStringLiteral("x");
    const BrowserFiles places{
        dir.filePath(QStringLiteral("files.sqlite")), dir.filePath(QStringLiteral("trees")), {}};
    const QString id(64, QLatin1Char('a'));
    QElapsedTimer clock;
    {
        ResticBrowser browser(tools, repository, places);
        wait(browser.refresh());
        qint64 longestMs = 0; // the longest time the window's thread did not come back
        QElapsedTimer beat;
        beat.start();
        QTimer timer;
        QObject::connect(&timer, &QTimer::timeout, [&] { longestMs = std::max(longestMs, beat.restart()); });
        const double before = peakMb();
        timer.start(5);
        clock.start();
        wait(browser.open(id));
        say("1 000 000 files: listed, indexed, on disk", double(clock.elapsed()), "ms");
        say("... longest pause of the window's thread (a 5 ms timer)", double(longestMs), "ms");
        say("... memory on top, at the peak", peakMb() - before, "MB");
    }
    ResticBrowser browser(tools, repository, places);
    clock.start();
    const auto tree = wait(browser.open(id));
    say("the same snapshot in a new start, from disk", double(clock.nsecsElapsed()) / 1e6, "ms");
    clock.restart();
    const auto folder = (*tree)->find("/d7");
    qint64 sum = 0;
    for (quint32 row = 0; row < (*tree)->childCount(*folder); ++row) {
        const auto node = (*tree)->child(*folder, row);
        sum += (*tree)->size(node) + nameText((*tree)->name(node)).size();
    }
    say("a folder of 50 000 entries, every name and size", double(clock.nsecsElapsed()) / 1e6, "ms");
    clock.restart();
    const auto hits = (*tree)->search(QStringLiteral("00049999"), 100);
    say("search through 1 000 000 names", double(clock.nsecsElapsed()) / 1e6, "ms");
    std::printf(
        "(%lld bytes, %lld hits)\n", static_cast<long long>(sum), static_cast<long long>(hits.size()));
}

/** Tells when a view has painted and what was asked for is then true. */
class PaintWatch final : public QObject
{
public:
    PaintWatch(QAbstractItemView *view, std::function<bool()> wanted)
        : m_wanted(std::move(wanted))
    {
        view->viewport()->installEventFilter(this);
        m_clock.start();
    }
    /** Milliseconds from the construction to the end of that paint. */
    double wait()
    {
        while (m_paintedMs < 0) {
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 5);
        }
        return m_paintedMs;
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && m_paintedMs < 0 && m_wanted()) {
            watched->removeEventFilter(this);
            QCoreApplication::sendEvent(watched, event);
            m_paintedMs = double(m_clock.nsecsElapsed()) / 1e6;
            return true;
        }
        return false;
    }

private:
    std::function<bool()> m_wanted;
    QElapsedTimer m_clock;
    double m_paintedMs = -1;
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

/** From nothing but the cache on disk to rows on the screen; restic is not there. */
void catalogPainted(const QTemporaryDir &dir)
{
    const QString file = dir.filePath(QStringLiteral("painted.sqlite"));
    Repository repository;
    repository.url = QStringLiteral("/fake");
    CatalogCache(file).store(repository.displayName(),
        {QStringLiteral("id"), manySnapshots(10'000), QDateTime::currentDateTimeUtc()});
    ResticTools tools;
    tools.resticProgram = QStringLiteral("/no/such/restic");
    std::vector<double> reads;
    std::vector<double> totals;
    for (int round = 0; round < 7; ++round) {
        demo::World world;
        AppServices services = world.services();
        QElapsedTimer clock;
        clock.start();
        ResticBrowser browser(tools, repository, {file, dir.filePath(QStringLiteral("t")), {}});
        services.browser = &browser;
        services.repositories = nullptr;
        const double read = double(clock.nsecsElapsed()) / 1e6;
        SnapshotSource source(&browser);
        SnapshotsPage page(services, &source);
        page.resize(1280, 800);
        auto *table = page.findChild<QTreeView *>(QStringLiteral("snapshotsTable"));
        PaintWatch painted(table, [table] { return table->model()->rowCount() > 3000; });
        page.show();
        painted.wait();
        reads.push_back(read);
        totals.push_back(double(clock.nsecsElapsed()) / 1e6);
    }
    say("10 000 snapshots: cache on disk to browser", median(reads), "ms");
    say("... to rows painted on the page (median of 7)", median(totals), "ms");
    say("... the slowest of them", *std::max_element(totals.cbegin(), totals.cend()), "ms");
}

/** A million entries streamed into the window, then folders of 50 000 opened in it. */
void filesPainted(const QTemporaryDir &dir)
{
    ResticTools tools;
    tools.resticProgram = dir.filePath(QStringLiteral("restic"));
    Repository repository;
    repository.url = QStringLiteral("/fake");
    repository.password = QStringLiteral("x");
    demo::World world;
    ResticBrowser browser(tools, repository,
        {dir.filePath(QStringLiteral("window.sqlite")), dir.filePath(QStringLiteral("window-trees")), {}});
    const auto listed = wait(browser.refresh());
    BrowserView view(world.services());
    view.resize(1280, 800);
    view.show();
    auto *tree = view.findChild<QTreeView *>(QStringLiteral("filesTree"));
    qint64 longestMs = 0;
    QElapsedTimer beat;
    beat.start();
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, [&] { longestMs = std::max(longestMs, beat.restart()); });
    timer.start(5);
    PaintWatch streamed(tree, [tree] { return tree->model()->rowCount() == 20; });
    view.open(&browser, listed->snapshots.first());
    say("1 000 000 files streamed into the window, painted", streamed.wait(), "ms");
    longestMs = std::max(longestMs, beat.elapsed());
    say("... longest time the event loop did not come back", double(longestMs), "ms");
    timer.stop();
    std::vector<double> opened;
    for (int folder = 0; folder < 9; ++folder) {
        const QModelIndex index = tree->model()->index(folder, 0);
        tree->setCurrentIndex(index);
        QCoreApplication::processEvents();
        PaintWatch painted(tree, [tree, index] { return tree->model()->rowCount(index) == 50'000; });
        tree->expand(index);
        opened.push_back(painted.wait());
        tree->collapse(index);
    }
    say("folder of 50 000 entries, key to painted (median of 9)", median(opened), "ms");
    say("... the slowest of them", *std::max_element(opened.cbegin(), opened.cend()), "ms");
    const QModelIndex last = tree->model()->index(8, 0);
    tree->expand(last);
    QCoreApplication::processEvents();
    for (const auto &[name, column] :
        {std::pair{"size", FileTreeModel::Size}, {"name", FileTreeModel::Name}}) {
        PaintWatch painted(tree, [] { return true; });
        tree->sortByColumn(column, Qt::DescendingOrder);
        say(QByteArray("... nine such folders ordered by ").append(name).constData(), painted.wait(), "ms");
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication app(argc, argv);
    QTemporaryDir dir;
    catalog(dir);
    catalogPainted(dir);
    files(dir);
    filesPainted(dir);
    return 0;
}
