// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/restore_filter.h"

#include <optional>
#include <QWidget>

class QLabel;

namespace snapgpu {

class PatternEdit;

/** Which part of the snapshot is restored: one pattern a line, nothing = everything. */
class PartEdit final : public QWidget
{
    Q_OBJECT
public:
    explicit PartEdit(QWidget *parent = nullptr);

    /** Takes the place of what stood there; `bytes` is the size of that part. */
    void setPart(const QStringList &patterns, std::optional<qint64> bytes);
    /** The size belongs to one snapshot: another one makes it unknown. */
    void forgetSize();
    RestoreFilter filter() const;
    std::optional<qint64> bytes() const { return m_bytes; }

Q_SIGNALS:
    void edited();

private:
    void onText();
    void showNote();

    PatternEdit *m_patterns;
    QLabel *m_note;
    std::optional<qint64> m_bytes;
};

} // namespace snapgpu
