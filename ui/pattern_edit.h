// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace snapgpu {

/** restic patterns, one a line; Tab leaves it. */
class PatternEdit final : public QPlainTextEdit
{
    Q_OBJECT
public:
    static constexpr int kHeight = 58; ///< pixels; two lines and a half say that more may follow

    explicit PatternEdit(const QString &placeholder, QWidget *parent = nullptr);

    QStringList patterns() const; ///< without blank lines
    void setPatterns(const QStringList &patterns);
};

} // namespace snapgpu
