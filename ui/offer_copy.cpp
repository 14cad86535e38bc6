// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/offer_copy.h"

#include "models/offer_table_model.h"
#include "models/table_roles.h"

#include <algorithm>
#include <functional>

namespace snapgpu {

namespace {

/** Quoted when it must be. A host's text that a spreadsheet would run as a formula is kept a text. */
QString csvText(QString text)
{
    static const QString formulas = QStringLiteral("=+-@\t\r");
    if (!text.isEmpty() && formulas.contains(text.at(0))) {
        text.prepend(QLatin1Char('\''));
    }
    const bool plain = std::none_of(text.cbegin(), text.cend(), [](QChar c) {
        return c == QLatin1Char(',') || c == QLatin1Char('"') || c == QLatin1Char('\n')
            || c == QLatin1Char('\r');
    });
    return plain
        ? text
        : QLatin1Char('"') + text.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
}

/** A host's text must not add a cell or a line to what is pasted. */
QString onOneLine(QString text)
{
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control) {
            c = QLatin1Char(' ');
        }
    }
    return text;
}

QString csvCell(const OfferTableModel &model, int row, int column)
{
    if (OfferTableModel::isNumeric(column)) {
        const OfferFieldInfo *info = OfferTableModel::fieldOf(column);
        const Real number = model.numberAt(row, column);
        if (info != nullptr && info->form == FieldForm::Identity && number) {
            return model.textAt(row, column); // a double would round a long identity
        }
        return number ? QString::number(*number, 'g', 12) : QString();
    }
    const QVariant raw = model.index(row, column).data(RawRole);
    return raw.isValid() && !raw.toString().isEmpty() ? csvText(model.textAt(row, column)) : QString();
}

QString titleOf(const OfferTableModel &model, int column)
{
    return model.headerData(column, Qt::Horizontal).toString();
}

QByteArray lines(const OfferTableModel &model, const QVector<int> &rows, const QVector<int> &columns,
    QChar separator, const std::function<QString(int row, int column)> &cell)
{
    QStringList all;
    QStringList cells;
    for (const int column : columns) {
        cells.append(titleOf(model, column));
    }
    all.append(cells.join(separator));
    for (const int row : rows) {
        cells.clear();
        for (const int column : columns) {
            cells.append(cell(row, column));
        }
        all.append(cells.join(separator));
    }
    return all.join(QLatin1Char('\n')).toUtf8() + '\n';
}

QByteArray asJson(const OfferTableModel &model, const QVector<int> &rows)
{
    QByteArray text = "[";
    for (const int row : rows) {
        text += text.size() > 1 ? ",\n " : "\n ";
        text += offerJson(model.offer(row));
    }
    return text + "\n]\n";
}

} // namespace

QByteArray offersAs(
    OfferFormat format, const OfferTableModel &model, const QVector<int> &rows, const QVector<int> &columns)
{
    switch (format) {
    case OfferFormat::Text:
        return lines(model, rows, columns, QLatin1Char('\t'),
            [&model](int row, int column) { return onOneLine(model.textAt(row, column)); });
    case OfferFormat::Csv:
        return lines(model, rows, columns, QLatin1Char(','),
            [&model](int row, int column) { return csvCell(model, row, column); });
    case OfferFormat::Json:
        return asJson(model, rows);
    }
    Q_UNREACHABLE();
}

} // namespace snapgpu
