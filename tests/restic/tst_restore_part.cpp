// SPDX-License-Identifier: GPL-3.0-or-later
// "Restore only this": filters, a folder of a snapshot, critical files within a part; with each restic there
// is.
#include "models/file_text.h"
#include "tests/restic/restore_test.h"

#include <algorithm>
#include <QDir>
#include <QTest>
#include <sys/stat.h>

using namespace snapgpu;

namespace {

/** "type path" of everything but folders below a folder, sorted. */
QByteArrayList entriesOf(const QString &folder)
{
    QByteArrayList entries;
    for (const QByteArray &line : rawListing(folder, ".")) {
        if (!line.startsWith("d ")) {
            entries.append(line.left(1) + line.mid(line.indexOf(" ./") + 2));
        }
    }
    std::sort(entries.begin(), entries.end());
    return entries;
}

} // namespace

class TestRestorePart final : public RestoreTest
{
    Q_OBJECT
public:
    TestRestorePart()
        : RestoreTest(2)
    {
    }

private Q_SLOTS:
    void strangeNames_data() { addResticRows(); }
    void strangeNames();
    void criticalWithinThePart_data() { addResticRows(); }
    void criticalWithinThePart();
    void everythingBut_data() { addResticRows(); }
    void everythingBut();
    void nothingMatches_data() { addResticRows(); }
    void nothingMatches();
    void linksAlone_data() { addResticRows(); }
    void linksAlone();
    void hardLinksOfTwoPhases_data() { addResticRows(); }
    void hardLinksOfTwoPhases();
    void folderOfASnapshot_data() { addResticRows(); }
    void folderOfASnapshot();
    void mistakesBeforeAnythingRuns();

private:
    QString at(const char *path) const
    {
        return m_fixture->workspace() + QLatin1Char('/') + QLatin1String(path);
    }
    /** What of the workspace `wanted` lets through. */
    template <typename Wanted> QByteArrayList expected(Wanted wanted) const
    {
        QByteArrayList entries = entriesOf(m_fixture->workspace());
        entries.erase(std::remove_if(entries.begin(), entries.end(),
                          [&](const QByteArray &entry) { return !wanted(entry.mid(1)); }),
            entries.end());
        return entries;
    }
};

