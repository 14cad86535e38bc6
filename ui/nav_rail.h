// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QVector>

class QButtonGroup;
class QToolButton;
class QVBoxLayout;

namespace snapgpu {

class Theme;

/** Pages on the left, settings at the foot. */
class NavRail final : public QFrame
{
    Q_OBJECT
public:
    explicit NavRail(const Theme *theme, QWidget *parent = nullptr);

    void addPage(const QString &icon, const QString &name); ///< ids count from 0
    void setCurrent(int page);

Q_SIGNALS:
    void pageChosen(int page);
    void settingsRequested();

private:
    QToolButton *makeEntry(const QString &icon, const QString &name);
    void refreshIcons();

    const Theme *m_theme;
    QButtonGroup *m_group;
    QVBoxLayout *m_layout;
    QVector<QToolButton *> m_entries;
    int m_pages = 0;
};

} // namespace snapgpu
