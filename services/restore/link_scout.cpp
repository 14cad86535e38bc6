// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restore/link_scout.h"

#include <algorithm>

namespace snapgpu {

namespace {

constexpr std::size_t kMostFiles = 1'000'000; ///< 8 MB here; the list itself takes restic some ten seconds

} // namespace

LinkScout::LinkScout(SnapshotCatalog *catalog, const Repository &repository, const Snapshot &snapshot)
{
    const QPointer<LinkScout> self(this);
    m_job = catalog->ls(repository, snapshot.id, {}, [self](const QByteArray &line) {
        if (self) {
            self->take(line);
        }
    });
    m_job->then(this, [this](const Result<Done> &end) { conclude(end.has_value()); });
}

LinkScout::~LinkScout()
{
    if (m_job) {
        m_job->disconnect(this);
        m_job->cancel();
    }
}

/** The number is read without parsing: in a name the quotes around the word would be escaped. */
void LinkScout::take(const QByteArray &line)
{
    if (m_useless || line.contains("\"type\":\"dir\"")) {
        return;
    }
    static const QByteArray word("\"inode\":");
    const qsizetype at = line.indexOf(word);
    quint64 inode = 0;
    for (qsizetype i = at + word.size(); at >= 0 && i < line.size(); ++i) {
        const char digit = line.at(i);
        if (digit < '0' || digit > '9') {
            break;
        }
        inode = inode * 10 + static_cast<quint64>(digit - '0');
    }
    m_useless = inode == 0 || m_inodes.size() >= kMostFiles;
    m_inodes.push_back(inode);
    if (m_useless && m_job) {
        QMetaObject::invokeMethod(
            m_job,
            [job = m_job] { // not from within its own call
                if (job) {
                    job->cancel();
                }
            },
            Qt::QueuedConnection);
    }
}

void LinkScout::conclude(bool complete)
{
    m_done = true;
    std::sort(m_inodes.begin(), m_inodes.end());
    m_none = complete && !m_useless && std::adjacent_find(m_inodes.begin(), m_inodes.end()) == m_inodes.end();
    std::vector<quint64>().swap(m_inodes);
    Q_EMIT done();
}

} // namespace snapgpu
