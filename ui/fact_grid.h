// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QGridLayout;

namespace snapgpu {

/** Names and values of one thing, one below the other. */
class FactGrid final : public QWidget
{
    Q_OBJECT
public:
    explicit FactGrid(QWidget *parent = nullptr);

    void clear();
    /** One line, elided; nothing when the value is empty. */
    void add(const QString &name, const QString &value);
    void addText(const QString &name, const QString &value); ///< as many lines as it needs
    void addSentence(const QString &sentence); ///< over the whole width

private:
    void addRow(const QString &name, QWidget *value);
    QWidget *makeText(const QString &text);

    QGridLayout *m_grid;
};

} // namespace snapgpu
