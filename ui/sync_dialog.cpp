// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sync_dialog.h"

#include "ui/machine_backups.h"
#include "ui/widgets.h"

#include <algorithm>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

constexpr int kIntervals[] = {60, 300, 900, 3600, 6 * 3600};
constexpr int kUsual = 300;
constexpr int kWidth = 460;

/** What a sync keeps of its own snapshots when it may forget. */
ForgetPolicy usualPolicy()
{
    ForgetPolicy policy;
    policy.last = 12;
    policy.hourly = 24;
    policy.daily = 7;
    return policy;
}

} // namespace

SyncDialog::SyncDialog(
    const QString &machine, const std::optional<SyncStatus> &sync, qint64 nowMs, QWidget *parent)
    : QDialog(parent)
    , m_every(new QComboBox(this))
    , m_folders(new QLineEdit(this))
    , m_forget(new QCheckBox(tr("&Forget its own older snapshots"), this))
    , m_mistake(makeLabel({}, "", this))
    , m_start(makeButton(tr("&Start"), "primary", this))
{
    setObjectName(QStringLiteral("syncDialog"));
    setWindowTitle(tr("Sync of %1").arg(machine));
    setWindowModality(Qt::WindowModal);
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(10);
    layout->addWidget(makeLabel(tr("Back up %1 again and again").arg(machine), "heading", this));
    const bool on = sync && sync->isOn();
    QLabel *state = makeLabel(sync && sync->state != SyncStatus::State::None
            ? syncSentence(*sync, nowMs)
            : tr("The machine backs itself up to the repository every so often, also while SnapGPU is "
                 "closed, until it is stopped or the machine ends."),
        "", this);
    state->setObjectName(QStringLiteral("syncState"));
    state->setWordWrap(true);
    state->setMinimumWidth(kWidth);
    layout->addWidget(state);

    for (const int seconds : kIntervals) {
        m_every->addItem(tr("every %1").arg(intervalText(seconds)), seconds);
    }
    const int current = on ? sync->everySeconds : kUsual;
    if (m_every->findData(current) < 0) {
        m_every->addItem(tr("every %1").arg(intervalText(current)), current);
    }
    m_every->setCurrentIndex(m_every->findData(current));
    m_every->setObjectName(QStringLiteral("syncEvery"));
    m_folders->setObjectName(QStringLiteral("syncFolders"));
    m_folders->setPlaceholderText(tr("what was restored there, else /workspace"));
    if (on) {
        m_folders->setText(sync->paths.join(QStringLiteral(", ")));
    }
    m_forget->setObjectName(QStringLiteral("syncForget"));
    m_forget->setChecked(true);
    layout->addLayout(makeField(tr("Back &up"), m_every, this));
    layout->addLayout(makeField(tr("F&olders on the machine, with commas between them"), m_folders, this));
    layout->addWidget(m_forget);
    QLabel *hint = makeLabel(
        tr("Of its own, the last 12, one of each of 24 hours and one of each of 7 days stay; no others are "
           "touched, and nothing is pruned."),
        "field", this);
    hint->setWordWrap(true);
    layout->addWidget(hint);
    m_mistake->setWordWrap(true);
    setTone(m_mistake, QStringLiteral("bad"));
    layout->addWidget(m_mistake);

    auto *buttons = new QHBoxLayout;
    QPushButton *stop = makeButton(tr("Sto&p the sync"), "danger", this);
    QPushButton *close = makeButton(tr("Close"), "", this);
    m_start->setText(on ? tr("&Start anew") : tr("&Start"));
    m_start->setObjectName(QStringLiteral("syncStartButton"));
    stop->setObjectName(QStringLiteral("syncStopButton"));
    stop->setVisible(on);
    buttons->addWidget(stop);
    buttons->addStretch(1);
    buttons->addWidget(close);
    buttons->addWidget(m_start);
    layout->addLayout(buttons);
    m_start->setDefault(true);
    stop->setAutoDefault(false);
    close->setAutoDefault(false);
    connect(m_folders, &QLineEdit::textChanged, this, &SyncDialog::refresh);
    connect(m_start, &QPushButton::clicked, this, &SyncDialog::giveStart);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(stop, &QPushButton::clicked, this, [this] {
        BackupOrder order;
        order.task = BackupTask::SyncStop;
        Q_EMIT orderGiven(order);
        accept();
    });
    refresh();
}

QStringList SyncDialog::folders() const
{
    QStringList list;
    for (const QString &part : m_folders->text().split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        if (const QString folder = part.trimmed(); !folder.isEmpty()) {
            list.append(folder);
        }
    }
    return list;
}

void SyncDialog::refresh()
{
    const QStringList list = folders();
    const auto wrong = std::find_if(list.cbegin(), list.cend(),
        [](const QString &folder) { return !folder.startsWith(QLatin1Char('/')); });
    m_mistake->setText(wrong == list.cend()
            ? QString()
            : tr("\"%1\" is no folder of the machine: it must begin with a slash.").arg(*wrong));
    m_mistake->setVisible(wrong != list.cend());
    m_start->setEnabled(wrong == list.cend());
}

void SyncDialog::giveStart()
{
    BackupOrder order;
    order.task = BackupTask::SyncStart;
    order.request.paths = folders();
    order.sync.everySeconds = m_every->currentData().toInt();
    if (m_forget->isChecked()) {
        order.sync.keep = usualPolicy();
    }
    Q_EMIT orderGiven(order);
    accept();
}

} // namespace snapgpu
