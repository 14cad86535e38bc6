// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/interrupts.h"

#include <QSocketNotifier>

#ifdef Q_OS_UNIX
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace snapgpu {

#ifdef Q_OS_UNIX

namespace {

constexpr qint64 kOneWishMs = 500;

// A signal handler may do little more than write a byte; the notifier reads it in the event loop.
int pipeEnds[2] = {-1, -1};

void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(pipeEnds[1], &byte, 1);
}

} // namespace

Interrupts::Interrupts(QObject *parent)
    : QObject(parent)
{
    if (::pipe(pipeEnds) != 0) {
        return;
    }
    for (const int end : pipeEnds) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    m_notifier = std::make_unique<QSocketNotifier>(pipeEnds[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        char bytes[16];
        const auto count = ::read(pipeEnds[0], bytes, sizeof bytes);
        // A closed terminal sends SIGHUP twice, a service manager SIGTERM and SIGHUP: that is one wish, not
        // two.
        if (count > 0 && (!m_last.isValid() || m_last.elapsed() > kOneWishMs)) {
            m_last.start();
            Q_EMIT interrupted(++m_count);
        }
    });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        ::sigaction(number, &action, nullptr);
    }
    // A reader that goes away (`snapgpu-cli … | head`) must not kill a race that has machines alive.
    std::signal(SIGPIPE, SIG_IGN);
}

Interrupts::~Interrupts()
{
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        std::signal(number, SIG_DFL);
    }
    m_notifier.reset();
    for (int &end : pipeEnds) {
        ::close(end);
        end = -1;
    }
}

#else

Interrupts::Interrupts(QObject *parent)
    : QObject(parent)
{
}

Interrupts::~Interrupts() = default;

#endif

} // namespace snapgpu
