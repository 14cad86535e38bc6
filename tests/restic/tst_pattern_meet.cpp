// SPDX-License-Identifier: GPL-3.0-or-later
// Filters of a restore against a plain reading of restic's rules: random trees, random patterns.
#include "models/glob_part.h"
#include "models/restore_filter.h"
#include "services/restore/pattern_meet.h"
#include "services/restore/restore_plan.h"
#include "tests/restic/pattern_reference.h"

#include <algorithm>
#include <QDir>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace snapgpu;
using namespace snapgpu::test;

class TestPatternMeet final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void globsByGosRules_data();
    void globsByGosRules();
    void mistakes();
    void whatThePeopleDo();
    void randomFilters();
    void plans();
};

void TestPatternMeet::globsByGosRules_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("expected"); // 1 yes, 0 no, -1 not well formed: the table of Go's own tests
    const auto row = [](const char *pattern, const char *name, int expected) {
        QTest::addRow("%s ~ %s", pattern, name)
            << QString::fromUtf8(pattern) << QString::fromUtf8(name) << expected;
    };
    row("abc", "abc", 1);
    row("*", "abc", 1);
    row("*c", "abc", 1);
    row("a*", "a", 1);
    row("a*b*c*d*e*", "axbxcxdxexxx", 1);
    row("a*b?c*x", "abxbbxdbxebxczzx", 1);
    row("a*b?c*x", "abxbbxdbxebxczzy", 0);
    row("ab[c]", "abc", 1);
    row("ab[b-d]", "abc", 1);
    row("ab[e-g]", "abc", 0);
    row("ab[^c]", "abc", 0);
    row("ab[^e-g]", "abc", 1);
    row("a\\*b", "a*b", 1);
    row("a\\*b", "ab", 0);
    row("a?b", "a\u263ab", 1);
    row("a[^a]b", "a\u263ab", 1);
    row("a???b", "a\u263ab", 0);
    row("[a-\u03b6]*", "\u03b1", 1);
    row("*[a-\u03b6]", "A", 0);
    row("[\\]a]", "]", 1);
    row("[\\-]", "-", 1);
    row("[x\\-]", "x", 1);
    row("[\\-x]", "a", 0);
    row("]a]", "]a]", 1); // only inside brackets is it special
    for (const char *bad :
        {"[]a]", "[-]", "[x-]", "[-x]", "[a-b-c]", "[", "[^", "[^bc", "a[", "a\\", "[\\"}) {
        row(bad, "a", -1);
    }
}

void TestPatternMeet::globsByGosRules()
{
    QFETCH(QString, pattern);
    QFETCH(QString, name);
    QFETCH(int, expected);
    const auto glob = GlobPart::parse(pattern);
    QCOMPARE(glob.has_value(), expected >= 0);
    if (glob) {
        QCOMPARE(glob->matches(name), expected == 1);
        const auto wide = GlobPart::parse(glob->ignoringCase());
        QVERIFY(wide.has_value());
        QVERIFY(!glob->matches(name) || wide->matches(name) || pattern.contains(QLatin1Char('^')));
        QCOMPARE(wide->matches(name.toUpper()), wide->matches(name.toLower()));
    }
}

void TestPatternMeet::mistakes()
{
    RestoreFilter filter;
    QVERIFY(filterMistake(filter).isEmpty() && filter.isEmpty());
    filter.include = QStringList{QStringLiteral("/a/[b]"), QStringLiteral("!*.tmp")};
    QVERIFY(filterMistake(filter).isEmpty());
    filter.iexclude = QStringList{QStringLiteral("x")};
    QVERIFY(filterMistake(filter).contains(QStringLiteral("not both")));
    filter.include.clear();
    filter.iexclude.append(QStringLiteral("/a/[b"));
    QVERIFY(filterMistake(filter).contains(QStringLiteral("/a/[b")));
    for (const QString &bad : {QString(), QStringLiteral("!"), QStringLiteral("a\\"), QString(QChar(0))}) {
        QVERIFY(!patternMistake({bad}).isEmpty());
    }
    filter.iexclude = QStringList{QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3"),
        QStringLiteral("4"), QStringLiteral("5"), QStringLiteral("6")};
    QCOMPARE(filterText(filter), QStringLiteral("not 1, not 2, not 3, not 4, 2 more"));
}

void TestPatternMeet::whatThePeopleDo()
{
    const auto within = [](const QStringList &critical, const QStringList &include) {
        return criticalWithin(critical, RestoreFilter{include, {}, {}, {}})
            .value_or(QStringList{QStringLiteral("?")});
    };
    const auto list = [](auto... words) { return QStringList{QString::fromLatin1(words)...}; };
    QCOMPARE(within(list("*.py"), list("/ws/code")), list("/ws/code/**/*.py"));
    QCOMPARE(within(list("/ws/code"), list("/ws/code/sub", "/ws/models")), list("/ws/code/sub"));
    QCOMPARE(within(list("/ws/code/sub"), list("/ws/code")), list("/ws/code/sub"));
    QCOMPARE(within(list("/ws/models/**"), list("/ws/code")), QStringList());
    QCOMPARE(within(list("code"), list("/ws/code/sub")), list("/ws/code/sub", "/ws/code/sub/**/code"));
    QCOMPARE(within(list("*.py"), list("*.p*")), list("?")); // two open ends: honestly not
    const auto without = criticalWithin(list("*.py"), RestoreFilter{{}, {}, list("/ws/old"), list("Tmp")});
    QCOMPARE(*without, list("*.py", "!/ws/old", "![tT][mM][pP]"));
    QCOMPARE(*criticalWithin(list("*.py"), {}), list("*.py"));
    QCOMPARE(restBeside(list("*.py"), list("*.py"), {})->exclude, list("*.py"));
}

