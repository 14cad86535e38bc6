// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/snapshot_filter_bar.h"

#include "models/file_text.h"
#include "ui/widgets.h"

#include <array>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QShortcut>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

constexpr int kRoomForOneRow = 560; ///< the four boxes beside each other

void refill(QComboBox *box, const QString &all, const QStringList &values)
{
    const QSignalBlocker quiet(box);
    const QString kept = box->currentData().toString();
    box->clear();
    box->addItem(all, QString());
    for (const QString &value : values) {
        box->addItem(filetext::line(value), value);
        box->setItemData(box->count() - 1, filetext::line(value), Qt::ToolTipRole);
    }
    if (!kept.isEmpty() && box->findData(kept) < 0) {
        box->addItem(filetext::line(kept), kept);
    }
    box->setCurrentIndex(qMax(0, kept.isEmpty() ? 0 : box->findData(kept)));
}

} // namespace

SnapshotFilterBar::SnapshotFilterBar(const AppServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_text(new QLineEdit(this))
    , m_reload(makeButton(tr("&Refresh"), "", this))
    , m_cleanUp(makeButton(tr("C&lean up…"), "", this))
    , m_host(new QComboBox(this))
    , m_tag(new QComboBox(this))
    , m_path(new QComboBox(this))
    , m_when(new QComboBox(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(makeTextRow());
    layout->addWidget(makeBoxes());
    connect(m_text, &QLineEdit::textChanged, this, &SnapshotFilterBar::changed);
    connect(m_reload, &QPushButton::clicked, this, &SnapshotFilterBar::reloadRequested);
    connect(m_cleanUp, &QPushButton::clicked, this, &SnapshotFilterBar::cleanUpRequested);
    for (QComboBox *box : boxes()) {
        connect(box, &QComboBox::currentIndexChanged, this, &SnapshotFilterBar::changed);
    }
}

QHBoxLayout *SnapshotFilterBar::makeTextRow()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_text->setPlaceholderText(tr("Filter by host, tag, path or id"));
    m_text->setAccessibleName(tr("Filter of snapshots"));
    m_text->setObjectName(QStringLiteral("snapshotFilter"));
    m_text->setClearButtonEnabled(true);
    auto *clearText = new QShortcut(Qt::Key_Escape, m_text, nullptr, nullptr, Qt::WidgetShortcut);
    connect(clearText, &QShortcut::activated, m_text, &QLineEdit::clear);
    m_reload->setObjectName(QStringLiteral("snapshotsRefreshButton"));
    keepIcon(m_reload, QStringLiteral("refresh"), m_services.theme);
    m_cleanUp->setToolTip(tr("Forget what a keep policy lets go; shows first what that is"));
    m_cleanUp->setObjectName(QStringLiteral("cleanUpButton"));
    row->addWidget(m_text, 1);
    row->addWidget(m_reload);
    row->addWidget(m_cleanUp);
    return row;
}

QWidget *SnapshotFilterBar::makeBoxes()
{
    auto *row = new FoldingRow(kRoomForOneRow, this);
    const std::array halves{new QHBoxLayout, new QHBoxLayout};
    for (QHBoxLayout *half : halves) {
        half->setSpacing(8);
        row->parts()->addLayout(half, 1);
    }
    const auto add = [](QHBoxLayout *half, QComboBox *box, const QString &what, const char *id, int stretch) {
        box->setAccessibleName(what);
        box->setObjectName(QString::fromLatin1(id));
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
        half->addWidget(box, stretch);
    };
    add(halves[0], m_host, tr("Host"), "snapshotHost", 4);
    add(halves[0], m_tag, tr("Tag"), "snapshotTag", 4);
    add(halves[1], m_path, tr("Path"), "snapshotPath", 5);
    add(halves[1], m_when, tr("Time"), "snapshotWhen", 4);
    m_when->addItem(tr("Any time"), 0);
    m_when->addItem(tr("Last 24 hours"), 1);
    m_when->addItem(tr("Last 7 days"), 7);
    m_when->addItem(tr("Last 30 days"), 30);
    m_when->addItem(tr("Last year"), 365);
    return row;
}

SnapshotFilter SnapshotFilterBar::filter() const
{
    const auto one = [](const QComboBox *box) {
        const QString value = box->currentData().toString();
        return value.isEmpty() ? QStringList() : QStringList(value);
    };
    SnapshotFilter filter;
    filter.text = m_text->text();
    filter.hosts = one(m_host);
    filter.tags = one(m_tag);
    filter.path = m_path->currentData().toString();
    if (const int days = m_when->currentData().toInt(); days > 0) {
        filter.from = QDateTime::fromMSecsSinceEpoch(m_services.clock->wallMs()).addDays(-days);
    }
    return filter;
}

void SnapshotFilterBar::setFacets(const SnapshotFacets &facets)
{
    refill(m_host, tr("All hosts"), facets.hosts);
    refill(m_tag, tr("All tags"), facets.tags);
    refill(m_path, tr("All paths"), facets.paths);
}

void SnapshotFilterBar::clear()
{
    m_text->clear();
    for (QComboBox *box : boxes()) {
        box->setCurrentIndex(0);
    }
}

void SnapshotFilterBar::setHasSnapshots(bool any)
{
    m_cleanUp->setEnabled(any);
    for (QComboBox *box : boxes()) {
        box->setEnabled(any);
    }
}

void SnapshotFilterBar::setCanReload(bool can) { m_reload->setEnabled(can); }

void SnapshotFilterBar::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

QWidget *SnapshotFilterBar::focusTarget() const { return m_text; }

} // namespace snapgpu
