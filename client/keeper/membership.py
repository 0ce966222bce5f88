"""Which processes belong to a record. The rule of this file: what is not proven to be ours is not touched."""


def processes_of(record, processes, boot):
    """
    (members, strays). A process belongs to a record if it carries the record's id in its environment, or lives in the
    record's session while something proves that the session is still that one, or descends from such a process; and
    never if it is older than the record's first process. Nothing of another boot belongs to it. Strays are in the
    record's session, but nothing proves that this is still the session that was recorded.
    """
    if record["boot"] != boot:
        return [], []
    first = record.get("process") or {"pid": 0, "session": 0, "startTicks": 0}
    candidates = [process for process in processes if process["startTicks"] >= first["startTicks"]]
    marked = [process for process in candidates if process.get("record") == record["id"]]
    in_session = _session_of(first, candidates)
    proven = any(_is_proof(record, first, process) for process in in_session)
    members = _with_descendants(marked + (in_session if proven else []), candidates)
    known = {process["pid"] for process in members}
    strays = [] if proven else [process for process in in_session if process["pid"] not in known]
    return members, strays


def _session_of(first, candidates):
    """Those that carry the record's session number, unless the number has gone to another session since."""
    session = first["session"]
    if session == 0:
        return []
    for process in candidates:
        if process["pid"] == session and process["startTicks"] != first["startTicks"]:
            return []
    return [process for process in candidates if process["session"] == session]


def _is_proof(record, first, process):
    """The first process itself, one with the record's id, or a program of Ray that names this cluster's address."""
    if process["pid"] == first["session"] and process["startTicks"] == first["startTicks"]:
        return True
    if process.get("record") == record["id"]:
        return True
    address = record.get("ray", {}).get("address")
    return bool(address) and gcs_address_of(process["argv"]) == address


def _with_descendants(roots, candidates):
    found = {process["pid"]: process for process in roots}
    grew = True
    while grew:
        children = [
            child
            for child in candidates
            if child["pid"] not in found
            and child["parent"] in found
            and child["startTicks"] >= found[child["parent"]]["startTicks"]
        ]
        for child in children:
            found[child["pid"]] = child
        grew = bool(children)
    return list(found.values())


def gcs_address_of(argv):
    """
    `ip:port` of the GCS, from the flag that raylet, log monitor and dashboard are started with (ray 2.60). The raylet
    has it inside the command for its workers, which is one word of its argv.
    """
    for argument in argv:
        for word in argument.split(" "):
            if word.startswith("--gcs-address="):
                return word[len("--gcs-address=") :]
    return None


def program(argv):
    """Name of the program without its folder; empty where it is unknown."""
    return argv[0].rpartition("/")[2] if argv else ""


def matches(record, match, process):
    """Whether a process is one of those that a phase of stop names."""
    if match == "leader":
        return process["pid"] == record.get("process", {}).get("pid") or (
            "process" not in record and process["pid"] == process["session"]
        )
    if match == "raylet":
        return program(process["argv"]) == "raylet"
    if match == "others":
        return program(process["argv"]) != "gcs_server"
    return True
