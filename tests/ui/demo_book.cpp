// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/demo_book.h"

namespace snapgpu::demo {

Book::Book()
{
    RepositoryEntry first;
    first.id = QStringLiteral("environment");
    first.name = QStringLiteral("From the environment");
    first.url =
        QStringLiteral("s3:https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com/workspace");
    first.region = QStringLiteral("auto");
    RepositoryEntry second = first;
    second.id = QStringLiteral("a1");
    second.name = QStringLiteral("Workspace on R2");
    RepositoryEntry third;
    third.id = QStringLiteral("b2");
    third.name = QStringLiteral("Archive over the VPS");
    third.url = QStringLiteral("s3:https://s3.eu-central-1.amazonaws.com/archive/gpu");
    third.region = QStringLiteral("eu-central-1");
    third.host = QStringLiteral("restic@vps.example.net:2222");
    third.hostEnvironmentFile = QStringLiteral("/etc/restic/archive.env");
    rows = {first, second, third};
}

QString Book::currentName() const
{
    for (const RepositoryEntry &entry : rows) {
        if (entry.id == current) {
            return entry.url;
        }
    }
    return {};
}

Job<Done> *Book::choose(const QString &id)
{
    if (!chooseError.message.isEmpty()) {
        return settledJob<Done>(this, tl::unexpected(chooseError));
    }
    current = id;
    open = next;
    Q_EMIT currentChanged();
    return settledJob<Done>(this, Done{});
}

Job<QString> *Book::save(const RepositoryEntry &entry, const RepositorySecrets &secrets)
{
    lastEntry = entry;
    lastSecrets = secrets;
    RepositoryEntry kept = entry;
    if (kept.id.isEmpty()) {
        kept.id = QStringLiteral("new%1").arg(rows.size());
        rows.append(kept);
    }
    Q_EMIT entriesChanged();
    return settledJob<QString>(this, kept.id);
}

Job<Done> *Book::remove(const QString &id)
{
    rows.removeIf([&id](const RepositoryEntry &entry) { return entry.id == id; });
    Q_EMIT entriesChanged();
    return settledJob<Done>(this, Done{});
}

Job<RepositoryReport> *Book::test(const RepositoryEntry &entry, const RepositorySecrets &secrets)
{
    lastEntry = entry;
    lastSecrets = secrets;
    return settledJob<RepositoryReport>(this, report);
}

Job<RepositoryReport> *Book::create(const RepositoryEntry &entry, const RepositorySecrets &secrets)
{
    return test(entry, secrets);
}

} // namespace snapgpu::demo
