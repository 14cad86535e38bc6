// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/remote/line_splitter.h"
#include "services/restic/repository.h"
#include "services/restic/restic_json.h"
#include "services/restic/restic_run.h"

#include <algorithm>
#include <functional>
#include <QCoreApplication>
#include <QPointer>
#include <QRegularExpression>

namespace snapgpu {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("Restic", text); }

/** Runs restic and turns its output into something else. */
template <typename T> class ConvertedRun final : public Job<T>
{
public:
    using Convert = std::function<Result<T>(const QByteArray &)>;

    ConvertedRun(const ResticTools &tools, const Repository &repository, const QStringList &arguments,
        Convert convert, QObject *parent)
        : Job<T>(parent)
        , m_run(new ResticRun(tools, repository, arguments, this))
    {
        m_run->then(this, [this, convert = std::move(convert)](const Result<QByteArray> &output) {
            this->finish(output ? convert(*output) : Result<T>(tl::unexpected<Error>(output.error())));
        });
    }

protected:
    void doCancel() override
    {
        if (m_run) {
            m_run->cancel();
        }
    }

private:
    QPointer<ResticRun> m_run; ///< deletes itself when finished
};

/** Ids go into arguments: nothing but hexadecimal digits may look like one. */
bool isId(const QString &text)
{
    static const QRegularExpression hex(QStringLiteral("\\A[0-9a-f]{4,64}\\z"));
    return hex.match(text).hasMatch();
}

template <typename T> Job<T> *notAnId(QObject *parent, const QString &text)
{
    return settledJob<T>(parent,
        fail(ErrorCategory::SnapshotMissing,
            tr("\"%1\" is not a snapshot id. An id is hexadecimal, as in the list of snapshots.").arg(text)));
}

} // namespace

SnapshotCatalog::SnapshotCatalog(ResticTools tools, QObject *parent)
    : QObject(parent)
    , m_tools(std::move(tools))
{
}

SnapshotCatalog::~SnapshotCatalog() = default;

Job<QVector<Snapshot>> *SnapshotCatalog::list(const Repository &repository)
{
    return new ConvertedRun<QVector<Snapshot>>(
        m_tools, repository,
        {QStringLiteral("snapshots"), QStringLiteral("--json"), QStringLiteral("--no-lock")},
        [](const QByteArray &output) { return parseSnapshots(output); }, this);
}

Job<QVector<QByteArray>> *SnapshotCatalog::ls(
    const Repository &repository, const QString &snapshotId, const QString &path)
{
    if (!isId(snapshotId)) {
        return notAnId<QVector<QByteArray>>(this, snapshotId);
    }
    QStringList arguments{
        QStringLiteral("ls"), QStringLiteral("--json"), QStringLiteral("--no-lock"), snapshotId};
    if (!path.isEmpty()) {
        arguments << QStringLiteral("--") << path;
    }
    return new ConvertedRun<QVector<QByteArray>>(
        m_tools, repository, arguments,
        [](const QByteArray &output) -> Result<QVector<QByteArray>> {
            QVector<QByteArray> lines = jsonLines(output);
            if (lines.isEmpty()) { // 0.14 exits with 0 for an id it does not know
                return fail(ErrorCategory::SnapshotMissing,
                    tr("The snapshot is not in the repository any more. Refresh the list and choose "
                       "another."));
            }
            lines.removeFirst(); // the snapshot itself
            return lines;
        },
        this);
}

Job<Done> *SnapshotCatalog::ls(const Repository &repository, const QString &snapshotId, const QString &path,
    std::function<void(const QByteArray &line)> take)
{
    if (!isId(snapshotId)) {
        return notAnId<Done>(this, snapshotId);
    }
    ResticCall call{{"ls", "--json", "--no-lock", snapshotId.toLatin1()}, {}, {}, -1, false};
    if (!path.isEmpty()) {
        call.arguments << "--" << path.toUtf8();
    }
    struct State
    {
        LineSplitter lines;
        bool sawSnapshot = false;
    };
    auto state = std::make_shared<State>();
    call.output = [state, take = std::move(take)](const QByteArray &chunk) {
        for (const QByteArray &line : state->lines.feed(chunk)) {
            if (line.startsWith('{') && std::exchange(state->sawSnapshot, true)) {
                take(line);
            }
        }
    };
    auto *job = new ManualJob<Done>(this);
    auto *run = new ResticRun(m_tools, repository, std::move(call), job);
    job->onCancel = [run = QPointer<ResticRun>(run)] {
        if (run) {
            run->cancel();
        }
    };
    run->then(job, [job, state](const Result<QByteArray> &end) {
        if (!end) {
            job->settleWith(tl::unexpected<Error>(end.error()));
        } else if (!state->lines.takeRest().isEmpty()) {
            job->settleWith(fail(ErrorCategory::BadAnswer,
                tr("restic's list of files broke off or could not be understood. Try again.")));
        } else if (!state->sawSnapshot) { // 0.14 exits with 0 for an id it does not know
            job->settleWith(fail(ErrorCategory::SnapshotMissing,
                tr("The snapshot is not in the repository any more. Refresh the list and choose another.")));
        } else {
            job->settleWith(Done{});
        }
    });
    return job;
}

Job<QByteArray> *SnapshotCatalog::masterKey(const Repository &repository)
{
    return new ResticRun(m_tools, repository,
        {QStringLiteral("cat"), QStringLiteral("--no-lock"), QStringLiteral("masterkey")}, this);
}

Job<QVector<QByteArray>> *SnapshotCatalog::diff(
    const Repository &repository, const QString &a, const QString &b)
{
    for (const QString &id : {a, b}) {
        if (!isId(id)) {
            return notAnId<QVector<QByteArray>>(this, id);
        }
    }
    return new ConvertedRun<QVector<QByteArray>>(
        m_tools, repository,
        {QStringLiteral("diff"), QStringLiteral("--json"), QStringLiteral("--no-lock"), a, b},
        [](const QByteArray &output) -> Result<QVector<QByteArray>> { return jsonLines(output); }, this);
}

Result<Snapshot> findSnapshot(const QVector<Snapshot> &snapshots, const QString &wanted)
{
    if (snapshots.isEmpty()) {
        return fail(ErrorCategory::SnapshotMissing,
            tr("The repository holds no snapshots yet. Make a backup first."));
    }
    if (wanted == QLatin1String("latest")) {
        return *std::max_element(snapshots.cbegin(), snapshots.cend(),
            [](const Snapshot &a, const Snapshot &b) { return a.time < b.time; });
    }
    QVector<Snapshot> matches;
    for (const Snapshot &snapshot : snapshots) {
        if (!wanted.isEmpty() && snapshot.id.startsWith(wanted, Qt::CaseInsensitive)) {
            matches.append(snapshot);
        }
    }
    if (matches.size() == 1) {
        return matches.first();
    }
    if (matches.isEmpty()) {
        return fail(ErrorCategory::SnapshotMissing,
            tr("There is no snapshot \"%1\" in the repository. Run \"snapgpu-cli snapshots\" to see what "
               "there is.")
                .arg(wanted));
    }
    return fail(ErrorCategory::SnapshotMissing,
        tr("\"%1\" begins the ids of %2 snapshots. Give more characters of the id.")
            .arg(wanted)
            .arg(matches.size()));
}

} // namespace snapgpu
