// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <QDialogButtonBox>
#include <QString>
#include <QVector>

class QWidget;

namespace snapgpu {

/** A decision: what it is about, what follows, and a verb per answer. Cancel is there always and is the
 * default unless a harmless answer is. */
struct Question
{
    struct Answer
    {
        QString verb;
        bool destructive = false;
    };
    QString title;
    QString text;
    QVector<Answer> answers;
    int defaultAnswer = -1; ///< what Return means; -1 = Cancel. Never a destructive one.
};

/**
 * Asks in a dialog of the window and calls `answered` with the index of the answer, -1 for Cancel. Returns at
 * once; the dialog lives as a child of `parent` and its object name is "questionDialog".
 */
void ask(QWidget *parent, const Question &question, std::function<void(int)> answered);

} // namespace snapgpu
