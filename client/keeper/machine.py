"""What this machine is: its name, its boot, its folders, its devices."""

import os
import sys
import time

from keeper.processes import read



def _folder():
    try:
        return os.getcwd()
    except OSError:
        # It was removed.
        return os.path.sep


# A relative path means the same for a waiter, which leaves this folder.
_START = _folder()


def boot():
    """Another one after each start of the machine."""
    return read("/proc/sys/kernel/random/boot_id").decode().strip()


def hostname():
    """As the kernel has it."""
    return os.uname().nodename


def name():
    """
    Several machines may share a home folder, and two containers may have one host name: the number of the process
    namespace tells those apart.
    """
    try:
        return "%s@%d" % (hostname(), os.stat("/proc/self/ns/pid").st_ino)
    except OSError:
        return hostname()


def home():
    """Home folder of the user."""
    return os.environ.get("HOME") or os.path.expanduser("~")


def state_folder():
    """Where records and logs are."""
    own = os.environ.get("TWINKLE_STATE_HOME")
    if own:
        return os.path.join(_START, own)
    state = os.environ.get("XDG_STATE_HOME", "")
    # A relative one is ignored (XDG Base Directory Specification 0.8, "Basics").
    if os.path.isabs(state):
        return os.path.join(state, "twinkle")
    return os.path.join(home(), ".local", "state", "twinkle")


def now():
    """Milliseconds since the epoch."""
    return int(time.time() * 1000)


def is_here(record, machine, boot_id):
    """
    Whether a record is of this machine. One of an older version has the host name alone, or nothing: that one is ours
    as long as this kernel runs; after that nothing tells whose it is, and it is left alone.
    """
    named = record["machine"]
    if named == "":
        return record["boot"] == boot_id
    return named == machine or ("@" not in named and named == hostname())


def facts():
    """Everything that can be told at once; cards are asked for apart (see cards.py)."""
    system = os.uname()
    found = {
        "machine": name(),
        "hostname": system.nodename,
        "boot": boot(),
        "home": home(),
        "state": state_folder(),
        "os": system.sysname,
        "kernel": system.release,
        "python": sys.version.split()[0],
        "executable": sys.executable,
        "uid": os.geteuid(),
        "user": _user(),
        "time": now(),
        "cpus": _cpus(),
    }
    try:
        found["memory"] = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        pass
    return found


def _user():
    import pwd

    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())


def _cpus():
    try:
        return len(os.sched_getaffinity(0))
    except (AttributeError, OSError):
        return os.cpu_count() or 1
