// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/clock.h"
#include "services/core/error.h"

#include <nlohmann/json_fwd.hpp>
#include <QByteArray>
#include <QString>

namespace snapgpu::cli {

/**
 * The only thing that writes to the terminal. With --json standard output carries JSON lines and nothing
 * else; else results go to standard output, progress and errors to standard error. Every line is flushed.
 */
class Output final
{
public:
    Output(bool json, const Clock *clock);

    bool isJson() const { return m_json; }
    double seconds() const; ///< since this object was made

    void line(const nlohmann::json &object) const; ///< one JSON line; nothing without --json
    void rawLine(const QByteArray &jsonText) const; ///< a line that is JSON already; nothing without --json
    /** {"event":name,"t":seconds,…fields}; nothing without --json. */
    void event(const char *name, nlohmann::json fields) const;
    void say(const QString &text) const; ///< a result for people; nothing with --json
    void note(const QString &text) const; ///< progress for people, on standard error; nothing with --json
    void status(const QString &text); ///< replaces the last status on a terminal; nothing elsewhere
    /** {"event":"error","category":…,"message":…}, or the sentence. */
    void error(const Error &error, const char *category = nullptr) const; ///< null = the error's own word
    void finished(bool ok, int exitCode) const; ///< the last line of a stream of events

private:
    void clearStatus() const;

    bool m_json;
    bool m_terminal;
    mutable bool m_statusShown = false;
    const Clock *m_clock;
    qint64 m_startMs;
};

} // namespace snapgpu::cli
