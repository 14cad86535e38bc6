// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser_diff.h"

#include "models/file_text.h"
#include "models/format.h"
#include "ui/browser_icons.h"
#include "ui/content_panel.h"
#include "ui/table_setup.h"
#include "ui/widgets.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QTreeView>
#include <QVBoxLayout>

namespace snapgpu {

namespace {
constexpr int kOpenAtOnce = 200; ///< changes up to which the whole tree is opened
} // namespace

BrowserDiff::BrowserDiff(const AppServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_model(new DiffTreeModel(this))
    , m_back(makeButton(tr("&Snapshots"), "", this))
    , m_title(new ElidedLabel(this))
    , m_sums(makeLabel({}, "", this))
    , m_added(new QCheckBox(tr("A&dded"), this))
    , m_removed(new QCheckBox(tr("&Removed"), this))
    , m_changed(new QCheckBox(tr("&Changed"), this))
    , m_open(makeButton(tr("Show in its s&napshot"), "", this))
    , m_tree(new QTreeView(this))
    , m_panel(new ContentPanel(m_tree, tr("Comparing"), services.theme, this))
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_panel);
    makeHead();
    configureColumns();
    m_tree->installEventFilter(this);

    connect(m_back, &QPushButton::clicked, this, &BrowserDiff::backRequested);
    connect(m_open, &QPushButton::clicked, this, &BrowserDiff::openChosen);
    for (QCheckBox *box : {m_added, m_removed, m_changed}) {
        box->setChecked(true);
        connect(box, &QCheckBox::toggled, this, &BrowserDiff::applyShown);
    }
    connect(m_tree, &QTreeView::activated, this, [this](const QModelIndex &index) {
        const QModelIndex row = index.siblingAtColumn(0);
        if (m_model->hasChildren(row)) {
            m_tree->setExpanded(row, !m_tree->isExpanded(row));
        } else {
            openChosen();
        }
    });
    connect(m_panel->state(), &StateView::actionTriggered, this, [this] {
        if (m_error.isEmpty()) {
            Q_EMIT backRequested();
        } else {
            ask();
        }
    });
}

BrowserDiff::~BrowserDiff() { stop(); }

void BrowserDiff::makeHead()
{
    auto *top = new QHBoxLayout;
    top->setSpacing(10);
    keepIcon(m_back, QStringLiteral("back"), m_services.theme);
    m_back->setObjectName(QStringLiteral("diffBackButton"));
    m_title->setProperty("role", QStringLiteral("heading"));
    top->addWidget(m_back);
    top->addWidget(m_title, 1);
    top->addWidget(m_open);
    m_open->setObjectName(QStringLiteral("diffOpenButton"));
    m_panel->head()->addLayout(top);
    auto *row = new QHBoxLayout;
    row->setSpacing(14);
    m_sums->setObjectName(QStringLiteral("diffSums"));
    row->addWidget(m_sums, 1);
    row->addWidget(m_added);
    row->addWidget(m_removed);
    row->addWidget(m_changed);
    m_added->setObjectName(QStringLiteral("diffAdded"));
    m_removed->setObjectName(QStringLiteral("diffRemoved"));
    m_changed->setObjectName(QStringLiteral("diffChanged"));
    m_panel->head()->addLayout(row);
}

void BrowserDiff::configureColumns()
{
    configureTree(m_tree);
    m_tree->setItemDelegate(new BrowserDelegate(
        m_services.theme, DiffTreeModel::KindRole, DiffTreeModel::ChangeRole, DiffTreeModel::Change, this));
    m_tree->setAccessibleName(tr("What differs"));
    m_tree->setObjectName(QStringLiteral("diffTree"));
    m_tree->setModel(m_model);
    QHeaderView *header = m_tree->header();
    header->setSectionResizeMode(DiffTreeModel::Name, QHeaderView::Stretch);
    fitColumn(header, DiffTreeModel::Change, {QStringLiteral("attributes")}, 26);
    fitColumn(header, DiffTreeModel::Added, {QStringLiteral("≥ +888.8 MB")});
    fitColumn(header, DiffTreeModel::Removed, {QStringLiteral("≥ −888.8 MB")});
    fitColumn(header, DiffTreeModel::Files, {QStringLiteral("100,000")});
}

void BrowserDiff::stop()
{
    if (QPointer<JobBase> job = std::exchange(m_job, {}).data()) {
        job->cancel();
    }
}

