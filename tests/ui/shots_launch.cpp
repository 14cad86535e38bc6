// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the Launch page.
#include "tests/ui/shots.h"

#include <QAbstractButton>
#include <QApplication>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QTableView>

namespace snapgpu {

void paintLaunch(Shots &shots, MainWindow &window)
{
    shots.take(&window, QStringLiteral("launch"));
    auto *table = window.findChild<QTableView *>(QStringLiteral("offersTable"));
    for (const int row : {0, 1, 3, 4}) {
        table->model()->setData(table->model()->index(row, 0), Qt::Checked, Qt::CheckStateRole);
    }
    table->setCurrentIndex(table->model()->index(1, 1));
    shots.take(&window, QStringLiteral("launch-ticked"));
    auto *line = window.findChild<QLineEdit *>(QStringLiteral("queryLine"));
    const QString before = line->text();
    line->setText(before + QStringLiteral(" dph_total 0.5"));
    shots.take(&window, QStringLiteral("launch-error"));
    line->setText(before + QStringLiteral(" gpu_ram>=79 dph<0.9"));
    shots.take(&window, QStringLiteral("launch-empty"));
    line->setText(before);
    line->setFocus();
    line->end(false);
    QTest::keyClicks(line, QStringLiteral(" gpu_name="));
    shots.take(&window, QStringLiteral("launch-completion"));
    if (QWidget *popup = QApplication::activePopupWidget()) {
        shots.take(popup, QStringLiteral("completion"));
        popup->hide();
    }
    line->setText(before);
    auto *only = window.findChild<QPlainTextEdit *>(QStringLiteral("onlyPatterns"));
    only->setPlainText(QStringLiteral("/workspace/MuseTalk/models\n/workspace/MuseTalk/scripts"));
    shots.take(&window, QStringLiteral("launch-part"));
    only->clear();
}

void paintOffers(Shots &shots, MainWindow &window)
{
    auto *table = window.findChild<QTableView *>(QStringLiteral("offersTable"));
    table->setFocus();
    table->setCurrentIndex(table->model()->index(1, 1));
    QHeaderView *header = table->horizontalHeader();
    QTest::mouseClick(header->viewport(), Qt::LeftButton, Qt::ShiftModifier,
        QPoint(header->sectionViewportPosition(header->logicalIndex(6)) + 20, header->height() / 2));
    QTest::keyClick(table, Qt::Key_Return);
    shots.take(&window, QStringLiteral("launch-details"));
    window.findChild<QAbstractButton *>(QStringLiteral("priceTypeChip"))->click();
    if (QWidget *popup = QApplication::activePopupWidget()) {
        popup->findChildren<QRadioButton *>().last()->click();
        popup->close();
    }
    window.findChild<QWidget *>(QStringLiteral("offerDetails"))->findChild<QAbstractButton *>()->click();
    shots.take(&window, QStringLiteral("launch-interruptible"));
    QTest::keyClick(table, Qt::Key_Return);
    window.findChild<QAbstractButton *>(QStringLiteral("columnsButton"))->click();
    if (auto *dialog = window.findChild<QWidget *>(QStringLiteral("columnsDialog"))) {
        shots.take(dialog, QStringLiteral("columns"));
        dialog->close();
    }
    QContextMenuEvent menu(QContextMenuEvent::Keyboard, QPoint(), table->mapToGlobal(QPoint()));
    QApplication::sendEvent(table, &menu);
    if (QWidget *popup = QApplication::activePopupWidget()) {
        shots.take(popup, QStringLiteral("offer-menu"));
        popup->close();
    }
    window.findChild<QAbstractButton *>(QStringLiteral("priceTypeChip"))->click();
    if (QWidget *popup = QApplication::activePopupWidget()) {
        popup->findChildren<QRadioButton *>().first()->click();
        popup->close();
    }
}

void paintChips(Shots &shots, MainWindow &window)
{
    for (const char *name :
        {"modelChip", "memoryChip", "priceChip", "placeChip", "linkChip", "hostChip", "priceTypeChip"}) {
        window.findChild<QAbstractButton *>(QString::fromLatin1(name))->click();
        QWidget *popup = QApplication::activePopupWidget();
        if (popup == nullptr) {
            shots.ok = false;
            continue;
        }
        shots.take(popup, QString::fromLatin1(name));
        popup->close();
    }
}

} // namespace snapgpu
