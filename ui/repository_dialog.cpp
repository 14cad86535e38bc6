// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/repository_dialog.h"

#include "models/file_text.h"
#include "ui/icons.h"
#include "ui/question.h"
#include "ui/repository_form_view.h"
#include "ui/widgets.h"

#include <algorithm>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

constexpr int kListWidth = 210;

/** The part to blame, as the first word of the sentence under the form. */
QString partText(RepositoryPart part)
{
    switch (part) {
    case RepositoryPart::None:
        return RepositoryDialog::tr("It works");
    case RepositoryPart::Tool:
        return RepositoryDialog::tr("restic");
    case RepositoryPart::Host:
        return RepositoryDialog::tr("Server");
    case RepositoryPart::EnvironmentFile:
        return RepositoryDialog::tr("Environment file");
    case RepositoryPart::Expired:
        return RepositoryDialog::tr("Expired key");
    case RepositoryPart::Exists:
        return RepositoryDialog::tr("Exists already");
    case RepositoryPart::Locked:
        return RepositoryDialog::tr("Locked");
    case RepositoryPart::Address:
        return RepositoryDialog::tr("Address");
    case RepositoryPart::Network:
        return RepositoryDialog::tr("Network");
    case RepositoryPart::Certificate:
        return RepositoryDialog::tr("Certificate");
    case RepositoryPart::Bucket:
        return RepositoryDialog::tr("Bucket");
    case RepositoryPart::Region:
        return RepositoryDialog::tr("Region");
    case RepositoryPart::Keys:
        return RepositoryDialog::tr("Access keys");
    case RepositoryPart::Clock:
        return RepositoryDialog::tr("Clock");
    case RepositoryPart::Password:
        return RepositoryDialog::tr("Password");
    case RepositoryPart::NoRepository:
        return RepositoryDialog::tr("Not created yet");
    case RepositoryPart::Version:
        return RepositoryDialog::tr("Version");
    case RepositoryPart::Damaged:
        return RepositoryDialog::tr("Damaged");
    case RepositoryPart::Unknown:
        break;
    }
    return RepositoryDialog::tr("Failed");
}

} // namespace

