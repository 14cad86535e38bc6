// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/repository_form.h"
#include "ui/repository_book.h"

#include <QWidget>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;

namespace snapgpu {

/** The description of one repository as fields; only those that its kind needs are shown. Secrets are typed
 * here and never filled in. */
class RepositoryFormView final : public QWidget
{
    Q_OBJECT
public:
    explicit RepositoryFormView(QWidget *parent = nullptr);

    /** `fixed`: everything is shown and nothing can be changed. */
    void setEntry(const RepositoryEntry &entry, bool fixed);
    RepositoryEntry entry() const;
    RepositorySecrets secrets() const;
    void forgetSecrets(); ///< empties the fields
    QString fault() const; ///< one sentence; empty = complete
    void focusFirst();

Q_SIGNALS:
    void edited();

private:
    QLineEdit *addLine(const QString &name, const char *id, const QString &hint = {}, bool secret = false);
    void showNeeded();
    RepositoryForm form() const;
    bool hasBucket() const;

    QGridLayout *m_grid;
    QString m_id;
    bool m_fixed = false;
    QLineEdit *m_name;
    QComboBox *m_kind;
    QLineEdit *m_endpoint;
    QLineEdit *m_bucket;
    QLineEdit *m_region;
    QLineEdit *m_user;
    QLineEdit *m_folder;
    QLineEdit *m_url;
    QLineEdit *m_password;
    QLineEdit *m_accessKey;
    QLineEdit *m_secretKey;
    QComboBox *m_where;
    QLineEdit *m_host;
    QLineEdit *m_hostKey;
    QLineEdit *m_hostEnvironment;
};

} // namespace snapgpu
