"""`Seen`: one call of a watched program, as far as it could be told."""

from __future__ import annotations

import msgspec

from kapi.call import Outcome


class Seen(msgspec.Struct, frozen=True):
    """One system call that was watched.

    ``arguments`` are the registers as unsigned 64-bit numbers; None is one that cannot be told,
    as that of a string of which only the bytes are shown. They may be fewer than the call has.
    ``outcome`` is None where nobody saw how the call ended. ``texts`` are the arguments as they
    were shown, ``shown`` the whole call with its result. ``tid`` is 0 where no column names it,
    ``time`` as written, ``program`` the name of the thread or of the file that it executes, or "".
    ``lost`` says that the end of the call should have been shown, and was not.
    """

    syscall: str
    arguments: tuple[int | None, ...]
    outcome: Outcome | None
    texts: tuple[str, ...] = ()
    shown: str = ""
    tid: int = 0
    time: str = ""
    program: str = ""
    lost: bool = False
