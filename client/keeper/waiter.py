"""The process that waits for a detached command and writes down how it ended. It outlives the keeper."""

import fcntl
import json
import os
import signal
import time

from keeper.command import become, end_of
from keeper.failure import Failure
from keeper.owned import open_own
from keeper.records import name
from keeper.shape import boolean, fields, integer, optional, text
from keeper.store import Store
from keeper.writing import replace

GO = b"g"


def wait_for(record, wanted, env, log, go, report):
    """
    In a child of the keeper: starts the command, waits for it, and writes its exit file. The command begins only after
    `GO` was read from `go`: by then it is written down. Until it runs, `report` gets its pid and why it cannot start.
    """
    os.setsid()
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    null = os.open(os.devnull, os.O_RDWR)
    # High enough that the copies below cannot meet them.
    log, go, report, null = [_moved(each) for each in (log, go, report, null)]
    for number in range(3):
        os.dup2(null, number)
    failed, fail = os.pipe()
    failed, fail = _moved(failed), _moved(fail)
    _close_others({0, 1, 2, log, go, report, null, failed, fail})
    pid = os.fork()
    if pid == 0:
        try:
            os.setsid()
            os.write(report, b"%d\n" % os.getpid())
            if os.read(go, 1) == GO:
                become(wanted, env, (null, log, log), report)
            os.write(fail, b"f")
        finally:
            os._exit(127)
    for each in (log, go, report, null, fail):
        os.close(each)
    os.chdir("/")
    _, status = os.waitpid(pid, 0)
    started = os.read(failed, 1) == b""
    _write(record, pid, dict(end_of(status), started=started))


def _moved(descriptor):
    return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 10)


def _close_others(kept):
    for number in os.listdir("/proc/self/fd"):
        if int(number) not in kept:
            try:
                os.close(int(number))
            except OSError:
                pass


def _write(record, pid, end):
    """Only as long as the record names the process: whoever removes the record also removes the exit file."""
    store = Store()
    with _at_once(store.lock()):
        if store.expect(record["id"], record["attempt"]).get("process", {}).get("pid") != pid:
            return
        replace(store.exit_path(record["id"], record["attempt"]), json.dumps(end).encode())


def _at_once(steps):
    """Runs a generator of the loop without one."""
    try:
        while True:
            time.sleep(max(0, next(steps).due - time.monotonic()))
    except StopIteration as end:
        return end.value


def end_in(record, store):
    """What the exit file of a start says: `{code, signal, started}`, or None if there is none yet."""
    if not name(record["attempt"]):
        return None
    try:
        opened = open_own(store.exit_path(record["id"], record["attempt"]))
        if opened is None:
            return None
        try:
            end = json.loads(os.read(opened[0], 4096).decode())
        finally:
            os.close(opened[0])
    except (Failure, ValueError, RecursionError):
        return None
    return end if _end(end) else None


_end = fields({"code": optional(integer), "signal": optional(text), "started": boolean})
