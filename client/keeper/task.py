"""One request under way, and what it waits for."""

import time

# Bytes of events that the client has not acknowledged, of one request.
MOST_UNACKNOWLEDGED = 1 << 20


class Wait:
    """
    Until the time has passed, a descriptor is ready, a child has ended, what is watched has changed or bytes were
    acknowledged.
    """

    def __init__(self, seconds, readable=(), writable=(), child=False, aligned=0, watched=False):
        # Requests that look again and again do so at the same moments, multiples of `aligned` seconds: so the process
        # sleeps between them.
        due = time.monotonic() + seconds
        self.due = (int(due / aligned) + 1) * aligned if aligned else due
        self.readable = readable
        self.writable = writable
        self.child = child
        self.watched = watched


class Task:
    """One request under way."""

    def __init__(self, loop, number):
        self.loop = loop
        self.number = number
        self.steps = None
        self.wait = Wait(0)
        self.cancelled = False
        self.unacknowledged = 0
        # What the request watches has changed; it takes this back itself.
        self.changed = False

    def event(self, value, size=0, payload=b""):
        """Sends an event; `size` bytes of it are to be acknowledged, and all of a payload."""
        self.unacknowledged += size + len(payload)
        line = {"id": self.number, "event": value}
        self.loop.channel.send(dict(line, bytes=len(payload)) if payload else line, payload)

    @property
    def room(self):
        """Bytes that may be sent before the client has acknowledged more."""
        return MOST_UNACKNOWLEDGED - self.unacknowledged

    def acknowledge(self, size):
        """The client has used these bytes. Who did not wait for room goes on waiting."""
        was_full = self.room <= 0
        self.unacknowledged -= size
        if was_full:
            self.wait.due = 0

    def wake(self):
        """What the request watches has changed."""
        self.changed = True
        if self.wait.watched:
            self.wait.due = 0

    def cancel(self):
        """`Cancelled` is raised where the request waits."""
        self.cancelled = True
        self.wait.due = 0
