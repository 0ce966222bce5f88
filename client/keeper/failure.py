"""Errors that are an answer. Every other exception of a request is answered as code `internal`."""


class Failure(Exception):
    """An error answer: a code for the program, a message for a log, and facts that the client puts into words."""

    def __init__(self, code, message, **facts):
        super().__init__(message)
        self.code = code
        self.facts = facts

    def answer(self):
        """The error as it is sent."""
        return dict(self.facts, code=self.code, message=str(self))


class Cancelled(Exception):
    """The client does not want the answer any more, or is gone."""


def uncancelled(steps):
    """Takes steps that are short to their end; a request to cancel counts after them."""
    cancelled = False
    try:
        wait = next(steps)
        while True:
            try:
                yield wait
            except Cancelled:
                cancelled = True
            wait = next(steps)
    except StopIteration as end:
        if cancelled:
            raise Cancelled()
        return end.value


def os_failure(error, path=None):
    """A Failure for an OSError, such as `EACCES` for a path."""
    from errno import errorcode

    name = errorcode.get(error.errno, str(error.errno))
    return Failure("os", "%s: %s" % (path or error.filename or name, error.strerror), errno=name, path=path)
