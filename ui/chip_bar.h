// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query.h"

#include <QSet>
#include <QStringList>
#include <QWidget>

class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace snapgpu {

/** The usual filters as buttons. They only read and write the filter line: the text is the one truth. */
class ChipBar final : public QWidget
{
    Q_OBJECT
public:
    explicit ChipBar(QWidget *parent = nullptr);

    void setLine(const QString &text, const Query &query);
    /** Models seen in answers; they are offered beside the usual ones. */
    void addGpuNames(const QStringList &names);

Q_SIGNALS:
    void lineEdited(const QString &text); ///< the new text of the filter line

private:
    QToolButton *addChip(const QString &name);
    void addChoice(
        QMenu *menu, const QString &label, const QString &field, const QString &condition, bool chosen);
    void fillGpuMenu();
    void fillMenus();
    void refreshChips();
    void toggleGpu(const QString &name);
    QStringList chosenGpus() const;

    QString m_text;
    Query m_query;
    QStringList m_gpuNames;
    QToolButton *m_gpu;
    QToolButton *m_count;
    QToolButton *m_price;
    QToolButton *m_reliability;
    QToolButton *m_download;
    QToolButton *m_verified;
    QLabel *m_summary;
    QPushButton *m_clear;
};

} // namespace snapgpu
