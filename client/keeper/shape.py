"""Checks that JSON has the shape that it should have. A shape is a function from a value to True or False."""

from keeper.failure import Failure

MAX_INTEGER = 2 ** 53 - 1


def text(value):
    """A string that can be a path or a word of a command."""
    return isinstance(value, str) and "\0" not in value


def integer(value):
    """An integer that every JSON reader keeps exact."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MAX_INTEGER


def amount(value):
    """An integer from 0 on."""
    return integer(value) and value >= 0


def number(value):
    """A finite number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= MAX_INTEGER


def boolean(value):
    """True or False."""
    return isinstance(value, bool)


def one_of(*values):
    """One of these strings."""
    return lambda value: isinstance(value, str) and value in values


def optional(shape):
    """The shape, or None."""
    return lambda value: value is None or shape(value)


def list_of(shape):
    """A list, each item of the shape."""
    return lambda value: isinstance(value, list) and all(shape(item) for item in value)


def map_of(shape):
    """An object with any keys, each value of the shape."""
    return lambda value: isinstance(value, dict) and all(text(key) and shape(item) for key, item in value.items())


def fields(required, optional=None):
    """An object that has the required fields; optional ones may be absent; more of them do not matter."""

    def check(value):
        if not isinstance(value, dict):
            return False
        return all(name in value and shape(value[name]) for name, shape in required.items()) and all(
            name not in value or shape(value[name]) for name, shape in (optional or {}).items()
        )

    return check


def plain(value, depth=32):
    """
    Whether JSON can be sent on to every reader. Python also reads NaN, numbers beyond the largest one, single halves
    of a surrogate pair, and what is nested so deep that it cannot be written again.
    """
    if isinstance(value, (list, dict)):
        values = list(value) + list(value.values()) if isinstance(value, dict) else value
        return depth > 0 and all(plain(item, depth - 1) for item in values)
    if isinstance(value, str):
        try:
            value.encode("utf-8")
            return True
        except UnicodeEncodeError:
            return False
    return not isinstance(value, float) or abs(value) < float("inf")


def require(args, required, optional=None):
    """Raises a Failure that names the first argument of a request that is missing or of the wrong type."""
    if not isinstance(args, dict):
        raise Failure("badRequest", "The arguments must be an object.")
    for name, shape in required.items():
        if name not in args or not shape(args[name]):
            raise Failure("badRequest", "The argument %s is missing or of the wrong type." % name, argument=name)
    for name, shape in (optional or {}).items():
        if name in args and not shape(args[name]):
            raise Failure("badRequest", "The argument %s is of the wrong type." % name, argument=name)
