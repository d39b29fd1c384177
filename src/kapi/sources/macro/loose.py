"""Bundle macros whose arguments are told apart by their form.

``syscall_api_spec.h`` of RFC v1 and RFC v2 had macros that stand for a whole element
(``KAPI_PARAM_FD``, ``KAPI_ERROR_EBADF``). Their names say what they set; which argument is
the name and which the description is told by what it looks like.
"""

from __future__ import annotations

from typing import NamedTuple

from kapi.sources.macro.member_values import literal
from kapi.sources.macro.tokens import Kind, Token
from kapi.vocab.macros import Macro
from kapi.vocab.members import STRUCTURES

_NAMES = {"params": "name", "signals": "signal_name"}


class Told(NamedTuple):
    """What is sure: members with their values. ``complete`` when no argument is left over."""

    members: tuple[tuple[str, list[Token]], ...]
    complete: bool


def tell_apart(macro: Macro, arguments: list[list[Token]]) -> Told:
    """Return the members that a loose bundle sets."""
    members = [(name, literal(text)) for name, text in macro.sets if isinstance(text, str)]
    rest = arguments[1:] if STRUCTURES[macro.block].many else arguments
    strings = [run for run in rest if run and all(t.kind is Kind.STRING for t in run)]
    complete = bool(macro.strings) and len(strings) == len(rest)
    wanted = macro.strings
    if macro.block == "params" and len(strings) == 1:
        wanted = wanted[-1:]  # the description, which every bundle has
        complete = complete and macro.name == "KAPI_PARAM_FD"
        members.append(("name", _named(macro)))
    members += zip(wanted, strings, strict=False)
    complete = complete and len(strings) <= len(wanted)
    given = {name for name, _ in members}
    name = _NAMES.get(macro.block)
    if name and name not in given:
        members.append((name, _named(macro)))
        complete = False
    return Told(tuple(members), complete)


def _named(macro: Macro) -> list[Token]:
    """Return a name for an element whose bundle gives none: the bundle's own last word."""
    name = macro.name.removeprefix("KAPI_").removeprefix("PARAM_").removeprefix("SIGNAL_")
    return literal(name.lower() if macro.block == "params" else name)
