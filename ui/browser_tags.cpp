// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser_tags.h"

#include "models/file_text.h"
#include "ui/widgets.h"

#include <algorithm>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

bool contains(const QStringList &list, const QString &text) { return list.contains(text); }

} // namespace

TagsDialog::TagsDialog(SnapshotBrowser *browser, const QStringList &ids, QWidget *parent)
    : QDialog(parent)
    , m_browser(browser)
    , m_ids(ids)
    , m_line(new QLineEdit(this))
    , m_sentence(makeLabel({}, "dim", this))
    , m_save(makeButton(tr("&Save"), "primary", this))
{
    setObjectName(QStringLiteral("tagsDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("Tags"));
    QStringList some;
    bool first = true;
    const CatalogView view = browser->view();
    for (const Snapshot &snapshot : view.snapshots) {
        if (!ids.contains(snapshot.id)) {
            continue;
        }
        if (first) {
            m_common = snapshot.tags;
            first = false;
        }
        some += snapshot.tags;
        m_common.removeIf([&snapshot](const QString &tag) { return !contains(snapshot.tags, tag); });
    }
    some.removeIf([this](const QString &tag) { return contains(m_common, tag); });
    some.removeDuplicates();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(8);
    layout->addWidget(
        makeLabel(tr("Tags of %n snapshot(s)", nullptr, static_cast<int>(ids.size())), "heading", this));
    m_line->setText(m_common.join(QStringLiteral(", ")));
    m_line->setMinimumWidth(420);
    m_line->setObjectName(QStringLiteral("tagsLine"));
    layout->addWidget(makeFieldLabel(tr("&Tags, with commas between them"), m_line, this));
    layout->addWidget(m_line);
    m_sentence->setWordWrap(true);
    m_sentence->setText(some.isEmpty() ? tr("restic gives snapshots new ids when their tags change.")
                                       : tr("Only some of them have %1; those tags stay as they are.")
                                             .arg(filetext::line(some.join(QStringLiteral(", ")))));
    layout->addWidget(m_sentence);
    layout->addSpacing(4);
    auto *buttons = new QDialogButtonBox(this);
    m_save->setObjectName(QStringLiteral("tagsSaveButton"));
    m_save->setDefault(true);
    buttons->addButton(m_save, QDialogButtonBox::AcceptRole);
    buttons->addButton(makeButton(tr("Cancel"), "", this), QDialogButtonBox::RejectRole);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &TagsDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_line->setFocus();
    m_line->selectAll();
}

TagsDialog::~TagsDialog()
{
    if (m_job) {
        m_job->cancel();
    }
}

QStringList TagsDialog::typed() const
{
    QStringList tags;
    const QStringList parts = m_line->text().split(QLatin1Char(','));
    for (const QString &part : parts) {
        if (const QString tag = part.trimmed(); !tag.isEmpty() && !tags.contains(tag)) {
            tags.append(tag);
        }
    }
    return tags;
}

void TagsDialog::save()
{
    const QStringList now = typed();
    QStringList add = now;
    add.removeIf([this](const QString &tag) { return contains(m_common, tag); });
    QStringList remove = m_common;
    remove.removeIf([&now](const QString &tag) { return contains(now, tag); });
    if (add.isEmpty() && remove.isEmpty()) {
        return accept();
    }
    if (!m_browser) {
        return reject();
    }
    m_save->setEnabled(false);
    m_sentence->setText(tr("Saving…"));
    setTone(m_sentence, {});
    Job<CatalogView> *job = m_browser->editTags(m_ids, add, remove);
    m_job = job;
    job->then(this, [this](const Result<CatalogView> &done) {
        m_job = nullptr;
        if (done) {
            return accept();
        }
        m_save->setEnabled(true);
        m_sentence->setText(done.error().message);
        setTone(m_sentence, QStringLiteral("bad"));
    });
}

} // namespace snapgpu
