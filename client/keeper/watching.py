"""
Wakes requests when a file changes, by inotify(7): one descriptor for all files of the process. Where there is none, such
as on a system without it or beyond its limits, nothing wakes them, and they look by the clock.
"""

import os
import struct

# Linux 2.6.13, include/uapi/linux/inotify.h.
_MODIFY, _ATTRIB, _MOVED_TO, _CREATE, _DELETE_SELF, _MOVE_SELF = 0x2, 0x4, 0x80, 0x100, 0x400, 0x800
_DONT_FOLLOW, _ONESHOT = 0x02000000, 0x80000000
# A removed name shows as a change of attributes as long as somebody holds the file open.
_OF_FILE = _MODIFY | _ATTRIB | _DELETE_SELF | _MOVE_SELF | _DONT_FOLLOW | _ONESHOT
_OF_FOLDER = _CREATE | _MOVED_TO | _ONESHOT
_HEADER = struct.Struct("iIII")


class Watcher:
    """
    A watch reports one change and is gone. So a file that is written to a thousand times a second wakes the process
    once, until its reader has looked and asks anew.
    """

    def __init__(self):
        self.descriptor = None
        self._add = None
        self._tasks = {}

    def watch(self, task, path):
        """Wakes the task at the next change of the file, or of its folder where there is none. False if it cannot."""
        if self._add is None:
            self._open()
        if self.descriptor is None:
            return False
        number = self._add(self.descriptor, os.fsencode(path), _OF_FILE)
        if number < 0:
            folder = os.path.dirname(path) or "."
            number = self._add(self.descriptor, os.fsencode(folder), _OF_FOLDER)
        if number < 0:
            return False
        self._tasks.setdefault(number, set()).add(task)
        return True

    def forget(self, task):
        """The task ends: nothing is to wake it. A watch that is left reports once, to nobody."""
        for number, tasks in list(self._tasks.items()):
            tasks.discard(task)
            if not tasks:
                del self._tasks[number]

    def read(self):
        """The tasks whose files have changed."""
        try:
            data = os.read(self.descriptor, 65536)
        except BlockingIOError:
            return set()
        woken = set()
        at = 0
        while at < len(data):
            number, _, _, length = _HEADER.unpack_from(data, at)
            at += _HEADER.size + length
            # -1: events were lost, of unknown files.
            for each in list(self._tasks) if number == -1 else [number]:
                woken |= self._tasks.pop(each, set())
        return woken

    def _open(self):
        self._add = _never
        try:
            # Only here: most keepers follow nothing, and it takes a while to load.
            import ctypes

            library = ctypes.CDLL(None)
            descriptor = library.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
            add = library.inotify_add_watch
            add.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_uint32)
        except (ImportError, OSError, AttributeError):
            return
        if descriptor >= 0:
            self.descriptor, self._add = descriptor, add


def _never(*_):
    return -1
