"""Processes as Linux reports them in /proc (proc(5))."""

import os

RECORD_VARIABLE = "TWINKLE_PROCESS_RECORD"
_MARK = RECORD_VARIABLE.encode() + b"="


def parse_stat(line):
    """(state, parent, session, start ticks) of a line of /proc/<pid>/stat, or None."""
    # The name, in parentheses, may itself hold spaces and parentheses. What follows begins with field 3.
    rest = line[line.rfind(b")") + 2 :].split()
    if len(rest) < 20:
        return None
    return rest[0], int(rest[1]), int(rest[3]), int(rest[19])


def read(path):
    """The bytes of a file of /proc; empty where it cannot be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return b""
    try:
        parts = []
        while True:
            part = os.read(descriptor, 65536)
            if not part:
                return b"".join(parts)
            parts.append(part)
    except OSError:
        return b""
    finally:
        os.close(descriptor)


def stat_of(pid):
    """See `parse_stat`; None for a process that is gone, and for a zombie, which has ended."""
    stat = parse_stat(read("/proc/%d/stat" % pid))
    return None if stat is None or stat[0] in (b"Z", b"X") else stat


def identity_of(pid):
    """pid, session and start ticks of a living process, or None."""
    stat = stat_of(pid)
    return None if stat is None else {"pid": pid, "session": stat[2], "startTicks": stat[3]}


def lives(pid, start_ticks):
    """Whether exactly this process lives."""
    stat = stat_of(pid)
    return stat is not None and stat[3] == start_ticks


def session_lives(session):
    """Whether any process of a session lives."""
    return any(stat is not None and stat[2] == session for stat in map(stat_of, pids()))


def pids():
    """Process ids of the machine, as far as this user sees them."""
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def table():
    """All processes that live, as dictionaries. One that ends while it is read is left out."""
    user = os.geteuid()
    found = []
    for pid in pids():
        process = describe(pid, user)
        if process is not None:
            found.append(process)
    return found


def describe(pid, user):
    """One process, or None if it does not live. `user` is this process's user."""
    stat = stat_of(pid)
    if stat is None:
        return None
    folder = "/proc/%d" % pid
    process = {
        "pid": pid,
        "parent": stat[1],
        "session": stat[2],
        "startTicks": stat[3],
        "argv": _words(read(folder + "/cmdline")),
    }
    # Root can read the environment of everybody, and a mark that another user has set proves nothing.
    record = _mark(read(folder + "/environ")) if _is_own(folder, user) else None
    if record is not None:
        process["record"] = record
    return process


def _is_own(folder, user):
    try:
        return os.stat(folder).st_uid == user
    except OSError:
        return False


def _words(content):
    # The list ends with a zero; one that a process wrote over its own argv may end with many.
    content = content.rstrip(b"\0")
    return content.decode("utf-8", "replace").split("\0") if content else []


def _mark(environment):
    """Only the one variable leaves this function: environments hold secrets."""
    if _MARK not in environment:
        return None
    for entry in environment.split(b"\0"):
        if entry.startswith(_MARK):
            return entry[len(_MARK) :].decode("utf-8", "replace")
    return None


def ancestors():
    """Process ids of this process and of those that started it: they are never signalled."""
    found = set()
    pid = os.getpid()
    while pid > 0 and pid not in found:
        found.add(pid)
        stat = parse_stat(read("/proc/%d/stat" % pid))
        pid = 0 if stat is None else stat[1]
    return found
