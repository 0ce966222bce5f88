"""Reads requests from the standard input and answers them on the standard output, until the input ends."""

import sys

from keeper import following, machine, models, reading, recording, running, sockets, starting, stopping, waiting
from keeper.cards import cards
from keeper.channel import Channel
from keeper.failure import Failure
from keeper.loop import Loop
from keeper.shape import amount, boolean, fields, integer, require

PROTOCOL = 1


def facts(task, args):
    """Answers what this machine is."""
    require(args, {}, {"cards": boolean})
    found = machine.facts()
    if args.get("cards", False):
        listed = yield from cards(task)
        if listed is not None:
            found["cards"] = listed
    return found


OPERATIONS = {
    "facts": facts,
    "models": models.models,
    "survey": recording.survey,
    "create": recording.create,
    "write": recording.write,
    "remove": recording.remove,
    "renew": recording.renew,
    "start": starting.start,
    "wait": waiting.wait,
    "stop": stopping.stop,
    "ports": sockets.ports,
    "run": running.run,
    "read": reading.read,
    "beginnings": reading.beginnings,
    "list": reading.names,
    "follow": following.follow,
}

_request = fields({"id": integer})


def receiver(loop):
    """What is done with each line of input."""

    def receive(value):
        number = value.get("id") if isinstance(value, dict) and _request(value) else None
        try:
            if isinstance(value, Failure):
                raise value
            if number is None:
                raise Failure("badRequest", "A request is an object with a number as its id.")
            task = loop.tasks.get(number)
            if "cancel" in value or "ack" in value:
                # The answer may have been sent just before.
                if task is None:
                    return
                if "cancel" in value:
                    task.cancel()
                elif amount(value["ack"]):
                    task.acknowledge(value["ack"])
                return
            if task is not None:
                raise Failure("badRequest", "A request of this id is under way.")
            operation = OPERATIONS.get(value["op"]) if isinstance(value.get("op"), str) else None
            if operation is None:
                raise Failure("badRequest", "There is no operation %r." % (value.get("op"),))
            loop.start(number, lambda task: _steps(operation, task, value.get("args", {})))
        except Failure as failure:
            loop.channel.send({"id": number, "error": failure.answer()})

    return receive


def _steps(operation, task, args):
    """A request as a generator, also one that never waits."""
    result = operation(task, args)
    return (yield from result) if hasattr(result, "send") else result


def main():
    """Runs until the client is gone."""
    loop = Loop(Channel(sys.stdin.fileno(), sys.stdout.fileno()))
    loop.channel.send({"hello": dict(machine.facts(), protocol=PROTOCOL)})
    loop.run(receiver(loop), lambda _: recording.release(loop.held))
