"""`Call`: one system call that was made, what went in and what came out."""

from __future__ import annotations

import msgspec

HIGHEST_ERRNO = 4095
"""The kernel returns ``-errno``, at most this (``MAX_ERRNO`` in ``include/linux/err.h``)."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """How a call ended: exactly one of the four is set.

    ``result`` is the register's value as a signed number, so failure is ``-errno``. ``killed``
    is the name of the signal that ended the caller during the call. ``gone`` says that the call
    did not come back and the caller lived on or ended by itself (execve, exit). ``hung`` says
    that it had not come back at the time limit.
    """

    result: int | None = None
    killed: str | None = None
    gone: bool = False
    hung: bool = False

    @property
    def errno(self) -> int | None:
        """The errno number when the call was refused, else None."""
        if self.result is not None and -HIGHEST_ERRNO <= self.result < 0:
            return -self.result
        return None

    @property
    def accepted(self) -> bool:
        """Whether the kernel did what was asked: any result but an errno, or no way back."""
        return self.gone or (self.result is not None and self.errno is None)


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One system call.

    ``syscall`` is its name without ``sys_``; ``arguments`` are the registers as unsigned
    64-bit numbers, in order; ``architecture`` is a name of `kapi.vocab.architectures`.
    """

    syscall: str
    arguments: tuple[int, ...]
    outcome: Outcome
    architecture: str = "x86_64"
    pid: int = 0
    tid: int = 0
