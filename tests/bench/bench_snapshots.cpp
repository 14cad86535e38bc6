// SPDX-License-Identifier: GPL-3.0-or-later
// The snapshot browser's services: 10 000 snapshots from the cache, 1 000 000 files streamed and indexed, a
// folder of 50 000 entries. restic is a shell script that prints what restic would: the figures are ours
// alone.
#include "models/snapshot_table_model.h"
#include "services/restic/catalog_cache.h"
#include "services/restic/restic_browser.h"

#include <cstdio>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>
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
            const QByteArray name = "frame_" + QByteArray::number(file).rightJustified(8, '0') + ".png";
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

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QTemporaryDir dir;
    catalog(dir);
    files(dir);
    return 0;
}
