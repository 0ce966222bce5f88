"""Packs the files of a launch for Ray: a configuration, and the folder of a script.

It is sent over the standard input of the interpreter that runs the server, with a call of `main` behind it, and prints
one line of JSON: `{"name", "files", "zip"}` with the package in base64, or `{"tooLarge": {...}}`. The same files make the
same package, so that Ray need not be sent it twice.
"""

import base64
import hashlib
import io
import json
import os
import stat
import sys
import zipfile

# No file of a package has a time: it would make another package of the same files.
TIME = (1980, 1, 1, 0, 0, 0)
# What other programs make beside a script, and no script imports.
LEFT_OUT = {"__pycache__", "node_modules"}


def main(asked):
    """Packs `{"config": {"file", "name"}, "folder"?, "mostBytes", "mostFiles"}`."""
    files = {}
    if "folder" in asked:
        files.update(inside(asked["folder"], asked["mostFiles"]))
    config = asked["config"]
    files[config["name"]] = config["file"]
    sizes = {name: os.stat(path).st_size for name, path in files.items()}
    if len(files) > asked["mostFiles"] or sum(sizes.values()) > asked["mostBytes"]:
        largest = max(sizes, key=lambda name: sizes[name])
        found = {"files": len(files), "bytes": sum(sizes.values()), "largest": largest, "of": sizes[largest]}
        return tell({"tooLarge": found})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content(files[name], sizes[name]))
    data = packed.getvalue()
    name = "_ray_pkg_" + hashlib.sha256(data).hexdigest()[:32] + ".zip"
    tell({"name": name, "files": sorted(files), "zip": base64.b64encode(data).decode("ascii")})


def inside(folder, most):
    """Regular files below a folder by their names in it; hidden ones hold settings and secrets, not modules."""
    found = {}
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if is_wanted(each) and not is_environment(place, each))
        for name in sorted(names):
            path = os.path.join(place, name)
            if is_wanted(name) and os.path.isfile(path):
                found[os.path.relpath(path, folder)] = path
            # Enough to know that there are too many.
            if len(found) > most:
                return found
    return found


def is_wanted(name):
    return not name.startswith(".") and name not in LEFT_OUT


def is_environment(place, name):
    return os.path.exists(os.path.join(place, name, "pyvenv.cfg"))


def content(path, size):
    """As many bytes as were counted: a file may grow. Opened without waiting, since it may be a pipe by now."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with open(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError("not a regular file: " + path)
        return file.read(size)


def tell(answer):
    sys.stdout.write("\n" + json.dumps(answer) + "\n")
