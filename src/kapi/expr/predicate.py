"""One predicate: a question about the situation of a call, such as ``is_open(fd)``."""

from __future__ import annotations

import msgspec

KINDS: dict[str, str] = {
    "fd": "int",
    "dirfd": "int",
    "path": "unsigned long",
    "address": "unsigned long",
    "length": "unsigned long",
    "count": "int",
    "flags": "unsigned int",
    "pid": "pid_t",
    "advice": "int",
    "prot": "int",
    "shift": "unsigned int",
    "capability": "int",
    "limit": "int",
    "number": "unsigned int",
    "text": "",
    "word": "",
}
"""What an argument is → the C type that it is cut to; "" takes no number.

``path`` is the address of a path; ``capability`` takes a name such as ``CAP_IPC_LOCK``, which
there is the number of the capability, ``limit`` one such as ``RLIMIT_NOFILE``; ``text`` is a text
in double quotes, ``word`` one of the predicate's ``words``.
"""

_KIND_OF = {
    "fd2": "fd",
    "epfd": "fd",
    "dirfd2": "dirfd",
    "options": "flags",
    "path2": "path",
    "addr": "address",
    "list": "address",
    "key": "address",
    "len": "length",
    "seals": "flags",
    "name": "text",
    "beginning": "text",
    "flag": "text",
    "type": "text",
    "resource": "word",
    "first": "number",
    "object": "word",
    "id": "fd",
    "ipc_key": "number",
    "mode": "flags",
}


class Predicate(msgspec.Struct, frozen=True, kw_only=True):
    """A question about the process that makes a call.

    ``parameters`` are pairs of a name and its kind, one of `KINDS`; ``type`` is the C type of the
    answer. ``summary`` says what the answer is, ``measured`` where it comes from, ``unknown`` when
    there is none.
    """

    name: str
    parameters: tuple[tuple[str, str], ...]
    type: str
    summary: str
    measured: str
    unknown: str
    words: tuple[str, ...] = ()

    @property
    def signature(self) -> str:
        """The predicate as it is written, ``same_file(fd, fd2)``."""
        return f"{self.name}({', '.join(name for name, _ in self.parameters)})"


def row(
    prototype: str,
    summary: str,
    *,
    measured: str,
    unknown: str,
    words: tuple[str, ...] = (),
) -> Predicate:
    """Return the predicate ``TYPE NAME(PARAMETER, ...)``; names of parameters say their kinds."""
    head, _, rest = prototype.rstrip(")").partition("(")
    type_name, _, name = head.rpartition(" ")
    parameters = [one for one in rest.split(", ") if one]
    return Predicate(
        name=name,
        parameters=tuple((one, _KIND_OF.get(one, one)) for one in parameters),
        type=type_name,
        summary=summary,
        measured=measured,
        unknown=unknown,
        words=words,
    )
