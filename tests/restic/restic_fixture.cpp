// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/restic/restic_fixture.h"

#include "services/restic/restic_json.h"
#include "tests/remote/loopback_sshd.h"
#include "tests/support/test_paths.h"

#include <fcntl.h>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>
#include <sys/stat.h>
#include <unistd.h>

namespace {

QString versionOf(const QString &program)
{
    QProcess process;
    process.start(program, {QStringLiteral("version")});
    process.waitForFinished();
    static const QRegularExpression number(QStringLiteral("restic (\\d+\\.\\d+\\.\\d+)"));
    return number.match(QString::fromUtf8(process.readAllStandardOutput())).captured(1);
}

/** The one that the environment names, as ./test does; else one is fetched. */
QString newestRestic()
{
    if (const QString named = qEnvironmentVariable("SNAPGPU_NEWEST_RESTIC"); !named.isEmpty()) {
        return named;
    }
    const QString script = snapgpu::test::sourceDir() + QStringLiteral("/tests/newest-restic.sh");
    const QString folder = QStringLiteral(SNAPGPU_NEWEST_RESTIC_DIR);
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedChannels); // its words say how to get one
    process.start(QStringLiteral("sh"), {script, folder});
    process.waitForFinished(180'000);
    return folder + QLatin1String("/restic");
}

QByteArray randomBytes(QRandomGenerator &random, qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    random.generate(
        reinterpret_cast<quint32 *>(bytes.data()), reinterpret_cast<quint32 *>(bytes.data()) + size / 4);
    return bytes;
}

QByteArray randomMark() { return QByteArray::number(QRandomGenerator::system()->generate64(), 16); }

} // namespace

QVector<ResticBinary> resticBinaries()
{
    static const QVector<ResticBinary> found = [] {
        QVector<ResticBinary> list;
        for (const QString &program :
            {QStandardPaths::findExecutable(QStringLiteral("restic")), newestRestic()}) {
            const QString version = program.isEmpty() ? QString() : versionOf(program);
            if (!version.isEmpty() && (list.isEmpty() || list.first().version != version)) {
                list.append({program, version});
            }
        }
        return list;
    }();
    return found;
}

void addResticRows()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("version");
    for (const ResticBinary &binary : resticBinaries()) {
        QTest::newRow(qPrintable(binary.version)) << binary.program << binary.version;
    }
    if (resticBinaries().isEmpty()) {
        QTest::newRow("none") << QString() << QString();
    }
}

