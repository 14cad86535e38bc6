// SPDX-License-Identifier: GPL-3.0-or-later
// delay_proxy LISTEN_PORT TARGET_PORT ROUND_TRIP_MS BYTES_PER_SECOND: forwards loopback connections to
// another loopback port and gives each one the delay and the speed of a far server. One thread, epoll, no
// buffering beyond what a connection of that speed and delay holds.
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fcntl.h>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <queue>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <unordered_map>
#include <vector>

namespace {

using Micros = std::int64_t;

constexpr std::size_t kChunk = 64 * 1024;
constexpr std::size_t kMostQueued = 1024 * 1024;

Micros nowMicros()
{
    return std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

struct Settings
{
    std::uint16_t listenPort = 0, targetPort = 0;
    Micros delay = 0; ///< one way
    double bytesPerSecond = 0; ///< 0 = no limit
};

struct Chunk
{
    Micros due;
    std::vector<char> data;
    std::size_t sent = 0;
};

/** One direction: bytes read from `from` leave to `to` when they are due. */
struct Pipe
{
    int from = -1, to = -1;
    std::deque<Chunk> queue;
    std::size_t queued = 0;
    Micros free = 0; ///< when the link has sent what was given to it
    bool limited = false;
    bool ended = false;
    bool shut = false;
};

struct Connection
{
    int client = -1, server = -1;
    Pipe up, down;
    bool dead = false;
};

class Proxy final
{
public:
    explicit Proxy(const Settings &settings)
        : m_settings(settings)
    {
    }

    int run()
    {
        m_epoll = epoll_create1(EPOLL_CLOEXEC);
        m_listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        const int on = 1;
        setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        const sockaddr_in address = loopback(m_settings.listenPort);
        if (bind(m_listener, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0
            || listen(m_listener, 1024) != 0) {
            std::perror("delay_proxy: listen");
            return 1;
        }
        watch(m_listener, EPOLLIN);
        for (;;) {
            step();
        }
    }

private:
    static sockaddr_in loopback(std::uint16_t port)
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return address;
    }

    void watch(int fd, std::uint32_t events)
    {
        epoll_event event{};
        event.events = events;
        event.data.fd = fd;
        epoll_ctl(m_epoll, EPOLL_CTL_ADD, fd, &event);
    }

    void step()
    {
        std::array<epoll_event, 256> events{};
        int timeout = -1;
        if (!m_due.empty()) {
            const Micros wait = m_due.top().first - nowMicros();
            timeout = static_cast<int>(std::clamp<Micros>((wait + 999) / 1000, 0, 1000));
        }
        const int count = epoll_wait(m_epoll, events.data(), events.size(), timeout);
        for (int i = 0; i < count; ++i) {
            const epoll_event &event = events[static_cast<std::size_t>(i)];
            if (event.data.fd == m_listener) {
                acceptAll();
            } else if (const auto it = m_byFd.find(event.data.fd); it != m_byFd.end()) {
                pump(it->second);
            }
        }
        const Micros now = nowMicros();
        while (!m_due.empty() && m_due.top().first <= now) {
            const std::weak_ptr<Connection> waiting = m_due.top().second;
            m_due.pop();
            if (const auto connection = waiting.lock()) {
                pump(connection);
            }
        }
    }

    void acceptAll()
    {
        for (;;) {
            const int client = accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
            if (client < 0) {
                return;
            }
            const int server = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
            const sockaddr_in address = loopback(m_settings.targetPort);
            if (connect(server, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0
                && errno != EINPROGRESS) {
                close(server);
                close(client);
                continue;
            }
            const int on = 1;
            setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            setsockopt(server, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            auto connection = std::make_shared<Connection>();
            connection->client = client;
            connection->server = server;
            connection->up.from = connection->down.to = client;
            connection->up.to = connection->down.from = server;
            connection->down.limited = m_settings.bytesPerSecond > 0;
            // A new connection to a far server costs a round trip before the first byte.
            connection->up.free = nowMicros() + 2 * m_settings.delay;
            m_byFd[client] = m_byFd[server] = connection;
            watch(client, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET);
            watch(server, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET);
        }
    }

    void pump(std::shared_ptr<Connection> connection) // by value: it may leave the table meanwhile
    {
        for (Pipe *pipe : {&connection->up, &connection->down}) {
            if (!connection->dead) {
                read(*connection, *pipe);
                write(connection, *pipe);
            }
        }
        const bool over = (connection->up.shut && connection->down.shut) || connection->dead;
        if (over && m_byFd.erase(connection->client) > 0) {
            m_byFd.erase(connection->server);
            close(connection->client);
            close(connection->server);
        }
    }

    void read(Connection &connection, Pipe &pipe)
    {
        while (!pipe.ended && pipe.queued < kMostQueued) {
            std::vector<char> data(kChunk);
            const ssize_t got = recv(pipe.from, data.data(), data.size(), 0);
            if (got == 0) {
                pipe.ended = true;
            } else if (got < 0) {
                connection.dead = errno != EAGAIN && errno != EWOULDBLOCK && errno != ENOTCONN;
                return;
            } else {
                data.resize(static_cast<std::size_t>(got));
                const Micros start = std::max(nowMicros(), pipe.free);
                pipe.free = start;
                if (pipe.limited) {
                    pipe.free +=
                        static_cast<Micros>(static_cast<double>(got) * 1e6 / m_settings.bytesPerSecond);
                }
                pipe.queued += data.size();
                pipe.queue.push_back({pipe.free + m_settings.delay, std::move(data)});
            }
        }
    }

    void write(const std::shared_ptr<Connection> &connection, Pipe &pipe)
    {
        while (!pipe.queue.empty() && !connection->dead) {
            Chunk &chunk = pipe.queue.front();
            if (chunk.due > nowMicros()) {
                m_due.emplace(chunk.due, connection);
                return;
            }
            const ssize_t sent =
                send(pipe.to, chunk.data.data() + chunk.sent, chunk.data.size() - chunk.sent, MSG_NOSIGNAL);
            if (sent < 0) {
                connection->dead = errno != EAGAIN && errno != EWOULDBLOCK && errno != ENOTCONN;
                return;
            }
            chunk.sent += static_cast<std::size_t>(sent);
            if (chunk.sent == chunk.data.size()) {
                pipe.queued -= chunk.data.size();
                pipe.queue.pop_front();
                read(*connection, pipe); // edge-triggered: what waited for room is not told again
            }
        }
        if (pipe.ended && pipe.queue.empty() && !pipe.shut) {
            pipe.shut = true;
            shutdown(pipe.to, SHUT_WR);
        }
    }

    using Due = std::pair<Micros, std::weak_ptr<Connection>>;
    struct Later
    {
        bool operator()(const Due &a, const Due &b) const { return a.first > b.first; }
    };

    const Settings m_settings;
    int m_epoll = -1, m_listener = -1;
    std::unordered_map<int, std::shared_ptr<Connection>> m_byFd;
    std::priority_queue<Due, std::vector<Due>, Later> m_due;
};

} // namespace

int main(int argc, char *argv[])
{
    if (argc != 5) {
        std::fprintf(stderr, "usage: delay_proxy LISTEN_PORT TARGET_PORT ROUND_TRIP_MS BYTES_PER_SECOND\n");
        return 2;
    }
    std::signal(SIGPIPE, SIG_IGN);
    Settings settings;
    settings.listenPort = static_cast<std::uint16_t>(std::atoi(argv[1]));
    settings.targetPort = static_cast<std::uint16_t>(std::atoi(argv[2]));
    settings.delay = std::atoll(argv[3]) * 1000 / 2;
    settings.bytesPerSecond = std::atof(argv[4]);
    return Proxy(settings).run();
}
