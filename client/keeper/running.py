"""Runs a command to its end, in a session of its own, so that its children end with it."""

import codecs
import os
import signal
import time

from keeper.command import become, command, end_of, environment, fork_with, outcome, secrets
from keeper.failure import Cancelled, Failure, uncancelled
from keeper.task import Wait
from keeper.processes import session_lives
from keeper.shape import amount, boolean, number, require

# From SIGTERM to SIGKILL, and from the end of a command to the end of its outputs.
GRACE_SECONDS = 2.0
CHUNK = 65536


def run(task, args):
    """Answers `{code, signal, stdout, stderr}`, the ends of the outputs; with `stream` events `{text}` before."""
    require(
        args,
        {"command": command, "secrets": secrets, "timeoutMs": number, "maxOutputBytes": amount},
        {"stdin": lambda value: isinstance(value, str), "stream": boolean},
    )
    child = Child(task, args)
    try:
        yield from outcome(child.report, args["command"])
        deadline = time.monotonic() + args["timeoutMs"] / 1000
        while not child.over():
            if child.status is None and time.monotonic() >= deadline:
                yield from uncancelled(child.end())
                raise Failure("timeout", "The command did not end in time.")
            yield child.wait(deadline)
        return dict(end_of(child.status), stdout=child.outputs[0].text(), stderr=child.outputs[1].text())
    except Cancelled:
        # Also when the client is gone meanwhile: nothing else ends what ignores SIGTERM.
        yield from uncancelled(child.end())
        raise
    finally:
        child.close()


class Output:
    """The end of one output, whole characters only."""

    def __init__(self, descriptor, most):
        self.descriptor = descriptor
        self.most = most
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._parts = []
        self._size = 0

    def add(self, data):
        """Keeps the last bytes; twice the limit before it is cut, so that small parts do not cost a copy each."""
        self._parts.append(data)
        self._size += len(data)
        if self._size > 2 * self.most:
            self._parts = [self._end()]
            self._size = len(self._parts[0])

    def text(self):
        """What was kept."""
        content = self._end()
        start = 0
        # A cut may have left continuation bytes (10xxxxxx) of a character at the start.
        while start < min(3, len(content)) and content[start] & 0xC0 == 0x80:
            start += 1
        return content[start:].decode("utf-8", "replace")

    def _end(self):
        content = b"".join(self._parts)
        return content[max(0, len(content) - self.most) :]


class Child:
    """A command under way with its streams."""

    def __init__(self, task, args):
        self.task = task
        self.stream = args.get("stream", False)
        self.input = memoryview(args.get("stdin", "").encode("utf-8", "surrogatepass"))
        self.status = None
        self.ended = 0.0
        env = environment(args["command"], args["secrets"])
        self.pid, pipes = fork_with(4)
        (in_read, self.stdin), (out_read, out_write), (err_read, err_write), (self.report, report_write) = pipes
        if self.pid == 0:
            try:
                os.setsid()
                become(args["command"], env, (in_read, out_write, err_write), report_write)
            finally:
                os._exit(127)
        for each in (in_read, out_write, err_write, report_write):
            os.close(each)
        for each in (self.stdin, out_read, err_read):
            os.set_blocking(each, False)
        self.outputs = [Output(each, args["maxOutputBytes"]) for each in (out_read, err_read)]

    def over(self):
        """Moves data and looks whether the command has ended, and its outputs with it."""
        self._feed()
        for output in self.outputs:
            self._take(output)
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status, self.ended = status, time.monotonic()
        if self.status is None:
            return False
        # A child that lives on may hold the outputs open; the command itself has ended.
        closed = all(output.descriptor is None for output in self.outputs)
        return closed or time.monotonic() > self.ended + GRACE_SECONDS

    def wait(self, deadline):
        """Until there is something to do."""
        due = deadline if self.status is None else self.ended + GRACE_SECONDS
        can_send = not self.stream or self.task.room > 0
        return Wait(
            max(0, due - time.monotonic()),
            readable=[each.descriptor for each in self.outputs if each.descriptor is not None and can_send],
            writable=[self.stdin] if self.stdin is not None else [],
            child=True,
        )

    def _feed(self):
        if self.stdin is None:
            return
        try:
            while self.input:
                self.input = self.input[os.write(self.stdin, self.input[:CHUNK]) :]
        except BlockingIOError:
            return
        except BrokenPipeError:
            pass  # A command that does not read its input is no error.
        os.close(self.stdin)
        self.stdin = None

    def _take(self, output, quiet=False):
        while output.descriptor is not None and (quiet or not self.stream or self.task.room > 0):
            try:
                data = os.read(output.descriptor, CHUNK)
            except BlockingIOError:
                return
            if not data:
                os.close(output.descriptor)
                output.descriptor = None
                return
            output.add(data)
            if self.stream and not quiet:
                text = output.decoder.decode(data)
                if text:
                    self.task.event({"text": text, "size": len(data)}, len(data))
            if len(data) < CHUNK:
                return

    def end(self):
        """SIGTERM to the whole group, and SIGKILL to what is left of it."""
        self.stream = False
        if self.status is not None and not session_lives(self.pid):
            return
        until = time.monotonic() + GRACE_SECONDS
        self._signal(signal.SIGTERM)
        while time.monotonic() < until:
            for output in self.outputs:
                self._take(output, quiet=True)
            if self.status is None:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
                self.status = status if pid else None
            if self.status is not None and not session_lives(self.pid):
                return
            yield Wait(0.05, child=True)
        self._signal(signal.SIGKILL)

    def _signal(self, number):
        """The group has the child's pid for its number, which the kernel gives to none else while a member lives."""
        try:
            os.killpg(self.pid, number)
        except (ProcessLookupError, PermissionError):
            pass

    def close(self):
        """Gives back what it holds."""
        for each in [self.stdin, self.report] + [output.descriptor for output in self.outputs]:
            if each is not None:
                os.close(each)
        if self.status is None:
            self.task.loop.adopt(self.pid)
