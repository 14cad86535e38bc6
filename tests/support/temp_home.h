// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/home.h"

#include <QTemporaryDir>

namespace snapgpu::test {

/** A home of its own that disappears with the test. */
class TempHome final
{
public:
    Home home() const { return *Home::open(m_dir.path()); }
    QString path() const { return m_dir.path(); }

private:
    QTemporaryDir m_dir;
};

} // namespace snapgpu::test
