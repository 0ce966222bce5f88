"""The folder of records: `<state folder>/records/<id>.json`, mode 0600."""

import fcntl
import os
import time

from keeper import machine, processes, records
from keeper.failure import Failure, os_failure
from keeper.task import Wait
from keeper.owned import MISSING, fault_failure, folder_fault, open_own
from keeper.writing import create, drop_drafts, make_folder, replace, unlink

# A record is some hundred bytes; a file that is larger is not one.
MOST_BYTES = 1 << 20
LOCK_SECONDS = 10.0


class Store:
    """Every method raises a Failure where the folders are not this user's own."""

    def __init__(self):
        self.state = machine.state_folder()
        self.folder = self.state + "/records"
        self._check()

    def _check(self):
        # The logs lie beside the records, and what is written down is about to write there.
        for folder in (self.state, self.folder, self.state + "/logs"):
            fault = folder_fault(folder)
            if fault is not None:
                raise fault_failure(fault)

    def path(self, record_id):
        """File of a record."""
        return "%s/%s.json" % (self.folder, record_id)

    def exit_path(self, record_id, attempt):
        """File for the exit code of a start."""
        return "%s/%s.%s.exit" % (self.folder, record_id, attempt)

    def all(self):
        """(records, faults): all that can be used, oldest first; one bad file costs itself alone."""
        try:
            names = os.listdir(self.folder)
        except OSError as error:
            if error.errno in MISSING:
                return [], []
            raise
        found, broken = [], []
        for name in sorted(names):
            if not name.endswith(".json"):
                continue
            try:
                record = self.get(name[: -len(".json")])
                if record is not None:
                    found.append(record)
            except Failure as failure:
                broken.append(dict(failure.answer(), path="%s/%s" % (self.folder, name)))
        return sorted(found, key=lambda record: record["createdAt"]), broken

    def get(self, record_id):
        """A record, or None if there is none. Raises a Failure for a file that cannot be used."""
        path = self.path(record_id)
        opened = open_own(path)
        if opened is None:
            return None
        try:
            content = os.read(opened[0], MOST_BYTES)
        except OSError as error:
            raise os_failure(error, path)
        finally:
            os.close(opened[0])
        record = records.decode(content, _owner_lease)
        # The file is found by its name when the record is removed, so the two must agree.
        if record is None or record["id"] != record_id:
            raise Failure("fault", "%s is not a record of this version." % path, fault="content", path=path)
        return record

    def expect(self, record_id, attempt):
        """The record of this attempt. Raises a Failure `missing` or `exists` where there is none, or another one."""
        record = self.get(record_id)
        if record is None:
            raise Failure("missing", "There is no record %s." % record_id)
        if record["attempt"] != attempt:
            raise Failure("exists", "The record %s is of another start." % record_id)
        return record

    def lock(self):
        """
        Waits for the lock of the folder, which the system gives back when its holder ends. Use as
        `lock = yield from store.lock()`, and close what it gives. None where the file system has no locks.
        """
        make_folder(self.folder)
        # Another user may have made it since the first look.
        self._check()
        descriptor = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        end = time.monotonic() + LOCK_SECONDS
        try:
            while True:
                try:
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    drop_drafts(self.folder)
                    return Lock(descriptor)
                except BlockingIOError:
                    if time.monotonic() > end:
                        raise Failure("busy", "Another program holds the lock of %s." % self.folder)
                except OSError:
                    return Lock(descriptor)
                yield Wait(0.01)
        except BaseException:
            os.close(descriptor)
            raise

    def create(self, record):
        """Writes a new record; False if there is one of its id. Only with the lock."""
        return create(self.path(record["id"]), records.encode(record))

    def write(self, record):
        """Writes a record whole, over the older one of its id. Only with the lock."""
        replace(self.path(record["id"]), records.encode(record))

    def remove(self, record):
        """Removes a record, and what its process left. Only with the lock."""
        unlink(self.path(record["id"]))
        unlink(self.exit_path(record["id"], record["attempt"]))


class Lock:
    """The lock of the folder, to be used with `with`."""

    def __init__(self, descriptor):
        self.descriptor = descriptor

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.descriptor)


def _owner_lease(pid, start_ticks):
    """The lease of an editor that wrote a record of version 1."""
    if not processes.lives(pid, start_ticks):
        return None
    expires = machine.now() + records.OWNER_SECONDS * 1000
    return {"window": "v1", "machine": machine.name(), "expires": expires}
