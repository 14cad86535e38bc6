// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restic/snapshot_browser.h"

#include <QDialog>
#include <QPointer>

class QLabel;
class QLineEdit;
class QPushButton;

namespace snapgpu {

/** The tags that all chosen snapshots have in common, to be changed; tags that only some have stay theirs. */
class TagsDialog final : public QDialog
{
    Q_OBJECT
public:
    TagsDialog(SnapshotBrowser *browser, const QStringList &ids, QWidget *parent = nullptr);
    ~TagsDialog() override;

private:
    QStringList typed() const;
    void save();

    QPointer<SnapshotBrowser> m_browser;
    QStringList m_ids;
    QStringList m_common;
    QLineEdit *m_line;
    QLabel *m_sentence;
    QPushButton *m_save;
    QPointer<JobBase> m_job;
};

} // namespace snapgpu
