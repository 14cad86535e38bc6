// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/secrets/restic_secrets.h"

#include "services/core/log.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTimer>

namespace snapgpu {

namespace {

constexpr qint64 kLargestFile = 64 * 1024;
constexpr int kCommandDeadlineMs = 60'000;

QString tr(const char *text) { return QCoreApplication::translate("ResticSecrets", text); }

Result<QString> readText(const QString &path, const QString &variable)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCategory::Usage,
            tr("The file %1 named by %2 cannot be read (%3). Correct the variable or the file's rights.")
                .arg(path, variable, file.errorString()));
    }
    return QString::fromUtf8(file.read(kLargestFile));
}

QString variable(const char *name) { return QString::fromLatin1(name); }

/** Words of a command line as restic cuts them: blanks separate, single or double quotes hold together. */
QStringList commandWords(const QString &command)
{
    QStringList words;
    QString word;
    QChar quote;
    bool inWord = false;
    for (const QChar c : command) {
        if (!quote.isNull()) {
            if (c == quote) {
                quote = QChar();
            } else {
                word += c;
            }
        } else if (c == QLatin1Char('"') || c == QLatin1Char('\'')) {
            quote = c;
            inWord = true;
        } else if (!c.isSpace()) {
            word += c;
            inWord = true;
        } else if (inWord) {
            words.append(word);
            word.clear();
            inWord = false;
        }
    }
    if (inWord) {
        words.append(word);
    }
    return words;
}

/** Runs the password command; its output is the password. */
class CommandJob final : public Job<QString>
{
    Q_DECLARE_TR_FUNCTIONS(snapgpu::CommandJob) // a job without Q_OBJECT has its base class as context

public:
    CommandJob(QObject *parent, const QString &command, const QProcessEnvironment &environment)
        : Job<QString>(parent)
        , m_process(new QProcess)
    {
        m_process->setProcessEnvironment(environment);
        m_process->setStandardInputFile(QProcess::nullDevice());
        connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart) {
                conclude(fail(ErrorCategory::Usage, wrong(m_process->errorString())));
            }
        });
        connect(m_process, &QProcess::finished, this, &CommandJob::onFinished);
        m_deadline.setSingleShot(true);
        connect(&m_deadline, &QTimer::timeout, this,
            [this] { conclude(fail(ErrorCategory::Timeout, wrong(tr("it did not end within 60 s")))); });
        QStringList words = commandWords(command);
        if (words.isEmpty()) {
            finish(fail(ErrorCategory::Usage, wrong(tr("it is blank"))));
            return;
        }
        m_deadline.start(kCommandDeadlineMs);
        const QString program = words.takeFirst();
        m_process->start(program, words, QIODevice::ReadOnly);
    }
    ~CommandJob() override
    {
        CommandJob::doCancel();
        m_process->disconnect(this);
        if (m_process->state() == QProcess::NotRunning) {
            m_process->deleteLater();
        } else { // killed a moment ago; it goes when it is gone
            connect(m_process, &QProcess::finished, m_process, &QObject::deleteLater);
        }
    }

protected:
    void doCancel() override
    {
        m_deadline.stop();
        if (m_process->state() != QProcess::NotRunning) {
            m_process->kill();
        }
    }

private:
    static QString wrong(const QString &why)
    {
        return tr("The command in RESTIC_PASSWORD_COMMAND gave no password: %1. Correct it and try again.")
            .arg(why);
    }

    void onFinished(int exitCode, QProcess::ExitStatus status)
    {
        if (status != QProcess::NormalExit || exitCode != 0) {
            const QString said =
                redacted(QString::fromUtf8(m_process->readAllStandardError().left(300))).simplified();
            conclude(fail(ErrorCategory::Usage,
                wrong(tr("it ended with %1 %2").arg(exitCode).arg(said).trimmed()), {}, 0, exitCode));
            return;
        }
        const QString password = QString::fromUtf8(m_process->readAllStandardOutput()).trimmed();
        if (password.isEmpty()) {
            conclude(fail(ErrorCategory::Usage, wrong(tr("it printed nothing"))));
            return;
        }
        registerSecret(password);
        conclude(password);
    }

    void conclude(Result<QString> result)
    {
        doCancel();
        finish(std::move(result));
    }

    QProcess *m_process; // outlives the job until the program has ended
    QTimer m_deadline;
};

} // namespace

Result<QString> resticRepository(const QProcessEnvironment &environment)
{
    const QString direct = environment.value(variable("RESTIC_REPOSITORY"));
    const QString path = environment.value(variable("RESTIC_REPOSITORY_FILE"));
    if (!direct.isEmpty() || path.isEmpty()) {
        return direct;
    }
    return readText(path, variable("RESTIC_REPOSITORY_FILE")).map([](const QString &text) {
        return text.section(QLatin1Char('\n'), 0, 0).trimmed();
    });
}

Job<QString> *resticPassword(const QProcessEnvironment &environment, QObject *parent)
{
    const QString command = environment.value(variable("RESTIC_PASSWORD_COMMAND"));
    const QString path = environment.value(variable("RESTIC_PASSWORD_FILE"));
    if (!command.isEmpty() && !path.isEmpty()) {
        return settledJob<QString>(parent,
            fail(ErrorCategory::Usage,
                tr("RESTIC_PASSWORD_COMMAND and RESTIC_PASSWORD_FILE exclude each other. Unset one of "
                   "them.")));
    }
    if (!command.isEmpty()) {
        return new CommandJob(parent, command, environment);
    }
    Result<QString> password = environment.value(variable("RESTIC_PASSWORD"));
    if (!path.isEmpty()) {
        password = readText(path, variable("RESTIC_PASSWORD_FILE")).map([](const QString &text) {
            return text.trimmed();
        });
    }
    if (password) {
        registerSecret(*password);
    }
    return settledJob<QString>(parent, std::move(password));
}

QMap<QString, QString> resticBackendEnvironment(const QProcessEnvironment &environment)
{
    QMap<QString, QString> out;
    const QStringList names = environment.keys();
    for (const QString &name : names) {
        bool wanted = false;
        for (const char *prefix :
            {"AWS_", "B2_", "AZURE_", "GOOGLE_", "OS_", "ST_", "RCLONE_", "RESTIC_REST_"}) {
            wanted = wanted || name.startsWith(QLatin1String(prefix));
        }
        const QString value = environment.value(name);
        if (!wanted || value.isEmpty()) {
            continue;
        }
        out.insert(name, value);
        for (const char *mark : {"SECRET", "KEY", "TOKEN", "PASS", "SAS"}) {
            if (name.contains(QLatin1String(mark))) {
                registerSecret(value);
            }
        }
    }
    return out;
}

} // namespace snapgpu
