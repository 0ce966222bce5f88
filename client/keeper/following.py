"""Follows files that grow."""

import base64
import os
import time

from keeper.task import Wait
from keeper.owned import open_regular
from keeper.shape import amount, require, text

CHUNK = 262144
# Between two looks at a file that nothing wakes for: short while bytes come, growing to the long one while none do.
SHORT_SECONDS = 0.25
LONG_SECONDS = 2.0
# Who renames a file makes the next one soon. Until then the file that was there is not reported as gone.
GRACE_SECONDS = 0.5
# Bytes before the offset that must still be there: a file may be emptied and grow beyond the offset between two looks.
KNOWN_BYTES = 32
# Names of a folder that are looked through for a file that was renamed.
MOST_NAMES = 20000


def follow(task, args):
    """
    Never answers: events `{data, offset, identity, size}` with the offset behind the data, `{replaced}`, `{shortened}`
    and `{gone}`, until it is cancelled. What was sent and not acknowledged is bounded. A file that was renamed or
    removed is read to its end before the next one.
    """
    require(args, {"path": text, "offset": amount}, {"identity": text})
    follower = Follower(task, args["path"], args["offset"], args.get("identity"))
    try:
        while True:
            yield follower.step()
    finally:
        follower.close()


class Held:
    """A file that is open. As long as it is, no other file gets its number, so that the two can be distinguished."""

    def __init__(self, opened):
        self.descriptor, status = opened
        self.identity = "%d:%d" % (status.st_dev, status.st_ino)

    @classmethod
    def open(cls, path):
        """The file at the path, or None."""
        opened = open_regular(path)
        return None if opened is None else cls(opened)

    def close(self):
        """Gives it back."""
        os.close(self.descriptor)


class Follower:
    """One file that is followed: which one, how far it was read, and when it is looked at again."""

    def __init__(self, task, path, offset, identity):
        self.task = task
        self.path = path
        self.offset = offset
        self.identity = identity
        self.known = b""
        self.held = None
        self.missing_since = None
        self.pause = SHORT_SECONDS
        # Changes in a row that only the clock showed: on a network file system nobody reports what others write.
        self.unreported = 0
        self.watched = False

    def close(self):
        """Gives back what it holds."""
        self.task.loop.watcher.forget(self.task)
        self._hold(None)

    def step(self):
        """Looks once, and gives what is waited for then."""
        room = min(CHUNK, self.task.room)
        if room <= 0:
            return Wait(60)
        was_watched, self.task.changed, changed = self.watched, False, self.task.changed
        # Before the look, so that no change falls between the two.
        self.watched = self.task.loop.watcher.watch(self.task, self.path)
        there = Held.open(self.path)
        try:
            return self._look(there, room, changed or not was_watched)
        finally:
            if there is not None and there is not self.held:
                there.close()

    def _look(self, there, room, is_expected):
        if self.held is None:
            return self._begin(there)
        size = os.fstat(self.held.descriptor).st_size
        data = self._read(size, room)
        if data is None:
            return self._restart("shortened")
        if data:
            self.unreported = 0 if is_expected else self.unreported + 1
            return self._send(data, size)
        has_left = there is None or there.identity != self.held.identity
        return self._leave(there) if has_left else self._idle()

    def _begin(self, there):
        if self.identity is not None and (there is None or there.identity != self.identity):
            there = _renamed(self.path, self.identity) or there
        if there is None:
            if self.identity is not None:
                self._tell("gone")
            return self._idle()
        if self.identity not in (None, there.identity):
            self._tell("replaced")
        self._hold(there)
        return Wait(0)

    def _leave(self, there):
        """The file that was read to its end stands no more at its path."""
        if there is None:
            now = time.monotonic()
            if self.missing_since is None:
                self.missing_since = now
            if now < self.missing_since + GRACE_SECONDS:
                return Wait(0.1, watched=True)
        self._tell("gone" if there is None else "replaced")
        self._hold(there)
        return Wait(0)

    def _restart(self, kind):
        self.offset, self.known = 0, b""
        self.task.event({kind: True})
        return Wait(0)

    def _tell(self, kind):
        self._restart(kind)
        self.identity = None

    def _hold(self, file):
        if self.held is not None:
            self.held.close()
        self.held = file
        self.missing_since = None
        if file is not None:
            self.identity = file.identity

    def _read(self, size, most):
        """What stands behind the offset; None where that is no longer the same text."""
        if size < self.offset:
            return None
        known = len(self.known)
        data = os.pread(self.held.descriptor, known + most, self.offset - known)
        return data[known:] if data[:known] == self.known else None

    def _send(self, data, size):
        self.offset += len(data)
        self.known = (self.known + data[-KNOWN_BYTES:])[-KNOWN_BYTES:]
        encoded = base64.b64encode(data).decode()
        event = {"data": encoded, "offset": self.offset, "identity": self.identity, "size": size}
        self.task.event(event, len(data))
        self.pause = SHORT_SECONDS
        # More is there already; other requests have their turn before.
        if self.offset < size:
            self.watched = False
            return Wait(0)
        # All files are read at the same moments, and what is written in between costs nothing.
        return Wait(0, aligned=True) if self._is_reported() else Wait(self.pause, aligned=True)

    def _is_reported(self):
        return self.watched and self.unreported < 2

    def _idle(self):
        if self._is_reported():
            return Wait(LONG_SECONDS, aligned=True, watched=True)
        self.pause = min(self.pause * 1.5, LONG_SECONDS)
        return Wait(self.pause, aligned=True, watched=True)


def _renamed(path, identity):
    """The file of this identity beside the path, or None: a log is rotated under another name in the same folder."""
    number = identity.rpartition(":")[2]
    try:
        with os.scandir(os.path.dirname(path) or ".") as entries:
            for _, entry in zip(range(MOST_NAMES), entries):
                if str(entry.inode()) == number and entry.is_file(follow_symlinks=False):
                    file = Held.open(entry.path)
                    if file is None or file.identity == identity:
                        return file
                    file.close()
    except OSError:
        return None
    return None
