"""Graphics cards and other accelerators, as the tools of their makers list them."""

import os

from keeper.failure import Failure
from keeper.running import run

SECONDS = 10
_NVIDIA = ["nvidia-smi", "--query-gpu=index,name,memory.total", "--format=csv,noheader,nounits"]
_ASCEND = ["npu-smi", "info", "-l"]


def cards(task):
    """A list, or None where no tool tells: that is unknown, and not "none"."""
    found = None
    for argv, parse in ((_NVIDIA, parse_nvidia), (_ASCEND, parse_ascend)):
        output = yield from _output(task, argv)
        if output is not None:
            found = (found or []) + parse(output)
    return found


def _output(task, argv):
    command = {"argv": argv, "env": {"LC_ALL": "C"}, "cwd": os.path.sep}
    try:
        end = yield from run(
            task,
            {"command": command, "secrets": {}, "timeoutMs": SECONDS * 1000, "maxOutputBytes": 1 << 20},
        )
    except Failure:
        return None
    return end["stdout"] if end["code"] == 0 else None


def parse_nvidia(output):
    """Lines such as `0, NVIDIA A100-SXM4-80GB, 81920`; the memory may be `[N/A]`."""
    found = []
    for line in output.splitlines():
        index, _, rest = line.partition(",")
        name, sign, memory = (part.strip() for part in rest.rpartition(","))
        if not sign or not index.strip().isdigit():
            continue
        card = {"kind": "GPU", "index": int(index), "name": name}
        if memory.isdigit():
            card["memoryMb"] = int(memory)
        found.append(card)
    return found


def parse_ascend(output):
    """Lines such as `NPU ID : 0`, each followed by facts of that card, `Product Name` among them where it is reported."""
    found = []
    for line in output.splitlines():
        name, sign, value = (part.strip() for part in line.partition(":"))
        if sign and name == "NPU ID" and value.isdigit():
            found.append({"kind": "NPU", "index": int(value), "name": "NPU"})
        elif sign and found and name in ("Product Name", "Chip Name") and value:
            found[-1]["name"] = value
    return found
