// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query.h"
#include "models/query_complete.h"

#include <optional>
#include <QLineEdit>

class QCompleter;
class QModelIndex;
class QStandardItemModel;

namespace snapgpu {

class Theme;

/**
 * The filter line: monospace, completes fields, operators and the values of what is loaded, underlines the
 * place it does not understand. Each change is parsed at once; query() is the last line that was understood.
 */
class QueryLine final : public QLineEdit
{
    Q_OBJECT
public:
    explicit QueryLine(const Theme *theme, QWidget *parent = nullptr);

    const Query &query() const { return m_query; }
    const std::optional<QueryError> &error() const { return m_error; }
    void setValues(ValueSource values) { m_values = std::move(values); }

Q_SIGNALS:
    void queryChanged(); ///< understood, and different from before
    void errorChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void parse();
    void complete(bool asked);
    void insertCompletion(const QModelIndex &candidate);

    const Theme *m_theme;
    QStandardItemModel *m_candidates;
    QCompleter *m_completer;
    ValueSource m_values;
    QueryCompletion m_completion; ///< what the popup shows now
    Query m_query;
    std::optional<QueryError> m_error;
};

} // namespace snapgpu
