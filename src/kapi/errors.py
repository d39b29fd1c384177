"""The exceptions of kapi: what stops us. What is wrong in a spec is a `Finding` instead.

::

    KapiError             base of all; never raised itself
    ├── UnknownName       no spec has the name that the caller gave (exit 1)
    ├── UsageError        the caller asked for something that does not exist (exit 2)
    ├── InputError        an input could not be opened or read (exit 3)
    ├── NothingToCheck    the inputs hold nothing to work on (exit 4)
    └── NoProcess         the machine gives no process to work with (exit 5)

Everything else that escapes is a defect of kapi (exit 70).
"""


class KapiError(Exception):
    """Base of all exceptions raised on purpose.

    The message says where, what was found, and what to do.
    """

    exit_code = 70


class UnknownName(KapiError):
    """No spec has the name that was given, and without it there is nothing to do."""

    exit_code = 1


class UsageError(KapiError):
    """A wrong option, name or configuration: the user can correct the call."""

    exit_code = 2


class InputError(KapiError):
    """An input that cannot be opened or read at all."""

    exit_code = 3


class NothingToCheck(KapiError):
    """Inputs were read, and none of them holds anything to work on."""

    exit_code = 4


class NoProcess(KapiError):
    """The machine gives no process to work with: a limit (``ulimit -u``, pids.max) is reached."""

    exit_code = 5
