// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessible>
#include <QStringList>
#include <QWidget>

namespace snapgpu {

inline QString describe(const QWidget *widget)
{
    return QStringLiteral("%1 \"%2\" in %3")
        .arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName(),
            QString::fromLatin1(
                widget->parentWidget() != nullptr ? widget->parentWidget()->metaObject()->className() : "-"));
}

/** Widgets below one that the keyboard reaches and that no screen reader can name. */
inline QStringList unnamedIn(QWidget *root)
{
    QStringList faults;
    const auto widgets = root->findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        const bool inside = widget->objectName().startsWith(QLatin1String("qt_"));
        if (!widget->isVisible() || inside || (widget->focusPolicy() & Qt::TabFocus) == 0) {
            continue;
        }
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        if (face == nullptr || face->text(QAccessible::Name).trimmed().isEmpty()) {
            faults.append(describe(widget));
        }
    }
    return faults;
}

} // namespace snapgpu
