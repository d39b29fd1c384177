"""What a hurried writer puts in the place of a name: one that looks or means nearly the same."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Iterable, Mapping

import msgspec

from kapi.expr.nodes import names
from kapi.expr.parser import ExpressionError, parse
from kapi.expr.predicates import GROUPS, PREDICATES, Predicate
from kapi.model.spec import Spec
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.capabilities import capabilities
from kapi.vocab.symbols import value

from .edit import elements

__all__ = [
    "NOBODY",
    "Neighbours",
    "capability_beside",
    "errno_beside",
    "neighbours_in",
    "predicate_beside",
]

_CAPABILITIES = {
    "CAP_SYS_ADMIN": "CAP_SYS_RESOURCE",
    "CAP_DAC_OVERRIDE": "CAP_DAC_READ_SEARCH",
    "CAP_DAC_READ_SEARCH": "CAP_DAC_OVERRIDE",
    "CAP_FOWNER": "CAP_DAC_OVERRIDE",
    "CAP_FSETID": "CAP_FOWNER",
    "CAP_IPC_LOCK": "CAP_SYS_RESOURCE",
    "CAP_NET_RAW": "CAP_NET_ADMIN",
    "CAP_NET_ADMIN": "CAP_NET_RAW",
    "CAP_SETUID": "CAP_SETGID",
    "CAP_SETGID": "CAP_SETUID",
    "CAP_SYS_PTRACE": "CAP_KILL",
}
"""What people take for each other; CAP_SYS_ADMIN is taken for all the others."""

_ERRNOS = (
    ("EACCES", "EPERM"),
    ("EBADF", "EINVAL"),
    ("ENOMEM", "EAGAIN"),
    ("ENOENT", "ENOTDIR"),
    ("EMFILE", "ENFILE"),
    ("ENODEV", "ENXIO"),
    ("EOPNOTSUPP", "ENOSYS"),
    ("EOVERFLOW", "ERANGE"),
    ("EFBIG", "E2BIG"),
    ("ELOOP", "ENAMETOOLONG"),
    ("ESRCH", "ECHILD"),
    ("ENOTCONN", "EDESTADDRREQ"),
    ("EISCONN", "EALREADY"),
)
_RARE = ("EDOM", "ENOTUNIQ")
_LIKE = 0.5
"""How much of its name a predicate shares with the one beside it."""


class Neighbours(msgspec.Struct, frozen=True):
    """Of names in the expressions of a spec, the ones beside them.

    ``parameters`` are of one C type; ``flags`` begin alike, as O_TRUNC and O_CREAT.
    """

    parameters: Mapping[str, str]
    flags: Mapping[str, str]


NOBODY = Neighbours({}, {})


def neighbours_in(spec: Spec) -> Neighbours:
    """Return the neighbours of the names in ``spec``."""
    types: dict[str, list[str]] = {}
    for param in spec.params:
        types.setdefault(param.type_name or "", []).append(param.name)
    flags: dict[str, list[str]] = {}
    known = {param.name for param in spec.params} | capabilities().keys()
    for name in sorted(_names(spec) - known):
        if "_" in name and value(name, ARCHITECTURES["x86_64"]) is not None:
            flags.setdefault(name.partition("_")[0], []).append(name)
    return Neighbours(_next_ones(types.values()), _next_ones(flags.values()))


def _next_ones(groups: Iterable[list[str]]) -> dict[str, str]:
    return {
        name: here[(place + 1) % len(here)]
        for here in groups
        for place, name in enumerate(here)
        if len(here) > 1
    }


def _names(spec: Spec) -> set[str]:
    found = set[str]()
    for _, element in elements(spec):
        for text in (getattr(element, field, None) for field in ("when", "after")):
            try:
                found.update(names(parse(text)) if text else ())
            except ExpressionError:
                continue
    return found


def capability_beside(name: str) -> str:
    """Return the capability that people take for ``name``."""
    return _CAPABILITIES.get(name, "CAP_SYS_ADMIN")


def errno_beside(name: str) -> str:
    """Return the errno that people take for ``name``, or a rare one where there is none."""
    for pair in _ERRNOS:
        if name in pair:
            return pair[1 - pair.index(name)]
    return next(one for one in _RARE if one != name)


@functools.cache
def predicate_beside(name: str) -> str | None:
    """Return the predicate most like ``name`` in its name, with the same arguments and answer.

    None where none is like it.
    """
    this = PREDICATES.get(name)
    if this is None:
        return None
    here = next(every for every in GROUPS.values() if this in every)
    alike = {
        one.name.removesuffix("_at"): one.name
        for one in here
        if one != this and _asks(one) == _asks(this)
    }
    near = difflib.get_close_matches(name.removesuffix("_at"), alike, n=1, cutoff=_LIKE)
    return alike[near[0]] if near else None


def _asks(one: Predicate) -> tuple[object, ...]:
    kinds = tuple(kind for _, kind in one.parameters)
    return kinds, one.words, one.type, one.summary.startswith("1 when")
