// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/offer_view.h"

#include "models/offer_text.h"
#include "models/query_fields.h"
#include "models/table_roles.h"
#include "ui/columns_dialog.h"
#include "ui/offer_columns.h"
#include "ui/offer_delegate.h"
#include "ui/offer_header.h"
#include "ui/table_setup.h"

#include <algorithm>
#include <QAction>
#include <QKeyEvent>

namespace snapgpu {

namespace {

constexpr int kCellPadding = 23; // of the style sheet, and a little air
constexpr int kTickWidth = 32;

QString columnKey(int column)
{
    const OfferFieldInfo *info = OfferTableModel::fieldOf(column);
    return info != nullptr ? info->keyText() : QString();
}

/** A wide but usual value, so that a column fits before its values are known. */
QString sampleOf(const OfferFieldInfo &info)
{
    switch (info.field) {
    case OfferField::GpuName:
        return QStringLiteral("RTX 4070 · 59 min"); // with the age of one that was not confirmed
    case OfferField::Geolocation:
        return QStringLiteral("Massachusetts, US");
    case OfferField::HostKind:
        return hostKindText(HostKind::Unverified);
    case OfferField::NumGpus:
        return QStringLiteral("16");
    case OfferField::GpuRam:
        return QStringLiteral("141");
    default:
        break;
    }
    switch (info.form) {
    case FieldForm::Dollars:
        return QStringLiteral("10.") + QString(info.decimals, QLatin1Char('0'));
    case FieldForm::Percent:
        return QStringLiteral("100.0");
    case FieldForm::Identity:
        return QStringLiteral("12345678");
    case FieldForm::Number:
    case FieldForm::Gigabytes:
        return QStringLiteral("10,000");
    case FieldForm::Seconds:
        return QStringLiteral("23 h 59 min");
    case FieldForm::Instant:
        return QStringLiteral("2026-11-25 20:00");
    case FieldForm::YesNo:
        return QStringLiteral("yes");
    case FieldForm::Text:
    case FieldForm::Identities:
        return QStringLiteral("some longer text here");
    }
    Q_UNREACHABLE();
}

} // namespace

OfferView::OfferView(const Theme *theme, OfferTableModel *model, OfferFilterModel *filter, QWidget *parent)
    : QTableView(parent)
    , m_theme(theme)
    , m_model(model)
    , m_filter(filter)
    , m_header(new OfferHeader(theme, this))
{
    setHorizontalHeader(m_header);
    setModel(filter);
    configureTable(this);
    for (QAction *usual : actions()) { // this table has a menu of its own
        removeAction(usual);
        delete usual;
    }
    setSortingEnabled(false); // the header orders by several columns
    setContextMenuPolicy(Qt::DefaultContextMenu);
    setItemDelegate(new OfferDelegate(theme, model, filter, this));
    setAccessibleName(tr("Offers"));
    setObjectName(QStringLiteral("offersTable"));
    m_header->setContextMenuPolicy(Qt::CustomContextMenu);
    fitColumns();
    connect(m_header, &OfferHeader::clicked, this, &OfferView::click);
    connect(m_header, &QWidget::customContextMenuRequested, this, &OfferView::showHeaderMenu);
    connect(m_header, &QHeaderView::sectionMoved, this, &OfferView::arranged);
    connect(m_header, &QHeaderView::sectionResized, this, &OfferView::arranged);
    setOrderText(QStringLiteral("price"));
}

void OfferView::fitColumns()
{
    const QFontMetrics metrics(font());
    for (int column = 0; column < OfferTableModel::ColumnCount; ++column) {
        const OfferFieldInfo *info = OfferTableModel::fieldOf(column);
        if (info == nullptr) {
            m_header->resizeSection(column, kTickWidth);
            m_header->setSectionResizeMode(column, QHeaderView::Fixed);
            continue;
        }
        const int text = metrics.horizontalAdvance(sampleOf(*info));
        const int title = metrics.horizontalAdvance(info->headerText()) * 12 / 13; // headers are smaller
        m_header->resizeSection(column, qMax(text, title) + kCellPadding);
        m_header->setSectionHidden(column, !OfferTableModel::isShownFirst(column));
    }
    // What decides stands in front: in a narrow window the rest is scrolled to.
    m_header->moveSection(m_header->visualIndex(OfferTableModel::Hourly),
        m_header->visualIndex(OfferTableModel::columnOf(OfferField::NumGpus)) + 1);
    m_header->setStretchLastSection(true);
    m_original = readColumns(m_header, columnKey);
}

void OfferView::setColumns(const QStringList &columns) { applyColumns(m_header, columns, columnKey); }

QStringList OfferView::columns() const
{
    const QStringList now = readColumns(m_header, columnKey);
    return now == m_original ? QStringList() : now;
}

void OfferView::showMemoryColumns()
{
    if (!columns().isEmpty()) {
        return;
    }
    int place = m_header->visualIndex(OfferTableModel::Hourly);
    for (const OfferField field :
        {OfferField::WorkSeconds, OfferField::BootSeconds, OfferField::WorkDollars}) {
        const int column = OfferTableModel::columnOf(field);
        m_header->showSection(column);
        m_header->moveSection(m_header->visualIndex(column), ++place);
    }
    m_original = readColumns(m_header, columnKey);
}

void OfferView::setOrderText(const QString &order)
{
    QVector<OfferSortKey> keys;
    for (const OrderKey &key : parseOrder(order)) {
        const OfferFieldInfo *info = findOfferField(key.field);
        if (info != nullptr) {
            keys.append({OfferTableModel::columnOf(info->field),
                key.descending ? Qt::DescendingOrder : Qt::AscendingOrder});
        }
    }
    m_filter->sortBy(keys);
    m_header->setOrder(keys);
}

QString OfferView::orderText() const
{
    QStringList parts;
    for (const OfferSortKey &key : m_filter->sortKeys()) {
        if (const QString name = columnKey(key.column); !name.isEmpty()) {
            parts.append(key.order == Qt::DescendingOrder ? name + QLatin1Char('-') : name);
        }
    }
    return parts.join(QLatin1Char(','));
}

void OfferView::setStaleBefore(qint64 wallMs)
{
    static_cast<OfferDelegate *>(itemDelegate())->setStaleBefore(wallMs);
    viewport()->update();
}

void OfferView::click(int column, bool add)
{
    const QVector<OfferSortKey> order = afterClick(m_filter->sortKeys(), column, add);
    m_filter->sortBy(order);
    m_header->setOrder(order);
    Q_EMIT arranged();
}

qint64 OfferView::currentId() const
{
    return currentIndex().isValid() ? m_filter->offer(currentIndex().row()).id : 0;
}

void OfferView::selectOffer(qint64 id)
{
    if (const int row = m_filter->rowOf(id); row >= 0) {
        selectRow(row);
        scrollTo(m_filter->index(row, OfferTableModel::Gpu));
    }
}

QVector<int> OfferView::shownColumns() const
{
    QVector<int> columns;
    for (int place = 0; place < m_header->count(); ++place) {
        const int column = m_header->logicalIndex(place);
        if (column != OfferTableModel::Chosen && !m_header->isSectionHidden(column)) {
            columns.append(column);
        }
    }
    return columns;
}

QVector<int> OfferView::selectedSourceRows() const
{
    QVector<int> rows; // of the proxy first, so that they come in the order on screen
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            rows.append(row);
        }
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    std::transform(
        rows.begin(), rows.end(), rows.begin(), [this](int row) { return m_filter->sourceRow(row); });
    return rows;
}

