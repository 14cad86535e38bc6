// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/restic/restic_fixture.h"
#include "tests/restic/restore_bench.h"

#include <QHash>
#include <QTest>

/** What tests of restores begin with: a machine of their own, and a repository that those share that only
 * read it. */
class RestoreTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_bench.reset(); }
    void cleanupTestCase() { m_shared.clear(); }

protected:
    /** `workspaceMb`: of the largest file in the workspace. */
    explicit RestoreTest(int workspaceMb)
        : m_workspaceMb(workspaceMb)
    {
    }

    /** False when there is no such restic. `own`: the test changes the repository. */
    bool prepare(const QString &program, bool own = false);
    bool prepare() { return prepare(program()); }
    bool prepareNewest() { return prepare(newest()); }

    static QString program() { return column("program"); } ///< of this row
    static QString newest(); ///< empty when there is none
    static bool isOld() { return column("version").startsWith(QLatin1String("0.14")); }
    QString restored() const { return m_bench->target + m_fixture->workspace(); }
    snapgpu::RestoreRequest request() const { return m_bench->request(m_fixture->repository(), m_snapshot); }
    /** The machine's restic from now on: the real one with so few bytes a second that there is time to
     * disturb it. */
    void slowRestic(const QString &real, int kibPerSecond);

    std::unique_ptr<RestoreBench> m_bench;
    std::shared_ptr<ResticFixture> m_fixture;
    snapgpu::Snapshot m_snapshot;

private:
    static QString column(const char *name)
    {
        return *static_cast<QString *>(QTest::qData(name, qMetaTypeId<QString>()));
    }

    int m_workspaceMb;
    QHash<QString, std::pair<std::shared_ptr<ResticFixture>, snapgpu::Snapshot>> m_shared; ///< by program
};

/** First line of such a test. */
#define SKIP_UNLESS(ready)                                                                                   \
    if (!(ready)) {                                                                                          \
        QSKIP("to run this test: sudo apt-get install restic openssh-server");                               \
    }
