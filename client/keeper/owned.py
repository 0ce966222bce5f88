"""
Files and folders that decide what is run and ended, such as records: they must be this user's own, and nobody else may
be able to change them. The rules are those of sshd for its key files, except for parents (see `folder_fault`).
"""

import errno
import os
import stat

from keeper.failure import Failure, os_failure

# Never waits for the other end of a FIFO, and never follows a link that stands at the path itself.
READ_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
APPEND_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
# As Linux itself does (path_resolution(7)).
MOST_LINKS = 40
MISSING = (errno.ENOENT, errno.ENOTDIR)
# Linux reports ELOOP for a link at the path itself, FreeBSD EMLINK.
LINK = (errno.ELOOP, errno.EMLINK)


def fault_failure(fault):
    """A fault as an error answer; the client has the words."""
    return Failure("fault", "%s is not used (%s)." % (fault["path"], fault["fault"]), **fault)


def fault_of(path, status):
    """Why a file or folder is not this user's alone: its owner or its mode. None if it is."""
    if status.st_uid != os.geteuid():
        is_folder = stat.S_ISDIR(status.st_mode)
        return {"fault": "owner", "path": path, "uid": status.st_uid, "isFolder": is_folder}
    if status.st_mode & 0o022:
        return {"fault": "mode", "path": path, "mode": stat.S_IMODE(status.st_mode)}
    return None


def status_of(path):
    """What stands at the path itself; None if there is nothing."""
    try:
        return os.lstat(path)
    except OSError as error:
        if error.errno in MISSING:
            return None
        raise


def open_regular(path, flags=READ_FLAGS):
    """Opens a regular file: (descriptor, status), or None if there is none. Raises a Failure for anything else."""
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        if error.errno in MISSING:
            return None
        if error.errno in LINK:
            raise fault_failure({"fault": "link", "path": path})
        # A FIFO that nothing reads, or a socket; a folder that is opened for writing.
        if error.errno in (errno.ENXIO, errno.EISDIR):
            raise fault_failure({"fault": "kind", "path": path})
        raise os_failure(error, path)
    status = os.fstat(descriptor)
    if stat.S_ISREG(status.st_mode):
        return descriptor, status
    os.close(descriptor)
    raise fault_failure({"fault": "kind", "path": path})


def open_own(path, flags=READ_FLAGS):
    """As `open_regular`, and only a file that this user owns and that nobody else may write."""
    opened = open_regular(path, flags)
    if opened is None:
        return None
    fault = fault_of(path, opened[1])
    if fault is None:
        return opened
    os.close(opened[0])
    raise fault_failure(fault)


def folder_fault(path):
    """
    Why a folder is not this user's alone; None if it is, or does not exist. Parents may be writable by others: whoever
    renames one can take the folder away, but what is put in its place is then not ours, and refused. Links among them
    must be ours or root's.
    """
    fault = _parent_fault(os.path.dirname(path))
    if fault is not None:
        return fault
    status = status_of(path)
    if status is None:
        return None
    if stat.S_ISLNK(status.st_mode):
        return {"fault": "link", "path": path}
    return fault_of(path, status) if stat.S_ISDIR(status.st_mode) else {"fault": "kind", "path": path}


def _parent_fault(path):
    """Walks the path as the kernel does, and looks at each link on the way."""
    ahead = path.split("/")
    here = ""
    links = 0
    while ahead and links <= MOST_LINKS:
        name = ahead.pop(0)
        if name in ("", "."):
            continue
        if name == "..":
            here = here.rpartition("/")[0]
            continue
        following = here + "/" + name
        status = status_of(following)
        if status is None:
            return None
        if not stat.S_ISLNK(status.st_mode):
            here = following
            continue
        if status.st_uid not in (os.geteuid(), 0):
            return {"fault": "owner", "path": following, "uid": status.st_uid, "isFolder": False}
        target = os.readlink(following)
        if target.startswith("/"):
            here = ""
        ahead[:0] = target.split("/")
        links += 1
    return None