RepositoryDialog::RepositoryDialog(const AppServices &services, RepositoryBook *book, QWidget *parent)
    : QDialog(parent)
    , m_services(services)
    , m_book(book)
    , m_list(new QListWidget(this))
    , m_add(makeButton(tr("A&dd"), "", this))
    , m_remove(makeButton(tr("Re&move…"), "danger", this))
    , m_form(new RepositoryFormView(this))
    , m_sign(new QLabel(this))
    , m_sentence(makeLabel({}, "", this))
    , m_place(makeLabel({}, "dim", this))
    , m_test(makeButton(tr("&Test"), "", this))
    , m_create(makeButton(tr("&Create new repository"), "", this))
    , m_save(makeButton(tr("&Save"), "", this))
    , m_open(makeButton(tr("Save and &open"), "primary", this))
{
    setObjectName(QStringLiteral("repositoryDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("Repositories"));
    auto *columns = new QHBoxLayout(this);
    columns->setContentsMargins(18, 16, 18, 16);
    columns->setSpacing(18);
    columns->addWidget(makeList());
    columns->addWidget(makeForm(), 1);
    connect(m_list, &QListWidget::currentRowChanged, this, &RepositoryDialog::showChosen);
    connect(m_add, &QPushButton::clicked, this, &RepositoryDialog::addNew);
    connect(m_remove, &QPushButton::clicked, this, &RepositoryDialog::removeChosen);
    connect(m_test, &QPushButton::clicked, this, &RepositoryDialog::test);
    connect(m_create, &QPushButton::clicked, this, &RepositoryDialog::create);
    connect(m_save, &QPushButton::clicked, this, [this] { save(false); });
    connect(m_open, &QPushButton::clicked, this, [this] { save(true); });
    connect(m_form, &RepositoryFormView::edited, this, [this] {
        stop();
        say({}, {}, {});
        updateButtons();
    });
    refill(book->currentId());
    if (m_list->count() == 0) {
        addNew();
    }
}

RepositoryDialog::~RepositoryDialog() { stop(); }

QWidget *RepositoryDialog::makeList()
{
    auto *part = new QWidget(this);
    part->setFixedWidth(kListWidth);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    QFrame *frame = makeFrame("panel", part);
    auto *inside = new QVBoxLayout(frame);
    inside->setContentsMargins(4, 4, 4, 4);
    inside->addWidget(m_list);
    m_list->setAccessibleName(tr("Repositories"));
    m_list->setObjectName(QStringLiteral("repositoryList"));
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(frame, 1);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_add->setObjectName(QStringLiteral("repositoryAddButton"));
    m_remove->setObjectName(QStringLiteral("repositoryRemoveButton"));
    row->addWidget(m_add);
    row->addWidget(m_remove);
    row->addStretch(1);
    column->addLayout(row);
    return part;
}

QWidget *RepositoryDialog::makeForm()
{
    auto *part = new QWidget(this);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(m_form);
    m_place->setWordWrap(true);
    column->addWidget(m_place);
    column->addStretch(1);
    auto *answer = new QHBoxLayout;
    answer->setSpacing(8);
    m_sign->setFixedSize(16, 16);
    m_sentence->setWordWrap(true);
    m_sentence->setMinimumHeight(2 * fontMetrics().lineSpacing() + 4);
    m_sentence->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_sentence->setObjectName(QStringLiteral("repositorySentence"));
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    answer->addWidget(m_sign, 0, Qt::AlignTop);
    answer->addWidget(m_sentence, 1);
    column->addLayout(answer);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    m_test->setObjectName(QStringLiteral("repositoryTestButton"));
    m_create->setObjectName(QStringLiteral("repositoryCreateButton"));
    m_save->setObjectName(QStringLiteral("repositorySaveButton"));
    m_open->setObjectName(QStringLiteral("repositoryOpenButton"));
    m_test->setToolTip(tr("Opens the repository and says which part is wrong"));
    m_create->setToolTip(tr("Makes an empty repository at this address with this password"));
    buttons->addWidget(m_test);
    buttons->addWidget(m_create);
    buttons->addStretch(1);
    buttons->addWidget(m_save);
    buttons->addWidget(m_open);
    column->addLayout(buttons);
    return part;
}

void RepositoryDialog::refill(const QString &chosenId)
{
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        const QVector<RepositoryEntry> entries = m_book->entries();
        for (const RepositoryEntry &entry : entries) {
            auto *item = new QListWidgetItem(filetext::line(entry.name), m_list);
            item->setData(Qt::UserRole, entry.id);
            item->setToolTip(filetext::line(entry.url));
            if (entry.id == chosenId) {
                m_list->setCurrentItem(item);
            }
        }
        if (m_list->currentRow() < 0 && m_list->count() > 0) {
            m_list->setCurrentRow(0);
        }
    }
    showChosen();
}

void RepositoryDialog::showChosen()
{
    stop();
    say({}, {}, {});
    const QListWidgetItem *item = m_list->currentItem();
    const QString id = item != nullptr ? item->data(Qt::UserRole).toString() : QString();
    const QVector<RepositoryEntry> entries = m_book->entries();
    const auto found = std::find_if(entries.cbegin(), entries.cend(),
        [&id](const RepositoryEntry &entry) { return !id.isEmpty() && entry.id == id; });
    if (found != entries.cend()) {
        m_form->setEntry(*found, m_book->isFixed(id));
        if (m_book->isFixed(id)) {
            say({},
                tr("It comes from the environment, or from the sandbox; it can be opened and tested, not "
                   "changed."),
                {});
        }
    } else {
        m_form->setEntry({}, false);
    }
    updateButtons();
}

void RepositoryDialog::addNew()
{
    const QSignalBlocker quiet(m_list);
    auto *item = new QListWidgetItem(tr("New repository"), m_list);
    m_list->setCurrentItem(item);
    showChosen();
    m_form->focusFirst();
}

void RepositoryDialog::removeChosen()
{
    const RepositoryEntry entry = m_form->entry();
    if (entry.id.isEmpty()) {
        return refill(m_book->currentId());
    }
    ask(this,
        {tr("Remove %1 from the list?").arg(filetext::line(entry.name)),
            tr("SnapGPU forgets its description and its secrets. The repository itself and all its snapshots "
               "stay "
               "where they are."),
            {{tr("Remove from the list"), true}}},
        [this, id = entry.id](int answer) {
            if (answer != 0) {
                return;
            }
            m_book->remove(id)->then(this, [this](const Result<Done> &done) {
                refill(m_book->currentId());
                if (!done) {
                    say(QStringLiteral("warning"), done.error().message, QStringLiteral("bad"));
                }
            });
        });
}

void RepositoryDialog::stop()
{
    if (const QPointer<JobBase> job = std::exchange(m_job, {})) {
        job->cancel();
    }
}

void RepositoryDialog::run(Job<RepositoryReport> *job, const QString &sentence)
{
    say(QStringLiteral("running"), sentence, {});
    m_job = job;
    updateButtons();
    job->then(this, [this, job](const Result<RepositoryReport> &report) {
        if (job != m_job) {
            return;
        }
        m_job = nullptr;
        if (!report) {
            say(QStringLiteral("warning"), report.error().message, QStringLiteral("bad"));
        } else {
            const bool good = report->isGood();
            say(good ? QStringLiteral("check") : QStringLiteral("cross"),
                tr("%1: %2", "part that is wrong, sentence").arg(partText(report->part), report->sentence),
                good ? QStringLiteral("ok") : QStringLiteral("bad"));
        }
        updateButtons();
    });
}

void RepositoryDialog::test()
{
    stop();
    run(m_book->test(m_form->entry(), m_form->secrets()), tr("Opening the repository…"));
}

void RepositoryDialog::create()
{
    stop();
    run(m_book->create(m_form->entry(), m_form->secrets()), tr("Creating the repository…"));
}

void RepositoryDialog::save(bool thenOpen)
{
    const RepositoryEntry entry = m_form->entry();
    if (m_book->isFixed(entry.id)) {
        return openChosen(entry.id);
    }
    stop();
    m_book->save(entry, m_form->secrets())->then(this, [this, thenOpen](const Result<QString> &saved) {
        if (!saved) {
            return say(QStringLiteral("warning"), saved.error().message, QStringLiteral("bad"));
        }
        refill(*saved);
        say(QStringLiteral("check"), tr("Saved."), QStringLiteral("ok"));
        if (thenOpen) {
            openChosen(*saved);
        }
    });
}

void RepositoryDialog::openChosen(const QString &id)
{
    say(QStringLiteral("running"), tr("Opening…"), {});
    m_book->choose(id)->then(this, [this](const Result<Done> &done) {
        if (done) {
            accept();
        } else {
            say(QStringLiteral("warning"), done.error().message, QStringLiteral("bad"));
        }
    });
}

void RepositoryDialog::say(const QString &icon, const QString &sentence, const QString &tone)
{
    const Tokens &tokens = m_services.theme->tokens();
    const QColor colour = tone == QLatin1String("ok") ? tokens.ok
        : tone == QLatin1String("bad")                ? tokens.bad
                                                      : tokens.dim;
    m_sign->setPixmap(icon.isEmpty() ? QPixmap() : tintedPixmap(icon, 16, colour, devicePixelRatioF()));
    m_sentence->setText(sentence);
    setTone(m_sentence, tone);
}

void RepositoryDialog::updateButtons()
{
    const QString id = m_form->entry().id;
    const bool fixed = !id.isEmpty() && m_book->isFixed(id);
    const QString fault = fixed ? QString() : m_form->fault();
    const bool idle = m_job.isNull();
    m_test->setEnabled(fault.isEmpty() && idle);
    m_create->setEnabled(fault.isEmpty() && idle && !fixed);
    m_save->setEnabled(fault.isEmpty() && !fixed);
    m_open->setEnabled(fault.isEmpty());
    m_open->setText(fixed ? tr("&Open") : tr("Save and &open"));
    m_remove->setEnabled(!fixed && m_list->currentItem() != nullptr);
    m_place->setText(m_book->keepsSecrets()
            ? tr("Keys and passwords go to the system's keychain; they are never shown here.")
            : tr("There is no keychain here: keys and passwords stay in memory until SnapGPU ends; they are "
                 "never "
                 "shown here."));
    if (!fault.isEmpty() && m_sentence->text().isEmpty()) {
        say({}, fault, {});
    }
}

} // namespace snapgpu
