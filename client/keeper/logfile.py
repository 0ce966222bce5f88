"""The log that a detached command writes."""

import os

from keeper.owned import APPEND_FLAGS, MISSING, open_own
from keeper.writing import make_folder, unlink


def make_log(path):
    """
    Makes a log anew (mode 0600) and gives its descriptor. What stands there must be a file of this user alone; it is
    removed and not emptied, since a program of an earlier start may still write to it.
    """
    make_folder(os.path.dirname(path))
    there = open_own(path, APPEND_FLAGS)
    if there is not None:
        os.close(there[0])
        unlink(path)
    return os.open(path, APPEND_FLAGS | os.O_CREAT | os.O_EXCL, 0o600)


def drop_old(path, prefix, keep):
    """Of the logs beside this one whose names begin so, keeps the newest by name: they tell why those failed."""
    folder = os.path.dirname(path)
    try:
        names = sorted(each for each in os.listdir(folder) if each.startswith(prefix) and each.endswith(".log"))
    except OSError as error:
        if error.errno in MISSING:
            return
        raise
    for name in names[: max(0, len(names) - keep)]:
        unlink("%s/%s" % (folder, name))
