"""
One loop, no threads. A request is a generator, which yields when it waits: a `Wait` (task.py). It sends events by its
`Task`, and what it returns is the answer.
"""

import os
import select
import signal
import time

from keeper.failure import Cancelled, Failure, os_failure
from keeper.task import Task
from keeper.watching import Watcher

# How long requests may take to come to an end when the connection has.
END_SECONDS = 5.0
# poll(2) takes milliseconds in 32 bits. A wait that is longer is one turn for nothing each time.
MOST_POLL_SECONDS = 3600.0


class Loop:
    """Runs the requests of one client until it is gone."""

    def __init__(self, channel):
        self.channel = channel
        self.tasks = {}
        self.children = set()
        self.watcher = Watcher()
        # Leases of this client: record id → (attempt, window).
        self.held = {}
        self.ending = False
        self._woken, self._waker = os.pipe()
        os.set_blocking(self._woken, False)
        os.set_blocking(self._waker, False)
        signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, self._end)

    def _end(self, *_):
        self.ending = True

    def start(self, number, make):
        """`make(task)` gives the generator of a request."""
        task = Task(self, number)
        task.steps = make(task)
        self.tasks[number] = task

    def run(self, receive, farewell):
        """
        `receive(value)` is called for each line. When the client is gone, the requests under way are cancelled, and
        then `farewell(task)` runs, a generator.
        """
        while not self.ending:
            self._turn(receive)
        for task in self.tasks.values():
            task.cancel()
        self._finish_within(END_SECONDS)
        self.start(-1, farewell)
        self._finish_within(END_SECONDS)

    def _finish_within(self, seconds):
        last = time.monotonic() + seconds
        while self.tasks and time.monotonic() < last:
            self._turn(None)

    def _turn(self, receive):
        ready = self._poll()
        if self.channel.source in ready and not self.ending:
            values = self.channel.read()
            if values is None:
                self.ending = True
                return
            for value in values:
                receive(value)
        if self.channel.broken:
            self.ending = True
        child = self._woken in ready
        if child:
            os.read(self._woken, 4096)
            self._reap()
        if self.watcher.descriptor in ready:
            for task in self.watcher.read():
                task.wake()
        now = time.monotonic()
        for task in list(self.tasks.values()):
            wait = task.wait
            if (
                wait.due <= now
                or (child and wait.child)
                or not ready.isdisjoint(wait.readable)
                or not ready.isdisjoint(wait.writable)
            ):
                self._step(task)
        # All lines of a turn by one call, and one time that the client wakes.
        self.channel.flush()

    def _poll(self):
        poll = select.poll()
        events = {self._woken: select.POLLIN}
        if self.watcher.descriptor is not None:
            events[self.watcher.descriptor] = select.POLLIN
        if not self.ending:
            events[self.channel.source] = select.POLLIN
        if self.channel.waits and not self.ending:
            events[self.channel.target] = events.get(self.channel.target, 0) | select.POLLOUT
        due = None
        for task in self.tasks.values():
            for each in task.wait.readable:
                events[each] = events.get(each, 0) | select.POLLIN
            for each in task.wait.writable:
                events[each] = events.get(each, 0) | select.POLLOUT
            due = task.wait.due if due is None else min(due, task.wait.due)
        for descriptor, mask in events.items():
            poll.register(descriptor, mask)
        if due is None:
            return {descriptor for descriptor, _ in poll.poll()}
        # Rounded up: a wait that ends too early is a turn for nothing.
        seconds = min(max(0, due - time.monotonic()), MOST_POLL_SECONDS)
        return {descriptor for descriptor, _ in poll.poll(int(seconds * 1000) + 1)}

    def _step(self, task):
        try:
            if task.cancelled:
                task.cancelled = False
                task.wait = task.steps.throw(Cancelled())
            else:
                task.wait = next(task.steps)
            if task.cancelled:
                task.wait.due = 0
        except StopIteration as end:
            self._finish(task, {"ok": end.value})
        except Cancelled:
            self._finish(task, {"error": {"code": "cancelled", "message": "Cancelled."}})
        except Failure as failure:
            self._finish(task, {"error": failure.answer()})
        except OSError as error:
            self._finish(task, {"error": os_failure(error).answer()})
        except Exception as error:  # One request that fails must not end the others.
            message = "%s: %s" % (type(error).__name__, error)
            self._finish(task, {"error": {"code": "internal", "message": message}})

    def _finish(self, task, answer):
        del self.tasks[task.number]
        if not self.ending:
            self.channel.send(dict(answer, id=task.number))

    def adopt(self, pid):
        """A child that outlives its request; it is waited for, so that it does not stay a zombie."""
        self.children.add(pid)
        self._reap()

    def _reap(self):
        for pid in list(self.children):
            try:
                ended, _ = os.waitpid(pid, os.WNOHANG)
            except ChildProcessError:
                ended = pid
            if ended:
                self.children.discard(pid)
