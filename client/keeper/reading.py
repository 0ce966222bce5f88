"""Reads files, and follows those that grow."""

import base64
import os

from keeper.loop import Wait
from keeper.owned import MISSING, open_regular
from keeper.shape import amount, list_of, require, text

MOST_BYTES = 1 << 20
CHUNK = 262144
# Between two looks at a file: short while bytes come, growing to the long one while none do.
SHORT_SECONDS = 0.25
LONG_SECONDS = 2.0


def read(_task, args):
    """Answers `{data, size, identity}`, or None if there is no file. A Failure for anything but a regular file."""
    require(args, {"path": text, "from": amount, "maxBytes": amount})
    sight = Sight(args["path"])
    try:
        found = sight.look(args["from"], min(args["maxBytes"], MOST_BYTES))
    finally:
        sight.close()
    if found is None:
        return None
    data, size, identity = found
    return {"data": base64.b64encode(data).decode(), "size": size, "identity": identity}


class Sight:
    """
    The file at a path as it was seen last. It stays open until the next look: no file that takes its place gets its
    number meanwhile, so that the two can be distinguished.
    """

    def __init__(self, path):
        self.path = path
        self._descriptor = None

    def look(self, start, most, expected=None):
        """(data, size, identity), without data where the file is not the expected one; None if there is no file."""
        opened = open_regular(self.path)
        self.close()
        if opened is None:
            return None
        self._descriptor, status = opened
        identity = "%d:%d" % (status.st_dev, status.st_ino)
        wanted = expected in (None, identity) and start < status.st_size
        data = os.pread(self._descriptor, most, start) if wanted else b""
        return data, status.st_size, identity

    def close(self):
        """Gives back what it holds."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


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


def follow(task, args):
    """
    Never answers: events `{data, offset, identity, size}` with the offset behind the data, `{replaced}`, `{shortened}`
    and `{gone}`, until it is cancelled. What was sent and not acknowledged is bounded.
    """
    require(args, {"path": text, "offset": amount}, {"identity": text})
    sight = Sight(args["path"])
    try:
        yield from _follow(task, sight, args["offset"], args.get("identity"))
    finally:
        sight.close()


def _follow(task, sight, offset, identity):
    pause = SHORT_SECONDS
    while True:
        room = min(CHUNK, task.room)
        if room <= 0:
            yield Wait(60)
            continue
        found = sight.look(offset, room, identity)
        if found is None:
            if identity is not None:
                task.event({"gone": True})
                offset, identity = 0, None
            pause = min(pause * 1.5, LONG_SECONDS)
            yield Wait(pause, aligned=True)
            continue
        data, size, now = found
        if identity not in (None, now):
            task.event({"replaced": True})
            offset, identity = 0, now
            continue
        identity = now
        if size < offset:
            task.event({"shortened": True})
            offset = 0
            continue
        if data:
            offset += len(data)
            encoded = base64.b64encode(data).decode()
            task.event({"data": encoded, "offset": offset, "identity": identity, "size": size}, len(data))
            pause = SHORT_SECONDS
            # More is there already; other requests have their turn before.
            yield Wait(0 if offset < size else pause, aligned=offset >= size)
        else:
            pause = min(pause * 1.5, LONG_SECONDS)
            yield Wait(pause, aligned=True)
