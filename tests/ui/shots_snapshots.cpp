// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the list of snapshots and of the browser.
#include "tests/ui/shots.h"

#include <QAbstractButton>
#include <QDialog>
#include <QFileDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QTreeView>

namespace snapgpu {

namespace {

/** One dialog of the Snapshots page, then away with it. */
void paintDialog(Shots &shots, MainWindow &window, const char *name, const QString &shot)
{
    auto *dialog = window.findChild<QDialog *>(QString::fromLatin1(name));
    shots.take(dialog, shot);
    dialog->close();
    QTest::qWait(20);
}

void paintBrowser(Shots &shots, MainWindow &window, demo::World &world)
{
    auto *table = window.findChild<QTreeView *>(QStringLiteral("snapshotsTable"));
    window.findChild<QAbstractButton *>(QStringLiteral("browseButton"))->click();
    QTest::qWait(60);
    auto *files = window.findChild<QTreeView *>(QStringLiteral("filesTree"));
    shots.take(&window, QStringLiteral("browser"));
    for (const Qt::Key key : {Qt::Key_End, Qt::Key_Up, Qt::Key_Up, Qt::Key_Space}) {
        QTest::keyClick(files, key);
    }
    shots.take(&window, QStringLiteral("browser-preview"));
    auto *search = window.findChild<QLineEdit *>(QStringLiteral("fileFilter"));
    search->setText(QStringLiteral("frame_00"));
    QTest::qWait(200);
    QTest::keyClick(files, Qt::Key_Space);
    shots.take(&window, QStringLiteral("browser-search"));
    window.findChild<QAbstractButton *>(QStringLiteral("versionsButton"))->click();
    QTest::qWait(60);
    paintDialog(shots, window, "versionsDialog", QStringLiteral("browser-versions"));
    window.findChild<QAbstractButton *>(QStringLiteral("downloadButton"))->click();
    paintDialog(shots, window, "downloadDialog", QStringLiteral("browser-download"));
    world.browser.leftOut = {"/workspace/run/jupyter.sock", "/workspace/dev/nvidia0"};
    window.findChild<QAbstractButton *>(QStringLiteral("downloadButton"))->click();
    auto *dialog = window.findChild<QFileDialog *>(QStringLiteral("downloadDialog"));
    Q_EMIT dialog->fileSelected(QStringLiteral("/home/ana/restored"));
    dialog->close();
    QTest::qWait(60);
    shots.take(&window, QStringLiteral("browser-downloaded"));
    search->setText(QStringLiteral("not there"));
    QTest::qWait(200);
    shots.take(&window, QStringLiteral("browser-nothing"));
    window.findChild<QAbstractButton *>(QStringLiteral("browserBackButton"))->click();
    table->setCurrentIndex(table->model()->index(0, 0));
    window.findChild<QAbstractButton *>(QStringLiteral("compareButton"))->click();
    QTest::qWait(60);
    shots.take(&window, QStringLiteral("diff"));
    window.findChild<QAbstractButton *>(QStringLiteral("diffBackButton"))->click();
}

void paintRepositories(Shots &shots, MainWindow &window, demo::World &world)
{
    window.findChild<QAbstractButton *>(QStringLiteral("repositoriesButton"))->click();
    auto *dialog = window.findChild<QDialog *>(QStringLiteral("repositoryDialog"));
    dialog->findChild<QListWidget *>(QStringLiteral("repositoryList"))->setCurrentRow(1);
    world.book.report.part = RepositoryPart::Bucket;
    world.book.report.sentence = QStringLiteral(
        "There is no bucket \"workspace\" at this endpoint; check its name, or create it first.");
    dialog->findChild<QAbstractButton *>(QStringLiteral("repositoryTestButton"))->click();
    shots.take(dialog, QStringLiteral("repositories"));
    dialog->findChild<QListWidget *>(QStringLiteral("repositoryList"))->setCurrentRow(2);
    paintDialog(shots, window, "repositoryDialog", QStringLiteral("repositories-vps"));
}

} // namespace

void paintSnapshots(Shots &shots, MainWindow &window, demo::World &world)
{
    window.showPage(MainWindow::Snapshots);
    auto *table = window.findChild<QTreeView *>(QStringLiteral("snapshotsTable"));
    table->expand(table->model()->index(0, 0));
    shots.take(&window, QStringLiteral("snapshots"));
    window.findChild<QAbstractButton *>(QStringLiteral("tagsButton"))->click(); // keys need an active window
    paintDialog(shots, window, "tagsDialog", QStringLiteral("snapshots-tags"));
    table->setCurrentIndex(table->model()->index(4, 0));
    window.findChild<QAbstractButton *>(QStringLiteral("forgetSnapshotsButton"))->click();
    paintDialog(shots, window, "forgetDialog", QStringLiteral("snapshots-forget"));
    window.findChild<QAbstractButton *>(QStringLiteral("cleanUpButton"))->click();
    window.findChild<QAbstractButton *>(QStringLiteral("dryRunButton"))->click();
    paintDialog(shots, window, "forgetDialog", QStringLiteral("snapshots-policy"));
    table->setCurrentIndex(table->model()->index(0, 0));
    paintBrowser(shots, window, world);
    paintRepositories(shots, window, world);
    world.browser.error = Error{ErrorCategory::Network,
        QStringLiteral("The repository cannot be reached. Check the address and the network."), {}, 0, 0};
    const auto refresh = window.findChild<QAbstractButton *>(QStringLiteral("snapshotsRefreshButton"));
    refresh->click();
    shots.take(&window, QStringLiteral("snapshots-offline"));
    world.browser.error = {};
    refresh->click();
    window.findChild<QLineEdit *>(QStringLiteral("snapshotFilter"))->setText(QStringLiteral("nowhere"));
    shots.take(&window, QStringLiteral("snapshots-empty"));
}

} // namespace snapgpu
