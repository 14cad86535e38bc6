// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/money.h"

#include <optional>
#include <QCommandLineParser>
#include <type_traits>

namespace snapgpu::cli {

/** Reads the values of one option after the other, and remembers the first mistake of the whole line. */
class OptionReader final
{
public:
    explicit OptionReader(const QCommandLineParser &parser)
        : m_parser(parser)
    {
    }
    /** What the readers below are about from now on. False: it was not given. */
    bool select(const QString &name)
    {
        m_name = name;
        return m_parser.isSet(name);
    }

    QString value() const { return m_parser.value(m_name); }
    QStringList values() const { return m_parser.values(m_name); }
    void text(QString &out) const { out = value(); }

    /** Leaves `out` alone when the value is no number of the range. */
    template <typename T> void number(T &out, double least, double most)
    {
        if (const std::optional<double> number = inRange(least, most, std::is_integral_v<T>)) {
            out = static_cast<T>(*number);
        }
    }
    template <typename T> void number(std::optional<T> &out, double least, double most)
    {
        if (const std::optional<double> number = inRange(least, most, std::is_integral_v<T>)) {
            out = static_cast<T>(*number);
        }
    }
    void seconds(qint64 &ms, double least, double most);
    void money(std::optional<Money> &out);

    void mistake(const QString &message)
    {
        if (m_mistake.isEmpty()) {
            m_mistake = message;
        }
    }
    const QString &firstMistake() const { return m_mistake; }

private:
    std::optional<double> inRange(double least, double most, bool whole);

    const QCommandLineParser &m_parser;
    QString m_name;
    QString m_mistake;
};

} // namespace snapgpu::cli
