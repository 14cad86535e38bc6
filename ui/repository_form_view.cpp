// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/repository_form_view.h"

#include "ui/widgets.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QSignalBlocker>

namespace snapgpu {

namespace {

void setRowVisible(QGridLayout *grid, QWidget *field, bool visible)
{
    const int index = grid->indexOf(field);
    int row = 0;
    int column = 0;
    int rows = 0;
    int columns = 0;
    grid->getItemPosition(index, &row, &column, &rows, &columns);
    field->setVisible(visible);
    if (QLayoutItem *label = grid->itemAtPosition(row, 0)) {
        label->widget()->setVisible(visible);
    }
}

} // namespace

RepositoryFormView::RepositoryFormView(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
    , m_name(addLine(tr("&Name"), "repositoryName", tr("for example: workspace on R2")))
    , m_kind(new QComboBox(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(7);
    m_grid->setColumnStretch(1, 1);
    const auto addBox = [this](const QString &name, QComboBox *box, const char *id) {
        box->setObjectName(QString::fromLatin1(id));
        const int row = m_grid->rowCount();
        m_grid->addWidget(makeFieldLabel(name, box, this), row, 0);
        m_grid->addWidget(box, row, 1);
        connect(box, &QComboBox::currentIndexChanged, this, [this] {
            showNeeded();
            Q_EMIT edited();
        });
    };
    m_kind->addItems({tr("Cloudflare R2"), tr("S3"), tr("SFTP"), tr("Folder of this computer"), tr("Other")});
    addBox(tr("&Kind"), m_kind, "repositoryKind");
    m_endpoint = addLine(tr("&Endpoint"), "repositoryEndpoint");
    m_bucket = addLine(tr("&Bucket"), "repositoryBucket");
    m_user = addLine(tr("Com&puter"), "repositoryUser", tr("user@host"));
    m_folder = addLine(tr("&Folder"), "repositoryFolder");
    m_url = addLine(tr("&Address"), "repositoryUrl", tr("as restic takes it, e.g. rest:https://host/repo"));
    m_region = addLine(tr("Re&gion"), "repositoryRegion");
    m_accessKey = addLine(tr("Access key &id"), "repositoryAccessKey", tr("unchanged"), true);
    m_secretKey = addLine(tr("Sec&ret access key"), "repositorySecretKey", tr("unchanged"), true);
    m_password = addLine(tr("Repository pass&word"), "repositoryPassword", tr("unchanged"), true);
    m_where = new QComboBox(this);
    m_where->addItems({tr("On this computer"), tr("On a server over SSH")});
    addBox(tr("restic r&uns"), m_where, "repositoryWhere");
    m_host = addLine(tr("Ser&ver"), "repositoryHost", tr("user@server, or user@server:port"));
    m_hostKey = addLine(tr("SS&H key file"), "repositoryHostKey", tr("the usual one"));
    m_hostEnvironment = addLine(tr("Environment fi&le there"), "repositoryHostEnvironment",
        tr("none; or a file that sets RESTIC_REPOSITORY and the keys"));
    showNeeded();
}

QLineEdit *RepositoryFormView::addLine(const QString &name, const char *id, const QString &hint, bool secret)
{
    auto *line = new QLineEdit(this);
    line->setObjectName(QString::fromLatin1(id));
    line->setPlaceholderText(hint);
    line->setMinimumWidth(280);
    if (secret) {
        line->setEchoMode(QLineEdit::Password);
        line->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    }
    const int row = m_grid->rowCount();
    m_grid->addWidget(makeFieldLabel(name, line, this), row, 0);
    m_grid->addWidget(line, row, 1);
    connect(line, &QLineEdit::textEdited, this, &RepositoryFormView::edited);
    return line;
}

bool RepositoryFormView::hasBucket() const
{
    const auto kind = static_cast<RepositoryKind>(m_kind->currentIndex());
    return kind == RepositoryKind::R2 || kind == RepositoryKind::S3;
}

void RepositoryFormView::showNeeded()
{
    if (m_hostEnvironment == nullptr) {
        return; // still being built
    }
    const auto kind = static_cast<RepositoryKind>(m_kind->currentIndex());
    const bool bucket = hasBucket();
    const bool server = m_where->currentIndex() == 1;
    setRowVisible(m_grid, m_endpoint, bucket);
    setRowVisible(m_grid, m_bucket, bucket);
    setRowVisible(m_grid, m_region, bucket);
    setRowVisible(m_grid, m_accessKey, bucket);
    setRowVisible(m_grid, m_secretKey, bucket);
    setRowVisible(m_grid, m_user, kind == RepositoryKind::Sftp);
    setRowVisible(m_grid, m_folder, kind != RepositoryKind::Other);
    setRowVisible(m_grid, m_url, kind == RepositoryKind::Other);
    setRowVisible(m_grid, m_host, server);
    setRowVisible(m_grid, m_hostKey, server);
    setRowVisible(m_grid, m_hostEnvironment, server);
    m_endpoint->setPlaceholderText(kind == RepositoryKind::R2
            ? tr("account id, or ACCOUNT.r2.cloudflarestorage.com")
            : tr("for example s3.eu-central-1.amazonaws.com"));
    m_folder->setPlaceholderText(bucket ? tr("none; below the bucket") : tr("/srv/restic"));
    m_region->setPlaceholderText(kind == RepositoryKind::R2 ? QStringLiteral("auto") : tr("of the endpoint"));
}

RepositoryForm RepositoryFormView::form() const
{
    RepositoryForm form;
    form.kind = static_cast<RepositoryKind>(m_kind->currentIndex());
    form.endpoint = m_endpoint->text();
    form.bucket = m_bucket->text();
    form.folder = m_folder->text();
    form.user = m_user->text();
    form.url = m_url->text();
    return form;
}

void RepositoryFormView::setEntry(const RepositoryEntry &entry, bool fixed)
{
    const QSignalBlocker quiet(this); // half an entry is nobody's edit
    m_id = entry.id;
    m_fixed = fixed;
    const RepositoryForm form = formOf(entry.url);
    m_name->setText(entry.name);
    m_kind->setCurrentIndex(static_cast<int>(form.kind));
    m_endpoint->setText(form.endpoint);
    m_bucket->setText(form.bucket);
    m_folder->setText(form.folder);
    m_user->setText(form.user);
    m_url->setText(form.url);
    m_region->setText(entry.region);
    m_where->setCurrentIndex(entry.host.isEmpty() ? 0 : 1);
    m_host->setText(entry.host);
    m_hostKey->setText(entry.hostKeyFile);
    m_hostEnvironment->setText(entry.hostEnvironmentFile);
    forgetSecrets();
    const QString hint = entry.id.isEmpty() ? QString() : tr("unchanged");
    for (QLineEdit *line : {m_accessKey, m_secretKey, m_password}) {
        line->setPlaceholderText(hint);
    }
    const auto widgets = findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
    for (QWidget *widget : widgets) {
        if (qobject_cast<QLineEdit *>(widget) != nullptr || qobject_cast<QComboBox *>(widget) != nullptr) {
            widget->setEnabled(!fixed);
        }
    }
    showNeeded();
}

RepositoryEntry RepositoryFormView::entry() const
{
    RepositoryEntry entry;
    entry.id = m_id;
    entry.name = m_name->text().trimmed();
    entry.url = addressOf(form());
    if (hasBucket()) {
        const QString region = m_region->text().trimmed();
        const bool r2 = form().kind == RepositoryKind::R2;
        entry.region = region.isEmpty() && r2 ? QStringLiteral("auto") : region;
    }
    if (m_where->currentIndex() == 1) {
        entry.host = m_host->text().trimmed();
        entry.hostKeyFile = m_hostKey->text().trimmed();
        entry.hostEnvironmentFile = m_hostEnvironment->text().trimmed();
    }
    if (entry.name.isEmpty()) {
        entry.name = entry.url.isEmpty() ? entry.host : entry.url.section(QLatin1Char('/'), -1);
    }
    return entry;
}

RepositorySecrets RepositoryFormView::secrets() const
{
    return {m_password->text(), m_accessKey->text().trimmed(), m_secretKey->text().trimmed()};
}

void RepositoryFormView::forgetSecrets()
{
    for (QLineEdit *line : {m_accessKey, m_secretKey, m_password}) {
        line->clear();
    }
}

QString RepositoryFormView::fault() const
{
    if (m_where->currentIndex() == 1) {
        if (m_host->text().trimmed().isEmpty()) {
            return tr("Give the server on which restic runs, as user@server.");
        }
        if (!m_hostEnvironment->text().trimmed().isEmpty()) {
            return {}; // the file there may bring the address and everything else
        }
    }
    return faultOf(form());
}

void RepositoryFormView::focusFirst() { m_name->setFocus(); }

} // namespace snapgpu
