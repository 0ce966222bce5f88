"""Writes files whole: a name never stands for half a file."""

import os

from keeper.owned import MISSING, status_of

DRAFT = ".draft"


def make_folder(path):
    """Makes a folder with its parents, each with mode 0700."""
    if status_of(path) is not None:
        return
    parent = os.path.dirname(path)
    if parent not in ("", path):
        make_folder(parent)
    try:
        os.mkdir(path, 0o700)
    except FileExistsError:
        pass


def write_draft(path, content):
    """
    Writes a file beside the path (mode 0600) and flushes it, so that a name never stands for half a file, not even
    after a power cut. Gives its name.
    """
    draft = "%s.%s%s" % (path, os.urandom(8).hex(), DRAFT)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return draft
    except BaseException:
        unlink(draft)
        raise


def drop_drafts(folder):
    """Removes drafts of programs that were ended while they wrote them. Only with the lock that all writers have."""
    for name in os.listdir(folder):
        if name.endswith(DRAFT):
            unlink("%s/%s" % (folder, name))


def replace(path, content):
    """Writes a file whole, over an older one."""
    draft = write_draft(path, content)
    try:
        os.rename(draft, path)
    except BaseException:
        unlink(draft)
        raise
    flush_folder(os.path.dirname(path))


def create(path, content):
    """As `replace`, but only if there is none yet: False if there is. Of two at once, one gets True."""
    draft = write_draft(path, content)
    try:
        # A link fails where the name exists, and the file is whole from the moment it has its name.
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        unlink(draft)
    flush_folder(os.path.dirname(path))
    return True


def unlink(path):
    """Removes a file; no error if there is none."""
    try:
        os.unlink(path)
    except OSError as error:
        if error.errno not in MISSING:
            raise


def flush_folder(path):
    """Makes new names in a folder last; some file systems cannot."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)
