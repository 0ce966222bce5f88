"""Files that are held open, so that it is known which file they are."""

import os

from keeper.owned import open_regular

# Names of a folder that are looked through for a file that was renamed.
MOST_NAMES = 20000


class Held:
    """A file that is open. As long as it is, no other file gets its number, so that the two can be distinguished."""

    def __init__(self, opened):
        self.descriptor, status = opened
        self.identity = identity_of(status)

    @classmethod
    def open(cls, path):
        """The file at the path, or None."""
        opened = open_regular(path)
        return None if opened is None else cls(opened)

    def close(self):
        """Gives it back."""
        os.close(self.descriptor)


def identity_of(status):
    """What names a file of this machine as long as it exists."""
    return "%d:%d" % (status.st_dev, status.st_ino)


def renamed_file(path, identity):
    """The file of this identity beside the path, or None: a log is rotated under another name in the same folder."""
    number = identity.rpartition(":")[2]
    try:
        with os.scandir(os.path.dirname(path) or ".") as entries:
            for _, entry in zip(range(MOST_NAMES), entries):
                if str(entry.inode()) == number and entry.is_file(follow_symlinks=False):
                    file = Held.open(entry.path)
                    if file is None or file.identity == identity:
                        return file
                    file.close()
    except OSError:
        return None
    return None