QString unpackResticFixture(const QString &name, const QString &folder)
{
    QProcess tar;
    tar.start(QStringLiteral("tar"),
        {QStringLiteral("xzf"),
            QStringLiteral("%1/tests/restic/fixtures/%2.tar.gz").arg(snapgpu::test::sourceDir(), name),
            QStringLiteral("-C"), folder});
    return tar.waitForFinished(30'000) && tar.exitCode() == 0 ? folder + QStringLiteral("/repo") : QString();
}

ResticFixture::ResticFixture(const QString &program)
    : m_program(program)
    , m_passwordMark(randomMark())
    , m_accessMark(randomMark())
{
}

ResticFixture::~ResticFixture() { removeTree(path()); }

snapgpu::Repository ResticFixture::repository() const
{
    snapgpu::Repository repository;
    repository.url = path(QStringLiteral("repo"));
    repository.password = QStringLiteral("pa$$ w'or\"d-") + QLatin1String(m_passwordMark);
    repository.environment.insert(QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("AKIA-b81f22e0"));
    repository.environment.insert(
        QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("s3cr'et-") + QLatin1String(m_accessMark));
    return repository;
}

void ResticFixture::makeWorkspace(int bigMb)
{
    QRandomGenerator random(4711);
    const QDir ws(workspace());
    for (const char *folder : {"models", "code/sub", "empty", "odd"}) {
        ws.mkpath(QLatin1String(folder));
    }
    const auto file = [&](const QByteArray &name, const QByteArray &content) {
        writeFile(ws.filePath(QFile::decodeName(name)), content);
    };
    file("models/unet.bin", randomBytes(random, qsizetype(bigMb) * 1024 * 1024));
    file("models/small.pt", randomBytes(random, 300 * 1024));
    file("models/empty.bin", "");
    for (int i = 0; i < 60; ++i) {
        file("code/sub/m" + QByteArray::number(i) + ".py", randomBytes(random, 4 + 4 * random.bounded(900)));
    }
    for (const char *name : {"with space", "quote'", "dou\"ble", "back\\slash", "new\nline", "tab\there",
             "*star?[x]", "$HOME `x`", "-dash", "\xc3\xbc\xe2\x82\xac"}) {
        file(QByteArray("odd/") + name, QByteArray("content of ") + name);
    }
    const auto at = [root = workspace().toUtf8()](const char *name) -> QByteArray { return root + name; };
    // A name that is no UTF-8, which Qt's own file classes cannot make.
    if (const int fd = open(at("/odd/latin\xe9").constData(), O_CREAT | O_WRONLY, 0644); fd >= 0) {
        close(fd);
    }
    symlink("../models/unet.bin", at("/code/link").constData());
    symlink("/no/such/place", at("/code/dangling").constData());
    link(at("/models/small.pt").constData(), at("/models/small-again.pt").constData());
    file("code/run.sh", "#!/bin/sh\necho hi\n");
    chmod(at("/code/run.sh").constData(), 0755);
    chmod(at("/code/sub/m1.py").constData(), 0400);
    restic({QStringLiteral("init")});
}

QByteArray ResticFixture::backup(const QStringList &more)
{
    return restic(QStringList{QStringLiteral("backup"), workspace()} + more);
}

QByteArray ResticFixture::backupRelative(const QStringList &more)
{
    m_workingDirectory = path();
    const QByteArray said = restic(QStringList{QStringLiteral("backup"), QStringLiteral("ws")} + more);
    m_workingDirectory.clear();
    return said;
}

QByteArray ResticFixture::backupApart(const QString &name)
{
    backup({QStringLiteral("--exclude"), name});
    return backup();
}

QByteArray ResticFixture::restic(const QStringList &arguments, int *exitCode)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("RESTIC_REPOSITORY"), repository().url);
    environment.insert(QStringLiteral("RESTIC_PASSWORD"), repository().password);
    environment.insert(QStringLiteral("RESTIC_CACHE_DIR"), path(QStringLiteral("fixture-cache")));
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(m_workingDirectory);
    process.start(m_program, arguments);
    process.waitForFinished(60'000);
    if (exitCode) {
        *exitCode = process.exitCode();
    } else if (process.exitCode() != 0) {
        qWarning("restic %s: %s", qPrintable(arguments.join(QLatin1Char(' '))),
            process.readAllStandardError().constData());
    }
    return process.readAllStandardOutput();
}

snapgpu::Snapshot ResticFixture::snapshot()
{
    const auto list =
        snapgpu::parseSnapshots(restic({QStringLiteral("snapshots"), QStringLiteral("--json")}));
    const auto found = list
        ? snapgpu::findSnapshot(*list, QStringLiteral("latest"))
        : snapgpu::Result<snapgpu::Snapshot>(tl::unexpected<snapgpu::Error>(list.error()));
    return found ? *found : snapgpu::Snapshot();
}

QString ResticFixture::largestPack() const
{
    QString largest;
    QDirIterator it(path(QStringLiteral("repo/data")), QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString file = it.next();
        if (largest.isEmpty() || QFileInfo(file).size() > QFileInfo(largest).size()) {
            largest = file;
        }
    }
    return largest;
}

QByteArray ResticFixture::damageLargestPack()
{
    QFile pack(largestPack());
    pack.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (!pack.open(QIODevice::ReadWrite)) {
        return {};
    }
    const QByteArray good = pack.readAll();
    pack.seek(good.size() / 2);
    return pack.write("damage") == 6 ? good : QByteArray();
}

bool ResticFixture::mendLargestPack(const QByteArray &good)
{
    QFile pack(largestPack());
    return pack.open(QIODevice::ReadWrite) && pack.write(good) == good.size();
}

QByteArray describeTree(const QString &folder)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    // Hard links by the order of first meeting, since inode numbers differ.
    process.start(QStringLiteral("sh"),
        {QStringLiteral("-c"),
            QStringLiteral(
                "find . -mindepth 1 -printf '%y %m %n %s %T@ %p -> %l\\0' | sed -z 's/^d \\([0-9]*\\) [0-9]* "
                "[0-9]* /d \\1 /' "
                "| LC_ALL=C sort -z; find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum -z")});
    process.waitForFinished(60'000);
    QByteArray text = process.readAllStandardOutput();
    return text.replace('\0', '\n');
}

QByteArrayList rawListing(const QString &folder, const QByteArray &start)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(QStringLiteral("find"),
        {QString::fromUtf8(start), QStringLiteral("-printf"), QStringLiteral("%y %s %p\\0")});
    process.waitForFinished(60'000);
    QByteArrayList lines = process.readAllStandardOutput().split('\0');
    lines.removeLast();
    return lines;
}
