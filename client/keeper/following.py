"""Follows files that grow."""

import os
import time

from keeper.task import Wait
from keeper.held import Held, identity_of, renamed_file
from keeper.owned import status_of
from keeper.shape import amount, require, text

CHUNK = 262144
# Between two looks at a file that nothing wakes for: short while bytes come, growing to the long one while none do.
SHORT_SECONDS = 0.25
LONG_SECONDS = 2.0
# Who renames a file makes the next one soon. Until then the file that was there is not reported as gone.
GRACE_SECONDS = 0.5
# Between two looks at a file that is written to, so that a line is seen within a tenth of a second; the longer one where
# more than a few requests are under way.
REST_SECONDS = 0.05
MANY_REST_SECONDS = 0.075
FEW = 8
# Bytes before the offset that must still be there: a file may be emptied and grow beyond the offset between two looks.
KNOWN_BYTES = 32


def follow(task, args):
    """
    Never answers: events `{offset, identity, size}` with the bytes before that offset as their payload, `{replaced}`,
    `{shortened}`, `{renamed}`, `{gone}` and `{full}`, until it is cancelled. What was sent and not acknowledged is bounded. A file that was
    renamed or removed is read to its end before the next one. A renamed one is read on until the next one has bytes: its
    writer holds it open, and may never open another one.
    """
    require(args, {"path": text, "offset": amount}, {"identity": text})
    follower = Follower(task, args["path"], args["offset"], args.get("identity"))
    try:
        while True:
            yield follower.step()
    finally:
        follower.close()


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
        self.is_told_renamed = False
        self.is_told_full = False
        self.pause = SHORT_SECONDS
        # The next change wakes the task.
        self.armed = False
        self.can_watch = True
        # Changes in a row that only the clock showed: on a network file system nobody reports what others write.
        self.unreported = 0

    def close(self):
        """Gives back what it holds."""
        self.task.loop.watcher.forget(self.task)
        self._hold(None)

    def step(self):
        """Looks once, and gives what is waited for then."""
        if self.task.room <= 0:
            return Wait(60)
        changed, self.task.changed = self.task.changed, False
        was_armed = self.armed and not changed
        # Only a file that nothing came from is watched: one that is written to all the time wakes nobody.
        self.armed = was_armed
        wait = self._look(was_armed)
        if wait is None and not was_armed:
            self.armed = self.can_watch = self.task.loop.watcher.watch(self.task, self.path)
            # Once more, so that no change falls between the two.
            wait = self._look(False)
        return self._idle() if wait is None else wait

    def _look(self, was_armed):
        """What is waited for when something was found; None where nothing is new."""
        if self.held is None:
            return self._begin()
        known = len(self.known)
        most = known + min(CHUNK, self.task.room)
        data = os.pread(self.held.descriptor, most, self.offset - known)
        # After a lost connection nothing is known but the offset.
        if data[:known] != self.known or (not data and os.fstat(self.held.descriptor).st_size < self.offset):
            return self._restart("shortened")
        if len(data) > known:
            self.unreported = self.unreported + 1 if was_armed else 0
            self.armed = False
            return self._send(data[known:], len(data) == most)
        status = status_of(self.path)
        has_left = status is None or identity_of(status) != self.held.identity
        wait = self._leave() if has_left else None
        return self._tell_full() if wait is None else wait

    def _begin(self):
        there = Held.open(self.path)
        if self.identity is not None and (there is None or there.identity != self.identity):
            renamed = renamed_file(self.path, self.identity)
            if renamed is not None and there is not None:
                there.close()
            there = renamed or there
        if there is None:
            return None if self.identity is None else self._tell("gone")
        if self.identity not in (None, there.identity):
            self._tell("replaced")
        self._hold(there)
        return Wait(0)

    def _leave(self):
        """The file that was read to its end stands no more at its path. None where it is read on under its new name."""
        is_renamed = os.fstat(self.held.descriptor).st_nlink > 0
        there = Held.open(self.path)
        if there is not None and is_renamed and os.fstat(there.descriptor).st_size == 0:
            there.close()
            there = None
        if there is None:
            now = time.monotonic()
            if self.missing_since is None:
                self.missing_since = now
            if now < self.missing_since + GRACE_SECONDS:
                return Wait(0.1)
            if is_renamed:
                return self._tell_renamed()
        wait = self._tell("gone" if there is None else "replaced")
        self._hold(there)
        return wait

    def _tell_renamed(self):
        """Once."""
        if self.is_told_renamed:
            return None
        self.is_told_renamed = True
        self.task.event({"renamed": True})
        return Wait(0)

    def _tell_full(self):
        """Once, that what is written now is lost; again when there was room in between."""
        status = os.fstatvfs(self.held.descriptor)
        # Some blocks are for root alone. Some file systems count none.
        free = status.f_bfree if os.geteuid() == 0 else status.f_bavail
        was_full, self.is_told_full = self.is_told_full, status.f_blocks > 0 and free == 0
        if was_full or not self.is_told_full:
            return None
        self.task.event({"full": True})
        return Wait(0)

    def _restart(self, kind):
        self.offset, self.known = 0, b""
        self.task.event({kind: True})
        return Wait(0)

    def _tell(self, kind):
        self.identity = None
        return self._restart(kind)

    def _hold(self, file):
        if self.held is not None:
            self.held.close()
        self.held = file
        self.missing_since = None
        self.is_told_renamed = False
        if file is not None:
            self.identity = file.identity

    def _send(self, data, is_full):
        self.offset += len(data)
        size = os.fstat(self.held.descriptor).st_size if is_full else self.offset
        self.known = (self.known + data[-KNOWN_BYTES:])[-KNOWN_BYTES:]
        self.task.event({"offset": self.offset, "identity": self.identity, "size": size}, payload=data)
        self.pause = SHORT_SECONDS
        # More is there already; other requests have their turn before.
        if self.offset < size:
            return Wait(0)
        # All files are read at the same moments: what is written meanwhile costs nothing.
        rest = MANY_REST_SECONDS if len(self.task.loop.tasks) > FEW else REST_SECONDS
        return Wait(0 if self._is_reported() else self.pause, aligned=rest)

    def _is_reported(self):
        return self.can_watch and self.unreported < 2

    def _idle(self):
        if self._is_reported():
            return Wait(LONG_SECONDS, aligned=REST_SECONDS, watched=True)
        self.pause = min(self.pause * 1.5, LONG_SECONDS)
        return Wait(self.pause, aligned=REST_SECONDS, watched=True)
