"""The parameters of a spec: declared ones in order, described by ``@name:``, refined by blocks."""

from __future__ import annotations

from typing import Any

import msgspec

from kapi.finding import Severity
from kapi.model.elements import Extension, Param
from kapi.model.spec import Declaration
from kapi.sources.kerneldoc.element import read_element
from kapi.sources.kerneldoc.notes import Notes
from kapi.sources.kerneldoc.rows import Entry
from kapi.vocab.words import ApiKind

_OF_IOCTL = ("fd", "arg")
"""Parameters of a command, which its definition does not show."""


class Params:
    """Collects what a comment says of each parameter.

    A list that is not ``complete``, as that of a variant, has only the parameters it names, and
    takes no types from the declaration.
    """

    def __init__(
        self, declaration: Declaration | None, notes: Notes, complete: bool = True
    ) -> None:
        self.declared = {p.name: p.type_name for p in declaration.params} if declaration else {}
        self.known = declaration is not None and declaration.complete
        is_command = declaration is not None and declaration.kind is ApiKind.IOCTL
        self.implied = _OF_IOCTL if is_command else ()
        self.notes = notes
        self.complete = complete
        self.lines: dict[str, Entry] = {}
        self.extra: dict[str, list[Extension]] = {}
        self.blocks: dict[str, Param] = {}
        self.order: dict[str, Entry] = {}

    def describe(self, name: str, entry: Entry) -> None:
        """Take the text of an ``@name:`` line."""
        if name in self.lines:
            self._repeated(name, self.lines[name], entry)
        self.lines[name] = entry
        self.order.setdefault(name, entry)

    def refine(self, entry: Entry) -> None:
        """Take a ``param:`` block."""
        block: Param = read_element(entry, self.notes)
        if block.name in self.blocks:
            self.notes.add(
                "duplicate-tag",
                Severity.WARNING,
                entry,
                f"a second 'param: {block.name}'; what both say is taken from this one",
            )
            block = _merged(self.blocks[block.name], block)
        self.blocks[block.name] = block
        self.order.setdefault(block.name, entry)

    def _repeated(self, name: str, first: Entry, again: Entry) -> None:
        self.notes.repeated(again, first)
        self.extra.setdefault(name, []).append(self.notes.extension(first, "desc"))

    def finish(self) -> tuple[Param, ...]:
        """Return the parameters: the declared ones in order, then what else is named."""
        names = list(self.declared) if self.complete else []
        names += [name for name in self.order if name not in names]
        return tuple(self._param(name) for name in names)

    def _param(self, name: str) -> Param:
        if self.known and name not in self.declared and name not in self.implied:
            self._unknown(name)
        param = self.blocks.get(name) or Param(name=name)
        changes: dict[str, Any] = {}
        if self.complete and param.type_name is None and self.declared.get(name):
            changes["type_name"] = self.declared[name]
        line = self.lines.get(name)
        extensions = tuple(self.extra.get(name, ()))
        if line is not None:
            text = line.prose
            if text and param.description:
                extensions += (Extension(tag="desc", text=param.description, span=param.span),)
            changes["description"] = text or param.description
            if not param.span:
                changes["span"] = self.notes.span(line)
        if extensions:
            changes["extensions"] = param.extensions + extensions
        return msgspec.structs.replace(param, **changes) if changes else param

    def _unknown(self, name: str) -> None:
        message = f"the declaration has no parameter '{name}'"
        known = frozenset(self.declared)
        self.notes.unknown("unknown-param", self.order[name], message, name, known)


def _merged(first: Param, second: Param) -> Param:
    """What the two blocks say together; where both speak, the second."""
    empty = Param(name=second.name)
    changes = {
        name: getattr(first, name)
        for name in first.__struct_fields__
        if name not in ("name", "span", "extensions")
        and getattr(second, name) == getattr(empty, name)
    }
    extensions = first.extensions + second.extensions
    for name in first.__struct_fields__:
        said = getattr(first, name)
        if name in changes or name in ("name", "span", "extensions") or said is None:
            continue
        if said != getattr(second, name) and isinstance(said, str):
            extensions += (Extension(tag=name.replace("_", "-"), text=said, span=first.span),)
    return msgspec.structs.replace(second, extensions=extensions, **changes)
