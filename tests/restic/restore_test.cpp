// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/restic/restore_test.h"

void RestoreTest::init()
{
    if (const QString missing = RestoreBench::missing(); !missing.isEmpty()) {
        QSKIP(qPrintable(missing));
    }
}

QString RestoreTest::newest()
{
    return resticBinaries().isEmpty() ? QString() : resticBinaries().last().program;
}

bool RestoreTest::prepare(const QString &program, bool own)
{
    if (program.isEmpty()) {
        return false;
    }
    auto made = own ? decltype(m_shared)::mapped_type() : m_shared.value(program);
    if (!made.first) {
        made.first = std::make_shared<ResticFixture>(program);
        made.first->makeWorkspace(m_workspaceMb);
        made.first->backup();
        made.second = made.first->snapshot();
    }
    if (!own) {
        m_shared.insert(program, made);
    }
    m_fixture = made.first;
    m_snapshot = made.second;
    m_bench = std::make_unique<RestoreBench>(program);
    return true;
}

void RestoreTest::slowRestic(const QString &real, int kibPerSecond)
{
    m_bench->wrapRestic(
        "exec '" + real.toUtf8() + "' --limit-download " + QByteArray::number(kibPerSecond) + " \"$@\"\n");
}
