"""The two streams to the client: one JSON value a line, UTF-8, and bytes behind a line that announces them."""

import json
import os

from keeper.failure import Failure

MOST_BYTES = 16 << 20
# Of one call; Linux takes 1024.
MOST_LINES = 64
# Made once: `json.dumps` would make another one for each line.
_encode = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode
_TOO_LONG = Failure("badRequest", "The line is longer than %d bytes." % MOST_BYTES)


class Channel:
    """Reads lines without waiting, and keeps what the client has not taken yet."""

    def __init__(self, source, target):
        self.source = source
        self.target = target
        self._partial = []
        self._size = 0
        self._skipping = False
        self._unsent = []
        # Nobody reads what is sent.
        self.broken = False
        os.set_blocking(source, False)
        os.set_blocking(target, False)

    def read(self):
        """Lines that are there now, each a value or a Failure; None at the end of input."""
        try:
            data = os.read(self.source, 262144)
        except BlockingIOError:
            return []
        except OSError:
            return None
        if not data:
            return None
        values = []
        *whole, rest = data.split(b"\n")
        for part in whole:
            self._add(part)
            line = b"".join(self._partial)
            values.append(_TOO_LONG if self._skipping else _decoded(line))
            self._partial, self._size, self._skipping = [], 0, False
        self._add(rest)
        return values

    def _add(self, part):
        self._size += len(part)
        if self._size > MOST_BYTES:
            self._partial, self._skipping = [], True
        elif part:
            self._partial.append(part)

    @property
    def waits(self):
        """Whether there is something that the client has not taken."""
        return bool(self._unsent)

    def send(self, value, payload=b""):
        """
        Queues a line, for `flush`. What is not JSON is an error of its request. A payload comes behind the line, as it
        is: the line announces its bytes.
        """
        if not self.broken:
            try:
                line = _encode(value)
            except (ValueError, RecursionError) as error:
                failure = Failure("internal", "The answer is not JSON: %s" % error)
                line = json.dumps({"id": value["id"], "error": failure.answer()})
            self._unsent.append(memoryview(line.encode() + b"\n" + payload))

    def flush(self):
        """Writes what can be written now, without waiting."""
        try:
            while self._unsent:
                written = os.writev(self.target, self._unsent[:MOST_LINES])
                while self._unsent and written >= len(self._unsent[0]):
                    written -= len(self._unsent.pop(0))
                if written:
                    self._unsent[0] = self._unsent[0][written:]
                    return
        except BlockingIOError:
            return
        except OSError:
            self.broken = True
            self._unsent.clear()


def _decoded(line):
    try:
        return json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        return Failure("badRequest", "The line is not JSON: %s" % error)
