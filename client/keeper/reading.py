"""Reads files and folders."""

import base64
import os

from keeper.held import identity_of
from keeper.owned import MISSING, open_regular
from keeper.shape import amount, list_of, require, text

MOST_BYTES = 1 << 20


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
