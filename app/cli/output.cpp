// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"

#include "services/core/json.h"
#include "services/core/log.h"

#include <cstdio>
#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace snapgpu::cli {

namespace {

bool isTerminal(FILE *stream)
{
#ifdef Q_OS_UNIX
    return isatty(fileno(stream)) != 0;
#else
    Q_UNUSED(stream)
    return false;
#endif
}

void put(FILE *stream, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stream);
    std::fputc('\n', stream);
    std::fflush(stream);
}

/** Milliseconds are enough for a reader and keep the lines short. */
double rounded(double seconds)
{
    return static_cast<double>(static_cast<qint64>(seconds * 1000.0 + 0.5)) / 1000.0;
}

} // namespace

Output::Output(bool json, const Clock *clock)
    : m_json(json)
    , m_terminal(isTerminal(stderr))
    , m_clock(clock)
    , m_startMs(clock->monotonicMs())
{
}

double Output::seconds() const { return static_cast<double>(m_clock->monotonicMs() - m_startMs) / 1000.0; }

void Output::line(const json::Value &object) const
{
    if (m_json) {
        put(stdout, json::dump(object));
    }
}

void Output::rawLine(const QByteArray &jsonText) const
{
    if (m_json) {
        put(stdout, jsonText);
    }
}

void Output::event(const char *name, json::Value fields) const
{
    if (!m_json) {
        return;
    }
    json::Value object = {{"event", name}, {"t", rounded(seconds())}};
    object.update(fields);
    line(object);
}

void Output::say(const QString &text) const
{
    if (!m_json) {
        clearStatus();
        put(stdout, text.toLocal8Bit());
    }
}

void Output::note(const QString &text) const
{
    if (!m_json) {
        clearStatus();
        put(stderr, text.toLocal8Bit());
    }
}

void Output::status(const QString &text)
{
    if (m_json || !m_terminal) {
        return;
    }
    std::fprintf(stderr, "\r\033[K%s", text.toLocal8Bit().constData());
    std::fflush(stderr);
    m_statusShown = true;
}

void Output::clearStatus() const
{
    if (m_statusShown) {
        std::fputs("\r\033[K", stderr);
        m_statusShown = false;
    }
}

void Output::error(const Error &error, const char *category) const
{
    const QString message = redacted(error.message);
    const std::string word = category != nullptr ? category : toText(error.category).toStdString();
    event("error", {{"category", word}, {"message", message.toStdString()}});
    note(QStringLiteral("snapgpu-cli: ") + message);
}

void Output::finished(bool ok, int exitCode) const { event("finished", {{"ok", ok}, {"exit", exitCode}}); }

} // namespace snapgpu::cli
