// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser_forget.h"

#include "models/file_text.h"
#include "models/format.h"
#include "ui/browser_icons.h"
#include "ui/icons.h"
#include "ui/widgets.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

enum ListColumn { What, Time, Host, Tags, Paths, Id, ListColumns };

/** Words between blanks and commas. */
QStringList wordsOf(const QString &text)
{
    static const QRegularExpression gap(QStringLiteral("[\\s,]+"));
    return text.split(gap, Qt::SkipEmptyParts);
}

} // namespace

ForgetDialog::ForgetDialog(
    const AppServices &services, SnapshotBrowser *browser, bool byPolicy, QWidget *parent)
    : QDialog(parent)
    , m_services(services)
    , m_browser(browser)
    , m_byPolicy(byPolicy)
    , m_heading(makeLabel({}, "heading", this))
    , m_list(new QTreeWidget(this))
    , m_sentence(makeLabel({}, "dim", this))
    , m_evenLast(new QCheckBox(tr("Forget even the &last snapshot of these paths"), this))
    , m_cancel(makeButton(tr("Cancel"), "", this))
    , m_go(makeButton({}, "danger", this))
{
    setObjectName(QStringLiteral("forgetDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(10);
    layout->addWidget(m_heading);
    if (byPolicy) {
        layout->addWidget(makePolicy());
    }
    configureTree(m_list);
    m_list->setRootIsDecorated(false);
    m_list->setAccessibleName(tr("What goes"));
    m_list->setObjectName(QStringLiteral("forgetList"));
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setHeaderLabels({QString(), tr("Time"), tr("Host"), tr("Tags"), tr("Paths"), tr("Id")});
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(Paths, QHeaderView::Stretch);
    QFrame *frame = makeFrame("panel", this);
    auto *inside = new QVBoxLayout(frame);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->addWidget(m_list);
    layout->addWidget(frame, 1);
    m_sentence->setWordWrap(true);
    m_sentence->setObjectName(QStringLiteral("forgetSentence"));
    layout->addWidget(m_sentence);
    m_evenLast->setObjectName(QStringLiteral("forgetEvenLast"));
    m_evenLast->hide();
    layout->addWidget(m_evenLast);
    auto *buttons = new QDialogButtonBox(this);
    m_go->setObjectName(QStringLiteral("forgetButton"));
    buttons->addButton(m_go, QDialogButtonBox::DestructiveRole);
    buttons->addButton(m_cancel, QDialogButtonBox::RejectRole);
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_cancel->setAutoDefault(true);
    m_cancel->setDefault(true);
    layout->addWidget(buttons);
    resize(840, byPolicy ? 560 : 420);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_go, &QPushButton::clicked, this, &ForgetDialog::carryOut);
    connect(m_evenLast, &QCheckBox::toggled, this, &ForgetDialog::updateButton);
}

ForgetDialog::ForgetDialog(
    const AppServices &services, SnapshotBrowser *browser, const QStringList &ids, QWidget *parent)
    : ForgetDialog(services, browser, false, parent)
{
    setWindowTitle(tr("Forget snapshots"));
    showPlan(planForgetIds(browser->view().snapshots, ids));
    m_cancel->setFocus();
}

ForgetDialog::ForgetDialog(const AppServices &services, SnapshotBrowser *browser, const QString &host,
    const QString &path, QWidget *parent)
    : ForgetDialog(services, browser, true, parent)
{
    m_host = host;
    m_path = path;
    setWindowTitle(tr("Clean up snapshots"));
    QStringList of{host, path};
    of.removeAll(QString());
    m_heading->setText(of.isEmpty() ? tr("Keep of each host and set of paths")
                                    : tr("Keep of %1").arg(filetext::line(of.join(QStringLiteral(", ")))));
    onPolicyEdited();
    m_counts.first()->setFocus();
}

ForgetDialog::~ForgetDialog()
{
    if (m_job) {
        m_job->cancel();
    }
}

QWidget *ForgetDialog::makePolicy()
{
    auto *part = new QWidget(this);
    auto *grid = new QGridLayout(part);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(3);
    const QStringList names{
        tr("&Newest"), tr("&Hourly"), tr("&Daily"), tr("&Weekly"), tr("&Monthly"), tr("&Yearly")};
    static constexpr int usual[] = {3, 0, 7, 4, 6, 0};
    for (int i = 0; i < names.size(); ++i) {
        auto *box = new QSpinBox(part);
        box->setRange(0, 9999);
        box->setSpecialValueText(tr("none"));
        box->setValue(usual[i]);
        grid->addWidget(makeFieldLabel(names.at(i), box, part), 0, i);
        grid->addWidget(box, 1, i);
        connect(box, &QSpinBox::valueChanged, this, &ForgetDialog::onPolicyEdited);
        m_counts.append(box);
    }
    m_counts.first()->setObjectName(QStringLiteral("keepLast"));
    m_tags = new QLineEdit(part);
    m_tags->setPlaceholderText(tr("no tag is protected"));
    m_look = makeButton(tr("&Show what would go"), "", part);
    m_look->setObjectName(QStringLiteral("dryRunButton"));
    grid->addWidget(makeFieldLabel(tr("And always what is &tagged"), m_tags, part), 2, 0, 1, 4);
    grid->addWidget(m_tags, 3, 0, 1, 4);
    grid->addWidget(m_look, 3, 4, 1, 2);
    connect(m_tags, &QLineEdit::textChanged, this, &ForgetDialog::onPolicyEdited);
    connect(m_tags, &QLineEdit::returnPressed, this, &ForgetDialog::askPlan);
    connect(m_look, &QPushButton::clicked, this, &ForgetDialog::askPlan);
    return part;
}

ForgetPolicy ForgetDialog::policy() const
{
    ForgetPolicy made;
    made.last = m_counts.at(0)->value();
    made.hourly = m_counts.at(1)->value();
    made.daily = m_counts.at(2)->value();
    made.weekly = m_counts.at(3)->value();
    made.monthly = m_counts.at(4)->value();
    made.yearly = m_counts.at(5)->value();
    made.tags = wordsOf(m_tags->text());
    made.host = m_host;
    made.path = m_path;
    return made;
}

/** A plan that was shown belongs to the policy it was made of and to no other. */
void ForgetDialog::onPolicyEdited()
{
    if (QPointer<JobBase> job = std::exchange(m_job, {})) {
        job->cancel();
    }
    m_planned = false;
    m_plan = {};
    m_list->clear();
    m_evenLast->hide();
    const bool nothing = policy().keepsNothing();
    m_look->setEnabled(!nothing);
    say(nothing ? tr("Every rule is off, so everything would go; set at least one.")
                : tr("Nothing is changed until you have seen what would go."),
        nothing ? QStringLiteral("warn") : QString());
    updateButton();
}

void ForgetDialog::askPlan()
{
    if (!m_browser || policy().keepsNothing()) {
        return;
    }
    onPolicyEdited();
    say(tr("Asking restic what would go…"), {});
    Job<ForgetPlan> *job = m_browser->planForget(policy());
    m_job = job;
    job->then(this, [this, job](const Result<ForgetPlan> &plan) {
        if (job != m_job) {
            return;
        }
        m_job = nullptr;
        if (plan) {
            showPlan(*plan);
        } else {
            say(plan.error().message, QStringLiteral("bad"));
        }
    });
}

void ForgetDialog::addRow(const Snapshot &snapshot, bool goes)
{
    auto *item = new QTreeWidgetItem(m_list);
    const Tokens &tokens = m_services.theme->tokens();
    item->setText(What, goes ? tr("goes") : tr("stays"));
    item->setIcon(What,
        goes ? tintedIcon(QStringLiteral("minus"), tokens.bad)
             : tintedIcon(QStringLiteral("check"), tokens.ok));
    item->setText(Time, format::dateTime(snapshot.time));
    item->setText(Host, filetext::line(snapshot.hostname));
    item->setText(Tags, filetext::line(snapshot.tags.join(QStringLiteral(", "))));
    item->setText(Paths, filetext::line(snapshot.paths.join(QStringLiteral(", "))));
    item->setText(Id, snapshot.shortId());
    item->setToolTip(Paths, item->text(Paths));
    item->setToolTip(Id, snapshot.id);
}

void ForgetDialog::showPlan(const ForgetPlan &plan)
{
    m_plan = plan;
    m_planned = true;
    m_list->clear();
    for (const Snapshot &snapshot : plan.remove) {
        addRow(snapshot, true);
    }
    if (m_byPolicy) {
        for (const Snapshot &snapshot : plan.keep) {
            addRow(snapshot, false);
        }
    } else {
        m_heading->setText(tr("Forget %Ln snapshot(s)?", nullptr, static_cast<int>(plan.remove.size())));
    }
    m_evenLast->setVisible(!plan.lastOf.isEmpty());
    m_evenLast->setChecked(false);
    if (plan.remove.isEmpty()) {
        say(tr("This policy lets nothing go."), QStringLiteral("ok"));
    } else if (!plan.lastOf.isEmpty()) {
        say(tr("No snapshot of %1 would be left.")
                .arg(filetext::line(plan.lastOf.join(QStringLiteral(", ")))),
            QStringLiteral("bad"));
    } else {
        say(tr("This cannot be undone. Files that other snapshots hold stay; space is freed by the next "
               "restic prune."),
            {});
    }
    updateButton();
}

void ForgetDialog::say(const QString &sentence, const QString &tone)
{
    m_sentence->setText(sentence);
    setTone(m_sentence, tone);
}

void ForgetDialog::updateButton()
{
    const auto count = static_cast<int>(m_plan.remove.size());
    m_go->setText(count == 0 ? tr("&Forget") : tr("&Forget %Ln snapshot(s)", nullptr, count));
    m_go->setEnabled(
        m_planned && count > 0 && !m_job && (m_plan.lastOf.isEmpty() || m_evenLast->isChecked()));
}

void ForgetDialog::carryOut()
{
    if (!m_browser) {
        return;
    }
    QStringList ids;
    for (const Snapshot &snapshot : std::as_const(m_plan.remove)) {
        ids.append(snapshot.id);
    }
    say(tr("Forgetting…"), {});
    Job<CatalogView> *job = m_browser->forget(ids, m_evenLast->isChecked());
    m_job = job;
    updateButton();
    job->then(this, [this](const Result<CatalogView> &done) {
        m_job = nullptr;
        if (done) {
            accept();
        } else {
            say(done.error().message, QStringLiteral("bad"));
            updateButton();
        }
    });
}

} // namespace snapgpu
