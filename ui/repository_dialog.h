// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/app_services.h"
#include "ui/repository_book.h"

#include <QDialog>
#include <QPointer>

class QLabel;
class QListWidget;
class QPushButton;

namespace snapgpu {

class RepositoryFormView;

/** The repositories a person has: add, change, test, create, open, remove. */
class RepositoryDialog final : public QDialog
{
    Q_OBJECT
public:
    RepositoryDialog(const AppServices &services, RepositoryBook *book, QWidget *parent = nullptr);
    ~RepositoryDialog() override;

private:
    QWidget *makeList();
    QWidget *makeForm();
    void refill(const QString &chosenId);
    void showChosen();
    void addNew();
    void removeChosen();
    void test();
    void create();
    void run(Job<RepositoryReport> *job, const QString &sentence);
    void save(bool thenOpen);
    void openChosen(const QString &id);
    void say(const QString &icon, const QString &sentence, const QString &tone);
    void updateButtons();
    void stop();

    AppServices m_services;
    RepositoryBook *m_book;
    QListWidget *m_list;
    QPushButton *m_add;
    QPushButton *m_remove;
    RepositoryFormView *m_form;
    QLabel *m_sign;
    QLabel *m_sentence;
    QLabel *m_place; ///< where secrets are kept
    QPushButton *m_test;
    QPushButton *m_create;
    QPushButton *m_save;
    QPushButton *m_open;
    QPointer<JobBase> m_job;
};

} // namespace snapgpu
