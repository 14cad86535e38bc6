// SPDX-License-Identifier: GPL-3.0-or-later
// Random filters and critical patterns with each real restic: it restores what the reading of its rules says,
// and the two phases of a plan bring together what one bare restore brings. More of them:
// SNAPGPU_PATTERN_SEEDS=100.
#include "services/restore/restore_plan.h"
#include "tests/remote/loopback_sshd.h"
#include "tests/restic/pattern_reference.h"
#include "tests/restic/restic_fixture.h"

#include <QDir>
#include <QDirIterator>
#include <QSet>
#include <QTest>

using namespace snapgpu;
using namespace snapgpu::test;

class TestPatternRestic final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void randomFilters_data() { addResticRows(); }
    void randomFilters();

private:
    static void makeTree(const QString &root, int depth)
    {
        for (const char *name : {"a", "b", "A", "ab", "b*", "[x]"}) {
            const QString path = root + QLatin1Char('/') + QLatin1String(name);
            if (depth == 0) {
                writeFile(path, "x");
            } else {
                QDir().mkpath(path);
                makeTree(path, depth - 1);
            }
        }
    }
    /** Paths of the files below the folder, from it on. */
    static QSet<QString> filesIn(const QString &folder)
    {
        QSet<QString> files;
        QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            files.insert(it.next().mid(folder.size()));
        }
        return files;
    }
    static QStringList texts(const QByteArrayList &arguments)
    {
        QStringList list;
        for (const QByteArray &argument : arguments) {
            list.append(QString::fromUtf8(argument));
        }
        return list;
    }
};

void TestPatternRestic::randomFilters()
{
    QFETCH(QString, program);
    QFETCH(QString, version);
    if (program.isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic");
    }
    ResticFixture fixture(program);
    QDir().mkpath(fixture.workspace());
    makeTree(fixture.workspace(), 2);
    fixture.restic({QStringLiteral("init")});
    fixture.backupRelative();
    const Snapshot snapshot = fixture.snapshot();
    QSet<QString> all;
    for (const QString &file : filesIn(fixture.workspace())) {
        all.insert(QLatin1String("/ws") + file);
    }
    QCOMPARE(all.size(), 216);
    bool given = false;
    int left = qEnvironmentVariableIntValue("SNAPGPU_PATTERN_SEEDS", &given);
    left = given ? left : version.startsWith(QLatin1String("0.14")) ? 4 : 7;
    int some = 0, phased = 0;
    for (quint32 seed = 0; left > 0; ++seed) {
        PatternRandom random(seed);
        RestoreRequest asked;
        asked.snapshot = snapshot;
        asked.noHardLinks = true;
        const bool includes = random.below(2) == 0;
        (includes ? asked.only.include : asked.only.exclude) = random.patterns(2);
        (includes ? asked.only.iinclude : asked.only.iexclude) = random.patterns(1);
        asked.critical = random.patterns(2);
        QSet<QString> wanted, first;
        for (const QString &file : all) {
            if (passes(asked.only, file)) {
                wanted.insert(file);
                if (listed(asked.critical, file)) {
                    first.insert(file);
                }
            }
        }
        const bool dull = wanted.isEmpty() || wanted.size() == all.size();
        if (asked.only.isEmpty() || !filterMistake(asked.only).isEmpty() || (dull && seed % 8 != 0)) {
            continue;
        }
        --left;
        const QString told = QStringLiteral("seed %1: %2; critical %3")
                                 .arg(seed)
                                 .arg(filterText(asked.only), asked.critical.join(QLatin1Char(' ')));
        asked.target = fixture.path(QStringLiteral("t%1").arg(seed));
        RestoreHost host;
        host.restic = *ResticVersion::parse(version);
        const RestorePlan plan = planRestore(asked, host);
        int code = 0;
        if (plan.hasCritical) {
            fixture.restic(texts(plan.critical), &code);
            QVERIFY2(code == 0, qPrintable(told));
            QVERIFY2(filesIn(asked.target) == first, qPrintable(told));
            ++phased;
        }
        fixture.restic(texts(plan.rest), &code);
        QVERIFY2(code == 0, qPrintable(told));
        QVERIFY2(filesIn(asked.target) == wanted, qPrintable(told));
        some += wanted.isEmpty() || wanted.size() == all.size() ? 0 : 1;
        removeTree(asked.target);
    }
    QVERIFY(some >= 3 && phased >= 1);
}

QTEST_GUILESS_MAIN(TestPatternRestic)
#include "tst_pattern_restic.moc"
