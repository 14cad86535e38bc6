// SPDX-License-Identifier: GPL-3.0-or-later
// snapgpu-herd OWNER PROGRAM [ARGUMENTS...]: runs a program and ends when the last of its descendants has.
// When process OWNER, its parent, dies, or on SIGTERM, it kills them all.
//
// Why: bwrap binds the life of a namespace to its parent, but its inner process asks for that only after it
// was cloned, has waited for its user mapping and has set up its mounts. An owner killed in between leaves a
// machine behind that nobody ends (seen: an inner bwrap waiting for its mapping for ever, child of process
// 1). Orphans of a subreaper come to it, so the herd misses none. A program of its own, because a subreaper
// must be an ancestor and QProcess forks in a way in which the child cannot fork again. No Qt: it stays for
// as long as the machine.
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <initializer_list>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr int kCannotWatch = 127;
constexpr long kLookAgainNs = 2'000'000;

/** The parent of this call may be dead already: then the request for a signal came too late. */
bool dieWith(pid_t parent, int signal)
{
    return ::prctl(PR_SET_PDEATHSIG, signal) == 0 && ::getppid() == parent;
}

/** The owner waits for the end of its pipes, which are the program's alone. */
void closeEverything()
{
#ifdef SYS_close_range
    if (::syscall(SYS_close_range, 0U, ~0U, 0U) == 0) {
        return;
    }
#endif
    const long most = ::sysconf(_SC_OPEN_MAX);
    for (int fd = 0; fd < most; ++fd) {
        ::close(fd);
    }
}

/** SIGKILL to every child, inherited orphans included. A namespace dies with its first process. */
void killChildren()
{
    const int fd = ::open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return;
    }
    char buffer[512];
    pid_t pid = 0;
    for (ssize_t got = ::read(fd, buffer, sizeof buffer); got > 0; got = ::read(fd, buffer, sizeof buffer)) {
        for (ssize_t i = 0; i < got; ++i) {
            if (buffer[i] >= '0' && buffer[i] <= '9') {
                pid = pid * 10 + (buffer[i] - '0');
            } else if (pid > 0) {
                ::kill(pid, SIGKILL);
                pid = 0;
            }
        }
    }
    ::close(fd);
}

[[noreturn]] void watch(pid_t owner, pid_t first, const sigset_t &awaited)
{
    closeEverything();
    bool ending = !dieWith(owner, SIGTERM);
    int code = 0;
    for (;;) {
        if (ending) {
            if (first > 0) {
                ::kill(first, SIGKILL); // also where /proc is not mounted
            }
            killChildren();
        }
        int status = 0;
        pid_t ended = ::waitpid(-1, &status, WNOHANG);
        for (; ended > 0; ended = ::waitpid(-1, &status, WNOHANG)) {
            if (ended == first) {
                code = WIFEXITED(status) ? WEXITSTATUS(status) : kCannotWatch;
                ending = true; // what it leaves behind has no owner
                first = 0; // its number may be somebody else's soon
            }
        }
        if (ended < 0 && errno == ECHILD) {
            ::_exit(code);
        }
        if (ending) {
            const timespec moment{0, kLookAgainNs};
            ::nanosleep(&moment, nullptr); // orphans arrive when their parent is dead
        } else if (::sigwaitinfo(&awaited, nullptr) == SIGTERM) {
            ending = true;
        }
    }
}

} // namespace

int main(int argc, char *argv[])
{
    const long owner = argc >= 3 ? std::strtol(argv[1], nullptr, 10) : 0;
    if (owner <= 0 || owner > INT_MAX) {
        std::fputs("usage: snapgpu-herd OWNER PROGRAM [ARGUMENTS...]\n", stderr);
        return 2;
    }
    sigset_t awaited;
    sigset_t before;
    ::sigemptyset(&awaited);
    for (const int signal : {SIGTERM, SIGCHLD, SIGINT, SIGHUP, SIGQUIT}) {
        ::sigaddset(&awaited, signal); // Ctrl+C is the owner's business: it ends its machines in order
    }
    ::sigprocmask(SIG_BLOCK, &awaited, &before);
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    const pid_t herd = ::getpid();
    const pid_t first = ::fork();
    if (first < 0) {
        std::perror("snapgpu-herd: fork");
        return kCannotWatch;
    }
    if (first > 0) {
        watch(static_cast<pid_t>(owner), first, awaited);
    }
    if (!dieWith(herd, SIGKILL)) {
        ::_exit(kCannotWatch);
    }
    ::sigprocmask(SIG_SETMASK, &before, nullptr);
    ::execv(argv[2], argv + 2);
    std::fprintf(stderr, "snapgpu-herd: %s: %s\n", argv[2], std::strerror(errno));
    return kCannotWatch;
}
