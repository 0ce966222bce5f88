"""Starts the command of a record detached: in a session of its own, with a waiter that outlives the keeper."""

import os
import time

from keeper import processes
from keeper.command import cannot_start, command, environment, fork_with, outcome, secrets
from keeper.failure import Failure, uncancelled
from keeper.logfile import drop_old, make_log
from keeper.task import Wait
from keeper.processes import RECORD_VARIABLE
from keeper.recording import hold, lease, new_record, with_lease
from keeper.records import draft
from keeper.shape import amount, boolean, fields, require, text
from keeper.store import Store
from keeper.waiter import GO, end_in, wait_for

# How long a waiter may take to write down that its command has ended.
EXIT_FILE_SECONDS = 3.0


def start(task, args):
    """
    Answers the record with its process. The record is written before the program runs, so whatever happens, nothing
    runs that is not written down. The same attempt is not started twice.
    """
    require(
        args,
        {"record": draft, "command": command, "secrets": secrets},
        {"create": boolean, "lease": lease, "oldLogs": fields({"prefix": text, "keep": amount})},
    )
    # Only a start gives it a process; a draft may be of a record that had one.
    args = dict(args, record={key: value for key, value in args["record"].items() if key != "process"})
    store = Store()
    with (yield from store.lock()):
        record = yield from _intent(task, args, store)
        if "process" in record:
            return {"record": record}
        if "oldLogs" in args:
            drop_old(record["logFile"], args["oldLogs"]["prefix"], args["oldLogs"]["keep"])
        log = make_log(record["logFile"])
        try:
            return (yield from _run(task, args, record, store, log))
        finally:
            os.close(log)


def _intent(task, args, store):
    """The record as it is before the start; with its process where this attempt was started already."""
    wanted = args["record"]
    there = store.get(wanted["id"])
    if there is None and args.get("create", False):
        record = new_record(args, store)
        store.create(record)
        hold(task, record)
        return record
    record = store.expect(wanted["id"], wanted["attempt"])
    if "process" not in record:
        there = record
        record = with_lease(wanted, args)
        for kept in ("machine", "boot", "exitFile"):
            record[kept] = there[kept]
        return record
    # It was started, unless the keeper ended between writing this down and the start itself.
    first = record["process"]
    until = time.monotonic() + EXIT_FILE_SECONDS
    while not processes.lives(first["pid"], first["startTicks"]) and time.monotonic() < until:
        end = end_in(record, store)
        if end is not None:
            if not end["started"]:
                record = {key: value for key, value in record.items() if key != "process"}
            break
        yield Wait(0.05)
    return record


def _run(task, args, record, store, log):
    env = environment(args["command"], dict(args["secrets"], **{RECORD_VARIABLE: record["id"]}))
    waiter, ((go, start_it), (report, tell)) = fork_with(2)
    if waiter == 0:
        try:
            wait_for(record, args["command"], env, log, go, tell)
        finally:
            os._exit(0)
    task.loop.adopt(waiter)
    os.close(go)
    os.close(tell)
    try:
        pid = yield from _pid_of(report)
        first = processes.identity_of(pid)
        if first is None or first["session"] != pid:
            raise cannot_start({"step": "program", "errno": "ESRCH", "reason": "it ended at once"}, args["command"])
        store.write(dict(record, process=first))
        try:
            os.write(start_it, GO)
        except BrokenPipeError:
            # It was stopped as soon as it was written down; `wait` says how it ended.
            pass
    except BaseException:
        os.close(start_it)
        os.close(report)
        raise
    # From here on it runs, and is written down: a client that does not want it any more can stop it.
    os.close(start_it)
    record = dict(record, process=first)
    hold(task, record)
    try:
        yield from uncancelled(outcome(report, args["command"]))
    except Failure:
        # It has no process again. The waiter sees that, and writes no exit file.
        del record["process"]
        store.write(record)
        raise
    finally:
        os.close(report)
    return {"record": record}


def _pid_of(report):
    """The first line of the command's process: it is the leader of its session by then."""
    os.set_blocking(report, False)
    content = b""
    while not content.endswith(b"\n"):
        try:
            part = os.read(report, 1)
        except BlockingIOError:
            yield Wait(1, readable=[report])
            continue
        if not part:
            raise Failure("internal", "The waiter ended at once.")
        content += part
    return int(content)
