// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QStringList>
#include <QVector>

class QLineEdit;
class QListWidget;

namespace snapgpu {

/** One column as the dialog lists it. */
struct ColumnChoice
{
    QString key; ///< "gpu_name"
    QString title; ///< "VRAM GB"
    bool shown = false;
};

/** Every field as a line to tick and to move; accepted, order() is what the table shall show. */
class ColumnsDialog final : public QDialog
{
    Q_OBJECT
public:
    ColumnsDialog(const QVector<ColumnChoice> &columns, const QStringList &original, QWidget *parent);
    QStringList shown() const; ///< keys from left to right

private:
    void fill(const QVector<ColumnChoice> &columns);
    void search(const QString &text);
    void move(int by);
    void reset();

    QVector<ColumnChoice> m_columns;
    QStringList m_original; ///< keys that are shown before anybody chose
    QLineEdit *m_search;
    QListWidget *m_list;
};

} // namespace snapgpu
