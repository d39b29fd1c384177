"""A call whose thread stands still at its end: as strace would show it, and what is true there."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from kapi.call import Outcome
from kapi.expr.environment import Environment, argument
from kapi.expr.nodes import Node
from kapi.expr.values import Value
from kapi.judge.layouts import Layout
from kapi.model.elements import Param
from kapi.model.spec import Spec
from kapi.observe.seen import Seen
from kapi.observe.shown_values import shown_result
from kapi.observe.stopping import Stopped
from kapi.situation.measure import Field, measured, walks
from kapi.situation.process import Process, Unknown
from kapi.situation.texts import text_at
from kapi.situation.walk import Walk
from kapi.vocab.architectures import Architecture
from kapi.vocab.words import ParamType

_LONGEST = 4096
_AT_FDCWD = -100


def seen_of(stopped: Stopped, spec: Spec, architecture: Architecture) -> Seen:
    """Return the call with texts such as those of strace -y."""
    with Process(stopped.tid) as process:
        pairs = zip(spec.params, stopped.arguments, strict=False)
        texts = tuple(_text(process, param, raw, architecture) for param, raw in pairs)
        program = process.status.get("Name", "")
    shown = f"{stopped.syscall}({', '.join(texts)}) = {shown_result(stopped.result, architecture)}"
    arguments = stopped.arguments[: len(spec.params)]
    outcome = Outcome(result=stopped.result)
    return Seen(stopped.syscall, arguments, outcome, texts, shown, stopped.tid, "", program)


def measured_at(
    tid: int, terms: Sequence[Node], names: Environment, layouts: Mapping[str, Layout]
) -> tuple[dict[Node, Value | None], dict[Node, Walk]]:
    """Return what ``terms`` are in the thread ``tid``, which stands still, and how walks went."""
    with Process(tid) as process:
        return measured(process, terms, names, fields_of(layouts)), walks(process, terms, names)


def fields_of(layouts: Mapping[str, Layout]) -> dict[str, Field]:
    """Return where the members of structures stand, by their paths."""
    return {
        f"{param}->{name}": Field(member.offset, member.size, member.kind.signed)
        for param, layout in layouts.items()
        for name, member in layout.members.items()
    }


def _text(process: Process, param: Param, raw: int, architecture: Architecture) -> str:
    value = argument(raw, param.type_name or "", architecture)
    number = value.number if value is not None else raw
    if "*" in (param.type_name or ""):
        return _pointed(process, param, number)
    if param.type is ParamType.FD:
        number = raw & 0xFFFFFFFF
        number -= (number >> 31) << 32
        return "AT_FDCWD" if number == _AT_FDCWD else f"{number}{_file(process, number)}"
    return str(number) if abs(number) < 1 << 16 else hex(number)


def _pointed(process: Process, param: Param, address: int) -> str:
    is_path = param.type is ParamType.PATH
    try:
        text = text_at(process, address, _LONGEST) if is_path else None
    except (Unknown, OSError):
        text = None
    if text is not None:
        shown = text.decode("utf-8", "backslashreplace").replace("\\", "\\\\")
        return '"' + shown.replace('"', '\\"') + '"'
    return hex(address) if address else "NULL"


def _file(process: Process, number: int) -> str:
    """Return what /proc says is behind a descriptor, as strace -y does; nothing if it is shut."""
    try:
        return f"<{os.readlink(f'fd/{number}', dir_fd=process.directory)}>"
    except (Unknown, OSError):
        return ""
