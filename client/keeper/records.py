"""Records as they are read from their files: version 2, and version 1 in the form of version 2."""

import json
import re

from keeper.shape import amount, boolean, fields, integer, list_of, one_of, plain, text

# A record decides which files are made and removed, so its names are no paths.
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}\Z")
# The lease of an editor that lives and wrote a record of version 1.
OWNER_SECONDS = 10
# No lease is taken for longer. One that has more left was taken before the clock was set back.
MOST_LEASE_SECONDS = 120


def name(value):
    """An id of a record or of a start: usable in a file name."""
    return isinstance(value, str) and _NAME.match(value) is not None


_identity = fields({"pid": amount, "session": amount, "startTicks": amount})
_ray = fields(
    {
        "address": text,
        "dashboardUrl": text,
        "auth": one_of("token", "disabled"),
        "head": boolean,
        "ports": list_of(amount),
    },
    {"gpus": list_of(amount), "npus": list_of(amount), "sessionName": text},
)
_launch = fields({"configFile": text, "dashboardUrl": text, "endpoint": text, "applications": list_of(text)})
_base = {
    "id": name,
    "attempt": name,
    "stage": one_of("starting", "started"),
    "clusterFile": text,
    "cluster": text,
    "node": text,
    "host": text,
    "argv": list_of(text),
    "logFile": text,
    "createdAt": integer,
}
_kinds = {
    "node": {"ray": _ray},
    "launcher": {"launch": _launch},
    "job": {"launch": _launch, "job": fields({"submissionId": text})},
}
_lease = fields({"window": text, "machine": text, "expires": integer})
_version1 = fields(
    {
        "id": name,
        "kind": one_of("ray-node", "launcher"),
        "clusterFile": text,
        "cluster": text,
        "node": text,
        "host": text,
        "bootId": text,
        "logFile": text,
        "session": amount,
        "startTicks": amount,
        "createdAt": integer,
        "argv": list_of(text),
    }
)


def draft(value):
    """A record as a client sends it: the keeper adds machine, boot, lease and exit file."""
    if not isinstance(value, dict) or not plain(value):
        return False
    if value.get("version") != 2 or not isinstance(value.get("kind"), str) or value["kind"] not in _kinds:
        return False
    optional = {"process": _identity}
    return fields(dict(_base, **_kinds[value["kind"]]), optional)(value)


def decode(content, alive):
    """
    The record of a file's bytes, in the form of version 2; None if it is not one. `alive(pid, start_ticks)` gives
    the lease of the process that owned a record of version 1, or None.
    """
    try:
        value = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or not plain(value):
        return None
    if value.get("version") == 1 and _version1(value):
        return _upgraded(value, alive)
    if not draft(value):
        return None
    more = fields({"machine": text, "boot": text, "exitFile": text}, {"lease": _lease})
    return value if more(value) else None


def encode(record):
    """The bytes of a record's file."""
    return (json.dumps(record, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def _upgraded(old, alive):
    record = {
        "version": 2,
        "id": old["id"],
        "attempt": "v1:%d" % old["createdAt"],
        "stage": "starting" if old.get("stage") == "starting" else "started",
        "kind": "node" if old["kind"] == "ray-node" else "launcher",
        "machine": old["machine"] if text(old.get("machine")) else "",
        "boot": old["bootId"],
        "exitFile": "",
    }
    for key in ("clusterFile", "cluster", "node", "host", "argv", "logFile", "createdAt"):
        record[key] = old[key]
    if old["session"] != 0:
        session = old["session"]
        record["process"] = {"pid": session, "session": session, "startTicks": old["startTicks"]}
    owner = old.get("owner")
    if fields({"pid": amount, "startTicks": amount})(owner):
        lease = alive(owner["pid"], owner["startTicks"])
        if lease is not None:
            record["lease"] = lease
    if record["kind"] == "node":
        record["ray"] = _upgraded_ray(old.get("ray"))
    else:
        launch = old.get("launch")
        nothing = {"configFile": "", "dashboardUrl": "", "endpoint": "", "applications": []}
        record["launch"] = launch if _launch(launch) else nothing
    return record


def _upgraded_ray(ray):
    """Facts of a node; without them it can still be stopped, since its session is known."""
    if isinstance(ray, dict):
        ray = dict(ray, auth=ray["auth"] if ray.get("auth") in ("token", "disabled") else "disabled")
        for key, shape in (("gpus", list_of(amount)), ("npus", list_of(amount)), ("sessionName", text)):
            if key in ray and not shape(ray[key]):
                del ray[key]
        if _ray(ray):
            return ray
    return {"address": "", "dashboardUrl": "", "auth": "disabled", "head": False, "ports": []}
