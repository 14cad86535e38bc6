// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query.h"

#include <optional>
#include <QLineEdit>

class QCompleter;
class QStringListModel;

namespace snapgpu {

class Theme;

/**
 * The filter line: monospace, completes field names, underlines the place it does not understand.
 * Each change is parsed at once; query() is the last line that was understood.
 */
class QueryLine final : public QLineEdit
{
    Q_OBJECT
public:
    explicit QueryLine(const Theme *theme, QWidget *parent = nullptr);

    const Query &query() const { return m_query; }
    const std::optional<QueryError> &error() const { return m_error; }

Q_SIGNALS:
    void queryChanged(); ///< understood, and different from before
    void errorChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void parse();
    void complete();
    void insertCompletion(const QString &field);
    int wordStart() const;

    const Theme *m_theme;
    QCompleter *m_completer;
    Query m_query;
    std::optional<QueryError> m_error;
};

} // namespace snapgpu
