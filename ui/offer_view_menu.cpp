// SPDX-License-Identifier: GPL-3.0-or-later
// What the table's menus do: copy, export, exclude, sort, columns, console.
#include "models/machine_number.h"
#include "models/regions.h"
#include "ui/countries.h"
#include "ui/offer_columns.h"
#include "ui/offer_header.h"
#include "ui/offer_view.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QDesktopServices>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>
#include <QSaveFile>
#include <QUrl>

namespace snapgpu {

void OfferView::copyAs(OfferFormat format)
{
    const QVector<int> rows = selectedSourceRows();
    if (rows.isEmpty()) {
        return;
    }
    const QByteArray text = offersAs(format, *m_model, rows, shownColumns());
    auto *mime = new QMimeData;
    mime->setText(QString::fromUtf8(text));
    if (format != OfferFormat::Text) {
        mime->setData(
            format == OfferFormat::Csv ? QStringLiteral("text/csv") : QStringLiteral("application/json"),
            text);
    }
    QGuiApplication::clipboard()->setMimeData(mime);
}

void OfferView::exportAs(OfferFormat format)
{
    const bool csv = format == OfferFormat::Csv;
    auto *dialog = new QFileDialog(window(), tr("Export the offers on screen"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(csv ? tr("Comma-separated values (*.csv)") : tr("JSON (*.json)"));
    dialog->setDefaultSuffix(csv ? QStringLiteral("csv") : QStringLiteral("json"));
    dialog->selectFile(csv ? QStringLiteral("offers.csv") : QStringLiteral("offers.json"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, format](const QString &name) {
        QSaveFile file(name);
        const QByteArray text = allAs(format);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit()) {
            Q_EMIT notice(tr("The offers could not be written to %1 (%2). Choose another place.")
                              .arg(name, file.errorString()),
                QStringLiteral("bad"));
            return;
        }
        Q_EMIT notice(tr("%Ln offer(s) written to %1.", nullptr, m_filter->rowCount()).arg(name), {});
    });
    dialog->open();
}

void OfferView::openConsole()
{
    if (!QDesktopServices::openUrl(QUrl(m_consoleUrl))) {
        Q_EMIT notice(tr("No browser could be started. The console is at %1.").arg(m_consoleUrl),
            QStringLiteral("bad"));
    }
}

void OfferView::fillExcludeMenu(QMenu *menu, const Offer &offer)
{
    const auto add = [&](const QString &text, const QString &field, const QString &value) {
        QAction *action = menu->addAction(text);
        action->setEnabled(!value.isEmpty() && value != QLatin1String("0"));
        connect(action, &QAction::triggered, this,
            [this, field, value] { Q_EMIT excludeRequested(field, value); });
    };
    const QString code = countryOf(offer.geolocation);
    add(tr("This &machine (%1)").arg(machineNumber(offer.machineId)), QStringLiteral("machine_id"),
        offer.machineId > 0 ? QString::number(offer.machineId) : QString());
    add(tr("This &host (%1)").arg(offer.hostId), QStringLiteral("host_id"), QString::number(offer.hostId));
    add(code.isEmpty() ? tr("This &place") : tr("This &place (%1)").arg(countryByCode(code).name),
        QStringLiteral("geolocation"), code);
    add(tr("This &GPU (%1)").arg(offer.gpuName), QStringLiteral("gpu_name"), offer.gpuName);
}

void OfferView::fillMenu(QMenu *menu)
{
    const bool onRow = currentIndex().isValid();
    if (onRow) {
        const Offer offer = m_filter->offer(currentIndex().row());
        menu->addAction(tr("&Details"), QKeySequence(Qt::Key_Return), this, &OfferView::detailsRequested);
        menu->addAction(tr("&Race only this"), this, &OfferView::raceOnlySelected);
        menu->addAction(tr("&Tick or untick"), QKeySequence(Qt::Key_Space), this, &OfferView::toggleTicks);
        menu->addSeparator();
        fillExcludeMenu(menu->addMenu(tr("&Exclude")), offer);
        menu->addAction(tr("&Only this GPU"), this,
            [this, offer] { Q_EMIT wantRequested(QStringLiteral("gpu_name"), offer.gpuName); });
        menu->addSeparator();
        menu->addAction(
            tr("&Copy"), QKeySequence(QKeySequence::Copy), this, [this] { copyAs(OfferFormat::Text); });
        menu->addAction(tr("Copy as CS&V"), this, [this] { copyAs(OfferFormat::Csv); });
        menu->addAction(tr("Copy as &JSON"), this, [this] { copyAs(OfferFormat::Json); });
        menu->addAction(tr("Copy &ask number (%1)").arg(offer.id), this,
            [offer] { QGuiApplication::clipboard()->setText(QString::number(offer.id)); });
    }
    QMenu *exports = menu->addMenu(tr("E&xport all on screen"));
    exports->addAction(tr("&CSV file…"), this, [this] { exportAs(OfferFormat::Csv); });
    exports->addAction(tr("&JSON file…"), this, [this] { exportAs(OfferFormat::Json); });
    menu->addSeparator();
    const int column = onRow ? currentIndex().column() : OfferTableModel::Hourly;
    if (const OfferFieldInfo *info = OfferTableModel::fieldOf(column); info != nullptr) {
        menu->addAction(
            tr("&Sort by %1").arg(info->headerText()), this, [this, column] { click(column, false); });
        menu->addAction(
            tr("Then &by %1").arg(info->headerText()), this, [this, column] { click(column, true); });
    }
    menu->addAction(tr("Co&lumns…"), this, &OfferView::chooseColumns);
    menu->addSeparator();
    QAction *console = menu->addAction(tr("Open the cloud's co&nsole"), this, &OfferView::openConsole);
    console->setEnabled(!m_consoleUrl.isEmpty());
    console->setToolTip(m_consoleUrl.isEmpty()
            ? tr("The sandbox has no console")
            : tr("The console has no address for one offer: its search page opens"));
}

void OfferView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("offerMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    fillMenu(menu);
    // From the keyboard the event stands in the middle of the table, not at the row.
    const bool keyboard = event->reason() == QContextMenuEvent::Keyboard && currentIndex().isValid();
    menu->popup(
        keyboard ? viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft()) : event->globalPos());
    event->accept();
}

void OfferView::showHeaderMenu(QPoint place)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("offerHeaderMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Co&lumns…"), this, &OfferView::chooseColumns);
    const int column = m_header->logicalIndexAt(place);
    if (const OfferFieldInfo *info = OfferTableModel::fieldOf(column); info != nullptr) {
        menu->addAction(tr("&Hide %1").arg(info->headerText()), this,
                [this, column] {
                    m_header->hideSection(column);
                    Q_EMIT arranged();
                })
            ->setEnabled(shownColumns().size() > 1);
        menu->addSeparator();
        menu->addAction(
            tr("&Sort by %1").arg(info->headerText()), this, [this, column] { click(column, false); });
        menu->addAction(
            tr("Then &by %1").arg(info->headerText()), this, [this, column] { click(column, true); });
    }
    menu->addSeparator();
    menu->addAction(tr("&Reset columns"), this, [this] {
        setColumns(m_original);
        Q_EMIT arranged();
    });
    menu->popup(m_header->mapToGlobal(place));
}

} // namespace snapgpu
