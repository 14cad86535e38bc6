// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/saved_searches_dialog.h"

#include "ui/saved_searches.h"
#include "ui/widgets.h"

#include <algorithm>
#include <QAction>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace snapgpu {

namespace {

constexpr int kLongestName = 60;
constexpr int kDialogWidth = 440;

QLabel *newHint(QWidget *parent)
{
    QLabel *hint = makeLabel({}, "field", parent);
    hint->setWordWrap(true);
    return hint;
}

} // namespace

SaveSearchDialog::SaveSearchDialog(const SavedSearch &search, SettingsStore *settings, QWidget *parent)
    : QDialog(parent)
    , m_search(search)
    , m_settings(settings)
    , m_name(new QLineEdit(this))
    , m_hint(newHint(this))
    , m_save(makeButton(tr("&Save"), "primary", this))
{
    setObjectName(QStringLiteral("saveSearchDialog"));
    setWindowTitle(tr("Save this search"));
    setMinimumWidth(kDialogWidth);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(8);
    auto *line = new ElidedLabel(this);
    line->setFullText(search.query);
    m_name->setMaxLength(kLongestName);
    m_name->setObjectName(QStringLiteral("searchNameEdit"));
    layout->addWidget(makeFieldLabel(tr("&Name"), m_name, this));
    layout->addWidget(m_name);
    layout->addWidget(line);
    layout->addWidget(m_hint);
    auto *buttons = new QHBoxLayout;
    QPushButton *cancel = makeButton(tr("Cancel"), "", this);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    layout->addLayout(buttons);
    m_save->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &SaveSearchDialog::accept);
    connect(m_name, &QLineEdit::textChanged, this, &SaveSearchDialog::refresh);
    refresh();
}

void SaveSearchDialog::refresh()
{
    const QString name = m_name->text().trimmed();
    const QVector<SavedSearch> &known = m_settings->values().savedSearches;
    const bool taken = std::any_of(
        known.cbegin(), known.cend(), [&name](const SavedSearch &search) { return search.name == name; });
    m_save->setEnabled(!name.isEmpty());
    m_hint->setText(taken ? tr("There is a search of this name; it will be replaced.") : QString());
}

void SaveSearchDialog::accept()
{
    m_search.name = m_name->text().trimmed();
    if (m_search.name.isEmpty()) {
        return;
    }
    Preferences values = m_settings->values();
    values.savedSearches = withSaved(values.savedSearches, m_search);
    if (const auto written = m_settings->set(values); !written) {
        m_hint->setText(written.error().message);
        return;
    }
    QDialog::accept();
}

SavedSearchesDialog::SavedSearchesDialog(SettingsStore *settings, QWidget *parent)
    : QDialog(parent)
    , m_settings(settings)
    , m_list(new QListWidget(this))
    , m_hint(newHint(this))
{
    setObjectName(QStringLiteral("savedSearchesDialog"));
    setWindowTitle(tr("Saved searches"));
    setMinimumWidth(kDialogWidth);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(8);
    m_list->setAccessibleName(tr("Saved searches"));
    m_list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_list->setMinimumHeight(180);
    m_hint->setText(tr("F2 renames, Del deletes."));
    layout->addWidget(m_list, 1);
    layout->addWidget(m_hint);
    auto *buttons = new QHBoxLayout;
    QPushButton *rename = makeButton(tr("&Rename"), "", this);
    QPushButton *remove = makeButton(tr("&Delete"), "danger", this);
    QPushButton *close = makeButton(tr("Close"), "", this);
    buttons->addWidget(rename);
    buttons->addWidget(remove);
    buttons->addStretch(1);
    buttons->addWidget(close);
    layout->addLayout(buttons);
    auto *deleteKey = new QAction(this);
    deleteKey->setShortcut(QKeySequence::Delete);
    deleteKey->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(deleteKey);
    connect(deleteKey, &QAction::triggered, this, &SavedSearchesDialog::remove);
    connect(remove, &QPushButton::clicked, this, &SavedSearchesDialog::remove);
    connect(rename, &QPushButton::clicked, this, [this] { m_list->editItem(m_list->currentItem()); });
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_list, &QListWidget::itemChanged, this,
        [this](QListWidgetItem *item) { this->rename(m_list->row(item), item->text().trimmed()); });
    fill();
}

void SavedSearchesDialog::fill()
{
    const QSignalBlocker quiet(m_list);
    const int row = qMax(0, m_list->currentRow());
    m_list->clear();
    for (const SavedSearch &search : m_settings->values().savedSearches) {
        auto *item = new QListWidgetItem(search.name, m_list);
        item->setToolTip(search.query);
        item->setFlags(item->flags() | Qt::ItemIsEditable);
    }
    m_list->setCurrentRow(qMin(row, m_list->count() - 1));
}

void SavedSearchesDialog::rename(int row, const QString &name)
{
    QVector<SavedSearch> searches = m_settings->values().savedSearches;
    const bool taken = std::any_of(searches.cbegin(), searches.cend(),
        [&name](const SavedSearch &search) { return search.name == name; });
    if (row < searches.size() && !name.isEmpty() && !taken) {
        searches[row].name = name.left(kLongestName);
        store(searches);
    } else {
        m_hint->setText(taken ? tr("There is a search of this name already.") : QString());
        fill();
    }
}

void SavedSearchesDialog::remove()
{
    QVector<SavedSearch> searches = m_settings->values().savedSearches;
    if (const int row = m_list->currentRow(); row >= 0 && row < searches.size()) {
        searches.remove(row);
        store(searches);
    }
}

void SavedSearchesDialog::store(const QVector<SavedSearch> &searches)
{
    Preferences values = m_settings->values();
    values.savedSearches = searches;
    if (const auto written = m_settings->set(values); !written) {
        m_hint->setText(written.error().message);
    }
    QMetaObject::invokeMethod(this, &SavedSearchesDialog::fill, Qt::QueuedConnection); // not within an edit
}

} // namespace snapgpu