void TestPatternMeet::randomFilters()
{
    int written = 0, narrowed = 0;
    for (quint32 seed = 0; seed < 100'000; ++seed) {
        PatternRandom random(seed);
        RestoreFilter only;
        const bool includes = random.below(2) == 0;
        (includes ? only.include : only.exclude) = random.patterns(2);
        (includes ? only.iinclude : only.iexclude) = random.patterns(1);
        QStringList critical = random.patterns(2);
        if (critical.isEmpty() || !filterMistake(only).isEmpty()) {
            continue;
        }
        const auto within = criticalWithin(critical, only);
        if (!within) {
            continue;
        }
        const auto rest = restBeside(critical, *within, only);
        ++written;
        for (int i = 0; i < 12; ++i) {
            const QString path = random.path();
            const auto told = [&] {
                return QStringLiteral("seed %1 path %2 critical %3 only %4 / %5 / %6 / %7 within %8")
                    .arg(seed)
                    .arg(path, critical.join(QLatin1Char(' ')), only.include.join(QLatin1Char(' ')),
                        only.iinclude.join(QLatin1Char(' ')), only.exclude.join(QLatin1Char(' ')),
                        only.iexclude.join(QLatin1Char(' ')), within->join(QLatin1Char(' ')));
            };
            const bool first = listed(*within, path);
            const bool wanted = passes(only, path);
            QVERIFY2(first == (wanted && listed(critical, path)), qPrintable(told()));
            if (rest) {
                // An empty list of criticalWithin means no first phase at all.
                QVERIFY2(passes(*rest, path) == (wanted && !first) || within->isEmpty(), qPrintable(told()));
            }
            narrowed += wanted && first ? 1 : 0;
        }
    }
    QVERIFY2(written > 40'000 && narrowed > 20'000,
        qPrintable(QStringLiteral("%1 %2").arg(written).arg(narrowed)));
}

void TestPatternMeet::plans()
{
    RestoreRequest asked;
    asked.snapshot.id = QString(64, QLatin1Char('a'));
    asked.snapshot.paths = QStringList{QStringLiteral("/ws")};
    asked.only.include = QStringList{QStringLiteral("/ws/code")};
    asked.critical = QStringList{QStringLiteral("*.py")};
    asked.verify = true;
    const RestorePlan modern = planRestore(asked, {{0, 19, 1}});
    QVERIFY(modern.filtered && modern.hasCritical && !modern.disjoint);
    QVERIFY(modern.critical.contains("--include=/ws/code/**/*.py"));
    for (const QByteArrayList &all : {modern.rest, modern.restAfterFailure, modern.verify}) {
        QVERIFY(all.contains("--include=/ws/code"));
    }
    asked.verify = false;
    const RestorePlan old = planRestore(asked, {{0, 14, 0}});
    QVERIFY(old.disjoint && old.stats.isEmpty()); // the size of the whole snapshot tells nothing here
    QVERIFY(old.rest.contains("--include=!/ws/code/**/*.py") && old.rest.contains("--verify"));
    asked.noHardLinks = true;
    QVERIFY(planRestore(asked, {{0, 19, 1}}).rest.contains("--include=!/ws/code/**/*.py"));
    asked.subfolder = QStringLiteral("/ws");
    QCOMPARE(planRestore(asked, {{0, 19, 1}}).rest.at(1), QByteArray(64, 'a') + ":/ws");
    // What is in a folder goes back into that folder, never over the root.
    QCOMPARE(targetOf(asked), QStringLiteral("/workspace/ws"));
    asked.snapshot.paths = QStringList{QStringLiteral("/workspace/app")};
    asked.subfolder = QStringLiteral("/workspace/app/models");
    QCOMPARE(targetOf(asked), asked.subfolder);
    asked.target = QStringLiteral("/data");
    QCOMPARE(planRestore(asked, {{0, 19, 1}}).target, QStringLiteral("/data"));
    asked.target.clear();
    QVERIFY(planRestore(asked, {{0, 16, 0}}).canSubfolder && !planRestore(asked, {{0, 15, 2}}).canSubfolder);
    // Every part of what is asked for makes it another restore.
    QList<QByteArray> keys{restoreKey(asked)};
    for (QStringList *list : {&asked.only.include, &asked.only.iinclude, &asked.only.exclude,
             &asked.only.iexclude, &asked.critical}) {
        list->append(QStringLiteral("x"));
        keys.append(restoreKey(asked));
        list->removeLast();
    }
    asked.subfolder.clear();
    keys.append(restoreKey(asked));
    QCOMPARE(QSet<QByteArray>(keys.cbegin(), keys.cend()).size(), keys.size());
}

QTEST_GUILESS_MAIN(TestPatternMeet)
#include "tst_pattern_meet.moc"
