// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/snapshot_facts.h"

#include "models/file_text.h"
#include "models/format.h"
#include "ui/fact_grid.h"
#include "ui/widgets.h"

#include <QVBoxLayout>

namespace snapgpu {

namespace {
constexpr int kWidth = 300;
} // namespace

SnapshotFacts::SnapshotFacts(const AppServices &services, QWidget *parent)
    : QFrame(parent)
    , m_services(services)
    , m_title(makeLabel({}, "title", this))
    , m_facts(new FactGrid(this))
{
    setRole(this, "panel");
    setFixedWidth(kWidth);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 14);
    layout->setSpacing(8);
    m_facts->setObjectName(QStringLiteral("snapshotFacts"));
    layout->addWidget(m_title);
    layout->addWidget(m_facts);
    layout->addStretch(1);
    addButton(makeButton(tr("&Browse files"), "", this), "folder", "browseButton",
        tr("The files of this snapshot (Enter)"), &SnapshotFacts::openRequested);
    addButton(makeButton(tr("&Compare"), "", this), "compare", "compareButton",
        tr("The two chosen snapshots, or the chosen one with the one before it (Ctrl+D)"),
        &SnapshotFacts::compareRequested);
    addButton(makeButton(tr("&Tags…"), "", this), "tag", "tagsButton", tr("Change the tags (F2)"),
        &SnapshotFacts::tagsRequested);
    addButton(makeButton(tr("&Forget…"), "danger", this), "trash", "forgetSnapshotsButton",
        tr("Remove from the repository (Delete)"), &SnapshotFacts::forgetRequested);
    layout->addSpacing(4);
    addButton(makeButton(tr("Restore onto a &machine…"), "", this), "machines", "restoreSnapshotButton",
        tr("Onto a machine that runs already (Ctrl+M)"), &SnapshotFacts::restoreRequested);
    addButton(makeButton(tr("&Use in the plan"), "primary", this), nullptr, "useSnapshotButton", {},
        &SnapshotFacts::useRequested)
        ->setMinimumHeight(40);
}

QPushButton *SnapshotFacts::addButton(QPushButton *button, const char *icon, const char *name,
    const QString &toolTip, void (SnapshotFacts::*asks)())
{
    if (icon != nullptr) {
        keepIcon(button, QString::fromLatin1(icon), m_services.theme);
    }
    button->setObjectName(QString::fromLatin1(name));
    button->setToolTip(toolTip);
    connect(button, &QPushButton::clicked, this, asks);
    layout()->addWidget(button);
    m_buttons.append(button);
    return button;
}

void SnapshotFacts::setEnabledAll(bool enabled)
{
    for (QPushButton *button : std::as_const(m_buttons)) {
        button->setEnabled(enabled);
    }
}

void SnapshotFacts::clear()
{
    setEnabledAll(false);
    m_title->clear();
    m_facts->clear();
}

void SnapshotFacts::present(const Snapshot &snapshot, const SnapshotGroup &group, bool whole)
{
    setEnabledAll(true);
    m_title->setText(tr("Snapshot %1").arg(snapshot.shortId()));
    m_facts->clear();
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(m_services.clock->wallMs());
    m_facts->addText(
        tr("Taken"), tr("%1 (%2)").arg(format::dateTime(snapshot.time), format::age(snapshot.time, now)));
    if (snapshot.totalBytes) {
        const QString size = format::bytes(*snapshot.totalBytes);
        m_facts->addText(tr("Size"),
            snapshot.totalFiles ? tr("%1 in %2 files").arg(size, format::count(*snapshot.totalFiles)) : size);
    }
    const QString gap = QStringLiteral(", ");
    m_facts->addText(tr("Paths"), filetext::line((whole ? group.paths : snapshot.paths).join(gap)));
    m_facts->addText(tr("Hosts"), filetext::line(whole ? group.hosts.join(gap) : snapshot.hostname));
    m_facts->addText(tr("Tags"), filetext::line((whole ? group.tags : snapshot.tags).join(gap)));
    if (group.count() > 1) {
        m_facts->addSentence(whole
                ? tr("%Ln snapshots hold exactly these files; the oldest is of %1.", nullptr, group.count())
                      .arg(format::dateTime(group.oldest))
                : tr("One of %Ln snapshots with exactly these files.", nullptr, group.count()));
    }
}

} // namespace snapgpu
