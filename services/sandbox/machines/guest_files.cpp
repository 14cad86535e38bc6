// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/machines/guest_files.h"

namespace snapgpu::sandbox::guest {

namespace {

constexpr int kSshdUid = 102;
constexpr int kNobody = 65534;
constexpr int kTtyGid = 5;

} // namespace

QByteArray passwd(const HostTools &tools)
{
    const QByteArray uid = QByteArray::number(tools.guestUid);
    const QByteArray gid = QByteArray::number(tools.guestGid);
    return "root:*:" + uid + ':' + gid + ":root:/root:/bin/bash\n" + "sshd:*:" + QByteArray::number(kSshdUid)
        + ":65534::/run/sshd:/usr/sbin/nologin\n" + "nobody:*:" + QByteArray::number(kNobody)
        + ":65534:nobody:/nonexistent:/usr/sbin/nologin\n";
}

QByteArray group(const HostTools &tools)
{
    // sshd hands a terminal to group tty; in a user namespace the caller's own group is the only one there
    // is.
    const auto ttyGid = tools.isolation == Isolation::UserNamespace ? tools.guestGid : gid_t{kTtyGid};
    return "root:x:" + QByteArray::number(tools.guestGid) + ":\ntty:x:" + QByteArray::number(ttyGid)
        + ":\nnogroup:x:" + QByteArray::number(kNobody) + ":\n";
}

QByteArray hosts(const QString &hostName)
{
    return "127.0.0.1 localhost\n::1 localhost ip6-localhost\n127.0.1.1 " + hostName.toUtf8() + '\n';
}

QByteArray greeting()
{
    return "Welcome to vast.ai. If authentication fails, try again after a few seconds, and double check "
           "your "
           "ssh key.\n";
}

QByteArray sshdConfig(const MachineSpec &spec)
{
    const QByteArray control = kControlPath;
    // A machine that refuses every key must not learn one from its own onstart either.
    const QByteArray ownKeys = spec.sshFault == SshFault::KeyRefused ? "" : " .ssh/authorized_keys";
    return "Port " + QByteArray::number(spec.sshPort)
        + "\n"
          "ListenAddress 127.0.0.1\n"
          "HostKey /etc/ssh/ssh_host_ed25519_key\n"
          "Banner "
        + control + "/greeting\nAuthorizedKeysFile " + control + "/authorized_keys" + ownKeys
        + "\n"
          "PermitRootLogin prohibit-password\n"
          "AuthenticationMethods publickey\n"
          "PasswordAuthentication no\n"
          "KbdInteractiveAuthentication no\n"
          "PermitUserEnvironment no\n"
          "UsePAM no\n"
          "UseDNS no\n"
          "StrictModes no\n"
          "PidFile none\n"
          "PrintMotd no\n"
          "PrintLastLog no\n"
          "LoginGraceTime 30\n"
          "MaxSessions 20\n"
          "MaxStartups 100\n"
          "Subsystem sftp internal-sftp\n";
}

QByteArray initScript(const MachineSpec &spec, const HostTools &tools)
{
    const bool listens =
        spec.sshFault != SshFault::NeverListens && spec.sshFault != SshFault::ClosesBeforeBanner;
    const QByteArray control = kControlPath;
    QByteArray script = "#!/bin/sh\n"
                        "# Standard input is a pipe held by the sandbox; standard error goes to it.\n"
                        "exec 3<&0 </dev/null >/dev/null\n"
                        "cd /root\n";
    if (listens) {
        script += "key=/etc/ssh/ssh_host_ed25519_key\n"
                  "[ -s $key ] || "
            + tools.sshKeygen.toUtf8() + " -q -t ed25519 -N '' -C root@$(hostname) -f $key\n"
            + tools.sshd.toUtf8() + " -D -e -f " + control + "/sshd_config 3<&- &\n";
    } else {
        script += "sleep infinity 3<&- &\n";
    }
    script += "main=$!\n"
              "if [ -s "
        + control
        + "/onstart ]; then\n"
          "    setsid bash "
        + control
        + "/onstart >/var/log/onstart.log 2>&1 3<&- &\n"
          "fi\n"
          "# When the sandbox dies its end of the pipe closes, whatever else failed to notice.\n"
          "{ read -r _ <&3; kill -KILL -1; } &\n"
          "exec 3<&-\n"
          "wait $main\n";
    return script;
}

} // namespace snapgpu::sandbox::guest
