"""Requests about records: what there is of them and what lives, and changes of one."""

from keeper import machine
from keeper.failure import Failure
from keeper.membership import processes_of
from keeper.processes import table
from keeper.records import MOST_LEASE_SECONDS, draft, name
from keeper.shape import amount, fields, list_of, one_of, require, text
from keeper.store import Store

lease = fields({"window": text, "seconds": lambda value: amount(value) and value <= MOST_LEASE_SECONDS})
key = fields({"id": name, "attempt": name})


def survey(_task, args):
    """Answers the records of this machine with what lives of each, by one look at the processes."""
    require(args, {}, {"clusterFile": text, "kind": one_of("node", "launcher", "job"), "ids": list_of(text)})
    found, broken = Store().all()
    meant = [
        record
        for record in found
        if args.get("clusterFile") in (None, record["clusterFile"])
        and args.get("kind") in (None, record["kind"])
        and ("ids" not in args or record["id"] in args["ids"])
    ]
    here, boot, now = machine.name(), machine.boot(), machine.now()
    processes = table() if meant else []
    answers = []
    for record in meant:
        members, strays = processes_of(record, processes, boot)
        if not members and not machine.is_here(record, here, boot):
            continue
        left = record.get("lease", {}).get("expires", 0) - now
        owned = 0 < left <= MOST_LEASE_SECONDS * 1000
        answers.append({"record": record, "members": members, "strays": strays, "owned": owned})
    return {"machine": here, "boot": boot, "now": now, "records": answers, "broken": broken}


def create(task, args):
    """Answers `{created, record}`. True also for the same attempt, which was sent again."""
    require(args, {"record": draft}, {"lease": lease})
    store = Store()
    record = new_record(args, store)
    with (yield from store.lock()):
        there = store.get(record["id"])
        if there is None:
            store.create(record)
            hold(task, record)
            return {"created": True, "record": record}
        answer = {"created": there["attempt"] == record["attempt"], "record": there}
        if answer["created"]:
            hold(task, there)
        return answer


def new_record(args, store):
    """A record as it is written for the first time."""
    record = dict(args["record"], machine=machine.name(), boot=machine.boot())
    record["exitFile"] = store.exit_path(record["id"], record["attempt"])
    return with_lease(record, args)


def with_lease(record, args):
    """The record with the lease of a request, or without one."""
    record = {name: value for name, value in record.items() if name != "lease"}
    if "lease" in args:
        expires = machine.now() + args["lease"]["seconds"] * 1000
        record["lease"] = {"window": args["lease"]["window"], "machine": machine.name(), "expires": expires}
    return record


def write(task, args):
    """Writes a record over the one of the same attempt; answers it. Who started it where stays as it was."""
    require(args, {"record": draft}, {"lease": lease})
    store = Store()
    record = args["record"]
    with (yield from store.lock()):
        there = store.expect(record["id"], record["attempt"])
        record = with_lease(record, args)
        for kept in ("machine", "boot", "exitFile"):
            record[kept] = there[kept]
        # An answer may have been lost on the way that told the client of the process.
        if "process" in there and "process" not in record:
            record["process"] = there["process"]
        store.write(record)
        hold(task, record)
        return {"record": record}


def remove(task, args):
    """Removes the records that are still of these attempts."""
    require(args, {"keys": list_of(key)})
    store = Store()
    with (yield from store.lock()):
        for wanted in args["keys"]:
            record = store.get(wanted["id"])
            if record is not None and record["attempt"] == wanted["attempt"]:
                store.remove(record)
                task.loop.held.pop(record["id"], None)
    return {}


def renew(task, args):
    """Extends leases of a window; answers the ids of those that it has."""
    require(args, {"keys": list_of(key), "lease": lease})
    store = Store()
    renewed = []
    with (yield from store.lock()):
        for wanted in args["keys"]:
            try:
                record = store.expect(wanted["id"], wanted["attempt"])
            except Failure:
                continue
            # The keeper before this one gave it back when its connection was lost.
            if record.get("lease", args["lease"])["window"] == args["lease"]["window"]:
                record = with_lease(record, args)
                store.write(record)
                hold(task, record)
                renewed.append(record["id"])
    return {"renewed": renewed}


def hold(task, record):
    """Remembers the lease, to give it back at the end."""
    if "lease" in record:
        task.loop.held[record["id"]] = (record["attempt"], record["lease"]["window"])
    else:
        task.loop.held.pop(record["id"], None)


def release(held):
    """Gives back the leases that this keeper holds: its client is gone."""
    if not held:
        return
    store = Store()
    with (yield from store.lock()):
        for record_id, (attempt, window) in held.items():
            try:
                record = store.expect(record_id, attempt)
            except Failure:
                continue
            if record.get("lease", {}).get("window") == window:
                del record["lease"]
                store.write(record)


