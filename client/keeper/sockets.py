"""Ports: which are free, and who listens on those that are not."""

import errno
import os
import socket

from keeper import processes
from keeper.shape import integer, list_of, require

_LISTENING = b"0A"


def port_number(value):
    """A TCP port."""
    return integer(value) and 0 < value < 65536


def ports(_task, args):
    """Answers `[{port, free, holder?}]` in the order of the ports."""
    require(args, {"ports": list_of(port_number)})
    return {"ports": states(args["ports"])}


def states(wanted, holders=True):
    """The same, without the holders where they are not needed."""
    free = {port: is_free(port) for port in set(wanted)}
    taken = [port for port, is_so in free.items() if not is_so]
    found = holders_of(taken) if taken and holders else {}
    return [
        dict({"port": port, "free": free[port]}, **({"holder": found[port]} if port in found else {}))
        for port in wanted
    ]


def is_free(port):
    """Whether a listener could be opened on the port of all interfaces, for IPv4 and IPv6, as servers do."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as server:
            server.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
            return _can_listen(server, ("::", port))
    except OSError as error:
        if error.errno not in (errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL, errno.ENOPROTOOPT):
            raise
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as server:
        return _can_listen(server, ("0.0.0.0", port))


def _can_listen(server, address):
    try:
        # Connections of a server that has ended do not keep its port.
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(address)
        server.listen(1)
        return True
    except OSError as error:
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            return False
        raise


def holders_of(wanted):
    """The process that listens on each port, where this user may see it."""
    sockets = {}
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for port, inode in listeners(processes.read(table)):
            if port in wanted:
                sockets["socket:[%s]" % inode] = port
    found = {}
    user = os.geteuid()
    for pid in processes.pids() if sockets else []:
        for target in _open_files(pid):
            port = sockets.get(target)
            if port is not None and port not in found:
                process = processes.describe(pid, user)
                if process is not None:
                    found[port] = process
        if len(found) == len(set(sockets.values())):
            break
    return found


def listeners(table):
    """(port, inode) of each socket that listens, of a table such as /proc/net/tcp (proc_net_tcp.txt of Linux)."""
    for line in table.split(b"\n"):
        words = line.split()
        if len(words) > 9 and words[3] == _LISTENING and words[9].isdigit():
            yield int(words[1].rpartition(b":")[2], 16), words[9].decode()


def _open_files(pid):
    folder = "/proc/%d/fd" % pid
    try:
        names = os.listdir(folder)
    except OSError:
        return
    for name in names:
        try:
            yield os.readlink("%s/%s" % (folder, name))
        except OSError:
            pass