void BrowserDiff::compare(SnapshotBrowser *browser, const Snapshot &a, const Snapshot &b)
{
    m_browser = browser;
    m_before = a.time <= b.time ? a : b;
    m_after = a.time <= b.time ? b : a;
    const auto text = [](const Snapshot &snapshot) {
        return tr("%1, %2").arg(snapshot.shortId(), format::dateTime(snapshot.time));
    };
    m_title->setFullText(tr("%1  →  %2").arg(text(m_before), text(m_after)));
    ask();
}

void BrowserDiff::ask()
{
    stop();
    m_error.clear();
    m_model->setChanges({});
    if (m_browser != nullptr) {
        m_job = m_browser->diff(m_before.id, m_after.id);
        const Job<SnapshotDiff> *asked = m_job;
        m_job->then(this, [this, asked](const Result<SnapshotDiff> &answer) {
            if (asked == m_job) {
                m_job = nullptr;
                showAnswer(answer);
            }
        });
    }
    showState();
}

void BrowserDiff::showAnswer(const Result<SnapshotDiff> &answer)
{
    if (answer) {
        m_model->setChanges(answer->changes);
        expandSmall();
    } else {
        m_error = answer.error().message;
    }
    showState();
}

/** A small comparison is seen whole; of a large one the folders that lead to the first fork. */
void BrowserDiff::expandSmall()
{
    if (m_model->totals().files() <= kOpenAtOnce) {
        m_tree->expandAll();
    } else {
        QModelIndex at;
        do {
            at = m_model->index(0, 0, at);
            m_tree->expand(at);
        } while (m_model->rowCount(at) == 1);
    }
    m_tree->setCurrentIndex(m_model->index(0, 0));
}

void BrowserDiff::applyShown()
{
    QVector<ChangeKind> kinds;
    if (m_added->isChecked()) {
        kinds.append(ChangeKind::Added);
    }
    if (m_removed->isChecked()) {
        kinds.append(ChangeKind::Removed);
    }
    if (m_changed->isChecked()) {
        kinds << ChangeKind::Content << ChangeKind::Type << ChangeKind::Metadata << ChangeKind::Damaged;
    }
    m_model->setShown(kinds);
    expandSmall();
    showState();
}

void BrowserDiff::openChosen()
{
    const QModelIndex current = m_tree->currentIndex().siblingAtColumn(0);
    if (!current.isValid()) {
        return;
    }
    const QVariant change = current.data(DiffTreeModel::ChangeRole);
    const bool gone = change.isValid() && change.toInt() == static_cast<int>(ChangeKind::Removed);
    Q_EMIT openRequested(gone ? m_before : m_after, m_model->pathOf(current));
}

bool BrowserDiff::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_tree && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape) {
            Q_EMIT backRequested();
            return true;
        }
        if (key == Qt::Key_Backspace) {
            const QModelIndex parent = m_tree->currentIndex().parent();
            if (parent.isValid()) {
                m_tree->setCurrentIndex(parent);
            } else {
                Q_EMIT backRequested();
            }
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void BrowserDiff::showState()
{
    m_panel->setBusy(m_job != nullptr);
    const bool rows = m_model->rowCount() > 0;
    m_panel->showRows(rows);
    m_open->setEnabled(rows);
    const DiffTotals &totals = m_model->totals();
    const bool known = !m_job && m_error.isEmpty();
    m_sums->setText(known ? tr("%1 added, %2 removed, %3 changed  ·  +%4  −%5")
                                .arg(format::count(totals.added), format::count(totals.removed),
                                    format::count(totals.changed), format::bytes(totals.bytesAdded),
                                    format::bytes(totals.bytesRemoved))
                          : QString());
    Q_EMIT statusChanged();
    if (rows) {
        return;
    }
    const QString icon = QStringLiteral("compare");
    if (!m_error.isEmpty()) {
        m_panel->state()->present(QStringLiteral("warning"), QStringLiteral("bad"),
            tr("The snapshots could not be compared"), m_error, tr("Try again"));
    } else if (m_job) {
        m_panel->state()->present(
            icon, {}, tr("Comparing…"), tr("The files of both snapshots are read once and kept."));
    } else if (m_model->isEmpty()) {
        m_panel->state()->present(icon, {}, tr("No difference"),
            tr("Both snapshots hold exactly the same files."), tr("Back to the snapshots"));
    } else {
        m_panel->state()->present(
            icon, {}, tr("Nothing of this kind"), tr("Tick another kind of change above to see it."));
    }
}

void BrowserDiff::focusTree() { m_tree->setFocus(); }

QString BrowserDiff::statusText() const
{
    return tr("Enter opens, Backspace goes up, Escape goes back to the snapshots");
}

} // namespace snapgpu
