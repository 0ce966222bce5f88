"""Ends what belongs to a record, phase by phase."""

import os
import signal
import time

from keeper import machine, processes
from keeper.task import Wait
from keeper.membership import matches, processes_of
from keeper.records import name
from keeper.shape import boolean, fields, list_of, number, one_of, require
from keeper.sockets import port_number, states
from keeper.store import Store

# Between two looks at known processes, and at the whole table while some are waited for.
LOOK_SECONDS = 0.05
TABLE_SECONDS = 1.0
# How long the kernel may take to end what was killed.
KILLED_SECONDS = 10.0
# A start by another window may come in between; more often than this none is waited for.
MOST_ROUNDS = 3

_phase = fields(
    {
        "match": one_of("leader", "raylet", "others", "all"),
        "signal": one_of("SIGTERM", "SIGKILL", "SIGINT"),
        "graceMs": number,
    }
)


def stop(task, args):
    """
    Answers `{left, strays, ports, removed}`, with an event `{phase, signalled, killed}` for each phase that signals.
    What was signalled in a phase and lives on after its grace is killed; what was started meanwhile, at the end.
    """
    require(
        args,
        {"id": name, "phases": list_of(_phase)},
        {"attempt": name, "ports": list_of(port_number), "portMs": number, "keepRecord": boolean},
    )
    store = Store()
    answer = {"left": [], "strays": [], "ports": [], "removed": True}
    for _ in range(MOST_ROUNDS):
        record = store.get(args["id"])
        if record is None or record["attempt"] != args.get("attempt", record["attempt"]):
            # Another program has removed it, maybe between two rounds.
            answer.update(left=[], strays=[], removed=True)
            break
        members = Members(record)
        yield from _end(task, members, args["phases"])
        tried = dict(members.known)
        answer["left"], answer["removed"] = members.look(), False
        answer["strays"] = members.strays
        if any(tried.get(each["pid"]) == each["startTicks"] for each in answer["left"]):
            return answer
        if answer["left"]:
            # Its start was under way: the next round is its.
            continue
        keep = args.get("keepRecord", False)
        if (yield from _removed(task, store, record, keep)):
            answer["removed"] = not keep
            break
    answer["ports"] = yield from _taken(args.get("ports", []), args.get("portMs", 0) / 1000)
    return answer


class Members:
    """What belongs to a record. A process once seen to do so does forever, though its parent, the proof, may end."""

    def __init__(self, record):
        self.record = record
        self.known = {}
        self.strays = []
        self.boot = machine.boot()
        # Never this program, nor what it runs under.
        self.spared = processes.ancestors()

    def look(self):
        """Those that live, by one look at all processes."""
        table = processes.table()
        members, self.strays = processes_of(self.record, table, self.boot)
        for process in members:
            self.known[process["pid"]] = process["startTicks"]
        return [
            process
            for process in table
            if self.known.get(process["pid"]) == process["startTicks"] and process["pid"] not in self.spared
        ]


def _end(task, members, phases):
    for index, phase in enumerate(phases):
        targets = [each for each in members.look() if matches(members.record, phase["match"], each)]
        yield from _end_these(task, members, index, targets, phase["signal"], phase["graceMs"] / 1000)
    # What was started while the others were ended.
    yield from _end_these(task, members, len(phases), members.look(), "SIGKILL", 0)


def _end_these(task, members, index, targets, number, grace):
    if not targets:
        return
    event = {"phase": index, "signalled": _signal_all(targets, number), "killed": []}
    task.event(dict(event))
    rest = targets
    if number != "SIGKILL":
        rest = yield from _gone(members, targets, grace)
        if not rest:
            return
        task.event(dict(event, signalled=[], killed=_signal_all(rest, "SIGKILL")))
    yield from _gone(members, rest, KILLED_SECONDS)


def _signal_all(targets, number):
    return [each for each in targets if send_signal(each["pid"], each["startTicks"], getattr(signal, number))]


def send_signal(pid, start_ticks, number):
    """
    Sends a signal to exactly this process; False if it does not live, or may not be signalled. Where the system has
    descriptors for processes (Python 3.9, Linux 5.3), no other process can come in between.
    """
    descriptor = None
    try:
        if hasattr(os, "pidfd_open") and hasattr(signal, "pidfd_send_signal"):
            try:
                descriptor = os.pidfd_open(pid)
            except ProcessLookupError:
                return False
            except OSError:
                pass  # An older kernel.
        if not processes.lives(pid, start_ticks):
            return False
        if descriptor is None:
            os.kill(pid, number)
        else:
            signal.pidfd_send_signal(descriptor, number)
        return True
    except (ProcessLookupError, PermissionError):
        return False
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _gone(members, targets, seconds):
    """Waits until the targets are gone; gives those that live on when the time is over."""
    until = time.monotonic() + seconds
    look = time.monotonic() + TABLE_SECONDS
    while True:
        late = time.monotonic() >= until
        targets = [each for each in targets if processes.lives(each["pid"], each["startTicks"])]
        if not targets or late:
            return targets
        if time.monotonic() >= look:
            # Children are known before the parent that proves them ends.
            members.look()
            look = time.monotonic() + TABLE_SECONDS
        yield Wait(LOOK_SECONDS, child=True)


def _removed(task, store, record, keep):
    """Removes the record, or keeps it; False where another window has started something under it since."""
    with (yield from store.lock()):
        there = store.get(record["id"])
        if there is None or there["attempt"] != record["attempt"]:
            return True
        if there.get("process") != record.get("process"):
            return False
        if not keep:
            store.remove(there)
            task.loop.held.pop(record["id"], None)
        return True


def _taken(ports, seconds):
    until = time.monotonic() + seconds
    while True:
        late = time.monotonic() >= until
        taken = [state for state in states(ports, holders=late) if not state["free"]]
        if not taken or late:
            return taken
        yield Wait(0.1)