QByteArray OfferView::allAs(OfferFormat format) const
{
    QVector<int> rows;
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        rows.append(m_filter->sourceRow(row));
    }
    return offersAs(format, *m_model, rows, shownColumns());
}

void OfferView::toggleTicks()
{
    const QVector<int> rows = selectedSourceRows();
    if (rows.isEmpty()) {
        return;
    }
    const int current = m_filter->sourceRow(currentIndex().row());
    const int wanted = m_model->isChosen(current) ? Qt::Unchecked : Qt::Checked;
    for (const int row : rows) {
        m_model->setData(m_model->index(row, OfferTableModel::Chosen), wanted, Qt::CheckStateRole);
    }
}

void OfferView::raceOnlySelected()
{
    const QVector<int> rows = selectedSourceRows();
    m_model->clearChosen();
    for (const int row : rows) {
        m_model->setData(m_model->index(row, OfferTableModel::Chosen), Qt::Checked, Qt::CheckStateRole);
    }
}

void OfferView::keyPressEvent(QKeyEvent *event)
{
    const bool onRow = currentIndex().isValid();
    const bool plain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    if (onRow && plain && event->key() == Qt::Key_Space) {
        toggleTicks();
    } else if (onRow && plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        Q_EMIT detailsRequested();
    } else if (event->matches(QKeySequence::Copy)) {
        copyAs(OfferFormat::Text);
    } else {
        QTableView::keyPressEvent(event);
    }
}

void OfferView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row() || current.isValid() != previous.isValid()) {
        Q_EMIT currentOfferChanged(currentId());
    }
}

void OfferView::chooseColumns()
{
    QVector<ColumnChoice> choices;
    QSet<int> listed;
    const auto add = [&](int column) {
        const OfferFieldInfo *info = OfferTableModel::fieldOf(column);
        if (info != nullptr && !listed.contains(column)) {
            listed.insert(column);
            choices.append({info->keyText(), info->headerText(), !m_header->isSectionHidden(column)});
        }
    };
    for (const int column : shownColumns()) {
        add(column);
    }
    for (int column = 0; column < OfferTableModel::ColumnCount; ++column) {
        add(column);
    }
    QStringList original;
    for (const QString &entry : std::as_const(m_original)) {
        original.append(entry.section(QLatin1Char('='), 0, 0));
    }
    auto *dialog = new ColumnsDialog(choices, original, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        setColumns(dialog->shown());
        Q_EMIT arranged();
    });
    dialog->open();
}

} // namespace snapgpu
