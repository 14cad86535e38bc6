// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/special_files.h"

#include "services/restic/tree_walk.h"

#ifdef Q_OS_LINUX
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>
#endif

namespace snapgpu {

QVector<QByteArray> specialFiles(const SnapshotTree &tree, const QVector<QByteArray> &paths, bool withDevices)
{
    QVector<QByteArray> specials;
    forEachChosen(tree, paths, [&](SnapshotTree::Node node) {
        const NodeType type = tree.type(node);
        const bool isDevice = type == NodeType::Device || type == NodeType::CharDevice;
        if (type == NodeType::Socket || type == NodeType::Other || (isDevice && !withDevices)) {
            specials.append(tree.path(node));
        }
    });
    return specials;
}

bool canMakeDevices(const QByteArray &folder)
{
#ifdef Q_OS_LINUX
    const QByteArray probe = folder + "/.device"; // as /dev/null, the most harmless of all
    const bool made = mknod(probe.constData(), S_IFCHR | 0600, makedev(1, 3)) == 0;
    if (made) {
        unlink(probe.constData());
    }
    return made;
#else
    Q_UNUSED(folder)
    return false;
#endif
}

} // namespace snapgpu
