// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/snapshot_box.h"

#include "models/file_text.h"
#include "models/format.h"

#include <QSignalBlocker>

namespace snapgpu {

namespace {

constexpr int kBytesRole = Qt::UserRole + 1;
constexpr int kIdsRole = Qt::UserRole + 2; ///< every snapshot with the files of the one that is offered

} // namespace

SnapshotBox::SnapshotBox(QWidget *parent)
    : QComboBox(parent)
{
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
}

QString SnapshotBox::textOf(const SnapshotGroup &group, const QDateTime &now)
{
    QStringList parts;
    parts.append(group.paths.isEmpty() ? group.newest.shortId()
                                       : filetext::line(group.paths.first().section(QLatin1Char('/'), -1)));
    if (group.newest.totalBytes) {
        parts.append(format::bytes(*group.newest.totalBytes));
    }
    parts.append(format::age(group.newest.time, now));
    return parts.join(QStringLiteral(" · "));
}

void SnapshotBox::setSnapshots(
    const QVector<SnapshotGroup> &groups, const QDateTime &now, const QString &last)
{
    const QString chosen = id();
    const bool wasFirst = currentIndex() <= 0;
    const QSignalBlocker quiet(this);
    clear();
    for (const SnapshotGroup &group : groups) {
        addItem(textOf(group, now), group.newest.id);
        setItemData(count() - 1, static_cast<qlonglong>(group.newest.totalBytes.value_or(0)), kBytesRole);
        setItemData(count() - 1, group.ids, kIdsRole);
    }
    if (!last.isEmpty()) {
        addItem(last, QString());
    }
    setCurrentIndex(qMax(0, wasFirst ? 0 : findData(chosen)));
    setEnabled(!groups.isEmpty());
}

bool SnapshotBox::choose(const QString &id)
{
    for (int index = 0; index < count(); ++index) {
        if (itemData(index, kIdsRole).toStringList().contains(id)) {
            setCurrentIndex(index);
            return true;
        }
    }
    return false;
}

QString SnapshotBox::id() const { return currentData().toString(); }

qint64 SnapshotBox::bytes() const { return currentData(kBytesRole).toLongLong(); }

} // namespace snapgpu
