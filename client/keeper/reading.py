"""Reads files and folders."""

import base64
import os

from keeper.failure import Failure
from keeper.held import identity_of
from keeper.owned import MISSING, open_regular
from keeper.shape import amount, list_of, require, text
from keeper.task import Wait

MOST_BYTES = 1 << 20
# Of one answer of `beginnings`, before Base64.
MOST_TOGETHER = 16 << 20
# Files that are read before other requests have their turn: a disk may be slow.
FILES_A_TURN = 32


def read(_task, args):
    """Answers `{data, size, identity}`, or None if there is no file. A Failure for anything but a regular file."""
    require(args, {"path": text, "from": amount, "maxBytes": amount})
    opened = open_regular(args["path"])
    if opened is None:
        return None
    descriptor, status = opened
    try:
        wanted = args["from"] < status.st_size
        data = os.pread(descriptor, min(args["maxBytes"], MOST_BYTES), args["from"]) if wanted else b""
    finally:
        os.close(descriptor)
    return {"data": base64.b64encode(data).decode(), "size": status.st_size, "identity": identity_of(status)}


def beginnings(_task, args):
    """
    Answers the beginning of each file, `{data, size}`; None for what is absent, no regular file, or not readable: of
    many files, one that cannot be read must not cost the others.
    """
    require(args, {"paths": list_of(text), "maxBytes": amount})
    paths, most = args["paths"], args["maxBytes"]
    if len(paths) * most > MOST_TOGETHER:
        raise Failure("badRequest", "These beginnings are more than %d bytes together." % MOST_TOGETHER)
    found = []
    for index, path in enumerate(paths):
        if index % FILES_A_TURN == FILES_A_TURN - 1:
            yield Wait(0)
        found.append(_beginning(path, most))
    return {"files": found}


def _beginning(path, most):
    try:
        opened = open_regular(path)
        if opened is None:
            return None
        descriptor, status = opened
        try:
            data = os.pread(descriptor, most, 0)
        finally:
            os.close(descriptor)
    except (Failure, OSError, ValueError):  # The last one for what is no path, such as half a surrogate pair.
        return None
    return {"data": base64.b64encode(data).decode(), "size": status.st_size}


def names(_task, args):
    """Answers the names in each folder; none where it does not exist."""
    require(args, {"folders": list_of(text)})
    found = []
    for folder in args["folders"]:
        try:
            found.append(sorted(os.listdir(folder)))
        except OSError as error:
            if error.errno not in MISSING:
                raise
            found.append([])
    return {"folders": found}
