"""
Models that the caches of ModelScope and Hugging Face hold on this machine. How much is looked at is bounded: a cache may
stand on a slow network disk, and hold whatever somebody put there.
"""

import json
import os
import stat
import time

from keeper import machine
from keeper.failure import Failure
from keeper.task import Wait
from keeper.owned import open_regular
from keeper.shape import require

MOST_MODELS = 200
# Of one folder, and in all.
MOST_NAMES = 2000
MOST_LOOKS = 10000
MOST_SECONDS = 5.0
# A model's own description takes a few kilobytes.
MOST_CONFIG_BYTES = 1 << 18
_WEIGHTS = (".safetensors", ".bin", ".gguf", ".pt")


class _Enough(Exception):
    """The bound of all looks is reached; what was found until then is the answer."""


class _Looks:
    def __init__(self):
        self.left = MOST_LOOKS
        self.until = time.monotonic() + MOST_SECONDS

    def folder(self, path):
        """Names of a folder, sorted, at most MOST_NAMES; none where it cannot be read."""
        found = []
        try:
            with os.scandir(path) as entries:
                for entry in entries:
                    self.one()
                    found.append(entry.name)
                    if len(found) >= MOST_NAMES:
                        break
        except OSError:
            return []
        return sorted(found)

    def one(self):
        """Counts one look."""
        self.left -= 1
        if self.left < 0 or time.monotonic() > self.until:
            raise _Enough()


def models(_task, args):
    """Answers `{models: [{hub, id, bytes, architecture?}]}`, those of ModelScope first, each model of a hub once."""
    require(args, {})
    looks = _Looks()
    found = {}
    try:
        for hub, name, folder in _candidates(looks):
            # Other requests have their turn in between.
            yield Wait(0)
            if (hub, name) in found:
                continue
            described = _described(looks, folder)
            if described is None:
                continue
            found[(hub, name)] = dict(described, hub=hub, id=name)
            if len(found) >= MOST_MODELS:
                break
    except _Enough:
        pass
    return {"models": list(found.values())}


def _candidates(looks):
    for root in _modelscope_roots():
        for name, folder in _modelscope(looks, root):
            yield "ms", name, folder
    for root in _huggingface_roots():
        for name, folder in _huggingface(looks, root):
            yield "hf", name, folder


def _variable(name):
    """A folder that a variable names; None for one that is empty, or relative: to which folder is unknown."""
    value = os.path.expanduser(os.environ.get(name, ""))
    return value if os.path.isabs(value) else None


def _modelscope_roots():
    """
    Where its releases put models: in `models`, in `hub/models`, in `hub`, and in the folder that the variable names
    (modelscope/hub/utils/utils.py `find_reusable_legacy_repo_dir`, modelscope 1.40).
    """
    base = _variable("MODELSCOPE_CACHE") or os.path.join(_caches(), "modelscope")
    hub = os.path.join(base, "hub")
    return [os.path.join(base, "models"), os.path.join(hub, "models"), hub, base]


def _huggingface_roots():
    """huggingface_hub/constants.py, huggingface-hub 1.33."""
    cache = _variable("HF_HUB_CACHE") or _variable("HUGGINGFACE_HUB_CACHE")
    if cache:
        return [cache]
    home = _variable("HF_HOME") or os.path.join(_variable("XDG_CACHE_HOME") or _caches(), "huggingface")
    return [os.path.join(home, "hub")]


def _caches():
    return os.path.join(machine.home(), ".cache")


def _modelscope(looks, root):
    """
    `owner--name` with a folder for each revision, or `owner/name`, where a dot is written as three underscores, maybe
    beside a link with the name itself.
    """
    for owner in looks.folder(root):
        if owner.startswith((".", "models--", "datasets--")) or owner in ("models", "datasets", "hub"):
            continue
        folder = os.path.join(root, owner)
        if "--" in owner:
            for revision in _newest(looks, folder):
                yield owner.replace("--", "/", 1), revision
            continue
        for name in looks.folder(folder):
            if not name.startswith("."):
                yield "%s/%s" % (owner, name.replace("___", ".")), os.path.join(folder, name)


def _huggingface(looks, root):
    """`models--owner--name`, with a folder for each revision."""
    for entry in looks.folder(root):
        if entry.startswith("models--"):
            for revision in _newest(looks, os.path.join(root, entry)):
                yield entry[len("models--") :].replace("--", "/", 1), revision


def _newest(looks, folder):
    """The revision that came last; none where there is none."""
    snapshots = os.path.join(folder, "snapshots")
    revisions = [os.path.join(snapshots, name) for name in looks.folder(snapshots)]
    return [max(revisions, key=_changed)] if revisions else []


def _changed(path):
    try:
        return os.stat(path).st_mtime
    except OSError:
        return 0.0


def _described(looks, folder):
    """What a folder says of its model; None where it has no weights, or nothing that describes them."""
    names = looks.folder(folder)
    weights = [name for name in names if name.endswith(_WEIGHTS)]
    if "config.json" not in names or not weights:
        return None
    described = {}
    size = 0
    for name in weights:
        looks.one()
        try:
            status = os.stat(os.path.join(folder, name))
        except OSError:
            # A link to what is not downloaded yet.
            continue
        if stat.S_ISREG(status.st_mode):
            size += status.st_size
    if size == 0:
        return None
    described["bytes"] = size
    architecture = _architecture(os.path.join(folder, "config.json"))
    if architecture is not None:
        described["architecture"] = architecture
    return described


def _architecture(path):
    """Such as `Qwen3ForCausalLM`; None where the file does not say it. Hugging Face keeps a link to the file."""
    try:
        opened = open_regular(os.path.realpath(path))
        if opened is None:
            return None
        try:
            content = os.read(opened[0], MOST_CONFIG_BYTES)
        finally:
            os.close(opened[0])
        listed = json.loads(content.decode("utf-8")).get("architectures")
        first = listed[0] if isinstance(listed, list) and listed else None
    except (OSError, ValueError, AttributeError, RecursionError, Failure):
        return None
    return first[:200] if isinstance(first, str) else None