/** As the browser asks: the raw paths of what is chosen become patterns. */
void TestRestorePart::strangeNames()
{
    SKIP_UNLESS(prepare());
    const QByteArray root = m_fixture->workspace().toUtf8();
    RestoreRequest asked = request();
    QByteArrayList chosen;
    for (const char *name :
        {"quote'", "back\\slash", "new\nline", "*star?[x]", "$HOME `x`", "-dash", "latin\xe9"}) {
        chosen.append(QByteArray("/odd/") + name);
        asked.only.include.append(filetext::exactPattern(root + chosen.last()));
    }
    const auto result = m_bench->restore(asked);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(entriesOf(restored()), expected([&](const QByteArray &path) { return chosen.contains(path); }));
    QFile file(restored() + QStringLiteral("/odd/*star?[x]"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("content of *star?[x]"));
    QVERIFY(result->bytesTotal < 0 || result->bytesDone == result->bytesTotal);
    QVERIFY(result->bytesDone < 10'000); // not the size of the whole snapshot
}

void TestRestorePart::criticalWithinThePart()
{
    SKIP_UNLESS(prepare());
    RestoreRequest asked = request();
    asked.only.include = QStringList{at("code"), at("odd")};
    asked.critical = QStringList{QStringLiteral("m1*.py"), at("models")};
    const QString witness = m_bench->sshd.path(QStringLiteral("witness"));
    asked.startCommand =
        QStringLiteral("cd '%1' && test -s code/sub/m17.py && ls models >'%2' 2>&1; echo end >>'%2'")
            .arg(restored(), witness);
    const auto result = m_bench->restore(asked);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(result->message, QStringLiteral("Restored."));
    QCOMPARE(result->phases.size(), 2);
    QVERIFY(result->criticalReadyMs > 0 && result->criticalReadyMs < result->elapsedMs);
    QCOMPARE(entriesOf(restored()), expected([](const QByteArray &path) {
        return path.startsWith("/code/") || path.startsWith("/odd/");
    }));
    QFile said(witness);
    QVERIFY(QTest::qWaitFor([&] { return said.exists(); }, 30'000));
    // Asked for once more: what is there is found, which is no "nothing".
    if (!isOld()) {
        const auto again = m_bench->restore(asked);
        QVERIFY2(again.has_value(), whyNot(again).constData());
    }
    // None of the critical files lies in the part: said, and restored all the same.
    asked.critical = QStringList{at("models")};
    asked.startCommand.clear();
    asked.target = m_bench->target = m_bench->sshd.path(QStringLiteral("second"));
    const auto outside = m_bench->restore(asked);
    QVERIFY2(outside.has_value(), whyNot(outside).constData());
    QVERIFY2(outside->message.contains(QStringLiteral("lies in the part")), qPrintable(outside->message));
    QCOMPARE(outside->phases.size(), 1);
}

void TestRestorePart::everythingBut()
{
    SKIP_UNLESS(prepare());
    RestoreRequest asked = request();
    asked.only.exclude = QStringList{QStringLiteral("unet.bin"), QStringLiteral("/**/sub/m[2-5]*")};
    asked.only.iexclude = QStringList{QStringLiteral("RUN.sh")};
    asked.critical = QStringList{QStringLiteral("*.py"), QStringLiteral("run.sh")};
    const auto result = m_bench->restore(asked);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(result->phases.size(), 2);
    const auto unwanted = [](const QByteArray &path) {
        return path.endsWith("/unet.bin") || path.endsWith("/run.sh")
            || (path.startsWith("/code/sub/m") && path.at(11) >= '2' && path.at(11) <= '5');
    };
    QCOMPARE(entriesOf(restored()), expected([&](const QByteArray &path) { return !unwanted(path); }));

    RestoreRequest only = request();
    only.target = m_bench->target = m_bench->sshd.path(QStringLiteral("second"));
    only.only.iinclude =
        QStringList{QStringLiteral("UNET.*"), QStringLiteral("CODE/SUB"), QStringLiteral("!M1?.PY")};
    const auto some = m_bench->restore(only);
    QVERIFY2(some.has_value(), whyNot(some).constData());
    QCOMPARE(entriesOf(restored()), expected([](const QByteArray &path) {
        const bool negated =
            path.startsWith("/code/sub/m1") && path.size() == int(qstrlen("/code/sub/m1x.py"));
        return path.endsWith("/unet.bin") || (path.startsWith("/code/sub/") && !negated);
    }));
}

void TestRestorePart::nothingMatches()
{
    SKIP_UNLESS(prepare());
    const QString witness = m_bench->sshd.path(QStringLiteral("witness"));
    for (const QString &pattern : {at("models/nothing"), QStringLiteral("UNET.BIN")}) {
        RestoreRequest asked = request();
        asked.only.include = QStringList{pattern};
        asked.critical = QStringList{pattern};
        asked.startCommand = QStringLiteral("touch '%1'").arg(witness);
        const auto result = m_bench->restore(asked);
        QVERIFY(!result);
        QCOMPARE(toText(result.error().category), toText(ErrorCategory::NotFound));
        QVERIFY2(result.error().message.contains(pattern), qPrintable(result.error().message));
        QVERIFY(!m_bench->agentLog().contains("\"critical_ready\""));
        QVERIFY(entriesOf(m_bench->target).isEmpty());
    }
    QVERIFY(!QFile::exists(witness)); // nothing was there to work with
}

void TestRestorePart::linksAlone()
{
    SKIP_UNLESS(prepare());
    RestoreRequest asked = request();
    asked.only.include = QStringList{at("code/dangling")};
    const auto result = m_bench->restore(asked);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(entriesOf(restored()), QByteArrayList{"l/code/dangling"});
}

void TestRestorePart::hardLinksOfTwoPhases()
{
    SKIP_UNLESS(prepare());
    RestoreRequest asked = request();
    asked.only.include = QStringList{at("models/small*.pt"), at("code/sub")};
    asked.critical = QStringList{at("models/small.pt")};
    const auto result = m_bench->restore(asked);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    struct stat one = {}, other = {};
    QCOMPARE(stat((restored() + QStringLiteral("/models/small.pt")).toUtf8().constData(), &one), 0);
    QCOMPARE(stat((restored() + QStringLiteral("/models/small-again.pt")).toUtf8().constData(), &other), 0);
    QCOMPARE(one.st_size, off_t(300 * 1024));
    QCOMPARE(other.st_size, one.st_size);
    // An old restic must not go over the first part once more, so that the two become files of their own.
    QCOMPARE(one.st_ino == other.st_ino, !isOld());
    QVERIFY(!QFile::exists(restored() + QStringLiteral("/models/unet.bin")));
}

void TestRestorePart::folderOfASnapshot()
{
    SKIP_UNLESS(prepare());
    RestoreRequest asked = request();
    asked.subfolder = at("code");
    asked.only.exclude = QStringList{QStringLiteral("/sub/m1*")}; // relative to the folder, as restic has it
    asked.critical = QStringList{QStringLiteral("/run.sh")};
    const auto result = m_bench->restore(asked);
    if (isOld()) {
        QVERIFY(!result);
        QCOMPARE(toText(result.error().category), toText(ErrorCategory::MissingTool));
        QVERIFY2(result.error().message.contains(QStringLiteral("0.16")), qPrintable(result.error().message));
        return;
    }
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QByteArrayList wanted;
    for (const QByteArray &entry : expected([](const QByteArray &path) {
             return path.startsWith("/code/") && !path.startsWith("/code/sub/m1");
         })) {
        wanted.append(entry.left(1) + entry.mid(6));
    }
    QCOMPARE(entriesOf(m_bench->target), wanted);
    asked.subfolder = at("no-such-folder");
    const auto missing = m_bench->restore(asked);
    QVERIFY(!missing);
    QVERIFY2(missing.error().message.contains(QStringLiteral("no-such-folder")),
        qPrintable(missing.error().message));
}

void TestRestorePart::mistakesBeforeAnythingRuns()
{
    if (resticBinaries().isEmpty() || !prepare(resticBinaries().last().program)) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    RestoreRequest both = request();
    both.only = {{QStringLiteral("a")}, {}, {QStringLiteral("b")}, {}};
    RestoreRequest open = request();
    open.critical = QStringList{QStringLiteral("a[")};
    RestoreRequest relative = request();
    relative.subfolder = QStringLiteral("code");
    for (const RestoreRequest &bad : {both, open, relative}) {
        const auto result = m_bench->restore(bad);
        QVERIFY(!result);
        QCOMPARE(toText(result.error().category), toText(ErrorCategory::InvalidInput));
        QVERIFY(!QFileInfo::exists(m_bench->target));
    }
}

QTEST_GUILESS_MAIN(TestRestorePart)
#include "tst_restore_part.moc"
