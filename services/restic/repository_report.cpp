// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/repository_report.h"

#include "services/core/json.h"
#include "services/net/http_client.h"
#include "services/restic/restic_run.h"
#include "services/restic/s3_question.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QRegularExpression>
#include <QTimer>

namespace snapgpu {

namespace {

constexpr qsizetype kMostWords = 16 * 1024;
constexpr int kRefusedGraceMs = 2000; ///< restic may know better than the storage's first answer
constexpr int kNoWayGraceMs = 8000; ///< restic may know another way there, and a slow one at that

/** Parts that the storage judges, or that keep restic from it. */
bool isOfTheStorage(RepositoryPart part)
{
    switch (part) {
    case RepositoryPart::Address:
    case RepositoryPart::Network:
    case RepositoryPart::Certificate:
    case RepositoryPart::Bucket:
    case RepositoryPart::Region:
    case RepositoryPart::Keys:
    case RepositoryPart::Expired:
    case RepositoryPart::Clock:
        return true;
    default:
        return false;
    }
}

/**
 * `restic version`, then `restic init` when asked for, then `restic cat config`; an S3 storage is asked
 * itself meanwhile, since restic's first request leaves bucket, region, clock and keys untold. A test is no
 * work that must get through: the first thing that restic cannot get past is the answer.
 */
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
        ask();
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
        if (m_asking) {
            m_asking->cancel();
        }
    }

private:
    void ask()
    {
        m_asking = askS3(&m_http, m_repository, this);
        m_asking->then(this, [this](const Result<S3Answer> &answer) {
            m_asking = nullptr;
            m_answer = answer.value_or(S3Answer());
            // restic init makes the bucket that is not there.
            if (m_create && m_answer.part == RepositoryPart::Bucket) {
                m_answer.part = RepositoryPart::Unknown;
            }
            if (m_failure) {
                settleWithFailure();
            } else if (isOfTheStorage(m_answer.part) && (m_answer.noWay.isEmpty() || !m_create)) {
                QTimer::singleShot(m_answer.noWay.isEmpty() ? kRefusedGraceMs : kNoWayGraceMs, this,
                    [this] { giveUp(m_answer.part); });
            }
        });
    }

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
        m_words.clear();
        const auto listen = [this](const QByteArray &chunk) {
            m_words += chunk;
            const RepositoryPart part =
                blamedPart(resticError(1, m_words.right(kMostWords), m_repository.displayName()));
            if (isOfTheStorage(part)) {
                QTimer::singleShot(0, this, [this, part] { giveUp(part); }); // not from within its own call
            }
        };
        m_run = new ResticRun(m_tools, m_repository, ResticCall{arguments, {}, listen, -1, changes}, this);
        m_run->then(this, [this, next](const Result<QByteArray> &said) {
            if (said) {
                return next(*said);
            }
            if (!m_failure) {
                m_failure = said.error();
            }
            settleWithFailure();
        });
    }

    /** restic would go on trying. */
    void giveUp(RepositoryPart part)
    {
        if (isFinished() || m_failure || !m_run) {
            return;
        }
        m_failure = resticError(1, m_words, m_repository.displayName());
        m_part = part;
        if (!m_answer.noWay.isEmpty() && !isOfTheStorage(blamedPart(*m_failure))) {
            m_failure->message = m_answer.noWay; // restic was silent
        }
        m_run->cancel();
    }

    /** Waits for the storage's own word where it may say more than restic. */
    void settleWithFailure()
    {
        const RepositoryPart told = m_part.value_or(blamedPart(*m_failure));
        const bool vague =
            isOfTheStorage(told) || told == RepositoryPart::NoRepository || told == RepositoryPart::Unknown;
        if (isFinished() || (vague && m_asking)) {
            return;
        }
        m_report.detail = m_failure->detail;
        if (vague && isOfTheStorage(m_answer.part) && m_answer.noWay.isEmpty()) {
            return settleWithPart(m_answer.part, sentenceOf(m_answer.part, m_repository.displayName()));
        }
        if (told == RepositoryPart::NoRepository && m_answer.part == RepositoryPart::None
            && !m_answer.holdsConfig) {
            return settleWithPart(told,
                tr("There is no restic repository at %1: the bucket is there and its keys are good, but it "
                   "holds "
                   "none at this path. Check the path, or create one.")
                    .arg(m_repository.displayName()));
        }
        settleWithPart(told, m_failure->message);
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
    QByteArray m_words; ///< of the restic that runs
    std::optional<Error> m_failure;
    std::optional<RepositoryPart> m_part; ///< where it is known better than by the failure's words
    HttpClient m_http;
    QPointer<Job<S3Answer>> m_asking;
    S3Answer m_answer;
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
