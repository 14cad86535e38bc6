// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/question.h"

#include "ui/widgets.h"

#include <QCoreApplication>
#include <QDialog>
#include <QPushButton>
#include <QVBoxLayout>

namespace snapgpu {

void ask(QWidget *parent, const Question &question, std::function<void(int)> answered)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("questionDialog"));
    dialog->setWindowTitle(question.title);
    dialog->setWindowModality(Qt::WindowModal);
    auto *layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(10);
    QLabel *title = makeLabel(question.title, "heading", dialog);
    QLabel *text = makeLabel(question.text, "", dialog);
    text->setWordWrap(true);
    text->setMinimumWidth(420);
    layout->addWidget(title);
    layout->addWidget(text);
    layout->addSpacing(6);
    auto *buttons = new QDialogButtonBox(dialog);
    QPushButton *preferred = nullptr;
    for (qsizetype i = 0; i < question.answers.size(); ++i) {
        const Question::Answer &answer = question.answers.at(i);
        QPushButton *button = makeButton(answer.verb, answer.destructive ? "danger" : "", dialog);
        button->setObjectName(QStringLiteral("answer%1").arg(i));
        buttons->addButton(
            button, answer.destructive ? QDialogButtonBox::DestructiveRole : QDialogButtonBox::AcceptRole);
        QObject::connect(
            button, &QPushButton::clicked, dialog, [dialog, i] { dialog->done(static_cast<int>(i) + 1); });
        if (i == question.defaultAnswer) {
            preferred = button;
        }
    }
    QPushButton *cancel = makeButton(QCoreApplication::translate("Question", "Cancel"), "", dialog);
    cancel->setObjectName(QStringLiteral("cancelButton"));
    buttons->addButton(cancel, QDialogButtonBox::RejectRole);
    preferred = preferred != nullptr ? preferred : cancel;
    preferred->setAutoDefault(true);
    preferred->setDefault(true);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    layout->addWidget(buttons);
    QObject::connect(dialog, &QDialog::finished, parent,
        [answered = std::move(answered)](int result) { answered(result - 1); });
    dialog->open();
    preferred->setFocus();
}

} // namespace snapgpu
