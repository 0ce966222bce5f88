"""Runs the program of a request in a child of this process."""

import json
import os
import signal
from errno import errorcode

from keeper.failure import Failure
from keeper.task import Wait
from keeper.processes import RECORD_VARIABLE, read
from keeper.shape import fields, list_of, map_of, text

command = fields({"argv": lambda value: list_of(text)(value) and bool(value)}, {
    "env": map_of(text),
    "unset": list_of(text),
    "cwd": text,
})
secrets = map_of(text)


def fork_with(count):
    """
    Forks, with so many pipes: (pid, pipes), the pid 0 in the child. Where the system has no further descriptor or
    process, the pipes that were made are closed again.
    """
    pipes = []
    try:
        for _ in range(count):
            pipes.append(os.pipe())
        return os.fork(), pipes
    except OSError:
        for pipe in pipes:
            for each in pipe:
                os.close(each)
        raise


def environment(wanted, values):
    """The environment of a command: that of this process, without what Python itself set, plus what is asked for."""
    entries = (entry.partition(b"=") for entry in read("/proc/self/environ").split(b"\0"))
    found = {os.fsdecode(key): os.fsdecode(value) for key, sign, value in entries if sign and key}
    found.pop(RECORD_VARIABLE, None)
    for key in wanted.get("unset", []):
        found.pop(key, None)
    found.update(wanted.get("env", {}))
    found.update(values)
    return found


def become(wanted, env, streams, report):
    """
    In a child: becomes the program, with `streams` as its input, output and error output. Where it cannot, writes why
    to `report`, which the program does not inherit, and returns.
    """
    step = "program"
    try:
        # Python ignores SIGPIPE, and a program would inherit that.
        for number in range(1, signal.NSIG):
            try:
                signal.signal(number, signal.SIG_DFL)
            except (OSError, ValueError):
                pass
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        if "cwd" in wanted:
            step = "folder"
            os.chdir(wanted["cwd"])
        step = "program"
        os.execvpe(wanted["argv"][0], wanted["argv"], env)
    except OSError as error:
        found = {"step": step, "errno": errorcode.get(error.errno, str(error.errno)), "reason": error.strerror}
        os.write(report, json.dumps(found).encode())
    except Exception as error:
        os.write(report, json.dumps({"step": step, "errno": "EINVAL", "reason": str(error)}).encode())


def outcome(report, wanted):
    """Waits until a program runs. Raises a Failure `cannotStart` with what `become` wrote."""
    os.set_blocking(report, False)
    content = b""
    while True:
        try:
            part = os.read(report, 4096)
        except BlockingIOError:
            yield Wait(1, readable=[report])
            continue
        if not part:
            break
        content += part
    if content:
        raise cannot_start(json.loads(content.decode()), wanted)


def cannot_start(found, wanted):
    """The error answer for a program that did not become one."""
    return Failure(
        "cannotStart",
        "%s: %s" % (wanted["argv"][0], found["reason"]),
        errno=found["errno"],
        step=found["step"],
        reason=found["reason"],
        program=wanted["argv"][0],
        cwd=wanted.get("cwd"),
    )


def end_of(status):
    """Exit code and name of the signal of a wait status; one of the two is None."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        try:
            return {"code": None, "signal": signal.Signals(number).name}
        except ValueError:
            return {"code": None, "signal": "SIG%d" % number}
    return {"code": os.WEXITSTATUS(status), "signal": None}
