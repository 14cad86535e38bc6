// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/repository_report.h"

#include "services/core/json.h"
#include "services/restic/restic_run.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QRegularExpression>

namespace snapgpu {

namespace {

/** `restic version`, then `restic init` when asked for, then `restic cat config`. */
class ReportJob final : public Job<RepositoryReport>
{
    Q_OBJECT
public:
    ReportJob(const ResticTools &tools, const Repository &repository, bool makeNew, QObject *parent)
        : Job<RepositoryReport>(parent)
        , m_tools(tools)
        , m_repository(repository)
        , m_create(makeNew)
    {
        m_clock.start();
        if (!m_repository.isValid()) {
            settleWithPart(RepositoryPart::Address, tr("Give the address of the repository first."));
            return;
        }
        if (m_repository.password.isEmpty() && !m_repository.bringsItsOwn()) {
            settleWithPart(RepositoryPart::Password, tr("Give the password of the repository first."));
            return;
        }
        run({"version"}, false, [this](const QByteArray &said) {
            static const QRegularExpression number(QStringLiteral("restic (\\d+\\.\\d+\\.\\d+)"));
            m_report.resticVersion = number.match(QString::fromUtf8(said)).captured(1);
            m_create ? init() : open();
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
    void init()
    {
        run({"init"}, true, [this](const QByteArray &) { open(); });
    }

    void open()
    {
        run({"cat", "config", "--no-lock"}, false, [this](const QByteArray &said) {
            const Result<json::Value> config = json::parse(said);
            m_report.repositoryId = config ? json::trimmed(*config, "id") : QString();
            m_report.formatVersion =
                config ? static_cast<int>(json::integer(*config, "version").value_or(0)) : 0;
            if (m_report.repositoryId.isEmpty()) {
                settleWithPart(
                    RepositoryPart::Damaged, tr("restic opened the repository, but its answer broke off."));
                return;
            }
            settleWithPart(RepositoryPart::None,
                m_create ? tr("The repository was made (format %1, restic %2).")
                               .arg(m_report.formatVersion)
                               .arg(m_report.resticVersion)
                         : tr("The repository opens (format %1, restic %2).")
                               .arg(m_report.formatVersion)
                               .arg(m_report.resticVersion));
        });
    }

    void run(
        const QByteArrayList &arguments, bool changes, const std::function<void(const QByteArray &)> &next)
    {
        m_run = new ResticRun(m_tools, m_repository, ResticCall{arguments, {}, {}, -1, changes}, this);
        m_run->then(this, [this, next](const Result<QByteArray> &said) {
            if (said) {
                return next(*said);
            }
            m_report.detail = said.error().detail;
            settleWithPart(blamedPart(said.error()), said.error().message);
        });
    }

    void settleWithPart(RepositoryPart part, const QString &sentence)
    {
        m_report.part = part;
        m_report.sentence = sentence;
        m_report.milliseconds = m_clock.elapsed();
        finish(m_report);
    }

    ResticTools m_tools;
    Repository m_repository;
    bool m_create;
    QElapsedTimer m_clock;
    RepositoryReport m_report;
    QPointer<ResticRun> m_run;
};

} // namespace

Job<RepositoryReport> *testRepository(const ResticTools &tools, const Repository &repository, QObject *parent)
{
    return new ReportJob(tools, repository, false, parent);
}

Job<RepositoryReport> *createRepository(
    const ResticTools &tools, const Repository &repository, QObject *parent)
{
    return new ReportJob(tools, repository, true, parent);
}

} // namespace snapgpu

#include "repository_report.moc"
