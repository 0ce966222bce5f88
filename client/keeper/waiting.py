"""Waits for the end of the first process of a record."""

import time

from keeper import machine, processes
from keeper.task import Wait
from keeper.records import name
from keeper.shape import require
from keeper.stopping import Members
from keeper.store import Store
from keeper.waiter import end_in

SHORT_SECONDS = 0.05
LONG_SECONDS = 0.5
# The waiter writes the exit file some moments after the end.
EXIT_FILE_SECONDS = 2.0


def wait(_task, args):
    """Answers `{gone: False, code, signal}` when the first process of a record has ended, or `{gone: True}`."""
    require(args, {"id": name, "attempt": name})
    store = Store()
    until = None
    pause = SHORT_SECONDS
    while True:
        record = store.get(args["id"])
        if record is None or record["attempt"] != args["attempt"]:
            return {"gone": True}
        end = end_in(record, store)
        if end is not None and end["started"]:
            return {"gone": False, "code": end["code"], "signal": end["signal"]}
        first = record.get("process")
        if first is not None:
            alive = record["boot"] == machine.boot() and processes.lives(first["pid"], first["startTicks"])
        else:
            alive = bool(Members(record).look())
        until = None if alive else until or time.monotonic() + EXIT_FILE_SECONDS
        if until is not None and time.monotonic() > until:
            return {"gone": True}
        pause = min(pause * 1.2, LONG_SECONDS)
        yield Wait(pause if alive else SHORT_SECONDS, child=True)
